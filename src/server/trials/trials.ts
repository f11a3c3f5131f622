// Rules and scales tried before they go live: one trial at a time for each account, called off with its request. Changes nothing.
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Reference } from '../../wire/reference.ts'
import type { Trial, TrialQuery } from '../../wire/signs.ts'
import { checkEntry } from '../catalogue/check.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { Now, Trials } from '../ports.ts'
import { ProblemError, invalid } from '../problems.ts'
import { checkIndicators } from '../reference/checks/indicators.ts'
import { checkAlarmRules } from '../reference/checks/signs.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Note } from '../reference/problem.ts'
import type { Db } from '../store/db.ts'
import { tryAlarmRule } from './alarmTrial.ts'
import { tryIndicator } from './indicatorTrial.ts'
import { openPace, type Pace } from './pace.ts'

const DAY_MS = 86_400_000
/** Trials of all accounts at once: they share the store with what comes in. */
const MOST_AT_ONCE = 2
const BUSY_FOR_MS = 5_000

export interface TrialDeps {
  readonly db: Db
  readonly sensors: SensorTable
  readonly reference: ReferenceIndex
  readonly now: Now
  /** For tests: another measure of time. */
  readonly pace?: (signal: AbortSignal) => Pace
}

export function openTrials({ db, sensors, reference, now, pace = openPace }: TrialDeps): Trials {
  const running = new Map<string, AbortController>()

  function work({ kind, id, body, days }: TrialQuery, signal: AbortSignal): Promise<Trial> {
    const to = now()
    const deps = {
      db,
      pace: pace(signal),
      from: to - days * DAY_MS,
      to,
      utcOffsetMinutes: reference.city.utcOffsetMinutes,
    }
    return kind === 'alarmRule'
      ? // Against the catalogue's own, also while an emergency makes it stricter.
        tryAlarmRule(
          body as AlarmRule,
          reference.reference.alarmRules.find((rule) => rule.id === id),
          { ...deps, sensors: sensors.entries },
        )
      : tryIndicator(body as Indicator, reference.indicators.get(id), { ...deps, reference })
  }

  return {
    async run(query, account, gone) {
      mustStand(query, reference.reference)
      // A new wish takes the place of the one before: nobody waits for that any more.
      running.get(account)?.abort()
      running.delete(account)
      if (running.size >= MOST_AT_ONCE)
        throw new ProblemError(
          'tooManyRequests',
          { zh: '其他人正在试算，请稍后再试', en: 'Others are trying rules just now; try again in a moment' },
          { retryAfterMs: BUSY_FOR_MS },
        )
      const own = new AbortController()
      running.set(account, own)
      try {
        return await work(query, AbortSignal.any([own.signal, gone]))
      } finally {
        if (running.get(account) === own) running.delete(account)
      }
    },
  }
}

/** Throws for the first thing that is wrong with the entry by itself, or with what it names. */
function mustStand({ kind, id, body }: TrialQuery, reference: Reference): void {
  const [own] = checkEntry(kind, id, body)
  if (own !== undefined) throw invalid(`/body${own.pointer}`, own.text)
  const note: Note = (pointer, zh, en) => {
    throw invalid(`/body${pointer.replace(/^\/0/, '')}`, { zh, en })
  }
  if (kind === 'alarmRule') checkAlarmRules({ ...reference, alarmRules: [body as AlarmRule] }, note)
  else checkIndicators({ ...reference, indicators: [body as Indicator] }, note)
}
