// A department's orders as pure functions: whose turn it is, by deadline, and the department's own figures with their reckoning.
import type { IncidentState } from '../../../core/incident/types.ts'
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

/** What the reader looks for among the orders; absent parts ask nothing. */
export interface OrderFilter {
  readonly crew?: string
  /** Only those whose reporter is still to be called by the lead. */
  readonly contact: boolean
}
export const fitsFilter = (row: Pick<IncidentRow, 'crew' | 'contact'>, { crew, contact }: OrderFilter): boolean =>
  (crew === undefined || row.crew === crew) && (!contact || row.contact === 'due')

export interface OwnFigures {
  /** Led by the department and not handed on yet (suspended ones included). */
  readonly open: number
  readonly overdue: number
  readonly nearDue: number
  /** Led here, and nobody has spoken to whoever reported it. */
  readonly contact: number
}

/** Figures of the led cases in the view. Assisting departments are not measured (the lead answers for the order). */
export function figuresOf(rows: Iterable<IncidentRow>, department: string, now: number): OwnFigures {
  let open = 0
  let overdue = 0
  let nearDue = 0
  let contact = 0
  for (const row of rows) {
    if (row.lead !== department) continue
    const group = GROUP_OF[row.state]
    if (row.contact === 'due' && group !== 'ended') contact += 1
    if (group === 'toDo' || group === 'paused') open += 1
    if (group !== 'toDo' || row.clock === undefined) continue
    const { status } = readClock(row.clock, now)
    if (status === 'overdue') overdue += 1
    if (status === 'nearDue') nearDue += 1
  }
  return { open, overdue, nearDue, contact }
}
