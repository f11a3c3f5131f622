// Evaluates every indicator for the city and its districts from the hot table, shows what changed, stores one value a minute.
import { evaluateIndicator, type CaseFacts, type FeedFacts, type SeriesInput } from '../../core/indicate/evaluate.ts'
import type { IndicatorValue } from '../../core/indicate/types.ts'
import { isStale } from '../../core/observe/stale.ts'
import type { IndicatorView } from '../../wire/views.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

/** Screens see a new value after at most this long. */
export const EVALUATE_EVERY_MS = 5000
const STORE_EVERY_MS = 60_000
const HOUR_MS = 3_600_000

export interface IndicatorFacts {
  readonly cases: ReadonlyMap<string, CaseFacts>
  readonly feeds: FeedFacts
}

export class Indicators {
  private readonly shown = new Map<string, IndicatorView>()
  /** Values of the past hour by minute, for the change against an hour ago. */
  private readonly history = new Map<string, { at: number; value: number | undefined }[]>()
  private storedAt = 0

  constructor(
    private readonly options: {
      readonly db: Db
      readonly sensors: SensorTable
      readonly reference: ReferenceIndex
      readonly now: () => number
      /** Case counts per area (city and districts) and feed health. */
      readonly facts: () => Promise<IndicatorFacts>
      readonly show: (rows: readonly IndicatorView[]) => void
      /** False for feeds that never delivered: their sensors are not yet part of the city and lower no coverage. */
      readonly inService: (feed: string) => boolean
      readonly simulation: boolean
    },
  ) {}

  /** The last hour from the store, so that changes are known right after a start. */
  async load(): Promise<void> {
    const rows = await this.options.db.query
      .selectFrom('indicator_value')
      .select(['indicator', 'area', 'at', 'value'])
      .where('at', '>', new Date(this.options.now() - HOUR_MS - STORE_EVERY_MS))
      .orderBy('at')
      .execute()
    for (const row of rows) this.remember(`${row.indicator}@${row.area}`, row.at.getTime(), row.value ?? undefined)
  }

  /** One round over all indicators and areas. */
  async evaluate(): Promise<void> {
    const now = this.options.now()
    const facts = await this.options.facts()
    const { reference } = this.options
    const groups = this.groupByKindAndArea()
    const changed: IndicatorView[] = []
    const all: IndicatorValue[] = []
    for (const def of reference.indicators.values())
      for (const area of reference.indicatorAreas) {
        const sensors = def.input === undefined ? [] : (groups.get(`${def.input.kind} ${area}`) ?? [])
        const cases = facts.cases.get(area)
        const value = evaluateIndicator(
          def,
          area,
          {
            series: this.inputs(sensors, def.input?.metric, now),
            total: sensors.length,
            ...(cases === undefined ? {} : { cases }),
            feeds: facts.feeds,
          },
          now,
        )
        all.push(value)
        const view = this.view(value)
        const key = `${value.indicator}@${value.area}`
        const before = this.shown.get(key)
        if (before !== undefined && !differs(before, view)) continue
        this.shown.set(key, view)
        changed.push(view)
      }
    this.options.show(changed)
    if (now - this.storedAt >= STORE_EVERY_MS) {
      this.storedAt = now
      await this.store(all, now)
    }
  }

  private view(value: IndicatorValue): IndicatorView {
    const { primary, ...plain } = value
    const past = this.history.get(`${value.indicator}@${value.area}`)?.find((h) => h.at >= value.at - HOUR_MS)
    // Compared only with a value that really is about an hour old.
    const old = past !== undefined && past.at <= value.at - HOUR_MS + 5 * STORE_EVERY_MS ? past.value : undefined
    return {
      ...plain,
      simulated: value.simulated || (this.options.simulation && value.sensors === 0),
      ...(primary === undefined ? {} : { primary: [...primary] }),
      ...(value.value === undefined || old === undefined ? {} : { change1h: value.value - old }),
    }
  }

  private groupByKindAndArea(): Map<string, SensorEntry[]> {
    const groups = new Map<string, SensorEntry[]>()
    const add = (key: string, s: SensorEntry): void => {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [s])
      else group.push(s)
    }
    const city = this.options.reference.city.code
    for (const s of this.options.sensors.entries) {
      if (!this.options.inService(s.feed)) continue
      add(`${s.kind.id} ${city}`, s)
      if (s.district !== city) add(`${s.kind.id} ${s.district}`, s)
    }
    return groups
  }

  private *inputs(sensors: readonly SensorEntry[], metric: string | undefined, now: number): Generator<SeriesInput> {
    const { sensors: table } = this.options
    for (const s of sensors)
      for (const [m, spec] of s.kind.metrics.entries()) {
        if (metric !== undefined && spec.id !== metric) continue
        const occurredAt = table.atOf(s.slot, m)
        if (occurredAt === 0) continue
        yield {
          sensor: s.id,
          metric: spec.id,
          value: table.valueOf(s.slot, m),
          occurredAt,
          fresh: !isStale(occurredAt, s.kind.staleAfterMs, now),
          simulated: s.simulated,
          attributes: s.attributes,
        }
      }
  }

  private remember(key: string, at: number, value: number | undefined): void {
    let list = this.history.get(key)
    if (list === undefined) this.history.set(key, (list = []))
    list.push({ at, value })
    while (list.length > 0 && (list[0]?.at ?? 0) < at - HOUR_MS - STORE_EVERY_MS) list.shift()
  }

  private async store(values: readonly IndicatorValue[], now: number): Promise<void> {
    const minute = Math.floor(now / STORE_EVERY_MS) * STORE_EVERY_MS
    for (const v of values) this.remember(`${v.indicator}@${v.area}`, minute, v.value)
    await this.options.db.pool.query(
      `insert into indicator_value (indicator, area, at, value, level, coverage, simulated)
       select i, a, to_timestamp($3), v, l, c, s
       from unnest($1::text[], $2::text[], $4::float8[], $5::smallint[], $6::real[], $7::bool[]) as t (i, a, v, l, c, s)
       on conflict (indicator, area, at) do nothing`,
      [
        values.map((v) => v.indicator),
        values.map((v) => v.area),
        minute / 1000,
        values.map((v) => v.value ?? null),
        values.map((v) => v.level ?? null),
        values.map((v) => v.coverage),
        values.map((v) => v.simulated),
      ],
    )
  }
}

/** Time alone is no news; every few rounds it is sent all the same, so that screens see the age. */
const RESEND_MS = 30_000
const differs = (a: IndicatorView, b: IndicatorView): boolean =>
  a.value !== b.value ||
  a.level !== b.level ||
  a.coverage !== b.coverage ||
  a.unknown !== b.unknown ||
  a.change1h !== b.change1h ||
  b.at - a.at >= RESEND_MS
