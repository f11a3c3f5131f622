// Scores over the same hours, and levels foretold early, late, never and in vain.
import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { leadOf, scoreOf, type ForecastResult } from '../../../src/core/forecast/score.ts'

const result = (over: Partial<ForecastResult>): ForecastResult => ({
  ...{ at: 0, ahead: 1, foretold: 10, low: 8, high: 12, came: 10, persistence: 10, lastWeek: 10 },
  ...over,
})

describe('scores', () => {
  it('are mean errors and the share inside, by hours ahead', () => {
    const scores = scoreOf([
      result({ ahead: 3, came: 20 }),
      result({ came: 11, persistence: 14, lastWeek: 1 }),
      result({ came: 13, persistence: 12 }),
    ])
    expect(scores).toEqual([
      { ahead: 1, n: 2, mae: 2, maePersistence: 2, maeLastWeek: 6.5, covered: 0.5 },
      { ahead: 3, n: 1, mae: 10, maePersistence: 10, maeLastWeek: 10, covered: 0 },
    ])
  })

  const { lastWeek: _w, ...noWeek } = result({ came: 100 })
  it('leave an hour that cannot be compared out of all', () => {
    expect(scoreOf([result({}), result({}), noWeek])).toMatchObject([{ n: 2, mae: 0, maePersistence: 0 }])
  })
  it('leave a comparison out that most hours lack', () => {
    const [score] = scoreOf([result({}), noWeek, noWeek])
    expect(score).toMatchObject({ n: 3, mae: 60, maePersistence: 60 })
    expect(score).not.toHaveProperty('maeLastWeek')
  })
  it('compare nothing where no hour has both', () => {
    const { persistence: _p, ...noNow } = result({})
    expect(scoreOf([noWeek, noNow])).toEqual([{ ahead: 1, n: 2, mae: 45, covered: 0.5 }])
  })
  it('of nothing are none', () => expect(scoreOf([])).toEqual([]))
})

describe('lead', () => {
  /** One forecast per hour and hours ahead: what came, and what each forecast said. */
  const told = (came: readonly number[], said: (at: number, ahead: number) => number, aheads = [1, 3, 6]) =>
    came.flatMap((value, i) =>
      aheads.map((ahead) => ({ at: i * HOUR_MS, ahead, came: value, foretold: said(i, ahead) })),
    )
  const calm = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  const storm = [1, 1, 1, 1, 1, 9, 9, 1, 1, 1]

  it('counts from the earliest forecast that saw it', () => {
    expect(
      leadOf(
        told(storm, (at, ahead) => (at === 5 && ahead <= 3 ? 9 : 1)),
        [5],
        'above',
      ),
    ).toEqual({
      ...{ came: 1, foretold: 1, medianLeadHours: 3, falseAlarms: 0 },
    })
  })
  it('lets two hours too early or too late count, from when it was said', () => {
    expect(
      leadOf(
        told(storm, (at, ahead) => (at === 7 && ahead === 6 ? 9 : 1)),
        [5],
        'above',
      ),
    ).toMatchObject({
      ...{ foretold: 1, medianLeadHours: 4, falseAlarms: 0 },
    })
  })
  it('does not take for foretold what was said when it was there', () => {
    expect(
      leadOf(
        told(storm, (at, ahead) => (at >= 6 && ahead === 1 ? 9 : 1)),
        [5],
        'above',
      ),
    ).toMatchObject({
      ...{ came: 1, foretold: 0 },
    })
  })
  it('counts what did not come once for a run of hours', () => {
    const said = (at: number): number => (at === 1 || at === 2 || at === 8 ? 9 : 1)
    expect(leadOf(told(calm, said), [5], 'above')).toEqual({ came: 0, foretold: 0, falseAlarms: 2 })
  })
  it('knows no crossing after an unknown hour, and none of what stands already', () => {
    const results = told(storm, () => 9).filter((r) => r.at !== 4 * HOUR_MS)
    expect(leadOf(results, [5], 'above').came).toBe(0)
    expect(
      leadOf(
        told([9, 9, 9], () => 9),
        [5],
        'above',
      ).came,
    ).toBe(0)
  })
  it('crosses each level, and downwards where low is bad', () => {
    expect(
      leadOf(
        told(storm, (at) => (at === 5 ? 6 : 1)),
        [5, 8],
        'above',
      ),
    ).toMatchObject({ came: 2, foretold: 1 })
    expect(
      leadOf(
        told([9, 9, 2, 9], (at) => (at === 2 ? 2 : 9)),
        [4],
        'below',
      ),
    ).toMatchObject({ came: 1, foretold: 1 })
  })
  it('of nothing is nothing', () => expect(leadOf([], [5], 'above')).toEqual({ came: 0, foretold: 0, falseAlarms: 0 }))
})
