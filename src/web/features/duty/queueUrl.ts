// The queue's filter in the address bar: read, written, and back again without loss. Unknown words are left out, never an error.
import type { IncidentState } from '../../../core/incident/types.ts'
import { LEVELS, type Level } from '../../../core/level.ts'
import { EMPTY_FILTER, SCOPES, SORTS, STATES, type QueueFilter } from './queue.ts'

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

export function filterFromQuery(query: Query): QueueFilter {
  const district = first(query, 'district')
  const department = first(query, 'department')
  return {
    scope: oneOf(SCOPES, first(query, 'scope'), EMPTY_FILTER.scope),
    states: STATES.filter((s: IncidentState) => list(query, 'state').includes(s)),
    levels: LEVELS.filter((l: Level) => list(query, 'level').includes(String(l))),
    ...(district !== undefined && /^\d{6}$/.test(district) ? { district } : {}),
    ...(department === undefined ? {} : { department }),
    text: (first(query, 'q') ?? '').slice(0, 100),
    sort: oneOf(SORTS, first(query, 'sort'), EMPTY_FILTER.sort),
  }
}

/** Only what differs from the plain queue, so that an untouched desk has an empty query. */
export function queryFromFilter(filter: QueueFilter): Record<string, string> {
  return {
    ...(filter.scope === EMPTY_FILTER.scope ? {} : { scope: filter.scope }),
    ...(filter.states.length === 0 ? {} : { state: filter.states.join(',') }),
    ...(filter.levels.length === 0 ? {} : { level: filter.levels.join(',') }),
    ...(filter.district === undefined ? {} : { district: filter.district }),
    ...(filter.department === undefined ? {} : { department: filter.department }),
    ...(filter.text === '' ? {} : { q: filter.text }),
    ...(filter.sort === EMPTY_FILTER.sort ? {} : { sort: filter.sort }),
  }
}
