// What the overview shows, in the address bar. Pure: unknown words are left out, never an error.
import { GROUPS, type Group } from '../../../core/indicate/types.ts'

/** Only those with a level, outside their usual band, or without a value. */
export const SHOWS = ['all', 'level', 'unusual', 'unknown'] as const
export type Show = (typeof SHOWS)[number]

export interface Address {
  /** Absent: all groups. */
  readonly group?: Group
  readonly search: string
  readonly show: Show
  /** Absent: the whole city. */
  readonly area?: string
}
export type Changed = { readonly [K in keyof Address]?: Address[K] | undefined }

/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

export function fromQuery(query: Query): Address {
  const first = (key: string): string | undefined => {
    const value = query[key]
    const one = Array.isArray(value) ? value[0] : value
    return one === null || one === '' ? undefined : one
  }
  const group = GROUPS.find((g) => g === first('group'))
  const area = first('area')
  return {
    search: (first('q') ?? '').slice(0, 60),
    show: SHOWS.find((s) => s === first('show')) ?? 'all',
    ...(group === undefined ? {} : { group }),
    ...(area !== undefined && /^\d{6,15}$/.test(area) ? { area } : {}),
  }
}

/** Only what differs from the plain page, so that an untouched one has an empty query. */
export function toQuery(a: Changed): Record<string, string> {
  return {
    ...(a.group === undefined ? {} : { group: a.group }),
    ...(a.search === undefined || a.search === '' ? {} : { q: a.search }),
    ...(a.show === undefined || a.show === 'all' ? {} : { show: a.show }),
    ...(a.area === undefined ? {} : { area: a.area }),
  }
}
