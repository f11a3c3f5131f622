// From what sensors show to the inputs of one indicator in one area. The same for the live table and for a past minute, so that
// both come to the same value. Decides nothing.
import type { SeriesInput, Tables } from '../../core/indicate/inputs.ts'
import { spanOf } from '../../core/indicate/span.ts'
import type { Indicator, Reduction } from '../../core/indicate/types.ts'
import type { SeriesWindow, WindowValue } from '../../core/indicate/window.ts'
import { isStale } from '../../core/observe/stale.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type Shown } from '../live/sensors.ts'
import type { Planned, Reach } from './plan.ts'

/** What sensors show at the instant that is evaluated. */
export interface Source {
  entry(slot: number): SensorEntry | undefined
  /** Into `out`; false: nothing known. */
  shown(slot: number, metric: number, out: Shown): boolean
  window(slot: number, metric: number, reach: Reach): SeriesWindow | undefined
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Row = Writable<SeriesInput>

const HOURS_OF_DAY = 24
/** What one value can stand for. A sum, a change or a total over the window is not among them. */
const BY_ONE: ReadonlySet<Reduction> = new Set<Reduction>(['last', 'mean', 'max', 'min'])

const standing = ({ value, at }: Shown): WindowValue => ({ value, n: 1, newestAt: at, oldestAt: at, covered: 1 })

const blank = (): Row => ({
  sensor: '',
  metric: '',
  value: Number.NaN,
  occurredAt: 0,
  fresh: false,
  suspect: false,
  simulated: false,
  attributes: {},
})

/**
 * A running window no longer than the feed's period: a station that speaks once an hour has said what its last hour comes to, and
 * says so until the next word, which may be on its way for as long again.
 */
const isSaid = ({ window }: Indicator, reduce: Reduction, { everyMs }: SensorEntry, ageMs: number): boolean =>
  window.type === 'running' && everyMs >= window.overMs && ageMs < window.overMs + everyMs && BY_ONE.has(reduce)

/** Inputs are filled into rows used again and again: good until the next call. */
export class Inputs {
  private readonly rows: Row[] = []
  private readonly spare: Row[] = []
  /** What windows came to for one indicator at one instant: the same in the street, its district and the city. */
  private come = new Map<number, WindowValue | undefined>()
  private comeFor: { readonly planned: Planned; readonly at: number; readonly source: Source } | undefined
  private readonly shown: Shown = { value: 0, at: 0, quality: 0 }
  /** Until when the last answer holds if no sensor says anything, epoch ms: then the next value turns stale. */
  holdsUntil = 0

  of(
    planned: Planned,
    slots: readonly number[],
    source: Source,
    at: number,
    { utcOffsetMinutes }: Pick<Tables, 'utcOffsetMinutes'>,
  ): readonly SeriesInput[] {
    const { shown } = this
    const { def, metrics, reach } = planned
    const { comeFor } = this
    if (comeFor?.planned !== planned || comeFor.at !== at || comeFor.source !== source) {
      this.come.clear()
      this.comeFor = { planned, at, source }
    }
    const span = reach === undefined ? undefined : spanOf(def.window, at, utcOffsetMinutes)
    const reduce = def.reduce ?? 'mean'
    const byHours = def.formula.type === 'aqi' && def.formula.period === 'day'
    let n = 0
    // A window moves on by itself.
    this.holdsUntil = reach === undefined ? Infinity : at
    for (const slot of slots) {
      const entry = source.entry(slot)
      if (entry === undefined) continue
      for (const metric of metrics) {
        if (!source.shown(slot, metric, shown)) continue
        const fresh = !isStale(shown.at, entry.silentAfterMs, at)
        if (fresh) this.holdsUntil = Math.min(this.holdsUntil, shown.at + entry.silentAfterMs)
        const row = (this.rows[n++] ??= this.spare.pop() ?? blank())
        row.sensor = entry.id
        row.metric = entry.kind.metrics[metric]?.id ?? ''
        row.value = shown.value
        row.occurredAt = shown.at
        row.fresh = fresh
        row.suspect = (shown.quality & SUSPECT) !== 0
        row.simulated = entry.simulated
        row.attributes = entry.attributes
        if (row.hours !== undefined) delete row.hours
        if (row.covered !== undefined) delete row.covered
        if (reach === undefined || span === undefined) continue
        const ring = source.window(slot, metric, reach)
        const place = slot * METRICS_PER_SENSOR + metric
        let come = this.come.get(place)
        if (come === undefined) {
          come = ring?.valueIn(span.from, span.to, reduce)
          if (come === undefined && isSaid(def, reduce, entry, at - shown.at)) come = standing(shown)
          this.come.set(place, come)
        }
        // Nothing in its window yet, such as right after midnight: nothing to tell, and nothing to blame.
        row.value = come?.value ?? Number.NaN
        if (come !== undefined) {
          row.occurredAt = come.newestAt
          row.covered = come.covered
        }
        if (byHours && ring !== undefined) row.hours = ring.hours(at, HOURS_OF_DAY, utcOffsetMinutes)
        else row.fresh = fresh && come !== undefined
      }
    }
    for (let i = this.rows.length; i > n; i--) this.spare.push(this.rows.pop() as Row)
    return this.rows
  }
}
