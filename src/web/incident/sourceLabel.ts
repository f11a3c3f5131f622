// What a source is called: a case by its title, an indicator by its name, everything else by kind and id.
import { useI18n } from 'vue-i18n'
import { say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'
import { useIncidents } from '../stores/incidents.ts'
import type { Source } from './source.ts'

export function useSourceLabel(): (source: Source) => string {
  const { t } = useI18n()
  const city = useCity()
  const incidents = useIncidents()
  return (source) => {
    const row = source.kind === 'incident' ? incidents.rows.get(source.id) : undefined
    if (row !== undefined) return `${row.code} ${say(row.title)}`
    const indicator = source.kind === 'indicator' ? city.indicators.get(source.id.split('@')[0] ?? '') : undefined
    if (indicator !== undefined) return say(indicator.name)
    const matter = source.kind === 'matter' ? city.matters.get(source.id) : undefined
    if (matter !== undefined) return say(matter.name)
    return `${t(`incident.kind.${source.kind}`)} ${source.id}`
  }
}
