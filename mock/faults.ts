// What goes wrong between a device and us, as a pure function of the device, its slot and the stated rates.
import { mix, range, unit, type Key } from './random.ts'
import { FAULTS, type FaultName, type Scenario } from './scenarios/schema.ts'
import type { Feed, SensorKind } from '../src/wire/reference.ts'

/** A late message comes this many times the contract's `lateAfterMs` after it was measured. */
const LATE_TIMES = [1.15, 2.1] as const
/** An overtaken one comes this many periods later: after the next, before the next but one. */
const OVERTAKEN_PERIODS = [1.1, 1.6] as const

/** What arrival-stamped feeds cannot show: their values carry no time of their own, and a repetition is just the same value again. */
const NEEDS_OWN_TIME: readonly FaultName[] = ['late', 'repeated', 'outOfOrder']

/** The fault of one message, if any. Rates are shares of all messages of feeds that can have that fault. */
export function faultOf(rates: Scenario['faults'], feed: Feed, key: Key, slot: number): FaultName | undefined {
  let draw = unit(mix(key, slot), 77)
  for (const fault of FAULTS) {
    draw -= rates[fault]
    if (draw < 0) return feed.time.format === 'arrival' && NEEDS_OWN_TIME.includes(fault) ? undefined : fault
  }
  return undefined
}

/** How long after measuring it is sent, ms, on top of the ordinary way. */
export function delayOf(fault: FaultName | undefined, feed: Feed, key: Key, slot: number): number {
  if (fault === 'late') return Math.round(feed.lateAfterMs * range(mix(key, slot), 78, ...LATE_TIMES))
  if (fault === 'outOfOrder') return Math.round(feed.everyMs * range(mix(key, slot), 79, ...OVERTAKEN_PERIODS))
  return 0
}

/** No message of the feed is sent later than this after it was measured: how far back a window has to look. */
export const longestDelayMs = (feed: Feed): number =>
  Math.ceil(Math.max(feed.lateAfterMs * LATE_TIMES[1], feed.everyMs * OVERTAKEN_PERIODS[1])) + 10_000

/** Values with one that cannot be: beyond what the metric physically allows. */
export function absurd(
  values: Readonly<Record<string, number>>,
  kind: SensorKind | undefined,
  key: Key,
  slot: number,
): Record<string, number> {
  const metrics = (kind?.metrics ?? []).filter((m) => values[m.id] !== undefined)
  const metric = metrics[Math.floor(unit(mix(key, slot), 80) * metrics.length)]
  if (!metric) return { ...values }
  const span = metric.max - metric.min
  const value = unit(mix(key, slot), 81) < 0.7 ? metric.max + span * 2 : metric.min - span
  return { ...values, [metric.id]: Math.round(value) }
}

/** A payload cut off or overwritten on its way: no format can read it. */
export function garble(payload: string, key: Key, slot: number): string {
  const isStructured = payload.startsWith('{') || payload.startsWith('[')
  return isStructured
    ? payload.slice(0, Math.max(1, Math.floor(payload.length * range(mix(key, slot), 82, 0.3, 0.9))))
    : `"#\u0001${payload.slice(0, 8)}`
}
