// Calls of the window before around the topics of this one, for comparing them. Which calls are alike is the rules' to say; what is
// near is asked for here by what of a case never changes: where and when it happened, and who said it.
import { HOT_RULES } from '../../core/brief/alike.ts'
import { pageOf } from '../../core/brief/page.ts'
import type { CaseFilter } from '../../core/brief/query.ts'
import { hotTopics } from '../../core/brief/topics.ts'
import type { BriefCase, BriefFacts } from '../../core/brief/types.ts'
import { DEGREE_M, lngDegreeM } from '../../core/place.ts'
import type { Moment } from './asOf.ts'
import { type CutWindow, factsOf } from './factsBefore.ts'
import { type CaseDeps, casesOf, type Names } from './factsCases.ts'

/** A little wider than the rule: the earth is round, a box is not. */
const MARGIN = 1.05

export interface AroundAsk {
  readonly before: CutWindow
  /** Of the brief itself: what was said before is judged by what is known of it now. */
  readonly moment: Moment
  readonly names: Names
}

/** Calls of the window before near any of these reports. */
export async function callsAround(
  deps: CaseDeps,
  reports: readonly BriefCase[],
  { before, moment, names }: AroundAsk,
): Promise<NonNullable<BriefFacts['callsBefore']>> {
  const around = reports.map(({ id }) => id)
  const placed = reports.flatMap(({ lng, lat }) => (lng === undefined || lat === undefined ? [] : [{ lng, lat }]))
  if (placed.length === 0) return { around, cases: [] }
  const metres = HOT_RULES.withinM * MARGIN
  const { rows } = await deps.db.pool.query<{ id: string }>(
    `select i.id from incident i where i.source = 'hotline' and i.opened_at >= to_timestamp($1) and i.opened_at <= to_timestamp($2)
       and exists (select 1 from unnest($3::float8[], $4::float8[]) as s (lng, lat)
         where abs(i.lng - s.lng) <= $5 and abs(i.lat - s.lat) <= $6)`,
    [
      ...[before.from / 1000, before.through / 1000],
      ...[placed.map(({ lng }) => lng), placed.map(({ lat }) => lat)],
      ...[metres / lngDegreeM(placed[0]?.lat ?? 0), metres / DEGREE_M],
    ],
  )
  if (rows.length === 0) return { around, cases: [] }
  const ids = rows.map(({ id }) => id)
  return { around, cases: await casesOf(deps, before.from, moment, names, undefined, { ids }) }
}

/** The first reports of the window's topics, and those asked for besides. */
export function firstReports(
  cases: readonly BriefCase[],
  window: CutWindow,
  filter: CaseFilter | undefined,
  besides: readonly string[] = [],
): BriefCase[] {
  const topics = hotTopics(pageOf({ ...factsOf(window, cases), ...(filter && { filter }) }))
  const first = new Set([...topics.flatMap((topic) => topic.cases[0]?.id ?? []), ...besides])
  return cases.filter(({ id }) => first.has(id))
}
