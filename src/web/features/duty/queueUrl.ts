// The queue's filter in the address bar: read, written, and back again without loss. Unknown words are left out, never an error.
import type { IncidentSource, IncidentState } from '../../../core/incident/types.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import { SOURCE_WORDS } from '../../../wire/words.ts'
import { STATES } from '../../incident/stateGroups.ts'
import { MARKS, type Mark } from '../../incident/marks.ts'
import { EMPTY_FILTER, IDLE_HOURS, OWNERS, SCOPES, SORTS, type QueueFilter } from './queue.ts'

export const SOURCES = Object.keys(SOURCE_WORDS) as IncidentSource[]

/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

const first = (query: Query, key: string): string | undefined => {
  const value = query[key]
  const one = Array.isArray(value) ? value[0] : value
  return one === null || one === undefined || one === '' ? undefined : one
}
const list = (query: Query, key: string): string[] => (first(query, key) ?? '').split(',').filter((s) => s !== '')
const oneOf = <T extends string>(all: readonly T[], word: string | undefined, fallback: T): T =>
  all.find((w) => w === word) ?? fallback

/** `plain`: what stands where the address says nothing. */
export function filterFromQuery(query: Query, plain: QueueFilter = EMPTY_FILTER): QueueFilter {
  const owner = OWNERS.find((post) => post === first(query, 'owner'))
  const district = first(query, 'district')
  const department = first(query, 'department')
  const matter = first(query, 'matter')
  const crew = first(query, 'crew')
  const idle = IDLE_HOURS.find((hours) => String(hours) === first(query, 'idle'))
  return {
    scope: oneOf(SCOPES, first(query, 'scope'), plain.scope),
    states: STATES.filter((s: IncidentState) => list(query, 'state').includes(s)),
    levels: LEVELS.filter((l: Level) => list(query, 'level').includes(String(l))),
    marks: MARKS.filter((m: Mark) => list(query, 'mark').includes(m)),
    sources: SOURCES.filter((one) => list(query, 'source').includes(one)),
    ...(owner === undefined ? {} : { owner }),
    ...(district !== undefined && /^\d{6}$/.test(district) ? { district } : {}),
    ...(department === undefined ? {} : { department }),
    ...(matter === undefined ? {} : { matter }),
    ...(crew === undefined ? {} : { crew }),
    ...(idle === undefined ? {} : { idle }),
    text: (first(query, 'q') ?? '').slice(0, 100),
    sort: oneOf(SORTS, first(query, 'sort'), plain.sort),
  }
}

/** Only what differs from the plain queue, so that an untouched desk has an empty query. */
export function queryFromFilter(filter: QueueFilter, plain: QueueFilter = EMPTY_FILTER): Record<string, string> {
  return {
    ...(filter.scope === plain.scope ? {} : { scope: filter.scope }),
    ...(filter.states.length === 0 ? {} : { state: filter.states.join(',') }),
    ...(filter.levels.length === 0 ? {} : { level: filter.levels.join(',') }),
    ...(filter.marks.length === 0 ? {} : { mark: filter.marks.join(',') }),
    ...(filter.sources.length === 0 ? {} : { source: filter.sources.join(',') }),
    ...(filter.owner === undefined ? {} : { owner: filter.owner }),
    ...(filter.district === undefined ? {} : { district: filter.district }),
    ...(filter.department === undefined ? {} : { department: filter.department }),
    ...(filter.matter === undefined ? {} : { matter: filter.matter }),
    ...(filter.crew === undefined ? {} : { crew: filter.crew }),
    ...(filter.idle === undefined ? {} : { idle: String(filter.idle) }),
    ...(filter.text === '' ? {} : { q: filter.text }),
    ...(filter.sort === plain.sort ? {} : { sort: filter.sort }),
  }
}
