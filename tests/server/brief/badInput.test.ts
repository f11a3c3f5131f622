// Days on which something is missing or wrong: the brief says so in words, and what it says stays right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { findCorrections } from '../../../src/server/brief/corrections.ts'
import { evidenceOf } from '../../../src/server/brief/evidence.ts'
import { askOf, gatherFacts } from '../../../src/server/brief/facts.ts'
import type { BriefView } from '../../../src/wire/briefs.ts'
import { at, DATE, type Day, FROM, playFeeds, playSigns, stageDay, TO, WRITTEN_AT } from './day.ts'

// A machine whose own zone has a clock change in the days that are asked for.
const zone = process.env['TZ']
let day: Day
beforeAll(async () => {
  process.env['TZ'] = 'America/New_York'
  day = await stageDay()
  day.clock.at = WRITTEN_AT
}, 120_000)
afterAll(async () => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  await day.stop()
})

const said = ({ statements }: BriefView): string => statements.map(({ text }) => text.zh).join('\n')
const factsOf = async (key = DATE) => {
  const ask = askOf(key, day.reference.city)
  return ask === undefined ? expect.fail(`no key: ${key}`) : gatherFacts(day.facts, ask)
}

describe('a day with nothing at all', () => {
  it('has no verdict, compares with nothing and invents no zero', async () => {
    const facts = await factsOf()
    expect(facts.cases).toEqual([])
    expect(facts.feeds).toEqual([])
    expect(facts.previous.complete).toBe(false)
    expect(facts.lastYear?.complete).toBe(false)
    expect(facts.indicators.every(({ value, coverage }) => value === undefined && coverage === 0)).toBe(true)
    const brief = await day.brief()
    expect(brief.light).toBe('yellow')
    expect(said(brief)).toContain('未收到任何监测数据')
    expect(await findCorrections(day.facts, brief)).toEqual([])
  })
})

describe('the window', () => {
  it('is of the city, whatever the machine thinks of summer time', async () => {
    // 2026-11-01 has 25 hours in New York and 24 in Yangzhou, which keeps no summer time.
    expect(new Date(2026, 10, 2).getTime() - new Date(2026, 10, 1).getTime()).toBe(25 * HOUR_MS)
    const facts = await factsOf('2026-11-01')
    expect([facts.from, facts.to]).toEqual([Date.UTC(2026, 9, 31, 16), Date.UTC(2026, 10, 1, 16)])
    expect(facts.indicators[0]?.series ?? []).toEqual([])
    const week = await factsOf('2026-W44')
    expect(week.to - week.from).toBe(7 * DAY_MS)
  })

  it('of a holiday says which, and of a day compared with it too', async () => {
    const facts = await factsOf('2026-10-08')
    expect(facts.calendar).toBeUndefined()
    expect(facts.calendars?.before).toEqual({ zh: '国庆节假期', en: 'the National Day holiday' })
    expect((await factsOf('2026-10-10')).calendar?.zh).toBe('国庆节调休上班日')
  })
})

describe('with signs and feeds but no case', () => {
  let brief: BriefView
  beforeAll(async () => {
    await playSigns(day)
    await playFeeds(day)
    brief = await day.brief()
  }, 60_000)

  it('a dead feed is named, and silent from its contract on', async () => {
    const { feeds } = await factsOf()
    const dead = feeds.filter(({ silent }) => silent)
    expect(dead.map(({ lastAt }) => lastAt)).toEqual([at('14:59') + 59_000])
    expect(said(brief)).toContain(dead[0]?.name.zh ?? '?')
    expect(said(brief)).toMatch(/中断/)
    const { rows, recomputed } = await evidenceOf(day.facts, brief, 'verdict.silent')
    expect([recomputed, rows?.rows.length]).toEqual([1, feeds.length])
  })

  it('zero cases are zero, and a share of them is none', async () => {
    expect(said(brief)).toMatch(/无新增案卷/)
    expect(JSON.stringify(brief.statements)).not.toMatch(/NaN|Infinity|∞/)
    expect(await evidenceOf(day.facts, brief, 'cases.due')).toMatchObject({ recomputed: 0, today: 0, total: 0 })
  })

  it('evidence that retention took is said to be gone, not made up', async () => {
    const key = 'vitals.pm25.max'
    const before = await evidenceOf(day.facts, brief, key)
    expect(before.recomputed).toBe(before.figure.value)
    await day.db.pool.query('delete from indicator_value where at < to_timestamp($1)', [TO / 1000])
    // Hours are kept longer: what they still tell is the same, so the figure is still borne out.
    expect(await evidenceOf(day.facts, brief, key)).toMatchObject({ recomputed: before.recomputed })
    // The last minute is gone with the minutes.
    const last = await evidenceOf(day.facts, brief, 'vitals.pm25')
    expect(last.recomputed).toBeUndefined()
    expect(last.today).toBeUndefined()
    expect(last.gone?.zh).toContain('保存期限')
    expect(last.series?.at.length).toBe(24)
    await day.db.pool.query('delete from indicator_hour')
    const gone = await evidenceOf(day.facts, brief, key)
    expect([gone.recomputed, gone.series?.at.length]).toEqual([undefined, 0])
    expect(gone.gone?.en).toContain('no longer kept')
    // And nothing of it is a correction.
    expect(await findCorrections(day.facts, brief)).toEqual([])
  })
})

describe('a department that is renamed', () => {
  const named = async (from: number, to: number | null, zh: string): Promise<void> => {
    const body = { ...day.reference.departments.get('paishui'), short: { zh, en: zh } }
    await day.db.pool.query(
      `insert into reference (kind, id, valid_from, valid_to, body, hash) values ('department', 'paishui', $1, $2, $3, $4)`,
      [new Date(from), to === null ? null : new Date(to), JSON.stringify(body), zh],
    )
  }
  it('is called as it was called at the cut-off, and the change within the window is told', async () => {
    const id = await day.opens(at('13:00'))
    await day.dispatches(id, at('13:05'))
    await named(FROM - 9 * DAY_MS, at('12:00'), '排水处')
    await named(at('12:00'), at('06:00', 1), '排水中心')
    await named(at('06:00', 1), null, '水务集团')
    day.clock.at = WRITTEN_AT
    const facts = await factsOf()
    expect(facts.cases.find((c) => c.id === id)?.leadName?.zh).toBe('排水中心')
    expect(facts.renamed?.map(({ was, is }) => [was.zh, is.zh])).toEqual([['排水处', '排水中心']])
  })
})

describe('words for grouping', () => {
  it('carry no name and no number', async () => {
    await day.calls(at('15:00'), '文昌中路188号3幢201室门口积水，王先生13800001234，身份证321002199001011234')
    day.clock.at = WRITTEN_AT
    const words = (await factsOf()).cases.flatMap((c) => c.words ?? []).join()
    expect(words).toContain('积水')
    expect(words).not.toMatch(/王先生|13800001234|321002199001011234|201室|3幢/)
    // And none of them leaves with the brief.
    expect(JSON.stringify(await day.brief())).not.toContain('门口积水')
  })
})
