// Advice beside a case: which departments answer for it, and which matters its words suggest. Advice only; people decide.
import { recommend } from '../../core/dispatch/recommend.ts'
import { suggestMatter } from '../../core/dispatch/suggest.ts'
import type { Practice, Recommendation } from '../../core/dispatch/types.ts'
import { stageOf } from '../../core/incident/lifecycle.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Queries } from '../store/db.ts'
import type { CaseContext } from './context.ts'
import { NOTHING_KNOWN, practiceOf, type Standings } from './practice.ts'

interface Known {
  readonly reference: ReferenceIndex
}

export interface Suggestion {
  readonly matter: string
  readonly condition: string
  readonly name: Text
  readonly why: Text
}

/** What of a case decides whose it is. */
export type Assignable = Pick<
  Incident,
  'matter' | 'condition' | 'owner' | 'maintainer' | 'place' | 'returnedBy' | 'simulated'
>

/** Best first; none before the matter is known. Without `practice` nothing is learned from past cases. */
export function recommendationsFor(
  { reference }: Known,
  incident: Assignable,
  practice?: Practice,
): readonly Recommendation[] {
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
      ...(practice && { practice }),
    },
    reference.responsibilities,
    reference.reference.departments,
    reference.loop.learning,
  )
}

/** The same with what each department bears and how it did lately; none once the case has ended or goes with another. */
export async function recommendationsWith(
  ctx: Pick<CaseContext, 'reference' | 'now'>,
  query: Queries,
  standings: Standings,
  incident: Incident,
): Promise<IncidentDetail['recommendations']> {
  return stageOf(incident.state) === undefined ? [] : recommendationsOn(ctx, query, standings, incident)
}

/** The same for what is not a case yet. */
export async function recommendationsOn(
  ctx: Pick<CaseContext, 'reference' | 'now'>,
  query: Queries,
  standings: Standings,
  incident: Assignable,
): Promise<IncidentDetail['recommendations']> {
  const found = recommendationsFor(ctx, incident, await practiceOf(ctx, query, incident))
  const standing = await standings(found.map(({ lead }) => lead))
  return found.map(({ lead, assist, via, firstResponsible = false, reason, basis }) => ({
    lead,
    assist: [...assist],
    via,
    firstResponsible,
    reason,
    basis: basis.map((one) => ({ ...one })),
    ...(standing.get(lead) ?? NOTHING_KNOWN),
  }))
}

/** Matters that a text suggests and that are in force at `now`, best first. */
export function suggestionsIn({ reference }: Known, text: string, now: number): readonly Suggestion[] {
  return suggestMatter(text, reference.mattersAt(now)).flatMap(({ matter, condition, matched }) => {
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
  if (matter === undefined || condition === undefined) return found
  const given = reference.snapshotOf(matter, condition, now)
  const why = { zh: '上报时给出的事项', en: 'Given with the report.' }
  return given ? [{ matter, condition, name: given.name, why }, ...found.filter((one) => one.matter !== matter)] : found
}
