// What is counted of the data itself over the last hour: values, and how many of them were suspect, late or refused; feeds,
// sensors and alarms as they stand. After a start the hour is as long as the run.
import type { PlatformFacts } from '../../core/indicate/inputs.ts'
import { Quality, SUSPECT } from '../../core/observe/types.ts'
import type { PendingObservation } from '../ingest/pending.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The hour, the minute under way, and the one that is being cleared. */
const MINUTES = 62

export interface PlatformSources {
  readonly now: () => number
  /** States of all feeds. */
  readonly feeds: () => readonly string[]
  readonly sensors: () => { readonly total: number; readonly fresh: number }
  /** Refused since the hub first ran, repetitions not counted. */
  readonly rejected: () => number
  /** Raised when, epoch ms, and whether it still stands. */
  readonly alarms: () => Iterable<{ readonly raisedAt: number; readonly stands: boolean }>
}

interface Minute {
  at: number
  values: number
  suspect: number
  late: number
  rejected: number
}

const share = (part: number, whole: number): number | undefined => (whole > 0 ? (100 * part) / whole : undefined)

export class PlatformCounts {
  private readonly minutes: Minute[] = Array.from({ length: MINUTES }, () => ({
    at: 0,
    values: 0,
    suspect: 0,
    late: 0,
    rejected: 0,
  }))
  private rejectedBefore: number | undefined

  constructor(private readonly sources: PlatformSources) {}

  observed(observations: readonly PendingObservation[]): void {
    const minute = this.minute(this.sources.now())
    minute.values += observations.length
    for (const { quality } of observations) {
      if ((quality & SUSPECT) !== 0) minute.suspect++
      if ((quality & Quality.late) !== 0) minute.late++
    }
  }

  facts(simulated: boolean): PlatformFacts {
    const { sources } = this
    const now = sources.now()
    const rejected = sources.rejected()
    this.minute(now).rejected += rejected - (this.rejectedBefore ?? rejected)
    this.rejectedBefore = rejected
    const past = this.minutes.filter((m) => m.at > now - HOUR_MS - MINUTE_MS && m.at <= now)
    const sum = (of: (m: Minute) => number): number => past.reduce((n, m) => n + of(m), 0)
    const values = sum((m) => m.values)
    // The last whole minute: the present one has only begun.
    const last = past.find((m) => m.at === Math.floor(now / MINUTE_MS) * MINUTE_MS - MINUTE_MS)
    const expected = sources.feeds().filter((state) => state !== 'never')
    const sensors = sources.sensors()
    let standing = 0
    let raised = 0
    for (const alarm of sources.alarms()) {
      if (alarm.stands) standing++
      if (alarm.raisedAt > now - HOUR_MS) raised++
    }
    const known = {
      feedHealth: share(expected.filter((state) => state === 'live').length, expected.length),
      sensorsLive: share(sensors.fresh, sensors.total),
      suspectShare: share(
        sum((m) => m.suspect),
        values,
      ),
      lateShare: share(
        sum((m) => m.late),
        values,
      ),
      rejectShare: share(
        sum((m) => m.rejected),
        values + sum((m) => m.rejected),
      ),
      alarmsStanding: standing,
      alarmsHour: raised,
      observationsPerMinute: last?.values ?? 0,
    }
    return {
      ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
      simulated,
    }
  }

  private minute(now: number): Minute {
    const at = Math.floor(now / MINUTE_MS) * MINUTE_MS
    const i = (at / MINUTE_MS) % MINUTES
    const minute = this.minutes[i]
    if (minute?.at === at) return minute
    const begun: Minute = { at, values: 0, suspect: 0, late: 0, rejected: 0 }
    this.minutes[i] = begun
    return begun
  }
}
