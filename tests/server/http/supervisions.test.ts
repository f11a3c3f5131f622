// Supervision over HTTP: who gives, reads, signs and checks; answers fit the contract; a photo of a report opens to its departments.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import {
  CausesSchema,
  SupervisedDetailSchema,
  SupervisedListSchema,
  SupervisedMonthSchema,
  type SupervisedDetail,
} from '../../../src/wire/supervisions.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
  await stage.accounts.createAccount({ username: 'collector', name: '监督员', role: 'collector', password: PASSWORD })
  const department = 'chengguan'
  await stage.accounts.createAccount({
    username: department,
    name: '城管',
    role: 'department',
    department,
    password: PASSWORD,
  })
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const giving = (more: object = {}) => ({
  ...{ key: `http-give-${(serial += 1)}`, origin: 'instruction', grade: 'instruct', title: '积水', text: '请整改' },
  anchor: { kind: 'statement', id: 's1', brief: '2026-11-20', seen: { zh: '三处', en: 'three' }, asOf: stage.clock.at },
  ...{ lead: 'paishui', assist: ['chengguan'], dueAt: stage.clock.at + 86_400_000 },
  ...more,
})
const post = (who: string | undefined, url: string, payload: object) => stage.as(who, { method: 'POST', url, payload })
const give = (who: string | undefined, more?: object) => post(who, '/api/supervisions', giving(more))
const act = (who: string, id: string, input: object, version = 1) =>
  post(who, `/api/supervisions/${id}/acts`, { key: `http-act-${(serial += 1)}`, version, act: input })
async function fits(who: string, url: string, schema: TSchema): Promise<void> {
  const response = await stage.as(who, { url })
  expect(response.statusCode).toBe(200)
  expect(Compile(schema).Check(response.json())).toBe(true)
}

describe('supervision', () => {
  it('is read by leaders, the desk, administrators and departments; walls and collectors know nothing of it', async () => {
    for (const [who, status] of [
      ['leader', 200],
      ['chief', 200],
      ['dispatcher', 200],
      ['acceptor', 200],
      ['admin', 200],
      ['paishui', 200],
      ['collector', 403],
      ['wall', 403],
      [undefined, 401],
    ] as const)
      for (const url of ['/api/supervisions', '/api/supervisions/month?month=2026-11'])
        expect([who, (await stage.as(who, { url })).statusCode]).toEqual([who, status])
    expect((await stage.as('paishui', { url: '/api/supervisions/causes' })).statusCode).toBe(403)
  })

  it('is given by those who may, others are told why', async () => {
    expect((await give('leader')).statusCode).toBe(200)
    expect((await give('chief')).statusCode).toBe(200)
    expect(problemOf(await give('dispatcher'))).toMatchObject({ status: 422, code: 'role' })
    expect((await give('dispatcher', { origin: 'meeting' })).statusCode).toBe(200)
    for (const who of ['paishui', 'admin', 'collector', 'wall'])
      expect([who, (await give(who)).statusCode]).toEqual([who, 403])
    expect(problemOf(await give('leader', { dueAt: stage.clock.at })).field).toBe('/dueAt')
    expect(problemOf(await give('leader', { text: '' })).status).toBe(400)
    expect(problemOf(await give('leader', { lead: 'nobody' })).field).toBe('/lead')
  })

  it('goes its way by the contract, and shows a photo to the departments of the matter alone', async () => {
    const given = await give('leader')
    const { row } = given.json<SupervisedDetail>()
    const photo = 'a'.repeat(64)
    await stage.db.query
      .insertInto('photo')
      .values({ id: photo, mime: 'image/png', bytes: Buffer.from('x'), created_by: 'x', created_at: new Date(0) })
      .execute()
    expect((await act('paishui', row.id, { act: 'sign' })).statusCode).toBe(200)
    const report = { act: 'report', final: true, text: '已整改', photos: [photo], incidents: [] }
    expect((await stage.as('chengguan', { url: `/api/photos/${photo}` })).statusCode).toBe(403)
    const reported = await act('paishui', row.id, report)
    expect(reported.json()).toMatchObject({ row: { state: 'pendingCheck' } })
    expect((await stage.as('chengguan', { url: `/api/photos/${photo}` })).statusCode).toBe(200)
    expect(problemOf(await act('leader', row.id, { act: 'close', conclusion: '属实' })).code).toBe('supervisionChanged')
    const { version } = reported.json<SupervisedDetail>().row
    expect((await act('leader', row.id, { act: 'close', conclusion: '属实' }, version)).statusCode).toBe(200)
    await fits('leader', `/api/supervisions/${row.id}`, SupervisedDetailSchema)
    await fits('leader', '/api/supervisions?state=ended', SupervisedListSchema)
    await fits('leader', '/api/supervisions/month?month=2026-11', SupervisedMonthSchema)
    await fits('chief', '/api/supervisions/causes', CausesSchema)
    expect(problemOf(await stage.as('leader', { url: '/api/supervisions/nothing' })).status).toBe(404)
    expect((await stage.as('leader', { url: '/api/supervisions/month?month=2026' })).statusCode).toBe(400)
  })
})
