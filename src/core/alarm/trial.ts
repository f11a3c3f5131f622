// A rule tried before it goes live: what stepAlarm would have made of values that are already known, and how often. Reads no store.
import { DAY_MS, cityDate } from '../clock/calendar.ts'
import type { Level } from '../level.ts'
import { stepAlarm } from './step.ts'
import type { AlarmCondition, AlarmRule } from './types.ts'

/** One alarm that the rule would have raised. */
export interface TrialAlarm {
  /** When it would have been raised, epoch ms. */
  readonly raisedAt: number
  /** Absent: still standing when the values end. */
  readonly clearedAt?: number
  /** The most severe level that it reached. */
  readonly level: Level
  /** The value that raised it, in the metric's unit. */
  readonly value: number
}

/** Replays one series, value by value. */
export interface Replay {
  /** Values in order of occurrence (epoch ms); an older one changes nothing, as in the live engine. */
  take(value: number, occurredAt: number): void
  /** Delays that run out by `to` take effect; what was raised, in order. */
  end(to: number): readonly TrialAlarm[]
}

/** Cleared sooner than this after it was raised: likely chattering. */
export const BRIEF_MS = 10 * 60_000

/** A replay of one series under one rule: the very steps that the live engine takes, with ticks only at the end. */
export function openReplay(rule: AlarmRule): Replay {
  const alarms: TrialAlarm[] = []
  let condition: AlarmCondition | undefined
  let open: { raisedAt: number; level: Level; value: number } | undefined
  const step = (input: Parameters<typeof stepAlarm>[2]): void => {
    const result = stepAlarm(rule, condition, input)
    condition = result.condition
    for (const change of result.changes)
      if (change.type === 'raised') open = { raisedAt: change.at, level: change.level, value: change.value }
      else if (open === undefined) continue
      else if (change.type === 'levelChanged') open = { ...open, level: Math.min(open.level, change.level) as Level }
      else {
        alarms.push({ ...open, clearedAt: change.at })
        open = undefined
      }
  }
  return {
    take: (value, occurredAt) => step({ type: 'value', value, occurredAt, because: [] }),
    end(to) {
      step({ type: 'tick', now: to })
      return open === undefined ? alarms : [...alarms, open]
    },
  }
}

/** Values beyond which a rule may have something to do. */
export interface Reach {
  readonly direction: 'above' | 'below'
  readonly limit: number
}

/**
 * The mildest limit less the deadband. A value that does not get there asks for nothing and ends whatever stands, and so
 * does the next such value: of several in a row only the first can change anything. Store readers leave the others out.
 */
export function reachOf(rule: AlarmRule): Reach {
  const limits = rule.steps.map((step) => step.limit)
  return rule.direction === 'above'
    ? { direction: 'above', limit: Math.min(...limits) - rule.deadband }
    : { direction: 'below', limit: Math.max(...limits) + rule.deadband }
}

export const isWithin = ({ direction, limit }: Reach, value: number): boolean =>
  direction === 'above' ? value >= limit : value <= limit

/** Two reaches in the same direction as one that holds both. */
export const widest = (a: Reach, b: Reach): Reach => ((a.direction === 'above') === a.limit < b.limit ? a : b)

/** True when one of the alarms of another rule on the same series stands at some time while this one does. */
export const standsBeside = (alarm: TrialAlarm, others: readonly TrialAlarm[]): boolean =>
  others.some(
    (other) => other.raisedAt <= (alarm.clearedAt ?? Infinity) && (other.clearedAt ?? Infinity) >= alarm.raisedAt,
  )

export interface LevelCount {
  readonly level: Level
  readonly n: number
}

/** How often, in all and by level and day of the city. */
export interface TrialCount {
  readonly raised: number
  /** By the most severe level reached, most severe first; levels never reached are left out. */
  readonly byLevel: readonly LevelCount[]
  /** Every day of the span, those without any too; by the day of the raise. */
  readonly byDay: readonly { readonly date: string; readonly n: number }[]
  /** Beside which a case was filed. */
  readonly filed: number
  /** Cleared within {@link BRIEF_MS}. */
  readonly brief: number
}

export interface Counter {
  add(alarm: TrialAlarm, filed: boolean): void
  count(): TrialCount
}

/** Counts alarms raised from `from` until before `to` (epoch ms); others are passed over. */
export function openCounter(span: {
  readonly from: number
  readonly to: number
  readonly utcOffsetMinutes: number
}): Counter {
  const levels = new Map<Level, number>()
  const days = new Map<string, number>()
  for (let at = span.from; at < span.to; at += DAY_MS) days.set(cityDate(at, span), 0)
  days.set(cityDate(span.to - 1, span), 0)
  let raised = 0
  let filedOnes = 0
  let brief = 0
  return {
    add(alarm, filed) {
      if (alarm.raisedAt < span.from || alarm.raisedAt >= span.to) return
      raised += 1
      if (filed) filedOnes += 1
      if (alarm.clearedAt !== undefined && alarm.clearedAt - alarm.raisedAt < BRIEF_MS) brief += 1
      levels.set(alarm.level, (levels.get(alarm.level) ?? 0) + 1)
      const date = cityDate(alarm.raisedAt, span)
      days.set(date, (days.get(date) ?? 0) + 1)
    },
    count: () => ({
      raised,
      filed: filedOnes,
      brief,
      byLevel: [...levels].sort(([a], [b]) => a - b).map(([level, n]) => ({ level, n })),
      byDay: [...days].map(([date, n]) => ({ date, n })),
    }),
  }
}
