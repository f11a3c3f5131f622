// A shift in words: date and name, or its id where the city no longer has it.
import { say } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'

export function useShiftWords() {
  const city = useCity()
  const shiftName = (id: string): string => {
    const rule = city.desk?.shifts.find((one) => one.id === id)
    return rule === undefined ? id : say(rule.name)
  }
  return { shiftName, named: (one: { date: string; shift: string }): string => `${one.date} ${shiftName(one.shift)}` }
}
