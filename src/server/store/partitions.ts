// Days of observations and of fixes: one partition a day (UTC), made when the first value of that day comes, dropped by policy.
import type { Db } from './db.ts'

const DAY_MS = 86_400_000
/** Tables kept by days. */
export type DayTable = 'observation' | 'unit_fix'
const known = new WeakMap<Db, Set<string>>()

const nameOf = (table: DayTable, day: number): string =>
  `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`
const boundOf = (day: number): string => new Date(day * DAY_MS).toISOString()

/** Makes sure that every instant (epoch ms) has its partition. Cheap when it has. */
export async function ensurePartitions(
  db: Db,
  instants: readonly number[],
  table: DayTable = 'observation',
): Promise<void> {
  let days = known.get(db)
  if (days === undefined) known.set(db, (days = new Set()))
  const missing = new Set<number>()
  for (const at of instants) {
    const day = Math.floor(at / DAY_MS)
    if (!days.has(nameOf(table, day))) missing.add(day)
  }
  for (const day of missing) {
    // Names and bounds are made from numbers here, never from input.
    await db.pool.query(
      `create table if not exists ${nameOf(table, day)} partition of ${table} for values from ('${boundOf(day)}') to ('${boundOf(day + 1)}')`,
    )
    days.add(nameOf(table, day))
  }
}

/** Drops whole days older than `before` (epoch ms). Returns how many. */
export async function dropPartitionsBefore(db: Db, before: number, table: DayTable = 'observation'): Promise<number> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = '${table}'::regclass`,
  )
  const lastKept = nameOf(table, Math.floor(before / DAY_MS))
  const old = rows.map((r) => r.name).filter((name) => /^[a-z_]+_\d{8}$/.test(name) && name < lastKept)
  for (const name of old) await db.pool.query(`drop table ${name}`)
  if (old.length > 0) known.delete(db)
  return old.length
}
