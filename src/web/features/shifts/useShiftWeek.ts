// One week of the roster: read, changed a cell at a time, copied from the week before.
import { computed, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { shiftOn, type ShiftRule } from '../../../core/shift.ts'
import { toProblem } from '../../api/client.ts'
import { getRoster, putRosterDay } from '../../api/shifts.ts'
import { useFetch } from '../../api/useFetch.ts'
import { cityDate } from '../../i18n/format.ts'
import { hubClock, useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useSession } from '../../stores/session.ts'
import { useShifts } from '../../stores/shifts.ts'
import { toastProblem } from '../../ui/toast.ts'
import { addDays, cellOf, copied, isDate, mondayOf, weekOf, withCell } from './week.ts'

/** Those whom the hub lets put the roster. */
const KEEPERS: ReadonlySet<string | undefined> = new Set(['dutyChief', 'administrator'])

export function useShiftWeek() {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const session = useSession()
  const mine = useShifts()
  const now = useNow()
  const today = computed(() => cityDate(now.value))
  const monday = computed(() => {
    const asked = route.query['week']
    return mondayOf(isDate(asked) ? asked : today.value)
  })
  const days = computed(() => weekOf(monday.value))
  const { value, problem, refresh } = useFetch(
    () => monday.value,
    (from) => getRoster(from, addDays(from, 6)),
  )
  const shifts = computed(() => city.desk?.shifts ?? [])
  const mayKeep = computed(() => KEEPERS.has(session.role))
  const isOver = (date: string): boolean => date < today.value
  const people = (date: string, shift: string) => cellOf(value.value?.entries ?? [], date, shift)
  const isRunning = (date: string, shift: string): boolean =>
    value.value?.now.date === date && value.value.now.shift === shift
  /** A shift that runs or is still to come, and that nobody stands. */
  const isGap = (date: string, rule: ShiftRule): boolean => {
    const zone = city.city
    if (value.value === undefined || zone === undefined) return false
    return shiftOn(date, rule, zone).to > value.value.now.from && people(date, rule.id).length === 0
  }
  const gaps = computed(() =>
    days.value.reduce((sum, date) => sum + shifts.value.filter((rule) => isGap(date, rule)).length, 0),
  )

  const busy = shallowRef(false)
  async function keep(work: () => Promise<void>): Promise<boolean> {
    busy.value = true
    try {
      await work()
      return true
    } catch (error) {
      toastProblem(toProblem(error))
      return false
    } finally {
      await refresh()
      busy.value = false
      // Who is on shift now may have changed for this very page.
      void mine.load(hubClock.now())
    }
  }
  const put = (date: string, shift: string, accounts: readonly string[]): Promise<boolean> =>
    keep(async () => {
      // Another may have put another shift of this day meanwhile: only this one is replaced.
      const { entries } = await getRoster(date, date)
      await putRosterDay(withCell(entries, date, shift, accounts))
    })
  const copyLast = (): Promise<boolean> =>
    keep(async () => {
      const last = await getRoster(addDays(monday.value, -7), addDays(monday.value, -1))
      const officers = new Set(last.officers.map((one) => one.account))
      for (const day of copied(last.entries, monday.value, today.value, officers)) await putRosterDay(day)
    })
  const turn = (by: number): Promise<unknown> => router.replace({ query: { week: addDays(monday.value, by * 7) } })

  return {
    value,
    problem,
    refresh,
    today,
    monday,
    days,
    shifts,
    people,
    isOver,
    isRunning,
    mayKeep,
    isGap,
    gaps,
    busy,
    put,
    copyLast,
    turn,
    home: () => router.replace({ query: {} }),
  }
}
