// A number that nobody has given yet: NaN in the draft, null in JSON, where the hub refuses it. Never 0, which may be lawful. Pure.

export const NO_NUMBER = Number.NaN
export const isBlank = (v: unknown): boolean => v === null || (typeof v === 'number' && Number.isNaN(v))

/** What is typed, as a number; blank where it is none. */
export function readNumber(typed: string): number {
  const n = typed.trim() === '' ? NO_NUMBER : Number(typed)
  return Number.isFinite(n) ? n : NO_NUMBER
}
export const writeNumber = (n: number | undefined): string => (n === undefined || isBlank(n) ? '' : String(n))

/** For JSON.parse of a draft: no entry of the catalogue holds a null of its own. */
export const reviveBlank = (_name: string, v: unknown): unknown => (v === null ? NO_NUMBER : v)
