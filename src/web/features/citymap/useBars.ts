// How many cases were opened in each bar of the time brush: the city's counts, or a department's own, renewed every minute.
import { computed, onScopeDispose } from 'vue'
import { getActivity } from '../../api/figures.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { BAR_MS, barsOf, reachOf, type Days } from '../../map/brush.ts'

const RENEW_MS = 60_000

export function useBars(days: () => Days, now: () => number) {
  const incidents = useIncidents()
  const session = useSession()
  /** Counts of the whole city are nothing a department is shown beside its own cases. */
  const own = computed(() => session.role === 'department')
  const asked = useFetch(
    () => (own.value ? undefined : { days: days(), to: reachOf(days(), now()).to }),
    ({ days: of }) => {
      const { from, to } = reachOf(of, now())
      return getActivity(from, to, BAR_MS[of])
    },
    (after, before) => after.days === before.days,
  )
  const timer = setInterval(() => void asked.refresh(), RENEW_MS)
  onScopeDispose(() => clearInterval(timer))
  return {
    bars: computed(() => {
      if (own.value)
        return barsOf(
          incidents.all.map((row) => row.openedAt),
          days(),
          now(),
        )
      const { from, to } = reachOf(days(), now())
      const activity = asked.value.value
      if (activity === undefined) return undefined
      const bars = new Array<number>((to - from) / BAR_MS[days()]).fill(0)
      for (const [i, at] of activity.at.entries()) {
        const bar = Math.floor((at - from) / BAR_MS[days()])
        if (bar >= 0 && bar < bars.length) bars[bar] = activity.opened[i] ?? 0
      }
      return bars
    }),
    problem: asked.problem,
    own,
  }
}
