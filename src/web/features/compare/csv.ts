// All compared series in one table to take away: a row per instant, a column per series. Pure.
import type { ComparedLine } from '../../charts/compare.ts'

/** A spreadsheet takes a cell that begins like a formula for one. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function toCsv(
  lines: readonly ComparedLine[],
  words: { readonly time: string; readonly head: readonly string[]; readonly moment: (at: number) => string },
): string {
  const at = [...new Set(lines.flatMap((one) => one.series.at))].sort((a, b) => a - b)
  const values = lines.map((one) => new Map(one.series.at.map((t, i) => [t, one.series.value[i] ?? null])))
  const rows = [
    ...words.head.map((text) => [text]),
    [words.time, ...lines.map((one) => (one.series.unit === '' ? one.name : `${one.name} (${one.series.unit})`))],
    ...at.map((t) => [words.moment(t), ...values.map((of) => String(of.get(t) ?? ''))]),
  ]
  // The mark at the start tells Excel that it is UTF-8.
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
