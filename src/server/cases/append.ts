// Writes case events: one transaction takes the head of the chain, appends, folds, and remembers the command.
// The only code that inserts into incident_event, incident and command. Decides nothing.
import type { Because } from '../../core/because.ts'
import { foldEvents } from '../../core/incident/fold.ts'
import { toEvents } from '../../core/incident/log.ts'
import { nextTickAt } from '../../core/incident/tick.ts'
import type { EventBody } from '../../core/incident/events.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { AreaCode } from '../../core/ids.ts'
import { chainHash } from '../audit/chain.ts'
import type { IncidentsChanged } from '../ports.ts'
import type { Db, Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'

/** A transaction that holds the head of the chain: nobody else appends until it ends. */
export interface Appending {
  readonly query: Queries
  readonly append: (entry: NewEvents) => Promise<Incident>
  /** Present case of a command done before. */
  readonly doneBy: (key: string) => Promise<{ incident: Incident; actor: string } | undefined>
  readonly load: (id: string) => Promise<Incident | undefined>
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
  /** Effects to be done after the commit, at least once. */
  readonly outbox?: readonly { readonly kind: string; readonly payload: unknown }[]
}

export type Transact = <T>(work: (tx: Appending) => Promise<T>) => Promise<T>

/**
 * Appenders queue inside this process before they take a connection, so that waiting ones do not hold the pool,
 * and `changed` is called in commit order.
 */
export function openAppender(db: Db, districtOf: (area: AreaCode) => AreaCode, changed: IncidentsChanged): Transact {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: (tx: Appending) => Promise<T>) => {
    const run = last.then(async () => {
      const touched = new Map<string, Incident>()
      const result = await db.query.transaction().execute(async (query) => {
        const head = await query
          .selectFrom('chain_head')
          .selectAll()
          .where('id', '=', 1)
          .forUpdate()
          .executeTakeFirstOrThrow()
        return work(appending(query, { seq: BigInt(head.seq), hash: head.hash }, districtOf, touched))
      })
      if (touched.size > 0) changed([...touched.values()])
      return result
    })
    last = run.catch(() => undefined)
    return run
  }
}

function appending(
  query: Queries,
  head: { seq: bigint; hash: Buffer },
  districtOf: (area: AreaCode) => AreaCode,
  touched: Map<string, Incident>,
): Appending {
  const load = async (id: string): Promise<Incident | undefined> =>
    (await query.selectFrom('incident').select('body').where('id', '=', id).executeTakeFirst())?.body
  return {
    query,
    load,
    async doneBy(key) {
      const done = await query
        .selectFrom('command')
        .innerJoin('incident', 'incident.id', 'command.incident')
        .select(['command.actor', 'incident.body'])
        .where('key', '=', key)
        .executeTakeFirst()
      return done && { incident: done.body, actor: done.actor }
    },
    async append({ id, before, bodies, actor, occurredAt, recordedAt, because, key, outbox }) {
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
      const rows = events.map((event) => {
        head.seq += 1n
        head.hash = chainHash(head.hash, head.seq, event)
        return {
          seq: String(head.seq),
          incident: id,
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
      const columns = columnsOf(incident, districtOf(incident.place.area))
      // One statement for all of it: the head of the chain is held for as few round trips as possible.
      const written = query
        .with('lines', (q) => q.insertInto('incident_event').values(rows))
        .with('head', (q) =>
          q
            .updateTable('chain_head')
            .set({ seq: String(head.seq), hash: head.hash })
            .where('id', '=', 1),
        )
      if (before) {
        const updated = await written
          .updateTable('incident')
          .set(columns)
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst()
        if (updated.numUpdatedRows !== 1n) throw new Error(`case ${id} moved on from version ${version} meanwhile`)
      } else await written.insertInto('incident').values(columns).execute()
      if (key !== undefined)
        await query
          .insertInto('command')
          .values({ key, incident: id, actor: actor.id, version: incident.version, at: new Date(recordedAt) })
          .execute()
      if (outbox && outbox.length > 0)
        await query
          .insertInto('outbox')
          .values(
            outbox.map(({ kind, payload }) => ({
              kind,
              payload: JSON.stringify(payload),
              created_at: new Date(recordedAt),
            })),
          )
          .execute()
      touched.set(id, incident)
      return incident
    },
  }
}

const instant = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at))

/** The query columns of a fold. */
function columnsOf(incident: Incident, district: AreaCode) {
  return {
    id: incident.id,
    code: incident.code,
    version: incident.version,
    state: incident.state,
    level: incident.level,
    matter: incident.matter ?? null,
    lead: incident.lead ?? null,
    assist: [...incident.assist],
    area: incident.place.area,
    district,
    source: incident.source,
    simulated: incident.simulated,
    fingerprint: incident.fingerprint ?? null,
    opened_at: new Date(incident.openedAt),
    updated_at: new Date(incident.updatedAt),
    filed_at: instant(incident.filedAt),
    dispatched_at: instant(incident.dispatchedAt),
    confirmed_at: instant(incident.confirmedAt),
    closed_at: instant(incident.closedAt),
    handle_due_at: instant(incident.clocks.handle?.dueAt),
    next_tick_at: instant(nextTickAt(incident)),
    body: JSON.stringify(incident),
  }
}
