// What stands in the store once a case is written: its query columns, and what others insert in the same transaction.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import type { WhenWritten } from '../../../src/server/ports.ts'
import { HOUR, PLACE, START, people, stageCases, type CaseStage } from './setup.ts'

type Change = Parameters<WhenWritten>[1]
const seen: Change[] = []
const afterwards: string[] = []
let fail = false
const whenWritten: WhenWritten = async (query, change) => {
  seen.push(change)
  await query
    .insertInto('outbox')
    .values({ kind: 'test', payload: JSON.stringify(change.after.id), created_at: new Date(START) })
    .execute()
  if (fail) throw new Error('no notice, no act')
  return () => void afterwards.push(`${change.after.id}@${change.after.version}`)
}

let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases({ whenWritten })
}, 60_000)
afterAll(() => stage.stop())

const outbox = async (): Promise<number> =>
  (await stage.db.query.selectFrom('outbox').selectAll().where('kind', '=', 'test').execute()).length
const rowOf = async (id: string) =>
  stage.db.query.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('whoever is told of what is written', () => {
  it('hears of each case inside its transaction, and goes on after the commit', async () => {
    const main = await stage.cases.fromAlarm(stage.alarm('w-1'))
    const child = await stage.cases.fromAlarm(stage.alarm('w-2'))
    expect(seen.map(({ before, after }) => [before, after.id])).toEqual([
      [undefined, main],
      [undefined, child],
    ])
    expect(seen[0]?.events.map(({ n }) => n)).toEqual(seen[0]?.events.map((_, at) => at + 1))
    const already = afterwards.length
    const merged = await stage.does(people.dispatcher, child, { act: 'merge', into: main })
    expect(seen.slice(2).map(({ after }) => after.id)).toEqual([child, main])
    expect(seen[2]).toMatchObject({ before: { state: 'pendingDispatch' }, after: merged })
    expect(afterwards.slice(already)).toEqual(seen.slice(2).map(({ after }) => `${after.id}@${after.version}`))
    expect(await outbox()).toBe(4)
  })

  it('undoes the act when it fails, and what it had inserted with it', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('w-3'))
    const [before, rows, after, changes] = [await rowOf(id), await outbox(), afterwards.length, stage.changed.length]
    fail = true
    const act = stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
    await expect(act).rejects.toThrow('no notice, no act')
    fail = false
    expect(await rowOf(id)).toEqual(before)
    expect([await outbox(), afterwards.length, stage.changed.length]).toEqual([rows, after, changes])
    expect((await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })).lead).toBe(
      'paishui',
    )
  })
})

describe('the query columns', () => {
  it('follow the case through its life', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('w-4'))
    const clocks = async () => (await stage.cases.get(id))?.clocks
    expect(await rowOf(id)).toMatchObject({
      state: 'pendingDispatch',
      condition: 'depth',
      title: '文昌中路下穿通道 道路积水',
      lng: PLACE.lng,
      lat: PLACE.lat,
      due_at: new Date((await clocks())?.dispatch?.dueAt ?? 0),
      exempt: false,
      returned_by: [],
      merged_into: null,
    })
    await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'chengguan', assist: ['paishui'] })
    expect((await rowOf(id)).due_at).toEqual(new Date((await clocks())?.handle?.dueAt ?? 0))
    await stage.does(people.chengguan, id, { act: 'return', reason: '非本单位职责' })
    expect(await rowOf(id)).toMatchObject({ lead: null, returned_by: ['chengguan'], handle_due_at: null })
    await stage.does(people.leader, id, { act: 'supervise', text: '请尽快' })
    expect((await rowOf(id)).supervised).toBe(true)
    await stage.does(people.leader, id, { act: 'forceClose', reason: '统一处置' })
    expect(await rowOf(id)).toMatchObject({ state: 'forceClosed', due_at: null, next_tick_at: null })
  })

  it('exempt an overdue case once its appeal is granted', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('w-5'))
    const photos = [await stage.photo('after')]
    await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
    await stage.does(people.paishui, id, { act: 'accept' })
    stage.clock.at = START + 200 * HOUR
    await stage.does(people.paishui, id, { act: 'submit', note: '已抽排', photos })
    await stage.does(people.paishui, id, { act: 'confirm' })
    await stage.does(people.collector, id, { act: 'check', passed: true, photos })
    await stage.does(people.acceptor, id, { act: 'close', conditionMet: true })
    await stage.does(people.paishui, id, { act: 'appeal', reason: '暴雨停工', photos: [] })
    await stage.does(people.dispatcher, id, { act: 'reviewAppeal', granted: true })
    expect((await rowOf(id)).exempt).toBe(false)
    await stage.does(people.acceptor, id, { act: 'decideAppeal', granted: true })
    expect((await rowOf(id)).exempt).toBe(true)
    stage.clock.at = START
  })

  it('find a case by its number, title, words and address, whatever the width and case, never by a telephone', async () => {
    const desk = {
      key: 'written-desk-1',
      text: '市民１３８１２３４１２３４反映ＬＥＤ屏不亮，身份证32100119900101123X',
      lng: PLACE.lng,
      lat: PLACE.lat,
      address: '文昌中路188号 138 1234 5678',
    }
    const place = { ...PLACE, address: desk.address }
    const incident = await stage.cases.fromDesk(desk, place, people.acceptor)
    const { search } = columnsOf(incident, '321002')
    expect((await rowOf(incident.id)).search).toBe(search)
    for (const part of [incident.code.toLowerCase(), 'led屏不亮', '文昌中路188号']) expect(search).toContain(part)
    for (const part of ['13812341234', '19900101', '1234 5678', '12345678']) expect(search).not.toContain(part)
  })
})
