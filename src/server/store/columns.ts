// How columns are read and written, for the tables.
import type { ColumnType } from 'kysely'

/** Read as Date, written as Date. */
export type Instant = ColumnType<Date, Date, Date>
export type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>
/** Written as JSON text, read parsed. */
export type Json<T> = ColumnType<T, string, string>
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
