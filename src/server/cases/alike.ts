// Open cases that may be the same as one: found by place and time, judged by core. Offers; a person merges.
import { alikeTo, type Alike, type Comparable } from '../../core/incident/alike.ts'
import { transitionOf } from '../../core/incident/lifecycle.ts'
import type { MatterCode } from '../../core/ids.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { AlikeView } from '../../wire/api.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Queries } from '../store/db.ts'
import type { CaseContext } from './context.ts'
import { toIncidentRow } from './row.ts'
import { isUnmerged } from './states.ts'

/** Cases looked at, the nearest in time: a square full of reports must not make a page slow. */
const LOOKED_AT = 300
/** Cases offered: more than anyone compares. */
const OFFERED = 10
const HOUR_MS = 3_600_000
/** Metres of one degree of latitude, a little less than there are, so that the box never cuts the circle. */
const DEGREE_M = 110_000

export interface AlikeCase extends Alike {
  readonly other: Incident
}

/** Best first; none once the case can no longer be merged. */
export async function alikeCases(
  ctx: Pick<CaseContext, 'reference'>,
  query: Queries,
  incident: Incident,
): Promise<readonly AlikeCase[]> {
  if (!transitionOf('merge').from.includes(incident.state) || incident.absorbed.length > 0) return []
  return alikeReports(ctx, query, incident, [incident.matter])
}

/** The same for what is not a case yet; `matters`: those it may be of, undefined for «not known, the words decide». */
export async function alikeReports(
  { reference }: Pick<CaseContext, 'reference'>,
  query: Queries,
  incident: Comparable,
  matters: readonly (MatterCode | undefined)[],
): Promise<readonly AlikeCase[]> {
  const rules = reference.loop.alike
  const { lng, lat } = incident.place
  const tall = rules.withinM / DEGREE_M
  const wide = tall / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const withinMs = rules.withinHours * HOUR_MS
  const rows = await query
    .selectFrom('incident')
    .select('body')
    .where('lng', '>=', lng - wide)
    .where('lng', '<=', lng + wide)
    .where('lat', '>=', lat - tall)
    .where('lat', '<=', lat + tall)
    .where('opened_at', '>=', new Date(incident.openedAt - withinMs))
    .where('opened_at', '<=', new Date(incident.openedAt + withinMs))
    .where('id', '<>', incident.id)
    .where(isUnmerged)
    .orderBy('opened_at', 'desc')
    .limit(LOOKED_AT)
    .execute()
  return rows
    .flatMap(({ body: other }): AlikeCase[] => {
      const found = matters
        .flatMap((matter) => alikeTo(ofMatter(incident, matter), other, rules) ?? [])
        .sort((a, b) => b.score - a.score)[0]
      return found ? [{ ...found, other }] : []
    })
    .sort((a, b) => b.score - a.score || (a.incident < b.incident ? -1 : 1))
    .slice(0, OFFERED)
}

function ofMatter({ matter: _, ...rest }: Comparable, matter: MatterCode | undefined): Comparable {
  return matter === undefined ? rest : { ...rest, matter }
}

/** As screens get it. */
export const toAlikeView = (
  { other, score, distanceM, apartMs, sameMatter, words }: AlikeCase,
  reference: ReferenceIndex,
): AlikeView => ({ row: toIncidentRow(other, reference), score, distanceM, apartMs, sameMatter, words })
