// @vitest-environment happy-dom
// Chart builders are pure: the same numbers give the same picture, gaps stay gaps, limits are shown where they matter.
import { describe, expect, it } from 'vitest'
import { activityOption } from '../../../src/web/charts/activity.ts'
import { usualBand, usualStep, withGaps } from '../../../src/web/charts/points.ts'
import { spark } from '../../../src/web/charts/spark.ts'
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
