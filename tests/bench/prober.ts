// A child process that is gateway and screen at once: one clock sees the publish and the arrival.
import { connectAsync } from 'mqtt'
import { decodeFrame } from '../../src/wire/frame.ts'
import { topics } from '../../src/wire/topics.ts'
import type { AlarmRow, IncidentRow, ViewMessage } from '../../src/wire/views.ts'
import { FEED } from './load.ts'
import type { ProbeAnswer, ProbeOrder, ProberOptions, Probes, Stage } from './probing.ts'

/** A manhole cover tilted beyond its limit: an alarm at once, and a case of its own for every device. */
const TILT_DEG = 20
const GIVE_UP_MS = 20_000
/** Pauses run through one frame period, so that probes meet every phase of it. */
const PAUSE_MS = 137
const FRAME_MS = 500
/** First probes, not counted. */
const WARM_UP = 4

const answer = (message: ProbeAnswer): void => void process.send?.(message)
const fail = (error: unknown): void =>
  answer({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })

/** When each thing was first seen, by a key of its own. */
const seen = new Map<string, number>()
let wake: () => void = () => undefined
const note = (key: string): void => {
  if (!seen.has(key)) seen.set(key, performance.now())
  wake()
}
const incidentOf = new Map<string, string>()

function onView(topic: string, payload: Buffer): void {
  if (topic === topics.view('alarms')) {
    for (const row of (JSON.parse(payload.toString()) as ViewMessage<AlarmRow>).rows) {
      note(`alarm ${row.sensor}`)
      if (row.incident !== undefined) {
        incidentOf.set(row.sensor, row.incident)
        wake()
      }
    }
  } else if (topic === topics.view('incidents')) {
    for (const row of (JSON.parse(payload.toString()) as ViewMessage<IncidentRow>).rows) note(`case ${row.id}`)
  } else
    decodeFrame(payload, (index, metric, value) => {
      if (metric === 0 && value === TILT_DEG) note(`value ${index}`)
    })
}

/** Waits until all keys were seen. They may be known only later: a case's id comes with its alarm. */
async function whenSeen(keys: () => readonly (string | undefined)[]): Promise<void> {
  const end = performance.now() + GIVE_UP_MS
  for (;;) {
    if (keys().every((key) => key !== undefined && seen.has(key))) return
    if (performance.now() > end) throw new Error(`not seen within ${GIVE_UP_MS} ms: ${keys().join(', ')}`)
    await new Promise<void>((done) => {
      const timer = setTimeout(done, 1000)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  }
}

async function main(options: ProberOptions): Promise<void> {
  const { username, password, cookie } = options
  const gateway = await connectAsync(`mqtt://127.0.0.1:${options.port}`, { username, password, reconnectPeriod: 0 })
  const screen = await connectAsync(options.webUrl, {
    reconnectPeriod: 0,
    ...(cookie === undefined ? {} : { wsOptions: { headers: { cookie } } }),
  })
  screen.on('message', (topic, payload) => (options.readsViews ? onView(topic, payload) : note(`message ${topic}`)))
  await screen.subscribeAsync(
    options.readsViews
      ? [topics.view('alarms'), topics.view('incidents'), topics.frames('+', 'manhole')]
      : ['drainage/manhole/+'],
  )
  const probe = async ({ from, count, slots }: Extract<ProbeOrder, { type: 'probe' }>): Promise<Probes> => {
    const times: Record<Stage, number[]> = { value: [], alarm: [], case: [], message: [] }
    for (let n = 0; n < WARM_UP + count; n++) {
      const device = `b-${from + n}`
      const id = `${FEED.batch}/${device}`
      const topic = `drainage/manhole/${device}`
      const keys = (): Partial<Record<Stage, string | undefined>> =>
        options.readsViews
          ? { value: `value ${slots[id]}`, alarm: `alarm ${id}`, case: `case ${incidentOf.get(id) ?? 'to come'}` }
          : { message: `message ${topic}` }
      const sentAt = performance.now()
      gateway.publish(topic, JSON.stringify({ at: Date.now(), values: { tiltDeg: TILT_DEG } }), { qos: 1 })
      await whenSeen(() => Object.values(keys()))
      for (const [stage, key] of Object.entries(keys()) as [Stage, string][])
        if (n >= WARM_UP) times[stage].push((seen.get(key) ?? Number.NaN) - sentAt)
      await new Promise((done) => setTimeout(done, (n * PAUSE_MS) % FRAME_MS))
    }
    return times
  }
  const obey = async (order: ProbeOrder): Promise<void> => {
    if (order.type === 'probe') return answer({ type: 'probed', times: await probe(order) })
    await Promise.all([gateway.endAsync(true), screen.endAsync(true)])
    process.disconnect()
  }
  process.on('message', (order: ProbeOrder) => void obey(order).catch(fail))
  answer({ type: 'ready' })
}

process.once('message', (options: ProberOptions) => void main(options).catch(fail))
