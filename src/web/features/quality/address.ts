// What the page shows, as its address says it. Unknown words are dropped.
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { QualityFlag } from '../../../core/observe/types.ts'
import { FLAGS, type QualityQuery } from '../../../wire/signs.ts'

export const BY = ['feed', 'department', 'sensor'] as const
/** Days looked back. */
export const SPANS = [1, 7, 30] as const
const DAY_MS = 86_400_000

export interface Address {
  readonly by: (typeof BY)[number]
  readonly days: (typeof SPANS)[number]
  readonly flag?: QualityFlag
  readonly feed?: string
  readonly department?: string
}

const text = (value: LocationQuery[string] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 64 ? value : undefined

export function fromQuery(query: LocationQuery): Address {
  const flag = FLAGS.find((f) => f === query['flag'])
  const [feed, department] = [text(query['feed']), text(query['department'])]
  return {
    by: BY.find((b) => b === query['by']) ?? 'feed',
    days: SPANS.find((d) => String(d) === query['days']) ?? 1,
    ...(flag === undefined ? {} : { flag }),
    ...(feed === undefined ? {} : { feed }),
    ...(department === undefined ? {} : { department }),
  }
}

export function toQuery({ by, days, flag, feed, department }: Address): LocationQueryRaw {
  return {
    ...(by === 'feed' ? {} : { by }),
    ...(days === 1 ? {} : { days: String(days) }),
    ...(flag === undefined ? {} : { flag }),
    ...(feed === undefined ? {} : { feed }),
    ...(department === undefined ? {} : { department }),
  }
}

/** What the hub is asked at `now`. */
export function toAsked({ by, days, flag, feed, department }: Address, now: number): QualityQuery {
  return {
    by,
    from: now - days * DAY_MS,
    to: now,
    ...(flag === undefined ? {} : { flag }),
    ...(feed === undefined ? {} : { feed }),
    ...(department === undefined ? {} : { department }),
  }
}

/** Where a row leads: a feed or department to its sensors, a sensor to its page. */
export function into(address: Address, key: string): { readonly path: string; readonly query?: LocationQueryRaw } {
  if (address.by === 'sensor') return { path: `/sensor/${encodeURIComponent(key)}` }
  const { flag: _, ...rest } = address
  return {
    path: '/quality',
    query: toQuery({ ...rest, by: 'sensor', ...(address.by === 'feed' ? { feed: key } : { department: key }) }),
  }
}
