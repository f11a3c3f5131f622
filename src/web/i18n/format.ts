// Numbers, times and spans as people read them. Times are always in the city's zone, wherever the screen stands.
import { roundHalfEven } from '../../core/air/round.ts'
import { unitWords } from '../../core/unit.ts'
import type { Locale } from './i18n.ts'
import { locale } from './i18n.ts'

const DEFAULT_ZONE = 'Asia/Shanghai'
let zone = DEFAULT_ZONE
/** Set once from the city's reference data. */
export function setZone(next: string): void {
  zone = next
  formats.clear()
  isoDates = isoDate()
}

/** Minutes by which city time is ahead of UTC at an instant. */
export function cityOffsetMinutes(at: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value)
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return Math.round(shown / 60_000) - Math.floor(at / 60_000)
}

const formats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${locale.value}/${key}`
  let format = formats.get(id)
  if (format === undefined) {
    const tag = locale.value === 'zh' ? 'zh-CN' : 'en-GB'
    format = new Intl.DateTimeFormat(tag, { timeZone: zone, hourCycle: 'h23', ...options })
    formats.set(id, format)
  }
  return format
}

/** `14:05` */
export const clockTime = (at: number): string => dateFormat('hm', { hour: '2-digit', minute: '2-digit' }).format(at)
/** `14:05:09` */
export const clockSeconds = (at: number): string =>
  dateFormat('hms', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
/** `11月22日 星期日` / `Sunday 22 November` */
export const longDate = (at: number): string =>
  dateFormat('long', { month: 'long', day: 'numeric', weekday: 'long' }).format(at)
/** `11月22日` / `22 Nov` */
export const shortDate = (at: number): string => dateFormat('short', { month: 'short', day: 'numeric' }).format(at)
/** Hour of the day in city time, 0–23. */
export const cityHour = (at: number): number =>
  Number(
    dateFormat('hour', { hour: '2-digit' })
      .formatToParts(at)
      .find((p) => p.type === 'hour')?.value ?? 0,
  )
const isoDate = (): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
let isoDates = isoDate()
/** `2026-11-22` in city time. */
export const cityDate = (at: number): string => isoDates.format(at)
/** Time of day for today, with its date for other days. */
export const dayTime = (at: number, now: number): string =>
  cityDate(at) === cityDate(now) ? clockTime(at) : `${shortDate(at)} ${clockTime(at)}`

/** `2026年11月22日 14:05` / `22 Nov 2026 14:05`: for what is read on another day, as paper is. */
export const fullTime = (at: number): string =>
  `${dateFormat('full', { year: 'numeric', month: 'short', day: 'numeric' }).format(at)} ${clockTime(at)}`

const figures = new Map<number, Intl.NumberFormat>()
/** A value with a fixed number of decimals; `—` when there is none. */
export function figure(value: number | undefined | null, decimals: number): string {
  if (value === undefined || value === null || !Number.isFinite(value)) return '—'
  let format = figures.get(decimals)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    figures.set(decimals, format)
  }
  return format.format(value)
}
/** Share 0–1 as whole per cent, rounded down so that 99.9 % never reads as complete. */
export const percent = (share: number): string => `${Math.floor(share * 100)} %`

/** `320 m`, `3.2 km`. */
export const distance = (m: number): string => (m < 1000 ? `${Math.round(m)} m` : `${figure(m / 1000, 1)} km`)

/**
 * Per cent with one decimal, from the counts themselves, rounded by GB/T 8170; but what is not all of them never reads as 100,
 * and what is not nothing never as 0. Whole numbers stay whole.
 */
export function exactPercent({
  numerator,
  denominator,
}: {
  readonly numerator: number
  readonly denominator: number
}): string {
  if (denominator === 0) return '—'
  const nearest = roundHalfEven((numerator * 1000) / denominator, 0)
  const tenths = numerator <= 0 || numerator >= denominator ? nearest : Math.min(999, Math.max(1, nearest))
  return tenths % 10 === 0 ? `${tenths / 10}` : (tenths / 10).toFixed(1)
}

const UNITS: Record<Locale, { day: string; hour: string; minute: string; second: string }> = {
  zh: { day: ' 天', hour: ' 时', minute: ' 分', second: ' 秒' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
}

/** A span in its two largest units: `1 时 20 分`, `45 秒`. Negative spans are taken as positive. */
export function span(ms: number): string {
  const u = UNITS[locale.value]
  const s = Math.floor(Math.abs(ms) / 1000)
  const days = Math.floor(s / 86_400)
  const hours = Math.floor((s % 86_400) / 3600)
  const minutes = Math.floor((s % 3600) / 60)
  if (days > 0) return hours > 0 ? `${days}${u.day} ${hours}${u.hour}` : `${days}${u.day}`
  if (hours > 0) return minutes > 0 ? `${hours}${u.hour} ${minutes}${u.minute}` : `${hours}${u.hour}`
  if (minutes > 0) return `${minutes}${u.minute}`
  return `${s}${u.second}`
}

/** A unit as people write it; reference data keeps plain ASCII. */
export const unitText = (unit: string): string => unitWords(unit)[locale.value]

/** Names one after the other, as the language separates them. */
export const listed = (names: readonly string[]): string => names.join(locale.value === 'zh' ? '、' : ', ')

/** Sentences or clauses one after the other, parted as the language does. */
export const clauses = (parts: readonly string[]): string => parts.join(locale.value === 'zh' ? '；' : '; ')

/** What stands beside a name, in the brackets of the language; nothing beside nothing. */
export const bracketed = (name: string, aside: string): string =>
  aside === '' ? name : locale.value === 'zh' ? `${name}（${aside}）` : `${name} (${aside})`
