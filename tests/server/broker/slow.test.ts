// A screen that does not read, over real sockets: sensor frames are left out for it alone, views are not, little waits for it, and once
// it reads again it sees the hole and is answered with the latest of everything.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectAsync, type MqttClient } from 'mqtt'
import type * as Ws from 'ws'
import { startEmbeddedBroker, type EmbeddedBroker } from '../../../src/server/broker/embedded.ts'
import { SensorTable, type NewSensor, type SensorEntry } from '../../../src/server/live/sensors.ts'
import { openMetrics } from '../../../src/server/metrics.ts'
import { Frames } from '../../../src/server/publish/frames.ts'
import { decodeFrame, epochHash } from '../../../src/wire/frame.ts'
import { decodeSince } from '../../../src/wire/since.ts'
import { topics } from '../../../src/wire/topics.ts'
import { slowLink, type SlowLink } from '../../support/slowLink.ts'
import { until } from '../../support/hub.ts'

// What waits for a screen waits in the stream between broker and WebSocket, which nobody else sees.
const streams = vi.hoisted((): { readonly writableLength: number }[] => [])
vi.mock('ws', async (original) => {
  const ws = await original<typeof Ws>()
  const createWebSocketStream: typeof ws.createWebSocketStream = (...args) => {
    const stream = ws.createWebSocketStream(...args)
    streams.push(stream)
    return stream
  }
  return { ...ws, createWebSocketStream }
})

const SENSORS = 20_000
const KIND = { id: 'ponding', metrics: [{ id: 'depthM' }] } as unknown as NewSensor['kind']
const GROUP = '321002/ponding'
const FRAME = topics.frame('321002', 'ponding')
const VIEW = topics.view('alarms')
/** One frame of all sensors. */
const FRAME_BYTES = 24 + SENSORS * 16
/** What may wait for one screen: the bound of frames, one more frame, and views. */
const MOST_WAITING = 1024 * 1024 + 2 * FRAME_BYTES

interface Screen {
  readonly client: MqttClient
  /** Sequences of the frames that came. */
  readonly seqs: number[]
  readonly views: string[]
  /** By sensor, the latest value it was told. */
  readonly values: Float32Array
}

let broker: EmbeddedBroker
let http: Server
let link: SlowLink
let frames: Frames
let sensors: SensorTable
let entries: SensorEntry[]
const errors: Error[] = []
const clients: MqttClient[] = []
let round = 0

beforeEach(async () => {
  errors.length = 0
  streams.length = 0
  round = 0
  broker = await startEmbeddedBroker({
    accounts: {
      bySession: () => Promise.resolve({ actor: { role: 'chief', name: 'chief' } } as never),
      checkGateway: () => Promise.resolve(false),
    },
    gatewaysOf: () => [],
    take: () => Promise.resolve(),
    now: Date.now,
    onError: (error) => errors.push(error),
  })
  http = createServer()
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    broker.upgrade(request, socket, head)
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  link = await slowLink((http.address() as AddressInfo).port)
  sensors = new SensorTable(() => [])
  entries = Array.from({ length: SENSORS }, (_, i) =>
    sensors.put({
      ...{ id: `s${i}`, feed: 'f', device: `s${i}`, kind: KIND, name: `s${i}`, lng: 119, lat: 32 },
      ...{ area: '321002001', district: '321002', attributes: {}, simulated: false, silentAfterMs: 60_000 },
      ...{ everyMs: 1000, series: [] },
    }),
  )
  frames = new Frames({ epoch: 'run-1', sensors, now: Date.now, publish: broker.publish })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((c) => c.endAsync(true)))
  await link.stop()
  await broker.stop()
  http.closeAllConnections()
  await new Promise((closed) => http.close(closed))
})

async function screen(port: number): Promise<Screen> {
  const client = await connectAsync(`ws://127.0.0.1:${port}/mqtt`, { protocolVersion: 5, reconnectPeriod: 0 })
  clients.push(client)
  const mine: Screen = { client, seqs: [], views: [], values: new Float32Array(SENSORS).fill(Number.NaN) }
  client.on('message', (topic, payload) => {
    if (topic === VIEW) {
      mine.views.push(payload.toString('utf8'))
      return
    }
    const read = decodeFrame(payload, (index, _metric, value) => (mine.values[index] = value))
    if (read.ok) mine.seqs.push(read.header.seq)
  })
  await client.subscribeAsync([FRAME, VIEW])
  return mine
}

/** All sensors change, as once in half a second; and a view is sent. */
function change(count = SENSORS): void {
  round++
  for (const [i, entry] of entries.slice(0, count).entries()) sensors.write(entry, 0, valueOf(i), Date.now() + round, 0)
  frames.flush()
  broker.publish(VIEW, `view ${round}`)
}
const valueOf = (i: number): number => round * 100_000 + i
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))
const withheldTold = async (): Promise<number> => {
  const text = await openMetrics(
    () => ({ ready: true, rate: 0, sensors: { fresh: 0, stale: 0 }, broker: broker.status(), feeds: [] }) as never,
    broker.withheld,
  )()
  return Number(/^yiwang_frames_withheld_total (\d+)$/m.exec(text)?.[1])
}
const all = Array.from({ length: 60 }, (_, i) => i + 1)

describe('a screen that does not read', () => {
  it('is sent no more frames than its line takes, every view, and the latest of all once it reads again', async () => {
    const good = await screen((http.address() as AddressInfo).port)
    const bad = await screen(link.port)
    link.slow(0)
    let waiting = 0
    for (const n of all) {
      change()
      await until(() => good.seqs.at(-1) === n)
      // What the kernel took is the kernel's.
      waiting = Math.max(waiting, ...streams.map((s) => s.writableLength))
      await pause(20)
    }
    // 60 frames are 19 MB.
    expect(good.seqs).toEqual(all)
    expect(good.views).toHaveLength(60)
    expect(bad.seqs.length).toBeLessThan(60)
    // How much waits depends on how much the kernel takes and how soon an echo is missed; never more than this.
    expect(waiting).toBeLessThan(MOST_WAITING)
    const withheld = broker.withheld()
    expect(withheld).toBeGreaterThan(20)
    expect(await withheldTold()).toBe(withheld)

    link.slow(undefined)
    await until(() => bad.views.length === 60)
    expect(bad.views).toEqual(all.map((n) => `view ${n}`))
    // Nothing but what was withheld is missing.
    expect(bad.seqs).toHaveLength(60 - withheld)
    const whole = bad.seqs.findIndex((seq, i) => seq !== i + 1)
    const known = whole < 0 ? bad.seqs.length : whole
    const values = bad.values
    change()
    await until(() => bad.seqs.at(-1) === 61)
    expect(bad.seqs.at(-2)).toBeLessThan(60)

    const answer = decodeSince(frames.since({ epoch: 'run-1', values: { [GROUP]: known }, states: {} }))
    if (!answer.ok || answer.parts?.length !== 1) throw new Error('one part was expected')
    const [part] = answer.parts
    const read = decodeFrame(part?.frame ?? new Uint8Array(0), (index, _metric, value) => (values[index] = value))
    expect(read).toMatchObject({ ok: true, count: SENSORS, header: { seq: 61, epochHash: epochHash('run-1') } })
    expect([...values]).toEqual([...Float32Array.from(entries, (_, i) => valueOf(i))])

    // And it is sent every frame again.
    const before = broker.withheld()
    for (let n = 62; n <= 66; n++) {
      change()
      await until(() => bad.seqs.at(-1) === n)
    }
    expect(bad.seqs.slice(-6)).toEqual([61, 62, 63, 64, 65, 66])
    expect(broker.withheld()).toBe(before)
    expect(errors).toEqual([])
  }, 60_000)

  it('is found out though the way swallows all that is sent: frames go on as fast as it brings them, views are not late', async () => {
    const bad = await screen(link.port)
    link.slow(30_000)
    // 160 kB a second, far less than the kernel takes without a word.
    for (let n = 0; n < 40; n++) {
      change(1_000)
      await pause(100)
    }
    await until(() => bad.views.length === 40, 45_000)
    expect(Math.max(...streams.map((s) => s.writableLength))).toBe(0)
    // All frames would be 640 kB, twenty seconds of this line; views wait behind those that were sent.
    expect(broker.withheld()).toBeGreaterThan(8)
    expect(bad.seqs).toHaveLength(40 - broker.withheld())
    link.slow(undefined)
    await pause(1_100)
    change(1_000)
    await until(() => bad.seqs.at(-1) === 41)
  }, 60_000)
})
