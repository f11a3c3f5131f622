// Frames of units: what goes in comes out, to the centimetre; bytes that are none are said to be none. And who may see whom.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTopic, topics } from '../../src/wire/topics.ts'
import { decodeUnitFrame, encodeUnitFrame, type UnitMove } from '../../src/wire/unitFrame.ts'
import { audienceName, maySeeUnit, unitAudienceOf } from '../../src/wire/units.ts'

const BASE = 1_790_000_000_000
const moves = fc.array(
  fc.record({
    index: fc.nat(100_000),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    at: fc.integer({ min: BASE - 86_400_000, max: BASE }),
    speedKmh: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 500, noNaN: true })),
    headingDeg: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 359.99, noNaN: true })),
    flags: fc.nat(255),
  }),
  { maxLength: 50 },
)

describe('unit frames', () => {
  it('round trip', () => {
    fc.assert(
      fc.property(moves, fc.nat(0xffff_ffff), (list, seq) => {
        const out: UnitMove[] = []
        const read = decodeUnitFrame(
          encodeUnitFrame({ seq, baseAt: BASE, epochHash: 7 }, list),
          (index, lng, lat, at, speedKmh, headingDeg, flags) =>
            void out.push({ index, lng, lat, at, speedKmh, headingDeg, flags }),
        )
        expect(read).toEqual({ ok: true, header: { seq, baseAt: BASE, epochHash: 7 }, count: list.length })
        expect(out).toHaveLength(list.length)
        for (const [i, move] of list.entries()) {
          const got = out[i]
          expect(got).toMatchObject({ index: move.index, at: move.at, flags: move.flags })
          expect(Math.abs((got?.lng ?? 0) - move.lng)).toBeLessThanOrEqual(5.1e-8)
          expect(Math.abs((got?.lat ?? 0) - move.lat)).toBeLessThanOrEqual(5.1e-8)
          for (const field of ['speedKmh', 'headingDeg'] as const)
            if (Number.isNaN(move[field])) expect(got?.[field]).toBeNaN()
            else expect(Math.abs((got?.[field] ?? -1) - move[field])).toBeLessThanOrEqual(0.00501)
        }
      }),
    )
  })

  it('never takes anything else for a frame, and never reads past its end', () => {
    const never = (): void => expect.unreachable()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decodeUnitFrame(bytes, () => undefined)
        if (!read.ok) expect(['short', 'version', 'length']).toContain(read.reason)
      }),
    )
    const good = encodeUnitFrame({ seq: 1, baseAt: BASE, epochHash: 1 }, [])
    expect(decodeUnitFrame(good.slice(0, 23), never)).toEqual({ ok: false, reason: 'short' })
    expect(
      decodeUnitFrame(
        Uint8Array.from(good, (b, i) => (i === 0 ? 9 : b)),
        never,
      ),
    ).toEqual({ ok: false, reason: 'version' })
    expect(decodeUnitFrame(Uint8Array.from([...good, 0]), never)).toEqual({ ok: false, reason: 'length' })
  })
})

describe('who sees whom', () => {
  const bus = { person: false, public: true, department: 'jiaotong' }
  const van = { person: false, public: false, department: 'paishui' }
  const officer = { person: true, public: false, department: 'center' }
  it.each([
    ['dispatcher', undefined, [true, true, true]],
    ['leader', undefined, [true, true, true]],
    ['wall', undefined, [true, true, false]],
    ['collector', undefined, [true, true, false]],
    ['department', 'paishui', [true, true, false]],
    ['department', 'center', [true, false, true]],
    ['department', 'water', [true, false, false]],
    ['department', undefined, [true, true, false]],
    ['somebody new', undefined, [true, true, false]],
  ] as const)('%s %s', (role, department, want) => {
    const audience = unitAudienceOf({ role, department })
    expect([bus, van, officer].map((unit) => maySeeUnit(audience, unit))).toEqual(want)
    const topic = topics.units(audienceName(audience))
    expect(parseTopic(topic)).toEqual({ type: 'units', audience: audienceName(audience) })
  })
})
