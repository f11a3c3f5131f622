// Every printed figure is asked again of the store and comes out the same: as it was known then, however much has happened since.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import { evidenceOf } from '../../../src/server/brief/evidence.ts'
import { gatherFacts, askOf } from '../../../src/server/brief/facts.ts'
import { foldsAsOf, toBriefCase } from '../../../src/server/brief/factsCases.ts'
import type { BriefView } from '../../../src/wire/briefs.ts'
import { people } from '../cases/setup.ts'
import {
  at,
  DATE,
  type Cast,
  type Day,
  FROM,
  playCases,
  playFeeds,
  playSigns,
  stageDay,
  TO,
  WRITTEN_AT,
} from './day.ts'

let day: Day
let cast: Cast
let brief: BriefView
beforeAll(async () => {
  day = await stageDay()
  cast = await playCases(day)
  await playCalls(day)
  await playSigns(day)
  await playFeeds(day)
  day.supervised.push({
    ...{
      id: 'sv-1',
      code: '扬督〔2026〕1号',
      title: { zh: '积水整治', en: 'Ponding' },
      origin: 'leader',
      state: 'inProgress',
      colour: 'yellow',
    },
    ...{
      by: { zh: '领导', en: 'leader' },
      leadName: { zh: '排水处', en: 'Drainage' },
      givenAt: at('09:30'),
      dueAt: at('09:30', 2),
    },
  })
  day.clock.at = WRITTEN_AT
  brief = await day.brief()
}, 120_000)
afterAll(() => day.stop())

const SAID = '文昌中路南门夜间烧烤油烟噪声扰民'
let calls: readonly string[]
/** Of one topic three calls in the day; of the day before two alike, one refused since, one too far, one about something else. */
async function playCalls({ clock, does, hotline }: Day): Promise<void> {
  clock.at = at('00:30', 1)
  for (const time of ['18:00', '19:30', '21:00']) await hotline(at(time), SAID)
  const refused = await hotline(at('20:30', -1), SAID)
  await hotline(at('20:40', -1), SAID, 500)
  await hotline(at('20:50', -1), '路灯不亮')
  calls = [await hotline(at('20:00', -1), `${SAID}，请处理`), await hotline(at('22:00', -1), SAID, 300)]
  clock.at = at('00:40', 1)
  await does(people.dutyChief, refused, { act: 'refuse', reason: '重复反映' })
}

const keysOf = ({ statements }: BriefView): string[] => [
  ...new Set(statements.flatMap((s) => s.figures.map(({ key }) => key))),
]
const recomputed = async (keys: readonly string[]): Promise<Record<string, unknown>> => {
  const found: Record<string, unknown> = {}
  for (const key of keys) {
    const { recomputed, gone } = await evidenceOf(day.facts, brief, key)
    found[key] = recomputed ?? gone?.zh
  }
  return found
}
const printed = (keys: readonly string[]): Record<string, number | undefined> =>
  Object.fromEntries(
    keys.map((key) => [key, brief.statements.flatMap((s) => s.figures).find((f) => f.key === key)?.value]),
  )

describe('a printed figure', () => {
  it('is there for every kind of thing that a brief tells of', () => {
    const asks = new Set(brief.statements.flatMap((s) => s.figures.map((f) => f.query?.ask)))
    for (const ask of ['cases', 'indicator', 'alarms', 'feeds', 'made'] as const) expect(asks).toContain(ask)
    expect(keysOf(brief).length).toBeGreaterThan(30)
    for (const { key, query } of brief.statements.flatMap((s) => s.figures))
      expect([key, query]).not.toContain(undefined)
  })

  it('comes out of the store again', async () => {
    const keys = keysOf(brief)
    expect(await recomputed(keys)).toEqual(printed(keys))
  }, 120_000)

  it('of the days of a week comes out of the store again, each with its own cases', async () => {
    const ask = askOf('2026-W47', day.reference.city)
    if (ask === undefined) return expect.fail()
    const week = await day.brief({ ...ask })
    const figures = week.statements.find(({ id }) => id === 'cases.days')?.figures ?? []
    expect(figures.map(({ key }) => key)).toContain(`cases.day.${DATE}`)
    for (const { key, value } of figures) {
      const { recomputed, total, cases, formula } = await evidenceOf(day.facts, week, key)
      expect([key, recomputed, total]).toEqual([key, value, value])
      const from = Date.parse(`${key.slice(-10)}T00:00:00+08:00`)
      for (const { openedAt } of cases ?? []) expect(openedAt - from).toBeLessThan(24 * HOUR_MS)
      expect(formula.zh).toContain(`发生在${key.slice(-10)}`)
    }
    // The hub was not there before Friday, and the table of days says so.
    const { rows = [] } = week.tables.find(({ id }) => id === 'days') ?? {}
    const note = rows.map((row) => (row[8] as { zh: string } | null)?.zh ?? '')
    expect(note).toEqual(['无数据', '无数据', '无数据', '无数据', '', '', '截至07:30'])
  })

  it('opens the cases it counts, as they stood at the cut-off', async () => {
    const { cases, total, formula } = await evidenceOf(day.facts, brief, 'cases.open')
    expect(cases?.length).toBe(total)
    expect(total).toBe(brief.statements.flatMap((s) => s.figures).find(({ key }) => key === 'cases.open')?.value)
    // Closed in the night, open at midnight.
    expect(cases?.find(({ id }) => id === cast.handled)).toMatchObject({ state: 'pendingHandle' })
    expect(formula.zh).toContain('数据截止时尚未结案')
  })

  it('opens the calls of the day before that are alike to a topic, as they stood at the cut-off', async () => {
    const topic = brief.statements.find(({ id }) => id === 'hotline.topics')
    const figure = topic?.figures.find(({ key }) => key.endsWith('.before'))
    // Refused only after the cut-off: it still counts.
    expect(topic?.text.zh).toMatch(/3件，前一日3件，持平。$/)
    const { recomputed, cases, total, formula } = await evidenceOf(day.facts, brief, figure?.key ?? '')
    expect([recomputed, total]).toEqual([3, 3])
    expect(cases?.map(({ id }) => id)).toEqual(expect.arrayContaining([...calls]))
    expect(formula.zh).toContain('400米以内')
  })

  it('opens its series', async () => {
    const { series } = await evidenceOf(day.facts, brief, 'vitals.pm25.max')
    expect(series?.at.length).toBe(1440)
    expect(series?.values.slice(720, 735)).toEqual(Array.from({ length: 15 }, () => null))
  })

  it('of another brief is not found', async () => {
    await expect(evidenceOf(day.facts, brief, 'no.such')).rejects.toThrow()
  })
})

describe('a case at the cut-off', () => {
  it('is the same by its row as by its log', async () => {
    const ask = askOf(DATE, day.reference.city)
    if (ask === undefined) return expect.fail()
    // Asked for the morning, most cases have not moved since; their rows must say what their logs say.
    const facts = await gatherFacts(day.facts, { ...ask, to: WRITTEN_AT })
    const folds = await foldsAsOf(
      day.db,
      facts.cases.map(({ id }) => id),
      { through: WRITTEN_AT - 1, knownAt: WRITTEN_AT },
    )
    expect(facts.cases.length).toBeGreaterThan(9)
    for (const one of facts.cases) {
      const fold = folds.get(one.id)
      expect(fold && { ...toBriefCase(fold, fold.clocks.handle?.dueAt, day.reference), words: one.words }).toEqual({
        ...one,
        words: one.words,
      })
    }
  })

  it('is what the events recorded by then fold to', async () => {
    const { rows } = await day.db.pool.query<{ incident: string; n: number }>(
      'select incident, n from incident_event order by incident, n',
    )
    for (const id of new Set(rows.map(({ incident }) => incident))) {
      const log = (await day.cases.events(id)).map((e) => ({ ...e, incident: id }))
      const whole = foldEvents(log.filter(({ recordedAt }) => recordedAt < TO) as never)
      const fold = (await foldsAsOf(day.db, [id], { through: TO - 1, knownAt: TO - 1 })).get(id)
      expect(fold).toEqual(whole)
    }
  })

  it('was never filed where the filing was taken back since, for whoever knows of it', async () => {
    const ids = [cast.filedLast]
    const atMidnight = (await foldsAsOf(day.db, ids, { through: TO - 1, knownAt: TO - 1 })).get(cast.filedLast)
    const nextMorning = (await foldsAsOf(day.db, ids, { through: TO - 1, knownAt: WRITTEN_AT })).get(cast.filedLast)
    expect([atMidnight?.state, nextMorning?.state]).toEqual(['pendingDispatch', 'pendingFiling'])
    expect(nextMorning?.filedAt).toBeUndefined()
  })
})

describe('after more has happened', () => {
  /** How often the cases of the window were read for it. */
  async function readsFor(key: string): Promise<number> {
    const query = vi.spyOn(day.db.pool, 'query')
    await evidenceOf(day.facts, brief, key)
    const sql = query.mock.calls.map(([words]) => words as unknown as string)
    query.mockRestore()
    return sql.filter((words) => /\bfrom incident where opened_at/.test(words)).length
  }

  it('is read once, in one go for all its parts, while nothing tells otherwise of that day', async () => {
    await day.confirms(cast.standing, at('08:30', 1))
    day.clock.at = at('08:35', 1)
    const rate = brief.statements
      .flatMap((s) => s.figures)
      .find(({ query }) => query?.ask === 'made' && query.how === 'share')
    expect(rate?.query).toMatchObject({ of: [{ ask: 'cases' }, { ask: 'cases' }] })
    expect(await readsFor(rate?.key ?? '')).toBe(1)
    const { recomputed, today } = await evidenceOf(day.facts, brief, rate?.key ?? '')
    expect([recomputed, today]).toEqual([rate?.value, rate?.value])
  })

  it('is still what it was as known then', async () => {
    const { does, clock, db } = day
    clock.at = at('08:40', 1)
    await does(people.paishui, cast.late, { act: 'appeal', reason: '道路封闭', photos: [await day.photo('after')] })
    clock.at = at('08:50', 1)
    await does(people.dispatcher, cast.late, { act: 'reviewAppeal', granted: true })
    clock.at = at('09:00', 1)
    await does(people.acceptor, cast.late, { act: 'decideAppeal', granted: true })
    await db.pool.query(
      `update indicator_value set was = value, value = value + 40, corrected_at = to_timestamp($1) where indicator = 'pm25' and at >= to_timestamp($2) and at < to_timestamp($3)`,
      [clock.at / 1000, (FROM + HOUR_MS) / 1000, (FROM + 2 * HOUR_MS) / 1000],
    )
    clock.at = at('10:00', 1)
    const keys = keysOf(brief)
    expect(await recomputed(keys)).toEqual(printed(keys))
    // And what is known today is told beside it.
    const max = await evidenceOf(day.facts, brief, 'vitals.pm25.max')
    expect(max.today).toBeGreaterThan(max.recomputed ?? Infinity)
    const onTime = await evidenceOf(day.facts, brief, 'cases.onTime')
    expect(await readsFor('cases.onTime')).toBe(2)
    expect(onTime.today).toBe((onTime.recomputed ?? NaN) + 1)
  }, 120_000)
})
