// The monthly table as rows of figures: the same for the screen, the paper and the file. Pure.
import type { SupervisedMonth } from '../../../wire/supervisions.ts'

type Row = SupervisedMonth['departments'][number]
export const COLUMNS = [
  'given',
  'carried',
  'closed',
  'closedOnTime',
  'rate',
  'running',
  'overdue',
  'returns',
  'assisting',
] as const
export type Column = (typeof COLUMNS)[number]
export type Counts = Pick<Row, Exclude<Column, 'rate'>>

/** Per cent of what was closed; undefined while nothing was: no rate of nothing. */
export const rateOf = ({ closed, closedOnTime }: Pick<Counts, 'closed' | 'closedOnTime'>): number | undefined =>
  closed === 0 ? undefined : (closedOnTime / closed) * 100

/** Every matter has one lead, so sums count it once; assistance is counted as often as departments helped. */
export function totalOf(rows: readonly Row[]): Counts {
  const sum = (of: keyof Counts): number => rows.reduce((all, row) => all + row[of], 0)
  return {
    ...{ given: sum('given'), carried: sum('carried'), closed: sum('closed'), closedOnTime: sum('closedOnTime') },
    ...{ running: sum('running'), overdue: sum('overdue'), returns: sum('returns'), assisting: sum('assisting') },
  }
}

/** One cell; null where there is no rate. */
export const cellOf = (row: Counts, column: Column): number | null =>
  column === 'rate' ? (rateOf(row) ?? null) : row[column]
