// Readings → a message, from the feed's contract itself: topic template, map paths, units, time format. A changed contract changes the message.
import gcoord from 'gcoord'
import type { Feed, Mapping, SensorKind } from '../../src/wire/reference.ts'
import { convert } from '../../src/feeds/units.ts'

/** What one device measured at one instant. */
export interface Sample {
  readonly device: string
  readonly lng: number
  readonly lat: number
  /** Epoch ms, real time. */
  readonly occurredAt: number
  /** In each metric's own unit. */
  readonly values: Readonly<Record<string, number>>
}

export interface Encoded {
  readonly topic: string
  readonly payload: string
}

type Field = Mapping['fields'][number]

/** A contract the simulated city cannot speak, in one sentence. */
export class ContractError extends Error {}

const two = (n: number): string => String(n).padStart(2, '0')

/** ISO text without zone, as most Chinese platforms write it, to the second. */
function localText(at: number, offsetMinutes: number): string {
  const d = new Date(at + offsetMinutes * 60_000)
  const date = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
  return `${date} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`
}

/** The instant in the contract's own writing; undefined where it says nothing of time. */
export function timeOf(feed: Feed, at: number): string | number | undefined {
  switch (feed.time.format) {
    case 's':
      return Math.floor(at / 1000)
    case 'ms':
    case 'auto':
      return at
    case 'iso':
      return feed.time.zoneOffsetMinutes === undefined
        ? new Date(at).toISOString()
        : localText(at, feed.time.zoneOffsetMinutes)
    case 'arrival':
      return undefined
  }
}

/** A place in the contract's coordinate system. */
export function placeIn(crs: Feed['crs'], lng: number, lat: number): [number, number] {
  if (crs === 'cgcs2000' || crs === 'wgs84') return [lng, lat]
  const out = gcoord.transform<[number, number]>([lng, lat], gcoord.WGS84, crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09)
  return [Math.round(out[0] * 1e6) / 1e6, Math.round(out[1] * 1e6) / 1e6]
}

function unitOf(kind: SensorKind | undefined, metric: string): string {
  return kind?.metrics.find((m) => m.id === metric)?.unit ?? ''
}

/** The number that, read by the contract, gives `value` again. */
function rawOf(value: number, own: string, stated: string | undefined, field?: Field): number {
  const inUnit = stated === undefined ? value : convert(value, own, stated)
  if (inUnit === undefined) throw new ContractError(`a value in ${own} cannot be sent in ${stated ?? ''}`)
  const raw = (inUnit - (field?.offset ?? 0)) / (field?.scale ?? 1)
  return Number(raw.toPrecision(10))
}

export function topicOf(feed: Feed, device: string, metric: string): string {
  return feed.topic
    .split('/')
    .map((level) =>
      level === '{device}'
        ? device
        : level === '{metric}'
          ? metric
          : level === '+'
            ? 'a'
            : level === '#'
              ? 'data'
              : level,
    )
    .join('/')
}

/** Puts a value at `a.b.0.c`; numbers make arrays. */
export function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .replace(/^\$\.?/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
  let node: Record<string, unknown> = target
  keys.forEach((key, i) => {
    if (i === keys.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    const deeper = typeof next === 'object' && next !== null ? next : /^\d+$/.test(keys[i + 1] ?? '') ? [] : {}
    node[key] = deeper
    node = deeper as Record<string, unknown>
  })
}

function mapOf(feed: Feed): Mapping {
  if (!feed.map) throw new ContractError(`feed ${feed.id} has format ${feed.format} and no map`)
  return feed.map
}

function fill(target: Record<string, unknown>, feed: Feed, kind: SensorKind | undefined, s: Sample): void {
  const map = mapOf(feed)
  const time = timeOf(feed, s.occurredAt)
  const [lng, lat] = map.lng === undefined ? [0, 0] : placeIn(feed.crs, s.lng, s.lat)
  if (map.device !== undefined) setPath(target, map.device, s.device)
  if (map.time !== undefined && time !== undefined) setPath(target, map.time, time)
  if (map.lng !== undefined) setPath(target, map.lng, lng)
  if (map.lat !== undefined) setPath(target, map.lat, lat)
  for (const field of map.fields) {
    const value = s.values[field.metric]
    if (value !== undefined)
      setPath(target, field.path, rawOf(value, unitOf(kind, field.metric), field.unit ?? feed.unit, field))
  }
}

function json(feed: Feed, kind: SensorKind | undefined, samples: readonly Sample[]): string {
  const map = mapOf(feed)
  const message: Record<string, unknown> = {}
  if (map.each === undefined) {
    for (const s of samples) fill(message, feed, kind, s)
    return JSON.stringify(message)
  }
  const elements = samples.map((s) => {
    const element: Record<string, unknown> = {}
    fill(element, feed, kind, s)
    return element
  })
  if (map.each === '$') return JSON.stringify(elements)
  setPath(message, map.each, elements)
  return JSON.stringify(message)
}

function csv(feed: Feed, kind: SensorKind | undefined, samples: readonly Sample[]): string {
  const map = mapOf(feed)
  const paths = [map.device, map.time, map.lng, map.lat, ...map.fields.map((f) => f.path)].filter(
    (p) => p !== undefined,
  )
  const columns = map.columns ?? Array.from({ length: 1 + Math.max(...paths.map(Number)) }, (_, i) => String(i))
  const lines = samples.map((s) => {
    const row: Record<string, unknown> = {}
    fill(row, feed, kind, s)
    return columns.map((c) => String(row[c] ?? '')).join(map.separator ?? ',')
  })
  return lines.join('\n')
}

/** Units as RFC 8428 §12.1 writes them, where it has them. */
const SENML_UNITS: Readonly<Record<string, string>> = { C: 'Cel' }

function senml(feed: Feed, kind: SensorKind | undefined, s: Sample): string {
  const seconds = feed.time.format === 'arrival' ? undefined : s.occurredAt / 1000
  const records = Object.entries(s.values).map(([metric, value], i) => {
    const field = feed.map?.fields.find((f) => f.metric === metric)
    const own = unitOf(kind, metric)
    const stated = field?.unit ?? feed.unit
    const unit = SENML_UNITS[stated ?? own] ?? stated ?? own
    const base = i === 0 ? { bn: `${s.device}:`, ...(seconds === undefined ? {} : { bt: seconds }) } : {}
    return {
      ...base,
      n: field?.path ?? metric,
      ...(unit === '' ? {} : { u: unit }),
      v: rawOf(value, own, stated, field),
    }
  })
  return JSON.stringify(records)
}

function yiwang(feed: Feed, kind: SensorKind | undefined, s: Sample): string {
  const at = feed.time.format === 'arrival' ? {} : { at: s.occurredAt }
  const values = Object.fromEntries(
    Object.entries(s.values).map(([metric, v]) => [metric, rawOf(v, unitOf(kind, metric), feed.unit)]),
  )
  return JSON.stringify({ device: s.device, ...at, values })
}

/** True when one message of this feed may hold several devices. */
export const isBatched = (feed: Feed): boolean =>
  !feed.topic.includes('{device}') &&
  (feed.format === 'csv' || (feed.format === 'json' && feed.map?.each !== undefined))

/** The messages that say these samples. Several samples only where {@link isBatched}. Throws ContractError. */
export function encode(feed: Feed, kind: SensorKind | undefined, samples: readonly Sample[]): Encoded[] {
  const first = samples[0]
  if (!first) return []
  const topic = topicOf(feed, first.device, feed.metric ?? 'value')
  switch (feed.format) {
    case 'yiwang':
      return [{ topic, payload: yiwang(feed, kind, first) }]
    case 'senml':
      return [{ topic, payload: senml(feed, kind, first) }]
    case 'json':
      return [{ topic, payload: json(feed, kind, samples) }]
    case 'csv':
      return [{ topic, payload: csv(feed, kind, samples) }]
    case 'cap':
      throw new ContractError(`feed ${feed.id}: warnings have no readings`)
    case 'number': {
      const metrics = feed.topic.includes('{metric}') ? Object.keys(first.values) : [feed.metric ?? '']
      return metrics.flatMap((metric) => {
        const value = first.values[metric]
        if (value === undefined) return []
        return [
          {
            topic: topicOf(feed, first.device, metric),
            payload: String(rawOf(value, unitOf(kind, metric), feed.unit)),
          },
        ]
      })
    }
  }
}
