// Which point is meant by a place on the screen. Pure.
import type { Board } from './board.ts'
import { markOf, NOWHERE, STALE_MARK } from './marks.ts'

/** The screen around the pointer, taken as straight: over a dozen pixels a leaning camera is. All in Mercator from the board's anchor. */
export interface Lens {
  readonly x: number
  readonly y: number
  /** One px to the right, one px down. */
  readonly right: readonly [x: number, y: number]
  readonly down: readonly [x: number, y: number]
}

/** How many px a place (Mercator from the anchor) is from the middle of a lens; infinitely many through one seen from its edge. */
export function pxFrom({ x, y, right, down }: Lens): (placeX: number, placeY: number) => number {
  const det = right[0] * down[1] - down[0] * right[1]
  return (placeX, placeY) => {
    const [dx, dy] = [placeX - x, placeY - y]
    const far = Math.hypot((dx * down[1] - dy * down[0]) / det, (dy * right[0] - dx * right[1]) / det)
    return Number.isNaN(far) ? Infinity : far
  }
}

/** px from the middle of a mark in which it is meant. */
export interface Reach {
  readonly dot: number
  readonly level: number
}

const isLevel = (mark: number): boolean => mark > 0 && mark !== STALE_MARK

/** The worst level in reach; of equals the nearest; of those in one place the first. Undefined when there is none. */
export function pickPoint(
  board: Board,
  lens: Lens,
  reach: Reach,
  /** Points that are not drawn are not meant. */
  drawn: (slot: number, state: number) => boolean = () => true,
): number | undefined {
  const { right, down } = lens
  const det = right[0] * down[1] - down[0] * right[1]
  if (det === 0) return undefined
  const widest = Math.max(reach.dot, reach.level)
  const halfX = widest * (Math.abs(right[0]) + Math.abs(down[0]))
  const halfY = widest * (Math.abs(right[1]) + Math.abs(down[1]))
  const { offsets } = board.places
  let found: number | undefined
  let foundRank = Infinity
  // px, squared.
  let foundFar = Infinity
  board.grid().inBox(lens.x - halfX, lens.y - halfY, lens.x + halfX, lens.y + halfY, (slot) => {
    const state = board.states[slot] ?? NOWHERE
    if (state >= NOWHERE || !drawn(slot, state)) return
    const mark = markOf(state)
    const level = isLevel(mark)
    const rank = level ? mark : STALE_MARK
    if (rank > foundRank) return
    const dx = (offsets[slot * 2] ?? Number.NaN) - lens.x
    const dy = (offsets[slot * 2 + 1] ?? Number.NaN) - lens.y
    const pxRight = (dx * down[1] - dy * down[0]) / det
    const pxDown = (dy * right[0] - dx * right[1]) / det
    const far = pxRight * pxRight + pxDown * pxDown
    const most = level ? reach.level : reach.dot
    if (!(far <= most * most)) return
    if (rank === foundRank && (far > foundFar || (far === foundFar && found !== undefined && slot > found))) return
    found = slot
    foundRank = rank
    foundFar = far
  })
  return found
}
