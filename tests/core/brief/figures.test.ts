// Every figure counted a second time from the facts, every number in a sentence found among its figures, every source real.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer } from '../../../src/core/brief/answer.ts'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { Before, Brief, BriefCase, BriefFacts, Figure } from '../../../src/core/brief/types.ts'
import { BRIEF_SECTIONS } from '../../../src/core/brief/types.ts'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import { STATE_WORDS } from '../../../src/core/incident/words.ts'
import { FAILURE, HOLIDAY, MONTH, NO_CASES, RENAMED, TOPIC, TOPICS, WEEK, WHOLE_STORM } from './moreDays.ts'
import { recount } from './recount.ts'
import { CALM, EMPTY, FROM, NONE_BEFORE, STORM, TO, caseOf, feedOf } from './days.ts'

/** Numbers of a sentence that count or measure: not times, dates, names, or the hotline's own number. */
function numbersIn(facts: BriefFacts, text: string): number[] {
  const names = [...facts.indicators, ...facts.feeds].flatMap((x) => [x.name.zh, x.name.en])
  const titles = facts.cases.flatMap((c) => [c.title.zh, c.title.en])
  const codes = facts.supervised.map((x) => x.code)
  // What the sentences say of how they count: ten due, an interval of 80 %, three times, 100 m.
  let left = text
    .replaceAll('12345', '')
    .replace(/应处置10件及以上|80%预测区间|80% interval|同一事项3次及以上|\d+时|24小时内|next 24 hours/g, '')
  for (const name of [...titles, ...names, ...codes].sort((a, b) => b.length - a.length))
    left = left.replaceAll(name, '')
  for (const { hash } of facts.heads ?? []) left = left.replaceAll(hash.slice(0, 16), '')
  left = left
    .replace(/\d+月\d+日|^\d+月/g, '')
    .replace(/\d{2}:\d{2}/g, '')
    .replace(/ on \d+ Oct| to \d+ Oct|(?:On|from|up to) \d+(?: Oct)?(?= |,)/gi, '')
    .replace(/(?<=[至])\d+日/g, '')
    .replace(/(?<=\d)–(?=\d)/g, ' ')
  return [...left.matchAll(/\d+(?:\.\d+)?/g)].map(Number)
}

const ALWAYS = [
  'verdict',
  'incidents',
  'weather',
  'vitals',
  'cases',
  'hotline',
  'instructions',
  'watch',
  'quality',
] as const
const figuresOf = (brief: Brief): Figure[] => brief.statements.flatMap((s) => s.figures)

function holds(facts: BriefFacts): void {
  const brief = composeBrief(facts)
  const ids: Record<string, Set<string>> = {
    incident: new Set([...facts.cases, ...(facts.callsBefore?.cases ?? [])].map((c) => c.id)),
    indicator: new Set(facts.indicators.map((i) => i.id)),
    alarm: new Set(facts.alarms.map((a) => a.id)),
    feed: new Set(facts.feeds.map((f) => f.id)),
    warning: new Set(facts.warnings.map((w) => w.id)),
    supervision: new Set(facts.supervised.map((x) => x.id)),
    head: new Set(facts.heads?.map((h) => `${h.chain}:${h.seq}:${h.hash}`)),
  }
  const topics = Object.fromEntries(
    figuresOf(brief).flatMap(({ key, value }) => {
      const id = /^hotline\.topic\.([^.]+)$/.exec(key)?.[1]
      return id === undefined ? [] : [[id, value]]
    }),
  )
  for (const figure of figuresOf(brief)) {
    const again = recount(facts, figure.key, topics)
    if (/^(?:hotline\.topic|cases\.recurring)\.[^.]+$/.test(figure.key)) expect(figure.value).toBeGreaterThan(1)
    else expect([figure.key, figure.value]).toEqual([figure.key, again])
    // Asked again, its question gives the same number.
    expect([figure.key, figure.query && answer(figure.query, facts)]).toEqual([figure.key, figure.value])
    expect(figure.definition.zh.length * figure.definition.en.length).toBeGreaterThan(0)
    expect(figure.asOf).toBeLessThanOrEqual(Math.max(brief.asOf, ...facts.indicators.map((i) => i.at ?? 0)))
    expect(figure.sources.length).toBeLessThanOrEqual(200)
    // A count of cases, alarms, feeds or indicators names what it counts, all of it up to the cap.
    if (['件', '路', '项'].includes(figure.unit) && !/^changes\.|\.delta$/.test(figure.key))
      expect([figure.key, figure.sources.length]).toEqual([figure.key, Math.min(200, figure.value)])
  }
  for (const { id, text, figures, sources } of brief.statements) {
    for (const words of [text.zh, text.en])
      for (const n of numbersIn(facts, words))
        expect([id, words, figures.map((f) => f.value)]).toEqual([id, words, expect.arrayContaining([n])])
    for (const { kind, id: source } of sources)
      expect([kind, source, ids[kind]?.has(source)]).toEqual([kind, source, true])
    expect(text.zh).toMatch(/。$/)
    expect(text.en).toMatch(/^(?:\[simulated\] )?[A-Z0-9].*\.$/)
    expect(`${text.zh}${text.en}`).not.toMatch(/undefined|NaN|Infinity|∞/)
  }
  expect(new Set(brief.statements.map((s) => s.id)).size).toBe(brief.statements.length)
  expect(brief.statements[0]?.id).toBe('verdict')
  const order = brief.statements.map((s) => BRIEF_SECTIONS.indexOf(s.section))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  const sections = new Set(brief.statements.map((s) => s.section))
  const always = facts.kind === 'topic' ? (['verdict', 'cases'] as const) : ALWAYS
  for (const section of always) expect([section, sections.has(section)]).toEqual([section, true])
}

const NOON = FROM + 12 * 3_600_000
describe('figures', () => {
  it.each<[string, BriefFacts]>([
    ['a calm day', CALM],
    ['a storm', STORM],
    ['the storm while it lasts', { ...STORM, now: FROM + 18.5 * 3_600_000 }],
    ['a day with nothing', { ...EMPTY, indicators: CALM.indicators, feeds: CALM.feeds }],
    ['no data', EMPTY],
    ['all that a storm brings', WHOLE_STORM],
    ['all of it while it lasts', { ...WHOLE_STORM, now: FROM + 18.5 * 3_600_000 }],
    ['a holiday', HOLIDAY],
    ['feeds that failed', FAILURE],
    ['a day without cases', NO_CASES],
    ['a renamed department', RENAMED],
    ['alike reports', TOPICS],
    ['a week', WEEK],
    ['a month', MONTH],
    ['a topic', TOPIC],
    ['a broken day before', { ...STORM, previous: { ...NONE_BEFORE, opened: 3, closed: 1, complete: false } }],
    [
      'a window from eight to eight',
      { ...STORM, from: FROM + 8 * 3_600_000, to: TO + 8 * 3_600_000, now: TO + 9 * 3_600_000, utcOffsetMinutes: 480 },
    ],
  ])('of %s stand a second count', (_, facts) => {
    holds(facts)
  })

  const states = Object.keys(STATE_WORDS) as IncidentState[]
  const instant = fc.integer({ min: FROM - 6e7, max: TO + 4e7 })
  const some = fc.option(instant, { nil: undefined })
  const drawn = fc
    .record({
      id: fc.nat(1e6),
      state: fc.constantFrom(...states),
      level: fc.constantFrom(1, 2, 3, 4, 4),
      source: fc.constantFrom('hotline', 'sensor', 'patrol', 'desk'),
      matter: fc.constantFrom('E001', '01003', 'X'),
      lead: fc.constantFrom('drainage', undefined),
      times: fc.record({
        openedAt: instant,
        filedAt: some,
        dispatchedAt: some,
        dueAt: some,
        confirmedAt: some,
        closedAt: some,
      }),
    })
    .map(({ id, state, level, source, matter, lead, times }): BriefCase => {
      const base = caseOf({
        id: `c${id}`,
        place: ['某路', 'Some Road'],
        matter,
        level: level as 1,
        state,
        source,
        times: {},
        ...(lead && { lead }),
      })
      const known = Object.entries(times).filter(
        ([key, at]) => at !== undefined && (key !== 'closedAt' || state === 'closed'),
      )
      return { ...base, ...Object.fromEntries(known) }
    })
  const drawnBefore = fc
    .record({ opened: fc.nat(40), closed: fc.nat(40), due: fc.nat(30), late: fc.nat(30), complete: fc.boolean() })
    .map(({ late, ...rest }): Before => ({ ...rest, onTime: Math.max(0, rest.due - late) }))
  const day = fc.record({
    cases: fc.uniqueArray(drawn, { selector: (c) => c.id, maxLength: 40, size: 'max' }),
    now: fc.constantFrom(NOON, TO, TO + 3e7),
    previous: drawnBefore,
    lastWeek: drawnBefore,
    lastYear: drawnBefore,
  })

  it('of any day stand a second count', () => {
    fc.assert(
      fc.property(day, (drawnDay) => holds({ ...WHOLE_STORM, ...drawnDay })),
      { numRuns: 150, seed: 13 },
    )
  })

  it('names 200 sources at most, and still counts all', () => {
    const cases = Array.from({ length: 260 }, (_, n) =>
      caseOf({
        id: `c${n}`,
        place: ['某路', 'Some Road'],
        matter: 'E001',
        level: 2,
        state: 'pendingFiling',
        times: { opened: '10:00' },
      }),
    )
    const brief = composeBrief({ ...CALM, cases })
    const opened = figuresOf(brief).find((f) => f.key === 'cases.opened')
    expect([opened?.value, opened?.sources.length]).toEqual([260, 200])
    expect(brief.statements.filter((s) => s.section === 'incidents')).toHaveLength(13)
    holds({ ...CALM, cases })
  })
})

describe('major incidents', () => {
  it('each sentence opens its own case', () => {
    for (const s of composeBrief(STORM).statements.filter((one) => one.section === 'incidents'))
      expect([s.id, s.sources.map((x) => `${x.kind} ${x.id}`)]).toEqual([
        s.id,
        [`incident ${s.id.slice('incidents.'.length)}`],
      ])
  })

  it('are those of levels I and II and the supervised, else the most serious five', () => {
    const ids = (facts: BriefFacts) =>
      composeBrief(facts)
        .statements.filter((s) => s.section === 'incidents')
        .map((s) => s.id.replace('incidents.', ''))
    expect(ids(STORM).map((id) => id.slice(-2))).toEqual(['11', '12', '14', '13'])
    expect(ids(CALM)).toEqual(['none', 'YZ-20261013-000002', 'YZ-20261013-000001'])
    const supervised = CALM.cases.map((c, at) => (at === 0 ? { ...c, supervised: true } : c))
    expect(ids({ ...CALM, cases: supervised })).toEqual(['YZ-20261013-000001'])
  })
})

describe('the light', () => {
  const make = (level: 1 | 2 | 3, state: 'handling' | 'closed'): BriefFacts => ({
    ...EMPTY,
    cases: [
      caseOf({
        id: 'c',
        place: ['某路', 'Some Road'],
        matter: 'E001',
        level,
        state,
        lead: 'drainage',
        times: { opened: '10:00', ...(state === 'closed' && { confirmed: '11:00', closed: '12:00' }) },
      }),
    ],
  })
  it.each<[string, BriefFacts, string]>([
    ['a level I case open', make(1, 'handling'), 'red'],
    ['a level I case finished', make(1, 'closed'), 'orange'],
    ['a level II case open', make(2, 'handling'), 'orange'],
    ['a level II case finished', make(2, 'closed'), 'yellow'],
    ['a level III case open', make(3, 'handling'), 'green'],
    ['a level I alarm', { ...CALM, alarms: [{ id: 'a', level: 1, raisedAt: FROM }] }, 'orange'],
    ['a level I alarm cleared', { ...CALM, alarms: [{ id: 'a', level: 1, raisedAt: FROM, clearedAt: NOON }] }, 'green'],
    ['a level II alarm', { ...CALM, alarms: [{ id: 'a', level: 2, raisedAt: FROM }] }, 'green'],
    ['a silent feed', { ...CALM, feeds: [feedOf('f', { zh: '甲', en: 'A' }, { silent: true })] }, 'yellow'],
    [
      'an indicator at level I',
      { ...CALM, indicators: CALM.indicators.map((i) => ({ ...i, level: 1 as const })) },
      'red',
    ],
    [
      'an indicator at level IV',
      { ...CALM, indicators: CALM.indicators.map((i) => ({ ...i, level: 4 as const })) },
      'green',
    ],
    ['no data at all', EMPTY, 'yellow'],
    ['a calm day', CALM, 'green'],
  ])('%s: %s', (_, facts, light) => {
    expect(composeBrief(facts).light).toBe(light)
  })
})
