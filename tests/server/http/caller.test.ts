// The number of whoever reported it: who may ask for it, and that asking is logged first. Crews: who keeps and who reads them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { IncidentDetailSchema, type IncidentDetail } from '../../../src/wire/api.ts'
import { CrewSchema, type Crew } from '../../../src/wire/desk.ts'
import { PLACE } from '../cases/setup.ts'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
async function dispatched(reporter?: object): Promise<string> {
  const payload = {
    key: `caller-http-${(serial += 1)}`,
    text: '道路积水',
    lng: PLACE.lng,
    lat: PLACE.lat,
    ...(reporter && { reporter }),
  }
  const { id } = (await stage.as('acceptor', { method: 'POST', url: '/api/incidents', payload })).json<{ id: string }>()
  await stage.actOn('acceptor', id, { act: 'file', matter: 'M001', condition: 'depth' })
  await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: ['gas'] })
  return id
}
const ask = (username: string, id: string) =>
  stage.as(username, { method: 'POST', url: `/api/incidents/${id}/reporter`, payload: {} })
const logged = async (subject: string) =>
  (await stage.audit.list({ kind: 'personalData', subject })).map(({ actor }) => actor.id)
const zhang = { name: '张三丰', phone: '138-1234-1234' }

describe('the number of a reporter', () => {
  it('is answered to the desk and to the lead department, each time logged before', async () => {
    const id = await dispatched(zhang)
    expect(await logged(id)).toEqual([])
    for (const username of ['paishui', 'acceptor']) {
      const answer = await ask(username, id)
      expect([answer.statusCode, answer.json()]).toEqual([200, zhang])
    }
    expect(await logged(id)).toEqual(['acceptor', 'paishui'])
  })

  it('is nobody else’s, and leaves no line where it was not answered', async () => {
    const id = await dispatched(zhang)
    for (const username of ['gas', 'leader', 'admin', 'wall']) {
      const answer = await ask(username, id)
      expect([username, answer.statusCode]).toEqual([username, 403])
      expect(answer.body).not.toContain('1234-1234')
    }
    expect(await logged(id)).toEqual([])
  })

  it('is not for a department when there is none to call, or nothing left to call about', async () => {
    expect(problemOf(await ask('paishui', await dispatched({ name: '李四' }))).detailText.en).toContain('left a number')
    expect((await ask('acceptor', await dispatched())).statusCode).toBe(404)
    const ended = await dispatched(zhang)
    await stage.actOn('leader', ended, { act: 'forceClose', reason: '另行处置' })
    expect(problemOf(await ask('paishui', ended)).detailText.en).toContain('ended')
  })
})

it('a case in detail tells that somebody can be called and what they have said, never who to others', async () => {
  const id = await dispatched(zhang)
  await stage.actOn('paishui', id, { act: 'contact', reached: true })
  const answer = await stage.as('paishui', { url: `/api/incidents/${id}` })
  const detail = answer.json<IncidentDetail>()
  expect(Compile(IncidentDetailSchema).Check(detail)).toBe(true)
  expect(detail).toMatchObject({ callable: true, callBacks: [], row: { contact: 'reached' } })
  expect(detail.contactedAt).toBe(stage.clock.at)
  expect(answer.body).not.toContain('1234-1234')
})

describe('crews', () => {
  const crew = { department: 'paishui', name: '泵站一班', active: true }
  const put = (username: string, id: string, payload: object) =>
    stage.as(username, { method: 'PUT', url: `/api/crews/${id}`, payload })
  const list = async (username: string, query = ''): Promise<string[]> =>
    (await stage.as(username, { url: `/api/crews${query}` })).json<Crew[]>().map(({ id }) => id)

  it('are kept by their own department and read by it and the desk', async () => {
    const entered = await put('paishui', 'http-1', crew)
    expect(entered.statusCode).toBe(200)
    expect(Compile(CrewSchema).Check(entered.json())).toBe(true)
    expect((await put('gas', 'http-2', { department: 'gas', name: '抢修班', active: true })).statusCode).toBe(200)
    expect(await list('paishui')).toEqual(['http-1'])
    // A department asks for another's in vain.
    expect(await list('paishui', '?department=gas')).toEqual(['http-1'])
    expect(await list('dispatcher', '?department=gas')).toEqual(['http-2'])
    expect((await list('chief')).sort()).toEqual(['http-1', 'http-2'])
  })

  it('are not others’ to change, nor to read for the wall', async () => {
    expect((await put('gas', 'http-3', crew)).statusCode).toBe(403)
    expect((await put('acceptor', 'http-3', crew)).statusCode).toBe(403)
    expect(problemOf(await put('gas', 'http-1', { ...crew, department: 'gas' })).code).toBe('exists')
    expect(problemOf(await put('admin', 'http-3', { ...crew, department: 'nobody' })).field).toBe('/department')
    expect(problemOf(await put('paishui', 'http-3', { ...crew, name: ' ' })).status).toBe(400)
    expect((await stage.as('wall', { url: '/api/crews' })).statusCode).toBe(403)
  })
})
