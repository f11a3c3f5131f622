// Who can be named in the list of duties: departments, and the three rules that find one on the spot.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDepartments } from '../../incident/departments.ts'
import type { Choice } from '../../ui/SelectField.vue'

const RULES = ['owner', 'maintainer', 'territory'] as const

export function useParties(): ComputedRef<Choice[]> {
  const { t } = useI18n()
  const departments = useDepartments()
  return computed(() => [
    ...RULES.map((rule) => ({ value: `@${rule}`, label: t(`catalogue.party.${rule}`) })),
    ...departments.value,
  ])
}
