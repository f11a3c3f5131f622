// New cases day by day: which days are told, which is the busiest, how a running day is put; each number opens its own day.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefCase, BriefFacts } from '../../../src/core/brief/types.ts'
import { at } from '../clock/fixtures.ts'
import { MONTH, WEEK } from './moreDays.ts'

const [model] = WEEK.cases
if (model === undefined) throw new Error('no case')
/** So many cases on each of these dates. */
const on = (counts: Readonly<Record<string, number>>): BriefCase[] =>
  Object.entries(counts).flatMap(([date, n]) =>
    Array.from({ length: n }, (_, i) => ({ ...model, id: `${date}-${i}`, openedAt: at(`${date} 0${i % 10}:30`) })),
  )
const said = (facts: BriefFacts, counts: Readonly<Record<string, number>>, now = facts.now) =>
  composeBrief({ ...facts, now, cases: on(counts) }).statements.find(({ id }) => id === 'cases.days')

describe('a week', () => {
  it.each<[string, Record<string, number>, string, string]>([
    [
      'every day something',
      {
        ...{ '2026-10-12': 3, '2026-10-13': 5, '2026-10-14': 4, '2026-10-15': 4, '2026-10-16': 6, '2026-10-17': 9 },
        '2026-10-18': 2,
      },
      '逐日新增案卷以周六最多：周一3件、周二5件、周三4件、周四4件、周五6件、周六9件、周日2件。',
      'New cases day by day, the most on Saturday: Monday 3, Tuesday 5, Wednesday 4, Thursday 4, Friday 6, Saturday 9 and Sunday 2.',
    ],
    [
      'two busiest, one day without',
      {
        ...{ '2026-10-12': 3, '2026-10-13': 5, '2026-10-15': 5, '2026-10-16': 1, '2026-10-17': 1 },
        '2026-10-18': 2,
      },
      '逐日新增案卷以周二、周四最多：周一3件、周二5件、周四5件、周五1件、周六1件、周日2件，周三无新增。',
      'New cases day by day, the most on Tuesday and Thursday: Monday 3, Tuesday 5, Thursday 5, Friday 1, Saturday 1 and Sunday 2; none on Wednesday.',
    ],
    [
      'one day alone',
      { '2026-10-18': 4 },
      '逐日新增案卷：周日4件，其余各日无新增。',
      'New cases day by day: Sunday 4; none on the other days.',
    ],
    [
      'four days alike: none stands out',
      { '2026-10-12': 2, '2026-10-13': 2, '2026-10-14': 2, '2026-10-15': 2 },
      '逐日新增案卷：周一2件、周二2件、周三2件、周四2件，其余各日无新增。',
      'New cases day by day: Monday 2, Tuesday 2, Wednesday 2 and Thursday 2; none on the other days.',
    ],
  ])('%s', (_, counts, zh, en) => {
    const { text, figures } = said(WEEK, counts) ?? expect.fail('nothing said')
    expect([text.zh, text.en]).toEqual([zh, en])
    expect(figures.map(({ value }) => value)).toEqual(Object.values(counts))
    expect(figures[0]?.sources).toHaveLength(figures[0]?.value ?? 0)
  })

  it('tells a day without the hub apart from one without cases', () => {
    const [sign] = WEEK.indicators
    if (sign === undefined) throw new Error('no indicator')
    const indicators = [{ ...sign, series: [40, null, 61, 52, null, null, 45] }]
    const text = said({ ...WEEK, indicators }, { '2026-10-12': 3, '2026-10-14': 1, '2026-10-17': 2 })?.text
    expect(text?.zh).toBe('逐日新增案卷以周一最多：周一3件、周三1件、周六2件，周四、周日无新增；周二、周五无数据。')
    expect(text?.en).toBe(
      'New cases day by day, the most on Monday: Monday 3, Wednesday 1 and Saturday 2; none on Thursday and Sunday; no data for Tuesday and Friday.',
    )
  })

  it('of no new case says nothing of days', () => expect(said(WEEK, {})).toBeUndefined())

  it('that runs tells the day that is not over by its hour, also with nothing', () => {
    const counts = { '2026-10-12': 2, '2026-10-14': 1 }
    expect(said(WEEK, counts, at('2026-10-14 12:00'))?.text).toEqual({
      zh: '逐日新增案卷以周一最多：周一2件、周三（截至12:00）1件，周二无新增。',
      en: 'New cases day by day, the most on Monday: Monday 2 and Wednesday 1 (up to 12:00); none on Tuesday.',
    })
    expect(said(WEEK, { '2026-10-12': 2 }, at('2026-10-13 09:00'))?.text.zh).toBe(
      '逐日新增案卷：周一2件、周二（截至09:00）0件。',
    )
    expect(said(WEEK, { '2026-10-12': 2 }, at('2026-10-12 09:00'))).toBeUndefined()
  })
})

describe('a month', () => {
  const all = (n: number, more: Record<string, number>): Record<string, number> => ({
    ...Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`2026-10-${String(i + 1).padStart(2, '0')}`, n])),
    ...more,
  })
  it.each<[string, Record<string, number>, string | undefined, string | undefined]>([
    [
      'a busiest and a quietest day',
      all(3, { '2026-10-13': 8, '2026-10-05': 1 }),
      '新增案卷最多的是10月13日（8件），最少的是10月5日（1件）。',
      'Most new cases in a day: 8 on 13 Oct; fewest: 1 on 5 Oct.',
    ],
    [
      'two busiest, many as quiet as the quietest',
      all(3, { '2026-10-13': 8, '2026-10-20': 8 }),
      '新增案卷最多的是10月13日（8件）、10月20日（8件）。',
      'Most new cases in a day: 8 on 13 Oct and 8 on 20 Oct.',
    ],
    ['every day alike', all(3, {}), undefined, undefined],
  ])('%s', (_, counts, zh, en) => {
    expect(said(MONTH, counts)?.text).toEqual(zh === undefined ? undefined : { zh, en })
  })
  it('that runs does not take a morning for its quietest day', () => {
    const counts = { '2026-10-01': 4, '2026-10-02': 6, '2026-10-03': 0 }
    expect(said(MONTH, counts, at('2026-10-03 09:00'))?.text.zh).toBe(
      '新增案卷最多的是10月2日（6件），最少的是10月1日（4件）。',
    )
  })
})
