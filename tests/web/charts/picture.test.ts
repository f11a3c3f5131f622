// @vitest-environment happy-dom
// The sheet a picture is taken away on: what it says, however long, and the keys of its lines.
import { beforeEach, describe, expect, it } from 'vitest'
import { keyLook, sheetCharts } from '../../../src/web/charts/comparePaper.ts'
import { sheetText, wrapped, type PictureInput } from '../../../src/web/charts/picture.ts'
import { setLocale } from '../../../src/web/i18n/i18n.ts'
import { colours } from '../support/colours.ts'
import { HOUR, START, sign } from './support.ts'

const input = (over: Partial<PictureInput> = {}): PictureInput => ({
  title: '对比：水位、车速',
  span: { from: START, to: START + 3 * HOUR },
  legend: [{ name: '水位', about: '据八周', look: { type: 'line', tone: 'series-3', dash: [] } }],
  origin: '模拟',
  sources: ['水位计', '卡口'],
  now: START + 4 * HOUR,
  charts: [],
  say: (key, values = {}) => [key, ...Object.values(values)].join(' '),
  ...over,
})
/** Every letter as wide as its size. */
const measure = (text: string, size: number): number => [...text].length * size

beforeEach(() => setLocale('zh'))

describe('the sheet', () => {
  it('carries title, span with its dates, keys, origin, every source and when it was made', () => {
    expect(sheetText(input(), measure)).toEqual({
      title: ['对比：水位、车速'],
      span: '2026-11-21 08:00 – 2026-11-21 11:00',
      notes: [
        { text: '水位: 据八周', look: { type: 'line', tone: 'series-3', dash: [] } },
        { text: '模拟' },
        { text: 'charts.sourceOf 水位计' },
        { text: 'charts.sourceOf 卡口' },
        { text: 'charts.product · charts.made 2026-11-21 12:00' },
      ],
    })
  })
  it('breaks a long title and long notes into lines; a key stands at the first only', () => {
    const long = '长'.repeat(130)
    const { title, notes } = sheetText(
      input({ title: long, legend: [{ name: long, look: { type: 'hatch' } }] }),
      measure,
    )
    expect(title.join('')).toBe(long)
    expect(Math.max(...title.map((line) => measure(line, 20)))).toBeLessThanOrEqual(1152)
    expect(notes.slice(0, 2).map((n) => n.look?.type)).toEqual(['hatch', undefined])
  })
  it('keeps words whole', () => {
    expect(wrapped('one two three', 8, (s) => s.length)).toEqual(['one two', 'three'])
  })
})

describe('compared series', () => {
  const line = (id: string, place: number) => ({ id, name: id, place, decimals: 1, series: sign({ unit: 'm' }) })
  it('have the key of their colour and dash', () => {
    expect([0, 1, 4, 5].map((place) => keyLook(line('a', place)))).toEqual([
      { type: 'line', tone: 'series-2', dash: [] },
      { type: 'line', tone: 'series-3', dash: [] },
      { type: 'line', tone: 'series', dash: [] },
      { type: 'line', tone: 'series-2', dash: [7, 3] },
    ])
  })
  it('stand beneath each other with their time axes in line', () => {
    const groups = [
      { name: '短', unit: 'm', lines: [line('a', 0)] },
      { name: '长', unit: 'km/h', lines: [line('一个非常非常非常非常长的名字', 1)] },
    ]
    const charts = sheetCharts(groups, { from: START, to: START + 6 * HOUR })
    const grids = charts.map(
      ({ build, height = 0 }) =>
        build({ width: 1152, height, textSize: 14 }, colours)['grid'] as { left: number; right: number },
    )
    expect(grids[0]?.left).toBe(grids[1]?.left)
    expect(grids[0]?.right).toBe(grids[1]?.right)
  })
})
