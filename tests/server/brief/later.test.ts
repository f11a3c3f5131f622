// After a brief is issued: what later data corrects, what a reader is told since the last look, who may ask for what over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCorrections } from '../../../src/server/brief/corrected.ts'
import { people } from '../cases/setup.ts'
import { MINUTE, at, stageBriefs, type BriefStage, type Hub } from './setup.ts'

const reader = { id: people.leader.id, role: 'leader' } as const
let stage: BriefStage
let hub: Hub
beforeAll(async () => {
  stage = await stageBriefs()
  await stage.knew(at('2026-11-21 10:00'))
  stage.clock.at = at('2026-11-21 10:00')
  for (const id of ['c1', 'c2']) await stage.cases.fromAlarm(stage.alarm(id))
  hub = stage.hub()
  stage.clock.at = at('2026-11-22 07:30')
  await hub.briefs.round()
}, 120_000)
afterAll(() => stage.stop())

describe('corrections', () => {
  const key = '2026-11-21'
  it('are marked once per new value, with both values; what was printed stays', async () => {
    const before = await hub.briefs.get(key, reader)
    stage.clock.at = at('2026-11-22 08:00')
    expect(await hub.briefs.round()).toEqual([])
    expect((await hub.briefs.get(key, reader))?.corrections).toEqual([])
    await hub.briefs.markRead(key, people.leader, 'page')
    // A third one of that day becomes known only now.
    stage.clock.at = at('2026-11-22 09:00')
    const late = stage.alarm('c3')
    const raisedAt = at('2026-11-21 20:00')
    await stage.cases.fromAlarm({ ...late, alarm: { ...late.alarm, raisedAt } })
    await hub.briefs.round()
    const view = await hub.briefs.get(key, reader)
    const opened = view?.corrections.find((c) => c.was === 2 && c.is === 3)
    expect(opened).toMatchObject({ noticedAt: stage.clock.at })
    expect(view?.statements).toEqual(before?.statements)
    expect(hub.told.some((n) => n.audience === 'dutyChief' && n.text.zh.includes('更正'))).toBe(true)
    stage.clock.at += 20 * MINUTE
    await stage.hub().briefs.round()
    expect((await hub.briefs.get(key, reader))?.corrections).toEqual(view?.corrections)
    const row = (await hub.briefs.list({}, reader)).find((one) => one.key === key)
    expect(row?.corrections).toBe(view?.corrections.length)
  })

  it('a value that comes back to what was printed is a correction too', () => {
    const one = { statement: 's', figure: 'f', was: 2 }
    const marked = [{ ...one, is: 3, noticedAt: 1 }]
    expect(newCorrections({ corrections: [] }, [{ ...one, is: 3 }], 1)).toEqual(marked)
    expect(newCorrections({ corrections: marked }, [{ ...one, is: 3 }], 2)).toEqual([])
    expect(newCorrections({ corrections: marked }, [{ ...one, is: 4 }], 2)).toEqual([{ ...one, is: 4, noticedAt: 2 }])
    const back = newCorrections({ corrections: marked }, [], 2)
    expect(back).toEqual([{ ...one, is: 2, noticedAt: 2 }])
    expect(newCorrections({ corrections: [...marked, ...back] }, [], 3)).toEqual([])
  })
})

describe('since the last look', () => {
  it('tells new major cases and corrections of what was read, the same until the visit is over', async () => {
    stage.clock.at = at('2026-11-22 15:00')
    const incident = await stage.cases.fromAlarm(stage.alarm('c4'))
    stage.clock.at += MINUTE
    const told = await hub.briefs.since(reader)
    // The last look was the reading at eight.
    expect(told.since).toBe(at('2026-11-22 08:00'))
    const opened = told.statements.find((s) => s.id === 'since.opened')
    expect(opened?.sources.map((s) => s.id)).toContain(incident)
    expect(opened?.figures[0]?.value).toBe(2)
    expect(told.statements.some((s) => s.id === 'since.corrections')).toBe(true)
    expect(told.statements.length).toBeLessThanOrEqual(8)
    stage.clock.at += 5 * MINUTE
    expect(await hub.briefs.since(reader)).toMatchObject({ since: told.since })
    stage.clock.at += 45 * MINUTE
    const next = await hub.briefs.since(reader)
    expect(next.since).toBe(at('2026-11-22 15:06'))
    expect(next.statements).toEqual([])
  })

  it('lists what was issued meanwhile and not read', async () => {
    stage.clock.at = at('2026-11-23 08:00')
    await hub.briefs.round()
    const { unread } = await hub.briefs.since(reader)
    expect(unread.map((row) => row.key)).toEqual(expect.arrayContaining(['2026-11-22', '2026-W47']))
    await hub.briefs.markRead('2026-11-22', people.leader, 'page')
    expect((await hub.briefs.since(reader)).unread.map((row) => row.key)).toEqual(['2026-W47'])
  })

  it('somebody who never looked is told so', async () => {
    const first = await hub.briefs.since({ id: 'new', role: 'leader' })
    expect(first).toMatchObject({ statements: [] })
    expect(first.since).toBeUndefined()
  })
})
