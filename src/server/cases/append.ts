// Writes case events: one transaction takes the head of the chain, appends, folds, and remembers the command.
// The only code that inserts into incident_event, incident and command. Decides nothing.
import type { Because } from '../../core/because.ts'
import { foldEvents } from '../../core/incident/fold.ts'
import { toEvents } from '../../core/incident/log.ts'
import type { EventBody, IncidentEvent } from '../../core/incident/events.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { AreaCode } from '../../core/ids.ts'
import { chainHash } from '../audit/chain.ts'
import type { IncidentsChanged, WhenWritten } from '../ports.ts'
import type { Db, Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'
import { columnsOf } from './columns.ts'

/** A transaction that holds the head of the chain: nobody else appends until it ends. */
export interface Appending {
  readonly query: Queries
  readonly append: (entry: NewEvents) => Promise<Incident>
  /** Who has done a command before, and its case as it stands. */
  readonly doneBy: (key: string) => Promise<Found['done']>
  readonly find: (key: string, id: string, other?: string) => Promise<Found>
  readonly load: (id: string) => Promise<Incident | undefined>
}

/** What a command meets, in one look. */
export interface Found {
  /** Who has done it before, and its case as it stands. */
  readonly done?: { readonly incident: Incident; readonly actor: string }
  readonly incident?: Incident
  /** The case named besides, else the one that `incident` is merged into. */
  readonly other?: Incident
}

export interface NewEvents {
  readonly id: string
  /** The case before; undefined for a new one. */
  readonly before: Incident | undefined
  readonly bodies: readonly EventBody[]
  readonly actor: Actor
  readonly occurredAt: number
  readonly recordedAt: number
  readonly because: readonly Because[]
  /** The same key again has no second effect. */
  readonly key?: string
}

export type Transact = <T>(work: (tx: Appending) => Promise<T>) => Promise<T>

export interface AppenderOptions {
  readonly db: Db
  readonly districtOf: (area: AreaCode) => AreaCode
  readonly changed: IncidentsChanged
  readonly whenWritten?: WhenWritten
}

/** What one transaction has written so far. */
interface Written {
  readonly incidents: Map<string, Incident>
  readonly afterwards: (() => void)[]
}

/**
 * Appenders queue inside this process before they take a connection, so that waiting ones do not hold the pool,
 * and `changed` is called in commit order.
 */
export function openAppender(options: AppenderOptions): Transact {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: (tx: Appending) => Promise<T>) => {
    const run = last.then(async () => {
      const written: Written = { incidents: new Map(), afterwards: [] }
      const result = await options.db.query.transaction().execute(async (query) => {
        // Alone and first: a statement that waited for the lock would see the cases as they were before the wait.
        const head = await query
          .selectFrom('chain_head')
          .selectAll()
          .where('id', '=', 1)
          .forUpdate()
          .executeTakeFirstOrThrow()
        return work(appending(query, { seq: BigInt(head.seq), hash: head.hash }, options, written))
      })
      if (written.incidents.size > 0) options.changed([...written.incidents.values()])
      for (const afterwards of written.afterwards) afterwards()
      return result
    })
    last = run.catch(() => undefined)
    return run
  }
}

interface Head {
  seq: bigint
  hash: Buffer
}

function appending(
  query: Queries,
  head: Head,
  { districtOf, whenWritten }: AppenderOptions,
  written: Written,
): Appending {
  return {
    query,
    load: (id) => load(query, id),
    doneBy: (key) => doneBy(query, key),
    find: (key, id, other) => findCase(query, key, id, other),
    async append({ id, before, bodies, actor, occurredAt, recordedAt, because, key }) {
      const version = before?.version ?? 0
      const events = toEvents(bodies.map(storable), {
        incident: id,
        version,
        actor: storable(actor),
        occurredAt,
        recordedAt,
        because: storable(because),
      })
      const incident = foldEvents(events, before)
      if (!incident || events.length === 0) throw new Error(`no events for case ${id}`)
      const columns = columnsOf(incident, districtOf(incident.place.area))
      const lines = linesOf(events, head)
      // One statement for all of it: the head of the chain is held for as few round trips as possible.
      let statement = query
        .with('lines', (q) => q.insertInto('incident_event').values(lines))
        .with('head', (q) =>
          q
            .updateTable('chain_head')
            .set({ seq: String(head.seq), hash: head.hash })
            .where('id', '=', 1),
        )
      if (key !== undefined) {
        const row = { key, incident: id, actor: actor.id, version: incident.version, at: new Date(recordedAt) }
        statement = statement.with('remembered', (q) => q.insertInto('command').values(row)) as typeof statement
      }
      if (before) {
        const updated = await statement
          .updateTable('incident')
          .set(columns)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst()
        if (updated.numUpdatedRows !== 1n) throw new Error(`case ${id} moved on from version ${version} meanwhile`)
      } else await statement.insertInto('incident').values(columns).execute()
      written.incidents.set(id, incident)
      const afterwards = await whenWritten?.(query, { before, after: incident, events })
      if (afterwards) written.afterwards.push(afterwards)
      return incident
    },
  }
}

/** Rows of the log, chained on from `head`, which moves with them. */
function linesOf(events: readonly IncidentEvent[], head: Head) {
  return events.map((event) => {
    head.seq += 1n
    head.hash = chainHash(head.hash, head.seq, event)
    return {
      seq: String(head.seq),
      incident: event.incident,
      n: event.n,
      type: event.body.type,
      actor: JSON.stringify(event.actor),
      occurred_at: new Date(event.occurredAt),
      recorded_at: new Date(event.recordedAt),
      because: JSON.stringify(event.because),
      body: JSON.stringify(event.body),
      hash: head.hash,
    }
  })
}

/**
 * Looked at by every act, so it names each table once: planning a join of three cases took longer than reading them.
 */
export async function findCase(query: Queries, key: string, id: string, other?: string): Promise<Found> {
  const rows = await query
    .selectFrom('incident')
    .leftJoin('command', (join) => join.on('command.key', '=', key))
    .select(['incident.id', 'incident.body', 'command.actor', 'command.incident as doneIn'])
    .where('incident.id', 'in', other === undefined ? [id] : [id, other])
    .execute()
  const bodyOf = (wanted: string | undefined): Incident | undefined => rows.find((row) => row.id === wanted)?.body
  const incident = bodyOf(id)
  const { actor = null, doneIn = null } = rows[0] ?? {}
  const done = doneIn === null ? undefined : (bodyOf(doneIn) ?? (await load(query, doneIn)))
  const mainId = other ?? incident?.mergedInto
  const main = mainId === undefined ? undefined : (bodyOf(mainId) ?? (await load(query, mainId)))
  return {
    ...(actor !== null && done && { done: { incident: done, actor } }),
    ...(incident && { incident }),
    ...(main && { other: main }),
  }
}

const load = async (query: Queries, id: string): Promise<Incident | undefined> =>
  (await query.selectFrom('incident').select('body').where('id', '=', id).executeTakeFirst())?.body

async function doneBy(query: Queries, key: string): Promise<Found['done']> {
  const row = await query.selectFrom('command').select(['actor', 'incident']).where('key', '=', key).executeTakeFirst()
  const incident = row && (await load(query, row.incident))
  return row && incident && { incident, actor: row.actor }
}
