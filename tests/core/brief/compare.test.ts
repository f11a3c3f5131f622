// 同比 and 环比 at their edges: bases of zero and under ten, rates, a leap day, windows that the hub did not know whole.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { Before, BriefCase, BriefFacts, BriefIndicator } from '../../../src/core/brief/types.ts'
import { at } from '../clock/fixtures.ts'
import { caseOf, EMPTY, indicatorOf } from './days.ts'
import { before, HOLIDAY } from './moreDays.ts'

const cases = (n: number): BriefCase[] =>
  Array.from({ length: n }, (_, i) =>
    caseOf({
      id: `c${i}`,
      place: ['皮市街', 'Pishi Street'],
      matter: '09006',
      level: 4,
      state: 'handling',
      lead: 'cityAdmin',
      times: { opened: '09:00' },
    }),
  )
/** `late` of `n` cases that were due were not disposed of. */
const dueCases = (n: number, late: number): BriefCase[] =>
  cases(n).map((c, i) => ({
    ...c,
    dueAt: at('2026-10-13 12:00'),
    ...(i >= late && { confirmedAt: at('2026-10-13 11:00') }),
  }))
const lineOf = (facts: BriefFacts, id: string): string | undefined =>
  composeBrief(facts).statements.find((s) => s.id === id)?.text.zh
const feeds = HOLIDAY.feeds

describe('counts', () => {
  it.each<[number, number, string]>([
    [0, 0, '持平'],
    [5, 0, '前一日为零'],
    [0, 5, '减少5件'],
    [10, 9, '增加1件'],
    [11, 10, '增加1件（10%）'],
    [9, 10, '减少1件（10%）'],
    [10, 10, '持平'],
    [33, 30, '增加3件（10%）'],
    [1, 300, '减少299件（99.7%）'],
    [7, 9, '减少2件'],
  ])('%i after %i: %s', (now, then, words) => {
    // One more closed on the other side keeps the line when there is nothing to tell.
    const facts = { ...EMPTY, feeds, cases: cases(now), previous: before({ opened: then, closed: 1 }) }
    expect(lineOf(facts, 'changes.cases')).toBe(`与前一日相比：新增案卷${now}件，${words}；结案0件，减少1件。`)
  })

  it.each<['lastWeek' | 'lastYear', number, number, string]>([
    ['lastWeek', 3, 0, '与上周同日相比：新增案卷上周同日为零，结案持平。'],
    ['lastWeek', 12, 10, '与上周同日相比：新增案卷增加2件（20%），结案持平。'],
    ['lastYear', 3, 0, '同比（与上年同日相比）：新增案卷上年同期为零，结案持平。'],
    ['lastYear', 0, 0, '同比（与上年同日相比）：新增案卷持平，结案持平。'],
    ['lastYear', 8, 9, '同比（与上年同日相比）：新增案卷减少1件，结案持平。'],
  ])('against %s, %i after %i', (than, now, then, words) => {
    const facts = { ...EMPTY, feeds, cases: cases(now), [than]: before({ opened: then }) }
    expect(lineOf(facts, `changes.${than}`)).toBe(words)
  })

  it('are not compared with a window that is not known whole', () => {
    const facts = { ...EMPTY, feeds, cases: cases(3), lastYear: before({ opened: 9, complete: false }) }
    expect(lineOf(facts, 'changes.lastYear')).toBeUndefined()
    expect(lineOf(facts, 'changes.lastWeek')).toBeUndefined()
  })
})

describe('the on-time rate', () => {
  const against = (now: BriefCase[], than: Partial<Before>): string | undefined =>
    lineOf({ ...EMPTY, feeds, cases: now, previous: before({ opened: 20, ...than }) }, 'changes.cases')
  it('is compared in percentage points, never in per cent of itself', () => {
    expect(against(dueCases(20, 1), { due: 20, onTime: 18 })).toMatch(/按期处置率上升5个百分点。$/)
    expect(against(dueCases(20, 2), { due: 20, onTime: 18 })).toMatch(/按期处置率持平。$/)
    expect(against(dueCases(20, 3), { due: 16, onTime: 16 })).toMatch(/按期处置率下降15个百分点。$/)
  })
  it('is not compared where fewer than ten were due on either side', () => {
    expect(against(dueCases(9, 0), { due: 20, onTime: 10 })).not.toContain('按期处置率')
    expect(against(dueCases(20, 0), { due: 9, onTime: 9 })).not.toContain('按期处置率')
    expect(against(dueCases(20, 0), { due: 0, onTime: 0 })).not.toContain('按期处置率')
  })
})

describe('a leap day', () => {
  const leap: BriefFacts = {
    ...EMPTY,
    feeds,
    key: '2028-02-29',
    date: '2028-02-29',
    from: at('2028-02-29 00:00'),
    to: at('2028-03-01 00:00'),
    now: at('2028-03-01 07:30'),
    indicators: [indicatorOf('aqi', { zh: '空气质量指数', en: 'AQI' }, { value: 60, previous: 40, lastYear: 30 })],
    // Even if somebody hands in a neighbour of the date that does not exist.
    lastYear: before({ opened: 12 }),
  }
  it('has no same date a year before, and says so', () => {
    expect(lineOf(leap, 'changes.leapDay')).toBe('上年无2月29日，不作同比。')
    expect(lineOf(leap, 'changes.lastYear')).toBeUndefined()
    expect(lineOf(leap, 'changes.aqi')).not.toContain('同比')
  })
  it('is the only day without one', () => {
    const next = { ...leap, date: '2028-03-01', from: leap.to, to: leap.to + 86_400_000, now: leap.to + 86_400_000 }
    expect(lineOf(next, 'changes.leapDay')).toBeUndefined()
    expect(lineOf(next, 'changes.lastYear')).toBeDefined()
    expect(lineOf(next, 'changes.aqi')).toContain('同比')
  })
})

describe('a holiday', () => {
  it('on either side flags the comparison', () => {
    expect(lineOf(HOLIDAY, 'changes.calendar')).toBe('当日为国庆节假期，上周同日为国庆节调休上班日，比较仅供参考。')
    const { calendar: _, ...plain } = HOLIDAY
    expect(lineOf(plain, 'changes.calendar')).toBe('上周同日为国庆节调休上班日，比较仅供参考。')
    expect(lineOf({ ...plain, calendars: {} }, 'changes.calendar')).toBeUndefined()
  })
  it('is not said where nothing is compared', () => {
    const alone = { ...HOLIDAY, previous: before({ complete: false }) }
    const { lastWeek: _, lastYear: __, ...facts } = alone
    expect(lineOf(facts, 'changes.calendar')).toBeUndefined()
  })
})

describe('a measured value', () => {
  const told = (more: Partial<BriefIndicator>): string | undefined =>
    lineOf({ ...EMPTY, feeds, indicators: [indicatorOf('x', { zh: '某指标', en: 'X' }, more)] }, 'changes.x')
  it.each<[string, Partial<BriefIndicator>, string | undefined]>([
    ['0 → 0', { value: 0, previous: 0 }, undefined],
    ['0 → n', { value: 4, previous: 0 }, '某指标4，前一日同一时刻为零，变差。'],
    ['n → 0', { value: 0, previous: 4 }, '某指标0，较前一日同一时刻下降4，好转。'],
    ['a base under ten', { value: 12, previous: 9 }, '某指标12，较前一日同一时刻上升3，变差。'],
    ['a base of ten', { value: 13, previous: 10 }, '某指标13，较前一日同一时刻上升3（30%），变差。'],
    [
      'a rate',
      { value: 96, previous: 94.5, decimals: 1, unit: '%', rate: true, polarity: 'higherBetter' },
      '某指标96.0%，较前一日同一时刻上升1.5个百分点，好转。',
    ],
    [
      'a rate from zero',
      { value: 3, previous: 0, decimals: 1, unit: '%', rate: true, polarity: 'higherBetter' },
      '某指标3.0%，较前一日同一时刻上升3.0个百分点，好转。',
    ],
    ['no direction', { value: 30, previous: 20, polarity: 'neutral' }, '某指标30，较前一日同一时刻上升10（50%）。'],
    ['below freezing', { value: -6, previous: -12, unit: 'C' }, '某指标-6℃，较前一日同一时刻上升6℃（50%），变差。'],
    ['a count', { value: 12, previous: 9, unit: 'count' }, '某指标12，较前一日同一时刻增加3个，变差。'],
    ['no value then', { value: 6 }, undefined],
    ['no value now', { previous: 6 }, undefined],
    [
      'a year before',
      { value: 12, previous: 8, lastYear: 0 },
      '某指标12，较前一日同一时刻上升4，变差；同比上年同期为零。',
    ],
  ])('%s', (_, more, words) => {
    expect(told(more)).toBe(words)
  })
})

it('no base makes a number that is none', () => {
  const n = fc.nat(50)
  const drawn = fc.record({ opened: n, closed: n, due: n, onTime: n, complete: fc.boolean() })
  const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: undefined })
  fc.assert(
    fc.property(n, drawn, drawn, drawn, value, value, fc.boolean(), (now, previous, lastWeek, lastYear, a, b, rate) => {
      const indicator = indicatorOf(
        'x',
        { zh: '某指标', en: 'X' },
        {
          rate,
          ...(a !== undefined && { value: a }),
          ...(b !== undefined && { previous: b, lastYear: b }),
        },
      )
      const facts = {
        ...EMPTY,
        feeds,
        cases: dueCases(now, now >> 1),
        previous,
        lastWeek,
        lastYear,
        indicators: [indicator],
      }
      for (const { text, figures } of composeBrief(facts).statements) {
        expect(`${text.zh}${text.en}`).not.toMatch(/NaN|Infinity|undefined|∞|-0(?!\.\d*[1-9])%/)
        for (const { value: printed } of figures) expect(Number.isFinite(printed)).toBe(true)
      }
    }),
    { numRuns: 100, seed: 7 },
  )
})
