// Advice beside a case, from the register: who did alike cases lately, what departments bear, and which cases may be the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Incident } from '../../../src/core/incident/types.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { practiceOf } from '../../../src/server/cases/practice.ts'
import { HOUR, PLACE, START, command, people, stageCases, type CaseStage } from './setup.ts'

const DAY = 24 * HOUR
let stage: CaseStage
let base: Incident
let serial = 0
beforeAll(async () => {
  stage = await stageCases()
  base = await must(await stage.cases.fromAlarm(stage.alarm('base')))
}, 60_000)
afterAll(() => stage.stop())

const must = async (id: string): Promise<Incident> => (await stage.cases.get(id)) ?? expect.fail(`no case ${id}`)

/** Puts cases into the register that were disposed of: `more` over the base case. */
async function past(count: number, more: Partial<Incident>): Promise<void> {
  const rows = Array.from({ length: count }, () => {
    const id = `YZ-20260101-${String((serial += 1)).padStart(6, '0')}`
    const handle = base.clocks.dispatch ?? expect.fail('no clock')
    const one: Incident = {
      ...base,
      id,
      code: id,
      state: 'closed',
      lead: 'chengguan',
      confirmedAt: START - DAY,
      clocks: { handle: { ...handle, stage: 'handle', dueAt: START - DAY + HOUR, stoppedAt: START - DAY } },
      ...more,
    }
    return { ...columnsOf(one, '321002'), fingerprint: null }
  })
  await stage.db.query.insertInto('incident').values(rows).execute()
}
const forget = () => stage.db.query.deleteFrom('incident').where('code', 'like', 'YZ-20260101-%').execute()

describe('practice', () => {
  const practice = () => practiceOf({ reference: stage.reference, now: () => stage.clock.at }, stage.db.query, base)
  const { windowDays, minCases } = { windowDays: 180, minCases: 8 }

  it('is empty at first, and unknown without a matter', async () => {
    expect(await practice()).toEqual({ cases: 0, by: [], returned: [] })
    const { matter: _, ...unknown } = base
    expect(
      await practiceOf({ reference: stage.reference, now: () => stage.clock.at }, stage.db.query, unknown),
    ).toBeUndefined()
    expect(stage.reference.loop.learning).toMatchObject({ windowDays, minCases })
  })

  it('counts what was disposed of within the window, by who did it, with who had sent it back', async () => {
    await past(3, {})
    await past(2, { lead: 'paishui', returnedBy: ['chengguan'] })
    await past(1, { lead: 'paishui', confirmedAt: START - windowDays * DAY })
    await past(9, { confirmedAt: START - windowDays * DAY - 1 })
    await past(9, { matter: '06010' })
    await past(9, { simulated: true })
    expect(await practice()).toEqual({
      cases: 6,
      by: [
        { department: 'chengguan', cases: 3 },
        { department: 'paishui', cases: 3 },
      ],
      returned: [{ department: 'chengguan', cases: 2 }],
    })
    await forget()
  })

  it('is that of the same condition where enough of it is known', async () => {
    await past(minCases - 1, { lead: 'paishui' })
    await past(5, { condition: 'other' })
    expect((await practice())?.cases).toBe(minCases + 4)
    await past(1, { lead: 'paishui' })
    expect(await practice()).toMatchObject({ cases: minCases, by: [{ department: 'paishui', cases: minCases }] })
    await forget()
  })

  it('leads the recommendation, and the dispatch says whether it was followed', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('learned'))
    const [usual] = await stage.cases.recommend(await must(id))
    expect(usual).toMatchObject({ lead: 'paishui', via: 'matrix', firstResponsible: false })
    await past(minCases + 2, {})
    const [first] = await stage.cases.recommend(await must(id))
    expect(first).toMatchObject({ lead: 'chengguan', via: 'practice' })
    expect(first?.reason.zh).toContain(`${minCases + 2}`)
    const { version } = await must(id)
    const input = { act: 'dispatch', lead: 'chengguan', assist: [] } as const
    await stage.cases.act(id, command(version, input), people.dispatcher)
    const dispatched = (await stage.cases.events(id)).find(({ type }) => type === 'dispatched')
    expect(dispatched?.body).toMatchObject({ lead: 'chengguan', recommended: true })
    await forget()
  })
})

describe('what a department bears', () => {
  it('stands beside each recommendation: now, overdue, and its last 90 days', async () => {
    const sent = await stage.cases.fromAlarm(stage.alarm('sent-back'))
    await stage.does(people.dispatcher, sent, { act: 'dispatch', lead: 'paishui', assist: [] })
    await stage.does(people.paishui, sent, { act: 'return', reason: '非本单位职责' })
    const late = await stage.cases.fromAlarm(stage.alarm('late'))
    await stage.does(people.dispatcher, late, { act: 'dispatch', lead: 'paishui', assist: [] })
    const clock = (await must(late)).clocks.handle ?? expect.fail('no clock')
    stage.clock.at = clock.dueAt + 1
    const fresh = await stage.cases.fromAlarm(stage.alarm('fresh'))
    await stage.does(people.dispatcher, fresh, { act: 'dispatch', lead: 'paishui', assist: [] })
    const handled = base.clocks.dispatch ?? expect.fail('no clock')
    const before = (at: number) => ({ handle: { ...handled, stage: 'handle' as const, dueAt: at } })
    await past(2, { lead: 'paishui', matter: '06010' })
    await past(1, { lead: 'paishui', matter: '06010', clocks: before(START - 2 * DAY) })
    const exempted = { appeal: { reason: '暴雨', state: 'granted' as const } }
    await past(1, { lead: 'paishui', matter: '06010', clocks: before(START - 2 * DAY), ...exempted })
    await past(4, { lead: 'paishui', matter: '06010', confirmedAt: START - 91 * DAY })
    const asked = await stage.cases.recommend(await must(await stage.cases.fromAlarm(stage.alarm('asks'))))
    expect(asked.find(({ lead }) => lead === 'paishui')).toMatchObject({
      load: 2,
      overdue: 1,
      past: { handled: 4, onTime: 3, returned: 1 },
    })
    // What it bears is told as it is; its three months as they were within the last minute.
    const standingOf = async (id: string) =>
      (await stage.cases.recommend(await must(id))).find(({ lead }) => lead === 'paishui')
    const again = await stage.cases.fromAlarm(stage.alarm('again'))
    await past(1, { lead: 'paishui', matter: '06010' })
    await stage.does(people.leader, late, { act: 'forceClose', reason: '统一处置' })
    expect(await standingOf(again)).toMatchObject({ load: 1, overdue: 0, past: { handled: 4 } })
    stage.clock.at += 60_000
    expect(await standingOf(again)).toMatchObject({ load: 1, past: { handled: 5 } })
    const own = await stage.cases.recommend(await must(sent))
    expect(own.at(-1)?.lead).toBe('paishui')
    await stage.does(people.leader, sent, { act: 'forceClose', reason: '统一处置' })
    expect(await stage.cases.recommend(await must(sent))).toEqual([])
    stage.clock.at = START
    await forget()
  })
})

describe('alike cases', () => {
  const north = (m: number): number => m / 111_195
  const desk = async (text: string, metres: number, matter?: string): Promise<Incident> => {
    const place = { ...PLACE, lat: 32.5 + north(metres) }
    const report = {
      key: `alike-${(serial += 1)}-key`,
      text,
      lng: place.lng,
      lat: place.lat,
      ...(matter && { matter }),
    }
    return stage.cases.fromDesk(report, place, people.acceptor)
  }

  it('are the near ones of the same kind, best first, with what makes them alike', async () => {
    const asked = await desk('路面积水很深，车辆无法通行', 0)
    const near = await desk('路面积水很深，车辆无法通行', 5)
    const farther = await desk('这里有积水', 40)
    await desk('路面积水很深，车辆无法通行', -60)
    await desk('占道经营的摊贩很多', 3)
    const found = await stage.cases.alike(asked)
    expect(found.map(({ row }) => row.id)).toEqual([near.id, farther.id])
    expect(found[0]).toMatchObject({ sameMatter: true, words: 1, apartMs: 0, row: { state: 'pendingFiling' } })
    expect(found[0]?.distanceM).toBeCloseTo(5, 1)

    await stage.does(people.acceptor, near.id, { act: 'merge', into: asked.id })
    expect((await stage.cases.alike(await must(asked.id))).map(({ row }) => row.id)).toEqual([])
    expect(await stage.cases.alike(await must(near.id))).toEqual([])
    expect((await stage.cases.alike(farther)).map(({ row }) => row.id)).toEqual([asked.id])
  })

  it('are none once the case is with a department', async () => {
    const asked = await stage.cases.fromAlarm(stage.alarm('with-department'))
    expect(await stage.cases.alike(await must(asked))).not.toEqual([])
    await stage.does(people.dispatcher, asked, { act: 'dispatch', lead: 'paishui', assist: [] })
    expect(await stage.cases.alike(await must(asked))).toEqual([])
  })
})
