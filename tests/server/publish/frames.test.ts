// What the hub tells screens of sensors: values and states where they changed, columns for who begins, and for who missed frames the
// latest of what they held.
import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { Quality } from '../../../src/core/observe/types.ts'
import { SensorTable, type NewSensor, type SensorEntry } from '../../../src/server/live/sensors.ts'
import { Frames } from '../../../src/server/publish/frames.ts'
import { decodeFrame } from '../../../src/wire/frame.ts'
import { decodeSensorColumns, SensorHeadSchema, textAt, type SensorHead } from '../../../src/wire/sensorColumns.ts'
import { decodeSince } from '../../../src/wire/since.ts'
import { decodeStateFrame, DOUBTED, SILENT } from '../../../src/wire/stateFrame.ts'
import { SensorSnapshotSchema } from '../../../src/wire/views.ts'

const T0 = 1_800_000_000_000
const KIND = { id: 'ponding', metrics: [{ id: 'depthM' }, { id: 'battery' }] } as unknown as NewSensor['kind']
const isHead = (v: unknown): v is SensorHead => Check(SensorHeadSchema, v)

function setup() {
  const sensors = new SensorTable(() => [])
  const sent: { topic: string; bytes: Uint8Array }[] = []
  let now = T0
  const frames = new Frames({
    epoch: 'run-1',
    sensors,
    now: () => now,
    publish: (topic, bytes) => sent.push({ topic, bytes: bytes as Uint8Array }),
  })
  return {
    sensors,
    frames,
    pass: (ms: number) => (now += ms),
    put: (id: string, change: Partial<NewSensor> = {}): SensorEntry =>
      sensors.put({
        ...{ id, feed: 'f', device: id, kind: KIND, name: `名 ${id}`, lng: 119, lat: 32, area: '321002001' },
        ...{ district: '321002', attributes: {}, simulated: false, silentAfterMs: 60_000, everyMs: 1000, series: [] },
        ...change,
      }),
    /** What was sent since the last call, by topic without its root. */
    sent(): Record<string, unknown> {
      const told = Object.fromEntries(sent.map((m) => [m.topic.slice('yiwang/v1/'.length), told1(m.topic, m.bytes)]))
      sent.length = 0
      return told
    },
  }
}
const valuesIn = (bytes: Uint8Array): [number, number, number][] => {
  const found: [number, number, number][] = []
  decodeFrame(bytes, (index, metric, value) => found.push([index, metric, Math.fround(value)]))
  return found
}
const statesIn = (bytes: Uint8Array): [number, number, number][] => {
  const found: [number, number, number][] = []
  decodeStateFrame(bytes, (...state) => found.push(state))
  return found
}
const told1 = (topic: string, bytes: Uint8Array): unknown =>
  topic.includes('/state/') ? statesIn(bytes) : valuesIn(bytes)

let s: ReturnType<typeof setup>
beforeEach(() => (s = setup()))

describe('states', () => {
  it('tell a new sensor, then only what is drawn differently', () => {
    const a = s.put('a')
    s.frames.flush()
    expect(s.sent()).toEqual({ 'state/321002/ponding': [[0, 0, SILENT]] })
    s.sensors.write(a, 0, 1, T0, 0)
    s.frames.flush()
    expect(s.sent()).toEqual({ 'frame/321002/ponding': [[0, 0, 1]], 'state/321002/ponding': [[0, 0, 0]] })
    s.sensors.write(a, 0, 2, T0 + 1, 0)
    s.frames.flush()
    expect(s.sent()).toEqual({ 'frame/321002/ponding': [[0, 0, 2]] })
    s.sensors.write(a, 1, 3, T0 + 1, Quality.flat)
    s.sensors.setLevel(a, 2)
    s.frames.flush()
    expect(s.sent()['state/321002/ponding']).toEqual([[0, 2, DOUBTED]])
  })

  it('tell of silence within a round, though nobody says a word', () => {
    const all = Array.from({ length: 50 }, (_, i) => s.put(`s${i}`))
    for (const one of all) s.sensors.write(one, 0, 1, T0, 0)
    s.frames.flush()
    s.sent()
    s.pass(60_001)
    const silent = new Set<number>()
    for (let n = 0; n < 21; n++) {
      s.frames.flush()
      for (const [index, , flags] of (s.sent()['state/321002/ponding'] ?? []) as [number, number, number][])
        if (flags === SILENT) silent.add(index)
      s.pass(500)
    }
    expect(silent.size).toBe(50)
  })

  it('tell one that moved in its new district', () => {
    const a = s.put('a')
    s.sensors.write(a, 0, 1, T0, 0)
    s.frames.flush()
    s.sent()
    s.put('a', { district: '321003' })
    s.frames.flush()
    expect(s.sent()).toEqual({ 'frame/321003/ponding': [[0, 0, 1]], 'state/321003/ponding': [[0, 0, 0]] })
  })
})

describe('columns', () => {
  it.each([true, false])('hold what the JSON snapshot holds, values %s', (withValues) => {
    const a = s.put('a', { lng: 119.25, lat: 95, simulated: true })
    s.put('扬州-b', { area: '321002002' })
    s.sensors.write(a, 1, 7.5, T0 + 5, Quality.flat)
    s.sensors.setLevel(a, 3)
    s.frames.flush()
    const json = s.frames.snapshot({})
    expect(Check(SensorSnapshotSchema, { ...json, rows: [] })).toBe(true)
    const bytes = s.frames.columns({}, withValues)
    const read = decodeSensorColumns(bytes.buffer as ArrayBuffer, isHead)
    if (!read.ok) throw new Error(read.reason)
    const c = read.columns
    expect(c.head).toMatchObject({ epoch: 'run-1', at: T0, values: json.seqs, states: json.stateSeqs })
    const decoder = new TextDecoder()
    const rows = json.rows.map((_, i) => ({
      index: c.index[i],
      id: textAt(c.ids, i, decoder),
      name: textAt(c.names, i, decoder),
      kind: c.head.kinds[c.kind[i] ?? 9]?.id,
      feed: c.head.feeds[c.feed[i] ?? 9],
      district: c.head.districts[c.district[i] ?? 9],
      area: c.head.areas[c.area[i] ?? 9],
      ...{ lng: c.lng[i], lat: c.lat[i], level: c.level[i], silentAfterMs: c.silentAfterMs[i] },
      simulated: ((c.flags[i] ?? 0) & 1) === 1,
      state: (c.flags[i] ?? 0) >> 1,
    }))
    expect(rows).toEqual(json.rows.map(({ values: _v, quality: _q, at: _a, ...rest }) => rest))
    expect(c.values && [...c.values.value]).toEqual(withValues ? [Number.NaN, 7.5, Number.NaN, Number.NaN] : undefined)
    expect(c.values && [...c.values.at]).toEqual(withValues ? [0, T0 + 5, 0, 0] : undefined)
    expect(c.values && [...c.values.quality]).toEqual(withValues ? [0, Quality.flat, 0, 0] : undefined)
  })

  it('are refused when cut, foreign, or wrong in a number', () => {
    s.put('a')
    const bytes = s.frames.columns({}, true)
    const refused = (change: (b: Uint8Array) => Uint8Array): string => {
      const changed = change(bytes.slice())
      const read = decodeSensorColumns(changed.buffer.slice(0, changed.length) as ArrayBuffer, isHead)
      return read.ok ? 'read' : read.reason
    }
    expect(refused((b) => b)).toBe('read')
    expect(refused((b) => b.slice(0, 10))).toBe('short')
    expect(refused((b) => b.slice(0, -8))).toBe('length')
    expect(refused((b) => (b.set([9], 0), b))).toBe('version')
    expect(refused((b) => (b.set([2], 4), b))).toBe('length')
    expect(refused((b) => (b.set([0x7b, 0x7b], 24), b))).toBe('head')
  })
})

describe('since', () => {
  const asked = (values: Record<string, number>, states: Record<string, number> = {}, epoch = 'run-1') => {
    const read = decodeSince(s.frames.since({ epoch, values, states }))
    if (!read.ok) throw new Error(read.reason)
    return read.parts?.map((p) => [p.type, p.key, told1(p.type === 'states' ? '/state/' : '', p.frame)])
  }
  const KEY = '321002/ponding'

  it('tells the latest of what changed after a sequence, once each', () => {
    const [a, b] = [s.put('a'), s.put('b')]
    s.sensors.write(a, 0, 1, T0, 0)
    s.frames.flush()
    for (let n = 2; n <= 5; n++) {
      s.sensors.write(b, 1, n, T0 + n, 0)
      s.frames.flush()
    }
    expect(asked({ [KEY]: 1 })).toEqual([['values', KEY, [[1, 1, 5]]]])
    expect(asked({ [KEY]: 0 })).toEqual([
      [
        'values',
        KEY,
        [
          [0, 0, 1],
          [1, 1, 5],
        ],
      ],
    ])
    expect(asked({ [KEY]: 5 })).toEqual([])
    expect(asked({ [KEY]: 5, 'x/y': 0 }, { [KEY]: 1 })).toEqual([['states', KEY, [[1, 0, 0]]]])
    // Sequences that were never given out are nobody's.
    expect(asked({ [KEY]: 900 })).toEqual([
      [
        'values',
        KEY,
        [
          [0, 0, 1],
          [1, 1, 5],
        ],
      ],
    ])
  })

  it('tells to take a snapshot in another run', () => {
    expect(asked({}, {}, 'run-0')).toBeUndefined()
  })

  it('ends where every frame would have led, whichever were lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.nat(3), fc.nat(1), fc.integer({ min: 0, max: 99 })), { maxLength: 6 }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.nat(12),
        (flushes, lostFrom) => {
          s = setup()
          const all = ['a', 'b', 'c', 'd'].map((id) => s.put(id))
          const whole = new Map<string, number>()
          const patchy = new Map<string, number>()
          let seen = 0
          for (const [n, writes] of flushes.entries()) {
            for (const [which, metric, value] of writes) {
              const one = all[which]
              if (one !== undefined) s.sensors.write(one, metric, value, T0 + n, 0)
            }
            s.frames.flush()
            const frame = (s.sent()[`frame/${KEY}`] ?? []) as [number, number, number][]
            for (const [index, metric, value] of frame) {
              whole.set(`${index}.${metric}`, value)
              if (n < lostFrom) patchy.set(`${index}.${metric}`, value)
            }
            if (n < lostFrom && frame.length > 0) seen++
          }
          for (const [, , values] of asked({ [KEY]: seen }) ?? [])
            for (const [index, metric, value] of values as [number, number, number][])
              patchy.set(`${index}.${metric}`, value)
          expect(patchy).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
  })
})
