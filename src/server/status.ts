// How the hub itself stands: ready or why not, and every feed against its contract.
import type { Text } from '../core/text.ts'
import type { Feed } from '../wire/reference.ts'
import type { FeedStatus, Status } from '../wire/views.ts'
import { isStale, silentAfterMs } from '../core/observe/stale.ts'
import type { BrokerStatus } from './broker/bus.ts'
import type { FeedCounters } from './ingest/counters.ts'
import type { SensorTable } from './live/sensors.ts'

/** Short pauses are no silence. */
const SILENT_AT_LEAST_MS = 60_000

export function feedStatus(feed: Feed, counters: FeedCounters, now: number): FeedStatus {
  const totals = counters.of(feed.id)
  const quietMs = totals.lastSeenAt === undefined ? undefined : now - totals.lastSeenAt
  // Reports and announcements come when something happens: their feeds are not expected to deliver by the clock.
  const byClock = feed.carries.includes('readings') || feed.carries.includes('positions')
  const state =
    quietMs === undefined
      ? 'never'
      : !byClock || quietMs <= Math.max(feed.everyMs * 1.5, SILENT_AT_LEAST_MS / 2)
        ? 'live'
        : quietMs <= silentAfterMs(SILENT_AT_LEAST_MS, feed.everyMs)
          ? 'late'
          : 'silent'
  return {
    id: feed.id,
    name: feed.name,
    owner: feed.owner,
    simulated: feed.simulated,
    accepted: totals.accepted,
    rejected: totals.rejected,
    late: totals.late,
    duplicates: totals.duplicates,
    ...(totals.lastSeenAt === undefined ? {} : { lastSeenAt: totals.lastSeenAt }),
    state,
    reasons: { ...totals.reasons } as Record<string, number>,
  }
}

/** Counts events of the last ten seconds. */
export class Rate {
  private readonly buckets = new Float64Array(11)
  private second = 0

  constructor(private readonly now: () => number) {}

  readonly count = (): void => {
    this.advance()
    this.buckets[this.second % 11] = (this.buckets[this.second % 11] ?? 0) + 1
  }

  /** Per second, over the last ten whole seconds. */
  value(): number {
    this.advance()
    let sum = 0
    for (let i = 0; i < 11; i++) if (i !== this.second % 11) sum += this.buckets[i] ?? 0
    return sum / 10
  }

  private advance(): void {
    const second = Math.floor(this.now() / 1000)
    const steps = Math.min(11, second - this.second)
    for (let i = 1; i <= steps; i++) this.buckets[(second - steps + i) % 11] = 0
    if (steps > 0) this.second = second
  }
}

export interface StatusDeps {
  readonly hub: string
  readonly version: string
  readonly catalogue: () => string
  readonly startedAt: number
  readonly now: () => number
  readonly feeds: readonly Feed[]
  readonly counters: FeedCounters
  readonly sensors: SensorTable
  readonly rate: Rate
  readonly storeOk: () => boolean
  readonly storeDetail: string
  readonly broker: () => BrokerStatus
  readonly simulation: { readonly on: boolean; readonly scenario?: string }
}

/** Sensors of a feed that never delivered are not in service yet: they are neither fresh nor stale. */
export function countSensors(
  { counters, sensors }: Pick<StatusDeps, 'counters' | 'sensors'>,
  now: number,
): Status['sensors'] {
  let fresh = 0
  let total = 0
  for (const s of sensors.entries) {
    if (counters.of(s.feed).lastSeenAt === undefined) continue
    total++
    if (!isStale(sensors.lastAt(s), s.silentAfterMs, now)) fresh++
  }
  return { total, fresh, stale: total - fresh }
}

export function statusOf(deps: StatusDeps): Status {
  const now = deps.now()
  const broker = deps.broker()
  const databaseOk = deps.storeOk()
  const reasons: Text[] = []
  if (!databaseOk)
    reasons.push({
      zh: '数据库写入失败，数据在内存中等待重试',
      en: 'the database refuses writes; data waits and is retried',
    })
  if (!broker.ok) reasons.push({ zh: '消息服务未连接', en: 'the broker is not connected' })
  return {
    hub: deps.hub,
    version: deps.version,
    catalogue: deps.catalogue(),
    at: now,
    startedAt: deps.startedAt,
    ready: reasons.length === 0,
    reasons,
    database: { ok: databaseOk, detail: deps.storeDetail },
    broker,
    simulation: deps.simulation,
    sensors: countSensors(deps, now),
    rate: deps.rate.value(),
    feeds: deps.feeds.map((feed) => feedStatus(feed, deps.counters, now)),
  }
}
