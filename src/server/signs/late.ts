// What came after its minute had been told: which hours of which sensor kinds must be told again. The mark is written in the
// transaction of the observation itself: a mark made after it could be lost with the hub, and to find it again later would mean
// to look through every stored value by when it was recorded. Evaluates nothing.
import type { PoolClient } from 'pg'
import type { PendingObservation } from '../ingest/pending.ts'
import type { Db } from '../store/db.ts'
import { seriesOf } from './marks.ts'
import type { Planned } from './plan.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export interface LateHour {
  readonly kind: string
  readonly hourAt: number
  readonly n: number
}

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS
const keyOf = (kind: string, hourAt: number): string => `${kind} ${hourAt}`

export class Late {
  /** Marks that stand in the store. */
  private readonly marked = new Set<string>()
  /** Marks of the transaction under way. */
  private under: readonly string[] = []
  /** Marks that still have to get there: what was on its way while its minute was told. */
  private readonly waiting = new Map<string, { kind: string; hourAt: number }>()
  /** How far back indicators look on each series; a value also stands until its sensor counts as silent. */
  private reach = new Map<string, number>()
  /** Minutes up to here have been told. */
  toldUntil = 0

  constructor(private readonly db: Db) {}

  plan(plan: readonly Planned[]): void {
    this.reach = new Map()
    for (const { selection, metrics, reach } of plan)
      if (selection !== undefined)
        for (const metric of metrics) {
          const key = seriesOf(selection.kind, metric)
          this.reach.set(key, Math.max(reach?.keepMs ?? 0, this.reach.get(key) ?? 0))
        }
  }

  /** Kinds that some indicator looks at. */
  kinds(): string[] {
    return [...new Set([...this.reach.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))))]
  }

  /** How far back indicators look on any series of a kind. */
  reachOf(kind: string): number {
    return Math.max(0, ...[...this.reach].filter(([key]) => key.startsWith(`${kind}/`)).map(([, ms]) => ms))
  }

  /** In the transaction that writes the observations. Nothing to do for what came in time. */
  readonly mark = async (client: PoolClient, observations: readonly PendingObservation[]): Promise<void> => {
    const hours = [...this.hoursOf(observations)].filter(([key]) => !this.marked.has(key))
    this.under = []
    if (hours.length === 0) return
    await write(
      client,
      hours.map(([, hour]) => hour),
    )
    this.under = hours.map(([key]) => key)
  }

  /** After the commit. */
  observed(observations: readonly PendingObservation[]): void {
    for (const key of this.under) this.marked.add(key)
    this.under = []
    for (const [key, hour] of this.hoursOf(observations)) if (!this.marked.has(key)) this.waiting.set(key, hour)
  }

  /** All hours of a span, of every kind or of one: nobody was there, or what was told is not sure. */
  suspect(from: number, to: number, kinds: readonly string[] = this.kinds()): void {
    if (from > to) return
    for (const kind of kinds)
      for (let hourAt = hourOf(from); hourAt <= to; hourAt += HOUR_MS)
        if (!this.marked.has(keyOf(kind, hourAt))) this.waiting.set(keyOf(kind, hourAt), { kind, hourAt })
  }

  /** Writes what could not be written with its observation. */
  async flush(): Promise<void> {
    if (this.waiting.size === 0) return
    const hours = new Map(this.waiting)
    this.waiting.clear()
    try {
      await write(this.db.pool, [...hours.values()])
      for (const key of hours.keys()) this.marked.add(key)
    } catch (error) {
      for (const [key, hour] of hours) this.waiting.set(key, hour)
      throw error
    }
  }

  /** Marked hours, the oldest first. From now on what comes for them is marked anew. */
  async begin(): Promise<LateHour[]> {
    this.marked.clear()
    const { rows } = await this.db.pool.query<LateHour>(
      `select kind, (extract(epoch from hour) * 1000)::float8 as "hourAt", n from late_hour order by kind, hour`,
    )
    return rows
  }

  /** Done, unless more came meanwhile. */
  async done(hours: readonly LateHour[]): Promise<void> {
    await this.db.pool.query(
      `delete from late_hour as l using unnest($1::text[], $2::float8[], $3::int[]) as d (kind, hour, n)
       where l.kind = d.kind and l.hour = to_timestamp(d.hour) and l.n = d.n`,
      [hours.map((h) => h.kind), hours.map((h) => h.hourAt / 1000), hours.map((h) => h.n)],
    )
  }

  private hoursOf(observations: readonly PendingObservation[]): Map<string, { kind: string; hourAt: number }> {
    const hours = new Map<string, { kind: string; hourAt: number }>()
    for (const { sensor, metric, occurredAt } of observations) {
      if (occurredAt > this.toldUntil) continue
      const kind = sensor.kind.id
      const reach = this.reach.get(seriesOf(kind, metric))
      if (reach === undefined) continue
      const first = Math.ceil(occurredAt / MINUTE_MS) * MINUTE_MS
      const last = Math.min(this.toldUntil, first + Math.max(reach, sensor.silentAfterMs))
      for (let hourAt = hourOf(first); hourAt <= last; hourAt += HOUR_MS)
        hours.set(keyOf(kind, hourAt), { kind, hourAt })
    }
    return hours
  }
}

async function write(
  client: { query: (text: string, values: unknown[]) => Promise<unknown> },
  hours: readonly { readonly kind: string; readonly hourAt: number }[],
): Promise<void> {
  await client.query(
    `insert into late_hour (kind, hour) select k, to_timestamp(h) from unnest($1::text[], $2::float8[]) as t (k, h)
     on conflict (kind, hour) do update set n = late_hour.n + 1`,
    [hours.map((h) => h.kind), hours.map((h) => h.hourAt / 1000)],
  )
}
