// The recent past of every series that some indicator looks back on, in rings. Kept as observations are written; what came after
// newer values is read again from the store, which alone knows whether it was new. Decides nothing.
import { openSeriesWindow, type SeriesWindow } from '../../core/indicate/window.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import type { PendingObservation } from '../ingest/pending.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import type { Planned, Reach } from './plan.ts'

const MINUTE_MS = 60_000
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

/** One value into its rings of some grain. What cannot be believed is no part of any window. */
export function addTo(
  rings: Rings,
  { at, value, quality }: Omit<Stored, 'series'>,
  isMeant: (bucketMs: number) => boolean = () => true,
): void {
  if ((quality & SUSPECT) !== 0) return
  for (const [bucketMs, ring] of rings) if (isMeant(bucketMs)) ring.add(at, value)
}

const isFine = (bucketMs: number): boolean => bucketMs <= MINUTE_MS
const isCoarse = (bucketMs: number): boolean => !isFine(bucketMs)

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
  /** For the coarse rings: values of minutes that have not been told. */
  private ahead: { readonly place: number; readonly one: Omit<Stored, 'series'> }[] = []
  private releasedUntil = 0
  /** Values written while their series is being read. */
  private during: Map<number, PendingObservation[]> | undefined

  constructor(
    private readonly options: {
      readonly db: Db
      readonly sensors: SensorTable
      readonly now: () => number
      /** What its windows come to is another from now on, though no newer value was written. */
      readonly changed: (slot: number, metric: number) => void
    },
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
        this.add(place, rings, { at: o.occurredAt, value: o.value, quality: o.quality })
      }
    }
  }

  /**
   * Lets the values up to a minute into windows of a day and more. Their buckets are longer than a minute, so a minute that is
   * told when it has settled would else hold what came after it. Such windows follow a minute behind; no other does.
   */
  release(until: number): void {
    this.releasedUntil = Math.max(until, this.releasedUntil)
    const ahead = this.ahead
    this.ahead = []
    for (const { place, one } of ahead) {
      const rings = this.rings.get(place)
      if (one.at > this.releasedUntil) this.ahead.push({ place, one })
      else if (rings !== undefined) {
        addTo(rings, one, isCoarse)
        this.tell(place)
      }
    }
  }

  private tell(place: number): void {
    this.options.changed(Math.floor(place / METRICS_PER_SENSOR), place % METRICS_PER_SENSOR)
  }

  private add(place: number, rings: Rings, one: Omit<Stored, 'series'>): void {
    addTo(rings, one, isFine)
    if (one.at <= this.releasedUntil) addTo(rings, one, isCoarse)
    else if ([...rings.keys()].some(isCoarse)) this.ahead.push({ place, one })
  }

  /** True when everything has been read. */
  get whole(): boolean {
    return this.unread.size === 0
  }

  /** Reads some of what is missing, for about so long. Call it until `whole`. */
  async read(forMs = 0): Promise<void> {
    const until = performance.now() + forMs
    do await this.readSome()
    while (!this.whole && performance.now() < until)
  }

  private async readSome(): Promise<void> {
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
    const again = new Set(places)
    this.ahead = this.ahead.filter(({ place }) => !again.has(place))
    const { rows } = await this.options.db.pool.query<Stored>(
      `select series, (extract(epoch from occurred_at) * 1000)::float8 as at, value, quality from observation
       where series = any($1::int[]) and occurred_at > to_timestamp($2)`,
      [`{${[...fresh.keys()].join(',')}}`, (this.options.now() - longest) / 1000],
    )
    for (const { series, at, value, quality } of rows) {
      const one = fresh.get(series)
      if (one === undefined) continue
      this.add(one.place, one.rings, { at, value, quality })
      one.newest = Math.max(one.newest, at)
    }
    for (const { place, rings, newest } of fresh.values()) {
      this.rings.set(place, rings)
      this.tell(place)
      for (const o of during.get(place) ?? [])
        if (o.behind) this.unread.add(place)
        else if (o.occurredAt > newest) this.add(place, rings, { at: o.occurredAt, value: o.value, quality: o.quality })
    }
  }
}
