// What is compared, in the address bar: /compare?s=<indicator>@<area>&s=sensor:<sensor>@<metric>&span=24h&shift=7d&index=1
// (`s` up to eight times). Pure: words that mean nothing are left out, never an error.
import { keyOf, type Chosen } from '../../charts/comparePlace.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
export const SPANS = {
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '1y': 365 * DAY_MS,
} as const
export type SpanName = keyof typeof SPANS
export const SPAN_NAMES = Object.keys(SPANS) as SpanName[]
/** How much earlier the dotted lines are. */
export const SHIFTS = { none: 0, '1d': DAY_MS, '7d': 7 * DAY_MS, '364d': 364 * DAY_MS } as const
export type ShiftName = keyof typeof SHIFTS
export const SHIFT_NAMES = Object.keys(SHIFTS) as ShiftName[]

/** More lines than this nobody tells apart. */
export const MOST = 8

export interface Address {
  readonly chosen: readonly Chosen[]
  readonly span: SpanName
  readonly shift: ShiftName
  /** All from 100 at the start of the span. */
  readonly index: boolean
}
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

export function fromKey(key: string): Chosen | undefined {
  const sensor = key.startsWith('sensor:')
  const rest = sensor ? key.slice('sensor:'.length) : key
  const cut = rest.lastIndexOf('@')
  const [id, of] = [rest.slice(0, cut), rest.slice(cut + 1)]
  if (cut < 1 || of === '' || key.length > 200) return undefined
  return sensor ? { type: 'sensor', id, metric: of } : { type: 'indicator', id, area: of }
}

export function fromQuery(query: Query): Address {
  const all = (key: string): string[] => {
    const value = query[key]
    return (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string' && v !== '')
  }
  const keys = [...new Set(all('s'))]
  return {
    chosen: keys.flatMap((key) => fromKey(key) ?? []).slice(0, MOST),
    span: SPAN_NAMES.find((name) => name === all('span')[0]) ?? '24h',
    shift: SHIFT_NAMES.find((name) => name === all('shift')[0]) ?? 'none',
    index: all('index')[0] === '1',
  }
}

/** Only what differs from the plain page. */
export const toQuery = ({ chosen, span, shift, index }: Address): Record<string, string | string[]> => ({
  ...(chosen.length === 0 ? {} : { s: chosen.map(keyOf) }),
  ...(span === '24h' ? {} : { span }),
  ...(shift === 'none' ? {} : { shift }),
  ...(index ? { index: '1' } : {}),
})
