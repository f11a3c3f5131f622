// The rows as a table: which flags have a column, shares, and the same as comma-separated values.
import type { QualityFlag } from '../../../core/observe/types.ts'
import { FLAGS, type QualityRow } from '../../../wire/signs.ts'

const HOUR_MS = 3_600_000

/** Flags that occur in any row, in the order they are always told in. */
export const flagsIn = (rows: readonly QualityRow[]): QualityFlag[] =>
  FLAGS.filter((flag) => rows.some((row) => (row.flags[flag] ?? 0) > 0))

/** Suspect per cent of all values; rounded up, so that one bad value never reads as none. Undefined where nothing came. */
export function suspectPercent({ suspect, observations }: QualityRow): number | undefined {
  if (observations === 0) return undefined
  return Math.min(100, Math.ceil((suspect * 1000) / observations) / 10)
}

export const silentHours = ({ silentMs }: QualityRow): number => silentMs / HOUR_MS

/** A cell as RFC 4180 wants it; one that a spreadsheet would take for a formula is kept as text. */
const cell = (value: string | number): string => {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** With a byte-order mark: spreadsheets then read Chinese. */
export const toCsv = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
