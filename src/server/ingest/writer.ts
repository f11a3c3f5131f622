// Collects what messages brought and writes it in batches; a message is done when its batch is committed.
// While the store is away everything waits, unacknowledged, and the write is tried again.
import type { PoolClient } from 'pg'
import type { Db } from '../store/db.ts'
import { ensurePartitions } from '../store/partitions.ts'
import type { FeedCounters } from './counters.ts'
import {
  insertObservations,
  markRepeats,
  mergeObservations,
  writeAlarms,
  writeCounters,
  writeRejects,
  writeReports,
  type PendingAlarm,
  type PendingObservation,
  type PendingReject,
  type PendingRepeat,
  type PendingReport,
} from './pending.ts'
import { writeWarnings, type PendingWarning } from '../warnings/store.ts'

/** What one message, or one tick of the rules, wants written. */
export interface Work {
  readonly observations: PendingObservation[]
  readonly rejects: PendingReject[]
  readonly reports: PendingReport[]
  /** Values that are here already and came again. */
  readonly repeats: PendingRepeat[]
  /** Changes of alarms that time alone brought. */
  readonly alarms?: readonly PendingAlarm[]
  warnings?: PendingWarning[]
}

interface Item {
  readonly work: Work
  readonly done: () => void
}

export interface WriterOptions {
  readonly db: Db
  readonly counters: FeedCounters
  readonly now: () => number
  /** Applies the rules to a batch before it is written; the answer is written with it. Called once per batch. */
  readonly judge: (observations: readonly PendingObservation[]) => PendingAlarm[]
  /** In the transaction: what must be there exactly when the observations are. */
  readonly alongside?: (client: PoolClient, observations: readonly PendingObservation[]) => Promise<void>
  /** After the commit. */
  readonly written: (batch: {
    observations: readonly PendingObservation[]
    alarms: readonly PendingAlarm[]
    effects: boolean
    /** New ones; what came again is left out. */
    warnings: readonly PendingWarning[]
  }) => void
  /** A value that was taken for new and found in the store, by its observation. */
  readonly repeated?: (row: PendingObservation) => void
  readonly onError: (error: Error) => void
}

/** A short wait lets a batch gather; well under the 250 ms an alarm may take to the screen. */
const GATHER_MS = 5
/** Largest batch: one write of this size takes some tens of milliseconds on two cores. */
const MAX_BATCH = 5000
const COUNTERS_EVERY_MS = 1000
const RETRY_FIRST_MS = 100
const RETRY_MOST_MS = 5000

/** SQLSTATE classes 22 and 23: the data itself is refused, and will be again. */
const isDataError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))

export class Writer {
  private queue: Item[] = []
  private queued = 0
  private running: Promise<void> | undefined
  private stopped = false
  private countersAt = 0
  private healthy = true

  constructor(private readonly options: WriterOptions) {}

  /** False while writes fail. */
  get ok(): boolean {
    return this.healthy
  }

  /** Resolves when the work is durable. */
  write(work: Work): Promise<void> {
    return new Promise((done) => {
      this.queue.push({ work, done })
      this.queued += work.observations.length
      this.running ??= this.run()
    })
  }

  /** Alarm changes of a tick, in order with everything else. */
  writeAlarms(alarms: readonly PendingAlarm[]): Promise<void> {
    return this.write({ observations: [], rejects: [], reports: [], repeats: [], alarms })
  }

  /** Writes what is there and then no more. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.running
    await this.storeCounters().catch(this.options.onError)
  }

  /** Counters are statistics: they follow within a second, and a crash loses at most that second of counting. */
  async storeCounters(): Promise<void> {
    const rows = this.options.counters.take()
    if (rows.length === 0) return
    const client = await this.options.db.pool.connect().catch((error: Error) => {
      this.options.counters.restore(rows)
      throw error
    })
    try {
      await writeCounters(client, rows)
    } catch (error) {
      this.options.counters.restore(rows)
      throw error
    } finally {
      client.release()
    }
  }

  private async run(): Promise<void> {
    if (this.queued < MAX_BATCH) await new Promise((wake) => setTimeout(wake, GATHER_MS))
    while (this.queue.length > 0) await this.writeBatch(this.takeBatch())
    this.running = undefined
  }

  private takeBatch(): Item[] {
    let size = 0
    let n = 0
    while (n < this.queue.length && size < MAX_BATCH)
      size += Math.max(1, this.queue[n++]?.work.observations.length ?? 0)
    const batch = this.queue.slice(0, n)
    this.queue = this.queue.slice(n)
    for (const { work } of batch) this.queued -= work.observations.length
    return batch
  }

  private async writeBatch(batch: readonly Item[]): Promise<void> {
    const observations = batch.flatMap((b) => b.work.observations)
    const alarms = [...batch.flatMap((b) => b.work.alarms ?? []), ...this.options.judge(observations)]
    const stored = await this.store(batch, alarms)
    if (stored === undefined) return
    const effects = stored.some((b) => b.work.reports.length > 0) || alarms.some((a) => a.type !== 'cleared' && a.open)
    const warnings = stored.flatMap((b) => b.work.warnings ?? [])
    this.options.written({ observations: stored.flatMap((b) => b.work.observations), alarms, effects, warnings })
    for (const { done } of batch) done()
    const now = this.options.now()
    if (now - this.countersAt >= COUNTERS_EVERY_MS) {
      this.countersAt = now
      await this.storeCounters().catch(this.options.onError)
    }
  }

  /**
   * Commits a batch, as often as it takes. A row that the store will never take must not hold up the others: the batch is
   * halved until the message with that row stands alone, and that one is refused. Returns what was stored; undefined when
   * stopping with the store away: the senders were not told yes, so they will send again.
   */
  private async store(batch: readonly Item[], alarms: readonly PendingAlarm[]): Promise<readonly Item[] | undefined> {
    for (let waitMs = RETRY_FIRST_MS; ; waitMs = Math.min(RETRY_MOST_MS, waitMs * 2)) {
      try {
        await this.commit(
          batch.flatMap((b) => b.work.observations),
          alarms,
          batch.flatMap((b) => b.work.rejects),
          batch.flatMap((b) => b.work.reports),
          batch.flatMap((b) => b.work.repeats),
          batch.flatMap((b) => b.work.warnings ?? []),
        )
        this.healthy = true
        return batch
      } catch (error) {
        this.options.onError(error instanceof Error ? error : new Error(String(error)))
        if (isDataError(error))
          return batch.length > 1 ? this.storeHalves(batch, alarms) : this.refuse(batch, alarms, error)
        this.healthy = false
        if (this.stopped) return undefined
        await new Promise((wake) => setTimeout(wake, waitMs))
      }
    }
  }

  private async storeHalves(
    batch: readonly Item[],
    alarms: readonly PendingAlarm[],
  ): Promise<readonly Item[] | undefined> {
    const half = Math.ceil(batch.length / 2)
    const first = await this.store(batch.slice(0, half), alarms)
    const second = first === undefined ? undefined : await this.store(batch.slice(half), [])
    return first === undefined || second === undefined ? undefined : [...first, ...second]
  }

  /** Keeps the one message that the store refuses as a refusal with the store's own reason. */
  private async refuse(
    batch: readonly Item[],
    alarms: readonly PendingAlarm[],
    error: unknown,
  ): Promise<readonly Item[] | undefined> {
    const work = batch[0]?.work
    const feed =
      work?.observations[0]?.sensor.feed ??
      work?.reports[0]?.feed ??
      work?.warnings?.[0]?.feed ??
      work?.rejects[0]?.feed
    // Alarm rows alone, which are made here: a defect of ours, not of a sender; repeating it would never end.
    if (work === undefined || feed === undefined) return []
    const at = this.options.now()
    this.options.counters.rejected(feed, 'schema', at)
    const reject = { at, feed, reason: 'schema', detail: String(error), topic: '', payload: '', bytes: 0 } as const
    return this.store(
      [{ work: { observations: [], reports: [], rejects: [reject], repeats: [] }, done: () => undefined }],
      alarms,
    )
  }

  private async commit(
    observations: readonly PendingObservation[],
    alarms: readonly PendingAlarm[],
    rejects: readonly PendingReject[],
    reports: readonly PendingReport[],
    repeats: readonly PendingRepeat[],
    warnings: readonly PendingWarning[],
  ): Promise<void> {
    const ahead = observations.filter((o) => !o.behind)
    const behind = observations.filter((o) => o.behind)
    await ensurePartitions(
      this.options.db,
      observations.map((o) => o.occurredAt),
    )
    const client = await this.options.db.pool.connect()
    try {
      await client.query('begin')
      await insertObservations(client, ahead)
      const repeated = await mergeObservations(client, behind)
      await markRepeats(client, repeats)
      await this.options.alongside?.(client, observations)
      const now = this.options.now()
      await writeAlarms(client, alarms, now)
      const repeatedReports = await writeReports(client, reports, now)
      const repeatedWarnings = await writeWarnings(client, warnings)
      await writeRejects(client, rejects)
      await client.query('commit')
      for (const row of repeated) {
        this.options.counters.rejected(row.sensor.feed, 'duplicate', row.recordedAt)
        this.options.repeated?.(row)
      }
      for (const report of reports)
        if (repeatedReports.has(report.id)) this.options.counters.rejected(report.feed, 'duplicate', report.recordedAt)
      for (const { feed, recordedAt } of repeatedWarnings) this.options.counters.rejected(feed, 'duplicate', recordedAt)
      client.release()
    } catch (error) {
      // A broken connection is not given back; on a live one the transaction is undone.
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      )
      client.release(broken)
      throw error
    }
  }
}
