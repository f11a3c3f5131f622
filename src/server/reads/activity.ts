// Counts over time for the strip under the wall, and how each department stands. From the store, so a restart changes nothing.
import type { Activity } from '../../wire/api.ts'
import { OPEN_SQL } from '../cases/states.ts'
import type { Db } from '../store/db.ts'

const MAX_STEPS = 2000

export async function activity(db: Db, from: number, to: number, stepMs: number, now: number): Promise<Activity> {
  const step = Math.max(stepMs, Math.ceil((to - from) / MAX_STEPS))
  const steps = Math.max(1, Math.ceil((to - from) / step))
  const count = async (table: string, column: string): Promise<number[]> => {
    // Table and column are the literals below, never input.
    const { rows } = await db.pool.query<{ i: number; n: number }>(
      `select floor((extract(epoch from ${column}) * 1000 - $1::float8) / $3::float8)::int as i, count(*)::int as n from ${table}
       where ${column} >= to_timestamp($1::float8 / 1000) and ${column} < to_timestamp($2::float8 / 1000) group by 1`,
      [from, to, step],
    )
    const counts = new Array<number>(steps).fill(0)
    for (const { i, n } of rows) if (i >= 0 && i < steps) counts[i] = n
    return counts
  }
  const [opened, closed, alarms] = await Promise.all([
    count('incident', 'opened_at'),
    count('incident', 'closed_at'),
    count('alarm', 'raised_at'),
  ])
  const { rows: departments } = await db.pool.query<{
    department: string
    open: number
    overdue: number
    on_time: number
    late: number
  }>(
    `select lead as department,
       count(*) filter (where ${OPEN_SQL})::int as open,
       count(*) filter (where state in ('pendingHandle', 'handling', 'pendingConfirm') and handle_due_at < to_timestamp($3))::int as overdue,
       count(*) filter (where confirmed_at >= to_timestamp($1) and confirmed_at < to_timestamp($2) and (confirmed_at <= handle_due_at or exempt))::int as on_time,
       count(*) filter (where confirmed_at >= to_timestamp($1) and confirmed_at < to_timestamp($2) and confirmed_at > handle_due_at and not exempt)::int as late
     from incident where lead is not null
       and (${OPEN_SQL} or confirmed_at >= to_timestamp($1))
     group by lead order by overdue desc, open desc, lead`,
    [from / 1000, to / 1000, now / 1000],
  )
  return {
    at: Array.from({ length: steps }, (_, i) => from + i * step),
    opened,
    closed,
    alarms,
    departments: departments.map((d) => ({
      department: d.department,
      open: d.open,
      overdue: d.overdue,
      closedOnTime: d.on_time,
      closedLate: d.late,
    })),
  }
}
