// Tells past minutes again when something came late: hour by hour, from the observations as they were known at the end of each
// minute, with the rules of now. Safe to repeat and to be cut off anywhere. Never holds the hub up: it works in small pieces and
// rests between them.
import type { AreaCode } from '../../core/ids.ts'
import type { Tables } from '../../core/indicate/inputs.ts'
import type { Indicator, IndicatorValue } from '../../core/indicate/types.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import { untilEnded } from '../timers.ts'
import { childrenIn } from './areas.ts'
import { Evaluating, type Moment } from './evaluating.ts'
import type { Late, LateHour } from './late.ts'
import { Marks, seriesOf } from './marks.ts'
import { correctMinutes, storeHour, summariesAt, summaryOf, type Summary } from './minutes.ts'
import { Past } from './past.ts'
import { slotsIn, type Places } from './places.ts'
import { areasNow, type Planned } from './plan.ts'
import type { Needs } from './windows.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The hour under way, and one with many late values, is told again so often at most. */
const AGAIN_AFTER_MS = 5 * MINUTE_MS
/** Work at a stretch, and how much longer the rest after it is: most of the time belongs to the living. */
const STRETCH_MS = 15
const REST_TIMES = 2
/** Minutes that nobody told are put in for the last days, so that their curves are whole; further back the hours say it. */
const FILL_MS = 2 * 24 * HOUR_MS
/** Values held at once, about: an hour of ten thousand sensors. */
const VALUES_AT_ONCE = 700_000

export interface CorrectionDeps {
  readonly db: Db
  readonly sensors: SensorTable
  readonly places: Places
  readonly late: Late
  readonly now: () => number
  readonly plan: () => readonly Planned[]
  readonly needs: () => Needs
  readonly tables: () => Tables
  readonly parentOf: (area: AreaCode) => AreaCode | undefined
  /** Tests only: called after each hour, before it counts as done. */
  afterHour?: () => void
}

export class Corrections {
  private readonly doneAt = new Map<string, number>()
  private readonly evaluating = new Evaluating()
  private stretchAt = 0
  private stopped = false
  private running: Promise<number> | undefined
  /** Ends a rest before its time. */
  private wake: (() => void) | undefined

  constructor(readonly deps: CorrectionDeps) {}

  /** What is not told again stays marked. Resolves when nothing is asked of the store any more. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake?.()
    await untilEnded(this.running)
  }

  /** One round over what is marked; `forMs` bounds it, at the end of an hour. Answers how many values changed. */
  async run(forMs = 30_000): Promise<number> {
    if (this.stopped) return 0
    this.running = this.round(forMs)
    return this.running
  }

  private async round(forMs: number): Promise<number> {
    const { late, now } = this.deps
    const until = performance.now() + forMs
    const marked = await late.begin()
    let changed = 0
    for (const run of runsOf(marked.filter((hour) => this.isDue(hour, now())))) {
      if (this.stopped || performance.now() > until) break
      changed += await this.correct(run, until)
    }
    return changed
  }

  private isDue({ kind, hourAt }: LateHour, now: number): boolean {
    const done = this.doneAt.get(`${kind} ${hourAt}`)
    return hourAt <= this.deps.late.toldUntil && (done === undefined || Math.abs(now - done) >= AGAIN_AFTER_MS)
  }

  /** Neighbouring hours of one kind: what one needs to look back on, the one before has read. */
  private async correct(run: readonly LateHour[], until: number): Promise<number> {
    const { deps } = this
    const [first] = run
    if (first === undefined) return 0
    const { kind } = first
    const plan = deps.plan().filter((p) => p.selection?.kind === kind)
    const slots = [...deps.places.select(kind, undefined).slots.values()]
    const all = [...new Set(slots.flat())]
    // Of a kind nobody has, every minute is what it was.
    if (all.length === 0) {
      await deps.late.done(run)
      return 0
    }
    this.stretchAt = performance.now()
    const past = new Past({ ...deps, needs: deps.needs(), rest: () => this.rest(), stopped: () => this.stopped }, all)
    const joined = await this.joinedLate(all, first.hourAt)
    const marks = new Marks(deps.places)
    const told = (slot: number, metric: number): void => {
      const seat = deps.places.seatOf(slot)
      if (seat !== undefined) marks.mark(seriesOf(kind, metric), seat)
    }
    const spanMs = this.spanFor(all)
    const standsMs = all.reduce((most, slot) => Math.max(most, deps.sensors.entries[slot]?.silentAfterMs ?? 0), 0)
    const backMs = Math.max(deps.late.reachOf(kind), standsMs)
    let loadedTo = Math.floor((first.hourAt - backMs) / MINUTE_MS) * MINUTE_MS - MINUTE_MS
    const load = async (from: number, upTo: number): Promise<void> => {
      loadedTo = Math.min(upTo, from + spanMs)
      await past.load(from, loadedTo)
    }
    const byHour = new Map(run.map((hour) => [hour.hourAt, hour]))
    const end = Math.min(deps.late.toldUntil, (run.at(-1)?.hourAt ?? 0) + HOUR_MS - MINUTE_MS)
    let changed = 0
    let held = new Map<string, { value: IndicatorValue; until: number }>()
    let hour: Map<string, IndicatorValue[]> = new Map()
    for (let minute = loadedTo + MINUTE_MS; minute <= end && !this.stopped; minute += MINUTE_MS) {
      if (minute > loadedTo) await load(loadedTo, end)
      if (this.stopped) break
      past.step(minute, told)
      const hourAt = Math.floor(minute / HOUR_MS) * HOUR_MS
      // Editions and nights change with the hour at the earliest.
      if (minute === hourAt) held = new Map()
      if (minute < first.hourAt || !byHour.has(hourAt)) continue
      const out = await this.minute(minute, plan, past, marks, held, joined)
      marks.clear()
      if (performance.now() - this.stretchAt > STRETCH_MS) await this.rest()
      for (const value of out) {
        const key = `${value.indicator}@${value.area}`
        const list = hour.get(key)
        if (list === undefined) hour.set(key, [value])
        else list.push(value)
      }
      if (minute + MINUTE_MS < hourAt + HOUR_MS && minute < end) continue
      changed += await this.store(hourAt, hour, plan)
      // Not all of it was stored: it stays marked, and is told again by the next run.
      if (this.stopped) break
      hour = new Map()
      deps.afterHour?.()
      const done = byHour.get(hourAt)
      if (done !== undefined) await deps.late.done([done])
      this.doneAt.set(`${kind} ${hourAt}`, deps.now())
      if (performance.now() > until) break
    }
    for (const [key, at] of this.doneAt) if (Math.abs(deps.now() - at) > HOUR_MS) this.doneAt.delete(key)
    return changed
  }

  /** Every indicator of the kind at the end of one minute; what nothing changed for is taken over. */
  private async minute(
    at: number,
    plan: readonly Planned[],
    past: Past,
    marks: Marks,
    held: Map<string, { value: IndicatorValue; until: number }>,
    joined: ReadonlyMap<number, number>,
  ): Promise<IndicatorValue[]> {
    const { deps } = this
    const out: IndicatorValue[] = []
    const valueOf = (def: Indicator, area: AreaCode): IndicatorValue | undefined => held.get(`${def.id}@${area}`)?.value
    const isThere = (slot: number): boolean => {
      const joinedAt = joined.get(slot)
      return (
        joinedAt === undefined || joinedAt <= at || past.hasSpoken(slot, past.entry(slot)?.kind.metrics.length ?? 0)
      )
    }
    const moment: Moment = {
      at,
      source: past,
      tables: deps.tables(),
      slotsOf: ({ selection }, area) => {
        const slots = slotsIn(selection, area)
        return joined.size === 0 ? slots : slots.filter(isThere)
      },
      childrenOf: ({ def }, area) =>
        childrenIn(areasOf.get(def.id) ?? [], area, deps.parentOf).flatMap((child) => valueOf(def, child) ?? []),
    }
    const areasOf = new Map(plan.map((p) => [p.def.id, areasNow(p)]))
    for (const planned of plan)
      for (const area of areasOf.get(planned.def.id) ?? []) {
        const key = `${planned.def.id}@${area}`
        const before = held.get(key)
        const rollsUp = planned.def.rollUp !== undefined && planned.def.rollUp !== 'inputs'
        const holds = before !== undefined && before.until >= at && !marks.has(planned, area) && !rollsUp
        if (holds) out.push({ ...before.value, at })
        else {
          const value = this.evaluating.value(planned, area, moment)
          held.set(key, { value, until: joined.size === 0 ? this.evaluating.holdsUntil : at })
          out.push(value)
          if (performance.now() - this.stretchAt > STRETCH_MS) await this.rest()
        }
      }
    return out
  }

  private async store(
    hourAt: number,
    hour: ReadonlyMap<string, readonly IndicatorValue[]>,
    plan: readonly Planned[],
  ): Promise<number> {
    const { db, now, tables, late } = this.deps
    const at = now()
    const defs = new Map(plan.map(({ def }) => [def.id, def]))
    let changed = 0
    // In portions of whole series, so that none is held for long.
    const lists = [...hour.values()]
    for (let i = 0; i < lists.length && !this.stopped; i += 30) {
      changed += await correctMinutes(db, lists.slice(i, i + 30).flat(), at, at - FILL_MS)
      await this.rest()
    }
    if (this.stopped || hourAt + HOUR_MS > late.toldUntil + MINUTE_MS) return changed
    // Where minutes stand, the hour is made of them; where nobody told any, of what they would have been.
    const stored = new Map(
      (await summariesAt(db, hourAt, [...defs.keys()])).map((s) => [`${s.indicator}@${s.area}`, s]),
    )
    const made = [...hour].flatMap(([key, minutes]): Summary[] => {
      const one = stored.get(key) ?? summaryOf(minutes, at)
      return one === undefined || (one.minutes === 0 && !stored.has(key)) ? [] : [one]
    })
    await storeHour(db, hourAt, made, defs, tables().utcOffsetMinutes)
    await this.rest()
    return changed
  }

  /** Sensors registered after `from` were not part of the city before they first said something: when that was. */
  private async joinedLate(slots: readonly number[], from: number): Promise<Map<number, number>> {
    const { db, sensors } = this.deps
    const kind = sensors.entries[slots[0] ?? -1]?.kind.id
    const { rows } = await db.pool.query<{ id: string; at: number }>(
      `select id, (extract(epoch from registered_at) * 1000)::float8 as at from sensor
       where kind = $1 and registered_at > to_timestamp($2)`,
      [kind ?? '', from / 1000],
    )
    const joined = new Map<number, number>()
    for (const { id, at } of rows) {
      const slot = sensors.get(id)?.slot
      if (slot !== undefined) joined.set(slot, at)
    }
    return joined
  }

  private spanFor(slots: readonly number[]): number {
    const entry = this.deps.sensors.entries[slots[0] ?? -1]
    const perHour = (slots.length * (entry?.kind.metrics.length ?? 1) * HOUR_MS) / (entry?.kind.everyMs ?? MINUTE_MS)
    const minutes = Math.floor((60 * VALUES_AT_ONCE) / Math.max(1, perHour))
    return Math.max(1, Math.min(48 * 60, minutes)) * MINUTE_MS
  }

  private async rest(): Promise<void> {
    const spent = performance.now() - this.stretchAt
    if (!this.stopped)
      await new Promise<void>((wake) => {
        this.wake = wake
        setTimeout(wake, Math.min(200, spent * REST_TIMES))
      })
    this.stretchAt = performance.now()
  }
}

/** Marked hours of one kind, a day of them at most, that lie close to each other. */
function runsOf(hours: readonly LateHour[]): LateHour[][] {
  const runs: LateHour[][] = []
  for (const hour of hours) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const joins = last?.kind === hour.kind && hour.hourAt - last.hourAt <= 2 * HOUR_MS && (run?.length ?? 0) < 24
    if (joins) run?.push(hour)
    else runs.push([hour])
  }
  return runs
}
