// Counts of the last 24 hours for the strip and the departments, renewed every minute.
import { onScopeDispose } from 'vue'
import { getActivity } from '../api/figures.ts'
import { useFetch, type Fetched } from '../api/useFetch.ts'
import type { Activity } from '../../wire/api.ts'
import { hubClock } from '../live/clock.ts'

const HOUR_MS = 60 * 60_000
const RENEW_MS = 60_000

export function useActivity(): Fetched<Activity> {
  const fetched = useFetch(
    () => 'day',
    () => {
      // Whole hours, so that bars mean the same from minute to minute; the last one is still filling.
      const to = Math.ceil(hubClock.now() / HOUR_MS) * HOUR_MS
      return getActivity(to - 24 * HOUR_MS, to, HOUR_MS)
    },
  )
  const timer = setInterval(() => void fetched.refresh(), RENEW_MS)
  onScopeDispose(() => clearInterval(timer))
  return fetched
}
