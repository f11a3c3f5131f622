// The monthly table: what each department led and helped with in a period, told from the logs alone. Counts, no judgement.
import type { DepartmentId } from '../ids.ts'
import { isOverdue } from './colour.ts'
import { foldLines, isEnded } from './fold.ts'
import type { Line } from './log.ts'

export interface MonthRow {
  readonly department: DepartmentId
  /** Led by it: given within the period; given before and not ended then. */
  readonly given: number
  readonly carried: number
  /** Ended within the period, and of these with the final report in time. Withdrawn ones are neither. */
  readonly closed: number
  readonly closedOnTime: number
  /** At the end of the period (or as of now), and of these late. */
  readonly running: number
  readonly overdue: number
  /** Sent back within the period. */
  readonly returns: number
  /** Of others, in which it helped within the period. */
  readonly assisting: number
}

type Counts = { -readonly [K in Exclude<keyof MonthRow, 'department'>]: number }
const none = (): Counts => ({
  ...{ given: 0, carried: 0, closed: 0, closedOnTime: 0, running: 0, overdue: 0, returns: 0, assisting: 0 },
})

/** [from, until), as of `asOf`: later lines are not looked at. By department; those with nothing are left out. */
export function monthOf(
  logs: readonly (readonly Line[])[],
  { from, until, asOf }: { readonly from: number; readonly until: number; readonly asOf: number },
): MonthRow[] {
  const rows = new Map<DepartmentId, Counts>()
  const of = (department: DepartmentId): Counts => {
    const row = rows.get(department) ?? none()
    rows.set(department, row)
    return row
  }
  const last = Math.min(until - 1, asOf)
  for (const log of logs) {
    const lines = log.filter(({ at }) => at <= last)
    const matter = foldLines(lines)
    if (!matter) continue
    const { closedAt } = matter
    if (closedAt !== undefined && closedAt < from) continue
    for (const part of matter.parts) if (!part.lead) of(part.department).assisting += 1
    const row = of(matter.lead)
    if (matter.givenAt >= from) row.given += 1
    else row.carried += 1
    row.returns += lines.filter(({ at, body }) => at >= from && body.type === 'sentBack').length
    if (!isEnded(matter)) {
      row.running += 1
      if (isOverdue(matter, last)) row.overdue += 1
    } else if (matter.state === 'closed') {
      row.closed += 1
      if (!isOverdue(matter, last)) row.closedOnTime += 1
    }
  }
  return [...rows].map(([department, counts]) => ({ department, ...counts }))
}
