// Forecasts of series whose answer is known; gaps, constants, tiny histories, bounds, and that order does not matter.
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { BRIDGED_HOURS, toGrid } from '../../../src/core/forecast/grid.ts'
import {
  MODEL,
  NEEDED_HOURS,
  RECENT_HOURS,
  foretell,
  trainModel,
  trainSteps,
  type TrainOptions,
} from '../../../src/core/forecast/model.ts'
import { transformsFor } from '../../../src/core/forecast/transform.ts'
import { cityHours, hourOfDay } from '../../../src/core/normal/days.ts'
import type { HourPoint } from '../../../src/core/normal/types.ts'
import { CALENDAR_2026 } from '../clock/fixtures.ts'

const NOW = Date.parse('2026-06-08T10:00:00+08:00')
const hours = cityHours(CALENDAR_2026)
const options: TrainOptions = { hours, ahead: 24 }
/** Noise that is the same at each run: no more than 1 either way. */
const noise = (i: number): number => {
  const x = Math.sin(i * 12.9898) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}
function series(count: number, valueOf: (at: number, i: number) => number): HourPoint[] {
  return Array.from({ length: count }, (_, i) => {
    const at = NOW - (count - i) * HOUR_MS
    return { at, value: valueOf(at, i) }
  })
}
const daily = (at: number): number => 50 + 20 * Math.sin((2 * Math.PI * hourOfDay(at, 480)) / 24)
const working = (at: number): number => (hours.dayKindOf(at) === 'rest' ? 5 : 5 + hourOfDay(at, 480))
const foretold = (points: readonly HourPoint[], madeAt = NOW) => {
  const model = trainModel(points, options)
  if (!model) throw new Error('no model')
  return foretell(model, points.slice(-RECENT_HOURS), madeAt)
}

describe('the grid of hours', () => {
  it('bridges what is short, keeps what is long a gap, and counts only what was known', () => {
    const at = (h: number) => NOW + h * HOUR_MS
    const points = [0, 3, 7].map((h) => ({ at: at(h), value: 10 * h }))
    const grid = toGrid([...points].reverse())
    expect(grid).toMatchObject({ from: NOW, known: 3 })
    expect([...grid.values]).toEqual([0, 10, 20, 30, NaN, NaN, NaN, 70])
    expect(BRIDGED_HOURS).toBe(2)
  })
  it('looks at nothing after the hour asked for, counts an hour once, and may be empty', () => {
    const twice = [
      { at: NOW, value: 1 },
      { at: NOW + 60_000, value: 2 },
      { at: NOW + HOUR_MS, value: 9 },
    ]
    expect([...toGrid(twice, NOW).values]).toEqual([2])
    expect(toGrid([{ at: NOW, value: NaN }])).toMatchObject({ known: 0 })
  })
})

describe('scales', () => {
  it.each([
    ['negative values', [-1, 4], ['plain']],
    ['nothing but zero', [0, 0], ['plain']],
    ['what never was negative', [0, 4, 9], ['plain', 'root', 'log']],
  ])('tried on %s', (_, values, names) => expect(transformsFor(values).map((t) => t.name)).toEqual(names))

  it.each([0, 0.5, 4, 900])('go there and back: %d', (value) => {
    for (const { to, back } of transformsFor([0, 4, 900])) expect(back(to(value))).toBeCloseTo(value, 9)
  })
  it('never come back below zero, nor without end', () => {
    for (const { name, back } of transformsFor([0, 4, 900])) {
      if (name !== 'plain') expect(back(-1e6)).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(back(1e6))).toBe(true)
    }
  })
})

describe('forecasts', () => {
  it('follow a day that repeats itself', () => {
    const points = foretold(series(30 * 24, (at) => daily(at)))
    expect(points.map((p) => p.ahead)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    expect(points[0]?.at).toBe(NOW)
    for (const p of points) expect(Math.abs(p.value - daily(p.at))).toBeLessThan(0.5)
  })

  it('know the hours that are not worked', () => {
    // Friday evening to Saturday: nothing of the recent past says that tomorrow is free.
    const friday = Date.parse('2026-06-05T20:00:00+08:00')
    const points = series(70 * 24, (at) => working(at))
    const model = trainModel(
      points.filter((p) => p.at < friday),
      options,
    )
    if (!model) throw new Error('no model')
    const noon = foretell(model, points, friday).find((p) => hourOfDay(p.at, 480) === 12)
    expect(noon?.value).toBeLessThan(11)
    expect(working(friday - DAY_MS / 2)).toBeGreaterThan(12)
  })

  it('hold what comes in about 80 of 100 intervals', () => {
    const all = series(80 * 24, (at, i) => daily(at) + 6 * noise(i))
    const from = NOW - 20 * DAY_MS
    const model = trainModel(
      all.filter((p) => p.at < from),
      { hours, ahead: 6 },
    )
    if (!model) throw new Error('no model')
    const byAt = new Map(all.map((p) => [p.at, p.value]))
    let [held, n] = [0, 0]
    for (let madeAt = from; madeAt < NOW - 6 * HOUR_MS; madeAt += HOUR_MS) {
      const recent = all.filter((p) => p.at < madeAt && p.at >= madeAt - RECENT_HOURS * HOUR_MS)
      for (const p of foretell(model, recent, madeAt)) {
        const came = byAt.get(p.at) ?? NaN
        held += came >= p.low && came <= p.high ? 1 : 0
        n += 1
      }
    }
    expect(n).toBeGreaterThan(2000)
    expect(held / n).toBeGreaterThan(0.75)
    expect(held / n).toBeLessThan(0.86)
  })

  it('of a constant are the constant, without width', () => {
    for (const p of foretold(series(400, () => 7))) {
      expect(p.value).toBeCloseTo(7, 9)
      expect(p.high - p.low).toBeLessThan(1e-6)
    }
  })

  it('never go below what cannot be, nor above what is named', () => {
    const points = series(30 * 24, (at, i) =>
      Math.max(0, 40 * Math.sin((2 * Math.PI * hourOfDay(at, 480)) / 24) + 9 * noise(i)),
    )
    for (const p of foretold(points)) expect(p.low).toBeGreaterThanOrEqual(0)
    const share = series(30 * 24, (_, i) => 98 + 2 * noise(i))
    const model = trainModel(share, { ...options, floor: 0, ceiling: 100 })
    if (!model) throw new Error('no model')
    for (const p of foretell(model, share, NOW)) expect(p.high).toBeLessThanOrEqual(100)
  })

  it('may go below zero where the series does', () => {
    const points = foretold(series(30 * 24, (at) => daily(at) - 50))
    expect(Math.min(...points.map((p) => p.value))).toBeLessThan(-15)
  })

  it('have the value inside its interval', () => {
    for (const p of foretold(series(40 * 24, (at, i) => Math.exp(noise(i)) * daily(at)))) {
      expect(p.low).toBeLessThanOrEqual(p.value)
      expect(p.value).toBeLessThanOrEqual(p.high)
    }
  })

  it('do not depend on the order of the hours, nor on when within the hour they are made', () => {
    const points = series(500, (at, i) => daily(at) + noise(i))
    const wanted = foretold(points)
    const turned = trainModel([...points].reverse(), options)
    if (!turned) throw new Error('no model')
    expect(foretell(turned, points.slice(-RECENT_HOURS).reverse(), NOW + 59 * 60_000)).toEqual(wanted)
  })
})

describe('what is missing', () => {
  const points = series(40 * 24, (at, i) => daily(at) + noise(i))
  const model = trainModel(points, options)
  if (!model) throw new Error('no model')
  const without = (from: number, to: number) =>
    points.filter((p) => p.at < NOW + from * HOUR_MS || p.at > NOW + to * HOUR_MS)

  it('too short a history has no model', () => {
    expect(trainModel(series(NEEDED_HOURS - 1, daily), options)).toBeUndefined()
    expect(trainModel([], options)).toBeUndefined()
    expect(trainModel(series(NEEDED_HOURS, daily), options)).toMatchObject({ name: MODEL, learnedHours: NEEDED_HOURS })
  })

  it('the newest hour: it is not asked', () => {
    expect(foretell(model, without(-1, -1), NOW)).toEqual([])
    expect(foretell(model, [], NOW)).toEqual([])
    expect(foretell(model, points, NOW + 2 * HOUR_MS)).toEqual([])
  })

  it('one recent hour: bridged; a day or a week ago: done without', () => {
    for (const gap of [without(-3, -2), without(-30, -8), without(-200, -100), points.slice(-3)]) {
      const made = foretell(model, gap, NOW)
      expect(made).toHaveLength(24)
      for (const p of made) expect(Math.abs(p.value - daily(p.at))).toBeLessThan(20)
    }
  })

  it('long gaps teach nothing and stop nothing', () => {
    const torn = points.filter((_, i) => i % 100 < 60)
    const learned = trainModel(torn, options)
    expect(learned?.learnedHours).toBe(torn.length)
    expect(learned?.aheads.length).toBe(24)
  })

  it('an hour ahead that has too few pairs is left out', () => {
    // Every third hour alone: what lies 1 ahead is bridged, nothing is known of a series that never has two hours in a row.
    const lonely = series(NEEDED_HOURS * 6, daily).filter((_, i) => i % 6 === 0)
    const learned = trainModel(lonely, { hours, ahead: 6 })
    expect(learned?.aheads.map((a) => a.ahead)).toEqual([6])
  })
})

describe('learning in steps', () => {
  it('rests often and comes to the same', () => {
    const points = series(400, (at, i) => daily(at) + noise(i))
    const steps = trainSteps(points, { hours, ahead: 3 })
    let rests = 0
    let model
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        model = step.value
        break
      }
      rests += 1
    }
    // Three hours ahead, three scales, three steps each.
    expect(rests).toBe(27)
    if (!model) throw new Error('no model')
    const at = trainModel(points, { hours, ahead: 3 })
    if (!at) throw new Error('no model')
    expect(foretell(model, points, NOW)).toEqual(foretell(at, points, NOW))
  })
})
