// What later knowledge says otherwise of an issued brief: same window, same cut-off, same questions, all that is known by now.
// Decides nothing about what is printed; keeps nothing.
import { answer } from '../../core/brief/answer.ts'
import type { CaseFilter, Query } from '../../core/brief/query.ts'
import type { BriefFacts } from '../../core/brief/types.ts'
import type { BriefView, Correction } from '../../wire/briefs.ts'
import { LOOKING_BACK } from './asOf.ts'
import { askAgain, type FactsDeps, gatherFacts } from './facts.ts'

export type Found = Required<Omit<Correction, 'noticedAt'>>
type Issued = Pick<BriefView, 'key' | 'kind' | 'date' | 'from' | 'to' | 'asOf' | 'knownAt' | 'statements'>

/**
 * Figures of an issued brief that would be printed otherwise today. Time alone corrects nothing: the cut-off stays. What tells of
 * the state of knowledge itself (coverage, what was foretold, what had been delivered, published heads) and of matters under
 * supervision was true when it was told, and stays. Indicators count only where a value has been told again since.
 */
export async function findCorrections(deps: FactsDeps, issued: Issued, filter?: CaseFilter): Promise<Found[]> {
  const knownAt = Math.max(deps.now(), issued.knownAt)
  const facts = await gatherFacts(deps, { ...askAgain(issued, knownAt, filter), alikeTo: alikeTo(issued) })
  const told = await toldAgain(deps, issued)
  const judges = judgesOf(facts, told)
  const found: Found[] = []
  for (const { id, figures } of issued.statements)
    for (const { key, value, query } of figures) {
      if (query === undefined || !judges(query)) continue
      const is = answer(query, facts)
      if (is !== undefined && is !== value) found.push({ statement: id, figure: key, was: value, is })
    }
  return found
}

/** Reports whose like of before was printed: they need not be the first of their topics any more. */
const alikeTo = ({ statements }: Issued): string[] =>
  statements.flatMap(({ figures }) => figures.flatMap(({ query }) => (query?.ask === 'alike' ? [query.to] : [])))

function judgesOf(facts: BriefFacts, told: ReadonlySet<string>): (query: Query) => boolean {
  // Which level an alarm had at the cut-off is not kept once it has changed.
  const areLevelsKnown = !facts.alarms.some((alarm) => 'relevelled' in alarm)
  const judges = (query: Query): boolean => {
    switch (query.ask) {
      case 'cases':
      case 'alike':
      case 'warnings':
        return true
      case 'alarms':
        return query.level === undefined || areLevelsKnown
      case 'indicator':
        return query.measure !== 'coverage' && told.has(query.indicator)
      case 'indicators':
        return query.measure !== 'listed' && told.size > 0
      case 'made':
        return query.of.every(judges)
      case 'foretold':
      case 'feeds':
      case 'supervised':
      case 'head':
        return false
    }
  }
  return judges
}

/** Indicators of the city of which a value in the window, or in those it is compared with, was told again after the brief. */
async function toldAgain({ db, reference }: FactsDeps, { from, to, knownAt }: Issued): Promise<ReadonlySet<string>> {
  const { rows } = await db.pool.query<{ indicator: string }>(
    `select distinct indicator from indicator_value where area = $1 and indicator = any($2) and corrected_at > to_timestamp($5)
       and at >= to_timestamp($3) and at < to_timestamp($4)`,
    [reference.city.code, [...reference.indicators.keys()], (from - (to - from)) / 1000, to / 1000, knownAt / 1000],
  )
  return new Set(rows.map(({ indicator }) => indicator))
}

/** Something recorded of cases after $1 that tells otherwise of how they stood at $2: one more, or what looks back. */
const CASES_CHANGED = `exists (
  select 1 from incident i join incident_event e on e.incident = i.id
  where i.updated_at > to_timestamp($1) and i.opened_at <= to_timestamp($2) and e.recorded_at > to_timestamp($1)
    and (e.n = 1 or e.type = any($3)))`

/** The same of cases alone, as they stood at `through`. */
export async function casesChangedSince(
  { db }: Pick<FactsDeps, 'db'>,
  through: number,
  since: number,
): Promise<boolean> {
  const { rows } = await db.pool.query<{ changed: boolean }>(`select ${CASES_CHANGED} as changed`, [
    since / 1000,
    through / 1000,
    LOOKING_BACK,
  ])
  return rows[0]?.changed === true
}

/**
 * Whether anything was recorded after `since` (epoch ms) that could correct the brief: cheap enough to ask every minute. True does
 * not say that a figure changes.
 */
export async function changedSince({ db, reference }: FactsDeps, issued: Issued, since: number): Promise<boolean> {
  const { from, to, asOf } = issued
  const { rows } = await db.pool.query<{ changed: boolean }>(
    `select ${CASES_CHANGED}
       or exists (select 1 from alarm where recorded_at > to_timestamp($1) and raised_at <= to_timestamp($2)
           and raised_at >= to_timestamp($4))
       or exists (select 1 from warning where recorded_at > to_timestamp($1) and sent_at <= to_timestamp($2))
       or exists (select 1 from indicator_value where area = $5 and indicator = any($6) and at >= to_timestamp($7)
           and at < to_timestamp($8) and corrected_at > to_timestamp($1)) as changed`,
    [
      since / 1000,
      asOf / 1000,
      LOOKING_BACK,
      from / 1000,
      reference.city.code,
      [...reference.indicators.keys()],
      (from - (to - from)) / 1000,
      to / 1000,
    ],
  )
  return rows[0]?.changed === true
}
