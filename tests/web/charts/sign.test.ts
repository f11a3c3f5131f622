// @vitest-environment happy-dom
// The picture of a vital sign, pinned: what each layer holds, what stands where, what is left out and said to be.
import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '../../../src/web/i18n/i18n.ts'
import { legendOf, scoreText } from '../../../src/web/charts/signLegend.ts'
import { readSign, stopsOf } from '../../../src/web/charts/signReading.ts'
import { ROWS_MOST, signTable } from '../../../src/web/charts/signRows.ts'
import { signTip, type SignForm } from '../../../src/web/charts/signWords.ts'
import { hasPicture, signPicture, type SignInput } from '../../../src/web/charts/sign.ts'
import { forecastRun, thinned, staleSpan } from '../../../src/web/charts/signRuns.ts'
import { spread } from '../../../src/web/charts/shapes.ts'
import { changed } from '../../../src/web/charts/timeOption.ts'
import { colours } from '../support/colours.ts'
import { HOUR, MINUTE, START, input, sign } from './support.ts'

beforeEach(() => setLocale('zh'))

interface Part {
  readonly id: string
  readonly [name: string]: unknown
}
const parts = (over: Partial<SignInput> = {}): Map<string, Part> => {
  const { option } = signPicture(input(over))
  return new Map((option['series'] as Part[]).map((part) => [part.id, part]))
}
const form: SignForm = { name: 'PM2.5', unit: 'µg/m³', decimals: 1, now: START + 6 * HOUR }
/** Phrases as their keys with what fills them: the words themselves are the business of the phrase files. */
const say = (key: string, values: Record<string, string | number> = {}): string =>
  `${key.replace('charts.', '')}${Object.values(values).length > 0 ? `(${Object.values(values).join('|')})` : ''}`
const layers = { band: true, forecast: true, ghosts: new Set(['lastWeek'] as const) }

describe('the picture of a sign', () => {
  it('is this, for a series with everything in it', () => {
    expect(signPicture(input()).option).toMatchSnapshot()
  })
  it('is this, for a sensor’s bare series', () => {
    const series = { unit: 'm', at: [START, START + MINUTE, START + 2 * MINUTE], value: [0.1, 0.2, 0.15] }
    expect(signPicture(input({ series, decimals: 2, to: START + 2 * MINUTE, limits: [] })).option).toMatchSnapshot()
  })
  it('leaves gaps open, and a value alone between two gaps is a dot', () => {
    const series = {
      unit: '',
      stepMs: MINUTE,
      at: [0, 1, 2, 3, 4].map((i) => START + i * MINUTE),
      value: [1, null, 2, null, 3],
    }
    const value = parts({ series, to: START + 4 * MINUTE }).get('value')
    expect(value?.['connectNulls']).toBe(false)
    expect((value?.['data'] as unknown[]).filter((d) => !Array.isArray(d))).toHaveLength(3)
  })
  it('shades least to greatest where points were drawn together, the spike in it', () => {
    const at = Array.from({ length: 5_000 }, (_, i) => START + i * MINUTE)
    const value = at.map((_, i) => (i === 2_345 ? 400 : 10))
    const picture = signPicture(
      input({ series: { unit: '', stepMs: MINUTE, at, value }, to: at.at(-1) ?? 0, limits: [] }),
    )
    const area = (picture.option['series'] as Part[]).find((p) => p.id === 'spread')
    const runs = area?.['runs'] as { high: number[] }[]
    expect(picture.together).toBe(true)
    expect(Math.max(...runs.flatMap((r) => r.high))).toBe(400)
    expect(picture.frame.axis.max).toBeGreaterThanOrEqual(400)
    expect(picture.points.length).toBeLessThan(620)
  })
  it('draws the limits that are near in the hue of their level, and no other series in one', () => {
    const all = parts()
    expect(all.get('limits')?.['limits']).toEqual([{ level: 4, limit: 25, word: 'Ⅳ级' }])
    for (const [id, part] of all) {
      if (id === 'limits' || id === 'names') continue
      expect(JSON.stringify(part), id).not.toMatch(/"l[1-4]"/)
    }
  })
  it('keeps the band apart where an hour of it is unknown', () => {
    const runs = parts().get('band')?.['runs'] as { at: number[] }[]
    expect(runs.map((r) => r.at.map((t) => (t - START) / HOUR))).toEqual([
      [0, 1, 2, 3],
      [5, 6, 7, 8, 9],
    ])
  })
  it('goes on from the last value when the forecast was made, and stands alone when nothing was known then', () => {
    const series = sign()
    const { points } = signPicture(input())
    const forecast = series.forecast
    if (forecast === undefined) throw new Error('no forecast')
    expect(forecastRun(forecast, points, HOUR).value).toEqual([18, 17, 16, 15])
    expect(forecastRun(forecast, points, HOUR).low[0]).toBe(18)
    expect(forecastRun({ ...forecast, madeAt: START + 20 * HOUR }, points, HOUR).value).toEqual([17, 16, 15])
    expect(forecastRun(forecast, [], HOUR).value).toEqual([17, 16, 15])
  })
  it('takes away a layer that is put away, and makes no room for it', () => {
    const none = { band: false, forecast: false, ghosts: new Set<never>() }
    const all = parts({ layers: none })
    expect([...all.keys()]).toEqual(['band', 'stale', 'limits', 'spread', 'value', 'corrections', 'names'])
    expect(all.get('band')?.['runs']).toEqual([])
  })
  it('hatches the end where nothing came although it was due', () => {
    const spans = parts({ stale: { from: START + 6 * HOUR, now: START + 7 * HOUR } }).get('stale')?.['spans']
    expect(spans).toEqual([[START + 6 * HOUR, START + 7 * HOUR]])
    expect(parts().get('stale')?.['spans']).toEqual([])
  })
  it('shows the greatest of corrections that would cover each other', () => {
    const list = [
      { at: 1, was: 5, value: 6 },
      { at: 2, was: 5, value: 50 },
      { at: 90, was: 1, value: 2 },
    ]
    expect(thinned(list, 0, 100, 10)).toEqual([list[1], list[2]])
    expect(thinned(list, 50, 100, 10)).toEqual([list[2]])
  })
  it('is nothing without a single value', () => {
    expect(hasPicture({ unit: '', at: [1, 2], value: [null, null] })).toBe(false)
    expect(hasPicture(sign({ value: [] }))).toBe(true)
  })
  it('turns its shapes into places once ECharts knows where things stand', () => {
    type Render = (params: object, api: object) => { children: { type: string; shape: { points?: number[][] } }[] }
    const coordSys = { x: 40, y: 20, width: 500, height: 250 }
    const api = { coord: ([t, v]: [number, number]) => [40 + ((t - START) / (9 * HOUR)) * 500, 270 - v] }
    const all = parts({ stale: { from: START + 6 * HOUR, now: START + 7 * HOUR } })
    const draw = (id: string) => (all.get(id)?.['renderItem'] as Render)({ coordSys }, api).children
    expect(draw('band').map((c) => c.shape.points?.length)).toEqual([8, 10])
    expect(draw('band')[0]?.shape.points?.[0]).toEqual([40, 254])
    expect(draw('limits').map((c) => c.type)).toEqual(['line'])
    expect(draw('corrections').map((c) => c.type)).toEqual(['line', 'rect'])
    expect(draw('stale').length).toBeGreaterThan(20)
    // A sign of the level before its name; last week is named where it ends.
    expect(draw('names').map((c) => c.type)).toEqual(['path', 'text', 'text'])
  })
})

describe('names beside the picture', () => {
  it('never cover each other and stay inside', () => {
    expect(spread([50, 52, 54], 15, 0, 100)).toEqual([50, 65, 80])
    expect(spread([98, 99, 10], 15, 0, 100)).toEqual([85, 100, 10])
    expect(spread([], 15, 0, 100)).toEqual([])
  })
})

describe('what is told to a chart that stands', () => {
  const base = input()
  it('is nothing for the same picture made again', () => {
    expect(changed(signPicture(base).option, signPicture(input()).option)).toEqual({})
  })
  it('is one line for one more value under the same axes', () => {
    const series = sign()
    const more = { ...series, at: [...series.at, START + 6.5 * HOUR], value: [...series.value, 19] }
    const told = changed(signPicture(base).option, signPicture(input({ series: more })).option) ?? {}
    expect(Object.keys(told)).toEqual(['series'])
    expect((told['series'] as Part[]).map((p) => p.id)).toContain('value')
    expect((told['series'] as Part[]).map((p) => p.id)).not.toContain('band')
  })
  it('is the axes and all shapes that hang on them when the span moves', () => {
    const told = changed(signPicture(base).option, signPicture(input({ from: START + HOUR })).option) ?? {}
    expect(Object.keys(told)).toContain('xAxis')
    expect((told['series'] as Part[]).map((p) => p.id)).toEqual(
      expect.arrayContaining(['limits', 'corrections', 'value']),
    )
  })
  it('is everything when a layer comes or goes', () => {
    const without = signPicture(input({ layers: { ...base.layers, forecast: false } }))
    expect(changed(signPicture(base).option, without.option)).toBeUndefined()
  })
})

describe('a sign read at an instant', () => {
  const picture = signPicture(input())
  const read = (at: number) => readSign(sign(), picture, layers, at, [{ at: START + HOUR, words: '突变' }])
  it('tells value, coverage, band, last week and what was corrected', () => {
    const tip = signTip(read(START + HOUR), HOUR / 2, form, say)
    expect(tip.rows.map((r) => `${r.name}: ${r.text}`)).toEqual([
      'PM2.5: 14.0 µg/m³',
      'band: 8.0–16.0 µg/m³',
      'ghost.lastWeek: 10.0 µg/m³',
      'correction: corrected(12.3|14.0|11月22日 08:10)',
      'flagged: 突变',
    ])
    expect(tip.dots).toEqual([14])
    expect(tip.spoken).toContain('14.0 µg/m³')
    expect(signTip(read(START + 3 * HOUR), HOUR / 2, form, say).rows).toContainEqual({ name: 'coverage', text: '86 %' })
  })
  it('says that nothing is known in a gap', () => {
    const reading = readSign(sign(), { ...picture, gapMs: 10 * MINUTE }, layers, START + 2.25 * HOUR)
    expect(reading.point).toBeUndefined()
    expect(signTip(reading, MINUTE, form, say).rows[0]).toEqual({ name: 'PM2.5', text: 'nothing' })
  })
  it('tells the forecast with its interval where it alone is known', () => {
    const rows = signTip(read(START + 8 * HOUR), HOUR / 2, form, say).rows
    expect(rows.slice(0, 2)).toEqual([
      { name: 'forecast', text: '16.0 µg/m³' },
      { name: 'interval', text: '13.0–19.0 µg/m³' },
    ])
  })
  it('rests at what is drawn, then at what is foretold', () => {
    const stops = stopsOf(sign(), picture, true)
    expect(stops.slice(-3)).toEqual(sign().forecast?.at)
    expect(stopsOf(sign(), picture, false).at(-1)).toBe(START + 6 * HOUR)
  })
})

describe('the legend', () => {
  const scores = [
    { ahead: 1, n: 100, mae: 3.21, covered: 0.8 },
    { ahead: 6, n: 100, mae: 7.9, covered: 0.9 },
    { ahead: 12, n: 200, mae: 12, covered: 0.7 },
  ]
  const legend = legendOf({
    series: sign(),
    picture: signPicture(input()),
    layers,
    limits: input().limits,
    stale: undefined,
    scores,
    form,
    say,
  })
  it('says what each layer rests on, and which limits are not drawn', () => {
    expect(legend.entries.map((e) => [e.id, e.name, e.about ?? ''])).toMatchSnapshot()
  })
  it('carries the score of the forecast, the interval’s as well; none yet is said', () => {
    expect(scoreText(scores, form, say)).toBe(
      'score(1|3.2| µg/m³)、score(6|7.9| µg/m³)、score(12|12.0| µg/m³)、scoreCovered(77 %)',
    )
    expect(scoreText([], form, say)).toBe('unscored')
  })
  it('puts a layer away and takes it back', () => {
    expect(legend.toggled('band').band).toBe(false)
    expect([...legend.toggled('lastWeek').ghosts]).toEqual([])
    expect([...legend.toggled('yesterday').ghosts]).toEqual(['lastWeek', 'yesterday'])
  })
})

describe('the table twin', () => {
  it('holds what the picture shows, newest first', () => {
    const table = signTable(sign(), signPicture(input()), layers, form, say)
    expect(table.columns).toEqual([
      'ui.time',
      'PM2.5 µg/m³',
      'coverage',
      'usualLow',
      'mid',
      'usualHigh',
      'ghost.lastWeek',
      'forecastOf',
      'forecastLow',
      'forecastHigh',
      'correction',
    ])
    const rows = table.rows()
    expect(rows).toHaveLength(14)
    expect(rows[0]?.slice(1, 2)).toEqual(['—'])
    expect(rows[0]?.slice(7, 10)).toEqual(['15.0', '11.0', '19.0'])
    expect(rows.find((r) => r[1] === '14.0')?.at(-1)).toBe('corrected(12.3|14.0|11月22日 08:10)')
  })
  it('lists no more than can be read and says how many there are', () => {
    const at = Array.from({ length: 800 }, (_, i) => START + i * MINUTE)
    const series = { unit: '', stepMs: MINUTE, at, value: at.map(() => 1) }
    const picture = signPicture(input({ series, to: at.at(-1) ?? 0 }))
    const table = signTable(series, picture, layers, form, say)
    expect(table.rows()).toHaveLength(ROWS_MOST)
    expect(table.note).toBe(`rows(800|${ROWS_MOST})`)
  })
})

it('has no colour of its own: all of them are given', () => {
  const given = new Set([...Object.values(colours).flat(), 'none', 'circle'])
  const used = JSON.stringify(signPicture(input()).option).match(/"(?:fill|stroke|color|colour)":"([^"]+)"/g) ?? []
  expect(used.length).toBeGreaterThan(5)
  for (const one of used) expect(given).toContain(/:"([^"]+)"/.exec(one)?.[1])
})

it('is stale from its newest value on, where its source is silent for longer than it may be', () => {
  const series = { unit: '', at: [0, MINUTE, 2 * MINUTE], value: [1, 2, null] }
  expect(staleSpan(series, 5 * MINUTE, 10 * MINUTE)).toEqual({ from: MINUTE, now: 10 * MINUTE })
  expect(staleSpan(series, 10 * MINUTE, 10 * MINUTE)).toBeUndefined()
  expect(staleSpan(series, undefined, 10 * MINUTE)).toBeUndefined()
  expect(staleSpan({ unit: '', at: [0], value: [null] }, MINUTE, HOUR)).toBeUndefined()
})
