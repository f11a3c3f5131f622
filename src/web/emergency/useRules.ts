// Alarm rules as the catalogue has them, also while an emergency makes them stricter: what a plan would do is told from those.
import { computed, type ComputedRef } from 'vue'
import type { AlarmRule } from '../../core/alarm/types.ts'
import { useSide } from '../live/useSide.ts'
import { useCity } from '../stores/city.ts'
import { asInCatalogue } from './forecast.ts'

export function useRules(): ComputedRef<readonly AlarmRule[]> {
  const city = useCity()
  const live = useSide('emergencies')
  return computed(() => {
    const running = [...live.rows.value.values()]
    return (city.reference?.alarmRules ?? []).map((rule) => asInCatalogue(rule, running))
  })
}
