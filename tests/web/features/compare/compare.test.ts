// Comparing: what the address says, which lines share an axis, what an index is, what is taken away.
import { describe, expect, it } from 'vitest'
import {
  baseOf,
  byUnit,
  comparePicture,
  compareStops,
  fitted,
  lookOf,
  movedBy,
  readLine,
  toIndex,
  type ComparedLine,
} from '../../../../src/web/charts/compare.ts'
import { MOST, fromKey, fromQuery, toQuery } from '../../../../src/web/features/compare/address.ts'
import { comparePlace, keyOf } from '../../../../src/web/charts/comparePlace.ts'
import { comparedRows } from '../../../../src/web/features/compare/comparedRows.ts'
import { HOUR, START, forms } from '../../charts/support.ts'
import { colours } from '../../support/colours.ts'

const at = [0, 1, 2, 3].map((i) => START + i * HOUR)
const line = (id: string, over: Partial<ComparedLine> = {}): ComparedLine => ({
  id,
  name: id,
  place: 0,
  decimals: 1,
  series: { unit: 'm', stepMs: HOUR, at, value: [2, 4, null, 3] },
  ...over,
})

describe('the address', () => {
  it.each(['pm25@3210', 'sensor:PND-0012@depthM', 'a@b@321002'])('%s goes there and back', (key) => {
    const one = fromKey(key)
    expect(one && keyOf(one)).toBe(key)
  })
  it.each(['', '@3210', 'pm25', 'pm25@', 'sensor:@x', `${'x'.repeat(300)}@1`])('«%s» is left out', (key) => {
    expect(fromKey(key)).toBeUndefined()
  })
  it('holds each series once, eight at most, and forgives what it does not know', () => {
    const s = ['a@1', 'a@1', 'nonsense', ...Array.from({ length: 9 }, (_, i) => `i${i}@1`)]
    const address = fromQuery({ s, span: 'eternity', shift: '7d', index: '1' })
    expect(address.chosen).toHaveLength(MOST)
    expect(address).toMatchObject({ span: '24h', shift: '7d', index: true })
    expect(fromQuery({})).toEqual({ chosen: [], span: '24h', shift: 'none', index: false })
  })
  it('says only what differs from the plain page', () => {
    const one = { type: 'indicator', id: 'pm25', area: '3210' } as const
    expect(toQuery({ chosen: [one], span: '24h', shift: 'none', index: false })).toEqual({ s: ['pm25@3210'] })
    expect(toQuery({ chosen: [], span: '7d', shift: '1d', index: true })).toEqual({
      span: '7d',
      shift: '1d',
      index: '1',
    })
  })
})

describe('the way there', () => {
  it('from a chart is an address the page reads back', () => {
    for (const one of [
      { type: 'indicator', id: 'pm25', area: '3210' },
      { type: 'sensor', id: 'PND-0012', metric: 'depthM' },
    ] as const)
      expect(fromQuery(comparePlace(one).query).chosen).toEqual([one])
  })
})

describe('axes', () => {
  it('never carry two units', () => {
    const mgL = { unit: 'mg/L', at, value: [1, 1, 1, 1] }
    const groups = byUnit([line('a'), line('b', { series: mgL }), line('c')])
    expect(groups.map((g) => [g.unit, g.lines.map((l) => l.id)])).toEqual([
      ['m', ['a', 'c']],
      ['mg/L', ['b']],
    ])
  })
})

describe('an index', () => {
  it('is a hundred at the first value known in the span', () => {
    const series = { unit: 'm', at, value: [null, 4, 6, 2], least: [null, 3, 5, 1], greatest: [null, 5, 7, 3] }
    expect(baseOf(series, START)).toBe(4)
    expect(baseOf(series, START + 2 * HOUR)).toBe(6)
    expect(toIndex(series, 4)).toMatchObject({
      unit: '',
      value: [null, 100, 150, 50],
      least: [null, 75, 125, 25],
      greatest: [null, 125, 175, 75],
    })
  })
  it.each([undefined, 0, -3])('means nothing from %s', (base) => {
    expect(toIndex({ unit: '', at, value: [1, 1, 1, 1] }, base)).toBeUndefined()
  })
  it('of an earlier time stands on the present clock', () => {
    expect(movedBy({ unit: '', at: [1, 2], value: [1, 2] }, 10).at).toEqual([11, 12])
  })
})

describe('the picture', () => {
  const lines = [
    line('a'),
    line('b', { place: 6, series: { unit: 'm', stepMs: HOUR, at, value: [9, 8, 7, 6] } }),
    line('a 7d', { earlier: true }),
  ]
  const make = (width = 800) =>
    comparePicture({
      lines,
      from: START,
      to: START + 3 * HOUR,
      box: { width, height: 300, textSize: 12 },
      axisName: '水位（m）',
      unit: 'm',
      forms,
      colours,
    })
  it('is this', () => {
    expect(make().option).toMatchSnapshot()
  })
  it('tells lines apart by colour, then by dash; earlier ones are dotted in the colour of their own', () => {
    expect(lookOf({ place: 0 })).toEqual({ colour: 0, dash: [] })
    expect(lookOf({ place: 6 }).colour).toBe(1)
    expect(lookOf({ place: 6 }).dash).not.toEqual([])
    expect(lookOf({ place: 3, earlier: true }).colour).toBe(lookOf({ place: 3 }).colour)
    const looks = Array.from({ length: MOST }, (_, place) => JSON.stringify(lookOf({ place })))
    expect(new Set(looks).size).toBe(MOST)
  })
  it('names no lines in the margin of a phone: the legend does', () => {
    const names = (make(390).option['series'] as { id: string; names?: unknown[] }[]).find((s) => s.id === 'names')
    expect(names?.names).toEqual([])
    expect(make(390).frame.right).toBeLessThan(20)
  })
  it('pictures beneath each other share their margins, however long the names', () => {
    const right = (name: string) =>
      comparePicture({
        lines: [line('a', { name })],
        from: START,
        to: START + 3 * HOUR,
        box: { width: 900, height: 220, textSize: 12 },
        axisName: '',
        unit: 'm',
        forms,
        colours,
        left: 52,
        right: 190,
      }).frame
    const [short, long] = [right('短'), right('一个非常非常非常非常非常非常非常长的名字')]
    expect([short.left, short.right]).toEqual([long.left, long.right])
  })
  it('reads each line where it is known, and rests wherever one of them is', () => {
    const picture = make()
    expect(readLine(picture, 'a', START + HOUR)?.value).toBe(4)
    expect(readLine(picture, 'nobody', START)).toBeUndefined()
    expect(compareStops(picture)).toEqual(at)
  })
  it('cuts a long name and says so', () => {
    expect(fitted('短名', 100, 12)).toBe('短名')
    expect(fitted('一个非常非常非常长的名字', 60, 12)).toBe('一个非常…')
  })
})

describe('the table taken away', () => {
  const words = { time: '时间', head: ['对比'], moment: (t: number) => `t${(t - START) / HOUR}` }
  it('has a row per instant and a column per series, gaps empty', () => {
    const other = line('b', { series: { unit: '', at: [START + HOUR, START + 9 * HOUR], value: [7, 8] } })
    expect(comparedRows([line('a'), other], words)).toEqual([
      ['对比'],
      ['时间', 'a (m)', 'b'],
      ['t0', 2, null],
      ['t1', 4, 7],
      ['t2', null, null],
      ['t3', 3, null],
      ['t9', null, 8],
    ])
  })
})
