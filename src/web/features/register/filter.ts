// What the register is asked, in the address bar and to the hub. Pure: unknown words are left out, never an error.
import type { IncidentSource, IncidentState } from '../../../core/incident/types.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import type { IncidentQuery } from '../../../wire/api.ts'
import { SOURCE_WORDS } from '../../../wire/words.ts'
import { STATES } from '../../incident/stateGroups.ts'

export const SOURCES = Object.keys(SOURCE_WORDS) as IncidentSource[]
export const SORTS = ['updated', 'opened', 'due', 'level', 'code'] as const
export type RegisterSort = (typeof SORTS)[number]
export type Order = 'asc' | 'desc'
/** The way each column is read first: what is soonest, worst or newest on top. */
export const FIRST_ORDER: Readonly<Record<RegisterSort, Order>> = {
  updated: 'desc',
  opened: 'desc',
  due: 'asc',
  level: 'asc',
  code: 'asc',
}
export const SPANS = ['all', 'open', 'ended'] as const
export type Span = (typeof SPANS)[number]
/** Rows of one page. */
export const PAGE = 50

export interface RegisterFilter {
  readonly span: Span
  readonly states: readonly IncidentState[]
  readonly levels: readonly Level[]
  readonly sources: readonly IncidentSource[]
  readonly matter?: string
  /** District, or street within it. */
  readonly area?: string
  readonly department?: string
  readonly text: string
  readonly overdue: boolean
  readonly supervised: boolean
  /** Days of the city, `YYYY-MM-DD`, both included. */
  readonly from?: string
  readonly to?: string
  readonly sort: RegisterSort
  readonly order: Order
}

export const EMPTY: RegisterFilter = {
  span: 'all',
  states: [],
  levels: [],
  sources: [],
  text: '',
  overdue: false,
  supervised: false,
  sort: 'updated',
  order: 'desc',
}

/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

const first = (query: Query, key: string): string | undefined => {
  const value = query[key]
  const one = Array.isArray(value) ? value[0] : value
  return one === null || one === undefined || one === '' ? undefined : one
}
const list = (query: Query, key: string): string[] => (first(query, key) ?? '').split(',')

export function filterFromQuery(query: Query): RegisterFilter {
  const taken = <K extends string>(key: K, form: RegExp): { [P in K]?: string } => {
    const value = first(query, key)
    return value !== undefined && form.test(value) ? ({ [key]: value } as { [P in K]?: string }) : {}
  }
  const sort = SORTS.find((s) => s === first(query, 'sort')) ?? EMPTY.sort
  const order = first(query, 'order')
  return {
    span: SPANS.find((s) => s === first(query, 'span')) ?? EMPTY.span,
    states: STATES.filter((s) => list(query, 'state').includes(s)),
    levels: LEVELS.filter((l) => list(query, 'level').includes(String(l))),
    sources: SOURCES.filter((s) => list(query, 'source').includes(s)),
    ...taken('matter', /^[A-Z\d]{4,5}$/),
    ...taken('area', /^\d{6,12}$/),
    ...taken('department', /^[\w.-]{1,64}$/),
    text: (first(query, 'q') ?? '').slice(0, 100),
    overdue: first(query, 'overdue') === '1',
    supervised: first(query, 'supervised') === '1',
    ...taken('from', /^\d{4}-\d{2}-\d{2}$/),
    ...taken('to', /^\d{4}-\d{2}-\d{2}$/),
    sort,
    order: order === 'asc' || order === 'desc' ? order : FIRST_ORDER[sort],
  }
}

/** Only what differs from the plain register, so that an untouched one has an empty query. */
export function queryFromFilter(f: RegisterFilter): Record<string, string> {
  const out: Record<string, string> = {}
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out[key] = value
  }
  put('span', f.span === EMPTY.span ? undefined : f.span)
  put('state', f.states.join(','))
  put('level', f.levels.join(','))
  put('source', f.sources.join(','))
  put('matter', f.matter)
  put('area', f.area)
  put('department', f.department)
  put('q', f.text)
  put('overdue', f.overdue ? '1' : undefined)
  put('supervised', f.supervised ? '1' : undefined)
  put('from', f.from)
  put('to', f.to)
  put('sort', f.sort === EMPTY.sort ? undefined : f.sort)
  put('order', f.order === FIRST_ORDER[f.sort] ? undefined : f.order)
  return out
}

const DAY_MS = 86_400_000
/** Midnight of a city day, epoch ms; undefined for a day that is none. */
function midnight(day: string | undefined, utcOffsetMinutes: number): number | undefined {
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at - utcOffsetMinutes * 60_000
}

/** What is asked of the hub for one page. `after` is where the page before ended. */
export function toIncidentQuery(f: RegisterFilter, utcOffsetMinutes: number, after?: string): IncidentQuery {
  const from = midnight(f.from, utcOffsetMinutes)
  const last = midnight(f.to, utcOffsetMinutes)
  return {
    ...(f.span !== 'all' && { open: f.span === 'open' }),
    ...(f.states.length > 0 && { state: f.states.join(',') }),
    ...(f.levels.length > 0 && { level: f.levels.join(',') }),
    ...(f.sources.length > 0 && { source: f.sources.join(',') }),
    ...(f.matter !== undefined && { matter: f.matter }),
    ...(f.area !== undefined && { area: f.area }),
    ...(f.department !== undefined && { department: f.department }),
    ...(f.text !== '' && { text: f.text }),
    ...(f.overdue && { overdue: true }),
    ...(f.supervised && { supervised: true }),
    ...(from !== undefined && { from }),
    ...(last !== undefined && { to: last + DAY_MS }),
    sort: f.sort,
    order: f.order,
    limit: PAGE,
    ...(after !== undefined && { after }),
  }
}

/** How many parts of the filter say something. */
export const activeParts = (f: RegisterFilter): number =>
  Object.keys(queryFromFilter({ ...f, sort: EMPTY.sort, order: EMPTY.order })).length
