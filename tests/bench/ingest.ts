// Durable observations a second through the whole path: TCP, MQTT, rights, format, checks, rules, database, acknowledgement.
// Each case is measured in turns with its baselines, so that a busy machine slows all of them alike; medians are compared.
import { expectSame, median, type Bench, type BenchContext, type Figure } from './bench.ts'
import { startBareBroker, startBareStore, type BareBroker, type BareStore } from './bare.ts'
import { startBenchHub, type BenchHub } from './city.ts'
import {
  DIGEST_SQL,
  FEED,
  GATEWAY,
  ROUND_MS,
  digestOf,
  messageCount,
  observationCount,
  type Load,
  type Shape,
} from './load.ts'
import { until } from '../support/hub.ts'
import { startPublisher, type Publisher, type PublisherOptions } from './publishing.ts'

interface Case {
  readonly name: string
  readonly shape: Shape
  readonly client: PublisherOptions['client']
  /** One device in a hundred is over the limit, others in every turn: alarms are raised and cases opened. */
  readonly floods: boolean
}

const CASES: readonly Case[] = [
  { name: 'calm', shape: 'single', client: 'wire', floods: false },
  { name: 'alarms', shape: 'single', client: 'wire', floods: true },
  { name: 'mqtt.js', shape: 'single', client: 'mqtt', floods: false },
  { name: 'batch', shape: 'batch', client: 'wire', floods: true },
]

const CONNECTIONS = 8
const WINDOW = { single: 1000, batch: 100 } as const

interface Turn {
  readonly perSecond: number
  readonly cpuUs: number
}

/** Wall and CPU time (this process, all threads) of some work on `n` observations. */
async function timed(n: number, work: () => Promise<number | void>): Promise<Turn> {
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const elapsedMs = (await work()) ?? performance.now() - startedAt
  const used = process.cpuUsage(cpu)
  return { perSecond: (n / elapsedMs) * 1000, cpuUs: (used.user + used.system) / n }
}

async function publishTimed(publisher: Publisher, load: Load): Promise<Turn> {
  await publisher.ask({ type: 'prepare', load }, 'ready')
  return timed(observationCount(load), async () => (await publisher.ask({ type: 'go' }, 'done')).elapsedMs)
}

interface Rig {
  readonly hub: BenchHub
  readonly broker: BareBroker
  readonly store: BareStore
  readonly devices: number
  readonly rounds: number
  readonly turns: number
  /** What has been sent, by shape, to be found in the store again. */
  readonly sent: Record<Shape, Load[]>
  readonly baseAt: number
}

async function measure(rig: Rig, c: Case, say: (line: string) => void): Promise<Figure[]> {
  const options = { username: GATEWAY, connections: CONNECTIONS, window: WINDOW[c.shape], client: c.client }
  const toHub = await startPublisher({ ...options, port: rig.hub.mqttPort ?? 0, password: rig.hub.secret })
  const toBroker = await startPublisher({ ...options, port: rig.broker.port, password: '' })
  const turns: { hub: Turn; broker: Turn; store: Turn }[] = []
  let raised = 0
  // The first turn warms up and is not counted.
  for (let turn = -1; turn < rig.turns; turn++) {
    const from = rig.sent[c.shape].at(-1)?.to ?? 0
    const { devices, baseAt } = rig
    const load: Load = {
      shape: c.shape,
      devices,
      from,
      to: from + rig.rounds,
      baseAt,
      ...(c.floods ? { flooded: turn + 1 } : {}),
    }
    rig.sent[c.shape].push(load)
    if (c.floods) raised += Array.from({ length: devices }, (_, d) => d).filter((d) => d % 100 === load.flooded).length
    const before = rig.broker.taken()
    const broker = await publishTimed(toBroker, load)
    // aedes acknowledges first and delivers then.
    await until(() => rig.broker.taken() - before >= messageCount(load))
    expectSame('messages the bare broker passed', rig.broker.taken() - before, messageCount(load))
    const n = observationCount(load)
    const store = await timed(n, () => rig.store.insert(n, devices))
    const hub = await publishTimed(toHub, load)
    say(
      `${c.name} ${turn < 0 ? 'warm-up' : turn + 1}: hub ${hub.perSecond.toFixed(0)}/s, broker ${broker.perSecond.toFixed(0)}/s, inserts ${store.perSecond.toFixed(0)}/s`,
    )
    if (turn >= 0) turns.push({ hub, broker, store })
  }
  await toHub.end({ type: 'end' })
  await toBroker.end({ type: 'end' })
  await verify(rig, c, raised)

  const of = (who: 'hub' | 'broker' | 'store', what: keyof Turn): number => median(turns.map((t) => t[who][what]))
  const vs = (what: keyof Turn, name: string, unit: string): Figure[] =>
    (
      [
        ['broker', 'bare broker, same messages'],
        ['store', 'bare inserts of 1,000 rows'],
      ] as const
    ).map(([who, against]) => ({
      name: `ingest/${c.name}/${name}/${who}`,
      value: of('hub', what),
      unit,
      baseline: of(who, what),
      against,
    }))
  return [...vs('perSecond', 'rate', 'observations/s'), ...vs('cpuUs', 'cpu', 'CPU µs/observation')]
}

/** Exactly what was acknowledged is in the store, value for value; every flooded device raised its alarm. */
async function verify({ hub, sent }: Rig, c: Case, raised: number): Promise<void> {
  const wanted = digestOf(sent[c.shape])
  const { rows } = await hub.db.pool.query<{ rows: number; digest: string }>(DIGEST_SQL, [FEED[c.shape]])
  expectSame(`${c.name}: rows in the store`, rows[0]?.rows, wanted.rows)
  expectSame(`${c.name}: digest of the store`, rows[0]?.digest, wanted.digest)
  if (!c.floods) return
  const alarms = await hub.db.pool.query<{ n: number }>(
    `select count(*)::int as n from alarm where sensor like $1 || '/b-%'`,
    [FEED[c.shape]],
  )
  expectSame(`${c.name}: alarms`, alarms.rows[0]?.n, raised)
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const devices = quick ? 1000 : 5000
  const rounds = quick ? 2 : 10
  const turns = quick ? 1 : 3
  const hub = await startBenchHub(['single', 'batch'], devices)
  const broker = await startBareBroker()
  const store = await startBareStore()
  try {
    const total = rounds * (turns + 1) * CASES.filter((c) => c.shape === 'single').length
    const rig: Rig = {
      hub,
      broker,
      store,
      devices,
      rounds,
      turns,
      sent: { single: [], batch: [] },
      baseAt: Date.now() - total * ROUND_MS,
    }
    const figures: Figure[] = []
    for (const c of CASES) figures.push(...(await measure(rig, c, say)))
    return figures
  } finally {
    await hub.stop()
    await broker.stop()
    await store.stop()
  }
}

export const ingest: Bench = {
  name: 'ingest',
  about: 'durable observations a second through the whole path, against the bare broker and bare inserts',
  run,
}
