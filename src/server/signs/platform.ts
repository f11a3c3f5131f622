// What is counted of the data itself over the last hour: values, and how many of them were suspect, late or refused; feeds,
// sensors and alarms as they stand. Counts nothing by itself: it looks at the counters of feeds and of quality as they run, and
// after a start at what they stored by the hour.
import type { PlatformFacts } from '../../core/indicate/inputs.ts'
import type { Db } from '../store/db.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Of feeds that carry readings. */
export interface Counts {
  readonly values: number
  readonly suspect: number
  readonly late: number
  /** Refused, repetitions not counted. */
  readonly rejected: number
}

export interface PlatformSources {
  readonly now: () => number
  /** States of all feeds. */
  readonly feeds: () => readonly string[]
  readonly sensors: () => { readonly total: number; readonly fresh: number }
  /** Running totals: what they differ by is what was counted meanwhile. */
  readonly counts: () => Counts
  /** Raised when, epoch ms, and whether it still stands. */
  readonly alarms: () => Iterable<{ readonly raisedAt: number; readonly stands: boolean }>
}

interface Sample extends Counts {
  readonly at: number
}

const share = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.min(100, (100 * part) / whole) : undefined
const both = (a: Counts, b: Counts, of: (a: number, b: number) => number): Counts => ({
  values: of(a.values, b.values),
  suspect: of(a.suspect, b.suspect),
  late: of(a.late, b.late),
  rejected: of(a.rejected, b.rejected),
})
const less = (a: Counts, b: Counts): Counts => both(a, b, (x, y) => x - y)

export class PlatformCounts {
  /** The totals as they were, oldest first: all of the last hour, and one before it. */
  private samples: Sample[] = []

  constructor(private readonly sources: PlatformSources) {}

  /** What earlier runs counted: by full hours, the newest and the one before it at least. Before anything is counted in this one. */
  load(countedIn: (hourAt: number) => Counts): void {
    const now = this.sources.now()
    let oldest: Sample = { at: now, ...this.sources.counts() }
    this.samples = [oldest]
    for (let hourAt = Math.floor(now / HOUR_MS) * HOUR_MS; oldest.at > now - HOUR_MS; hourAt -= HOUR_MS) {
      oldest = { at: hourAt, ...less(oldest, countedIn(hourAt)) }
      this.samples.unshift(oldest)
    }
  }

  facts(simulated: boolean): PlatformFacts {
    const { sources } = this
    const now = sources.now()
    const total = this.look(now)
    const hour = less(total, this.totalAt(now - HOUR_MS))
    // The last whole minute: the present one has only begun.
    const minuteAt = Math.floor(now / MINUTE_MS) * MINUTE_MS
    const minute = less(this.totalAt(minuteAt), this.totalAt(minuteAt - MINUTE_MS))
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
      suspectShare: share(hour.suspect, hour.values),
      lateShare: share(hour.late, hour.values),
      rejectShare: share(hour.rejected, hour.values + hour.rejected),
      alarmsStanding: standing,
      alarmsHour: raised,
      observationsPerMinute: Math.round(minute.values),
    }
    return {
      ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
      simulated,
    }
  }

  private look(now: number): Sample {
    const total = { at: now, ...this.sources.counts() }
    // Ahead of a clock that was put back, nothing is known any more.
    const past = this.samples.filter((sample) => sample.at < now)
    const first = past.findLastIndex((sample) => sample.at <= now - HOUR_MS)
    this.samples = [...past.slice(Math.max(0, first)), total]
    return total
  }

  /** Between two looks it went on evenly; before the first, nothing is known. */
  private totalAt(at: number): Counts {
    const next = this.samples.findIndex((sample) => sample.at >= at)
    const [a, b] = [this.samples[next - 1], this.samples[next]]
    const only = a ?? b ?? this.sources.counts()
    if (a === undefined || b === undefined) return only
    const part = (at - a.at) / (b.at - a.at)
    return both(a, b, (x, y) => x + part * (y - x))
  }
}

const NONE: Counts = { values: 0, suspect: 0, late: 0, rejected: 0 }

/** What the store holds of full hours since `from` (epoch ms), of some feeds: refusals as they came, suspect values as they happened. */
export async function countedHours(
  db: Db,
  feeds: readonly string[],
  from: number,
): Promise<(hourAt: number) => Counts> {
  const { rows } = await db.pool.query<Counts & { at: number }>(
    `select (extract(epoch from hour) * 1000)::float8 as at,
       coalesce(sum(n) filter (where what = 'accepted'), 0)::float8 as values,
       coalesce(sum(n) filter (where what = 'suspect'), 0)::float8 as suspect,
       coalesce(sum(n) filter (where what = 'late'), 0)::float8 as late,
       coalesce(sum(n) filter (where what like 'reject:%'), 0)::float8 as rejected
     from (
       select feed, hour, outcome as what, n from feed_hour
       union all select feed, hour, flag, n from quality_group_hour where flag = 'suspect'
     ) as counted
     where feed = any($1) and hour >= to_timestamp($2) group by hour`,
    [feeds, from / 1000],
  )
  const byHour = new Map(rows.map(({ at, ...counts }) => [at, counts]))
  return (hourAt) => byHour.get(hourAt) ?? NONE
}
