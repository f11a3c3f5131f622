// @vitest-environment happy-dom
// Two depths of one table: states from afar, values near by; what is followed changes with what is wanted; hidden, nothing is.
import { describe, expect, it } from 'vitest'
import { filtersOf, rosterOf } from '../../../src/web/live/scope.ts'
import { HIDDEN_MS } from '../../../src/web/live/sensors.ts'
import { DOUBTED, SILENT } from '../../../src/wire/stateFrame.ts'
import { columnBytes } from '../../support/columns.ts'
import { T0 } from '../../support/rows.ts'
import { frame, part, setup, sinceBytes, stateFrame, statePart } from './support.ts'

const ROWS = [
  { index: 0, id: 'a', silent: true },
  { index: 1, id: 'b', district: '321003', doubted: true, level: 3 },
]
const SEQS = {
  values: { '321002/ponding': 9, '321003/ponding': 9 },
  states: { '321002/ponding': 4, '321003/ponding': 6 },
}
const bytes = (): ArrayBuffer => columnBytes(ROWS, { ...SEQS, withValues: false })
const CITY = { depth: 'states' } as const
const NEAR = { districts: ['321002'], depth: 'values' } as const

async function far() {
  const s = setup([CITY])
  s.link.ready()
  await s.asked[0]?.answer(bytes())
  return s
}

describe('depth', () => {
  it('states: follows states of the city, knows no value', async () => {
    const s = await far()
    expect(s.columns).toEqual([{ values: false }])
    expect(s.link.filters()).toEqual(['yiwang/v1/state/+/+'])
    expect([s.table.stale(0, T0), s.table.stale(1, T0)]).toEqual([true, false])
    expect([s.table.suspect(0), s.table.suspect(1), s.table.level(1)]).toEqual([false, true, 3])
    s.pushState(stateFrame(5, [{ index: 0, level: 1, flags: DOUBTED }]))
    s.pushState(stateFrame(7, [{ index: 1, flags: SILENT }]), 'ponding', '321003')
    expect([s.table.level(0), s.table.suspect(0), s.table.stale(0, T0)]).toEqual([1, true, false])
    expect([s.table.level(1), s.table.suspect(1), s.table.stale(1, T0)]).toEqual([0, false, true])
    expect([s.table.hasValues(0), s.table.value(0, 0), s.since.length]).toEqual([false, Number.NaN, 0])
  })

  it('values: fetches them for what is new only, and shows them once they are all here', async () => {
    const s = await far()
    s.wanting.set([CITY, NEAR])
    expect(s.link.filters()).toEqual(['yiwang/v1/state/+/+', 'yiwang/v1/frame/321002/+'])
    s.push(frame(10, [{ index: 0, value: 10 }]))
    expect(s.table.hasValues(0)).toBe(false)
    s.link.ready()
    const asked = s.since[0]?.body
    expect(asked?.values).toEqual({ '321002/ponding': 0 })
    await s.since[0]?.answer(sinceBytes([part(frame(10, [{ index: 0, value: 10, at: T0 }]))]))
    expect([s.table.hasValues(0), s.table.hasValues(1)]).toEqual([true, false])
    expect([s.table.value(0, 0), s.table.stale(0, T0 + 1)]).toEqual([10, false])
    expect(s.asked).toHaveLength(1)
  })

  it('asks since the last sequence of its own when it comes back to values', async () => {
    const s = await far()
    s.wanting.set([CITY, NEAR])
    s.link.ready()
    await s.since[0]?.answer(sinceBytes([part(frame(10, [{ index: 0, value: 10 }]))]))
    s.wanting.set([CITY])
    expect(s.link.filters()).toEqual(['yiwang/v1/state/+/+'])
    expect([s.table.hasValues(0), s.table.stale(0, T0)]).toEqual([false, true])
    s.wanting.set([CITY, NEAR])
    expect(s.table.hasValues(0)).toBe(false)
    s.link.ready()
    expect(s.since[1]?.body.values).toEqual({ '321002/ponding': 10 })
    await s.since[1]?.answer(sinceBytes([]))
    expect([s.table.hasValues(0), s.table.folded()]).toEqual([true, 0])
  })

  it('serves several at once, and rests when nobody wants anything', async () => {
    const s = await far()
    const other = s.table.want([{ kinds: ['ponding'], districts: ['321003'], depth: 'values' }])
    expect(s.link.filters()).toEqual(['yiwang/v1/state/+/+', 'yiwang/v1/frame/321003/ponding'])
    s.wanting.stop()
    expect(s.link.filters()).toEqual(['yiwang/v1/frame/321003/ponding'])
    other.stop()
    expect(s.link.filters()).toEqual([])
  })

  it('takes a small roster for one page and the city when a map comes', async () => {
    const s = setup([{ districts: ['321003'], kinds: ['ponding'], depth: 'values' }])
    s.link.ready()
    expect(s.columns).toEqual([{ district: '321003', kind: 'ponding', values: true }])
    await s.asked[0]?.answer(columnBytes([{ index: 1, id: 'b', district: '321003', values: [2] }], SEQS))
    expect(s.table.hasValues(0)).toBe(true)
    s.table.want([CITY])
    s.link.ready()
    expect(s.columns[1]).toEqual({ values: false })
    await s.asked[1]?.answer(bytes())
    expect(s.since[0]?.body.values).toEqual({ '321003/ponding': 0 })
    await s.since[0]?.answer(sinceBytes([part(frame(9, [{ index: 1, value: 2.5 }]), '321003/ponding')]))
    expect(s.table.value(s.slot('b'), 0)).toBe(2.5)
  })

  it('waits until all subscriptions stand before it asks', async () => {
    const s = setup([CITY, NEAR])
    s.link.ready()
    expect(s.asked).toHaveLength(1)
    await s.asked[0]?.answer(bytes())
    expect(s.since[0]?.body).toEqual({ epoch: 'run-1', values: { '321002/ponding': 0 }, states: {} })
    // Nothing but what came since after a connection that broke: states from where they were.
    s.pushState(stateFrame(5, [{ index: 0 }]))
    await s.since[0]?.answer(sinceBytes([part(frame(9, [{ index: 0, value: 1 }]))]))
    s.link.ready()
    expect(s.since[1]?.body).toEqual({
      epoch: 'run-1',
      values: { '321002/ponding': 9 },
      states: { '321002/ponding': 5, '321003/ponding': 6 },
    })
    await s.since[1]?.answer(sinceBytes([statePart(stateFrame(8, [{ index: 1, level: 4 }]), '321003/ponding')]))
    expect(s.table.level(1)).toBe(4)
    expect(s.asked).toHaveLength(1)
  })
})

describe('a hidden page', () => {
  it('follows nothing after a while, and asks what came since when it is seen again', async () => {
    const s = await far()
    s.show(true)
    s.pass(HIDDEN_MS - 1)
    expect(s.link.filters()).toHaveLength(1)
    s.pass(1)
    expect(s.link.filters()).toEqual([])
    s.pass(3_600_000)
    expect([s.asked.length, s.since.length]).toEqual([1, 0])
    s.show(false)
    s.link.ready()
    expect(s.since[0]?.body.states).toEqual({ '321002/ponding': 4, '321003/ponding': 6 })
    await s.since[0]?.answer(sinceBytes([statePart(stateFrame(7_204, [{ index: 0, level: 2 }]))]))
    expect(s.table.level(0)).toBe(2)
    s.pushState(stateFrame(7_205, [{ index: 0, level: 1 }]))
    // What was not followed was not folded.
    expect([s.table.level(0), s.table.folded(), s.asked.length]).toEqual([1, 0, 1])
  })

  it('looked away from for a moment goes on', async () => {
    const s = await far()
    s.show(true)
    s.pass(HIDDEN_MS - 1)
    s.show(false)
    s.pass(60_000)
    expect(s.link.filters()).toHaveLength(1)
    expect(s.since).toEqual([])
  })

  it('remembers what is wanted meanwhile', async () => {
    const s = await far()
    s.show(true)
    s.pass(HIDDEN_MS)
    s.wanting.set([CITY, NEAR])
    expect(s.link.filters()).toEqual([])
    s.show(false)
    expect(s.link.filters()).toEqual(['yiwang/v1/state/+/+', 'yiwang/v1/frame/321002/+'])
  })
})

describe('scopes', () => {
  it.each([
    [
      [CITY, NEAR],
      ['yiwang/v1/state/+/+', 'yiwang/v1/frame/321002/+'],
    ],
    [[{ depth: 'values' }, NEAR] as const, ['yiwang/v1/frame/+/+']],
    [[{ kinds: ['a', 'b'], depth: 'states' }] as const, ['yiwang/v1/state/+/a', 'yiwang/v1/state/+/b']],
    [[{ kinds: [], depth: 'states' }] as const, []],
    [
      [NEAR, { districts: ['321002', '321003'], kinds: ['a'], depth: 'values' }] as const,
      ['yiwang/v1/frame/321002/+', 'yiwang/v1/frame/321003/a'],
    ],
  ])('%j as filters', (scopes, filters) => {
    expect(filtersOf(scopes)).toEqual(filters)
  })
  it.each([
    [[CITY], {}],
    [[NEAR], { district: '321002' }],
    [[NEAR, CITY], {}],
    [[NEAR, { districts: ['321002'], kinds: ['a'], depth: 'states' }] as const, { district: '321002' }],
    [[], {}],
  ])('%j as one request', (scopes, roster) => {
    expect(rosterOf(scopes)).toEqual(roster)
  })
})
