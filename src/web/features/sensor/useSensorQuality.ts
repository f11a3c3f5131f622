// The quality of one sensor over the span chosen, never less than a day: counts, flagged values, silences, marks for the curve.
import { computed, onScopeDispose, type ComputedRef } from 'vue'
import type { SensorQuality } from '../../../wire/signs.ts'
import { getSensorQuality } from '../../api/quality.ts'
import { useFetch, type Fetched } from '../../api/useFetch.ts'
import type { SignMark } from '../../charts/signReading.ts'
import { say } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'

const HOUR_MS = 3_600_000
const LEAST_HOURS = 24
/** Counts follow within a minute; a page that stays open asks again. */
const AGAIN_MS = 60_000

export interface SensorQualityPart {
  readonly fetched: Fetched<SensorQuality>
  /** Hours looked back. */
  readonly hours: ComputedRef<number>
  /** Flagged values of one metric, for its curve. */
  readonly marks: ComputedRef<readonly SignMark[]>
}

export function useSensorQuality(
  id: () => string,
  shownHours: () => number,
  metric: () => string | undefined,
): SensorQualityPart {
  const hours = computed(() => Math.max(LEAST_HOURS, shownHours()))
  const fetched = useFetch(
    () => ({ id: id(), hours: hours.value }),
    (k) => {
      const to = hubClock.now()
      return getSensorQuality(k.id, to - k.hours * HOUR_MS, to)
    },
    (now, before) => now.id === before.id,
  )
  const timer = setInterval(() => void fetched.refresh(), AGAIN_MS)
  onScopeDispose(() => clearInterval(timer))
  const marks = computed(() =>
    (fetched.value.value?.flagged ?? [])
      .filter((f) => f.metric === metric())
      .map((f) => ({ at: f.at, words: say(f.why) }))
      .reverse(),
  )
  return { fetched, hours, marks }
}
