// Whether the signed-in officer is on shift, as the roster has it around now. The roster page reads and writes weeks by itself.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { DAY_MS, cityDate } from '../../core/clock/calendar.ts'
import { isOnShift, shiftAt, type Shift } from '../../core/shift.ts'
import type { RosterEntry } from '../../wire/shifts.ts'
import { useCity } from './city.ts'
import { useSession } from './session.ts'

export const useShifts = defineStore('shifts', () => {
  const session = useSession()
  const city = useCity()
  const entries = shallowRef<readonly RosterEntry[]>([])

  /** Asks for the days around now. Without an answer nobody is on shift, as without a roster. */
  async function load(now: number): Promise<void> {
    const where = city.city
    // Only the desk stands on the roster; for the others there is no shift.
    if (!session.isDesk || where === undefined) {
      entries.value = []
      return
    }
    const { getRoster } = await import('../api/shifts.ts')
    try {
      entries.value = (await getRoster(cityDate(now - 2 * DAY_MS, where), cityDate(now + DAY_MS, where))).entries
    } catch {
      // What is known stays; it is asked again before long.
    }
  }
  function runningAt(at: number): Shift | undefined {
    return city.city === undefined || city.desk === undefined ? undefined : shiftAt(at, city.desk.shifts, city.city)
  }
  function onShiftAt(at: number): boolean {
    const account = session.user?.id
    if (account === undefined || city.city === undefined || city.desk === undefined) return false
    return isOnShift(account, at, entries.value, city.desk.shifts, city.city)
  }
  return { entries, load, runningAt, onShiftAt }
})
