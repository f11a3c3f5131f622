// The arithmetic of panels: what fits, what comes first, what a board is about, what a pushed map shows.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toQuery } from '../../../src/web/map/viewAddress.ts'
import { arranged } from '../../../src/web/wall/arrange.ts'
import { byClass } from '../../../src/web/wall/byClass.ts'
import { nearest } from '../../../src/web/wall/nearest.ts'
import { pushedMap } from '../../../src/web/wall/pushedMap.ts'
import { ranked } from '../../../src/web/wall/ranked.ts'
import { isAbout } from '../../../src/web/wall/topic.ts'
import { limitFor, worstFirst } from '../../../src/web/wall/worst.ts'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'

const cell = { width: 100, height: 80 }
describe('cells in a box', () => {
  it.each([
    [6, 320, 170, { columns: 3, rows: 2, fits: 6 }],
    [6, 110, 500, { columns: 1, rows: 6, fits: 6 }],
    [9, 220, 170, { columns: 2, rows: 2, fits: 4 }],
    [1, 900, 900, { columns: 1, rows: 1, fits: 1 }],
    [4, 10, 10, { columns: 1, rows: 1, fits: 1 }],
    [0, 900, 900, { columns: 1, rows: 1, fits: 0 }],
  ])('%i in %i × %i', (n, w, h, expected) => expect(arranged(n, w, h, cell)).toEqual(expected))
  it('never smaller than asked, never more than there are places', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 100, max: 3000 }),
        fc.integer({ min: 80, max: 2000 }),
        (n, w, h) => {
          const { columns, rows, fits } = arranged(n, w, h, cell)
          expect(w / columns).toBeGreaterThanOrEqual(cell.width)
          if (rows > 1) expect(h / rows).toBeGreaterThanOrEqual(cell.height)
          expect(fits).toBeLessThanOrEqual(Math.min(n, rows * columns))
        },
      ),
    ))
})

describe('order', () => {
  it('districts: the worse end first, the unknown last', () => {
    const rows = [
      { id: 'a', view: { value: 1 } },
      { id: 'b', view: undefined },
      { id: 'c', view: { value: 4 } },
    ]
    expect(ranked(rows, 'lowerBetter').map((r) => [r.id, r.share])).toEqual([
      ['c', 1],
      ['a', 0.25],
      ['b', 0],
    ])
    expect(ranked(rows, 'higherBetter').map((r) => r.id)).toEqual(['a', 'c', 'b'])
  })
  it('sensors: by level, then by value; what is silent stands last whatever it said', () => {
    const s = (slot: number, value: number, level: number, silent = false) => ({ slot, value, level, silent })
    const all = [s(0, 5, 0), s(1, 9, 1, true), s(2, 3, 2), s(3, 7, 0), s(4, Number.NaN, 0)]
    expect(worstFirst(all, false).map((x) => x.slot)).toEqual([2, 3, 0, 1, 4])
    expect(worstFirst(all, true).map((x) => x.slot)).toEqual([2, 0, 3, 1, 4])
  })
  it('classes: the most first, those without a matter last', () =>
    expect(
      byClass([{ matter: 'x' }, {}, {}, {}, { matter: 'y' }, { matter: 'y' }], (m) => ({ zh: m, en: m })).map((c) => [
        c.key,
        c.n,
      ]),
    ).toEqual([
      ['y', 2],
      ['x', 1],
      ['', 3],
    ]))
  it('cameras: the nearest first', () =>
    expect(
      nearest(
        [
          { id: 'far', lng: 120, lat: 32 },
          { id: 'near', lng: 119.01, lat: 32 },
        ],
        { lng: 119, lat: 32 },
        1,
      )[0]?.id,
    ).toBe('near'))
})

const rule = (change: Partial<AlarmRule> = {}): AlarmRule => ({
  ...{ id: 'r', kind: 'ponding', metric: 'depthM', name: { zh: '', en: '' }, direction: 'above', deadband: 0 },
  ...{
    onDelayMs: 0,
    offDelayMs: 0,
    steps: [
      { level: 4, limit: 0.05 },
      { level: 2, limit: 0.3 },
    ],
  },
  ...change,
})
describe('the limit a value is told against', () => {
  it('is the gravest it is over, else the mildest', () => {
    expect(limitFor([rule()], 0.4)).toEqual({ limit: 0.3, isOver: true })
    expect(limitFor([rule()], 0.1)).toEqual({ limit: 0.05, isOver: true })
    expect(limitFor([rule()], 0)).toEqual({ limit: 0.05, isOver: false })
  })
  it('is not told where it hangs on the sensor', () => {
    expect(limitFor([rule({ where: { grade: 'a' } }), rule({ where: { grade: 'b' } })], 1)).toBeUndefined()
    expect(limitFor([], 1)).toBeUndefined()
  })
})

describe('a board is about', () => {
  const topic = { groups: [], matters: ['M001', 'E'], warnings: [] }
  it.each([
    ['M001', true],
    ['E003', true],
    ['M002', false],
    [undefined, false],
  ])('%s: %s', (matter, is) => expect(isAbout(topic, { matter })).toBe(is))
  it('everything, where it names nothing', () => expect(isAbout({ ...topic, matters: [] }, {})).toBe(true))
})

describe('a map put on a wall', () => {
  const kindsOf = (choice: string | undefined) => (choice === undefined ? undefined : [choice])
  it('shows what the address of the map page says', () =>
    expect(
      pushedMap(
        toQuery({
          layers: ['sensors', 'choropleth', 'units'],
          choices: { sensors: 'rain', choropleth: 'pm25', reports: 'hotline' },
          camera: { lng: 119.4, lat: 32.4, zoom: 12 },
          brushed: { lastMs: 3_600_000 },
          shape: { type: 'area', code: '321002' },
        }),
        kindsOf,
      ),
    ).toEqual({
      panel: {
        ...{ layers: ['sensors', 'choropleth', 'units'], kinds: ['rain'], indicator: 'pm25' },
        camera: { lng: 119.4, lat: 32.4, zoom: 12, pitch: 0 },
      },
      view: {
        choices: { sensors: 'rain', choropleth: 'pm25', reports: 'hotline' },
        ...{ cases: false, brushed: { lastMs: 3_600_000 }, shape: { type: 'area', code: '321002' } },
      },
    }))
  it('no layer at all is no sensor either; nothing said is the usual', () => {
    expect(pushedMap(toQuery({ layers: [] }), kindsOf)).toEqual({
      panel: { layers: [], kinds: [] },
      view: { choices: {}, cases: false },
    })
    const usual = { panel: {}, view: { choices: {}, cases: true } }
    expect(pushedMap({}, kindsOf)).toEqual(usual)
    expect(pushedMap({ at: 'somewhere' }, kindsOf)).toEqual(usual)
  })
})
