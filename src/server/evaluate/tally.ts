// Obligations counted by the store: alike ones in one row, so that a month of a large register is a few thousand rows.
// The conditions are those of core/evaluate/facts.ts in SQL; a test holds the two together.
import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import { STREET_DIGITS, factsOf, talliesOf } from '../../core/evaluate/facts.ts'
import { OPEN_STAGES } from '../../core/evaluate/evaluate.ts'
import { indicatorsFor, type EvaluatedObject } from '../../core/evaluate/indicators.ts'
import { obligationsOf } from '../../core/evaluate/obligations.ts'
import type { Facts, Obligation, ObligationStage, Span, Tally } from '../../core/evaluate/types.ts'
import type { Calendar } from '../../core/clock/types.ts'
import type { Queries } from '../store/db.ts'
import type { ObligationTable } from '../store/deskTables.ts'
import { fromRow, readLogs } from './rows.ts'

export interface Question {
  readonly object: EvaluatedObject
  readonly span: Span
  /** Absent: all that the object's indicators count. */
  readonly stages?: readonly ObligationStage[]
  /** The log has gone on since `asOf`: cases that changed are read from their logs. */
  readonly past: boolean
}

export interface Sources {
  readonly query: Queries
  readonly calendar: Calendar
}

export const stagesFor = (object: EvaluatedObject): readonly ObligationStage[] => [
  ...new Set([...indicatorsFor(object).map((one) => one.stage), ...OPEN_STAGES[object]]),
]

const instant = (at: number): RawBuilder<unknown> => sql`to_timestamp(${at / 1000})`

/** Has to do with the period: ended in it or later, due in it or later, or still open. */
const touching = ({ from, to }: Span): RawBuilder<boolean> =>
  sql<boolean>`o.outcome <> 'undone' and o.started_at < ${instant(to)}
    and (o.ended_at is null or o.ended_at >= ${instant(from)} or o.due_at >= ${instant(from)})`

const unchanged = (asOf: number): RawBuilder<boolean> =>
  sql<boolean>`not exists (select 1 from incident i where i.id = o.incident and i.updated_at > ${instant(asOf)})`

const whereOf = ({ object, span, stages, past }: Question): RawBuilder<boolean> =>
  sql<boolean>`o.stage = any(${[...(stages ?? stagesFor(object))]}) and ${touching(span)}
    and ${past ? unchanged(span.asOf) : sql`true`}`

/** Only what the object tells its subjects apart by. */
const DIMENSIONS: Readonly<Record<EvaluatedObject, RawBuilder<unknown>>> = {
  department: sql`o.department, ''::text as area, null::text as role, null::text as person`,
  area: sql`null::text as department, left(o.area, ${sql.raw(String(STREET_DIGITS))}) as area, null::text as role, null::text as person`,
  post: sql`null::text as department, ''::text as area, o.role, o.person`,
}

type Nullable<T> = { readonly [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] }
type TallyRow = Nullable<Facts> & { readonly count: number; readonly spentMs: number }

async function stored(query: Queries, question: Question): Promise<Tally[]> {
  const { from, to, asOf } = question.span
  const { rows } = await sql<TallyRow>`
    select stage, department, area, role, person, outcome, begun, owed, ended, late, overdue, extended, exempt, reworked,
      returned, excluded, rating, solved, simulated, count(*)::int as count, coalesce(sum(spent_ms), 0)::float8 as "spentMs"
    from (
      select f.*, f.outcome = 'open' and f.due_at < ${instant(Math.min(to, asOf))} as overdue,
        f.due and (f.outcome in ('open', 'done', 'missed') or (f.outcome in ('returned', 'forced') and f.late)) as owed
      from (
        select o.stage, ${DIMENSIONS[question.object]}, o.due_at, o.spent_ms,
          case when past then o.outcome else 'open' end as outcome,
          o.started_at >= ${instant(from)} as begun,
          past and o.ended_at >= ${instant(from)} as ended,
          coalesce(past and o.ended_at > o.due_at, false) as late,
          coalesce(o.due_at >= ${instant(from)} and o.due_at < ${instant(to)} and o.due_at <= ${instant(asOf)}, false) as due,
          o.extensions > 0 as extended, o.exempt, o.reworked, o.returned, o.excluded, o.rating, o.solved, o.simulated
        from obligation o cross join lateral (select coalesce(o.ended_at < ${instant(to)}, false) as past) p
        where ${whereOf(question)}
      ) f
    ) g
    group by stage, department, area, role, person, outcome, begun, owed, ended, late, overdue, extended, exempt, reworked,
      returned, excluded, rating, solved, simulated`.execute(query)
  return rows.map(({ department, role, person, rating, solved, overdue, ...rest }) => ({
    ...rest,
    overdue: overdue === true,
    ...(department !== null && { department }),
    ...(role !== null && { role }),
    ...(person !== null && { person }),
    ...(rating !== null && { rating }),
    ...(solved !== null && { solved }),
  }))
}

/** Cases whose logs are read at once; between two batches the hub does other things. */
const LOGS_AT_ONCE = 100

/** Rows of the cases that have changed since `asOf`, as their logs stood then. */
async function fromLogs({ query, calendar }: Sources, question: Question): Promise<Owed[]> {
  if (!question.past) return []
  const { span } = question
  const { rows } = await sql<{ id: string }>`
    select i.id from incident i where i.updated_at > ${instant(span.asOf)} and i.opened_at <= ${instant(span.asOf)}
      and exists (select 1 from obligation o where o.incident = i.id and o.started_at < ${instant(span.to)}
        and (o.ended_at is null or o.ended_at >= ${instant(span.from)} or o.due_at >= ${instant(span.from)}))
    order by i.id`.execute(query)
  const stages = new Set(question.stages ?? stagesFor(question.object))
  const found: Owed[] = []
  for (let at = 0; at < rows.length; at += LOGS_AT_ONCE) {
    const ids = rows.slice(at, at + LOGS_AT_ONCE).map(({ id }) => id)
    for (const [incident, log] of await readLogs(query, ids, span.asOf))
      for (const [k, row] of obligationsOf(log, calendar).entries())
        if (stages.has(row.stage)) found.push({ incident, k, row })
  }
  return found
}

/** Everything counted in the period, by what the object tells apart. */
export async function tally(sources: Sources, question: Question): Promise<Tally[]> {
  const [kept, walked] = [await stored(sources.query, question), await fromLogs(sources, question)]
  return [
    ...kept,
    ...talliesOf(
      walked.map(({ row }) => row),
      question.span,
    ),
  ]
}

/** One obligation of one case, at its place in the list of the case. */
export interface Owed extends Place {
  readonly row: Obligation
}
export interface Place {
  readonly incident: string
  readonly k: number
}
/** By case and place in its list, as the store orders them. */
export const inOrder = (a: Place, b: Place): number =>
  a.incident < b.incident ? -1 : a.incident > b.incident ? 1 : a.k - b.k

/** Obligations looked at in one go; between two the hub does other things. */
const LOOKED_AT_ONCE = 500

/** The obligations themselves with what counts of them, in order. `department` narrows. */
export async function* listed(
  sources: Sources,
  question: Question,
  department?: string,
): AsyncGenerator<Owed & { readonly facts: Facts }> {
  let rows = sources.query.selectFrom('obligation as o').selectAll('o').where(whereOf(question))
  if (department !== undefined) rows = rows.where('o.department', '=', department)
  const kept = await rows
    .orderBy(sql`o.incident collate "C"`)
    .orderBy('o.k')
    .execute()
  const walked = (await fromLogs(sources, question)).sort(inOrder)
  let looked = 0
  for (const one of merged(kept, walked)) {
    looked += 1
    if (looked % LOOKED_AT_ONCE === 0) await setImmediate()
    const facts = factsOf(one.row, question.span)
    if (facts && (department === undefined || one.row.department === department)) yield { ...one, facts }
  }
}

/** Two ordered lists in one order; no case is in both. */
function* merged(kept: readonly Selectable<ObligationTable>[], walked: readonly Owed[]): Generator<Owed> {
  let next = 0
  for (const stored of kept) {
    const one = { incident: stored.incident, k: stored.k, row: fromRow(stored) }
    for (let other = walked[next]; other && inOrder(other, one) < 0; other = walked[next]) {
      yield other
      next += 1
    }
    yield one
  }
  yield* walked.slice(next)
}
