// What the register says about who did alike cases, and how each department stands. Reads only; core draws the conclusions.
import { sql } from 'kysely'
import type { Practice } from '../../core/dispatch/types.ts'
import type { DepartmentId } from '../../core/ids.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Now } from '../ports.ts'
import type { Queries } from '../store/db.ts'
import type { CaseContext } from './context.ts'
import { isOpen } from './states.ts'

const DAY_MS = 86_400_000
/** How far back a department's performance is told. */
const PAST_MS = 90 * DAY_MS

interface Group {
  readonly condition: string | null
  readonly lead: DepartmentId
  readonly returned: readonly DepartmentId[]
  readonly cases: number
}

/**
 * Cases of the same matter that were disposed of within the window; of the same condition where enough of those are known.
 * Simulated cases teach nothing about real ones. Undefined before the matter is known.
 */
export async function practiceOf(
  { reference, now }: Pick<CaseContext, 'reference' | 'now'>,
  query: Queries,
  { matter, condition, simulated }: Pick<Incident, 'matter' | 'condition' | 'simulated'>,
): Promise<Practice | undefined> {
  if (matter === undefined) return undefined
  const { windowDays, minCases } = reference.loop.learning
  const { rows } = await sql<Group>`
    select condition, lead, returned_by as returned, count(*)::int as cases from incident
    where matter = ${matter} and confirmed_at >= ${new Date(now() - windowDays * DAY_MS)}
      and simulated = ${simulated} and lead is not null
    group by condition, lead, returned_by`.execute(query)
  const same = rows.filter((row) => row.condition === (condition ?? null))
  return summed(condition !== undefined && casesIn(same) >= minCases ? same : rows)
}

const casesIn = (groups: readonly Group[]): number => groups.reduce((sum, { cases }) => sum + cases, 0)

function summed(groups: readonly Group[]): Practice {
  const tally = (departmentsOf: (group: Group) => readonly DepartmentId[]): Practice['by'] => {
    const counts = new Map<DepartmentId, number>()
    for (const group of groups)
      for (const department of departmentsOf(group)) counts.set(department, (counts.get(department) ?? 0) + group.cases)
    return [...counts]
      .map(([department, cases]) => ({ department, cases }))
      .sort((a, b) => b.cases - a.cases || (a.department < b.department ? -1 : 1))
  }
  return { cases: casesIn(groups), by: tally(({ lead }) => [lead]), returned: tally(({ returned }) => returned) }
}

/** What a department bears now, and its last 90 days: cases confirmed, in time (or exempted), and sent back. */
export interface Standing {
  readonly load: number
  readonly overdue: number
  readonly past: { readonly handled: number; readonly onTime: number; readonly returned: number }
}

type Past = Standing['past']
export const NOTHING_KNOWN: Standing = { load: 0, overdue: 0, past: { handled: 0, onTime: 0, returned: 0 } }
/** Three months do not change in a minute, and counting them anew for each case that is opened costs more than the rest of it. */
const PAST_KEPT_MS = 60_000

/** How departments stand: what they bear as it is, their last 90 days as they were a minute ago at most. */
export type Standings = (departments: readonly DepartmentId[]) => Promise<ReadonlyMap<DepartmentId, Standing>>

export function openStandings(query: Queries, now: Now): Standings {
  const kept = new Map<DepartmentId, { readonly at: number; readonly past: Past }>()

  async function pastOf(departments: readonly DepartmentId[]): Promise<void> {
    const at = now()
    const since = new Date(at - PAST_MS)
    const unknown = departments.filter((id) => Math.abs(at - (kept.get(id)?.at ?? -Infinity)) >= PAST_KEPT_MS)
    if (unknown.length === 0) return
    const { rows } = await sql<Past & { readonly id: DepartmentId }>`
      select d.id, did.handled, did.on_time as "onTime",
        (select count(*)::int from incident_event
         where type in ('returned', 'orderReturned') and actor ->> 'department' = d.id and recorded_at >= ${since}) as returned
      from unnest(${unknown}::text[]) as d (id)
      cross join lateral (
        select count(*)::int as handled, (count(*) filter (where confirmed_at <= handle_due_at or exempt))::int as on_time
        from incident where lead = d.id and confirmed_at >= ${since}) as did`.execute(query)
    for (const { id, ...past } of rows) kept.set(id, { at, past })
  }

  return async (departments) => {
    if (departments.length === 0) return new Map()
    const { rows } = await sql<Omit<Standing, 'past'> & { readonly id: DepartmentId }>`
      select d.id, bears.load, bears.overdue from unnest(${[...departments]}::text[]) as d (id)
      cross join lateral (
        select count(*)::int as load, (count(*) filter (
          where state in ('pendingHandle', 'handling', 'pendingConfirm') and handle_due_at < ${new Date(now())}))::int as overdue
        from incident where lead = d.id and ${isOpen}) as bears`.execute(query)
    await pastOf(departments)
    return new Map(rows.map(({ id, ...bears }) => [id, { ...bears, past: kept.get(id)?.past ?? NOTHING_KNOWN.past }]))
  }
}
