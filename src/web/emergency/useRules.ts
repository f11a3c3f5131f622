// Alarm rules as the catalogue has them, also while an emergency makes them stricter: what a plan would do is told from those.
import { computed, type ComputedRef } from 'vue'
import type { AlarmRule } from '../../core/alarm/types.ts'
import { useCity } from '../stores/city.ts'

export function useRules(): ComputedRef<readonly AlarmRule[]> {
  const city = useCity()
  return computed(() => {
    const relaxed = new Map(city.reference?.relaxedRules?.map((rule) => [rule.id, rule]))
    return (city.reference?.alarmRules ?? []).map((rule) => relaxed.get(rule.id) ?? rule)
  })
}
