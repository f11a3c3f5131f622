// What each feed delivered: accepted, late, duplicate, refused by reason; kept per hour in the store, totals in memory.
import type { RejectReason } from '../../core/observe/types.ts'

export interface FeedTotals {
  accepted: number
  rejected: number
  late: number
  duplicates: number
  lastSeenAt: number | undefined
  readonly reasons: Partial<Record<RejectReason, number>>
}

/** One increment to be stored. */
export interface CounterRow {
  readonly feed: string
  readonly hourAt: number
  readonly outcome: string
  n: number
  lastAt: number
}

const HOUR_MS = 3_600_000

export class FeedCounters {
  private readonly totals = new Map<string, FeedTotals>()
  private pending = new Map<string, CounterRow>()

  of(feed: string): FeedTotals {
    let totals = this.totals.get(feed)
    if (totals === undefined)
      this.totals.set(
        feed,
        (totals = { accepted: 0, rejected: 0, late: 0, duplicates: 0, lastSeenAt: undefined, reasons: {} }),
      )
    return totals
  }

  /** Adds counts that the store already holds, at start. */
  load(feed: string, outcome: string, n: number, lastAt: number): void {
    this.apply(feed, outcome, n, lastAt)
  }

  accepted(feed: string, at: number): void {
    this.count(feed, 'accepted', at)
  }
  late(feed: string, at: number): void {
    this.count(feed, 'late', at)
  }
  rejected(feed: string, reason: RejectReason, at: number): void {
    this.count(feed, reason === 'duplicate' ? 'duplicate' : `reject:${reason}`, at)
  }

  /** Increments since the last call; on failure hand them back with `restore`. */
  take(): CounterRow[] {
    const rows = [...this.pending.values()]
    this.pending = new Map()
    return rows
  }
  restore(rows: readonly CounterRow[]): void {
    for (const row of rows) this.add(row.feed, row.hourAt, row.outcome, row.n, row.lastAt)
  }

  private count(feed: string, outcome: string, at: number): void {
    this.apply(feed, outcome, 1, at)
    this.add(feed, Math.floor(at / HOUR_MS) * HOUR_MS, outcome, 1, at)
  }

  private apply(feed: string, outcome: string, n: number, at: number): void {
    const totals = this.of(feed)
    totals.lastSeenAt = Math.max(totals.lastSeenAt ?? 0, at)
    if (outcome === 'accepted') totals.accepted += n
    else if (outcome === 'late') totals.late += n
    else if (outcome === 'duplicate') totals.duplicates += n
    else {
      const reason = outcome.slice('reject:'.length) as RejectReason
      totals.rejected += n
      totals.reasons[reason] = (totals.reasons[reason] ?? 0) + n
    }
  }

  private add(feed: string, hourAt: number, outcome: string, n: number, lastAt: number): void {
    const key = `${feed} ${hourAt} ${outcome}`
    const row = this.pending.get(key)
    if (row === undefined) this.pending.set(key, { feed, hourAt, outcome, n, lastAt })
    else {
      row.n += n
      row.lastAt = Math.max(row.lastAt, lastAt)
    }
  }
}
