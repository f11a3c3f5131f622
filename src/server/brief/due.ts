// Which briefs are due by the clock, and what a key of a period asks for. Pure; reads nothing.
import { cityDate, DAY_MS, MINUTE_MS } from '../../core/clock/calendar.ts'
import type { DocumentAsk } from '../../core/brief/document.ts'
import { keyOn, parseKey, windowOf } from '../../core/brief/key.ts'
import type { City } from '../../wire/reference/places.ts'

type Hours = Pick<City, 'utcOffsetMinutes' | 'briefAtMinute' | 'brief'>

/** Where the city says nothing: ready an hour before, late after ten minutes. */
const DRAFT_BEFORE_MINUTES = 60
const LATE_AFTER_MINUTES = 10
/** A hub that was away makes up for so many days; what is older is asked for as a topic. */
const CATCH_UP_MS = 7 * DAY_MS

/** The period of a key. Undefined: no key, or a brief that is of no period. */
export function periodOf(key: string, city: Pick<City, 'utcOffsetMinutes'>): DocumentAsk | undefined {
  const parsed = parseKey(key)
  if (!parsed || !('first' in parsed)) return undefined
  return { kind: parsed.kind, date: parsed.first, ...windowOf(parsed, city) }
}

/** Whether a brief is issued at an hour of its own; others are issued when somebody does. */
export const hasHour = ({ kind }: Pick<DocumentAsk, 'kind'>): boolean => kind !== 'flash' && kind !== 'topic'

/** Hour of issue of a brief of a period; the hour at which its draft is ready; after which it is late. */
export function hoursOf(
  { to }: Pick<DocumentAsk, 'to'>,
  city: Hours,
): { draftAt: number; issueAt: number; lateAt: number } {
  const issueAt = to + city.briefAtMinute * MINUTE_MS
  const { draftBeforeMinutes = DRAFT_BEFORE_MINUTES, lateAfterMinutes = LATE_AFTER_MINUTES } = city.brief ?? {}
  return {
    // Never before the period is over: the figures are those of its end.
    draftAt: Math.max(to, issueAt - draftBeforeMinutes * MINUTE_MS),
    issueAt,
    lateAt: issueAt + lateAfterMinutes * MINUTE_MS,
  }
}

/** Periods whose draft is due, the oldest first. `issue`: the hour of issue has come too. */
export function dueBriefs(now: number, city: Hours): { key: string; ask: DocumentAsk; issue: boolean }[] {
  const keys = new Set<string>()
  for (let at = now - CATCH_UP_MS - 32 * DAY_MS; at <= now; at += DAY_MS)
    for (const kind of ['daily', 'weekly', 'monthly'] as const) keys.add(keyOn(kind, cityDate(at, city)))
  return [...keys]
    .flatMap((key) => {
      const ask = periodOf(key, city)
      if (ask === undefined) return []
      const { draftAt, issueAt } = hoursOf(ask, city)
      return draftAt <= now && issueAt > now - CATCH_UP_MS ? [{ key, ask, issue: issueAt <= now }] : []
    })
    .sort((a, b) => a.ask.to - b.ask.to || a.ask.from - b.ask.from)
}
