// What is counted of cases and reports, by area: for the indicators. From the store, so a restart changes nothing; kept for as
// long as nothing changed. Formulas of rates are core's.
import { indicatorOf } from '../../core/evaluate/indicators.ts'
import type { Tally } from '../../core/evaluate/types.ts'
import type { AreaCode } from '../../core/ids.ts'
import type { CaseFacts } from '../../core/indicate/inputs.ts'
import type { CaseFact } from '../../core/indicate/types.ts'
import { OPEN_SQL } from '../cases/states.ts'
import { tally } from '../evaluate/tally.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { STREET_DIGITS } from './places.ts'

const HOUR_MS = 3_600_000
/** Rates are of the last 30 days. */
const RATES_MS = 30 * 24 * HOUR_MS

export type FactsByArea = ReadonlyMap<AreaCode, CaseFacts>
type Counts = Map<AreaCode, Map<string, number>>

export interface CaseFactsDeps {
  readonly db: Db
  readonly reference: Pick<ReferenceIndex, 'city' | 'areas' | 'areaPath' | 'calendar' | 'desk'>
}

/** Adds up from the smallest area to the city: a street counts in its district too. */
function addTo(counts: Counts, path: readonly AreaCode[], name: string, n: number): void {
  for (const area of path) {
    let own = counts.get(area)
    if (own === undefined) counts.set(area, (own = new Map()))
    own.set(name, (own.get(name) ?? 0) + n)
  }
}

const pathOf = ({ reference }: CaseFactsDeps, area: string | null): readonly AreaCode[] => {
  const path = area === null ? [] : reference.areaPath(area)
  return path.length > 0 ? path : [reference.city.code]
}

/**
 * As it stands now. Each kind of count is asked through an index of its own: what is open (under a tenth of a full register), and
 * what began, ended or fell due today.
 */
const NOW_SQL = `
  with day as (select to_timestamp($1) as begins, to_timestamp($2) as now)
  select left(area, ${STREET_DIGITS}) as area,
    count(*) filter (where what = 'open' and state <> 'merged')::int as "open",
    count(*) filter (where what = 'open' and state in ('pendingHandle', 'handling', 'pendingConfirm') and due < now)::int as "overdue",
    count(*) filter (where what = 'open' and state <> 'merged' and level <= 2)::int as "severeOpen",
    count(*) filter (where what = 'open' and state = 'pendingDispatch')::int as "waitingDispatch",
    count(*) filter (where what = 'opened')::int as "openedToday",
    count(*) filter (where what = 'closed')::int as "closedToday",
    count(*) filter (where what = 'due')::int as "dueToday",
    count(*) filter (where what = 'due' and (confirmed_at <= due or exempt))::int as "metToday"
  from (
    select 'open' as what, area, state, level, handle_due_at as due, confirmed_at, exempt from incident where ${OPEN_SQL}
    union all
    select 'opened', area, state, level, null, null, exempt from incident, day where opened_at >= begins
    union all
    select 'closed', area, state, level, null, null, exempt from incident, day where closed_at >= begins
    union all
    select 'due', area, state, level, handle_due_at, confirmed_at, exempt from incident, day
    where handle_due_at >= begins and handle_due_at <= day.now
  ) as one, day group by 1`

const REPORTS_SQL = `
  select left(area, ${STREET_DIGITS}) as area, count(*) filter (where occurred_at >= to_timestamp($1))::int as "reportsToday",
    count(*) filter (where channel = 'hotline' and occurred_at >= to_timestamp($1))::int as "hotlineToday",
    count(*) filter (where channel = 'hotline' and occurred_at > to_timestamp($2))::int as "hotlineHour"
  from report where recorded_at >= to_timestamp(least($1, $2)) group by 1`

/** What stands now and happened today; `dueToday` and `metToday` make the rate on time. */
export async function countNow(deps: CaseFactsDeps, dayStartAt: number, now: number): Promise<Counts> {
  const counts: Counts = new Map()
  const ask = async (text: string, values: number[]): Promise<void> => {
    const { rows } = await deps.db.pool.query<{ area: string | null } & Record<string, number>>(text, values)
    for (const { area, ...numbers } of rows) {
      const path = pathOf(deps, area)
      for (const [name, n] of Object.entries(numbers)) addTo(counts, path, name, Number(n))
    }
  }
  await ask(NOW_SQL, [dayStartAt / 1000, now / 1000])
  await ask(REPORTS_SQL, [dayStartAt / 1000, (now - HOUR_MS) / 1000])
  return counts
}

/** Facts that are shares of obligations: which indicator of the evaluation they are. */
const RATES: Readonly<Partial<Record<CaseFact, string>>> = {
  returnRate: 'returned',
  reworkRate: 'reworked',
  responseRate: 'responded',
  solvedRate: 'solved',
  satisfiedRate: 'satisfied',
}
const MEAN_HANDLING = 'meanHandling'

export type Rates = ReadonlyMap<AreaCode, CaseFacts>

/** The rates of the last 30 days, counted as the evaluation counts them. */
export async function ratesOf(deps: CaseFactsDeps, now: number): Promise<Rates> {
  const { db, reference } = deps
  const tallies = await tally(
    { query: db.query, calendar: reference.calendar },
    {
      object: 'area',
      span: { from: now - RATES_MS, to: now, asOf: now },
      stages: ['handle', 'close', 'respond', 'callBack'],
      past: false,
    },
  )
  const counts: Counts = new Map()
  for (const one of tallies) count(deps, counts, one)
  return new Map(
    [...counts].map(([area, own]) => {
      const facts: Partial<Record<CaseFact, number>> = {}
      for (const [fact, id] of [...Object.entries(RATES), ['meanHandleHours', MEAN_HANDLING] as const]) {
        const of = own.get(`${id} of`) ?? 0
        if (of > 0) facts[fact as CaseFact] = (own.get(id) ?? 0) / of
      }
      return [area, facts]
    }),
  )
}

function count(deps: CaseFactsDeps, counts: Counts, one: Tally): void {
  const path = pathOf(deps, one.area)
  const rules = { satisfiedFrom: deps.reference.desk.satisfiedFrom }
  for (const id of [...Object.values(RATES), MEAN_HANDLING]) {
    const rule = indicatorOf(id)
    if (rule === undefined || rule.stage !== one.stage || !rule.of(one)) continue
    addTo(counts, path, `${id} of`, one.count)
    if (id === MEAN_HANDLING) addTo(counts, path, id, one.spentMs / HOUR_MS)
    else if (rule.counts(one, rules)) addTo(counts, path, id, 100 * one.count)
  }
}

/** Where nothing is counted it is nought: an area without cases has none. A rate of nothing is unknown. */
const ZERO = {
  ...{ open: 0, overdue: 0, severeOpen: 0, waitingDispatch: 0, openedToday: 0, closedToday: 0 },
  ...{ reportsToday: 0, hotlineToday: 0, hotlineHour: 0 },
} satisfies CaseFacts

export function factsFrom(counts: Counts, rates: Rates, areas: Iterable<AreaCode>, simulated: boolean): FactsByArea {
  const facts = new Map<AreaCode, CaseFacts>()
  for (const area of areas) {
    const own = counts.get(area)
    const { dueToday = 0, metToday = 0, ...plain } = Object.fromEntries(own ?? [])
    facts.set(area, {
      ...ZERO,
      ...plain,
      ...rates.get(area),
      ...(dueToday > 0 && { onTimeRate: (100 * metToday) / dueToday }),
      simulated,
    })
  }
  return facts
}
