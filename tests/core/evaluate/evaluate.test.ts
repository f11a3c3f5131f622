// Every indicator against cases counted by hand, then scores, ranks and grades.
import { describe, expect, it } from 'vitest'
import { evaluate, type Composite, type EvaluateRules } from '../../../src/core/evaluate/evaluate.ts'
import { factsOf, talliesOf } from '../../../src/core/evaluate/facts.ts'
import { INDICATORS, indicatorsFor } from '../../../src/core/evaluate/indicators.ts'
import { lastDateOf, periodSpan } from '../../../src/core/evaluate/periods.ts'
import type { Obligation, ObligationStage, Span } from '../../../src/core/evaluate/types.ts'
import { CALENDAR_2026, at } from '../clock/fixtures.ts'

const HOUR = 3_600_000
/** October; asked when it is long over. */
const OCTOBER: Span = { from: at('2026-10-01 00:00'), to: at('2026-11-01 00:00'), asOf: at('2026-11-20 09:00') }
const day = (date: string, time = '12:00'): number => at(`2026-${date} ${time}`)

/** An obligation due on 15 October, open unless said otherwise. */
const one = (stage: ObligationStage, more: Partial<Obligation> = {}): Obligation => ({
  stage,
  n: 1,
  startedAt: day('10-14'),
  dueAt: day('10-15'),
  outcome: 'open',
  extensions: 0,
  exempt: false,
  reworked: false,
  returned: false,
  excluded: false,
  department: 'water',
  area: '321002001',
  simulated: false,
  ...more,
})
const done = (stage: ObligationStage, endedAt: number, more: Partial<Obligation> = {}): Obligation =>
  one(stage, { outcome: 'done', endedAt, endedN: 2, ...more })
const EARLY = day('10-15', '11:00')
const LATE = day('10-16')

const RULES: EvaluateRules = {
  satisfiedFrom: 'fairlySatisfied',
  smallBelow: 0,
  grades: [],
  compositeOf: () => undefined,
  ranked: true,
}
/** `numerator/denominator` of one indicator over some obligations, whoever's they are. */
function counted(id: string, rows: readonly Obligation[], span = OCTOBER): string {
  const rule = INDICATORS.find((indicator) => indicator.id === id)
  const object = rule?.objects[0] ?? 'department'
  const { values } = evaluate(talliesOf(rows, span), object, () => 'x', RULES).total
  return `${values[id]?.numerator}/${values[id]?.denominator}`
}

describe('disposals due', () => {
  const HANDLED: readonly [string, Obligation][] = [
    ['on time', done('handle', EARLY)],
    ['at the deadline itself', done('handle', day('10-15'))],
    ['late', done('handle', LATE)],
    ['late with a granted appeal', done('handle', LATE, { exempt: true })],
    ['extended and on time', done('handle', EARLY, { extensions: 1 })],
    ['open', one('handle')],
    ['suspended before October, due in it', done('handle', EARLY, { startedAt: day('08-01') })],
    ['done in November', done('handle', day('11-02'))],
    ['reworked: handled all the same', done('handle', EARLY, { reworked: true })],
    ['returned after its deadline: missed', one('handle', { outcome: 'returned', endedAt: LATE })],
    ['forced after its deadline: missed', one('handle', { outcome: 'forced', endedAt: LATE })],
  ]
  const NOT_DUE: readonly [string, Obligation][] = [
    ['returned in time', one('handle', { outcome: 'returned', endedAt: EARLY })],
    ['forced in time', one('handle', { outcome: 'forced', endedAt: EARLY })],
    ['undone', one('handle', { outcome: 'undone', endedAt: EARLY })],
    ['its ground fell away', one('handle', { outcome: 'void', endedAt: EARLY })],
    ['due in September', done('handle', EARLY, { startedAt: day('09-01'), dueAt: day('09-30', '23:59') })],
    ['due in November', done('handle', EARLY, { dueAt: at('2026-11-01 00:00') })],
    ['standing', { ...one('handle'), dueAt: undefined as never }],
  ]
  const rows = [...HANDLED, ...NOT_DUE].map(([, row]) => row)

  it.each(HANDLED)('%s is due', (_, row) => expect(factsOf(row, OCTOBER)?.owed).toBe(true))
  it.each(NOT_DUE)('%s is not', (_, row) => expect(factsOf(row, OCTOBER)?.owed ?? false).toBe(false))
  it.each([
    ['handled', '7/11'],
    ['handledOnTime', '6/11'],
    ['overdueHandled', '1/11'],
    ['overdueOpen', '4/11'],
    ['extended', '1/11'],
  ])('%s is %s', (id, value) => expect(counted(id, rows)).toBe(value))

  it('what is done and what is not add up', () => {
    const [handled, open] = ['handled', 'overdueOpen'].map((id) => Number(counted(id, rows).split('/')[0]))
    expect((handled ?? 0) + (open ?? 0)).toBe(11)
  })
  it('an unfinished month counts what has come due', () => {
    const now = { ...OCTOBER, asOf: day('10-15', '13:00') }
    const later = one('handle', { dueAt: day('10-20') })
    expect(counted('handled', [done('handle', EARLY), one('handle'), later], now)).toBe('1/2')
  })
  it('the mean is that of the disposals done, in their limits’ own time', () => {
    const long = done('handle', EARLY, { spentMs: 3 * HOUR })
    const short = done('handle', LATE, { spentMs: HOUR })
    expect(counted('meanHandling', [long, short, one('handle', { spentMs: 9 * HOUR })])).toBe(`${4 * HOUR}/2`)
  })
})

describe('other indicators', () => {
  const asked = (more: Partial<Obligation>): Obligation => done('callBack', LATE, { dueAt: day('10-20'), ...more })
  it.each<[string, string, Obligation[]]>([
    [
      'returned',
      '1/3',
      [
        one('handle', { outcome: 'returned', endedAt: EARLY }),
        done('handle', EARLY),
        one('handle', { dueAt: day('11-20') }),
        done('handle', EARLY, { startedAt: day('09-30') }),
        one('handle', { outcome: 'undone', endedAt: EARLY }),
      ],
    ],
    [
      'reworked',
      '1/2',
      [done('close', EARLY, { reworked: true }), one('close'), one('close', { outcome: 'merged', endedAt: EARLY })],
    ],
    [
      'closed',
      '2/4',
      [done('close', EARLY), done('close', LATE), one('close'), one('close', { outcome: 'forced', endedAt: LATE })],
    ],
    ['closedOnTime', '1/3', [done('close', EARLY), done('close', LATE), one('close')]],
    ['closedLate', '1/3', [done('close', EARLY), done('close', LATE), one('close')]],
    [
      'assisted',
      '1/3',
      [done('assist', EARLY), done('assist', LATE), one('assist'), one('assist', { outcome: 'void', endedAt: EARLY })],
    ],
    [
      'responded',
      '1/4',
      [
        done('respond', EARLY),
        done('respond', LATE),
        one('respond'),
        one('respond', { outcome: 'missed', endedAt: EARLY }),
        done('respond', EARLY, { excluded: true }),
        one('respond', { outcome: 'void', endedAt: EARLY }),
      ],
    ],
    [
      'solved',
      '1/2',
      [
        asked({ solved: true, rating: 'satisfied' }),
        asked({ solved: false, rating: 'dissatisfied' }),
        asked({ solved: true, rating: 'satisfied', excluded: true }),
        asked({ solved: true, rating: 'satisfied', endedAt: day('11-03') }),
        one('callBack'),
      ],
    ],
    [
      'satisfied',
      '2/3',
      [
        asked({ solved: false, rating: 'fairlySatisfied' }),
        asked({ solved: true, rating: 'verySatisfied' }),
        asked({ solved: true, rating: 'dissatisfied' }),
      ],
    ],
    [
      'reportsValid',
      '1/3',
      [
        done('report', EARLY, { dueAt: undefined as never }),
        one('report'),
        one('report', { outcome: 'refused', endedAt: EARLY }),
        one('report', { outcome: 'merged', endedAt: EARLY }),
        done('report', EARLY, { startedAt: day('09-30') }),
      ],
    ],
    ['verifiedOnTime', '1/3', [done('verify', EARLY), done('verify', LATE), one('verify')]],
    [
      'filedRate',
      '2/4',
      [
        done('filing', EARLY),
        done('filing', LATE),
        one('filing', { outcome: 'refused', endedAt: EARLY }),
        one('filing', { outcome: 'cancelled', endedAt: EARLY }),
        one('filing'),
        one('filing', { outcome: 'merged', endedAt: EARLY }),
      ],
    ],
    ['filedOnTime', '1/2', [done('filing', EARLY), done('filing', LATE), one('filing')]],
    ['filedAccurately', '1/2', [done('filing', EARLY, { returned: true }), done('filing', LATE)]],
    ['dispatchedOnTime', '1/3', [done('dispatch', EARLY), done('dispatch', LATE), one('dispatch')]],
    [
      'dispatchedAccurately',
      '1/3',
      [
        done('dispatch', EARLY),
        done('dispatch', EARLY, { returned: true }),
        one('dispatch'),
        one('dispatch', { outcome: 'returned', endedAt: EARLY }),
      ],
    ],
    ['checkedOnTime', '1/3', [done('check', EARLY), done('check', LATE), one('check')]],
  ])('%s is %s', (id, value, rows) => expect(counted(id, rows)).toBe(value))

  it('a stricter city counts fewer as satisfied', () => {
    const rows = [asked({ rating: 'fairlySatisfied', solved: true }), asked({ rating: 'satisfied', solved: true })]
    const { values } = evaluate(talliesOf(rows, OCTOBER), 'department', () => 'x', {
      ...RULES,
      satisfiedFrom: 'satisfied',
    }).total
    expect(values['satisfied']).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 })
  })
  it('all say what they count, in both languages, and from where', () => {
    for (const { id, name, formula, source } of INDICATORS) {
      for (const words of [name.zh, name.en, formula.zh, formula.en, source]) expect(words, id).not.toBe('')
      expect(formula.zh, id).toContain('÷')
      expect(source, id).toMatch(/local|mem/)
    }
    expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length)
  })
})

describe('scores', () => {
  const composite: Composite = {
    name: { zh: '得分', en: 'Score' },
    source: 'test',
    parts: [
      { indicator: 'handled', weight: 60, inverse: false },
      { indicator: 'overdueHandled', weight: 40, inverse: true },
    ],
  }
  const rules: EvaluateRules = {
    ...RULES,
    smallBelow: 2,
    compositeOf: () => composite,
    grades: [
      { id: 'A', from: 90 },
      { id: 'D', from: 0 },
    ],
  }
  const by = (department: string, ...rows: Obligation[]): Obligation[] => rows.map((row) => ({ ...row, department }))
  const all = [
    ...by('best', done('handle', EARLY), done('handle', EARLY)),
    ...by('alike', done('handle', EARLY), done('handle', EARLY), done('handle', EARLY)),
    ...by('worse', done('handle', LATE), done('handle', LATE, { exempt: true })),
    ...by('worst', one('handle'), done('handle', LATE)),
    ...by('small', done('handle', EARLY)),
    ...by('unscored', done('check', EARLY), one('assist'), one('handle', { dueAt: day('12-01') })),
    ...by('nothing', one('report')),
  ]
  const { rows, total, simulated } = evaluate(talliesOf(all, OCTOBER), 'department', (t) => t.department, rules)
  const row = (subject: string) => rows.find((each) => each.subject === subject)

  it('are weighted shares; equal scores share a place and the next is left out', () => {
    expect(rows.map(({ subject, score, rank }) => [subject, score, rank])).toEqual([
      ['alike', 100, 1],
      ['best', 100, 1],
      ['worse', 80, 3],
      ['worst', 50, 4],
      ['small', 100, undefined],
      ['unscored', undefined, undefined],
    ])
  })
  it('have their grade', () => expect(rows.map(({ grade }) => grade)).toEqual(['A', 'A', 'D', 'D', 'A', undefined]))
  it('name what is missing', () => expect(row('unscored')?.missing).toEqual(['handled', 'overdueHandled']))
  it('count open, overdue and exempted apart', () => {
    expect(row('worst')).toMatchObject({ open: 1, overdue: 1, exempted: 0 })
    expect(row('worse')).toMatchObject({ open: 0, overdue: 0, exempted: 1 })
    expect(row('unscored')).toMatchObject({ open: 1, overdue: 0 })
  })
  it('a granted appeal is not late, and nothing else changes', () => {
    expect(row('worse')?.values).toMatchObject({
      handledOnTime: { numerator: 1, denominator: 2 },
      overdueHandled: { numerator: 1, denominator: 2 },
    })
  })
  it('leave out who had nothing to do', () => expect(row('nothing')).toBeUndefined())
  it('sum up in the total', () => expect(total.values['handled']).toMatchObject({ numerator: 9, denominator: 10 }))
  it('say whether simulated cases are among them', () => {
    expect(simulated).toBe('none')
    const mixed = talliesOf([...all, one('handle', { simulated: true })], OCTOBER)
    expect(evaluate(mixed, 'department', (t) => t.department, rules).simulated).toBe('some')
  })
  it('have no place where different posts stand side by side', () => {
    const apart = evaluate(talliesOf(all, OCTOBER), 'department', (t) => t.department, { ...rules, ranked: false })
    expect(apart.rows.every(({ rank }) => rank === undefined)).toBe(true)
  })
  it('a mean is no part of a score', () => {
    const parts = [{ indicator: 'meanHandling', weight: 100, inverse: false }]
    const { total: scored } = evaluate(talliesOf(all, OCTOBER), 'department', () => 'x', {
      ...rules,
      compositeOf: () => ({ ...composite, parts }),
    })
    expect(scored.missing).toEqual(['meanHandling'])
  })
})

describe('periods', () => {
  it.each([
    ['day', '2026-10-15', 0, '2026-10-15', '2026-10-15'],
    ['week', '2026-10-15', 0, '2026-10-12', '2026-10-18'],
    ['week', '2026-10-18', 0, '2026-10-12', '2026-10-18'],
    ['week', '2026-10-19', -1, '2026-10-12', '2026-10-18'],
    ['month', '2026-02-10', 0, '2026-02-01', '2026-02-28'],
    ['month', '2026-01-31', -1, '2025-12-01', '2025-12-31'],
    ['quarter', '2026-05-31', 0, '2026-04-01', '2026-06-30'],
    ['quarter', '2026-02-01', -1, '2025-10-01', '2025-12-31'],
    ['year', '2024-02-29', 0, '2024-01-01', '2024-12-31'],
    ['year', '2026-07-01', -2, '2024-01-01', '2024-12-31'],
  ] as const)('the %s of %s, %i later, is %s to %s', (kind, date, step, from, last) => {
    const span = periodSpan(kind, date, CALENDAR_2026, step)
    expect(span.from).toBe(at(`${from} 00:00`))
    expect(lastDateOf(span, CALENDAR_2026)).toBe(last)
  })
})

it('every object has indicators of its own', () => {
  for (const object of ['department', 'area', 'post'] as const) expect(indicatorsFor(object).length).toBeGreaterThan(5)
})
