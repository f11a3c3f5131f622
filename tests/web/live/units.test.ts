// @vitest-environment happy-dom
// The hot table of units: one snapshot, then frames; drawn between known fixes, honest about age; a gap fetches again.
import { describe, expect, it } from 'vitest'
import { epochHash } from '../../../src/wire/frame.ts'
import { topics } from '../../../src/wire/topics.ts'
import { UNIT_DOUBTED, encodeUnitFrame, type UnitMove } from '../../../src/wire/unitFrame.ts'
import type { UnitRow } from '../../../src/wire/units.ts'
import { createFrameLoop } from '../../../src/web/live/frames.ts'
import { createUnitTable } from '../../../src/web/live/units.ts'
import { fakeLink } from '../support/fakeLink.ts'
import { manualFrames, manualTimers, pending } from '../support/manual.ts'
import { T0 } from '../../support/rows.ts'

const KIND = {
  ...{ id: 'bus', name: { zh: '公交车', en: 'Bus' }, symbol: 'bus', person: false, public: true },
  ...{ silentAfterMs: 60_000, maxKmh: 90, source: 'test', sure: 'local' },
}
const row = (index: number, id: string, more: Partial<UnitRow> = {}): UnitRow => ({
  ...{ index, id, name: id, kind: 'bus', simulated: true, flags: 0 },
  ...more,
})
const snapshot = (seq: number, rows: UnitRow[], epoch = 'run-1') => ({
  ...{ epoch, audience: 'desk', seq, at: T0, kinds: [KIND], rows },
})
const frame = (seq: number, moves: readonly (Partial<UnitMove> & { index: number })[], epoch = 'run-1'): Uint8Array =>
  encodeUnitFrame(
    { seq, baseAt: T0 + 600_000, epochHash: epochHash(epoch) },
    moves.map((m) => ({ lng: 119.4, lat: 32.4, at: T0, speedKmh: Number.NaN, headingDeg: Number.NaN, flags: 0, ...m })),
  )

async function setup(rows: UnitRow[] = [row(0, 'a', { lng: 119.4, lat: 32.4, at: T0 }), row(4, 'b')], seq = 3) {
  const link = fakeLink()
  const frames = manualFrames()
  const timers = manualTimers()
  const asked: ReturnType<typeof pending<unknown>>[] = []
  const refused: string[] = []
  const clock = { at: T0 }
  const table = createUnitTable({
    audience: 'desk',
    link,
    timers,
    loop: createFrameLoop(frames.request),
    now: () => clock.at,
    refuse: (what) => void refused.push(what),
    fetch: () => {
      const p = pending<unknown>()
      asked.push(p)
      return p.promise
    },
  })
  link.ready()
  await asked[0]?.answer(snapshot(seq, rows))
  const push = (bytes: Uint8Array): void => link.pushBytes(topics.units('desk'), bytes)
  return { link, frames, timers, asked, table, push, clock, refused }
}
const out = { lng: 0, lat: 0, headingDeg: 0, how: 'held' as const }

describe('the table of units', () => {
  it('starts from a snapshot and follows frames above it, one version a frame', async () => {
    const s = await setup()
    expect(s.table.state()).toBe('live')
    expect(s.table.units().map((u) => u.id)).toEqual(['a', 'b'])
    expect(s.table.last(1)).toBeUndefined()
    expect(s.table.where(1, T0, { ...out })).toBe(false)
    s.frames.frame(0)
    const version = s.table.version.value
    s.push(frame(3, [{ index: 4, lng: 1, at: T0 + 1 }]))
    expect(s.table.last(1)).toBeUndefined()
    s.push(frame(4, [{ index: 4, lng: 119.5, at: T0 + 1000, headingDeg: 90 }]))
    s.push(frame(5, [{ index: 0, lng: 119.41, at: T0 + 1000, speedKmh: 20 }]))
    expect(s.table.last(1)).toEqual({ at: T0 + 1000, lng: 119.5, lat: 32.4, headingDeg: 90 })
    s.frames.frame(16)
    expect(s.table.version.value).toBe(version + 1)
  })

  it('draws a unit between its two fixes, an interval behind, and never beyond the last', async () => {
    const s = await setup()
    s.clock.at = T0 + 5_000
    s.push(frame(4, [{ index: 0, lng: 119.402, at: T0 + 5_000, headingDeg: 90 }]))
    const here = { ...out }
    // Behind by 5 s of interval and half a second of frames.
    s.table.where(0, T0 + 8_000, here)
    expect(here.how).toBe('between')
    expect(here.lng).toBeCloseTo(119.401, 6)
    s.table.where(0, T0 + 40_000, here)
    expect(here).toMatchObject({ lng: 119.402, how: 'held' })
    // A later fix in a shorter interval does not make it jump ahead or back.
    let lng = 0
    s.clock.at = T0 + 7_000
    s.table.where(0, T0 + 7_000, here)
    lng = here.lng
    s.push(frame(5, [{ index: 0, lng: 119.4028, at: T0 + 7_000 }]))
    s.table.where(0, T0 + 7_000, here)
    expect(here.lng).toBeGreaterThanOrEqual(lng - 0.0003)
  })

  it('never moves back, and says when the newest word is not believed', async () => {
    const s = await setup()
    s.push(frame(4, [{ index: 0, lng: 119.41, at: T0 + 5000 }]))
    s.push(frame(5, [{ index: 0, lng: 119.3, at: T0 + 2000 }]))
    expect(s.table.last(0)?.lng).toBe(119.41)
    s.push(frame(6, [{ index: 0, lng: 119.41, at: T0 + 5000, flags: UNIT_DOUBTED }]))
    expect(s.table.doubted(0)).toBe(true)
    expect(s.table.last(0)?.lng).toBe(119.41)
    s.push(frame(7, [{ index: 0, lng: 119.42, at: T0 + 9000 }]))
    expect(s.table.doubted(0)).toBe(false)
  })

  it('grows old by the promise of its kind', async () => {
    const s = await setup()
    expect([30_000, 90_000, 400_000].map((ms) => s.table.freshness(0, T0 + ms))).toEqual(['fresh', 'old', 'lost'])
    expect(s.table.freshness(1, T0)).toBe('lost')
  })

  it.each([
    ['a hole', frame(7, [{ index: 0, at: T0 + 1 }])],
    ['a unit nobody told of', frame(5, [{ index: 9, at: T0 + 1 }])],
    ['another run of the hub', frame(1, [{ index: 0, at: T0 + 1 }], 'run-2')],
  ])('fetches again after %s, once, and keeps how each came where it is', async (_what, bytes) => {
    const s = await setup()
    s.push(frame(4, [{ index: 0, lng: 119.402, at: T0 + 5_000 }]))
    s.push(bytes)
    s.timers.advance(3_000)
    expect(s.asked).toHaveLength(2)
    await s.asked[1]?.answer(snapshot(9, [row(2, 'a', { lng: 119.402, lat: 32.4, at: T0 + 5_000 })], 'run-2'))
    const here = { ...out }
    s.table.where(0, T0 + 8_000, here)
    expect(here.how).toBe('between')
    s.timers.advance(60_000)
    expect(s.asked).toHaveLength(2)
  })

  it('refuses what is no frame, and a snapshot of another shape', async () => {
    const s = await setup()
    s.push(new Uint8Array([1, 2, 3]))
    expect(s.refused).toEqual(['unitFrame'])
    s.table.refresh()
    await s.asked[1]?.answer({ rows: 'none' })
    expect(s.refused).toEqual(['unitFrame', 'units'])
    expect(s.table.last(0)?.lng).toBe(119.4)
    s.table.stop()
    s.timers.advance(120_000)
    expect(s.asked).toHaveLength(2)
    expect(s.link.filters()).toEqual([])
  })
})
