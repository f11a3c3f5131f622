// Whether a case was filed about what an alarm saw: the case of an alarm of the same sensor, or one at the same place. Reads no store.
import type { IncidentId } from '../ids.ts'
import { distanceM } from '../place.ts'
import type { TrialAlarm } from './trial.ts'

/** Further apart than this it is another place. */
export const SAME_PLACE_M = 100
/** A case filed later than this after the alarm is about something else. */
export const FILED_WITHIN_MS = 24 * 3_600_000

export interface FiledCase {
  readonly id: IncidentId
  readonly filedAt: number
  readonly lng: number
  readonly lat: number
}

/** An alarm that was really raised and whose case was filed. */
export interface FiledAlarm {
  readonly incident: IncidentId
  readonly raisedAt: number
  readonly clearedAt?: number
}

/** What is known of one sensor's surroundings. */
export interface FiledFacts {
  /** Alarms of the same sensor. */
  readonly alarms: readonly FiledAlarm[]
  /** Cases of the rule's matter within {@link SAME_PLACE_M}. */
  readonly cases: readonly FiledCase[]
}

/**
 * The filed case that answers for an alarm: of an alarm of the sensor that stood while this one was raised or was raised
 * within a day after, else of the rule's matter at the place, filed within a day after. The earliest of several.
 */
export function filedFor({ raisedAt }: Pick<TrialAlarm, 'raisedAt'>, facts: FiledFacts): IncidentId | undefined {
  const soon = (at: number): boolean => at >= raisedAt && at <= raisedAt + FILED_WITHIN_MS
  const stood = (a: FiledAlarm): boolean => a.raisedAt <= raisedAt && (a.clearedAt ?? Infinity) >= raisedAt
  const own = earliest(
    facts.alarms.filter((a) => stood(a) || soon(a.raisedAt)),
    (a) => a.raisedAt,
  )
  return (
    own?.incident ??
    earliest(
      facts.cases.filter((c) => soon(c.filedAt)),
      (c) => c.filedAt,
    )?.id
  )
}

const earliest = <T>(all: readonly T[], at: (one: T) => number): T | undefined =>
  all.reduce<T | undefined>((best, one) => (best === undefined || at(one) < at(best) ? one : best), undefined)

/** Metres per degree of latitude, a little too few, so that the band is a little too wide. */
const LATITUDE_M = 110_000

/** Answers the cases within {@link SAME_PLACE_M} of a place; asked for every sensor, so it looks only at a band of latitude. */
export function openNearby(
  cases: readonly FiledCase[],
): (place: { readonly lng: number; readonly lat: number }) => FiledCase[] {
  const byLat = [...cases].sort((a, b) => a.lat - b.lat)
  const band = SAME_PLACE_M / LATITUDE_M
  return (place) => {
    const near: FiledCase[] = []
    for (let i = firstFrom(byLat, place.lat - band); i < byLat.length; i++) {
      const one = byLat[i]
      if (one === undefined || one.lat > place.lat + band) break
      if (distanceM(one, place) <= SAME_PLACE_M) near.push(one)
    }
    return near
  }
}

function firstFrom(byLat: readonly FiledCase[], lat: number): number {
  let [low, high] = [0, byLat.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((byLat[middle]?.lat ?? Infinity) < lat) low = middle + 1
    else high = middle
  }
  return low
}
