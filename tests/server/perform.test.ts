// A report as ingest has stored it becomes a case: the case learns that somebody can be called, never who.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { performEffect } from '../../src/server/perform.ts'
import type { AlarmBook } from '../../src/server/signs/alarms.ts'
import { stageCases, type CaseStage } from './cases/setup.ts'

let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

it.each([
  ['a number', { name: '孙先生', phone: '13800007728' }, true],
  ['a name alone', { name: '孙先生' }, undefined],
  ['a number that is none', { phone: '-' }, undefined],
  ['nothing', null, undefined],
])('a reporter who left %s', async (what, reporter, callable) => {
  const id = `calls/${what}`
  const at = new Date(stage.clock.at)
  await stage.db.query
    .insertInto('report')
    .values({
      id,
      feed: 'calls',
      channel: 'hotline',
      text: '解放北路有煤气味',
      occurred_at: at,
      recorded_at: at,
      lng: 119.43,
      lat: 32.39,
      area: '321002',
      address: null,
      matter: null,
      incident: null,
      reporter: reporter === null ? null : JSON.stringify(reporter),
      simulated: true,
    })
    .execute()
  const alarms = { get: () => expect.fail('no alarm is asked for') } as unknown as AlarmBook
  const effect = { kind: 'report', payload: { report: id, condition: null } } as const
  await performEffect(effect, { db: stage.db, cases: stage.cases, alarms })
  const row = await stage.db.query.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row.reporter).toEqual(reporter)
  const incident = await stage.cases.get(row.incident ?? '')
  expect(incident).toMatchObject({ state: 'pendingFiling', source: 'hotline' })
  expect(incident?.callable).toBe(callable)
  expect(JSON.stringify(await stage.cases.events(row.incident ?? ''))).not.toContain('孙先生')
})
