// Units and their fixes in the store: registering, one insert for many fixes, tracks, and forgetting by days.
import type { Fix } from '../../core/track/types.ts'
import type { Db } from '../store/db.ts'
import { dropPartitionsBefore, ensurePartitions } from '../store/partitions.ts'

/** A fix on its way to the store. */
export interface PendingFix {
  /** `idx` of the unit. */
  readonly unit: number
  readonly fix: Fix
  readonly flags: number
  readonly recordedAt: number
}

export interface NewUnit {
  readonly id: string
  readonly feed: string
  readonly device: string
  readonly kind: string
  readonly name: string
  readonly department?: string
  readonly crew?: string
  readonly simulated: boolean
}

export interface StoredFix extends Fix {
  readonly flags: number
}

/** A day that begins with the process's last ones: the last place of a unit silent for longer is history, not a place. */
const LOOK_BACK_DAYS = 2
/** Fixes read for one track: a week at one a second is cut, and says so by its span. */
const MOST_READ = 250_000

const keyOf = (unit: number, at: number): string => `${unit} ${at}`
const list = (numbers: readonly (number | undefined)[]): string => `{${numbers.map((n) => n ?? 'NULL').join(',')}}`

/** Stores units that are new or told otherwise, and answers their numbers by id. */
export async function registerUnits(
  db: Db,
  units: readonly NewUnit[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const column = <T>(of: (u: NewUnit) => T): T[] => units.map(of)
  const { rows } = await db.pool.query<{ id: string; idx: number }>(
    `insert into unit (id, feed, device, kind, name, department, crew, simulated, registered_at)
     select i, f, d, k, n, de, c, s, to_timestamp($9)
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[]) as t (i, f, d, k, n, de, c, s)
     on conflict (id) do update set kind = excluded.kind, name = excluded.name, department = excluded.department,
       crew = excluded.crew, simulated = excluded.simulated
     returning id, idx`,
    [
      column((u) => u.id),
      column((u) => u.feed),
      column((u) => u.device),
      column((u) => u.kind),
      column((u) => u.name),
      column((u) => u.department ?? null),
      column((u) => u.crew ?? null),
      column((u) => u.simulated),
      now / 1000,
    ],
  )
  return new Map(rows.map(({ id, idx }) => [id, idx]))
}

/** One statement for all. Answers those that were stored already, by the same unit at the same instant: they change nothing. */
export async function insertFixes(db: Db, rows: readonly PendingFix[]): Promise<PendingFix[]> {
  await ensurePartitions(
    db,
    rows.map((r) => r.fix.at),
    'unit_fix',
  )
  const { rows: stored } = await db.pool.query<{ unit: number; at: number }>(
    `insert into unit_fix (unit, occurred_at, recorded_at, lng, lat, speed_kmh, heading_deg, accuracy_m, flags)
     select u, to_timestamp(o), to_timestamp(r), x, y, s, h, a, f
     from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::real[], $7::real[], $8::real[], $9::smallint[])
       as t (u, o, r, x, y, s, h, a, f)
     on conflict do nothing
     returning unit, (extract(epoch from occurred_at) * 1000)::float8 as at`,
    [
      list(rows.map((r) => r.unit)),
      list(rows.map((r) => r.fix.at / 1000)),
      list(rows.map((r) => r.recordedAt / 1000)),
      list(rows.map((r) => r.fix.lng)),
      list(rows.map((r) => r.fix.lat)),
      list(rows.map((r) => r.fix.speedKmh)),
      list(rows.map((r) => r.fix.headingDeg)),
      list(rows.map((r) => r.fix.accuracyM)),
      list(rows.map((r) => r.flags)),
    ],
  )
  if (stored.length === rows.length) return []
  const fresh = new Set(stored.map((r) => keyOf(r.unit, Math.round(r.at))))
  // The same instant twice in one batch: the first is stored, the second repeats it.
  return rows.filter((r) => !fresh.delete(keyOf(r.unit, r.fix.at)))
}

interface FixRow {
  readonly unit: number
  readonly at: number
  readonly lng: number
  readonly lat: number
  readonly speed: number | null
  readonly heading: number | null
  readonly accuracy: number | null
  readonly flags: number
}
const FIX = `unit, (extract(epoch from occurred_at) * 1000)::float8 as at, lng, lat, speed_kmh as speed, heading_deg as heading,
  accuracy_m as accuracy, flags`

const toFix = ({ at, lng, lat, speed, heading, accuracy, flags }: FixRow): StoredFix => ({
  at: Math.round(at),
  lng,
  lat,
  ...(speed === null ? {} : { speedKmh: speed }),
  ...(heading === null ? {} : { headingDeg: heading }),
  ...(accuracy === null ? {} : { accuracyM: accuracy }),
  flags,
})

/** The newest fix of every unit that none of `doubted` marks, by the unit's number. */
export async function lastFixes(db: Db, doubted: number, now: number): Promise<ReadonlyMap<number, StoredFix>> {
  const { rows } = await db.pool.query<FixRow>(
    `select distinct on (unit) ${FIX} from unit_fix
     where occurred_at >= to_timestamp($1) and flags & $2 = 0 order by unit, occurred_at desc`,
    [now / 1000 - LOOK_BACK_DAYS * 86_400, doubted],
  )
  return new Map(rows.map((row) => [row.unit, toFix(row)]))
}

/** Fixes of one unit in [from, to], in order of time. */
export async function fixesOf(db: Db, unit: number, from: number, to: number): Promise<StoredFix[]> {
  const { rows } = await db.pool.query<FixRow>(
    `select ${FIX} from unit_fix where unit = $1 and occurred_at >= to_timestamp($2) and occurred_at <= to_timestamp($3)
     order by occurred_at limit ${MOST_READ}`,
    [unit, from / 1000, to / 1000],
  )
  return rows.map(toFix)
}

export async function countFixes(db: Db, unit: number, from: number): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    'select count(*)::int as n from unit_fix where unit = $1 and occurred_at >= to_timestamp($2)',
    [unit, from / 1000],
  )
  return rows[0]?.n ?? 0
}

export const forgetFixes = (db: Db, before: number): Promise<number> => dropPartitionsBefore(db, before, 'unit_fix')
