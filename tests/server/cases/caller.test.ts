// Undo, calls to whoever reported, and crews through the real store: what is written, kept in columns and found again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/server/audit/read.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { toIncidentRow } from '../../../src/server/cases/row.ts'
import { searchIncidents } from '../../../src/server/reads/search.ts'
import { HOUR, PLACE, command, people, stageCases, type CaseStage } from './setup.ts'

const DAY = 24 * HOUR
let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const must = async (id: string): Promise<Incident> => (await stage.cases.get(id)) ?? expect.fail(`no case ${id}`)
const called = async (reporter: object = { name: '王五', phone: '13800001234' }): Promise<string> => {
  const desk = { key: `caller-${(serial += 1)}`, text: '路面积水很深', lng: PLACE.lng, lat: PLACE.lat, reporter }
  return (await stage.cases.fromDesk(desk, PLACE, people.acceptor)).id
}
const filed = async (id: string): Promise<string> => {
  const [matter] = stage.reference.matters.values()
  const condition = matter?.conditions[0]?.id ?? ''
  await stage.does(people.acceptor, id, { act: 'file', matter: matter?.code ?? '', condition })
  return id
}
const dispatched = async (id: string): Promise<string> => {
  await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
  return id
}
async function closed(id: string): Promise<string> {
  const photos = [await stage.photo('after')]
  await dispatched(id)
  await stage.does(people.paishui, id, { act: 'accept' })
  await stage.does(people.paishui, id, { act: 'submit', note: '已抽排', photos })
  await stage.does(people.paishui, id, { act: 'confirm' })
  await stage.does(people.collector, id, { act: 'check', passed: true, photos })
  await stage.does(people.acceptor, id, { act: 'close', conditionMet: true })
  return id
}
const refusalOf = (work: Promise<unknown>): Promise<{ code?: string; reason?: string; message: string }> =>
  work.then(
    () => expect.fail('expected a refusal'),
    (error: unknown) => error as { code?: string; message: string },
  )
const columnsOf = (id: string) =>
  stage.db.query.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const due = async (): Promise<string[]> =>
  (
    await searchIncidents({ db: stage.db, reference: stage.reference, now: () => stage.clock.at }, { callBack: 'due' })
  ).rows.map(({ id }) => id)
const bad: ActInput = { act: 'callBack', reached: true, rating: 'veryDissatisfied', solved: false, note: '又积水了' }

describe('undo', () => {
  it('puts the case and its columns back, and keeps both acts in an intact log', async () => {
    const id = await filed(await called())
    const [before, columns] = [await must(id), await columnsOf(id)]
    await dispatched(id)
    stage.clock.at += 60_000
    const after = await stage.does(people.dispatcher, id, { act: 'undo' })
    expect({ ...after, version: 0, updatedAt: 0 }).toEqual({ ...withoutLast(before), version: 0, updatedAt: 0 })
    const now = await columnsOf(id)
    for (const name of ['state', 'lead', 'due_at', 'next_tick_at', 'handle_due_at', 'dispatched_at'] as const)
      expect([name, now[name]]).toEqual([name, columns[name]])
    expect((await stage.cases.events(id)).map(({ type }) => type).slice(-5)).toContain('dispatched')
    expect(await verifyChain(stage.db.query)).toMatchObject({ ok: true })
  })

  it('by the same person at two screens happens once', async () => {
    const id = await dispatched(await filed(await called()))
    const { version } = await must(id)
    const results = await Promise.allSettled([
      stage.cases.act(id, command(version, { act: 'undo' }), people.dispatcher),
      stage.another().act(id, command(version, { act: 'undo' }), people.dispatcher),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await stage.cases.events(id)).filter(({ type }) => type === 'undone')).toHaveLength(1)
    const again = await refusalOf(stage.does(people.dispatcher, id, { act: 'undo' }))
    expect(again.message).toContain('nothing to undo')
  })

  it('is too late once the department has accepted, and never somebody else’s', async () => {
    const id = await dispatched(await filed(await called()))
    expect((await refusalOf(stage.does(people.dutyChief, id, { act: 'undo' }))).message).toContain('somebody else')
    const { version } = await must(id)
    await stage.does(people.paishui, id, { act: 'accept' })
    // The screen that had not heard of it yet gets a conflict, the one that had gets the reason.
    expect(await refusalOf(stage.cases.act(id, command(version, { act: 'undo' }), people.dispatcher))).toMatchObject({
      code: 'conflict',
    })
    expect((await refusalOf(stage.does(people.dispatcher, id, { act: 'undo' }))).message).toContain('somebody else')
    expect((await stage.does(people.paishui, id, { act: 'undo' })).state).toBe('pendingHandle')
  })
})

describe('calls', () => {
  it('are owed to whoever left a number; the number stays with the report', async () => {
    expect((await must(await called())).callable).toBe(true)
    expect((await must(await called({ name: '李四' }))).callable).toBeUndefined()
    const id = await dispatched(await filed(await called()))
    expect(JSON.stringify(await must(id))).not.toContain('13800001234')
    const row = toIncidentRow(await must(id), stage.reference)
    expect(row).toMatchObject({ contact: 'due', contactDueAt: stage.clock.at + DAY })
    const told = await stage.does(people.paishui, id, { act: 'contact', reached: true })
    expect(toIncidentRow(told, stage.reference)).toMatchObject({ contact: 'reached' })
  })

  it('after a closure stay on the desk until somebody was reached', async () => {
    const id = await closed(await filed(await called()))
    const dueAt = stage.clock.at + 2 * DAY
    expect((await columnsOf(id)).call_back_due_at?.getTime()).toBe(dueAt)
    const row = toIncidentRow(await must(id), stage.reference)
    expect(row).toMatchObject({ callBackDueAt: dueAt, owner: { post: 'acceptor' } })
    expect(await due()).toContain(id)
    const later = stage.clock.at + 10 * DAY
    expect((await stage.cases.recent(later)).map((one) => one.id)).toContain(id)
    await stage.does(people.acceptor, id, { act: 'callBack', reached: false, note: '无人接听' })
    expect(await due()).toContain(id)
    const rated = await stage.does(people.acceptor, id, {
      act: 'callBack',
      reached: true,
      rating: 'satisfied',
      solved: true,
    })
    expect(toIncidentRow(rated, stage.reference)).toMatchObject({ rating: 'satisfied' })
    expect((await columnsOf(id)).call_back_due_at).toBeNull()
    expect(await due()).not.toContain(id)
    expect((await stage.cases.recent(later)).map((one) => one.id)).not.toContain(id)
  })

  it('of a discontent caller of a merged case reopen the main case, in one go', async () => {
    const main = await filed(await called({ name: '先来的' }))
    const child = await called()
    await stage.does(people.acceptor, child, { act: 'merge', into: main })
    await closed(main)
    expect(await must(child)).toMatchObject({ state: 'closed', mergedInto: main })
    expect((await columnsOf(main)).call_back_due_at).toBeNull()
    const before = stage.changed.length
    await stage.does(people.acceptor, child, bad)
    expect(stage.changed.slice(before).map((cases) => cases.map(({ id }) => id))).toEqual([[child, main]])
    expect(await must(child)).toMatchObject({ state: 'closed', callBacks: [{ rating: 'veryDissatisfied' }] })
    expect(await must(main)).toMatchObject({ state: 'pendingHandle', reopenings: 1, lead: 'paishui' })
    expect((await stage.cases.events(main)).findLast(({ type }) => type === 'reopened')?.body).toMatchObject({
      reason: '又积水了',
    })
    expect((await refusalOf(stage.does(people.acceptor, child, bad))).message).toContain('rated')
    expect(await verifyChain(stage.db.query)).toMatchObject({ ok: true })
  })

  it('too late for a reopening are only recorded', async () => {
    const id = await closed(await filed(await called()))
    const { at } = stage.clock
    stage.clock.at += 16 * DAY
    expect(await stage.does(people.acceptor, id, bad)).toMatchObject({ state: 'closed', reopenings: 0 })
    stage.clock.at = at
  })
})

describe('crews', () => {
  const crew = { department: 'paishui', name: '泵站一班', leader: '王班长', members: 6, active: true }

  it('are kept by their department, with what they have in hand', async () => {
    await stage.cases.putCrew('crew-1', crew)
    await stage.cases.putCrew('crew-2', { department: 'paishui', name: '旧班', active: false })
    await stage.cases.putCrew('crew-3', { department: 'chengguan', name: '城管一班', active: true })
    const id = await dispatched(await filed(await called()))
    await stage.does(people.paishui, id, { act: 'accept', handler: '王班长', crew: 'crew-1' })
    expect(toIncidentRow(await must(id), stage.reference)).toMatchObject({ crew: 'crew-1', handler: '王班长' })
    expect(await stage.cases.crews('paishui')).toEqual([
      { id: 'crew-1', ...crew, open: 1 },
      { id: 'crew-2', department: 'paishui', name: '旧班', active: false, open: 0 },
    ])
    expect((await stage.cases.crews()).map((one) => one.id)).toEqual(['crew-3', 'crew-1', 'crew-2'])
    expect(await stage.cases.putCrew('crew-1', { ...crew, name: '泵站一队' })).toMatchObject({
      name: '泵站一队',
      open: 1,
    })
    const taken = await refusalOf(stage.cases.putCrew('crew-1', { ...crew, department: 'chengguan' }))
    expect(taken.code).toBe('exists')
  })

  it.each(['crew-2', 'crew-3', 'crew-9'])(
    'a case is not given to %s: out of use, another’s, unknown',
    async (wrong) => {
      const id = await dispatched(await filed(await called()))
      const refused = await refusalOf(stage.does(people.paishui, id, { act: 'accept', crew: wrong }))
      expect(refused).toMatchObject({ extras: { field: '/input/crew' } })
      expect((await must(id)).state).toBe('pendingHandle')
    },
  )
})

function withoutLast(incident: Incident): Omit<Incident, 'lastAct'> {
  const { lastAct: _, ...rest } = incident
  return rest
}
