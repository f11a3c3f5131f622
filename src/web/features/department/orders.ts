// A department's orders as pure functions: whose turn it is, by deadline, and the department's own figures with their reckoning.
import type { IncidentState } from '../../../core/incident/types.ts'
import type { Activity } from '../../../wire/api.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { readClock } from '../../ui/clockReading.ts'

/** `toDo`: this department must act. `elsewhere`: it has done its part, others go on. `paused`: suspended. `ended`: done with. */
export const GROUPS = ['toDo', 'paused', 'elsewhere', 'ended'] as const
export type Group = (typeof GROUPS)[number]

const GROUP_OF: Readonly<Record<IncidentState, Group>> = {
  pendingVerify: 'elsewhere',
  pendingFiling: 'elsewhere',
  pendingDispatch: 'elsewhere',
  pendingHandle: 'toDo',
  handling: 'toDo',
  pendingConfirm: 'toDo',
  pendingCheck: 'elsewhere',
  pendingClose: 'elsewhere',
  suspended: 'paused',
  merged: 'elsewhere',
  closed: 'ended',
  forceClosed: 'ended',
  refused: 'ended',
  cancelled: 'ended',
}

export const PARTS = ['lead', 'assist'] as const
export type Part = (typeof PARTS)[number]
/** What a case is to a department; undefined when it is not theirs. */
export function partIn(row: Pick<IncidentRow, 'lead' | 'assist'>, department: string): Part | undefined {
  if (row.lead === department) return 'lead'
  return row.assist.includes(department) ? 'assist' : undefined
}

/** Where an order stands for the department: a lead goes by the case, an assistant by its own order in it. */
export function groupOf(
  row: Pick<IncidentRow, 'state' | 'replyOwed' | 'ordersOf'>,
  department: string,
  part: Part,
): Group {
  const group = GROUP_OF[row.state]
  if (part === 'lead') return group === 'elsewhere' && row.replyOwed ? 'toDo' : group
  const unfinished = row.ordersOf?.includes(department) === true
  return group === 'toDo' && !unfinished ? 'elsewhere' : group
}

const dueOf = (row: IncidentRow): number =>
  row.clock === undefined || row.clock.stoppedAt !== undefined || row.clock.pausedAt !== undefined
    ? Number.POSITIVE_INFINITY
    : row.clock.dueAt

const by = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

export type Orders = Readonly<Record<Part, readonly IncidentRow[]>>

/** Orders of one group, those led apart from those assisted: to do by deadline, the rest by the last change. */
export function ordersOf(rows: Iterable<IncidentRow>, department: string, group: Group): Orders {
  const own: Record<Part, IncidentRow[]> = { lead: [], assist: [] }
  for (const row of rows) {
    const part = partIn(row, department)
    if (part !== undefined && groupOf(row, department, part) === group) own[part].push(row)
  }
  const order = (a: IncidentRow, b: IncidentRow): number =>
    (group === 'toDo' ? by(dueOf(a), dueOf(b)) || by(a.level, b.level) : by(b.updatedAt, a.updatedAt)) ||
    (a.id < b.id ? -1 : 1)
  return { lead: own.lead.sort(order), assist: own.assist.sort(order) }
}

export const countOf = (orders: Orders): number => orders.lead.length + orders.assist.length

export interface OwnFigures {
  /** Led by the department and not handed on yet (suspended ones included). */
  readonly open: number
  readonly overdue: number
  readonly nearDue: number
}

/** Figures of the led cases in the view. Assisting departments are not measured (the lead answers for the order). */
export function figuresOf(rows: Iterable<IncidentRow>, department: string, now: number): OwnFigures {
  let open = 0
  let overdue = 0
  let nearDue = 0
  for (const row of rows) {
    if (row.lead !== department) continue
    const group = GROUP_OF[row.state]
    if (group === 'toDo' || group === 'paused') open += 1
    if (group !== 'toDo' || row.clock === undefined) continue
    const { status } = readClock(row.clock, now)
    if (status === 'overdue') overdue += 1
    if (status === 'nearDue') nearDue += 1
  }
  return { open, overdue, nearDue }
}

export interface OnTime {
  /** Orders whose result was confirmed in the span asked for: the denominator. */
  readonly finished: number
  /** Share of them within the limit; absent when there is none (no rate of nothing). */
  readonly share?: number
}

/** 按期处置率 of one department, from the hub's counts. */
export function onTimeOf(activity: Pick<Activity, 'departments'>, department: string): OnTime {
  const own = activity.departments.find((d) => d.department === department)
  if (own === undefined) return { finished: 0 }
  const finished = own.closedOnTime + own.closedLate
  return finished === 0 ? { finished } : { finished, share: own.closedOnTime / finished }
}
