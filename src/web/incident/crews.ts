// Crews of one department as choices of a select, and by name. Reads over HTTP, keeps nothing beyond the component.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { getCrews } from '../api/crews.ts'
import { useFetch } from '../api/useFetch.ts'
import type { Choice } from '../ui/SelectField.vue'

export interface CrewChoices {
  /** Those in use, and the one chosen though it is not. */
  readonly choices: ComputedRef<Choice[]>
  readonly nameOf: (id: string) => string
  /** The list could not be read: the act is lawful without a crew. */
  readonly missing: ComputedRef<boolean>
}

export function useCrewChoices(department: () => string | undefined, chosen: () => string | undefined): CrewChoices {
  const { t } = useI18n()
  const { value, problem } = useFetch(department, getCrews)
  const choices = computed(() =>
    (value.value ?? [])
      .filter((crew) => crew.active || crew.id === chosen())
      .map(({ id, name, open }) => ({ value: id, label: t('incident.crewOpen', { name, n: open }) })),
  )
  return {
    choices,
    nameOf: (id) => value.value?.find((crew) => crew.id === id)?.name ?? '',
    missing: computed(() => problem.value !== undefined && value.value === undefined),
  }
}
