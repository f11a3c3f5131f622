// One act on many cases: each by its own rules and in its own transaction; repeating it, or losing the hub in the middle, doubles nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { verifyChain } from '../../../src/server/audit/read.ts'
import { actOnMany, type BulkDeps } from '../../../src/server/cases/bulk.ts'
import type { BulkCommand } from '../../../src/wire/desk.ts'
import { people, stageCases, type CaseStage } from './setup.ts'

let stage: CaseStage
let errors: unknown[]
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const must = async (id: string): Promise<Incident> => (await stage.cases.get(id)) ?? expect.fail(`no case ${id}`)
/** Opened by an alarm: they wait for dispatch. */
const opened = async (n: number): Promise<string[]> => {
  const ids: string[] = []
  for (let i = 0; i < n; i += 1) ids.push(await stage.cases.fromAlarm(stage.alarm(`bulk-${(serial += 1)}`)))
  return ids
}
const key = (): string => `bulk-key-${(serial += 1)}`
const commandOn = async (ids: readonly string[], input: ActInput, more: Partial<BulkCommand> = {}) =>
  ({
    key: key(),
    cases: await Promise.all(ids.map(async (id) => ({ id, version: (await stage.cases.get(id))?.version ?? 0 }))),
    input,
    preview: false,
    ...more,
  }) as BulkCommand
const deps = (cases: BulkDeps['cases'] = stage.cases): BulkDeps => {
  errors = []
  return { cases, reference: stage.reference, onError: (error) => void errors.push(error) }
}
const run = (command: BulkCommand, actor: Actor = people.dispatcher, on = deps()) => actOnMany(on, command, actor)
const results = (report: Awaited<ReturnType<typeof run>>): string[] => report.rows.map(({ result }) => result)
const typesOf = async (id: string): Promise<string[]> => (await stage.cases.events(id)).map(({ type }) => type)
const DISPATCH = { act: 'dispatch', lead: 'paishui', assist: [] } as const

describe('a preview', () => {
  it('says of every case what would be and why not, and writes nothing', async () => {
    const [a = '', b = '', c = ''] = await opened(3)
    await stage.does(people.dispatcher, b, DISPATCH)
    const stale = await commandOn([a, b, c, 'YZ-20000101-000001'], DISPATCH, { preview: true })
    await stage.does(people.dispatcher, c, { act: 'supervise', text: '请尽快' })
    const before = await Promise.all([a, b, c].map(typesOf))
    const changes = stage.changed.length
    const report = await run(stale)
    expect(results(report)).toEqual(['done', 'refused', 'conflict', 'refused'])
    expect(report.rows[0]).toMatchObject({ id: a, row: { state: 'pendingHandle', lead: 'paishui' } })
    expect(report.rows[1]?.why?.zh).toMatch(/\S/)
    expect(report.rows[2]?.why?.zh).toContain('派遣员乙')
    expect(report.rows[3]?.why?.zh).toContain('没有')
    expect(await Promise.all([a, b, c].map(typesOf))).toEqual(before)
    expect(stage.changed).toHaveLength(changes)
    expect((await must(a)).state).toBe('pendingDispatch')
  })

  it('and the doing agree, case by case', async () => {
    const ids = await opened(3)
    await stage.does(people.dispatcher, ids[1] ?? '', DISPATCH)
    const command = await commandOn(ids, DISPATCH)
    const said = await run({ ...command, preview: true })
    const done = await run(command)
    expect(results(done)).toEqual(results(said))
    const rows = (report: typeof done) =>
      report.rows.map(({ row }) => ({ state: row?.state, lead: row?.lead, version: row?.version }))
    expect(rows(done)).toEqual(rows(said))
  })
})

describe('the doing', () => {
  it('writes each case under a key of its own; the same command again changes nothing', async () => {
    const ids = await opened(4)
    const command = await commandOn(ids, { act: 'remind', note: '请抓紧' })
    const first = await run(command)
    expect(results(first)).toEqual(['done', 'done', 'done', 'done'])
    const logs = await Promise.all(ids.map(typesOf))
    const again = await run(command)
    expect(results(again)).toEqual(results(first))
    expect(again.rows.map(({ row }) => row?.version)).toEqual(first.rows.map(({ row }) => row?.version))
    expect(await Promise.all(ids.map(typesOf))).toEqual(logs)
    const known = await stage.db.query
      .selectFrom('command')
      .select('key')
      .where('key', 'like', `${command.key}-%`)
      .execute()
    expect(known.map((row) => row.key).sort()).toEqual(ids.map((_, n) => `${command.key}-${n}`))
  })

  it('cut off in the middle goes on where it stopped, from another hub, also after the done ones moved on', async () => {
    const ids = await opened(5)
    const command = await commandOn(ids, DISPATCH)
    let left = 2
    const dying: BulkDeps['cases'] = {
      ...stage.cases,
      act: (id, single, actor) => {
        if ((left -= 1) < 0) throw new Error('the hub is gone')
        return stage.cases.act(id, single, actor)
      },
    }
    const cut = await run(command, people.dispatcher, deps(dying))
    expect(results(cut)).toEqual(['done', 'done', 'failed', 'failed', 'failed'])
    expect(cut.rows[2]?.why?.zh).toContain('重试')
    expect(errors).toHaveLength(3)
    await stage.does(people.paishui, ids[0] ?? '', { act: 'accept' })
    const whole = await run(command, people.dispatcher, deps(stage.another()))
    expect(results(whole)).toEqual(['done', 'done', 'done', 'done', 'done'])
    for (const id of ids) expect((await typesOf(id)).filter((type) => type === 'dispatched')).toHaveLength(1)
    expect((await must(ids[0] ?? '')).state).toBe('handling')
  })

  it('of two officers at once: each case is taken once, the other hears of a conflict', async () => {
    const ids = await opened(6)
    const [one, other] = [await commandOn(ids, DISPATCH), await commandOn(ids, { ...DISPATCH, lead: 'chengguan' })]
    const [first, second] = await Promise.all([
      run(one),
      actOnMany(deps(stage.another()), other, { ...people.dispatcher, id: 'pai-2', name: '派遣员辛' }),
    ])
    for (const [n, id] of ids.entries()) {
      expect([first.rows[n]?.result, second.rows[n]?.result].sort()).toEqual(['conflict', 'done'])
      expect((await typesOf(id)).filter((type) => type === 'dispatched')).toHaveLength(1)
      const lead = first.rows[n]?.result === 'done' ? 'paishui' : 'chengguan'
      expect((await must(id)).lead).toBe(lead)
    }
    expect((await verifyChain(stage.db.query)).ok).toBe(true)
  })

  it('merges many into one; the one itself and what has gone on are refused with the reason', async () => {
    const [main = '', a = '', b = '', c = ''] = await opened(4)
    await stage.does(people.dispatcher, c, DISPATCH)
    const report = await run(await commandOn([main, a, b, c], { act: 'merge', into: main }))
    expect(results(report)).toEqual(['refused', 'done', 'done', 'refused'])
    expect([...(await must(main)).absorbed].sort()).toEqual([a, b].sort())
  })

  it('a key used again for other cases is refused, not taken for theirs', async () => {
    const [a = '', b = ''] = await opened(2)
    const command = await commandOn([a], { act: 'remind' })
    await run(command)
    const report = await run({ ...command, cases: [{ id: b, version: (await must(b)).version }] })
    expect(results(report)).toEqual(['refused'])
    expect(await typesOf(b)).not.toContain('reminded')
  })
})

it('a department does it to its own alone and learns nothing of the others', async () => {
  const [own = '', foreign = ''] = await opened(2)
  await stage.does(people.dispatcher, own, DISPATCH)
  await stage.does(people.dispatcher, foreign, { ...DISPATCH, lead: 'chengguan' })
  const report = await run(await commandOn([own, foreign], { act: 'accept', handler: '李工' }), people.paishui)
  expect(results(report)).toEqual(['done', 'refused'])
  expect(report.rows[0]?.row?.state).toBe('handling')
  expect(report.rows[1]?.row).toBeUndefined()
  expect((await must(foreign)).state).toBe('pendingHandle')
})
