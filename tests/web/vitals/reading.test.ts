// @vitest-environment happy-dom
// How a screen reads a vital sign: scale by date, grade, state, and what it says of coverage, change and doubt.
import { afterEach, describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { setLocale } from '../../../src/web/i18n/i18n.ts'
import { OLD_AFTER_MS, isEvaluatedFor, judgementOf, normalEnd, stateOf } from '../../../src/web/vitals/reading.ts'
import {
  changeSpoken,
  changeText,
  coverageText,
  flagsText,
  neededOf,
  primaryText,
  sureText,
  unknownText,
  validityText,
  windowSince,
} from '../../../src/web/vitals/words.ts'
import { T0 } from '../../support/cases.ts'
import { CLASSES, LIMITS, SIGNS, sign, view } from '../support/signs.ts'

const tables = { limitTables: LIMITS, classTables: CLASSES, utcOffsetMinutes: 480 }

describe('judgement', () => {
  it('is by the scale in force when the value was made', () => {
    const before = judgementOf(sign('a'), view('a', { value: 70, at: Date.UTC(2026, 1, 28, 15, 59) }), tables, T0)
    // 2026-02-28T16:00Z is the first of March in the city.
    const after = judgementOf(sign('a'), view('a', { value: 70, grade: 2, at: Date.UTC(2026, 1, 28, 16) }), tables, T0)
    expect([before.scale?.standard, before.grade]).toEqual(['HJ 633-2012', undefined])
    expect([after.scale?.standard, after.grade?.name.zh]).toEqual(['HJ 633-2026', '轻度污染'])
    expect([normalEnd(before.scale), normalEnd(after.scale), normalEnd(undefined)]).toEqual([76, 61, undefined])
  })
  it('takes the grade of a class from the table of classes', () => {
    const water = SIGNS.find((s) => s.id === 'water-class') ?? sign('x')
    expect(judgementOf(water, view('water-class', { value: 3 }), tables, T0).grade?.name.zh).toBe('3 类')
  })
  it('has no grade without a value', () => {
    expect(judgementOf(sign('a'), view('a', { unknown: 'coverage', grade: 1 }), tables, T0).grade).toBeUndefined()
  })
})

describe('state', () => {
  it.each([
    [undefined, 'waiting'],
    [view('a', { value: 1, at: T0 }), 'known'],
    [view('a', { at: T0, unknown: 'coverage' }), 'unknown'],
    [view('a', { value: 1, at: T0 - OLD_AFTER_MS }), 'known'],
    [view('a', { value: 1, at: T0 - OLD_AFTER_MS - 1 }), 'old'],
  ] as const)('%o is %s', (v, state) => expect(stateOf(v, T0)).toBe(state))
  it('knows how small areas an indicator goes', () => {
    const deep = (areas?: 'city' | 'street' | 'grid') =>
      ['321000', '321002', '321002001', '321002001002003'].map((a) =>
        isEvaluatedFor(sign('a', areas === undefined ? {} : { areas }), a, '321000'),
      )
    expect(deep('city')).toEqual([true, false, false, false])
    expect(deep()).toEqual([true, true, false, false])
    expect(deep('street')).toEqual([true, true, true, false])
    expect(deep('grid')).toEqual([true, true, true, true])
  })
})

describe('words', () => {
  afterEach(() => setLocale('zh'))
  it('says how many count, and what was left out', async () => {
    await setLocale('zh')
    expect(coverageText(view('a', { coverage: 51 / 54, suspect: 2 }))).toBe('54 个中 51 个有效，2 个可疑未计入')
    expect(coverageText(view('a', { sensors: 0 }))).toBeUndefined()
    await setLocale('en')
    expect(coverageText(view('a', { coverage: 51 / 54 }))).toBe('51 of 54 usable')
  })
  it('says why there is no value and what is missing for one', async () => {
    await setLocale('zh')
    expect(unknownText(sign('a'), view('a', { unknown: 'coverage', coverage: 20 / 54 }))).toBe(
      '54 个中 20 个有效，至少需 27 个',
    )
    expect(unknownText(sign('a'), view('a', { unknown: 'zeroBase' }))).toContain('分母为零')
    expect(neededOf({ coverageFloor: 0.1 }, 30)).toBe(3)
  })
  it('never calls a change that rounds to nothing a change', async () => {
    await setLocale('zh')
    expect([changeText(1.24, 1), changeText(-1.24, 1), changeText(-0.04, 1)]).toEqual(['↑ 1.2', '↓ 1.2', '→ 0.0'])
    expect([changeSpoken(2, 0), changeSpoken(-2, 0), changeSpoken(0.2, 0)]).toEqual(['升 2', '降 2', '没有变化'])
  })
  it('names flags, windows, validity and sureness', async () => {
    await setLocale('zh')
    expect(flagsText(0)).toBe('')
    expect(flagsText(Quality.rate | Quality.late)).toBe('变化过快、迟到')
    expect(windowSince(sign('a'), T0, T0)).toBe('近 1 小时（自 08:00）')
    expect(validityText({ validFrom: '2026-03-01', validTo: '2030-12-31' })).toBe('2026-03-01 至 2030-12-31 有效')
    expect([validityText({ validFrom: '2026-03-01' }), validityText({})]).toEqual(['2026-03-01 起有效', '现行'])
    expect(sureText('mem')).toBe('凭记忆待核对')
    expect(primaryText(['pm25', 'o3'])).toBe('PM₂.₅、O₃')
  })
})
