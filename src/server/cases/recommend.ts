// Advice beside a case: which departments answer for it, and which matters its words suggest. Advice only; people decide.
import { recommend } from '../../core/dispatch/recommend.ts'
import { suggestMatter } from '../../core/dispatch/suggest.ts'
import type { Recommendation } from '../../core/dispatch/types.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { ReferenceIndex } from '../reference/load.ts'

interface Known {
  readonly reference: ReferenceIndex
}

export interface Suggestion {
  readonly matter: string
  readonly condition: string
  readonly name: Text
  readonly why: Text
}

/** Best first; none before the matter is known and none once the case has ended. */
export function recommendationsFor({ reference }: Known, incident: Incident): readonly Recommendation[] {
  const { matter, condition, owner, maintainer } = incident
  if (matter === undefined) return []
  return recommend(
    {
      matter,
      ...(condition !== undefined && { condition }),
      areas: reference.areaPath(incident.place.area),
      ...(owner !== undefined && { owner }),
      ...(maintainer !== undefined && { maintainer }),
      returnedBy: incident.returnedBy,
    },
    reference.responsibilities,
    reference.reference.departments,
    reference.loop.learning,
  )
}

/** Matters that a text suggests and that are in force at `now`, best first. */
export function suggestionsIn({ reference }: Known, text: string, now: number): readonly Suggestion[] {
  return suggestMatter(text, reference.reference.matters).flatMap(({ matter, condition, matched }) => {
    const known = reference.snapshotOf(matter, condition, now)
    const words = matched.join('、')
    const why = { zh: `文字中提到「${words}」`, en: `The text says “${words}”.` }
    return known ? [{ matter, condition, name: known.name, why }] : []
  })
}

/** For a case not yet filed: what it was opened under, then what its words suggest. */
export function suggestionsFor({ reference }: Known, incident: Incident, now: number): readonly Suggestion[] {
  if (incident.state !== 'pendingFiling' && incident.state !== 'pendingVerify') return []
  const { matter, condition } = incident
  const found = suggestionsIn({ reference }, incident.text, now)
  if (matter === undefined || condition === undefined || found.some((one) => one.matter === matter)) return found
  const given = reference.snapshotOf(matter, condition, now)
  const why = { zh: '上报时给出的事项', en: 'Given with the report.' }
  return given ? [{ matter, condition, name: given.name, why }, ...found] : found
}
