// Reference data in the store: each entry with the interval in which it held, and who put it so. The only code that writes
// the table `reference`; it decides whether the city's file or the desk holds an entry, never whether an entry makes sense.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Calendar } from '../../core/clock/types.ts'
import type { Department, Responsibility } from '../../core/dispatch/types.ts'
import type { ClassTable, Indicator, LimitTable } from '../../core/indicate/types.ts'
import type {
  Area,
  City,
  Component,
  DeskRules,
  EvaluationRules,
  Feed,
  FormerCode,
  Loop,
  Matter,
  Reference,
  ReferenceKind,
  SensorKind,
} from '../../wire/reference.ts'
import { canonical } from '../audit/chain.ts'
import type { Db } from './db.ts'

/** What is kept; listed sensors are in the table of sensors. */
export type StoredKind = Exclude<ReferenceKind, 'sensor'>
interface Bodies {
  readonly city: City
  readonly area: Area
  readonly department: Department
  readonly matter: Matter
  readonly component: Component
  readonly formerCode: FormerCode
  readonly responsibility: Responsibility
  readonly sensorKind: SensorKind
  readonly feed: Feed
  readonly alarmRule: AlarmRule
  readonly indicator: Indicator
  readonly limitTable: LimitTable
  readonly classTable: ClassTable
  readonly loop: Loop
  readonly desk: DeskRules
  readonly evaluation: EvaluationRules
  readonly calendar: Calendar
}

const LISTS: { readonly [K in StoredKind]: (reference: Reference) => readonly Bodies[K][] } = {
  city: (r) => [r.city],
  area: (r) => r.areas,
  department: (r) => r.departments,
  matter: (r) => r.matters,
  component: (r) => r.components,
  formerCode: (r) => r.formerCodes,
  responsibility: (r) => r.responsibilities,
  sensorKind: (r) => r.sensorKinds,
  feed: (r) => r.feeds,
  alarmRule: (r) => r.alarmRules,
  indicator: (r) => r.indicators,
  limitTable: (r) => r.limitTables,
  classTable: (r) => r.classTables,
  loop: (r) => [r.loop],
  desk: (r) => [r.desk],
  evaluation: (r) => [r.evaluation],
  calendar: (r) => [r.calendar],
}

/** Editions share their table's id; one without a first day holds since ever. */
function editionId({ id, validFrom }: LimitTable | ClassTable): string {
  return validFrom === undefined ? id : `${id}@${validFrom}`
}

const IDS: { readonly [K in StoredKind]: (body: Bodies[K]) => string } = {
  city: (c) => c.id,
  area: (a) => a.code,
  department: (d) => d.id,
  matter: (m) => `${m.code}@${m.validFrom}`,
  component: (c) => c.code,
  formerCode: (f) => [f.standard, f.kind, f.code].join('/'),
  responsibility: (r) => [r.matter, r.condition ?? '*', r.area ?? '*'].join('/'),
  sensorKind: (k) => k.id,
  feed: (f) => f.id,
  alarmRule: (r) => r.id,
  indicator: (i) => i.id,
  limitTable: editionId,
  classTable: editionId,
  loop: () => 'loop',
  desk: () => 'desk',
  evaluation: () => 'evaluation',
  calendar: () => 'calendar',
}

const KINDS = Object.keys(LISTS) as StoredKind[]

/** The name of an entry within its kind. The body must fit the schema of the kind. */
export const entryId = <K extends StoredKind>(kind: K, body: Bodies[K]): string => IDS[kind](body)

/** Entries of one kind, in the order of the city's file. */
export const entriesOf = <K extends StoredKind>(reference: Reference, kind: K): readonly Bodies[K][] =>
  LISTS[kind](reference)

/** The same for the same content, in whatever order its fields come. */
export const hashOf = (body: unknown): string => createHash('sha256').update(canonical(body)).digest('hex')

/** The present version of an entry. */
export interface CurrentEntry {
  readonly kind: string
  readonly id: string
  /** null: ended at the desk. Such a row stays current, so that the file does not bring the entry back. */
  readonly body: unknown
  readonly hash: string
  readonly origin: 'file' | 'desk'
  readonly by: string | null
  readonly reason: string | null
  /** Hash of what the city's file says; null: it has no such entry. */
  readonly fileHash: string | null
  /** Epoch ms. */
  readonly since: number
}

/** A version to be written; it ends the one before. */
export type NextEntry = Omit<CurrentEntry, 'since'>

export const nameOf = (entry: { readonly kind: string; readonly id: string }): string => `${entry.kind} ${entry.id}`

type Querying = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>

export async function currentEntries(querying: Querying, kinds: readonly string[]): Promise<CurrentEntry[]> {
  const { rows } = await querying.query<CurrentEntry>(
    `select kind, id, body, hash, origin, by_account as by, reason, file_hash as "fileHash",
       round(extract(epoch from valid_from) * 1000)::float8 as since
     from reference where valid_to is null and kind = any($1) order by kind, id`,
    [kinds],
  )
  return rows
}

/** Epoch ms of the last change of any entry; every change has a later one, so it names the state of the whole table. */
export async function lastChangeAt(querying: Querying): Promise<number> {
  const { rows } = await querying.query<{ at: number | null }>(
    `select round(extract(epoch from greatest((select max(valid_from) from reference),
       (select max(valid_to) from reference))) * 1000)::float8 as at`,
  )
  return rows[0]?.at ?? 0
}

/** One transaction in which nobody else changes reference data; readers go on. */
export async function changeReference<T>(db: Db, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query('lock table reference in exclusive mode')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** Ends and begins versions at one instant, which it answers: `now`, or just after the last change where clocks differ. */
export async function writeEntries(
  client: pg.PoolClient,
  next: readonly NextEntry[],
  ended: readonly { readonly kind: string; readonly id: string }[],
  now: number,
): Promise<number> {
  const at = Math.max(now, (await lastChangeAt(client)) + 1)
  const closing = [...next, ...ended]
  await client.query(
    `update reference set valid_to = to_timestamp($3)
     from unnest($1::text[], $2::text[]) as e (kind, id)
     where reference.kind = e.kind and reference.id = e.id and reference.valid_to is null`,
    [closing.map((e) => e.kind), closing.map((e) => e.id), at / 1000],
  )
  await client.query(
    `insert into reference (kind, id, valid_from, body, hash, origin, by_account, reason, file_hash)
     select k, i, to_timestamp($9), b::jsonb, h, o, a, r, f
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as e (k, i, b, h, o, a, r, f)`,
    [
      next.map((e) => e.kind),
      next.map((e) => e.id),
      next.map((e) => JSON.stringify(e.body)),
      next.map((e) => e.hash),
      next.map((e) => e.origin),
      next.map((e) => e.by),
      next.map((e) => e.reason),
      next.map((e) => e.fileHash),
      at / 1000,
    ],
  )
  return at
}

/**
 * Brings the store to what the files say: a changed entry ends its old version and begins a new one, a missing one ends.
 * An entry put or ended at the desk stays as it is; only what the file says is remembered beside it.
 * `accept` is shown all present entries before they stand; what it throws leaves the store as it was.
 * Returns how many entries changed. Repeating it changes nothing.
 */
export async function saveReference(
  db: Db,
  reference: Reference,
  now: number,
  accept: (present: readonly CurrentEntry[]) => void = () => undefined,
): Promise<number> {
  const wanted = new Map(
    KINDS.flatMap((kind) =>
      entriesOf(reference, kind).map((body): [string, NextEntry] => {
        const [id, hash] = [entryId(kind, body), hashOf(body)]
        return [nameOf({ kind, id }), { kind, id, body, hash, origin: 'file', by: null, reason: null, fileHash: hash }]
      }),
    ),
  )
  return changeReference(db, async (client) => {
    const present = await currentEntries(client, KINDS)
    const known = new Map(present.map((e) => [nameOf(e), e]))
    const next = [...wanted].flatMap(([name, entry]) => {
      const row = known.get(name)
      if (row === undefined) return [entry]
      // Hashes of an earlier release depended on the order of fields: the content decides.
      return row.origin === 'desk' || row.hash === entry.hash || hashOf(row.body) === entry.hash ? [] : [entry]
    })
    const ended = present.filter((e) => e.origin === 'file' && !wanted.has(nameOf(e)))
    if (next.length + ended.length > 0) await writeEntries(client, next, ended, now)
    await rememberFile(
      client,
      present.flatMap((row) => {
        const fileHash = wanted.get(nameOf(row))?.hash ?? null
        const hash = row.origin === 'file' && fileHash !== null ? fileHash : row.hash
        return row.fileHash === fileHash && row.hash === hash ? [] : [{ ...row, fileHash, hash }]
      }),
    )
    accept(await currentEntries(client, KINDS))
    return next.length + ended.length
  })
}

/** Notes beside entries what their file says now. Rows that have just ended are history and stay as they were. */
async function rememberFile(client: pg.PoolClient, rows: readonly CurrentEntry[]): Promise<void> {
  await client.query(
    `update reference set file_hash = e.file_hash, hash = e.hash
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[]) as e (kind, id, file_hash, hash, since)
     where reference.kind = e.kind and reference.id = e.id and reference.valid_to is null
       and round(extract(epoch from reference.valid_from) * 1000)::float8 = e.since`,
    [
      rows.map((e) => e.kind),
      rows.map((e) => e.id),
      rows.map((e) => e.fileHash),
      rows.map((e) => e.hash),
      rows.map((e) => e.since),
    ],
  )
}
