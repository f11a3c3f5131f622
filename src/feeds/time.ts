// Instants as devices write them: seconds, milliseconds, ISO and its Chinese relatives, with or without a zone.
import type { Feed } from '../wire/reference.ts'

/** 2000 and 2100: outside them a clock was never set. */
const EARLIEST = 946_684_800_000
const LATEST = 4_102_444_800_000
/** Below it a count is of seconds (1e11 s is the year 5138), above it of milliseconds (1e11 ms is 1973). */
const SECONDS_BELOW = 1e11

const DATE = String.raw`(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?`
const CLOCK = String.raw`(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?秒?|分)?`
const ZONE = String.raw`(Z|z|[+-]\d{2}(?::?\d{2})?)?`
const ISO = new RegExp(`^${DATE}[T\\s]*${CLOCK}\\s*${ZONE}$`)
/** `20261121093000` and `20261121093000123`, as HJ 212 sends them. */
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(\d{3})?(Z|[+-]\d{2}:?\d{2})?$/
const COUNT = /^[+-]?\d+(?:\.\d+)?$/

/**
 * The instant in epoch ms, or undefined (badTime). Nothing said (undefined, null, empty) is the arrival time, as the contract
 * `arrival` always is. A text without zone needs the contract's `zoneOffsetMinutes`: guessing would move data by hours.
 */
export function toInstant(raw: unknown, time: Feed['time'], receivedAt: number): number | undefined {
  if (time.format === 'arrival' || raw === undefined || raw === null || raw === '') return receivedAt
  if (typeof raw === 'number') return time.format === 'iso' ? undefined : fromCount(raw, time.format)
  if (typeof raw !== 'string' || raw.length > 64) return undefined
  const text = raw.trim()
  if (text === '') return receivedAt
  if (time.format === 's' || time.format === 'ms')
    return COUNT.test(text) ? fromCount(Number(text), time.format) : undefined
  const instant = fromIso(text, time.zoneOffsetMinutes)
  if (instant !== undefined || time.format === 'iso') return instant
  return COUNT.test(text) ? fromCount(Number(text), 'auto') : undefined
}

function fromCount(count: number, format: 'auto' | 's' | 'ms'): number | undefined {
  const seconds = format === 's' || (format === 'auto' && Math.abs(count) < SECONDS_BELOW)
  return inRange(Math.round(seconds ? count * 1000 : count))
}

/** Epoch ms of an ISO-like text; a text without zone takes `zoneOffsetMinutes` (east of UTC) or is undefined. */
export function fromIso(text: string, zoneOffsetMinutes: number | undefined): number | undefined {
  const compact = COMPACT.exec(text)
  if (compact !== null) {
    const [, y, mo, d, h, mi, s, ms, zone] = compact
    return assemble([y, mo, d, h, mi, s, ms], zone, zoneOffsetMinutes)
  }
  const iso = ISO.exec(text)
  if (iso === null) return undefined
  const [, y, , mo, d, h, mi, s, fraction, zone] = iso
  return assemble([y, mo, d, h, mi, s, fraction?.padEnd(3, '0').slice(0, 3)], zone, zoneOffsetMinutes)
}

function assemble(
  parts: readonly (string | undefined)[],
  zone: string | undefined,
  zoneOffsetMinutes: number | undefined,
): number | undefined {
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0] = parts.map((p) => Number(p ?? 0))
  const offset = zone === undefined ? zoneOffsetMinutes : zoneMinutes(zone)
  if (offset === undefined) return undefined
  const day = new Date(Date.UTC(y, mo - 1, d))
  // Date.UTC rolls 31 April into May; such a text is wrong, not the next day.
  if (day.getUTCMonth() !== mo - 1 || day.getUTCDate() !== d) return undefined
  // 24:00:00 ends a day in Chinese environmental data; 60 is a leap second.
  const endOfDay = h === 24 && mi === 0 && s === 0 && ms === 0
  if ((h > 23 && !endOfDay) || mi > 59 || s > 60) return undefined
  return inRange(day.getTime() + ((h * 60 + mi - offset) * 60 + s) * 1000 + ms)
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const inRange = (at: number): number | undefined => (at >= EARLIEST && at <= LATEST ? at : undefined)
