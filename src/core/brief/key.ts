// Which brief of which time: its key, the window it tells of, and its neighbours. City dates; instants are epoch ms.
import { DAY_MS, daySpan } from '../clock/calendar.ts'

export const BRIEF_KINDS = ['daily', 'weekly', 'monthly', 'flash', 'topic'] as const
/** 日报, 周报, 月报, 值班快报 of one case, 专报 on demand. */
export type BriefKind = (typeof BRIEF_KINDS)[number]

type Offset = { readonly utcOffsetMinutes: number }

/**
 * A key says what the brief is of: `2026-11-21` a day, `2026-W47` an ISO week (GB/T 7408.1, Monday first), `2026-11` a month,
 * `flash-<case>-<n>` the n-th report on a case, `topic-<id>` one asked for.
 */
export type ParsedKey =
  | { readonly kind: 'daily' | 'weekly' | 'monthly'; readonly first: string; readonly days: number }
  | { readonly kind: 'flash'; readonly incident: string; readonly n: number }
  | { readonly kind: 'topic'; readonly id: string }

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const isRealDate = (date: string): boolean => !Number.isNaN(utc(date)) && dateOf(utc(date)) === date
const plusDays = (date: string, days: number): string => dateOf(utc(date) + days * DAY_MS)

/** Monday of an ISO week: the week with the year's first Thursday is week 1. */
function mondayOf(year: number, week: number): string {
  const fourth = utc(`${year}-01-04`)
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7
  return dateOf(fourth + (week - 1) * 7 * DAY_MS - weekday * DAY_MS)
}

/** ISO week of a date, `2026-W47`. */
export function weekOf(date: string): string {
  const weekday = (new Date(utc(date)).getUTCDay() + 6) % 7
  const thursday = plusDays(date, 3 - weekday)
  const year = Number(thursday.slice(0, 4))
  const week = Math.round((utc(plusDays(date, -weekday)) - utc(mondayOf(year, 1))) / (7 * DAY_MS)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Undefined: no key, or of a date, week or month that does not exist. */
export function parseKey(key: string): ParsedKey | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(key)
  if (week) {
    const first = mondayOf(Number(week[1]), Number(week[2]))
    return weekOf(first) === key ? { kind: 'weekly', first, days: 7 } : undefined
  }
  if (/^\d{4}-\d{2}$/.test(key)) {
    const first = `${key}-01`
    if (!isRealDate(first)) return undefined
    const next = plusDays(first, 31).slice(0, 7)
    return { kind: 'monthly', first, days: Math.round((utc(`${next}-01`) - utc(first)) / DAY_MS) }
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(key)) return isRealDate(key) ? { kind: 'daily', first: key, days: 1 } : undefined
  const flash = /^flash-([\w-]{1,64})-(\d{1,3})$/.exec(key)
  if (flash?.[1] !== undefined) return { kind: 'flash', incident: flash[1], n: Number(flash[2]) }
  const topic = /^topic-([\w-]{1,64})$/.exec(key)
  return topic?.[1] === undefined ? undefined : { kind: 'topic', id: topic[1] }
}

/** Key of the period of a kind that a city date is in. */
export function keyOn(kind: 'daily' | 'weekly' | 'monthly', date: string): string {
  if (kind === 'daily') return date
  return kind === 'weekly' ? weekOf(date) : date.slice(0, 7)
}

/** [from, to) of a period, epoch ms. */
export function windowOf({ first, days }: { first: string; days: number }, city: Offset): { from: number; to: number } {
  return { from: daySpan(first, city).from, to: daySpan(plusDays(first, days), city).from }
}

/** The period before (`-1`) or after (`1`) of the same kind. Undefined for briefs that are of no period. */
export function neighbour(key: string, step: -1 | 1): string | undefined {
  const parsed = parseKey(key)
  if (!parsed || !('first' in parsed)) return undefined
  return keyOn(parsed.kind, plusDays(parsed.first, step > 0 ? parsed.days : -1))
}
