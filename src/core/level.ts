// The national four-level scale, used for alarms, incidents and warnings alike. 1 is the most severe.

/** Ⅰ red, Ⅱ orange, Ⅲ yellow, Ⅳ blue (突发事件应对法: 一级最高). */
export type Level = 1 | 2 | 3 | 4

export const LEVELS = [1, 2, 3, 4] as const satisfies readonly Level[]

/** The more severe of two levels; either may be absent. */
export function worse(a: Level | undefined, b: Level | undefined): Level | undefined {
  if (a === undefined) return b
  if (b === undefined) return a
  return a < b ? a : b
}
