// Silence of sensors: opened when one was not heard for longer than it may be, ended by its next message, also over a restart.
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import type { Heard, QualityBook } from './book.ts'

export interface SilenceDeps {
  readonly db: Db
  readonly sensors: SensorTable
  readonly book: QualityBook
  /** False: nothing ever came from the feed, so none of its sensors can be missed. */
  readonly inService: (feed: string) => boolean
  readonly now: () => number
}

export class Silences {
  /** Since when this hub has listened: nobody is called silent for the time it was not there to hear. */
  private readonly listeningSince: number
  /** First seen quiet, for sensors that were never heard. */
  private readonly registeredAt = new Map<number, number>()

  constructor(private readonly deps: SilenceDeps) {
    this.listeningSince = deps.now()
  }

  /** What was standing when the hub ended, and when those without a recent value were last heard. */
  async load(): Promise<void> {
    const { db, sensors, book } = this.deps
    const open = await db.pool.query<{ id: string; at: number }>(
      `select s.id, (extract(epoch from i.from_at) * 1000)::float8 as at from silence i join sensor s on s.idx = i.sensor where i.to_at is null`,
    )
    const overtaken: Heard[] = []
    for (const { id, at } of open.rows) {
      const slot = sensors.get(id)?.slot
      if (slot === undefined) continue
      const heard = book.lastHeard(slot)
      // A value was stored, and the hub ended before it could say that the silence was over.
      if (heard > at) overtaken.push({ slot, at: heard })
      else {
        book.knownHeard(slot, at)
        book.setSilent(slot)
      }
    }
    book.restoreEnded(overtaken)
    const unheard = sensors.entries.filter((s) => book.lastHeard(s.slot) === 0).map((s) => s.id)
    if (unheard.length === 0) return
    const { rows } = await db.pool.query<{ id: string; at: number }>(
      `select s.id, (extract(epoch from coalesce(
         (select max(hour) + interval '1 hour' from observation_hour h join series e on e.id = h.series where e.sensor = s.id),
         s.registered_at)) * 1000)::float8 as at
       from sensor s where s.id = any($1)`,
      [unheard],
    )
    for (const { id, at } of rows) {
      const slot = sensors.get(id)?.slot
      if (slot !== undefined) this.registeredAt.set(slot, at)
    }
  }

  /** One round: ends what was heard again, opens what is too long quiet. Returns how many were opened. */
  async round(): Promise<number> {
    await this.storeEnded()
    const { sensors, book, inService, now } = this.deps
    const at = now()
    const quiet: SensorEntry[] = []
    const since: number[] = []
    for (const sensor of sensors.entries) {
      if (book.isSilent(sensor.slot)) continue
      const heard = book.lastHeard(sensor.slot) || this.neverHeard(sensor, at, inService)
      if (heard === undefined) continue
      if (at - Math.max(heard, this.listeningSince) <= sensor.silentAfterMs) continue
      quiet.push(sensor)
      since.push(heard)
    }
    if (quiet.length > 0) await this.storeOpened(quiet, since)
    return quiet.length
  }

  /** Ends stored silences whose sensors spoke again. */
  async storeEnded(): Promise<void> {
    const { db, sensors, book } = this.deps
    const ended = book.takeEnded()
    if (ended.length === 0) return
    try {
      await db.pool.query(
        `update silence set to_at = greatest(from_at, to_timestamp(x.at))
         from unnest($1::text[], $2::float8[]) as x (id, at) join sensor s on s.id = x.id
         where silence.sensor = s.idx and silence.to_at is null`,
        [ended.map((e) => sensors.entries[e.slot]?.id ?? ''), ended.map((e) => e.at / 1000)],
      )
    } catch (error) {
      book.restoreEnded(ended)
      throw error
    }
  }

  private async storeOpened(quiet: readonly SensorEntry[], since: readonly number[]): Promise<void> {
    const { db, book } = this.deps
    await db.pool.query(
      `insert into silence (sensor, from_at) select s.idx, to_timestamp(x.at)
       from unnest($1::text[], $2::float8[]) as x (id, at) join sensor s on s.id = x.id on conflict do nothing`,
      [quiet.map((s) => s.id), since.map((at) => at / 1000)],
    )
    // Heard while it was being written: ended at once, in the next round.
    for (const [i, sensor] of quiet.entries()) {
      const heard = book.lastHeard(sensor.slot)
      if (heard > (since[i] ?? 0)) book.restoreEnded([{ slot: sensor.slot, at: heard }])
      else book.setSilent(sensor.slot)
    }
  }

  /** Since when a sensor that never sent anything has been waited for. */
  private neverHeard(sensor: SensorEntry, now: number, inService: (feed: string) => boolean): number | undefined {
    if (!inService(sensor.feed)) return undefined
    let at = this.registeredAt.get(sensor.slot)
    if (at === undefined) this.registeredAt.set(sensor.slot, (at = now))
    return at
  }
}
