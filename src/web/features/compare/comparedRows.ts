// All compared series in one table to take away: a row per instant, a column per series. Pure.
import type { ComparedLine } from '../../charts/compare.ts'
import type { CsvCell } from '../../ui/csv.ts'

export function comparedRows(
  lines: readonly ComparedLine[],
  words: { readonly time: string; readonly head: readonly string[]; readonly moment: (at: number) => string },
): CsvCell[][] {
  const at = [...new Set(lines.flatMap((one) => one.series.at))].sort((a, b) => a - b)
  const values = lines.map((one) => new Map(one.series.at.map((t, i) => [t, one.series.value[i] ?? null])))
  return [
    ...words.head.map((text) => [text]),
    [words.time, ...lines.map((one) => (one.series.unit === '' ? one.name : `${one.name} (${one.series.unit})`))],
    ...at.map((t) => [words.moment(t), ...values.map((of) => of.get(t) ?? null)]),
  ]
}
