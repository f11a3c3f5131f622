// One element (JSON object, CSV line) by the contract's map → readings. Shared by the formats that need a map.
import type { Feed, Mapping } from '../wire/reference.ts'
import { clip } from './names.ts'
import type { Collector } from './collect.ts'
import { toQuantity } from './quantity.ts'
import { toInstant } from './time.ts'
import type { FormatContext } from './types.ts'

/** How a format finds a path of the map in the element at hand; undefined where there is nothing. */
export type Get = (path: string) => unknown

/** Reads one element. What is wrong with one field stays with that field; a bad time refuses the element. */
export function readElement(map: Mapping, get: Get, ctx: FormatContext, into: Collector, index?: number): void {
  const occurredAt = toInstant(map.time === undefined ? undefined : get(map.time), ctx.feed.time, ctx.receivedAt)
  if (occurredAt === undefined) return into.reject('badTime', clip(`time ${String(get(map.time ?? ''))}`), index)
  const device = map.device === undefined ? undefined : toDevice(get(map.device))
  if (map.device !== undefined && device === undefined && ctx.params.device === undefined)
    return into.reject('unknownSensor', `no device at ${map.device}`, index)
  const place =
    map.lng === undefined || map.lat === undefined ? undefined : into.place(get(map.lng), get(map.lat), index)
  let found = false
  for (const field of map.fields) {
    const raw = get(field.path)
    if (raw === undefined) continue
    found = true
    if (raw === null || isMissing(field.missing, raw)) continue
    const quantity = toQuantity(raw)
    if (quantity === undefined) {
      into.reject('schema', `${field.path} is not a number: ${show(raw)}`, index)
      continue
    }
    into.reading(
      {
        device,
        metric: field.metric,
        value: rescale(quantity.value, field.scale, field.offset),
        unit: quantity.unit ?? field.unit,
        occurredAt,
        place,
      },
      index,
    )
  }
  if (!found) into.reject('schema', 'none of the fields in the contract is there', index)
}

/** value × scale + offset, to 12 digits: 613 × 0.1 is 61.3, not 61.300000000000004. */
export const rescale = (value: number, scale: number | undefined, offset: number | undefined): number =>
  scale === undefined && offset === undefined ? value : Number((value * (scale ?? 1) + (offset ?? 0)).toPrecision(12))

const isMissing = (missing: readonly string[] | undefined, raw: unknown): boolean =>
  missing !== undefined && (typeof raw === 'string' || typeof raw === 'number') && missing.includes(String(raw).trim())

/** A device id; ids may be numbers in JSON. undefined: none. */
export const toDevice = (raw: unknown): string | undefined =>
  typeof raw === 'string' ? raw.trim() || undefined : typeof raw === 'number' ? String(raw) : undefined

const show = (raw: unknown): string => (typeof raw === 'object' ? 'an object or array' : String(raw).slice(0, 40))

/** The contract's map, or a refusal: without one these formats have nothing to go by. */
export function mapOf(feed: Feed, into: Collector): Mapping | undefined {
  if (feed.map === undefined) into.reject('schema', `contract ${feed.id} has no map`)
  return feed.map
}
