// The duty queue as pure functions: what belongs to it, in which order, with which counts. Knows no URL and no clock.
import { LIFECYCLE, transitionOf } from '../../../core/incident/lifecycle.ts'
import type { Act } from '../../../core/incident/inputs.ts'
import type { IncidentState, Role } from '../../../core/incident/types.ts'
import { ownerOf } from '../../../core/incident/owner.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import { hasMark, MARKS, type Mark } from '../../incident/marks.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { isOpen } from '../../stores/incidents.ts'

export const SCOPES = ['mine', 'open', 'overdue', 'all'] as const
export type Scope = (typeof SCOPES)[number]
export const SORTS = ['remaining', 'level', 'newest'] as const
export type Sort = (typeof SORTS)[number]

export interface QueueFilter {
  readonly scope: Scope
  readonly states: readonly IncidentState[]
  readonly levels: readonly Level[]
  /** All of them. */
  readonly marks: readonly Mark[]
  /** Whose turn it is: a post. */
  readonly owner?: Role
  /** County-level area code (six digits). */
  readonly district?: string
  readonly department?: string
  readonly text: string
  readonly sort: Sort
}

export const EMPTY_FILTER: QueueFilter = {
  scope: 'open',
  states: [],
  levels: [],
  marks: [],
  text: '',
  sort: 'remaining',
}
/** What a post sees before it has chosen anything: a collector goes by what is to be verified and checked. */
export const defaultFilter = (role: Role | undefined): QueueFilter =>
  role === 'collector' ? { ...EMPTY_FILTER, scope: 'mine' } : EMPTY_FILTER

/** Posts whose turn a case can be, in the order of its way. */
export const OWNERS = ['acceptor', 'collector', 'dispatcher', 'department'] as const satisfies readonly Role[]

/** Who looks, and when: what "mine" and "overdue" are measured by. */
export interface Reader {
  readonly role: Role
  readonly now: number
}

/** Acts that move a case on; a post's own queue is where one of them is its turn. Reworks and reminders are nobody's turn. */
const TURNS: ReadonlySet<Act> = new Set<Act>(['verify', 'file', 'dispatch', 'check', 'close'])
/** The duty chief may do what every post does; the others wait for their own turn. */
const waitsFor = (role: Role): ReadonlySet<IncidentState> =>
  new Set(
    LIFECYCLE.filter((t) => TURNS.has(t.act) && t.by.includes(role))
      .flatMap((t) => t.from)
      .filter((state) => role === 'dutyChief' || ownerOf({ state })?.post === role),
  )
const WAITS_FOR = new Map<Role, ReadonlySet<IncidentState>>()

/** The act by which somebody decides what was asked for. */
function decisionOf({ request, appeal }: Pick<IncidentRow, 'request' | 'appeal'>): Act | undefined {
  if (request !== undefined) return request === 'extension' ? 'decideExtension' : 'decideSuspension'
  if (appeal === 'asked') return 'reviewAppeal'
  return appeal === 'reviewed' ? 'decideAppeal' : undefined
}

/** True when the next step, or a decision on a request or an appeal, is this post's, or the case has come up to it. */
export function isMine(row: IncidentRow, role: Role): boolean {
  let states = WAITS_FOR.get(role)
  if (states === undefined) WAITS_FOR.set(role, (states = waitsFor(role)))
  const decision = decisionOf(row)
  return (
    states.has(row.state) ||
    (decision !== undefined && transitionOf(decision).by.includes(role)) ||
    (role === 'dutyChief' && row.escalated)
  )
}

/** Overdue by the clock of the current stage; a paused or stopped clock is not overdue. */
export function isOverdue(row: Pick<IncidentRow, 'clock'>, now: number): boolean {
  const c = row.clock
  return c !== undefined && c.stoppedAt === undefined && c.pausedAt === undefined && now > c.dueAt
}

export const districtOf = (row: Pick<IncidentRow, 'area'>): string => row.area.slice(0, 6)

function inScope(row: IncidentRow, scope: Scope, reader: Reader): boolean {
  switch (scope) {
    case 'mine':
      return isMine(row, reader.role)
    case 'open':
      return isOpen(row)
    case 'overdue':
      return isOpen(row) && isOverdue(row, reader.now)
    case 'all':
      return true
  }
}

const matchesText = (row: IncidentRow, needle: string): boolean =>
  [
    row.code,
    row.title.zh,
    row.title.en,
    row.areaName.zh,
    row.areaName.en,
    row.address,
    row.matterName?.zh,
    row.matterName?.en,
    row.handler,
  ].some((part) => part !== undefined && part.toLowerCase().includes(needle))

type Part = 'scope' | 'states' | 'levels' | 'marks' | 'owner' | 'district' | 'department' | 'text'

/** True when a row passes the filter, `except` the one part named (that is how a facet counts its own choices). */
export function matches(row: IncidentRow, filter: QueueFilter, reader: Reader, except?: Part): boolean {
  if (except !== 'scope' && !inScope(row, filter.scope, reader)) return false
  if (except !== 'states' && filter.states.length > 0 && !filter.states.includes(row.state)) return false
  if (except !== 'levels' && filter.levels.length > 0 && !filter.levels.includes(row.level)) return false
  if (except !== 'marks' && !filter.marks.every((mark) => hasMark(row, mark))) return false
  if (except !== 'owner' && filter.owner !== undefined && row.owner?.post !== filter.owner) return false
  if (except !== 'district' && filter.district !== undefined && districtOf(row) !== filter.district) return false
  if (
    except !== 'department' &&
    filter.department !== undefined &&
    row.lead !== filter.department &&
    !row.assist.includes(filter.department)
  )
    return false
  if (except === 'text') return true
  // Several words all have to appear, in any field.
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => word === '' || matchesText(row, word))
}

/** When the reader has to be done with it: a running clock's end; a paused or missing clock comes after all others. */
const dueOf = (row: IncidentRow): number =>
  row.clock === undefined || row.clock.stoppedAt !== undefined || row.clock.pausedAt !== undefined
    ? Number.POSITIVE_INFINITY
    : row.clock.dueAt

const by = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
const byId = (a: IncidentRow, b: IncidentRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Total orders: equal keys fall back to id, so that the same rows always stand in the same order. */
const ORDERS: Readonly<Record<Sort, (a: IncidentRow, b: IncidentRow) => number>> = {
  remaining: (a, b) => by(dueOf(a), dueOf(b)) || by(a.level, b.level) || by(b.openedAt, a.openedAt) || byId(a, b),
  level: (a, b) => by(a.level, b.level) || by(dueOf(a), dueOf(b)) || by(b.openedAt, a.openedAt) || byId(a, b),
  newest: (a, b) => by(b.openedAt, a.openedAt) || byId(a, b),
}

/** The queue: rows that pass, in order. Ended cases stand after open ones whatever the order. */
export function queueOf(rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): IncidentRow[] {
  const order = ORDERS[filter.sort]
  return [...rows]
    .filter((row) => matches(row, filter, reader))
    .sort((a, b) => by(isOpen(a) ? 0 : 1, isOpen(b) ? 0 : 1) || order(a, b))
}

export interface Facets {
  readonly scope: Readonly<Record<Scope, number>>
  readonly states: ReadonlyMap<IncidentState, number>
  readonly levels: ReadonlyMap<Level, number>
  /** With the marks already chosen, since a case may have several. */
  readonly marks: ReadonlyMap<Mark, number>
  readonly owner: ReadonlyMap<string, number>
  readonly district: ReadonlyMap<string, number>
  readonly department: ReadonlyMap<string, number>
}

/** How many rows each choice would show, all other parts of the filter standing. */
export function facetsOf(rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): Facets {
  const scope: Record<Scope, number> = { mine: 0, open: 0, overdue: 0, all: 0 }
  const states = new Map<IncidentState, number>()
  const levels = new Map<Level, number>(LEVELS.map((level) => [level, 0]))
  const marks = new Map<Mark, number>()
  const owner = new Map<string, number>()
  const district = new Map<string, number>()
  const department = new Map<string, number>()
  const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1)
  for (const row of rows) {
    if (matches(row, filter, reader, 'scope')) for (const s of SCOPES) if (inScope(row, s, reader)) scope[s] += 1
    if (matches(row, filter, reader, 'states')) add(states, row.state)
    if (matches(row, filter, reader, 'levels')) add(levels, row.level)
    if (matches(row, filter, reader)) for (const mark of MARKS) if (hasMark(row, mark)) add(marks, mark)
    if (row.owner !== undefined && matches(row, filter, reader, 'owner')) add(owner, row.owner.post)
    if (matches(row, filter, reader, 'district')) add(district, districtOf(row))
    if (matches(row, filter, reader, 'department'))
      for (const d of new Set([...(row.lead === undefined ? [] : [row.lead]), ...row.assist])) add(department, d)
  }
  return { scope, states, levels, marks, owner, district, department }
}
