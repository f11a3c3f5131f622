// The city's vital signs, kept going: evaluates what has news, in every area from the grid up, shows what changed, tells each
// minute once when it has ended. Rules are core's; what is kept and corrected is written next door.
import type { PoolClient } from 'pg'
import type { AreaCode } from '../../core/ids.ts'
import type { Tables } from '../../core/indicate/inputs.ts'
import type { IndicatorValue } from '../../core/indicate/types.ts'
import type { IndicatorView } from '../../wire/views.ts'
import type { PendingObservation } from '../ingest/pending.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { childrenIn } from './areas.ts'
import { Corrections } from './corrections.ts'
import { Evaluating, type Moment } from './evaluating.ts'
import type { Facts } from './facts.ts'
import type { Source } from './inputs.ts'
import { Late } from './late.ts'
import { Marks, seriesOf } from './marks.ts'
import { hoursMissing, lastTold, storeHour, storeMinutes, summariesAt } from './minutes.ts'
import { Places, STREET_DIGITS, slotsIn } from './places.ts'
import { areasNow, planOf, type Planned } from './plan.ts'
import { METRICS_PER_SENSOR } from '../live/sensors.ts'
import { LastHour, differs, keyOf, toView } from './view.ts'
import { Windows, needsOf, type Needs } from './windows.ts'

/** News reach the screens after at most this long, and the time it takes. */
export const EVALUATE_EVERY_MS = 500
/** Ages and windows move on without news. */
const ALL_EVERY_MS = 30_000
const PLATFORM_EVERY_MS = 5_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A minute is told this long after its end: what comes by then came in time. */
export const SETTLE_MS = 10_000
/** Work at a stretch: acts and messages get in between. */
const STRETCH_MS = 20
/** Of a round, at most so long is waited for windows that must be read from the store: half of its time. */
const READ_MS = EVALUATE_EVERY_MS / 2
/** How far back the change against an hour ago looks. */
const STORED_BACK_MS = HOUR_MS + MINUTE_MS

export interface IndicatorsOptions {
  readonly db: Db
  readonly sensors: SensorTable
  readonly reference: ReferenceIndex
  readonly now: () => number
  readonly facts: Pick<Facts, 'cases' | 'platform' | 'refresh'>
  readonly show: (rows: readonly IndicatorView[], gone: readonly string[]) => void
  /** False for feeds that never delivered: their sensors are not yet part of the city and lower no coverage. */
  readonly inService: (feed: string) => boolean
  /** Whether a value is outside what is usual at this hour; undefined inside, or while too little is known. */
  readonly unusual?: (indicator: string, area: AreaCode, value: number, at: number) => 'high' | 'low' | undefined
}

const breathe = (): Promise<void> => new Promise((wake) => setImmediate(wake))

export class Indicators {
  readonly late: Late
  readonly corrections: Corrections
  private readonly places: Places
  private readonly windows: Windows
  private readonly marks: Marks
  private readonly lastHour = new LastHour()
  private readonly evaluating = new Evaluating()
  private readonly values = new Map<string, { readonly value: IndicatorValue; view: IndicatorView | undefined }>()
  private plan: readonly Planned[] = []
  private needs: Needs = new Map()
  private plannedFor: unknown[] = []
  private casesSeen: unknown
  private isFirst = true
  private isNewPlan = false

  constructor(private readonly options: IndicatorsOptions) {
    const { db, sensors, reference, now, inService } = options
    this.places = new Places({ sensors, reference, inService })
    this.marks = new Marks(this.places)
    this.windows = new Windows({ db, sensors, now, changed: (slot, metric) => this.news(slot, metric) })
    this.late = new Late(db)
    this.corrections = new Corrections({
      db,
      sensors,
      now,
      places: this.places,
      late: this.late,
      plan: () => this.plan,
      needs: () => this.needs,
      tables: () => this.tables(),
      parentOf: this.parentOf,
    })
  }

  /** The past hour, the windows, and what an earlier run left undone. The sensor table must be loaded. */
  async load(): Promise<void> {
    const { db } = this.options
    const now = this.options.now()
    this.late.toldUntil = Math.floor((now - SETTLE_MS) / MINUTE_MS) * MINUTE_MS
    this.windows.release(this.late.toldUntil)
    this.follow()
    while (!this.windows.whole) await this.windows.read()
    const rows = await db.query
      .selectFrom('indicator_value')
      .select(['indicator', 'area', 'at', 'value'])
      .where('at', '>', new Date(now - STORED_BACK_MS))
      .orderBy('at')
      .execute()
    for (const row of rows)
      this.lastHour.remember(keyOf(row.indicator, row.area), row.at.getTime(), row.value ?? undefined)
    await this.suspectUntold()
    for (const hourAt of await hoursMissing(db, now)) await this.tellHour(hourAt)
  }

  /** What was written between the last minute told and the end of that run, as long as it stood: nothing was said after it. */
  private async suspectUntold(): Promise<void> {
    const { late } = this
    const toldAt = await lastTold(
      this.options.db,
      this.plan.map((planned): [string, AreaCode] => [planned.def.id, areasNow(planned).at(-1) ?? '']),
    )
    if (toldAt === undefined) return
    const standsUntil = new Map<string, number>()
    for (const entry of this.options.sensors.entries) {
      const until = this.options.sensors.lastAt(entry) + entry.silentAfterMs
      standsUntil.set(entry.kind.id, Math.max(until, standsUntil.get(entry.kind.id) ?? 0))
    }
    for (const kind of late.kinds())
      late.suspect(toldAt + MINUTE_MS, Math.min(late.toldUntil, standsUntil.get(kind) ?? 0), [kind])
  }

  /** In the transaction that writes them. */
  readonly mark = (client: PoolClient, observations: readonly PendingObservation[]): Promise<void> =>
    this.late.mark(client, observations)

  /** After they were written; the sensor table has them already. */
  observed(observations: readonly PendingObservation[]): void {
    this.windows.observed(observations)
    this.late.observed(observations)
  }

  /** Present values, of one indicator or of all, in every area. */
  *present(indicator?: string): Generator<IndicatorView> {
    for (const { value, view } of this.values.values())
      if (indicator === undefined || value.indicator === indicator) yield view ?? this.view(value)
  }

  valueOf(indicator: string, area: AreaCode): IndicatorValue | undefined {
    return this.values.get(keyOf(indicator, area))?.value
  }

  /** Sensors behind an indicator in an area: slots of the sensor table. */
  sensorsOf(indicator: string, area: AreaCode): readonly number[] {
    return slotsIn(this.plan.find((p) => p.def.id === indicator)?.selection, area)
  }

  /** One round: what has news, and what has stood for long. */
  async evaluate(): Promise<void> {
    const { options } = this
    this.follow()
    if (!this.windows.whole) await this.windows.read(READ_MS)
    await options.facts.refresh()
    await this.late.flush()
    const now = options.now()
    const { isNewPlan } = this
    this.isNewPlan = false
    const cases = options.facts.cases
    const casesChanged = cases !== this.casesSeen
    this.casesSeen = cases
    const moment = this.moment(now, this.live, (id, area) => this.valueOf(id, area))
    const changed: IndicatorView[] = []
    const isDue = (planned: Planned, area: AreaCode): boolean => {
      const before = this.values.get(keyOf(planned.def.id, area))?.value.at
      const age = before === undefined ? Infinity : Math.abs(now - before)
      const { type } = planned.def.formula
      return (
        isNewPlan ||
        age >= ALL_EVERY_MS ||
        (type === 'cases' && casesChanged) ||
        (type === 'platform' && age >= PLATFORM_EVERY_MS) ||
        this.marks.has(planned, area)
      )
    }
    await this.each(isDue, moment, (value) => {
      const key = keyOf(value.indicator, value.area)
      const before = this.values.get(key)
      const isShown = value.area.length <= STREET_DIGITS
      const view = isShown ? this.view(value) : undefined
      const isNews = view !== undefined && (before?.view === undefined || differs(before.view, view))
      if (isNews) changed.push(view)
      this.values.set(key, { value, view: isNews ? view : before?.view })
    })
    this.marks.clear()
    if (changed.length > 0) options.show(changed, [])
    await this.tell(now)
  }

  /** Tells the last minute that has ended and settled. After a clock put back nothing is told twice: it waits. */
  private async tell(now: number): Promise<void> {
    const minute = Math.floor((now - SETTLE_MS) / MINUTE_MS) * MINUTE_MS
    const { late } = this
    const before = late.toldUntil
    // The first round tells the minute it starts in, so that a young hub has a history.
    if (minute <= before && !this.isFirst) return
    this.isFirst = false
    late.toldUntil = Math.max(minute, before)
    // Held up for minutes: nobody told those in between.
    if (minute - before > MINUTE_MS && before > 0) late.suspect(before + MINUTE_MS, minute - MINUTE_MS)
    this.windows.release(minute)
    if (!this.windows.whole) await this.windows.read(READ_MS)
    const unsure = new Set<string>()
    const made = new Map<string, IndicatorValue>()
    const moment = this.moment(minute, this.settled(minute, unsure), (id, area) => made.get(keyOf(id, area)))
    await this.each(
      () => true,
      moment,
      (value) => void made.set(keyOf(value.indicator, value.area), value),
    )
    for (const [key, { at, value }] of made) this.lastHour.remember(key, at, value)
    // A window still being read, or a value that is not known here any more: the store knows.
    if (!this.windows.whole)
      for (const { selection, reach } of this.plan) if (selection && reach) unsure.add(selection.kind)
    late.suspect(minute, minute, [...unsure])
    try {
      await storeMinutes(this.options.db, [...made.values()])
    } catch (error) {
      late.suspect(minute, minute)
      throw error
    }
    if (minute % HOUR_MS === 0) await this.tellHour(minute - HOUR_MS)
  }

  private async tellHour(hourAt: number): Promise<void> {
    const { db, reference } = this.options
    await storeHour(db, hourAt, await summariesAt(db, hourAt), reference.indicators, reference.city.utcOffsetMinutes)
  }

  /** Follows the definitions, the sensors and what they said. */
  private follow(): void {
    const { reference, sensors } = this.options
    const asked = [reference.indicators, reference.sensorKinds, reference.areas, reference.tables]
    const isNew = asked.some((one, i) => one !== this.plannedFor[i])
    for (const slot of this.places.follow())
      for (const metric of sensors.entries[slot]?.kind.metrics.keys() ?? []) this.news(slot, metric)
    if (isNew) this.replan(asked)
    for (const place of sensors.takeWritten())
      this.news(Math.floor(place / METRICS_PER_SENSOR), place % METRICS_PER_SENSOR)
  }

  private news(slot: number, metric: number): void {
    const seat = this.places.seatOf(slot)
    const kind = this.options.sensors.entries[slot]?.kind.id
    if (seat !== undefined && kind !== undefined) this.marks.mark(seriesOf(kind, metric), seat)
  }

  private replan(asked: unknown[]): void {
    const { reference } = this.options
    this.plannedFor = asked
    this.plan = planOf(reference, this.places)
    this.needs = needsOf(this.plan)
    this.windows.plan(this.needs)
    this.late.plan(this.plan)
    const wanted = new Set(this.plan.flatMap((p) => areasNow(p).map((area) => keyOf(p.def.id, area))))
    const gone = [...this.values.keys()].filter((key) => !wanted.has(key))
    for (const key of gone) this.values.delete(key)
    // Judged by other rules from now on: all of them at once.
    this.isNewPlan = true
    if (gone.length > 0) this.options.show([], gone)
  }

  private tables(): Tables {
    return this.options.reference.tables
  }

  private readonly parentOf = (area: AreaCode): AreaCode | undefined =>
    this.options.reference.areas.get(area)?.parent ??
    (area.length > STREET_DIGITS ? this.options.reference.areaPath(area)[0] : undefined)

  private view(value: IndicatorValue): IndicatorView {
    const { unusual } = this.options
    const outside =
      unusual === undefined || value.value === undefined
        ? undefined
        : unusual(value.indicator, value.area, value.value, value.at)
    return toView(value, this.lastHour, outside)
  }

  private moment(
    at: number,
    source: Source,
    valueOf: (indicator: string, area: AreaCode) => IndicatorValue | undefined,
  ): Moment {
    const { facts, reference } = this.options
    const areasOf = new Map(this.plan.map((p) => [p.def.id, areasNow(p)]))
    return {
      at,
      source,
      tables: this.tables(),
      slotsOf: ({ selection }, area) => slotsIn(selection, area),
      childrenOf: ({ def }, area) =>
        childrenIn(areasOf.get(def.id) ?? [], area, this.parentOf).flatMap((child) => valueOf(def.id, child) ?? []),
      cases: facts.cases,
      platform: { area: reference.city.code, facts: () => facts.platform() },
    }
  }

  private async each(
    isDue: (planned: Planned, area: AreaCode) => boolean,
    moment: Moment,
    take: (value: IndicatorValue) => void,
  ): Promise<void> {
    let stretchAt = performance.now()
    for (const planned of this.plan)
      for (const area of areasNow(planned)) {
        if (!isDue(planned, area)) continue
        take(this.evaluating.value(planned, area, moment))
        if (performance.now() - stretchAt < STRETCH_MS) continue
        await breathe()
        stretchAt = performance.now()
      }
  }

  private readonly live: Source = {
    entry: (slot) => this.options.sensors.entries[slot],
    shown: (slot, metric, out) => this.options.sensors.shownAt(slot, metric, Infinity, out),
    window: (slot, metric, reach) => this.windows.of(slot, metric, reach),
  }

  /** As it was at the end of a minute just gone; `unsure` gathers kinds of which something is not known any more. */
  private settled(minute: number, unsure: Set<string>): Source {
    const { sensors } = this.options
    return {
      entry: this.live.entry,
      window: this.live.window,
      shown: (slot, metric, out) => {
        const isKnown = sensors.shownAt(slot, metric, minute, out)
        if (!isKnown && out.at > minute) unsure.add(sensors.entries[slot]?.kind.id ?? '')
        return isKnown
      },
    }
  }
}
