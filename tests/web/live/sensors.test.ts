// @vitest-environment happy-dom
// The hot table: one snapshot, then frames; a gap or another run fetches again.
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { encodeFrame, epochHash } from '../../../src/wire/frame.ts'
import { topics } from '../../../src/wire/topics.ts'
import type { SensorRow } from '../../../src/wire/views.ts'
import { createFrameLoop } from '../../../src/web/live/frames.ts'
import { createRouter } from '../../../src/web/live/route.ts'
import { createSensorTable } from '../../../src/web/live/sensors.ts'
import { fakeLink } from '../support/fakeLink.ts'
import { manualFrames, manualTimers, pending } from '../support/manual.ts'
import { T0 } from '../../support/rows.ts'

const row = (index: number, id: string, values: (number | null)[]): SensorRow => ({
  index,
  id,
  name: id,
  kind: 'ponding',
  feed: 'f',
  district: '321002',
  area: '321002001',
  lng: 119.4,
  lat: 32.4,
  simulated: true,
  silentAfterMs: 300_000,
  values,
  quality: values.map(() => 0),
  at: values.map((v) => (v === null ? 0 : T0)),
  level: 0,
})
const snapshot = (seq: number, rows: SensorRow[], epoch = 'run-1'): unknown => ({
  epoch,
  seqs: { '321002/ponding': seq },
  at: T0,
  rows,
})
interface Change {
  index: number
  metric?: number
  value: number
  at?: number
  quality?: number
  level?: number
}
const frame = (seq: number, changes: readonly Change[], epoch = 'run-1'): Uint8Array =>
  encodeFrame(
    { metrics: 2, seq, baseAt: T0 + 60_000, epochHash: epochHash(epoch) },
    {
      count: changes.length,
      index: changes.map((c) => c.index),
      metric: changes.map((c) => c.metric ?? 0),
      value: changes.map((c) => c.value),
      at: changes.map((c) => c.at ?? T0 + 1000),
      quality: changes.map((c) => c.quality ?? 0),
      level: changes.map((c) => c.level ?? 0),
    },
  )

function setup() {
  const link = fakeLink()
  const frames = manualFrames()
  const timers = manualTimers()
  const asked: ReturnType<typeof pending<unknown>>[] = []
  const table = createSensorTable({
    scope: {},
    link,
    router: createRouter(),
    timers,
    loop: createFrameLoop(frames.request),
    fetch: () => {
      const p = pending<unknown>()
      asked.push(p)
      return p.promise
    },
  })
  const push = (bytes: Uint8Array, kind = 'ponding'): void => link.pushBytes(topics.frame('321002', kind), bytes)
  return { link, frames, timers, asked, table, push }
}

describe('the sensor table', () => {
  it('starts from the snapshot and follows frames by index', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(7, [row(40, 'a', [0.1, null]), row(2, 'b', [0.2, 5])]))
    s.push(frame(8, [{ index: 2, metric: 1, value: 6.5, quality: 2, level: 1 }]))
    const b = s.table.slotOf('b') ?? -1
    expect(s.table.value(b, 1)).toBeCloseTo(6.5)
    expect(s.table.at(b, 1)).toBe(T0 + 1000)
    expect(s.table.quality(b, 1)).toBe(2)
    expect(s.table.level(b)).toBe(1)
    expect(s.table.newestAt(b)).toBe(T0 + 1000)
    const a = s.table.slotOf('a') ?? -1
    expect(s.table.value(a, 0)).toBeCloseTo(0.1)
    expect(s.table.value(a, 1)).toBeNaN()
    expect(s.table.slotOf('c')).toBeUndefined()
  })

  it('bumps its version at most once per animation frame', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(0, [row(0, 'a', [0])]))
    s.frames.frame(0)
    const before = s.table.version.value
    for (let n = 1; n <= 50; n++) s.push(frame(n, [{ index: 0, value: n }]))
    expect(s.table.version.value).toBe(before)
    s.frames.frame(16)
    expect(s.table.version.value).toBe(before + 1)
    s.frames.frame(32)
    expect(s.table.version.value).toBe(before + 1)
    expect(s.table.value(0, 0)).toBe(50)
  })

  it('applies frames that came before the snapshot, skipping those it contains', async () => {
    const s = setup()
    s.link.ready()
    s.push(frame(3, [{ index: 0, value: 3 }]))
    s.push(frame(4, [{ index: 0, value: 4 }]))
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [0])]))
    expect(s.table.value(0, 0)).toBe(4)
    expect(s.asked).toHaveLength(1)
  })

  it('fetches again after a gap, not at once but soon, and once only', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [0])]))
    s.push(frame(6, [{ index: 0, value: 6 }]))
    s.push(frame(7, [{ index: 0, value: 7 }]))
    expect(s.table.value(0, 0)).toBe(0)
    s.timers.advance(10_000)
    expect(s.asked).toHaveLength(2)
    await s.asked[1]?.answer(snapshot(7, [row(0, 'a', [7])]))
    expect(s.table.value(0, 0)).toBe(7)
    s.timers.advance(60_000)
    expect(s.asked).toHaveLength(2)
  })

  it('never writes a frame of another run into the table', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [0])]))
    s.push(frame(4, [{ index: 0, value: 99 }], 'run-2'))
    expect(s.table.value(0, 0)).toBe(0)
    s.timers.advance(10_000)
    await s.asked[1]?.answer(snapshot(4, [row(0, 'z', [1])], 'run-2'))
    expect(s.table.slotOf('a')).toBeUndefined()
    expect(s.table.value(s.table.slotOf('z') ?? -1, 0)).toBe(1)
  })

  it('fetches again when a sensor it does not know appears', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [0])]))
    s.push(frame(4, [{ index: 77, value: 1 }]))
    s.timers.advance(10_000)
    expect(s.asked).toHaveLength(2)
  })

  it('does not let an older value of the same series replace a newer one, but takes its level', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [5])]))
    s.push(frame(4, [{ index: 0, value: 1, at: T0 - 5000, level: 2 }]))
    expect(s.table.value(0, 0)).toBe(5)
    expect(s.table.level(0)).toBe(2)
  })

  it('survives garbage and metrics out of range', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(snapshot(3, [row(0, 'a', [5]), row(1, 'b', [6])]))
    s.push(new Uint8Array([1, 2, 3]))
    s.push(frame(4, [{ index: 0, metric: 9, value: 1 }]))
    expect(s.table.value(1, 0)).toBe(6)
  })

  it('tells each follower which slots were written since it looked, once each', async () => {
    const s = setup()
    const first = s.table.follow()
    const taken = (f: ReturnType<typeof s.table.follow>): number[] | 'filled' => {
      const slots: number[] = []
      return f.take((slot) => slots.push(slot)) ? 'filled' : slots
    }
    expect(taken(first)).toBe('filled')
    s.link.ready()
    await s.asked[0]?.answer(snapshot(0, [row(5, 'a', [1]), row(9, 'b', [2, 3]), row(2, 'c', [4])]))
    expect(taken(first)).toBe('filled')
    const second = s.table.follow()
    expect(taken(second)).toBe('filled')
    s.push(
      frame(1, [
        { index: 9, value: 1 },
        { index: 9, metric: 1, value: 1 },
        { index: 5, value: 1, at: T0 - 9, level: 3 },
      ]),
    )
    expect(taken(first)).toEqual([1, 0])
    expect(taken(first)).toEqual([])
    s.push(frame(2, [{ index: 2, value: 7 }]))
    expect(taken(second)).toEqual([1, 0, 2])
    first.stop()
    s.push(frame(3, [{ index: 2, value: 8 }]))
    expect(taken(first)).toEqual([2])
    expect(taken(first)).toEqual([])
  })

  it('keeps place, newest instant and doubt by slot', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(
      snapshot(0, [
        { ...row(0, 'a', [1, 2]), lng: 119.5, lat: 32.1, quality: [Quality.flat, 0], at: [T0, T0 + 50] },
        row(1, 'b', [1]),
      ]),
    )
    expect([...s.table.lngs(), ...s.table.lats()]).toEqual([119.5, 119.4, 32.1, 32.4])
    expect([s.table.silentAfterMs(0), s.table.newestAt(0)]).toEqual([300_000, T0 + 50])
    expect([s.table.suspect(0), s.table.suspect(1)]).toEqual([true, false])
    s.push(
      frame(1, [
        { index: 0, value: 2, quality: Quality.late },
        { index: 1, value: 9, quality: Quality.range | Quality.late, at: T0 + 70 },
      ]),
    )
    expect([s.table.suspect(0), s.table.suspect(1)]).toEqual([false, true])
    expect([s.table.newestAt(0), s.table.newestAt(1)]).toEqual([T0 + 1000, T0 + 70])
    // What became unknown may take the newest instant back.
    s.push(frame(2, [{ index: 0, value: Number.NaN, at: T0 + 10 }]))
    expect(s.table.newestAt(0)).toBe(T0 + 50)
  })

  it('retries when the snapshot cannot be had', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer({ wrong: 1 })
    expect(s.table.state()).toBe('failed')
    s.timers.advance(30_000)
    await s.asked[1]?.answer(snapshot(1, [row(0, 'a', [1])]))
    expect(s.table.state()).toBe('live')
    s.table.stop()
    expect(s.link.filters()).toEqual([])
  })
})
