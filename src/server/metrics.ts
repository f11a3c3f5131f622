// The hub's own figures for Prometheus, read when asked.
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { Status } from '../wire/views.ts'

/** Answers Prometheus text. */
export function openMetrics(status: () => Status, withheld: () => number): () => Promise<string> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'yiwang_' })
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const ready = gauge('yiwang_ready', '1 when the hub is ready')
  const rate = gauge('yiwang_observations_per_second', 'Observations accepted per second, last 10 s')
  const sensors = gauge('yiwang_sensors', 'Sensors by freshness', ['state'])
  const clients = gauge('yiwang_broker_clients', 'Connected MQTT clients')
  const folded = gauge(
    'yiwang_frames_withheld_total',
    'Sensor frames not sent to screens whose link was backed up, since the hub started',
  )
  const messages = gauge('yiwang_feed_total', 'What each feed delivered since the hub first saw it', [
    'feed',
    'outcome',
  ])
  const rejects = gauge('yiwang_feed_rejects_total', 'Refusals by feed and reason', ['feed', 'reason'])
  const lastSeen = gauge('yiwang_feed_last_seen_seconds', 'When the feed last delivered, Unix time', ['feed'])
  return () => {
    const s = status()
    ready.set(s.ready ? 1 : 0)
    rate.set(s.rate)
    sensors.set({ state: 'fresh' }, s.sensors.fresh)
    sensors.set({ state: 'stale' }, s.sensors.stale)
    clients.set(s.broker.clients)
    folded.set(withheld())
    for (const f of s.feeds) {
      messages.set({ feed: f.id, outcome: 'accepted' }, f.accepted)
      messages.set({ feed: f.id, outcome: 'rejected' }, f.rejected)
      messages.set({ feed: f.id, outcome: 'late' }, f.late)
      messages.set({ feed: f.id, outcome: 'duplicate' }, f.duplicates)
      for (const [reason, n] of Object.entries(f.reasons)) rejects.set({ feed: f.id, reason }, n)
      if (f.lastSeenAt !== undefined) lastSeen.set({ feed: f.id }, f.lastSeenAt / 1000)
    }
    return registry.metrics()
  }
}
