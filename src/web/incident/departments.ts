// Departments as choices of a select: bureaus, then enterprises, then territories, by name within each.
import { computed, type ComputedRef } from 'vue'
import { locale, say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'
import type { Choice } from '../ui/SelectField.vue'

const KINDS = ['bureau', 'enterprise', 'territory', 'centre'] as const

export function useDepartments(): ComputedRef<Choice[]> {
  const city = useCity()
  return computed(() =>
    [...city.departments.values()]
      .map((d) => ({ value: d.id, label: say(d.name), kind: KINDS.indexOf(d.kind) }))
      .sort((a, b) => a.kind - b.kind || a.label.localeCompare(b.label, locale.value))
      .map(({ value, label }) => ({ value, label })),
  )
}
