// Whatever arrives, decoding answers, in bounded time and output, and the store could keep every word of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { MAX_ELEMENTS } from '../../src/feeds/payload.ts'
import type { Decoded } from '../../src/feeds/types.ts'
import { FORMATS, type Mapping } from '../../src/wire/reference.ts'
import { arrival, bytes, contract } from './sample.ts'

const map: Mapping = {
  each: '$',
  device: 'id',
  time: 't',
  lng: 'x',
  lat: 'y',
  fields: [{ path: 'v', metric: 'temp', unit: 'K' }],
}
const mapOf = (format: string): { map?: Mapping } =>
  format === 'csv' ? { map: { ...map, columns: ['id', 't', 'x', 'y', 'v'] } } : format === 'json' ? { map } : {}
const decode = (format: (typeof FORMATS)[number], payload: Uint8Array): Decoded =>
  decodeMessage(
    contract({ format, ...mapOf(format), carries: ['readings', 'reports', 'devices'] }),
    { device: 'd', metric: 'temp' },
    payload,
    arrival,
  )

/** Every text at any depth, keys too. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([k, v]) => [k, ...textsOf(v)])
      : []

function expectSound(decoded: Decoded): void {
  for (const r of decoded.readings) {
    expect(Number.isFinite(r.value) && Number.isSafeInteger(r.occurredAt)).toBe(true)
    expect(r.lng === undefined).toBe(r.lat === undefined)
  }
  for (const { detail } of decoded.rejects) expect(detail.length).toBeLessThanOrEqual(160)
  expect(textsOf(decoded).some((text) => text.includes('\u0000'))).toBe(false)
}

const key = fc.constantFrom(
  ...['device', 'at', 'values', 'units', 'report', 'channel', 'text', 'devices', 'feed', 'kind', 'name', 'lng', 'lat'],
  ...['bn', 'bt', 'bu', 'bv', 'n', 'u', 'v', 't', 's', 'vb', 'id', 'x', 'y', '__proto__', 'temp'],
)
const leaf = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constantFrom(null, 'NaN', '5 mm', 'hotline', 'K', 1_790_000_000_000, '2026-09-21 10:00:00'),
)
const tree = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('node'), { maxLength: 5 }), fc.dictionary(key, tie('node'))),
})).node

describe.each(FORMATS)('%s', (format) => {
  it('never throws on random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (payload) => expectSound(decode(format, payload))))
  })

  it('never throws on random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => expectSound(decode(format, bytes(text)))),
    )
  })

  it('never throws on JSON made of the words it looks for', () => {
    fc.assert(
      fc.property(tree, (value) => expectSound(decode(format, bytes(JSON.stringify(value))))),
      { numRuns: 400 },
    )
  })

  it.each([
    ['nested arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['open arrays', '['.repeat(1_000_000)],
    ['nested objects', '{"values":'.repeat(90_000) + '1' + '}'.repeat(90_000)],
    ['quotes and NaN', `NaN${'"\\'.repeat(400_000)}`],
    ['digits', '1'.repeat(1_000_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['quoted lines', '"""\n'.repeat(200_000)],
    ['one long number with unit', `1 ${'m'.repeat(900_000)}`],
    ['NULs', '\u0000'.repeat(1_000_000)],
  ])('answers a megabyte of %s within a second', (_, text) => {
    const start = performance.now()
    const decoded = decode(format, bytes(text))
    expect(performance.now() - start).toBeLessThan(1000)
    expect(decoded.rejects.length).toBeGreaterThan(0)
    expect(decoded.rejects.length + decoded.readings.length).toBeLessThanOrEqual(2 * MAX_ELEMENTS + 2)
  })
})

it.each(['yiwang', 'json', 'senml'] as const)('%s reads so many elements and says so', (format) => {
  const decoded = decode(format, bytes(`[${'7,'.repeat(MAX_ELEMENTS)}7]`))
  expect(decoded.rejects.at(-1)?.reason).toBe('oversized')
  expect(decoded.rejects).toHaveLength(MAX_ELEMENTS + 1)
})

it('refuses by size before it looks', () => {
  const decoded = decodeMessage(contract({ maxBytes: 16 }), {}, bytes('{"values":{"temp":1}}'), arrival)
  expect(decoded.rejects).toMatchObject([{ reason: 'oversized' }])
})

it('keeps a device of a strange name apart from prototypes', () => {
  const decoded = decode(
    'yiwang',
    bytes('{"device":"__proto__","values":{"__proto__":1,"temp":2},"units":{"temp":"K"}}'),
  )
  expect(decoded.readings.map((r) => [r.device, r.metric])).toContainEqual(['__proto__', 'temp'])
})
