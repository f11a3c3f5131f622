// Two cases that are one problem: merged and taken apart again, ended together, and what their sensors report meanwhile.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/server/audit/read.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { PLACE, command, people, stageCases, type CaseStage } from './setup.ts'

let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const must = async (id: string): Promise<Incident> => (await stage.cases.get(id)) ?? expect.fail(`no case ${id}`)
const opened = (fingerprint?: string): Promise<string> =>
  stage.cases.fromAlarm(stage.alarm(`m-${(serial += 1)}`, fingerprint))
const reported = async (text = '路面积水很深'): Promise<string> => {
  const desk = { key: `merge-desk-${(serial += 1)}`, text, lng: PLACE.lng, lat: PLACE.lat, reporter: { name: '王五' } }
  return (await stage.cases.fromDesk(desk, PLACE, people.acceptor)).id
}
const typesOf = async (id: string) => (await stage.cases.events(id)).map(({ type }) => type)
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('expected a refusal'),
    (error: unknown) => error,
  )
/** From dispatch to closure. */
async function closed(id: string): Promise<Incident> {
  const photos = [await stage.photo('after')]
  await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
  await stage.does(people.paishui, id, { act: 'accept' })
  await stage.does(people.paishui, id, { act: 'submit', note: '已抽排', photos })
  await stage.does(people.paishui, id, { act: 'confirm' })
  await stage.does(people.collector, id, { act: 'check', passed: true, photos })
  return stage.does(people.acceptor, id, { act: 'close', conditionMet: true })
}

describe('a merge', () => {
  it('writes on both cases at once, each with what it rests on, and tells both', async () => {
    const [main, child] = [await opened(), await reported()]
    const before = stage.changed.length
    const merged = await stage.does(people.acceptor, child, { act: 'merge', into: main, reason: '同一处积水' })
    expect(merged).toMatchObject({ state: 'merged', mergedInto: main, mergedFrom: 'pendingFiling' })
    expect((await must(main)).absorbed).toEqual([child])
    expect(stage.changed.slice(before).map((cases) => cases.map(({ id }) => id))).toEqual([[child, main]])
    const absorbed = (await stage.cases.events(main)).at(-1)
    const line = (await stage.cases.events(child)).find(({ type }) => type === 'merged')
    expect(absorbed).toMatchObject({ type: 'absorbed', actor: people.acceptor, body: { incident: child } })
    expect(absorbed?.because).toContainEqual({ kind: 'event', id: `${child}#${line?.n ?? 0}` })
    const [row] = await stage.db.query.selectFrom('incident').selectAll().where('id', '=', child).execute()
    expect(row).toMatchObject({ merged_into: main, due_at: null, next_tick_at: null })
    expect((await stage.cases.absorbed(main)).map(({ id }) => id)).toEqual([child])
  })

  it('has one effect under one key, from whichever hub', async () => {
    const [main, child] = [await opened(), await reported()]
    const same = command((await must(child)).version, { act: 'merge', into: main })
    const [first, second] = await Promise.all([
      stage.cases.act(child, same, people.acceptor),
      stage.another().act(child, same, people.acceptor),
    ])
    expect(second).toEqual(first)
    expect((await typesOf(main)).filter((type) => type === 'absorbed')).toHaveLength(1)
  })

  it('changes neither case when it is refused', async () => {
    const [main, child] = [await opened(), await reported()]
    await stage.does(people.acceptor, child, { act: 'merge', into: main })
    const third = await reported()
    const versions = async () => Promise.all([main, child, third].map(async (id) => (await must(id)).version))
    const before = await versions()
    for (const into of [child, third, 'YZ-20000101-000001']) {
      const error = await refusalOf(stage.does(people.acceptor, third, { act: 'merge', into }))
      expect(error).toMatchObject({ rule: 'mergeable', extras: { field: '/input/into' } })
    }
    expect(await refusalOf(stage.does(people.acceptor, main, { act: 'merge', into: third }))).toMatchObject({
      rule: 'absorbsNone',
    })
    expect(await versions()).toEqual(before)
  })

  it('is taken back on both cases, and the case goes on where it was', async () => {
    const [main, child] = [await opened(), await reported()]
    const clock = (await must(child)).clocks.filing
    await stage.does(people.acceptor, child, { act: 'merge', into: main })
    const apart = await stage.does(people.acceptor, child, { act: 'unmerge', reason: '不是同一处' })
    expect(apart.state).toBe('pendingFiling')
    expect(apart.mergedInto).toBeUndefined()
    expect(apart.clocks.filing?.dueAt).toBe(clock?.dueAt)
    expect((await must(main)).absorbed).toEqual([])
    expect((await typesOf(main)).at(-1)).toBe('separated')
    const [row] = await stage.db.query.selectFrom('incident').selectAll().where('id', '=', child).execute()
    expect(row?.due_at?.getTime()).toBe(clock?.dueAt)
  })

  it('keeps the reports with their own cases; the main case shows them without who reported', async () => {
    const main = await reported('文昌中路积水')
    const child = await reported('同一处也有人报')
    await stage.does(people.acceptor, child, { act: 'merge', into: main })
    const reports = await stage.cases.reports(main)
    expect(reports).toMatchObject([
      { text: '文昌中路积水', reporter: { name: '王五' } },
      { text: '同一处也有人报', incident: child },
    ])
    expect(reports[0]).not.toHaveProperty('incident')
    expect(reports[1]).not.toHaveProperty('reporter')
    expect(await stage.cases.reports(child)).toMatchObject([{ reporter: { name: '王五' } }])
  })
})

describe('the end of the main case', () => {
  it('is that of all merged into it, in the same transaction, by the hub, because of the act', async () => {
    const [main, one, two, apart] = [await opened(), await reported(), await reported(), await reported()]
    for (const child of [one, two, apart]) await stage.does(people.acceptor, child, { act: 'merge', into: main })
    await stage.does(people.acceptor, apart, { act: 'unmerge', reason: '另一处' })
    const end = await closed(main)
    expect(end.state).toBe('closed')
    expect(stage.changed.at(-1)?.map(({ id }) => id)).toEqual([main, one, two])
    for (const child of [one, two]) {
      expect(await must(child)).toMatchObject({ state: 'closed', closedAt: end.closedAt, mergedInto: main })
      const shared = (await stage.cases.events(child)).find(({ type }) => type === 'outcomeShared')
      expect(shared).toMatchObject({ actor: { role: 'system' }, body: { from: main, state: 'closed' } })
      expect(shared?.because.some(({ kind, id }) => kind === 'event' && id.startsWith(`${main}#`))).toBe(true)
    }
    expect((await must(apart)).state).toBe('pendingFiling')
  })

  it('is shared as it is: also when a leader ends it', async () => {
    const [main, child] = [await opened(), await reported()]
    await stage.does(people.dispatcher, child, { act: 'merge', into: main })
    await stage.does(people.leader, main, { act: 'forceClose', reason: '统一处置' })
    expect((await must(child)).state).toBe('forceClosed')
  })

  it('is shared once: reopened and closed again, the others stay as they ended', async () => {
    const [main, child] = [await opened(), await reported()]
    await stage.does(people.acceptor, child, { act: 'merge', into: main })
    await closed(main)
    const ended = await must(child)
    await stage.does(people.acceptor, main, { act: 'reopen', reason: '市民反映仍有积水' })
    const photos = [await stage.photo('after')]
    await stage.does(people.paishui, main, { act: 'accept' })
    await stage.does(people.paishui, main, { act: 'submit', note: '再次抽排', photos })
    await stage.does(people.paishui, main, { act: 'confirm' })
    await stage.does(people.collector, main, { act: 'check', passed: true, photos })
    expect((await stage.does(people.acceptor, main, { act: 'close', conditionMet: true })).state).toBe('closed')
    expect(await must(child)).toEqual(ended)
    expect(await refusalOf(stage.does(people.acceptor, child, { act: 'reopen', reason: '未解决' }))).toMatchObject({
      rule: 'ledItself',
    })
  })
})

describe('alarms of a merged sensor case', () => {
  it('go to the main case while it is open, and to a new one afterwards', async () => {
    const main = await opened()
    const child = await opened('ponding@merged-1')
    await stage.does(people.dispatcher, child, { act: 'merge', into: main })
    const later = stage.alarm('later-1', 'ponding@merged-1')
    expect(await stage.cases.fromAlarm(later)).toBe(main)
    expect(await stage.another().fromAlarm(later)).toBe(main)
    expect((await must(main)).alarms).toContain('later-1')
    expect((await must(main)).alarms.filter((id) => id === 'later-1')).toHaveLength(1)
    expect((await must(child)).state).toBe('merged')
    await closed(main)
    expect(await opened('ponding@merged-1')).not.toBe(main)
  })

  it('go to the case itself once it is taken out', async () => {
    const main = await opened()
    const child = await opened('ponding@merged-2')
    await stage.does(people.dispatcher, child, { act: 'merge', into: main })
    await stage.does(people.dispatcher, child, { act: 'unmerge', reason: '另一处' })
    expect(await opened('ponding@merged-2')).toBe(child)
  })

  it('in a newer case keep the older one closed, and say which it is', async () => {
    const first = await opened('ponding@again')
    await closed(first)
    const second = await opened('ponding@again')
    expect(second).not.toBe(first)
    const error = await refusalOf(stage.does(people.acceptor, first, { act: 'reopen', reason: '仍有积水' }))
    expect(error).toMatchObject({ rule: 'fingerprint' })
    expect((error as Error).message).toContain(second)
    expect((await must(first)).state).toBe('closed')
  })
})

it('leaves one whole chain', async () => {
  expect(await verifyChain(stage.db.query)).toMatchObject({ ok: true })
})
