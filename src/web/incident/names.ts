// Names of departments, matters and conditions as the case screens say them. Reads the city store, keeps nothing.
import { useI18n } from 'vue-i18n'
import type { Limit } from '../../core/clock/types.ts'
import type { IncidentRow } from '../../wire/views.ts'
import type { Condition, Matter } from '../../wire/reference.ts'
import { limitUnit } from '../../wire/words.ts'
import { say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'

export interface Names {
  readonly department: (id: string | undefined) => string
  readonly matter: (row: Partial<Record<'matter', string | undefined>> & Pick<IncidentRow, 'matterName'>) => string
  readonly conditionsOf: (matter: string | undefined) => readonly Condition[]
  readonly limit: (limit: Limit) => string
  readonly place: (row: Pick<IncidentRow, 'areaName' | 'address'>) => string
  readonly matters: () => readonly Matter[]
}

export function useNames(): Names {
  const city = useCity()
  const { t } = useI18n()
  return {
    department: (id) => (id === undefined ? t('incident.noDepartment') : say(city.departmentName(id))),
    matter(row) {
      if (row.matterName !== undefined) return say(row.matterName)
      if (row.matter === undefined) return t('incident.unfiled')
      const known = city.matters.get(row.matter)
      return known === undefined ? row.matter : say(known.name)
    },
    conditionsOf: (matter) => (matter === undefined ? [] : (city.matters.get(matter)?.conditions ?? [])),
    limit: (limit) => t('incident.limit', { amount: limit.amount, unit: say(limitUnit(limit)) }),
    place(row) {
      const area = say(row.areaName)
      const { address = '' } = row
      if (address === '') return area
      // Written addresses often begin with the area themselves.
      return address.startsWith(area.replace(/\s/g, '')) ? address : `${area} ${address}`
    },
    matters: () => [...city.matters.values()],
  }
}
