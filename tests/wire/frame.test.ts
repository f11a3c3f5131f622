// Sensor frames: what is written is read, and bytes that are no frame reach no sink.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FRAME_ENTRY_BYTES,
  FRAME_HEADER_BYTES,
  FRAME_VERSION,
  decodeFrame,
  encodeFrame,
  epochHash,
  type FrameEntries,
  type FrameHeader,
} from '../../src/wire/frame.ts'

interface Entry {
  readonly index: number
  readonly metric: number
  readonly value: number
  readonly at: number
  readonly quality: number
  readonly level: number
}
const BASE = Date.UTC(2026, 10, 21, 8)
const header: FrameHeader = { metrics: 2, seq: 7, baseAt: BASE, epochHash: epochHash('hub-1') }
const columns = (entries: readonly Entry[]): FrameEntries => ({
  count: entries.length,
  index: entries.map((e) => e.index),
  metric: entries.map((e) => e.metric),
  level: entries.map((e) => e.level),
  quality: entries.map((e) => e.quality),
  value: entries.map((e) => e.value),
  at: entries.map((e) => e.at),
})
function read(bytes: Uint8Array): { result: ReturnType<typeof decodeFrame>; entries: Entry[] } {
  const entries: Entry[] = []
  const result = decodeFrame(bytes, (index, metric, value, at, quality, level) =>
    entries.push({ index, metric, value, at, quality, level }),
  )
  return { result, entries }
}
const one: Entry = { index: 3, metric: 1, value: 0.5, at: BASE - 1500, quality: 4, level: 2 }

const u32 = fc.integer({ min: 0, max: 0xffff_ffff })
const entry: fc.Arbitrary<Entry> = fc.record({
  index: u32,
  metric: fc.integer({ min: 0, max: 11 }),
  value: fc.float({ noNaN: false }),
  at: fc.integer({ min: 0, max: 0xffff_ffff }).map((ageMs) => BASE - ageMs),
  quality: fc.integer({ min: 0, max: 0xffff }),
  level: fc.integer({ min: 0, max: 4 }),
})
const anyHeader: fc.Arbitrary<FrameHeader> = fc.record({
  metrics: fc.integer({ min: 1, max: 12 }),
  seq: fc.integer({ min: 1, max: 0xffff_ffff }),
  baseAt: fc.constant(BASE),
  epochHash: u32,
})

describe('round trip', () => {
  test('any frame, wherever it lies in its buffer', () => {
    fc.assert(
      fc.property(anyHeader, fc.array(entry, { maxLength: 50 }), fc.nat(9), (h, entries, offset) => {
        const bytes = encodeFrame(h, columns(entries))
        expect(bytes.byteLength).toBe(FRAME_HEADER_BYTES + entries.length * FRAME_ENTRY_BYTES)
        // MQTT libraries hand out slices of a larger buffer.
        const larger = new Uint8Array(bytes.byteLength + offset + 3).fill(0xab)
        larger.set(bytes, offset)
        const { result, entries: back } = read(larger.subarray(offset, offset + bytes.byteLength))
        expect(result).toEqual({ ok: true, header: h, count: entries.length })
        expect(back).toEqual(entries)
      }),
    )
  })
  test('an empty frame', () => {
    expect(read(encodeFrame(header, columns([])))).toEqual({ result: { ok: true, header, count: 0 }, entries: [] })
  })
  test('a value that became unknown is NaN', () => {
    expect(read(encodeFrame(header, columns([{ ...one, value: Number.NaN }]))).entries).toEqual([
      { ...one, value: Number.NaN },
    ])
  })
  test('values are rounded to 32 bits', () => {
    expect(read(encodeFrame(header, columns([{ ...one, value: 0.1 }]))).entries[0]?.value).toBe(Math.fround(0.1))
  })
  test('typed arrays longer than count are written up to count', () => {
    const wide: FrameEntries = {
      count: 1,
      index: Uint32Array.of(3, 9),
      metric: Uint8Array.of(1, 9),
      level: Uint8Array.of(2, 9),
      quality: Uint16Array.of(4, 9),
      value: Float32Array.of(0.5, 9),
      at: Float64Array.of(BASE - 1500, 9),
    }
    expect(read(encodeFrame(header, wide)).entries).toEqual([one])
  })
  test.each([
    ['ahead of the base instant is shown as of it', BASE + 5000, BASE],
    ['older than 49 days is shown as that old', BASE - 2 ** 33, BASE - 0xffff_ffff],
  ])('%s', (_, at, shown) => {
    expect(read(encodeFrame(header, columns([{ ...one, at }]))).entries[0]?.at).toBe(shown)
  })
})

describe('no frame', () => {
  const good = encodeFrame(header, columns([one, one]))
  test('every truncation is told, and nothing of it is read', () => {
    for (let n = 0; n < good.byteLength; n++) {
      const { result, entries } = read(good.subarray(0, n))
      expect(result).toEqual({ ok: false, reason: n < FRAME_HEADER_BYTES ? 'short' : 'length' })
      expect(entries).toEqual([])
    }
  })
  test('a byte too many', () => {
    const longer = new Uint8Array(good.byteLength + 1)
    longer.set(good)
    expect(read(longer)).toEqual({ result: { ok: false, reason: 'length' }, entries: [] })
  })
  test.each([0, FRAME_VERSION + 1, 0x7b])('version %i', (version) => {
    const other = good.slice()
    other[0] = version
    expect(read(other)).toEqual({ result: { ok: false, reason: 'version' }, entries: [] })
  })
  test('a count that the bytes do not hold', () => {
    const lying = good.slice()
    new DataView(lying.buffer).setUint32(20, 0xffff_ffff, true)
    expect(read(lying)).toEqual({ result: { ok: false, reason: 'length' }, entries: [] })
  })
  test('random bytes never throw and never half-reach the sink', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { result, entries } = read(bytes)
        expect(entries).toHaveLength(result.ok ? result.count : 0)
      }),
    )
  })
})

test('layout is the one in the file’s head, little endian', () => {
  const bytes = encodeFrame({ metrics: 3, seq: 0x01020304, baseAt: 1000, epochHash: 0x0a0b0c0d }, columns([{ index: 5, metric: 2, value: 1, at: 744, quality: 0x0102, level: 4 }])) // prettier-ignore
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ')
  expect(hex).toBe(
    '01 03 00 00 04 03 02 01 00 00 00 00 00 40 8f 40 0d 0c 0b 0a 01 00 00 00 ' +
      '05 00 00 00 02 04 02 01 00 00 80 3f 00 01 00 00',
  )
})

test('epochHash is FNV-1a, unsigned, and tells runs apart', () => {
  expect(epochHash('')).toBe(0x811c9dc5)
  expect(epochHash('a')).toBe(0xe40c292c)
  expect(epochHash('hub-1')).not.toBe(epochHash('hub-2'))
  expect(epochHash('foobar')).toBe(0xbf9cf968)
})
