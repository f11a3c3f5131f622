// Obligations in the store: one row each, written as they change, read back as core has them. Decides nothing.
import { sql, type Selectable } from 'kysely'
import type { Obligation } from '../../core/evaluate/types.ts'
import type { IncidentEvent } from '../../core/incident/events.ts'
import type { Queries } from '../store/db.ts'
import type { ObligationTable } from '../store/deskTables.ts'

const instant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString()

function toRow(incident: string, k: number, o: Obligation): Record<string, unknown> {
  return {
    incident,
    k,
    stage: o.stage,
    n: o.n,
    department: o.department,
    role: o.role,
    person: o.person,
    started_at: instant(o.startedAt),
    due_at: instant(o.dueAt),
    ended_at: instant(o.endedAt),
    ended_n: o.endedN,
    outcome: o.outcome,
    extensions: o.extensions,
    exempt: o.exempt,
    reworked: o.reworked,
    returned: o.returned,
    excluded: o.excluded,
    rating: o.rating,
    solved: o.solved,
    spent_ms: o.spentMs,
    area: o.area,
    matter: o.matter,
    simulated: o.simulated,
  }
}

export function fromRow(row: Selectable<ObligationTable>): Obligation {
  return {
    stage: row.stage,
    n: row.n,
    ...(row.department !== null && { department: row.department }),
    ...(row.role !== null && { role: row.role }),
    ...(row.person !== null && { person: row.person }),
    startedAt: row.started_at.getTime(),
    ...(row.due_at !== null && { dueAt: row.due_at.getTime() }),
    ...(row.ended_at !== null && { endedAt: row.ended_at.getTime() }),
    ...(row.ended_n !== null && { endedN: row.ended_n }),
    outcome: row.outcome,
    extensions: row.extensions,
    exempt: row.exempt,
    reworked: row.reworked,
    returned: row.returned,
    excluded: row.excluded,
    ...(row.rating !== null && { rating: row.rating }),
    ...(row.solved !== null && { solved: row.solved }),
    ...(row.spent_ms !== null && { spentMs: Number(row.spent_ms) }),
    area: row.area,
    ...(row.matter !== null && { matter: row.matter }),
    simulated: row.simulated,
  }
}

/** What may change of a row once it is there. */
const CHANGING = [
  'department',
  'role',
  'person',
  'due_at',
  'ended_at',
  'ended_n',
  'outcome',
  'extensions',
  'exempt',
  'reworked',
  'returned',
  'excluded',
  'rating',
  'solved',
  'spent_ms',
  'matter',
] as const
const SET = sql.raw(CHANGING.map((name) => `${name} = excluded.${name}`).join(', '))

export interface CaseRows {
  readonly incident: string
  readonly rows: readonly Obligation[]
  /** As they stand in the store; the same objects where nothing changed. */
  readonly before?: readonly Obligation[]
}

/** One statement for all; rows that did not change are not written. Writing them again changes nothing. */
export async function writeRows(query: Queries, cases: readonly CaseRows[]): Promise<void> {
  const changed = cases.flatMap(({ incident, rows, before = [] }) =>
    rows.flatMap((row, k) => (row === before[k] ? [] : [toRow(incident, k, row)])),
  )
  if (changed.length === 0) return
  await sql`insert into obligation select * from jsonb_populate_recordset(null::obligation, ${JSON.stringify(changed)}::jsonb)
    on conflict (incident, k) do update set ${SET}`.execute(query)
}

export async function readRows(query: Queries, incident: string): Promise<Obligation[]> {
  const rows = await query.selectFrom('obligation').selectAll().where('incident', '=', incident).orderBy('k').execute()
  return rows.map(fromRow)
}

/** The logs of some cases, each in its order; with `until`, as they stood then. */
export async function readLogs(
  query: Queries,
  incidents: readonly string[],
  until?: number,
): Promise<Map<string, IncidentEvent[]>> {
  const logs = new Map<string, IncidentEvent[]>(incidents.map((id) => [id, []]))
  if (incidents.length === 0) return logs
  let lines = query
    .selectFrom('incident_event')
    .select(['incident', 'n', 'actor', 'occurred_at', 'recorded_at', 'body'])
    .where('incident', 'in', [...incidents])
  if (until !== undefined) lines = lines.where('recorded_at', '<=', new Date(until))
  for (const row of await lines.orderBy('incident').orderBy('n').execute())
    logs.get(row.incident)?.push({
      incident: row.incident,
      n: row.n,
      actor: row.actor,
      occurredAt: row.occurred_at.getTime(),
      recordedAt: row.recorded_at.getTime(),
      because: [],
      body: row.body,
    })
  return logs
}
