// What the page of one vital sign shows, in the address bar. Pure: unknown words are left out, never an error.
import { fromInputTime, toInputTime } from '../../incident/cityTime.ts'

const HOUR_MS = 3_600_000
/** Spans that end now. ms */
export const SPANS = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
  '1y': 365 * 24 * HOUR_MS,
} as const
export type SpanName = keyof typeof SPANS
export const SPAN_NAMES = Object.keys(SPANS) as SpanName[]

export interface Free {
  readonly from: number
  readonly to: number
}
export interface Address {
  /** Absent: the whole city. */
  readonly area?: string
  /** `free`: between two instants. */
  readonly span: SpanName | Free
}
/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

/** Longer spans are refused by the hub. */
const LONGEST_MS = 400 * 24 * HOUR_MS
export const isSpan = ({ from, to }: Free): boolean => to > from && to - from <= LONGEST_MS

export function fromQuery(query: Query, utcOffsetMinutes: number): Address {
  const first = (key: string): string | undefined => {
    const value = query[key]
    const one = Array.isArray(value) ? value[0] : value
    return one === null || one === '' ? undefined : one
  }
  const area = first('area')
  const from = fromInputTime(first('from') ?? '', utcOffsetMinutes)
  const to = fromInputTime(first('to') ?? '', utcOffsetMinutes)
  const free = from !== undefined && to !== undefined && isSpan({ from, to }) ? { from, to } : undefined
  return {
    ...(area !== undefined && /^\d{6,15}$/.test(area) ? { area } : {}),
    span: free ?? SPAN_NAMES.find((s) => s === first('span')) ?? '24h',
  }
}

/** Only what differs from the plain page. */
export function toQuery({ area, span }: Address, utcOffsetMinutes: number): Record<string, string> {
  return {
    ...(area === undefined ? {} : { area }),
    ...(typeof span === 'object'
      ? { from: toInputTime(span.from, utcOffsetMinutes), to: toInputTime(span.to, utcOffsetMinutes) }
      : span === '24h'
        ? {}
        : { span }),
  }
}

/** The instants a span means at `now`. */
export const instantsOf = (span: Address['span'], now: number): Free =>
  typeof span === 'object' ? span : { from: now - SPANS[span], to: now }
