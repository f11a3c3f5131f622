// @vitest-environment happy-dom
// Small rules of the drill-down pages: order of feeds, live points, clocks, quality in words.
import { describe, expect, it } from 'vitest'
import type { FeedStatus } from '../../../src/wire/views.ts'
import { feedsByNeed } from '../../../src/web/features/feeds/byNeed.ts'
import { rejectWord } from '../../../src/web/features/feeds/rejectWord.ts'
import { appendLive } from '../../../src/web/features/sensor/appendLive.ts'
import { qualityWords } from '../../../src/web/features/sensor/quality.ts'
import { readClock } from '../../../src/web/ui/clockReading.ts'
import { placesFor } from '../../../src/web/ui/places.ts'
import { ROLES } from '../../../src/wire/api.ts'
import { T0 } from '../../support/rows.ts'

describe('a live point', () => {
  const series = { unit: 'm', at: [100, 200, 300], value: [1, 2, 3], mark: [0, 0, 0], from: 100, to: 300 }
  it('joins the end and moves the window', () => {
    const next = appendLive(series, { at: 400, value: 4, quality: 2 }, 200)
    expect(next).toEqual({ unit: 'm', at: [200, 300, 400], value: [2, 3, 4], mark: [0, 0, 2], from: 200, to: 400 })
  })
  it('leaves the series alone when it is not newer', () => {
    expect(appendLive(series, { at: 300, value: 9, quality: 0 }, 200)).toBe(series)
  })
  it('starts an empty series', () => {
    const empty = { ...series, at: [], value: [], mark: [] }
    expect(appendLive(empty, { at: 350, value: 1, quality: 0 }, 200).at).toEqual([350])
  })
})

describe('clock faces', () => {
  const clock = {
    stage: 'handle' as const,
    limit: { amount: 2, unit: 'urgentHour' as const },
    startedAt: T0,
    dueAt: T0 + 1000,
    warnAt: T0 + 800,
  }
  it.each([
    ['running', {}, T0 + 100, 900, 0.1],
    ['nearDue', {}, T0 + 800, 200, 0.8],
    ['overdue', {}, T0 + 1500, -500, 1],
    ['paused', { pausedAt: T0 + 300 }, T0 + 99_999, 700, 0.3],
    ['metOnTime', { stoppedAt: T0 + 900 }, T0 + 99_999, 100, 0.9],
    ['metLate', { stoppedAt: T0 + 1900 }, T0 + 99_999, -900, 1],
  ] as const)('%s', (status, over, now, leftMs, used) => {
    expect(readClock({ ...clock, ...over }, now)).toEqual({ status, leftMs, used })
  })
})

describe('words and orders', () => {
  it('names every quality bit that is set', () => {
    expect(qualityWords(0)).toEqual([])
    expect(qualityWords(1 | 4).map((w) => w.en)).toEqual(['Changed too fast', 'Late'])
  })
  it('names reasons it knows and passes on those it does not', () => {
    expect(rejectWord('future').zh).toContain('时间')
    expect(rejectWord('somethingNew')).toEqual({ zh: 'somethingNew', en: 'somethingNew' })
  })
  it('puts feeds that want a person first', () => {
    const feed = (id: string, state: FeedStatus['state']): FeedStatus => ({
      id,
      name: { zh: id, en: id },
      owner: 'x',
      simulated: true,
      accepted: 0,
      rejected: 0,
      late: 0,
      duplicates: 0,
      state,
      reasons: {},
    })
    const sorted = feedsByNeed([
      feed('n', 'never'),
      feed('b', 'live'),
      feed('a', 'live'),
      feed('s', 'silent'),
      feed('l', 'late'),
    ])
    expect(sorted.map((f) => f.id)).toEqual(['s', 'l', 'a', 'b', 'n'])
  })
  it('leads every role somewhere', () => {
    for (const role of ROLES) expect(placesFor(role).length).toBeGreaterThan(0)
    expect(placesFor(undefined)).toEqual([])
  })
})
