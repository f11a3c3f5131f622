// From a gateway's publish to a screen's socket: a value (in a frame), an alarm row, a case row; quiet and under load.
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { startBareBroker } from './bare.ts'
import { startBenchHub } from './city.ts'
import { GATEWAY, type Load } from './load.ts'
import { startProber, type Probes, type ProberOptions, type Stage } from './probing.ts'
import { startPublisher } from './publishing.ts'

const DEVICES = 1000
/** Observations a second that everybody else sends meanwhile. */
const BACKGROUND_PER_SECOND = 2000
const WORDS: Readonly<Record<Stage, string>> = {
  value: 'value in a frame (frames leave every 500 ms)',
  alarm: 'alarm row',
  case: 'case row',
  message: 'the message itself',
}
const STAGES = ['value', 'alarm', 'case'] as const

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const probes = quick ? 4 : 60
  const hub = await startBenchHub(['single', 'batch'], DEVICES)
  const broker = await startBareBroker()
  const username = 'bench'
  const password = 'Correct-horse-9'
  await hub.accounts.createAccount({ username, name: 'bench', role: 'dispatcher', password })
  const toHub: ProberOptions = {
    port: hub.mqttPort ?? 0,
    webUrl: `ws://127.0.0.1:${hub.port}/mqtt`,
    cookie: await hub.signIn(username, password),
    username: GATEWAY,
    password: hub.secret,
    readsViews: true,
  }
  const toBroker: ProberOptions = {
    port: broker.port,
    webUrl: `ws://127.0.0.1:${broker.wsPort}/`,
    username: GATEWAY,
    password: '',
    readsViews: false,
  }
  const figures: Figure[] = []
  try {
    const slots = await slotsOf(hub.get, toHub.cookie ?? '')
    for (const [turn, state] of (['quiet', 'load'] as const).entries()) {
      // Each probe needs a device that has not alarmed yet: cases of this rule are one per device.
      const from = turn * (DEVICES / 2)
      const measure = async (options: ProberOptions): Promise<Probes> => {
        const load: Load = { shape: 'single', devices: DEVICES, from: 0, to: 1, baseAt: Date.now() - 60_000 }
        const background =
          state === 'quiet'
            ? undefined
            : await startPublisher({ ...options, connections: 1, window: 1000, client: 'wire' })
        await background?.ask({ type: 'pace', load, perSecond: BACKGROUND_PER_SECOND }, 'ready')
        const prober = await startProber(options)
        const { times } = await prober.ask({ type: 'probe', from, count: probes, slots }, 'probed')
        await prober.end({ type: 'end' })
        await background?.end({ type: 'end' })
        return times
      }
      const bare = await measure(toBroker)
      const real = await measure(toHub)
      for (const stage of STAGES) {
        if (real[stage].length !== probes) throw new Error(`${real[stage].length} of ${probes} probes seen as ${stage}`)
        say(`${state}, ${WORDS[stage]}: p50 ${quantile(real[stage], 0.5).toFixed(1)} ms`)
        for (const q of [50, 95])
          figures.push({
            name: `latency/${state}/${stage}/p${q}`,
            value: quantile(real[stage], q / 100),
            unit: 'ms',
            baseline: quantile(bare.message, q / 100),
            against: `bare broker, ${WORDS.message}, p${q}`,
          })
      }
    }
    return figures
  } finally {
    await hub.stop()
    await broker.stop()
  }
}

/** Where a device's values stand in frames. */
async function slotsOf(
  get: (path: string, cookie: string) => Promise<{ body: { rows: { id: string; index: number }[] } }>,
  cookie: string,
): Promise<Record<string, number>> {
  const { body } = await get('/api/sensors?kind=manhole', cookie)
  return Object.fromEntries(body.rows.map((row) => [row.id, row.index]))
}

export const latency: Bench = {
  name: 'latency',
  about: 'message to screen over WebSocket, p50 and p95, quiet and under load, against the bare broker',
  run,
}
