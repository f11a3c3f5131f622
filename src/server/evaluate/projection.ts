// Keeps the table of obligations equal to the logs: in the transaction of every act, and made anew at the start of a hub
// whose rules read logs otherwise. Answers no questions.
import { setTimeout } from 'node:timers/promises'
import { afterEvent, OBLIGATIONS_VERSION, obligationsOf, tellsOfObligations } from '../../core/evaluate/obligations.ts'
import type { Obligation } from '../../core/evaluate/types.ts'
import type { WhenWritten } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db, Queries } from '../store/db.ts'
import { readLogs, readRows, writeRows } from './rows.ts'

export interface ProjectionOptions {
  readonly db: Db
  readonly reference: Pick<ReferenceIndex, 'calendar'>
  /** Told while the table is made anew: cases done of all. */
  readonly progress?: (done: number, total: number) => void
  /** Tests only. */
  readonly batch?: number
}

export interface Projection {
  readonly whenWritten: WhenWritten
  /** Share of cases whose rows are there, 0..1. */
  ready(): number
  /** Makes what is missing; resolves when all is there. Acts go on meanwhile. Safe on several hubs at once, and safe to repeat. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

const NAME = 'obligation'
/** Small enough that an act which waits for a batch is not felt. */
const BATCH = 100
/** How long to leave somebody who is acting on a case that has no rows yet. */
const ACTING_MS = 100
/** Cases in hand whose rows need not be read again: those acted on lately. */
const KEPT = 4096

interface Kept {
  readonly version: number
  readonly rows: readonly Obligation[]
}

export function openProjection({ db, reference, progress, batch = BATCH }: ProjectionOptions): Projection {
  const kept = new Map<string, Kept>()
  let share = 0
  let stopping = false
  let running: Promise<void> = Promise.resolve()

  function keep(id: string, one: Kept): void {
    kept.delete(id)
    kept.set(id, one)
    const oldest = kept.size > KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  const whenWritten: WhenWritten = async (query, { before, after, events }) => {
    const { id, version } = after
    const known = before && kept.get(id)
    const held = known?.version === before?.version ? known?.rows : undefined
    if (!tellsOfObligations(events)) return held && (() => keep(id, { version, rows: held }))
    const stored = held ?? (before ? await readRows(query, id) : [])
    let rows = stored
    if (before && stored.length === 0) {
      // Not made yet: from the whole log, which has the new events already.
      const log = await readLogs(query, [id])
      rows = [...obligationsOf(log.get(id) ?? [], reference.calendar)]
    } else for (const event of events) rows = [...afterEvent(rows, event, reference.calendar)]
    await writeRows(query, [{ incident: id, rows, before: stored }])
    return () => keep(id, { version, rows })
  }

  /** Rows of another version are no rows. Only the first hub that comes throws them away. */
  async function begin(): Promise<void> {
    await db.query.transaction().execute(async (query) => {
      await query
        .insertInto('projection')
        .values({ name: NAME, version: 0 })
        .onConflict((c) => c.doNothing())
        .execute()
      const state = await query
        .selectFrom('projection')
        .select('version')
        .where('name', '=', NAME)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (state.version === OBLIGATIONS_VERSION) return
      if (state.version > OBLIGATIONS_VERSION)
        throw new Error(
          `obligations in the store are of version ${state.version}, this hub knows ${OBLIGATIONS_VERSION}`,
        )
      await query.deleteFrom('obligation').execute()
      await query.updateTable('projection').set({ version: OBLIGATIONS_VERSION }).where('name', '=', NAME).execute()
    })
    kept.clear()
  }

  const without = (query: Queries) =>
    query
      .selectFrom('incident')
      .select('id')
      .where((e) =>
        e.not(e.exists(e.selectFrom('obligation').select('k').whereRef('obligation.incident', '=', 'incident.id'))),
      )

  /** The next cases after `last`; undefined when there are none. Cases that somebody is acting on are left to the act. */
  async function step(last: string): Promise<string | undefined> {
    return db.query.transaction().execute(async (query) => {
      const missing = await without(query)
        .where('id', '>', last)
        .orderBy('id')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      if (missing.length === 0) return undefined
      const logs = await readLogs(
        query,
        missing.map(({ id }) => id),
      )
      await writeRows(
        query,
        [...logs].map(([incident, log]) => ({ incident, rows: obligationsOf(log, reference.calendar) })),
      )
      return missing.at(-1)?.id
    })
  }

  async function makeMissing(): Promise<void> {
    await begin()
    const total = Number(
      (
        await db.query
          .selectFrom('incident')
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
    for (;;) {
      let done = 0
      for (let last = await step(''); last !== undefined && !stopping; last = await step(last)) {
        done += batch
        share = Math.min(0.99, done / Math.max(1, total))
        progress?.(Math.min(done, total), total)
      }
      if (stopping) return
      // An act that says nothing of what is owed makes no rows: whoever was acting is waited for, nobody is left out.
      if ((await without(db.query).limit(1).executeTakeFirst()) === undefined) break
      await setTimeout(ACTING_MS)
    }
    share = 1
  }

  return {
    whenWritten,
    ready: () => share,
    catchUp() {
      if (share < 1) running = running.catch(() => undefined).then(() => (share < 1 ? makeMissing() : undefined))
      return running
    },
    async stop() {
      stopping = true
      await running.catch(() => undefined)
    },
  }
}
