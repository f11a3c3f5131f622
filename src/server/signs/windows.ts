// The recent past of every series that some indicator looks back on, in rings. Kept as observations are written; what came after
// newer values is read again from the store, which alone knows whether it was new. Decides nothing.
import { openSeriesWindow, type SeriesWindow } from '../../core/indicate/window.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import type { PendingObservation } from '../ingest/pending.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import type { Planned, Reach } from './plan.ts'

/** Series read from the store in one statement: some ten thousand values at most, so that others get in between. */
const SERIES_AT_ONCE = 50

/** By `kind/metric` in places: every grain that is asked for, with the longest reach. */
export type Needs = ReadonlyMap<string, ReadonlyMap<number, number>>

export function needsOf(plan: readonly Planned[]): Needs {
  const needs = new Map<string, Map<number, number>>()
  for (const { selection, metrics, reach } of plan)
    if (selection !== undefined && reach !== undefined)
      for (const metric of metrics) {
        const key = `${selection.kind}/${metric}`
        const grains = needs.get(key) ?? new Map<number, number>()
        grains.set(reach.bucketMs, Math.max(reach.keepMs, grains.get(reach.bucketMs) ?? 0))
        needs.set(key, grains)
      }
  return needs
}

type Rings = Map<number, SeriesWindow>

export function openRings(entry: SensorEntry, metric: number, grains: ReadonlyMap<number, number>): Rings {
  const decimals = entry.kind.metrics[metric]?.decimals ?? 0
  return new Map([...grains].map(([bucketMs, keepMs]) => [bucketMs, openSeriesWindow({ keepMs, bucketMs, decimals })]))
}

/** One value into all its rings. What cannot be believed is no part of any window. */
export function addTo(rings: Rings, occurredAt: number, value: number, quality: number): void {
  if ((quality & SUSPECT) === 0) for (const ring of rings.values()) ring.add(occurredAt, value)
}

interface Stored {
  readonly series: number
  readonly at: number
  readonly value: number
  readonly quality: number
}

export class Windows {
  private needs: Needs = new Map()
  private readonly rings = new Map<number, Rings>()
  /** Places whose rings must be read (again) from the store. */
  private readonly unread = new Set<number>()
  /** Values written while their series is being read. */
  private during: Map<number, PendingObservation[]> | undefined

  constructor(
    private readonly options: { readonly db: Db; readonly sensors: SensorTable; readonly now: () => number },
  ) {}

  /** Other definitions: rings nobody asks for go, missing ones are read from the store. */
  plan(needs: Needs): void {
    const same = JSON.stringify([...needs].map(([k, g]) => [k, [...g]]))
    if (same === JSON.stringify([...this.needs].map(([k, g]) => [k, [...g]]))) return
    this.needs = needs
    this.rings.clear()
    this.unread.clear()
    for (const entry of this.options.sensors.entries)
      for (const metric of entry.kind.metrics.keys())
        if (needs.has(`${entry.kind.id}/${metric}`)) this.unread.add(entry.slot * METRICS_PER_SENSOR + metric)
  }

  of(slot: number, metric: number, { bucketMs }: Reach): SeriesWindow | undefined {
    return this.rings.get(slot * METRICS_PER_SENSOR + metric)?.get(bucketMs)
  }

  /** After they were written. */
  observed(observations: readonly PendingObservation[]): void {
    if (this.needs.size === 0) return
    for (const o of observations) {
      const grains = this.needs.get(`${o.sensor.kind.id}/${o.metric}`)
      if (grains === undefined) continue
      const place = o.sensor.slot * METRICS_PER_SENSOR + o.metric
      const waiting = this.during?.get(place)
      if (waiting !== undefined) waiting.push(o)
      else if (this.unread.has(place)) continue
      else if (o.behind) this.unread.add(place)
      else {
        let rings = this.rings.get(place)
        if (rings === undefined) this.rings.set(place, (rings = openRings(o.sensor, o.metric, grains)))
        addTo(rings, o.occurredAt, o.value, o.quality)
      }
    }
  }

  /** True when everything has been read. */
  get whole(): boolean {
    return this.unread.size === 0
  }

  /** Reads some of what is missing. Call it until `whole`; it never takes long. */
  async read(): Promise<void> {
    const places = [...this.unread].slice(0, SERIES_AT_ONCE)
    if (places.length === 0) return
    const during = new Map(places.map((place): [number, PendingObservation[]] => [place, []]))
    this.during = during
    for (const place of places) this.unread.delete(place)
    try {
      await this.readPlaces(places, during)
    } catch (error) {
      for (const place of places) this.unread.add(place)
      throw error
    } finally {
      this.during = undefined
    }
  }

  private async readPlaces(
    places: readonly number[],
    during: ReadonlyMap<number, PendingObservation[]>,
  ): Promise<void> {
    const fresh = new Map<number, { place: number; rings: Rings; newest: number }>()
    let longest = 0
    for (const place of places) {
      const entry = this.options.sensors.entries[Math.floor(place / METRICS_PER_SENSOR)]
      const metric = place % METRICS_PER_SENSOR
      const grains = entry && this.needs.get(`${entry.kind.id}/${metric}`)
      const series = entry?.series[metric]
      if (entry === undefined || grains === undefined || series === undefined) continue
      fresh.set(series, { place, rings: openRings(entry, metric, grains), newest: 0 })
      longest = Math.max(longest, ...grains.values())
    }
    const { rows } = await this.options.db.pool.query<Stored>(
      `select series, (extract(epoch from occurred_at) * 1000)::float8 as at, value, quality from observation
       where series = any($1::int[]) and occurred_at > to_timestamp($2)`,
      [`{${[...fresh.keys()].join(',')}}`, (this.options.now() - longest) / 1000],
    )
    for (const { series, at, value, quality } of rows) {
      const one = fresh.get(series)
      if (one === undefined) continue
      addTo(one.rings, at, value, quality)
      one.newest = Math.max(one.newest, at)
    }
    for (const { place, rings, newest } of fresh.values()) {
      this.rings.set(place, rings)
      for (const o of during.get(place) ?? [])
        if (o.behind) this.unread.add(place)
        else if (o.occurredAt > newest) addTo(rings, o.occurredAt, o.value, o.quality)
    }
  }
}
