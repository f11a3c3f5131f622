// Cases over HTTP: what is parsed or refused, acts, conflicts, repetition.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import {
  IncidentDetailSchema,
  IncidentPageSchema,
  type IncidentDetail,
  type IncidentPage,
} from '../../../src/wire/api.ts'
import { HOUR, PLACE, START, command } from '../cases/setup.ts'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

describe('what is sent', () => {
  it.each<[string, object, string, RegExp, RegExp]>([
    ['a missing field', { version: 1, input: { act: 'resume' } }, '/key', /必填/, /required/],
    ['a short key', { ...command(1, { act: 'resume' }), key: 'k' }, '/key', /至少 8 个字符/, /at least 8 characters/],
    ['a text for a number', { ...command(1, { act: 'resume' }), version: '1' }, '/version', /整数/, /whole number/],
    ['an unknown field', { ...command(1, { act: 'resume' }), extra: 1 }, '/extra', /不认识/, /not a known field/],
    ['no such act', { ...command(1, { act: 'resume' }), input: { act: 'fly' } }, '/input/act', /只能是/, /one of/],
    ['a reason too short', command(1, { act: 'refuse', reason: 'x' }), '/input/reason', /至少 2/, /at least 2/],
    [
      'a field of another act',
      { ...command(1, { act: 'resume' }), input: { act: 'resume', reason: 'xx' } },
      '/input/reason',
      /不认识/,
      /not a known/,
    ],
    ['a NUL', command(1, { act: 'note', text: 'a\0b' }), '/input/text', /无法保存/, /cannot be kept/],
    ['half a pair', command(1, { act: 'note', text: 'a\ud800' }), '/input/text', /无法保存/, /cannot be kept/],
  ])('%s is named with its field and reason', async (_, payload, field, zh, en) => {
    const response = await stage.as('chief', { method: 'POST', url: '/api/incidents/x/acts', payload })
    const problem = problemOf(response)
    expect(response.statusCode).toBe(400)
    expect(problem).toMatchObject({ code: 'invalid', field })
    expect(problem.detailText.zh).toMatch(zh)
    expect(problem.detailText.en).toMatch(en)
  })

  it('is parsed or refused as a whole', async () => {
    const send = (payload: string) =>
      stage.as('chief', {
        method: 'POST',
        url: '/api/incidents/x/acts',
        headers: { 'content-type': 'application/json' },
        payload,
      })
    expect(problemOf(await send('{"key":')).code).toBe('unparseable')
    expect(problemOf(await send('')).code).toBe('unparseable')
    expect(problemOf(await send(`{"key":"${'x'.repeat(300_000)}"}`)).code).toBe('tooLarge')
  })

  it('in query strings is read as numbers, and spans are checked', async () => {
    const series = (query: string) => stage.as('wall', { url: `/api/sensors/a%2Fb/series?${query}` })
    expect((await series(`from=${START}&to=${START + HOUR}`)).json()).toEqual({
      unit: 'm',
      at: [1],
      value: [null],
      mark: [0],
    })
    expect(problemOf(await series(`from=yesterday&to=${START}`))).toMatchObject({ field: '/from' })
    expect(problemOf(await series(`from=${START}&to=${START}`))).toMatchObject({ field: '/to' })
    expect(problemOf(await series(`from=${START}`))).toMatchObject({ field: '/to' })
  })

  it('outside the city is refused', async () => {
    const response = await stage.as('chief', {
      method: 'POST',
      url: '/api/incidents',
      payload: { key: 'far-away-1', text: '在别的城市', lng: 116.4, lat: 39.9 },
    })
    expect(problemOf(response)).toMatchObject({ code: 'invalid', field: '/lng' })
  })

  it('is limited in time for shelving', async () => {
    const shelve = (untilAt: number) =>
      stage.as('chief', {
        method: 'POST',
        url: '/api/alarms/a1/acts',
        payload: { act: 'shelve', reason: '检修', untilAt },
      })
    expect(problemOf(await shelve(START + 13 * HOUR))).toMatchObject({ field: '/untilAt' })
    expect(problemOf(await shelve(START + HOUR)).code).toBe('notFound')
    expect(stage.asked.alarmActs.at(-1)).toEqual({
      id: 'a1',
      act: { act: 'shelve', reason: '检修', untilAt: START + HOUR },
      actor: 'chief',
    })
  })
})

describe('a case over HTTP', () => {
  it('is read whole, with acts, recommendations with load, and hashes', async () => {
    const other = await stage.newCase()
    await stage.actOn('dispatcher', other, { act: 'dispatch', lead: 'paishui', assist: [] })
    const id = await stage.newCase()
    const response = await stage.as('dispatcher', { url: `/api/incidents/${id}` })
    const detail = response.json<IncidentDetail>()
    expect(Compile(IncidentDetailSchema).Errors(detail)).toEqual([])
    expect(detail.acts).toContain('dispatch')
    expect(detail.recommendations[0]?.lead).toBe('paishui')
    expect(detail.recommendations[0]?.load).toBe(1)
    expect(detail.row.clock?.stage).toBe('dispatch')
    expect(detail.events[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await stage.as('leader', { url: `/api/incidents/${id}` })).json<IncidentDetail>().acts).not.toContain(
      'dispatch',
    )
  })

  it('answers a conflict with who, when and to which version', async () => {
    const id = await stage.newCase()
    const version = await stage.versionOf(id)
    const dispatch = { act: 'dispatch', lead: 'paishui', assist: [] }
    const answers = await Promise.all([
      stage.actOn('dispatcher', id, dispatch, { version }),
      stage.actOn('chief', id, dispatch, { version }),
    ])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.statusCode === 409) ?? expect.fail('nobody lost')
    const winner = answers[0] === lost ? '值班长' : '派遣员'
    const problem = problemOf(lost)
    expect(problem.conflict).toEqual({ version: await stage.versionOf(id), by: winner, at: START, type: 'dispatched' })
    expect(problem.detailText.zh).toContain(winner)
  })

  it('repeats a command without a second effect', async () => {
    const id = await stage.newCase()
    const payload = command(await stage.versionOf(id), { act: 'supervise', text: '请尽快' })
    const url = `/api/incidents/${id}/acts`
    const first = await stage.as('leader', { method: 'POST', url, payload })
    const again = await stage.as('leader', { method: 'POST', url, payload })
    expect(again.json()).toEqual(first.json())
    const { events } = (await stage.as('leader', { url: `/api/incidents/${id}` })).json<IncidentDetail>()
    expect(events.filter((event) => event.type === 'supervised')).toHaveLength(1)
  })

  it('refuses an act with the reason of the rules', async () => {
    const id = await stage.newCase()
    const response = await stage.actOn('chief', id, { act: 'close', conditionMet: true })
    expect(response.statusCode).toBe(422)
    const problem = problemOf(response)
    expect(problem.code).toBe('state')
    expect(problem.detailText.zh).toContain('不能结案')
  })
})

describe('the register', () => {
  it('is searched, sorted and paged as the query says', async () => {
    const ids = [await stage.newCase(), await stage.newCase(), await stage.newCase()]
    const ask = async (query: string) =>
      (await stage.as('dispatcher', { url: `/api/incidents?${query}` })).json<IncidentPage>()
    const first = await ask('open=true&simulated=false&sort=code&order=desc&limit=2')
    expect(Compile(IncidentPageSchema).Errors(first)).toEqual([])
    expect(first.rows.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    const second = await ask(`open=true&simulated=false&sort=code&order=desc&limit=2&after=${first.next ?? ''}`)
    expect(second.rows[0]?.id).toBe(ids[0])
    expect(second.total).toBe(first.total)
    expect((await ask('open=false&state=pendingDispatch')).total).toBe(0)
    expect((await ask(`text=${encodeURIComponent(ids[1] ?? '')}`)).rows.map(({ id }) => id)).toEqual([ids[1]])
    const wrong = await stage.as('dispatcher', { url: '/api/incidents?after=nonsense' })
    expect(problemOf(wrong)).toMatchObject({ code: 'invalid', field: '/after' })
    for (const query of ['sort=size', 'limit=501', 'open=perhaps'])
      expect(problemOf(await stage.as('dispatcher', { url: `/api/incidents?${query}` })).code).toBe('invalid')
  })

  it('shows a department what it leads or assists, whatever it asks for', async () => {
    const id = await stage.newCase()
    await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: ['gas'] })
    for (const [username, seen] of [
      ['gas', true],
      ['paishui', true],
    ] as const) {
      const page = (
        await stage.as(username, { url: '/api/incidents?department=paishui&limit=500' })
      ).json<IncidentPage>()
      expect(page.rows.some((row) => row.id === id)).toBe(seen)
      expect(page.rows.every(({ lead, assist }) => [lead, ...assist].includes(username))).toBe(true)
    }
  })
})

describe('cases that go together', () => {
  const desk = async (text: string): Promise<string> => {
    const payload = {
      key: `together-${(serial += 1)}-key`,
      text,
      lng: PLACE.lng,
      lat: PLACE.lat,
      reporter: { name: '张三丰', phone: '13812341234' },
    }
    const response = await stage.as('acceptor', { method: 'POST', url: '/api/incidents', payload })
    return response.json<{ id: string }>().id
  }
  let serial = 0
  const detail = async (username: string, id: string) =>
    (await stage.as(username, { url: `/api/incidents/${id}` })).json<IncidentDetail>()
  const viewsOf = async (id: string) => stage.audit.list({ kind: 'personalData', subject: id })

  it('are offered to the desk, merged, and shown with the main case', async () => {
    const main = await desk('文昌中路路面积水很深')
    const child = await desk('文昌中路路面积水，车过不去')
    const offered = (await detail('acceptor', child)).alike
    expect(offered.map(({ row }) => row.id)).toContain(main)
    expect((await detail('leader', child)).alike).toEqual([])
    expect((await stage.actOn('acceptor', child, { act: 'merge', into: main })).statusCode).toBe(200)
    const shown = await detail('acceptor', main)
    expect(Compile(IncidentDetailSchema).Errors(shown)).toEqual([])
    expect(shown.row.absorbed).toBe(1)
    expect(shown.absorbed).toMatchObject([{ id: child, state: 'merged', mergedInto: main }])
    expect(shown.reports.map(({ incident }) => incident)).toEqual([undefined, child])
    expect(JSON.stringify(shown.reports)).not.toContain('13812341234')
    expect((await detail('acceptor', child)).row.owner).toEqual({ post: 'acceptor' })
  })

  it('show orders, supervisions and what is owed', async () => {
    const id = await stage.newCase()
    await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: ['gas'] })
    expect((await stage.actOn('gas', id, { act: 'acceptOrder', handler: '李工' })).statusCode).toBe(200)
    const dueAt = START + 4 * HOUR
    await stage.actOn('leader', id, { act: 'supervise', text: '请尽快', urgency: 'urgent', dueAt })
    const whole = await detail('gas', id)
    expect(Compile(IncidentDetailSchema).Errors(whole)).toEqual([])
    expect(whole.orders).toEqual([{ department: 'gas', state: 'handling', handler: '李工', photos: [] }])
    expect(whole.supervisions).toMatchObject([{ level: 'urgent', text: '请尽快', dueAt }])
    expect(whole.row).toMatchObject({ ordersOpen: 1, replyOwed: true, replyDueAt: dueAt, supervised: true })
    expect(whole.row.owner).toEqual({ post: 'department', department: 'paishui' })
    expect(whole.acts).toContain('finishOrder')
    await stage.actOn('paishui', id, { act: 'reply', text: '今晚完成' })
    expect((await detail('paishui', id)).row.replyOwed).toBe(false)
  })

  it('leave a line in the audit log for every view of a reporter or unmasked words, before the answer', async () => {
    const id = await desk('我的电话13812341234，路灯不亮')
    expect(await viewsOf(id)).toEqual([])
    expect((await detail('acceptor', id)).reporter).toEqual({ name: '张三丰', phone: '13812341234' })
    await detail('acceptor', id)
    await stage.as('chief', { url: `/api/trace/${id}` })
    expect((await viewsOf(id)).map(({ actor, kind, ok }) => [actor.id, kind, ok])).toEqual([
      ['chief', 'personalData', true],
      ['acceptor', 'personalData', true],
      ['acceptor', 'personalData', true],
    ])
    expect((await detail('leader', id)).reporter).toEqual({ name: '张**', phone: '138****1234' })
    const ahead = await stage.as('acceptor', { url: `/api/incidents/${id}?masked=true` })
    expect(ahead.json<IncidentDetail>().reporter).toEqual({ name: '张**', phone: '138****1234' })
    expect(ahead.body).not.toContain('13812341234')
    expect(ahead.json<IncidentDetail>().acts).toEqual((await detail('acceptor', id)).acts)
    expect(await viewsOf(id)).toHaveLength(4)
    const sensor = await stage.newCase()
    await detail('acceptor', sensor)
    expect(await viewsOf(sensor)).toEqual([])
    expect(await viewsOf(id)).toHaveLength(4)
  })
})
