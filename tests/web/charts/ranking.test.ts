// Rankings and courses over periods as pure builders: small samples open, gaps kept, an honest axis.
import { describe, expect, it } from 'vitest'
import { courseFloor, courseOption } from '../../../src/web/charts/course.ts'
import { rankingHeight, rankingOption } from '../../../src/web/charts/ranking.ts'
import { colours } from '../support/colours.ts'

describe('ranking', () => {
  it('draws small samples open, the chosen one apart, and nothing for nothing', () => {
    const option = rankingOption({
      bars: [
        { name: 'a', value: 90, label: '90 %', small: false, chosen: true },
        { name: 'b', value: 100, label: '100 %', small: true, chosen: false },
        { name: 'c', label: 'none', small: false, chosen: false },
      ],
      axisName: '%',
      max: 100,
      formatValue: String,
      colours,
    })
    expect(option).toMatchObject({
      xAxis: { min: 0, max: 100, interval: 25 },
      yAxis: { data: ['a', 'b', 'c'], inverse: true },
      series: [
        {
          data: [
            { value: 90, itemStyle: { color: 'series2' } },
            { value: 100, itemStyle: { color: 'transparent', borderColor: 'series' } },
            { value: null },
          ],
        },
      ],
    })
  })
  it('grows with its rows', () => expect(rankingHeight(20) - rankingHeight(10)).toBe(240))
})

describe('course', () => {
  it('keeps gaps and hollows out small samples', () => {
    const point = (value: number | null, small = false) => ({ period: 'p', value, tip: 't', small })
    const option = courseOption({
      name: 'x',
      axisName: '%',
      points: [point(90), point(null), point(80, true)],
      max: 100,
      formatValue: String,
      colours,
    })
    expect(option).toMatchObject({
      yAxis: { min: 70, max: 100 },
      series: [
        { connectNulls: false, data: [{ symbol: 'circle' }, { value: null }, { value: 80, symbol: 'emptyCircle' }] },
      ],
    })
  })
  it.each([
    [[84, 96], 100, 70],
    [[3], 100, 0],
    [[5, 9], undefined, 0], // hours start at zero
    [[], 100, 0],
  ])('begins its axis under %o of %s at %i', (values, max, floor) => expect(courseFloor(values, max)).toBe(floor))
})
