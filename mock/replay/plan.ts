// Recorded rows → what to publish and when. Pure: no file, no broker, no clock.
import { toNumber } from '../../src/feeds/quantity.ts'
import { toInstant } from '../../src/feeds/time.ts'
import type { ReplayMap } from './map.ts'

export type Row = Readonly<Record<string, unknown>>

/** One message in recorded time (epoch ms). */
export interface Recorded {
  readonly topic: string
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly occurredAt: number
  /** When the recorder received it; the order of publishing. */
  readonly arrivedAt: number
}

/** What one series (topic) looks like: the evidence that its gaps were kept. */
export interface Series {
  rows: number
  published: number
  /** Rows that carry no reading. */
  missing: number
  late: number
  /** Stretches without a published row, and the readings that should have stood in them. */
  gaps: number
  absent: number
  /** Rows of an instant that was there before. */
  repeated: number
  firstAt: number
  lastAt: number
}

export interface Plan {
  readonly messages: readonly Recorded[]
  readonly series: ReadonlyMap<string, Readonly<Series>>
  readonly rows: number
  /** Rows outside --from and --to. */
  readonly outside: number
  readonly refused: number
  /** The first few refused rows, in words. */
  readonly samples: readonly string[]
}

export interface Window {
  readonly from?: number
  readonly to?: number
  readonly limit?: number
}

const SAMPLES = 5

/** Collects rows in file order; `finish` sorts them by arrival. */
export class Planner {
  readonly #map: ReplayMap
  readonly #window: Window
  readonly #messages: Recorded[] = []
  readonly #series = new Map<string, Series & { readonly instants: number[] }>()
  readonly #samples: string[] = []
  #rows = 0
  #outside = 0
  #refused = 0

  constructor(map: ReplayMap, window: Window = {}) {
    this.#map = map
    this.#window = window
  }

  /** `line` is for messages only. */
  add(row: Row, line: number): void {
    const map = this.#map
    this.#rows++
    const occurredAt = this.#instant(row[map.time])
    if (occurredAt === undefined) return this.refuse(line, `${map.time} is no time: ${String(row[map.time])}`)
    const received = map.arrival === undefined ? occurredAt : this.#instant(row[map.arrival])
    if (received === undefined) return this.refuse(line, `${map.arrival} is no time: ${String(row[map.arrival ?? ''])}`)
    const { from = -Infinity, to = Infinity } = this.#window
    if (occurredAt < from || occurredAt >= to) {
      this.#outside++
      return
    }
    const topic = fillTopic(map.topic, row)
    if (topic === undefined) return this.refuse(line, `no topic can be made of ${map.topic}`)
    const series = this.#seriesOf(topic, occurredAt)
    series.rows++
    const fields = isSkipped(map, row) ? {} : fieldsOf(map, row)
    if (Object.keys(fields).length === 0) {
      series.missing++
      return
    }
    // A recorder whose clock was behind did not receive before it was measured.
    const arrivedAt = Math.max(received, occurredAt)
    series.published++
    if (arrivedAt - occurredAt > map.lateAfterMs) series.late++
    series.instants.push(occurredAt)
    this.#messages.push({ topic, fields, occurredAt, arrivedAt })
  }

  /** Counts a row that cannot be read, keeping the first few. */
  refuse(line: number, why: string): void {
    this.#refused++
    if (this.#samples.length < SAMPLES) this.#samples.push(`line ${line}: ${why}`)
  }

  finish(): Plan {
    const messages = this.#messages.sort((a, b) => a.arrivedAt - b.arrivedAt || a.occurredAt - b.occurredAt)
    const series = new Map<string, Series>()
    for (const [topic, { instants, ...seen }] of this.#series)
      series.set(topic, { ...seen, ...gapsOf(instants, seen.firstAt, seen.lastAt, this.#map.everyMs) })
    return {
      messages: this.#window.limit === undefined ? messages : messages.slice(0, this.#window.limit),
      series,
      rows: this.#rows,
      outside: this.#outside,
      refused: this.#refused,
      samples: this.#samples,
    }
  }

  #instant(raw: unknown): number | undefined {
    if (raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')) return undefined
    return toInstant(raw, { format: 'auto', zoneOffsetMinutes: this.#map.zoneOffsetMinutes }, 0)
  }

  #seriesOf(topic: string, at: number): Series & { readonly instants: number[] } {
    let series = this.#series.get(topic)
    if (series === undefined) {
      const zero = { rows: 0, published: 0, missing: 0, late: 0, gaps: 0, absent: 0, repeated: 0 }
      series = { ...zero, firstAt: at, lastAt: at, instants: [] }
      this.#series.set(topic, series)
    }
    series.firstAt = Math.min(series.firstAt, at)
    series.lastAt = Math.max(series.lastAt, at)
    return series
  }
}

/** The topic with the row's cells in it; undefined where a cell is empty or would break the topic. */
export function fillTopic(template: string, row: Row): string | undefined {
  let ok = true
  const topic = template.replace(/\{([^{}]+)\}/g, (_, column: string) => {
    const cell = row[column]
    const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : ''
    if (text === '' || /[+#/\u0000]/.test(text)) ok = false
    return text
  })
  return ok ? topic : undefined
}

const isSkipped = (map: ReplayMap, row: Row): boolean =>
  map.skip?.some(({ column, is }) => is.includes(String(row[column] ?? ''))) === true

/** Numbers become numbers; what is none stays as it was recorded, for the hub to refuse. */
function fieldsOf(map: ReplayMap, row: Row): Record<string, string | number | boolean> {
  const fields: Record<string, string | number | boolean> = {}
  for (const { column, as, missing } of map.fields) {
    const cell = row[column]
    if (typeof cell === 'boolean') fields[as] = cell
    if (typeof cell !== 'string' && typeof cell !== 'number') continue
    const text = String(cell).trim()
    if (text === '' || missing?.includes(text) === true) continue
    const number = toNumber(cell)
    fields[as] = number !== undefined && Number.isFinite(number) ? number : text
  }
  return fields
}

/** Silences between the first and the last row of a series, its ends included. */
function gapsOf(instants: number[], firstAt: number, lastAt: number, everyMs: number) {
  let gaps = 0
  let absent = 0
  let repeated = 0
  let before = firstAt - everyMs
  for (const at of [...instants.sort((a, b) => a - b), lastAt + everyMs]) {
    const steps = Math.round((at - before) / everyMs)
    if (at === before) repeated++
    else if (steps > 1) {
      gaps++
      absent += steps - 1
    }
    before = at
  }
  return { gaps, absent, repeated }
}

export interface Pace {
  /** Our clock when the replay starts, epoch ms. */
  readonly startAt: number
  /** Recorded seconds per second. */
  readonly speed: number
  /** `now`: times are moved, and at a speed squeezed, so that the first arrival is `startAt`; `none`: as recorded. */
  readonly shift: 'now' | 'none'
  readonly timeAs: string
  readonly zoneOffsetMinutes: number
}

export interface Due {
  readonly dueAt: number
  readonly topic: string
  readonly payload: string
}

/**
 * When a message goes out and what it says. Arrival and measuring are moved by the same line, so lateness stays in proportion:
 * an hour late at speed 60 is a minute late.
 */
export function toDue(message: Recorded, originAt: number, pace: Pace): Due {
  const moved = (at: number): number => pace.startAt + (at - originAt) / pace.speed
  const stamp = pace.shift === 'now' ? Math.round(moved(message.occurredAt)) : message.occurredAt
  return {
    dueAt: moved(message.arrivedAt),
    topic: message.topic,
    payload: JSON.stringify({ [pace.timeAs]: toIso(stamp, pace.zoneOffsetMinutes), ...message.fields }),
  }
}

/** ISO text in a zone, with milliseconds only where there are any. */
export function toIso(at: number, zoneOffsetMinutes: number): string {
  const local = new Date(at + zoneOffsetMinutes * 60_000).toISOString().replace(/(\.000)?Z$/, '')
  const minutes = Math.abs(zoneOffsetMinutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${local}${zoneOffsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
