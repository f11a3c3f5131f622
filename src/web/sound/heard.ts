// What is to be heard: new alarms and cases of level Ⅰ and Ⅱ, each once. Plain data in, a level out; no sound, no clock.
import type { AlarmRow, IncidentRow } from '../../wire/views.ts'
import { isWithin, type NotifyRule } from '../../core/notify.ts'
import type { ToneLevel } from './tones.ts'

/** Rows older than this were there while the page was not: they are read, not heard. */
export const FRESH_MS = 60_000
/**
 * An unacknowledged Ⅰ sounds again after this long. ISA-18.2 asks that the highest priority keeps asking for an operator until it is
 * acknowledged and names no span; half a minute is ours: long enough to speak on the telephone, too short to forget.
 */
export const REPEAT_MS = 30_000

export interface Heard {
  /** The worst level that is new, if any. */
  take(alarms: readonly AlarmRow[], incidents: readonly IncidentRow[], now: number): ToneLevel | undefined
}

const grave = (level: number): level is ToneLevel => level === 1 || level === 2
const waits = (a: AlarmRow, now: number): boolean =>
  a.clearedAt === undefined && a.acknowledgedAt === undefined && (a.shelvedUntil === undefined || a.shelvedUntil <= now)

/** The first call is what was there at load: known, and silent. */
export function createHeard(): Heard {
  let known: Set<string> | undefined
  return {
    take(alarms, incidents, now) {
      const first = known === undefined
      const seen = (known ??= new Set<string>())
      let worst: ToneLevel | undefined
      const hear = (id: string, level: number, at: number): void => {
        if (seen.has(id)) return
        seen.add(id)
        if (!first && grave(level) && now - at <= FRESH_MS) worst = worst === 1 ? 1 : level
      }
      // A level that rises is news: the same alarm at II and then at I is heard at both.
      for (const a of alarms) if (waits(a, now)) hear(`alarm/${a.id}/${a.level}`, a.level, a.recordedAt)
      // What sensors open is heard as their alarm.
      for (const row of incidents) if (row.source !== 'sensor') hear(`case/${row.id}`, row.level, row.openedAt)
      return worst
    },
  }
}

/** Whether a Ⅰ still waits for somebody to acknowledge it. */
export const isWaiting = (alarms: readonly AlarmRow[], now: number): boolean =>
  alarms.some((a) => a.level === 1 && waits(a, now))

/**
 * Whether this reader wants a tone now. Without rules of one's own: yes. With rules, the first that speaks of every kind of notice at
 * this level decides, as it does for notices.
 */
export function wantsTone(
  rules: readonly NotifyRule[] | undefined,
  level: number,
  { at, onShift, utcOffsetMinutes }: { at: number; onShift: boolean; utcOffsetMinutes: number },
): boolean {
  if (rules === undefined || rules.length === 0) return true
  const rule = rules.find(
    (one) =>
      one.kinds === undefined &&
      level <= one.level &&
      (one.hours === undefined || isWithin(one.hours, at, utcOffsetMinutes)) &&
      (!one.onShift || onShift),
  )
  return rule?.channels.includes('tone') === true
}
