// How a figure's evidence is put to a reader: numbers as printed, and whether asking again gives the same. Pure.
import type { Evidence } from '../../../wire/briefs.ts'
import type { Text } from '../../../core/text.ts'

const MOST_DECIMALS = 3
const decimalsOf = (value: number): number => {
  const fraction = String(value).split('.')[1] ?? ''
  return Math.min(MOST_DECIMALS, fraction.length)
}
/** A number as it would be printed beside `like`. */
export function spelt(value: number, like: number): string {
  const decimals = decimalsOf(like)
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** Whether two numbers print alike: what was rounded for printing is no difference. */
export const printAlike = (printed: number, other: number): boolean =>
  Math.abs(printed - other) <= 0.5 * 10 ** -decimalsOf(printed) + 1e-9

export interface Standing {
  /** Asked again of what was known then. `gone`: it can no longer be asked. */
  readonly then: 'same' | 'different' | 'gone'
  /** Of all that is known now. */
  readonly now: 'same' | 'different' | 'unknown'
}
export function standingOf({ figure, recomputed, today }: Evidence): Standing {
  const alike = (value: number): 'same' | 'different' => (printAlike(figure.value, value) ? 'same' : 'different')
  return {
    then: recomputed === undefined ? 'gone' : alike(recomputed),
    now: today === undefined ? 'unknown' : alike(today),
  }
}

/** A cell of a table of the brief, in a language. */
export const cellWords = (cell: Text | string | number | null, lang: 'zh' | 'en'): string =>
  cell === null ? '—' : typeof cell === 'object' ? cell[lang] : String(cell)
