// The duty queue as pure functions: what belongs to it, in which order, with which counts. Knows no URL and no clock.
// Thousands of open cases pass through here whenever something changes: one look at each row answers the list and every count.
import { LIFECYCLE, transitionOf } from '../../../core/incident/lifecycle.ts'
import type { Act } from '../../../core/incident/inputs.ts'
import type { IncidentSource, IncidentState, Role } from '../../../core/incident/types.ts'
import { ownerOf } from '../../../core/incident/owner.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import { hasMark, MARKS, type Mark } from '../../incident/marks.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { isOpen } from '../../stores/incidents.ts'

export const SCOPES = ['mine', 'open', 'overdue', 'all'] as const
export type Scope = (typeof SCOPES)[number]
export const SORTS = ['remaining', 'level', 'newest', 'idle'] as const
export type Sort = (typeof SORTS)[number]
/** Hours in which nothing has happened in a case, as choices: within the hour, half a shift, a day, three days. */
export const IDLE_HOURS = [1, 4, 24, 72] as const
export type IdleHours = (typeof IDLE_HOURS)[number]
const HOUR_MS = 3_600_000

export interface QueueFilter {
  readonly scope: Scope
  readonly states: readonly IncidentState[]
  readonly levels: readonly Level[]
  /** All of them. */
  readonly marks: readonly Mark[]
  readonly sources: readonly IncidentSource[]
  /** Whose turn it is: a post. */
  readonly owner?: Role
  /** County-level area code (six digits). */
  readonly district?: string
  readonly department?: string
  readonly matter?: string
  readonly crew?: string
  /** Nothing has happened for so long or longer. */
  readonly idle?: IdleHours
  readonly text: string
  readonly sort: Sort
}

export const EMPTY_FILTER: QueueFilter = {
  scope: 'open',
  states: [],
  levels: [],
  marks: [],
  sources: [],
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
    (row.callBackDueAt !== undefined && transitionOf('callBack').by.includes(role)) ||
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

/** What is searched in a row, once per row: rows are replaced whole when they change. */
const searched = new WeakMap<IncidentRow, string>()
function wordsOf(row: IncidentRow): string {
  let words = searched.get(row)
  if (words === undefined) {
    words = [
      row.code,
      row.title.zh,
      row.title.en,
      row.areaName.zh,
      row.areaName.en,
      row.address,
      row.matterName?.zh,
      row.matterName?.en,
      row.handler,
    ]
      .join('\n')
      .toLowerCase()
    searched.set(row, words)
  }
  return words
}

const PARTS = {
  scope: (row, f, reader) => inScope(row, f.scope, reader),
  states: (row, f) => f.states.length === 0 || f.states.includes(row.state),
  levels: (row, f) => f.levels.length === 0 || f.levels.includes(row.level),
  marks: (row, f) => f.marks.every((mark) => hasMark(row, mark)),
  sources: (row, f) => f.sources.length === 0 || f.sources.includes(row.source),
  owner: (row, f) => f.owner === undefined || row.owner?.post === f.owner,
  district: (row, f) => f.district === undefined || districtOf(row) === f.district,
  department: (row, f) => f.department === undefined || row.lead === f.department || row.assist.includes(f.department),
  matter: (row, f) => f.matter === undefined || row.matter === f.matter,
  crew: (row, f) => f.crew === undefined || row.crew === f.crew,
  idle: (row, f, reader) => f.idle === undefined || row.updatedAt <= reader.now - f.idle * HOUR_MS,
  // Several words all have to appear, in any field.
  text: (row, f) => f.words.every((word) => wordsOf(row).includes(word)),
} as const satisfies Record<string, (row: IncidentRow, f: Compiled, reader: Reader) => boolean>
type Part = keyof typeof PARTS
const PART_NAMES = Object.keys(PARTS) as Part[]

interface Compiled extends QueueFilter {
  readonly words: readonly string[]
  /** The parts that ask for something; the others let every row pass. */
  readonly asked: readonly Part[]
}
const isAsked = (part: Part, filter: QueueFilter): boolean => {
  if (part === 'scope') return filter.scope !== 'all'
  const value = filter[part]
  return value !== undefined && (typeof value === 'number' || value.length > 0)
}
const compiled = (filter: QueueFilter): Compiled => ({
  ...filter,
  asked: PART_NAMES.filter((part) => isAsked(part, filter)),
  words: filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== ''),
})

/** The one part of the filter that keeps a row out; `none` where it passes, `several` where no single facet would let it in. */
function keptOutBy(row: IncidentRow, filter: Compiled, reader: Reader): Part | 'none' | 'several' {
  let only: Part | 'none' = 'none'
  for (const part of filter.asked)
    if (!PARTS[part](row, filter, reader)) {
      if (only !== 'none') return 'several'
      only = part
    }
  return only
}

/** When the reader has to be done with it: a running clock's end, or that of a call back; a paused or missing clock comes after all others. */
const dueOf = (row: IncidentRow): number =>
  row.clock === undefined || row.clock.stoppedAt !== undefined || row.clock.pausedAt !== undefined
    ? (row.callBackDueAt ?? Number.POSITIVE_INFINITY)
    : row.clock.dueAt

const by = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
const byId = (a: IncidentRow, b: IncidentRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Total orders: equal keys fall back to id, so that the same rows always stand in the same order. */
const ORDERS: Readonly<Record<Sort, (a: IncidentRow, b: IncidentRow) => number>> = {
  remaining: (a, b) => by(dueOf(a), dueOf(b)) || by(a.level, b.level) || by(b.openedAt, a.openedAt) || byId(a, b),
  level: (a, b) => by(a.level, b.level) || by(dueOf(a), dueOf(b)) || by(b.openedAt, a.openedAt) || byId(a, b),
  newest: (a, b) => by(b.openedAt, a.openedAt) || byId(a, b),
  idle: (a, b) => by(a.updatedAt, b.updatedAt) || byId(a, b),
}

export interface Facets {
  readonly scope: Readonly<Record<Scope, number>>
  readonly states: ReadonlyMap<IncidentState, number>
  readonly levels: ReadonlyMap<Level, number>
  /** With the marks already chosen, since a case may have several. */
  readonly marks: ReadonlyMap<Mark, number>
  readonly sources: ReadonlyMap<IncidentSource, number>
  readonly owner: ReadonlyMap<string, number>
  readonly district: ReadonlyMap<string, number>
  readonly department: ReadonlyMap<string, number>
  readonly matter: ReadonlyMap<string, number>
  readonly crew: ReadonlyMap<string, number>
  readonly idle: ReadonlyMap<IdleHours, number>
}

export interface Answer {
  /** Rows that pass, in order. Ended cases stand after open ones whatever the order. */
  readonly rows: IncidentRow[]
  /** How many rows each choice would show, all other parts of the filter standing. */
  readonly facets: Facets
}

/** The list and its counts, of one pass over the rows. */
export function askQueue(rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): Answer {
  const question = compiled(filter)
  const scope: Record<Scope, number> = { mine: 0, open: 0, overdue: 0, all: 0 }
  const counts = {
    states: new Map<IncidentState, number>(),
    levels: new Map<Level, number>(LEVELS.map((level) => [level, 0])),
    marks: new Map<Mark, number>(),
    sources: new Map<IncidentSource, number>(),
    owner: new Map<string, number>(),
    district: new Map<string, number>(),
    department: new Map<string, number>(),
    matter: new Map<string, number>(),
    crew: new Map<string, number>(),
    idle: new Map<IdleHours, number>(),
  }
  const add = <K>(map: Map<K, number>, key: K | undefined): void => {
    if (key !== undefined) map.set(key, (map.get(key) ?? 0) + 1)
  }
  const open: IncidentRow[] = []
  const ended: IncidentRow[] = []
  for (const row of rows) {
    const out = keptOutBy(row, question, reader)
    if (out === 'several') continue
    const passes = out === 'none'
    if (passes) (isOpen(row) ? open : ended).push(row)
    if (passes || out === 'scope') for (const s of SCOPES) if (inScope(row, s, reader)) scope[s] += 1
    if (passes || out === 'states') add(counts.states, row.state)
    if (passes || out === 'levels') add(counts.levels, row.level)
    if (passes) for (const mark of MARKS) if (hasMark(row, mark)) add(counts.marks, mark)
    if (passes || out === 'sources') add(counts.sources, row.source)
    if (passes || out === 'owner') add(counts.owner, row.owner?.post)
    if (passes || out === 'district') add(counts.district, districtOf(row))
    if (passes || out === 'department') {
      add(counts.department, row.lead)
      for (const d of row.assist) if (d !== row.lead) add(counts.department, d)
    }
    if (passes || out === 'matter') add(counts.matter, row.matter)
    if (passes || out === 'crew') add(counts.crew, row.crew)
    if (passes || out === 'idle')
      for (const hours of IDLE_HOURS) if (row.updatedAt <= reader.now - hours * HOUR_MS) add(counts.idle, hours)
  }
  const order = ORDERS[filter.sort]
  return { rows: [...open.sort(order), ...ended.sort(order)], facets: { scope, ...counts } }
}

export const queueOf = (rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): IncidentRow[] =>
  askQueue(rows, filter, reader).rows
export const facetsOf = (rows: Iterable<IncidentRow>, filter: QueueFilter, reader: Reader): Facets =>
  askQueue(rows, filter, reader).facets

/** The parts of a filter that narrow it, besides its scope. */
export const narrowing = (f: QueueFilter): number =>
  f.states.length +
  f.marks.length +
  f.sources.length +
  [f.owner, f.district, f.department, f.matter, f.crew, f.idle].filter((part) => part !== undefined).length
