// Departments as choices of a select: bureaus, then enterprises, then territories, by name within each.
import { computed, type ComputedRef } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import { locale, say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'
import type { Choice } from '../ui/SelectField.vue'
import type { FieldName } from './actForm.ts'

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

/** The same for one field of one act, without those the hub would refuse: who is in it already, or has nothing to be released from. */
export function useDepartmentChoices(
  detail: () => Pick<IncidentDetail, 'row' | 'orders'>,
): (act: AskedAct, field: FieldName) => Choice[] {
  const all = useDepartments()
  return (act, field) => {
    const { row, orders } = detail()
    if (act === 'release') {
      const unfinished = new Set(orders.filter((o) => o.state !== 'finished').map((o) => o.department))
      return all.value.filter((c) => unfinished.has(c.value))
    }
    const taken = new Set(act === 'engage' ? [row.lead, ...row.assist] : field === 'proposed' ? [row.lead] : [])
    return all.value.filter((c) => !taken.has(c.value))
  }
}
