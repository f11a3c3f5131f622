// The same window before: yesterday, a week, a year ago, each up to the same elapsed part. Counts only; compares nothing.
import { cityDate, DAY_MS, daySpan, HOUR_MS } from '../../core/clock/calendar.ts'
import { setOf } from '../../core/brief/counting.ts'
import type { BriefKind } from '../../core/brief/key.ts'
import { pageOf } from '../../core/brief/page.ts'
import type { CaseFilter, CaseSet, Than } from '../../core/brief/query.ts'
import type { Before, BriefCase, BriefFacts } from '../../core/brief/types.ts'
import type { IncidentState } from '../../core/incident/types.ts'
import { momentOf, type Moment } from './asOf.ts'
import { type CaseDeps, foldsAsOf } from './factsCases.ts'

/** A window with its cut-off. Epoch ms; [from, to). */
export interface CutWindow {
  readonly from: number
  readonly to: number
  /** The last instant that counts. */
  readonly through: number
}

type Offset = { readonly utcOffsetMinutes: number }

/** The same city date of another month or year, that many months earlier; undefined where there is none (29 February). */
function monthsBefore(date: string, months: number): string | undefined {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const then = new Date(Date.UTC(year, month - 1 - months, day))
  return then.getUTCDate() === day ? then.toISOString().slice(0, 10) : undefined
}

/** The windows that one is compared with. Reports on one case are compared with nothing. */
export function windowsBefore(
  kind: BriefKind,
  { from, to, through }: CutWindow,
  city: Offset,
): Partial<Readonly<Record<Than, CutWindow>>> {
  if (kind === 'flash') return {}
  const elapsed = through - from
  const isWhole = through >= to - 1
  const moved = (begins: number, ends: number): CutWindow => ({
    from: begins,
    to: ends,
    through: isWhole ? ends - 1 : Math.min(ends - 1, begins + elapsed),
  })
  const date = cityDate(from, city)
  if (kind === 'monthly') {
    const first = monthsBefore(date, 1)
    return first === undefined ? {} : { before: moved(daySpan(first, city).from, from) }
  }
  const before = moved(from - (to - from), from)
  if (kind !== 'daily') return { before }
  const yearAgo = monthsBefore(date, 12)
  const lastYear = yearAgo === undefined ? undefined : daySpan(yearAgo, city)
  return {
    before,
    lastWeek: moved(from - 7 * DAY_MS, to - 7 * DAY_MS),
    ...(lastYear && { lastYear: moved(lastYear.from, lastYear.to) }),
  }
}

export const UNKNOWN_BEFORE: Before = { opened: 0, closed: 0, due: 0, onTime: 0, complete: false }

export async function countBefore(
  deps: CaseDeps,
  window: CutWindow,
  knownAt: number,
  filter?: CaseFilter,
): Promise<Before> {
  // What the hub did not see whole is compared with nothing, so it need not be counted.
  if (!(await isKnownWhole(deps, window))) return UNKNOWN_BEFORE
  const page = pageOf(factsOf(window, await casesBefore(deps, window, knownAt, filter)))
  const count = (set: CaseSet): number => setOf(page, set).cases.length
  return {
    opened: await openedIn(deps, window, knownAt, filter),
    ...{ closed: count('closed'), due: count('due'), onTime: count('onTime') },
    complete: true,
  }
}

/** Every hour of it has some indicator told: the hub was there. */
async function isKnownWhole({ db }: CaseDeps, { from, through }: CutWindow): Promise<boolean> {
  const hours = Math.max(1, Math.floor((through + 1 - from) / HOUR_MS))
  const { rows } = await db.pool.query<{ known: boolean }>(
    `select bool_and(exists (select 1 from indicator_hour v where v.hour >= h and v.hour < h + interval '1 hour' and v.minutes > 0)
       or exists (select 1 from indicator_value v where v.at >= h and v.at < h + interval '1 hour')) as known
     from generate_series(to_timestamp($1), to_timestamp($2), interval '1 hour') as h`,
    [from / 1000, (from + (hours - 1) * HOUR_MS) / 1000],
  )
  return rows[0]?.known === true
}

const FILTERED = `($3::text[] is null or i.id = any($3)) and ($4::int is null or i.level = $4) and ($5::text is null or i.matter = $5)
  and ($6::text is null or i.source = $6) and ($7::text is null or i.lead = $7) and ($8::text is null or starts_with(i.area, $8))
  and ($9::boolean is null or i.supervised = $9)`
const filterOf = (f: CaseFilter | undefined, cityArea: string): unknown[] => [
  f?.ids ?? null,
  f?.level ?? null,
  f?.matter ?? null,
  f?.source ?? null,
  f?.lead ?? null,
  f?.area === undefined || f.area === cityArea ? null : f.area,
  f?.supervised ?? null,
]

async function openedIn(
  { db, reference }: CaseDeps,
  { from, through }: CutWindow,
  knownAt: number,
  filter?: CaseFilter,
): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*)::int as n from incident i
     where i.opened_at >= to_timestamp($1) and i.opened_at <= to_timestamp($2) and ${FILTERED}
       and (i.updated_at <= to_timestamp($10) or exists (
         select 1 from incident_event e where e.incident = i.id and e.n = 1 and e.recorded_at <= to_timestamp($10)))`,
    [from / 1000, through / 1000, ...filterOf(filter, reference.city.code), knownAt / 1000],
  )
  return rows[0]?.n ?? 0
}

interface Row {
  readonly id: string
  readonly state: IncidentState
  readonly exempt: boolean
  readonly plain: boolean
  readonly updated: number
  readonly opened: number
  readonly dispatched: number | null
  readonly confirmed: number | null
  readonly closed: number | null
  readonly due: number | null
}

/**
 * Cases that were closed or fell due in the window. A case that only ever went forwards (never returned, done again, prolonged,
 * suspended, reopened, merged, ended without closing) is told from its row: what came after the cut-off is left out. The logs of
 * the others are folded. Besides the rows of now, obligations name the cases that have since moved out of the window.
 */
async function casesBefore(
  { db, reference }: CaseDeps,
  { from, through }: CutWindow,
  knownAt: number,
  filter?: CaseFilter,
): Promise<BriefCase[]> {
  const ms = (column: string): string => `(extract(epoch from i.${column}) * 1000)::float8`
  const within = (column: string): string => `(${column} >= to_timestamp($1) and ${column} <= to_timestamp($2))`
  const { rows } = await db.pool.query<Row>(
    `with moved as (
       select id from incident where ${within('closed_at')} union select id from incident where ${within('handle_due_at')}
       union select incident from obligation where ${within('ended_at')} and stage in ('handle', 'close')
       union select incident from obligation where ${within('due_at')} and stage = 'handle')
     select i.id, i.state, i.exempt, ${ms('updated_at')} as updated, ${ms('opened_at')} as opened, ${ms('dispatched_at')} as dispatched,
       ${ms('confirmed_at')} as confirmed, ${ms('closed_at')} as closed, ${ms('handle_due_at')} as due,
       i.updated_at <= to_timestamp($2) or (i.state not in ('suspended', 'merged', 'refused', 'cancelled', 'forceClosed') and not i.exempt
         and i.merged_into is null and i.returned_by = '{}' and (i.body ->> 'returns')::int = 0 and (i.body ->> 'reworks')::int = 0
         and (i.body ->> 'reopenings')::int = 0 and (i.body ->> 'extensions')::int = 0
         and (i.body ->> 'suspensions')::int = 0) as plain
     from moved join incident i using (id) where i.opened_at <= to_timestamp($2) and ${FILTERED}`,
    [from / 1000, through / 1000, ...filterOf(filter, reference.city.code)],
  )
  const moment: Moment = { through, knownAt: Math.max(through, knownAt) }
  const folds = await foldsAsOf(
    db,
    rows.filter((row) => !row.plain).map(({ id }) => id),
    moment,
  )
  return rows.flatMap((row): BriefCase[] => {
    if (row.plain) return [plainCase(row, through)]
    const fold = folds.get(row.id)
    if (fold === undefined) return []
    const { id, state, openedAt, confirmedAt, closedAt, appeal, clocks } = fold
    const dueAt = clocks.handle?.dueAt
    return [counted({ id, state, openedAt, confirmedAt, closedAt, dueAt, exempt: appeal?.state === 'granted' })]
  })
}

function plainCase(row: Row, through: number): BriefCase {
  const then = (at: number | null): number | undefined => (at === null || at > through ? undefined : at)
  const closedAt = then(row.closed)
  const wasThen = row.updated <= through
  return counted({
    id: row.id,
    // What it was between filing and closing makes no difference to what is counted of it.
    state: wasThen || closedAt !== undefined ? row.state : 'handling',
    openedAt: row.opened,
    confirmedAt: then(row.confirmed),
    closedAt,
    dueAt: wasThen || then(row.dispatched) !== undefined ? (row.due ?? undefined) : undefined,
    exempt: row.exempt,
  })
}

interface Times {
  readonly id: string
  readonly state: IncidentState
  readonly openedAt: number
  readonly confirmedAt: number | undefined
  readonly closedAt: number | undefined
  readonly dueAt: number | undefined
  readonly exempt: boolean
}

const NOTHING = { zh: '', en: '' }

function counted({ confirmedAt, closedAt, dueAt, ...rest }: Times): BriefCase {
  return {
    ...rest,
    ...{ code: rest.id, title: NOTHING, level: 4, source: 'desk', areaName: NOTHING },
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(closedAt !== undefined && { closedAt }),
    ...(dueAt !== undefined && { dueAt }),
  }
}

/** Nothing but a window and cases: enough for counting. */
export function factsOf({ from, to, through }: CutWindow, cases: readonly BriefCase[]): BriefFacts {
  const none = { warnings: [], supervised: [], shifts: [], indicators: [], alarms: [], feeds: [] }
  return {
    ...none,
    ...{ key: '', kind: 'daily', date: '1970-01-01', utcOffsetMinutes: 0, from, to },
    // A window that is over is whole only at its very end.
    now: through >= to - 1 ? to : through,
    cases,
    previous: UNKNOWN_BEFORE,
    simulated: false,
  }
}

export const cutOf = (from: number, to: number, knownAt: number): CutWindow => ({
  from,
  to,
  through: momentOf(to, knownAt).through,
})
