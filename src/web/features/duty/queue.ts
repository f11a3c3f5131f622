// The duty queue as pure functions: what belongs to it, in which order, with which counts. Knows no URL, no store, no clock.
import { LIFECYCLE, isTerminal, transitionOf } from '../../../core/incident/lifecycle.ts'
import type { Act } from '../../../core/incident/inputs.ts'
import type { IncidentState, Role } from '../../../core/incident/types.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import type { IncidentRow } from '../../../wire/views.ts'

export const STATES = [
  'pendingVerify',
  'pendingFiling',
  'pendingDispatch',
  'pendingHandle',
  'handling',
  'pendingConfirm',
  'pendingCheck',
  'pendingClose',
  'suspended',
  'closed',
  'refused',
  'cancelled',
] as const satisfies readonly IncidentState[]

export const SCOPES = ['mine', 'open', 'overdue', 'all'] as const
export type Scope = (typeof SCOPES)[number]
export const SORTS = ['remaining', 'level', 'newest'] as const
export type Sort = (typeof SORTS)[number]

export interface QueueFilter {
  readonly scope: Scope
  readonly states: readonly IncidentState[]
  readonly levels: readonly Level[]
  /** County-level area code (six digits). */
  readonly district?: string
  readonly department?: string
  readonly text: string
  readonly sort: Sort
}

export const EMPTY_FILTER: QueueFilter = { scope: 'open', states: [], levels: [], text: '', sort: 'remaining' }

/** Who looks, and when: what "mine" and "overdue" are measured by. */
export interface Reader {
  readonly role: Role
  readonly now: number
}

export const isOpen = (row: Pick<IncidentRow, 'state'>): boolean => !isTerminal(row.state)

/** Acts that move a case on; a post's own queue is where one of them is its turn. Reworks and reminders are nobody's turn. */
const TURNS: ReadonlySet<Act> = new Set<Act>(['verify', 'file', 'dispatch', 'check', 'close'])
const waitsFor = (role: Role): ReadonlySet<IncidentState> =>
  new Set(LIFECYCLE.filter((t) => TURNS.has(t.act) && t.by.includes(role)).flatMap((t) => t.from))
const WAITS_FOR = new Map<Role, ReadonlySet<IncidentState>>()

/** True when the next step, or a decision on a request, is this post's. */
export function isMine(row: IncidentRow, role: Role): boolean {
  let states = WAITS_FOR.get(role)
  if (states === undefined) WAITS_FOR.set(role, (states = waitsFor(role)))
  const decides = row.request === 'extension' ? 'decideExtension' : 'decideSuspension'
  return states.has(row.state) || (row.request !== undefined && transitionOf(decides).by.includes(role))
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

type Part = 'scope' | 'states' | 'levels' | 'district' | 'department' | 'text'

/** True when a row passes the filter, `except` the one part named (that is how a facet counts its own choices). */
export function matches(row: IncidentRow, filter: QueueFilter, reader: Reader, except?: Part): boolean {
  if (except !== 'scope' && !inScope(row, filter.scope, reader)) return false
  if (except !== 'states' && filter.states.length > 0 && !filter.states.includes(row.state)) return false
  if (except !== 'levels' && filter.levels.length > 0 && !filter.levels.includes(row.level)) return false
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
  readonly district: ReadonlyMap<string, number>
  readonly department: ReadonlyMap<string, number>
}

/** How many rows each choice would show, all other parts of the filter standing. */
export function facetsOf(rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): Facets {
  const scope: Record<Scope, number> = { mine: 0, open: 0, overdue: 0, all: 0 }
  const states = new Map<IncidentState, number>()
  const levels = new Map<Level, number>(LEVELS.map((level) => [level, 0]))
  const district = new Map<string, number>()
  const department = new Map<string, number>()
  const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1)
  for (const row of rows) {
    if (matches(row, filter, reader, 'scope')) for (const s of SCOPES) if (inScope(row, s, reader)) scope[s] += 1
    if (matches(row, filter, reader, 'states')) add(states, row.state)
    if (matches(row, filter, reader, 'levels')) add(levels, row.level)
    if (matches(row, filter, reader, 'district')) add(district, districtOf(row))
    if (matches(row, filter, reader, 'department'))
      for (const d of new Set([...(row.lead === undefined ? [] : [row.lead]), ...row.assist])) add(department, d)
  }
  return { scope, states, levels, district, department }
}
