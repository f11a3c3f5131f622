// What it costs to write and read a frame, and to decode one message of each format; both against JSON on the same data.
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { matchTopic } from '../../src/feeds/topic.ts'
import { indexReference, loadReference } from '../../src/server/reference/load.ts'
import { decodeFrame, encodeFrame, type FrameEntries } from '../../src/wire/frame.ts'
import { encode } from '../../mock/gateways/encode.ts'
import { expectSame, median, type Bench, type BenchContext, type Figure } from './bench.ts'

const ENTRIES = 5000
const AT = 1_790_000_000_000
/** The frame of these entries, byte for byte. */
const FRAME_SHA256 = '7d9f7d751d1ee153d882e4155b33870aff9d646020bd761c6effe54d3e150ed3'
/** Feeds of all five formats, with how many devices speak in one message, as the simulated city sends them. */
const FEEDS = [
  ['sim-ponding', 1],
  ['sim-river', 1],
  ['sim-gas', 1],
  ['sim-air', 20],
  ['sim-pressure', 1],
  ['sim-noise', 1],
] as const
const STRETCHES = 7

/** Results end here, so that no work is optimised away. */
let sink = 0

/** Microseconds of one call of each, measured in turns; medians of stretches of at least `stretchMs`. */
function costs(work: () => number, bare: () => number, stretchMs: number): { value: number; baseline: number } {
  const stretch = (f: () => number, times: number): number => {
    const startedAt = performance.now()
    for (let i = 0; i < times; i++) sink += f()
    return ((performance.now() - startedAt) / times) * 1000
  }
  // Warm up, and find how many calls fill a stretch.
  const timesOf = (f: () => number): number => {
    const endAt = performance.now() + stretchMs * 2
    let calls = 0
    while (performance.now() < endAt) {
      sink += f()
      calls++
    }
    return Math.max(1, Math.ceil(calls / 2))
  }
  const [workTimes, bareTimes] = [timesOf(work), timesOf(bare)]
  const turns = Array.from({ length: STRETCHES }, () => [stretch(work, workTimes), stretch(bare, bareTimes)] as const)
  return { value: median(turns.map(([a]) => a)), baseline: median(turns.map(([, b]) => b)) }
}

function frames(stretchMs: number): Figure[] {
  const of = (f: (i: number) => number): number[] => Array.from({ length: ENTRIES }, (_, i) => f(i))
  const entries: FrameEntries = {
    count: ENTRIES,
    index: of((i) => i * 3),
    metric: of((i) => i % 3),
    level: of((i) => (i % 100 === 0 ? 2 : 0)),
    quality: of((i) => (i % 50 === 0 ? 4 : 0)),
    value: of((i) => Math.fround(((i * 7919) % 4000) / 100)),
    at: of((i) => AT - ((i * 37) % 60_000)),
  }
  const header = { metrics: 3, seq: 1, baseAt: AT, epochHash: 0x1234_5678 }
  const { index, metric, level, quality, value, at } = entries
  // The leanest JSON of the same: arrays, no keys; values as a screen shows them.
  const toText = (): string => {
    const rows = []
    for (let i = 0; i < ENTRIES; i++)
      rows.push([index[i], metric[i], level[i], quality[i], Math.round((value[i] ?? 0) * 100) / 100, at[i]])
    return JSON.stringify({ header, rows })
  }
  const frame = encodeFrame(header, entries)
  const text = toText()
  expectSame('the frame', createHash('sha256').update(frame).digest('hex'), FRAME_SHA256)
  const encoding = costs(
    () => encodeFrame(header, entries).length,
    () => toText().length,
    stretchMs,
  )
  const decoding = costs(
    () => {
      let sum = 0
      decodeFrame(frame, (i, m, v, t, q, l) => (sum += i + m + v + t + q + l))
      return sum
    },
    () => {
      let sum = 0
      const { rows } = JSON.parse(text) as { rows: [number, number, number, number, number, number][] }
      for (const [i, m, l, q, v, t] of rows) sum += i + m + v + t + q + l
      return sum
    },
    stretchMs,
  )
  const name = `codec/frame-${ENTRIES}`
  return [
    { name: `${name}/encode`, ...encoding, unit: 'µs', against: 'JSON.stringify of arrays' },
    { name: `${name}/decode`, ...decoding, unit: 'µs', against: 'JSON.parse of arrays' },
    {
      name: `${name}/size`,
      value: frame.length,
      baseline: Buffer.byteLength(text),
      unit: 'bytes',
      against: 'JSON text',
    },
  ]
}

async function formats(stretchMs: number): Promise<Figure[]> {
  const city = indexReference(await loadReference(resolve(import.meta.dirname, '../../city/yangzhou')))
  return FEEDS.map(([id, devices]) => {
    const feed = city.feeds.get(id)
    const kind = feed?.kind === undefined ? undefined : city.sensorKinds.get(feed.kind)
    if (feed === undefined || kind === undefined) throw new Error(`the city has no feed ${id}`)
    const values = Object.fromEntries(kind.metrics.map((m) => [m.id, m.min + (m.max - m.min) / 8]))
    const [message] = encode(
      feed,
      kind,
      Array.from({ length: devices }, (_, n) => ({
        device: `d-${n}`,
        lng: 119.42,
        lat: 32.39,
        occurredAt: AT,
        values,
      })),
    )
    if (message === undefined) throw new Error(`${id} says nothing`)
    const payload = Buffer.from(message.payload)
    const params = matchTopic(feed.topic, message.topic) ?? {}
    const arrival = { receivedAt: AT, unitOf: (m: string) => kind.metrics.find((k) => k.id === m)?.unit }
    const decoded = decodeMessage(feed, params, payload, arrival)
    expectSame(`readings of ${id}`, decoded.readings.length, devices * kind.metrics.length)
    expectSame(`refusals of ${id}`, decoded.rejects.length, 0)
    const isJson = feed.format !== 'csv' && feed.format !== 'number'
    const bare = isJson
      ? () => Number(JSON.parse(payload.toString('utf8')) !== null)
      : () => Number(payload.toString('utf8').split(',')[0])
    const cost = costs(() => decodeMessage(feed, params, payload, arrival).readings.length, bare, stretchMs)
    return {
      name: `codec/decode/${feed.format}${devices > 1 ? `-${devices}` : ''}`,
      ...cost,
      unit: 'µs/message',
      against: `${isJson ? 'bare JSON.parse' : 'text split at commas'}, ${payload.length} bytes, ${decoded.readings.length} readings`,
    }
  })
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const stretchMs = quick ? 10 : 100
  const figures = [...frames(stretchMs), ...(await formats(stretchMs))]
  if (!Number.isFinite(sink)) say('results were not numbers')
  return figures
}

export const codec: Bench = {
  name: 'codec',
  about: 'frames and message formats, against JSON of the same data',
  run,
}
