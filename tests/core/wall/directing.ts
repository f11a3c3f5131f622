// A city of seven boards and a wall that is asked again and again: what tests of the director are made of.
import { expect } from 'vitest'
import { direct, type CaseFact, type Directed, type DirectorFacts } from '../../../src/core/wall/director.ts'
import { DEFAULT_ORDERS, type WallOrders } from '../../../src/core/wall/types.ts'

export const T0 = 1_800_000_000_000
export const MINUTE = 60_000
export const board = (id: string, topic: Partial<DirectorFacts['boards'][number]['topic']> = {}, onDemand = false) => ({
  id,
  topic: { groups: [], matters: [], warnings: [], ...topic },
  ...(onDemand && { onDemand }),
})
export const BOARDS: DirectorFacts['boards'] = [
  board('overview'),
  board('flood', { groups: ['water'], matters: ['M001', 'E005'], warnings: ['rainstorm'] }),
  board('traffic', { groups: ['traffic'], matters: ['M017', 'E001'] }),
  board('air', { groups: ['air'], warnings: ['haze'] }),
  board('lifeline', { groups: ['lifeline'], matters: ['M00', 'E003', 'E004'] }),
  board('hotline', { groups: ['service'] }),
  board('evaluation', {}, true),
]
export const TURNING = BOARDS.filter((b) => b.onDemand !== true).map((b) => b.id)
export const calm: DirectorFacts = {
  boards: BOARDS,
  orders: DEFAULT_ORDERS,
  emergencies: [],
  cases: [],
  warnings: [],
  signs: [],
}
export const ordered = (orders: Partial<WallOrders>, more: Partial<DirectorFacts> = {}): DirectorFacts => ({
  ...calm,
  ...more,
  orders: { ...DEFAULT_ORDERS, ...orders },
})
export const severe = (incident: string, more: Partial<CaseFact> = {}): CaseFact => ({
  ...{ incident, level: 2, matter: 'M001', openedAt: T0, acknowledged: false },
  ...more,
})
export const must = (directed: Directed | undefined): Directed => directed ?? expect.fail('nothing was chosen')
export const boardOf = (directed: Directed): string =>
  directed.show.type === 'board' ? directed.show.board : expect.fail(`shows ${directed.show.type}`)

/** Asked again every `stepMs` for `spanMs`; `facts` may change with time. */
export function run(
  facts: (at: number) => DirectorFacts,
  spanMs: number,
  { before, from = T0, stepMs = 1000 }: { before?: Directed | undefined; from?: number; stepMs?: number } = {},
): readonly { readonly at: number; readonly directed: Directed }[] {
  const out: { at: number; directed: Directed }[] = []
  let last = before
  for (let at = from; at <= from + spanMs; at += stepMs)
    out.push({ at, directed: (last = must(direct(facts(at), last, at))) })
  return out
}
/** Boards in the order they came, each with how long it stood. */
export function turns(seen: readonly { readonly at: number; readonly directed: Directed }[]): [string, number][] {
  const out: [string, number][] = []
  let since = NaN
  for (const { at, directed } of seen) {
    const last = out.at(-1)
    if (last?.[0] !== boardOf(directed)) {
      out.push([boardOf(directed), 0])
      since = at
    } else last[1] = at - since
  }
  return out
}
