// @vitest-environment happy-dom
// Chart builders are pure: the same numbers give the same picture, gaps stay gaps, limits are shown where they matter.
import { describe, expect, it } from 'vitest'
import { activityOption } from '../../../src/web/charts/activity.ts'
import { usualBand, usualStep, withGaps } from '../../../src/web/charts/points.ts'
import { spark } from '../../../src/web/charts/spark.ts'
import { trendOption } from '../../../src/web/charts/trend.ts'
import { colours } from '../support/colours.ts'

describe('points', () => {
  it('breaks the line where values are missing or too far apart', () => {
    expect(withGaps([0, 10, 20, 90, 100], [1, null, 3, 4, 5])).toEqual([
      [0, 1],
      [10, null],
      [20, 3],
      [50, null],
      [90, 4],
      [100, 5],
    ])
  })
  it('knows the usual step, and that one point has none', () => {
    expect(usualStep([0, 10, 20, 90])).toBe(10)
    expect(usualStep([5])).toBe(0)
    expect(withGaps([5], [1])).toEqual([[5, 1]])
  })
  it('takes the band from the middle of the values, never from a handful', () => {
    expect(usualBand([1, 2, 3])).toBeUndefined()
    expect(usualBand([...Array(11).keys()])).toEqual([1, 9])
    expect(usualBand([...Array(11).keys(), null])).toEqual([1, 9])
  })
})

describe('spark', () => {
  const box = { from: 0, to: 100, width: 100, height: 20 }
  it('draws one run per unbroken piece and ends at the newest value', () => {
    const s = spark({ ...box, at: [0, 10, 20, 80, 90, 100], value: [0, 1, 2, 2, 1, 0] })
    expect(s).toMatchInlineSnapshot(`
      {
        "end": {
          "x": 100,
          "y": 18.1,
        },
        "line": "M0 18.1L10 10L20 1.9M80 1.9L90 10L100 18.1",
      }
    `)
  })
  it('does not blow a wobble up to full height', () => {
    const s = spark({ ...box, at: [0, 50, 100], value: [1000, 1000.1, 1000] })
    expect(
      s?.line
        .match(/ ([\d.]+)/g)
        ?.map(Number)
        .every((y) => y > 8 && y < 12),
    ).toBe(true)
  })
  it('shows the limit only inside the range, and no end after a gap', () => {
    const at = [0, 50, 100]
    expect(spark({ ...box, at, value: [0, 10, 8], limit: 9 })?.limitY).toBeGreaterThan(0)
    expect(spark({ ...box, at, value: [0, 10, 8], limit: 90 })?.limitY).toBeUndefined()
    expect(spark({ ...box, at, value: [0, 10, null] })?.end).toBeUndefined()
  })
  it('ends its band where its data ends: no day is claimed from an hour', () => {
    const at = [10, 11, 12, 13, 14, 15, 16, 18]
    expect(spark({ ...box, at, value: [1, 2, 3, 4, 5, 6, 7, 8] })?.band).toMatchObject({ x: 10, width: 8 })
  })
  it('draws nothing from less than two values', () => {
    expect(spark({ ...box, at: [0, 50], value: [null, 1] })).toBeUndefined()
  })
})

describe('trend', () => {
  const base = {
    name: '积水深度',
    unit: 'm',
    axisName: '积水深度（m）',
    decimals: 2,
    at: [0, 60_000, 120_000],
    value: [0, 0.1, null],
    from: 0,
    to: 180_000,
    zero: true,
    formatTime: (at: number) => `t${at / 60_000}`,
    formatValue: (v: number, d: number) => v.toFixed(d),
    colours,
  }
  interface Drawn {
    series: {
      data: unknown
      connectNulls: boolean
      markLine: { data: { yAxis: number; lineStyle: { color: string } }[] }
    }[]
    yAxis: { name: string; scale: boolean }
    xAxis: { min: number; max: number; axisLabel: { formatter: (at: number) => string } }
    tooltip: { formatter: (items: unknown[]) => string }
    animation: boolean
  }
  const build = (over: object = {}): Drawn => trendOption({ ...base, limits: [], ...over }) as unknown as Drawn

  it('labels its axes, keeps zero honest and leaves gaps open', () => {
    const o = build()
    expect(o.yAxis).toMatchObject({ name: '积水深度（m）', scale: false })
    expect(o.xAxis).toMatchObject({ min: 0, max: 180_000 })
    expect(o.xAxis.axisLabel.formatter(60_000)).toBe('t1')
    expect(o.series[0]).toMatchObject({
      connectNulls: false,
      data: [
        [0, 0],
        [60_000, 0.1],
        [120_000, null],
      ],
    })
    expect(o.animation).toBe(false)
  })
  it('draws the limits that are near, in their level colour, and not those that would squeeze the line', () => {
    const limits = [
      { level: 4 as const, limit: 0.12, word: 'Ⅳ级' },
      { level: 1 as const, limit: 4, word: 'Ⅰ级' },
    ]
    expect(build({ limits }).series[0]?.markLine.data.map((d) => [d.yAxis, d.lineStyle.color])).toEqual([[0.12, 'l4']])
  })
  it('tells time, value and unit, and nothing in a gap', () => {
    const { formatter } = build().tooltip
    expect(formatter([{ value: [60_000, 0.1] }])).toBe('t1<br>0.10 m')
    expect(formatter([{ value: [60_000, null] }])).toBe('')
  })
  it('respects the silence its source allows', () => {
    const o = build({ at: [0, 600_000], value: [1, 2], gapMs: 120_000 })
    expect(o.series[0]?.data).toEqual([
      [0, 1],
      [120_000, null],
      [600_000, 2],
    ])
  })
})

describe('activity', () => {
  it('puts cases and alarms on scales of their own', () => {
    const o = activityOption({
      at: [0, 1, 2],
      opened: [1, 2, 3],
      closed: [0, 1, 1],
      alarms: [9, 8, 7],
      words: { opened: '新增', closed: '结案', alarms: '告警', casesAxis: '案卷（件）', alarmsAxis: '告警（条）' },
      formatTime: String,
      textSize: 20,
      colours,
    })
    expect(o).toMatchSnapshot()
  })
})

describe('axes of shares', () => {
  const base = {
    name: '合格率',
    unit: '%',
    axisName: '合格率（%）',
    decimals: 1,
    at: [0, 60_000],
    value: [99.5, 97],
    from: 0,
    to: 60_000,
    zero: false,
    formatTime: String,
    formatValue: String,
    colours,
    limits: [
      { level: 4 as const, limit: 98, word: 'Ⅳ级' },
      { level: 3 as const, limit: 95.9, word: 'Ⅲ级' },
      { level: 2 as const, limit: 97.9, word: 'Ⅱ级' },
    ],
  }
  it('end at a hundred, begin below the lowest limit shown, and never name one limit over another', () => {
    const o = trendOption(base) as unknown as {
      yAxis: { max: (v: { max: number }) => number; min: (v: { min: number }) => number }
      series: { markLine: { data: { yAxis: number; label: { show: boolean } }[] } }[]
    }
    expect(o.yAxis.max({ max: 99.5 })).toBe(100)
    expect(o.yAxis.min({ min: 97 })).toBeLessThanOrEqual(95.9)
    const shown = o.series[0]?.markLine.data.filter((d) => d.label.show).map((d) => d.yAxis)
    expect(shown).toContain(97.9)
    expect(shown).not.toContain(98)
  })
})
