// What the desk may want of a wall: a change laid over what stands, and what is refused with reasons. Pure; stores nothing.
import { DEFAULT_ORDERS, type WallPush, type WallShow } from '../../core/wall/types.ts'
import type { Role } from '../../core/incident/types.ts'
import type { WallChange, WallRow } from '../../wire/walls.ts'
import { invalid } from '../problems.ts'

export type Orders = WallRow['orders']
export const newOrders = (): Orders => ({ ...DEFAULT_ORDERS, boards: [] })

export interface OrdersKnown {
  hasBoard(id: string): boolean
  /** What another wall follows itself; undefined: no such wall, or it was revoked. */
  wall(id: string): { readonly follows?: string | undefined } | undefined
  /** Walls that follow this one. */
  followers(id: string): readonly string[]
}

/** The orders of wall `id` after the change. Throws a ProblemError for what cannot be. */
export function changeOrders(id: string, orders: Orders, change: WallChange, known: OrdersKnown, now: number): Orders {
  for (const [i, board] of (change.boards ?? []).entries()) mustHaveBoard(board, `/boards/${i}`, known)
  if (typeof change.pinned === 'string') mustHaveBoard(change.pinned, '/pinned', known)
  if (typeof change.follows === 'string') mustBeFollowed(id, change.follows, known)
  const { region } = change
  // Shares of the whole: a little more than it is rounding.
  if (
    region &&
    (region.width <= 0 || region.height <= 0 || region.x + region.width > 1.001 || region.y + region.height > 1.001)
  )
    throw invalid('/region', {
      zh: '所占部分超出整幅画面，或为空',
      en: 'The part is empty or beyond the whole picture',
    })

  const { name: _name, skip, ...rest } = change
  const merged: Record<string, unknown> = { ...orders, ...(skip === true ? { skipAt: now } : {}) }
  for (const [key, value] of Object.entries(rest))
    if (value === null) delete merged[key]
    else if (value !== undefined) merged[key] = value
  return merged as unknown as Orders
}

function mustHaveBoard(board: string, field: string, known: OrdersKnown): void {
  if (!known.hasBoard(board))
    throw invalid(field, { zh: `没有这块看板：${board}`, en: `There is no such board: ${board}` })
}

/** One step only: a wall that follows is followed by none, so that nobody ends up following himself. */
function mustBeFollowed(id: string, follows: string, known: OrdersKnown): void {
  const other = known.wall(follows)
  if (follows === id) throw invalid('/follows', { zh: '大屏不能跟随自己', en: 'A wall cannot follow itself' })
  if (other === undefined)
    throw invalid('/follows', { zh: `没有这块大屏：${follows}`, en: `There is no such wall: ${follows}` })
  if (other.follows !== undefined)
    throw invalid('/follows', {
      zh: '该大屏自己也在跟随别的大屏，请直接跟随那一块',
      en: 'That wall follows another itself; follow that one',
    })
  if (known.followers(id).length > 0)
    throw invalid('/follows', {
      zh: '有别的大屏在跟随这一块，请先取消',
      en: 'Other walls follow this one; end that first',
    })
}

/** Of a map's address what draws: never a search, which may hold a name, nor what somebody had picked. */
const MAP_KEYS = /^(on|at|days|last|from|to|draw|of\.[A-Za-z][\w-]{0,31})$/

export function pushOf(show: WallShow, by: Role, now: number, forMs: number | undefined): WallPush {
  const shown: WallShow =
    show.type === 'map'
      ? { type: 'map', query: Object.fromEntries(Object.entries(show.query).filter(([key]) => MAP_KEYS.test(key))) }
      : show
  return { show: shown, at: now, by, ...(forMs === undefined ? {} : { untilAt: now + forMs }) }
}

export function withPush({ push: _push, ...orders }: Orders, push: WallPush | undefined): Orders {
  return push === undefined ? orders : { ...orders, push }
}
