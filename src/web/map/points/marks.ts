// What a sensor is drawn as: one byte of state, the order of drawing, and sizes by zoom. Pure.

/** 0 calm, 1–4 level, 5 stale. */
export const STALE_MARK = 5
/** Some current value is doubted; may come with any mark. */
const SUSPECT_BIT = 8
/** Its place is not on the map. */
export const NOWHERE = 0x80

/** A level stands whatever the age: an alarm is not less because its sensor fell silent. */
export const stateOf = (level: number, stale: boolean, suspect: boolean): number =>
  (level > 0 ? level : stale ? STALE_MARK : 0) | (suspect ? SUSPECT_BIT : 0)

export const markOf = (state: number): number => state & 7

/**
 * Groups drawn one after the other, so that what is worse lies on top: 0 calm (never listed: all that is in no group), then
 * 1 stale, 2 doubted, 3–6 levels Ⅳ to Ⅰ.
 */
export const GROUPS = 7
export function groupOf(state: number): number {
  if (state >= NOWHERE) return 0
  const mark = markOf(state)
  if (mark >= 1 && mark <= 4) return 7 - mark
  if (mark === STALE_MARK) return 1
  return (state & SUSPECT_BIT) === 0 ? 0 : 2
}

/** px at a zoom, straight between steps and level beyond them. */
export function atZoom(steps: readonly (readonly [zoom: number, px: number])[], zoom: number): number {
  let before = steps[0]
  for (const step of steps) {
    if (before !== undefined && zoom < step[0]) {
      const part = Math.max(0, (zoom - before[0]) / (step[0] - before[0]))
      return before[1] + part * (step[1] - before[1])
    }
    before = step
  }
  return before?.[1] ?? 0
}

/** Radius of a calm dot, px. */
const DOT = [
  [7, 0.9],
  [10, 1.8],
  [14, 5],
] as const
/** Side of the box a level's shape is drawn in, px. */
const BOX = [
  [7, 6.5],
  [10, 9.4],
  [14, 16.2],
] as const

export const dotRadius = (zoom: number): number => atZoom(DOT, zoom)
export const boxSide = (zoom: number): number => atZoom(BOX, zoom)
