// @vitest-environment happy-dom
// The hot table: one snapshot, then frames; a hole is filled with what came since, another run is begun anew.
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import type { SlotFollower } from '../../../src/web/live/follow.ts'
import { SINCE_EVERY_MS } from '../../../src/web/live/sensors.ts'
import { columnBytes } from '../../support/columns.ts'
import { T0 } from '../../support/rows.ts'
import { frame, part, setup, sinceBytes } from './support.ts'

const KEY = '321002/ponding'
const at = (seq: number) => ({ values: { [KEY]: seq } })
const row = (index: number, id: string, values: (number | null)[]) => ({ index, id, values })

describe('the sensor table', () => {
  it('starts from the snapshot and follows frames by index', async () => {
    const s = setup()
    s.link.ready()
    expect(s.columns).toEqual([{ values: true }])
    await s.asked[0]?.answer(columnBytes([row(40, 'a', [0.1, null]), row(2, 'b', [0.2, 5])], at(7)))
    s.push(frame(8, [{ index: 2, metric: 1, value: 6.5, quality: 2, level: 1 }]))
    const b = s.slot('b')
    expect(s.table.value(b, 1)).toBeCloseTo(6.5)
    expect(s.table.at(b, 1)).toBe(T0 + 1000)
    expect(s.table.quality(b, 1)).toBe(2)
    expect(s.table.level(b)).toBe(1)
    expect(s.table.newestAt(b)).toBe(T0 + 1000)
    const a = s.slot('a')
    expect(s.table.value(a, 0)).toBeCloseTo(0.1)
    expect(s.table.value(a, 1)).toBeNaN()
    expect(s.table.slotOf('c')).toBeUndefined()
    expect(s.table.entry(b)).toMatchObject({ index: 2, id: 'b', name: '名 b', kind: 'ponding', simulated: true })
    expect(s.table.entry(2)).toBeUndefined()
    expect(s.since).toEqual([])
  })

  it('bumps its version at most once per animation frame', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])]))
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
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(3)))
    expect(s.table.value(0, 0)).toBe(4)
    expect([s.asked.length, s.since.length]).toEqual([1, 0])
  })

  it('shows the newest over a hole at once, asks what came since, and takes no snapshot', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0]), row(1, 'b', [0])], at(3)))
    s.push(frame(6, [{ index: 0, value: 6 }]))
    expect(s.table.value(0, 0)).toBe(6)
    expect(s.since.map((one) => one.body)).toEqual([{ epoch: 'run-1', values: { [KEY]: 3 }, states: {} }])
    s.push(frame(7, [{ index: 0, value: 7 }]))
    // The answer is of before frame 7: that stands again once the hole is filled.
    const missed = frame(6, [
      { index: 0, value: 6 },
      { index: 1, value: 5, level: 2 },
    ])
    await s.since[0]?.answer(sinceBytes([part(missed)]))
    expect([s.table.value(0, 0), s.table.value(1, 0), s.table.level(1)]).toEqual([7, 5, 2])
    s.push(frame(8, [{ index: 1, value: 8 }]))
    expect(s.table.value(1, 0)).toBe(8)
    s.pass(60_000)
    expect([s.asked.length, s.since.length]).toEqual([1, 1])
  })

  it('asks not more often than once in a while, and less often where answers are slow', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(1)))
    s.push(frame(3, [{ index: 0, value: 3 }]))
    await s.since[0]?.answer(sinceBytes([part(frame(3, []))]))
    s.push(frame(5, [{ index: 0, value: 5 }]))
    expect(s.since).toHaveLength(1)
    s.pass(SINCE_EVERY_MS - 1)
    expect(s.since).toHaveLength(1)
    s.pass(1)
    expect(s.since).toHaveLength(2)
    s.pass(3_000)
    await s.since[1]?.answer(sinceBytes([part(frame(5, []))]))
    s.push(frame(7, [{ index: 0, value: 7 }]))
    s.pass(5_999)
    expect(s.since).toHaveLength(2)
    s.pass(1)
    expect(s.since).toHaveLength(3)
  })

  it('counts what was left out within the last minute', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(1)))
    for (const seq of [2, 5, 6, 9]) s.push(frame(seq, [{ index: 0, value: seq }]))
    expect(s.table.folded()).toBe(4)
    s.pass(30_000)
    s.push(frame(12, [{ index: 0, value: 12 }]))
    expect(s.table.folded()).toBe(6)
    s.pass(31_000)
    expect(s.table.folded()).toBe(2)
  })

  it('takes a repeated frame for nothing', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(3)))
    s.push(frame(4, [{ index: 0, value: 4 }]))
    s.push(frame(4, [{ index: 0, value: 99 }]))
    s.push(frame(2, [{ index: 0, value: 98 }]))
    expect([s.table.value(0, 0), s.table.folded(), s.since.length]).toEqual([4, 0, 0])
  })

  it('never writes a frame of another run into the table', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(3)))
    s.push(frame(4, [{ index: 0, value: 99 }], 'run-2'))
    expect(s.table.value(0, 0)).toBe(0)
    s.pass(10_000)
    await s.asked[1]?.answer(columnBytes([row(0, 'z', [1])], { ...at(3), epoch: 'run-2' }))
    expect(s.table.slotOf('a')).toBeUndefined()
    // The frame that told of the new run is not lost.
    expect(s.table.value(s.slot('z'), 0)).toBe(99)
  })

  it('takes one snapshot for a sensor it does not know, and not one for each of its frames', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(3)))
    s.push(frame(4, [{ index: 77, value: 1 }]))
    s.pass(10_000)
    expect(s.asked).toHaveLength(2)
    // Not even this one tells of it.
    await s.asked[1]?.answer(columnBytes([row(0, 'a', [0])], at(4)))
    for (let seq = 5; seq < 20; seq++) {
      s.push(frame(seq, [{ index: 77, value: seq }]))
      s.pass(10_000)
    }
    expect(s.asked).toHaveLength(2)
    s.push(frame(20, [{ index: 78, value: 1 }]))
    s.pass(10_000)
    await s.asked[2]?.answer(columnBytes([row(0, 'a', [0]), row(78, 'n', [1])], at(20)))
    s.push(frame(21, [{ index: 78, value: 2 }]))
    expect(s.table.value(s.slot('n'), 0)).toBe(2)
    expect(s.asked).toHaveLength(3)
  })

  it('takes what the hub sends later as current, also when it is of an earlier instant', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [5])], at(3)))
    s.push(frame(4, [{ index: 0, value: 1, at: T0 - 5000, level: 2 }]))
    expect([s.table.value(0, 0), s.table.at(0, 0), s.table.newestAt(0)]).toEqual([1, T0 - 5000, T0 - 5000])
    expect(s.table.level(0)).toBe(2)
  })

  it('survives cut bytes and metrics out of range', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [5]), row(1, 'b', [6])], at(3)))
    s.push(new Uint8Array([1, 2, 3]))
    s.push(frame(4, [{ index: 0, value: 1 }]).slice(0, -3))
    expect(s.refused).toEqual(['values: cut', 'values: cut'])
    s.push(frame(4, [{ index: 0, metric: 9, value: 1 }]))
    expect([s.table.value(0, 0), s.table.value(1, 0)]).toEqual([5, 6])
  })

  it('tells each follower which slots were written, and that all are new after a fill', async () => {
    const s = setup()
    const taken = (f: SlotFollower): number[] | 'filled' => {
      const slots: number[] = []
      return f.take((slot) => slots.push(slot)) ? 'filled' : slots
    }
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(5, 'a', [0]), row(9, 'b', [0, 0]), row(2, 'c', [0])]))
    const first = s.table.follow()
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
      columnBytes([
        { ...row(0, 'a', [1, 2]), lng: 119.5, lat: 32.1, quality: [Quality.flat, 0], at: [T0, T0 + 50] },
        row(1, 'b', [1, 1]),
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
    expect([s.table.stale(0, T0 + 300_050), s.table.stale(0, T0 + 300_051)]).toEqual([false, true])
  })

  it('retries when the snapshot cannot be had or read', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(new ArrayBuffer(3))
    expect(s.table.state()).toBe('failed')
    expect(s.refused).toEqual(['sensors: short'])
    s.pass(30_000)
    await s.asked[1]?.fail(new Error('away'))
    s.pass(30_000)
    await s.asked[2]?.answer(columnBytes([row(0, 'a', [1])]))
    expect(s.table.state()).toBe('live')
    s.table.stop()
    expect(s.link.filters()).toEqual([])
  })

  it('asks again when what came since cannot be had, is cut, or lacks a frame that can be read', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0]), row(1, 'b', [0])], at(3)))
    s.push(frame(6, [{ index: 0, value: 6 }]))
    await s.since[0]?.fail(new Error('away'))
    s.pass(20_000)
    await s.since[1]?.answer(sinceBytes([part(frame(6, [{ index: 1, value: 6 }]))]).slice(0, -1))
    expect(s.table.value(1, 0)).toBe(0)
    s.pass(20_000)
    await s.since[2]?.answer(sinceBytes([part(frame(6, [{ index: 1, value: 6 }]).slice(0, -1))]))
    s.pass(20_000)
    await s.since[3]?.answer(sinceBytes([part(frame(6, [{ index: 1, value: 6 }]))]))
    expect(s.table.value(1, 0)).toBe(6)
    s.pass(60_000)
    expect([s.asked.length, s.since.length]).toEqual([1, 4])
  })

  it('begins anew when the hub is another one', async () => {
    const s = setup()
    s.link.ready()
    await s.asked[0]?.answer(columnBytes([row(0, 'a', [0])], at(3)))
    s.link.ready()
    expect(s.since).toHaveLength(1)
    await s.since[0]?.answer(sinceBytes(undefined))
    s.pass(10_000)
    expect(s.asked).toHaveLength(2)
    await s.asked[1]?.answer(columnBytes([row(0, 'z', [1])], { ...at(9), epoch: 'run-2' }))
    expect(s.slot('z')).toBe(0)
  })
})
