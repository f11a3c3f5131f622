// The rows as a table: which flags have a column, and how long was silent.
import type { QualityFlag } from '../../../core/observe/types.ts'
import { FLAGS, type QualityRow } from '../../../wire/signs.ts'

const HOUR_MS = 3_600_000

/** Flags that occur in any row, in the order they are always told in. */
export const flagsIn = (rows: readonly QualityRow[]): QualityFlag[] =>
  FLAGS.filter((flag) => rows.some((row) => (row.flags[flag] ?? 0) > 0))

export const silentHours = ({ silentMs }: QualityRow): number => silentMs / HOUR_MS
