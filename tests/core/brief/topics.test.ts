// Alike reports make a topic: near one another and of one matter, or alike in words. A category alone, or a chain along a road, does not.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import { groupAlike, HOT_RULES } from '../../../src/core/brief/alike.ts'
import type { BriefCase, BriefFacts } from '../../../src/core/brief/types.ts'
import { caseOf, EMPTY } from './days.ts'

/** East of the crossing by so many metres. */
const report = (id: string, metres: number, more: Partial<BriefCase> = {}): BriefCase => ({
  ...caseOf({
    id,
    place: ['文昌花园', 'Wenchang Garden'],
    matter: '09006',
    level: 4,
    state: 'handling',
    times: { opened: '09:00' },
  }),
  lng: 119.43 + metres / 94_000,
  lat: 32.39,
  ...more,
})
const unclassified = (id: string, metres: number, words: string): BriefCase => {
  const { matter: _, matterName: __, ...rest } = report(id, metres)
  return { ...rest, words }
}
const groups = (...cases: BriefCase[]): string[] =>
  groupAlike(cases, HOT_RULES)
    .map((group) => group.map((c) => c.id).join(''))
    .sort()

describe('alike reports', () => {
  it('of one matter are one topic where they are near, and two where they are not', () => {
    expect(groups(report('a', 0), report('b', 390))).toEqual(['ab'])
    expect(groups(report('a', 0), report('b', 420))).toEqual(['a', 'b'])
  })

  it('are found across the squares they are looked up by', () => {
    for (const from of [0, 97, 211, 388])
      expect(groups(report('a', from), report('b', from + 395), report('c', from - 395)).length).toBeLessThan(3)
  })

  it('do not grow along a road', () => {
    expect(groups(report('a', 0), report('b', 300), report('c', 600), report('d', 900))).toEqual(['ab', 'cd'])
  })

  it('not classified yet, or classified otherwise, are judged by their words', () => {
    const said = '文昌花园南门夜间烧烤油烟噪声扰民'
    expect(groups(report('a', 0, { words: said }), unclassified('b', 50, '文昌花园南门烧烤油烟扰民'))).toEqual(['ab'])
    expect(groups(report('a', 0, { words: said }), unclassified('b', 50, '路灯不亮'))).toEqual(['a', 'b'])
    const other = {
      words: '文昌花园南门夜间烧烤噪声扰民',
      matter: '06028',
      matterName: { zh: '噪声扰民', en: 'Noise' },
    }
    expect(groups(report('a', 0, { words: said }), report('b', 50, other))).toEqual(['ab'])
    expect(groups(report('a', 0, { words: said }), report('b', 50, { ...other, words: '楼上装修' }))).toEqual([
      'a',
      'b',
    ])
  })

  it('without a position are held together by the place they name', () => {
    const { lng: _, lat: __, ...bare } = report('a', 0)
    const elsewhere = { ...bare, id: 'c', title: { zh: '皮市街 占道经营', en: 'Street vending · Pishi Street' } }
    expect(groups(bare, { ...bare, id: 'b' }, elsewhere)).toEqual(['ab', 'c'])
  })
})

describe('hot topics of the brief', () => {
  const text = (cases: BriefCase[], more: Partial<BriefFacts> = {}) =>
    composeBrief({ ...EMPTY, cases, ...more }).statements.find((s) => s.id === 'hotline.topics')
  it('are named by place and matter, each number with the cases it counts', () => {
    const found = text([report('a', 0), report('b', 10), report('c', 5000)])
    expect(found?.text.zh).toBe('热点诉求（地点、内容相近）：文昌花园占道经营2件。')
    expect(found?.figures[0]?.query).toEqual({ ask: 'cases', set: 'opened', filter: { ids: ['a', 'b'] } })
    expect(found?.sources.map((s) => s.id)).toEqual(['a', 'b'])
  })
  it('of several places are said to be around the one named most', () => {
    const west = { title: { zh: '皮市街 占道经营', en: 'Street vending · Pishi Street' } }
    expect(text([report('a', 0), report('b', 10), report('c', 20, west)])?.text.zh).toContain('文昌花园一带占道经营3件')
  })
  it('are of the hotline, not of patrols, and never of one call', () => {
    expect(text([report('a', 0), report('b', 9000)])).toBeUndefined()
    expect(text([report('a', 0, { source: 'patrol' }), report('b', 1, { source: 'patrol' })])).toBeUndefined()
    expect(text([report('a', 0), report('b', 1, { state: 'refused' })])).toBeUndefined()
  })
})

describe('a topic beside the window before', () => {
  const now = [report('a', 0), report('b', 10)]
  const tell = (calls: BriefCase[], more: Partial<BriefFacts> = {}) =>
    composeBrief({ ...EMPTY, cases: now, callsBefore: { around: ['a'], cases: calls }, ...more }).statements.find(
      (s) => s.id === 'hotline.topics',
    )
  const many = (n: number): BriefCase[] => Array.from({ length: n }, (_, i) => report(`p${i}`, i))
  const said = (calls: BriefCase[], more?: Partial<BriefFacts>): string | undefined =>
    tell(calls, more)?.text.zh.replace('热点诉求（地点、内容相近）：文昌花园占道经营2件', '')
  it.each<[string, BriefCase[], string, string]>([
    ['fewer', many(1), '，前一日1件，增加1件。', '2, against 1 the day before, 1 more.'],
    ['as many', many(2), '，前一日2件，持平。', '2, against 2 the day before, unchanged.'],
    ['more', many(10), '，前一日10件，减少8件（80%）。', '2, against 10 the day before, 8 fewer (80%).'],
    ['none', [], '，前一日为零，属新增。', '2, new, none the day before.'],
  ])('that had %s', (_, calls, zh, en) => {
    expect(said(calls)).toBe(zh)
    expect(tell(calls)?.text.en).toContain(en)
  })

  it('counts what would join the topic, and nothing else', () => {
    const words = '文昌花园南门夜间烧烤'
    const [far, void_] = [report('far', 420), report('void', 5, { state: 'cancelled' })]
    const other = report('other', 5, { matter: '06028', words })
    expect(said([far, void_, other, report('near', 390)])).toBe('，前一日1件，增加1件。')
    const found = tell([far, report('near', 390)])?.figures
    expect(found?.map(({ key, value }) => [key, value])).toEqual([
      ['hotline.topic.a', 2],
      ['hotline.topic.a.before', 1],
      ['hotline.topic.a.delta', 1],
    ])
    expect(found?.[1]?.query).toEqual({ ask: 'alike', to: 'a' })
    expect(found?.[1]?.sources.map(({ id }) => id)).toEqual(['near'])
  })

  it('is compared with nothing where the hub did not see that window whole, and says so', () => {
    const previous = { ...EMPTY.previous, complete: false }
    expect(said(many(3), { previous })).toBe('；前一日数据不完整，不作比较。')
    expect(tell(many(3), { previous })?.figures.map(({ key }) => key)).toEqual(['hotline.topic.a'])
  })

  it('of a running day is compared with the same part, of a month with the month before', () => {
    expect(said(many(1), { now: EMPTY.from + 12 * 3_600_000 })).toBe('，前一日同一时段1件，增加1件。')
    expect(said([], { kind: 'monthly' })).toBe('，上月为零，属新增。')
  })

  it('of a special topic is narrowed as the topic is', () => {
    const area = { area: '321002001' }
    const facts: Partial<BriefFacts> = {
      kind: 'topic',
      filter: { area: '321002' },
      cases: now.map((c) => ({ ...c, ...area })),
    }
    expect(said([report('p', 5), report('q', 6, area)], facts)).toBe('，上一时段1件，增加1件。')
  })
})

describe('a point where a matter comes back', () => {
  const week = (cases: BriefCase[], kind: BriefFacts['kind'] = 'weekly') =>
    composeBrief({ ...EMPTY, kind, cases }).statements.find((s) => s.id === 'cases.recurring')?.text.zh
  const three = [report('a', 0), report('b', 50, { source: 'patrol' }), report('c', 90)]
  it('is told of weeks and months from the third time on', () => {
    expect(week(three)).toBe('复发点位（同一地点同一事项3次及以上）：文昌花园占道经营3件。')
    expect(week(three.slice(1))).toBeUndefined()
    expect(week(three, 'daily')).toBeUndefined()
    expect(week([...three.slice(1), report('d', 200)])).toBeUndefined()
  })
})

it('a month of cases is grouped in one pass', () => {
  const many = Array.from({ length: 30_000 }, (_, n) =>
    report(`c${n}`, (n * 7919) % 20_000, { lat: 32.3 + (n % 200) / 2000 }),
  )
  const from = performance.now()
  expect(groupAlike(many, { withinM: 100, words: Infinity, otherMatter: Infinity }).flat()).toHaveLength(30_000)
  expect(performance.now() - from).toBeLessThan(5000)
})
