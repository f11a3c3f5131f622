// On which sides of its mark a title can stand, and on which of them it is not cut by the edge of the picture. Nobody moves a wall's
// picture to read the rest of a name. Geometry only.
import { PIN } from '../casePin.ts'

/** By the side of the title that is held: beside the mark to its right and left, below the place, above the mark; the best first. */
const SIDES = ['left', 'right', 'top', 'bottom'] as const
type Side = (typeof SIDES)[number]

/** px between a title and the middle of its mark, at size 1, and between a title and the place above it. */
const [BESIDE, BELOW] = [25, 12]
/** Ems in which a title is broken into lines, and the height of a line. */
export const TITLE_WIDE = 10
const LINE = 1.2
/** Ems that are left free beside it: its halo, and faces wider than most. */
const FREE = 0.5
/** Ems of a character: Chinese ones fill theirs, of others none but the widest is wider. */
const [HAN, OTHER] = [1, 0.62]

/** px from the place to the point where a title is held. */
function heldAt(side: Side, size: number): readonly [right: number, down: number] {
  switch (side) {
    case 'left':
      return [BESIDE * size, -PIN.lift * size]
    case 'right':
      return [-BESIDE * size, -PIN.lift * size]
    case 'top':
      return [0, BELOW]
    case 'bottom':
      return [0, -(PIN.lift + BESIDE) * size]
  }
}

/** A set of sides: a bit each. */
export type Sides = number
const bit = (at: number): Sides => 1 << at
export const NO_SIDE: Sides = 0
export const EVERY_SIDE: Sides = bit(SIDES.length) - 1
export const SETS_OF_SIDES: readonly Sides[] = Array.from({ length: EVERY_SIDE }, (_, i) => i + 1)

/** As MapLibre takes them, in ems of the text. `size`: of the mark. */
export const titleOffsets = (size: number, textSize: number, sides: Sides): readonly unknown[] =>
  SIDES.flatMap((side, at) => ((sides & bit(at)) === 0 ? [] : [side, heldAt(side, size).map((px) => px / textSize)]))

export interface Picture {
  readonly width: number
  readonly height: number
  /** px of it that are covered at its top and at its foot. */
  readonly head: number
  readonly foot: number
}

/** Those where a title stays in the picture, which may be none. `at`: px of the place in it. */
export function sidesInside(
  title: string,
  at: { readonly x: number; readonly y: number },
  { size, textSize }: { readonly size: number; readonly textSize: number },
  picture: Picture,
): Sides {
  const ems = [...title].reduce((sum, c) => sum + (c >= '⺀' ? HAN : OTHER), 0)
  const wide = Math.min(ems, TITLE_WIDE) * textSize
  const high = Math.ceil(ems / TITLE_WIDE) * LINE * textSize
  const fits = (side: Side): boolean => {
    const [right, down] = heldAt(side, size)
    const [x, y] = [at.x + right, at.y + down]
    const left = side === 'left' ? x : side === 'right' ? x - wide : x - wide / 2
    const top = side === 'top' ? y : side === 'bottom' ? y - high : y - high / 2
    const free = FREE * textSize
    return (
      left >= free &&
      left + wide <= picture.width - free &&
      top >= picture.head &&
      top + high <= picture.height - picture.foot
    )
  }
  return SIDES.reduce((set, side, i) => (fits(side) ? set | bit(i) : set), NO_SIDE)
}
