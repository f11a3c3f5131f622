import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { IncidentDetailSchema, ProblemSchema, SessionSchema, type IncidentDetail } from '../../../src/wire/api.ts'
import { IncidentRowSchema } from '../../../src/wire/views.ts'
import { HOUR, PLACE, START, command } from '../cases/setup.ts'
import { PASSWORD, people, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())
beforeEach(() => {
  stage.clock.at = START
})

const isProblem = Compile(ProblemSchema)
const problemOf = (response: { headers: Record<string, unknown>; json(): unknown }) => {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem: unknown = response.json()
  return isProblem.Check(problem) ? problem : expect.fail(`no problem document: ${JSON.stringify(problem)}`)
}
let serial = 0
const newCase = () => stage.cases.fromAlarm(stage.alarm(`http-${(serial += 1)}`))
const versionOf = async (id: string) => (await stage.cases.get(id))?.version ?? 0
const actOn = async (username: string, id: string, input: object, more: object = {}) =>
  stage.as(username, {
    method: 'POST',
    url: `/api/incidents/${id}/acts`,
    payload: { ...command(await versionOf(id), { act: 'resume' }), input, ...more },
  })

describe('sign-in', () => {
  const signIn = (password: string, ip = '10.1.0.1', headers = {}) =>
    stage.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: ip,
      headers,
      payload: { username: 'leader', password },
    })

  it('sets a strict, HTTP-only cookie and answers who one is', async () => {
    const response = await signIn(PASSWORD)
    expect(response.statusCode).toBe(200)
    expect(Compile(SessionSchema).Check(response.json())).toBe(true)
    expect(response.json()).toMatchObject({ user: { id: 'leader', role: 'leader', demo: false }, at: START })
    const cookie = response.cookies[0]
    expect(cookie).toMatchObject({ name: 'yiwang_session', httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(cookie?.secure).toBeUndefined()
    const cookies = { yiwang_session: cookie?.value ?? '' }
    expect((await stage.app.inject({ url: '/api/session', cookies })).json()).toMatchObject({ user: { id: 'leader' } })
    expect((await stage.app.inject({ method: 'DELETE', url: '/api/session', cookies })).statusCode).toBe(204)
    expect((await stage.app.inject({ url: '/api/session', cookies })).statusCode).toBe(401)
  })

  it('slows down after five failures and says for how long, in both languages', async () => {
    for (let i = 0; i < 4; i++) expect(problemOf(await signIn('wrong', `10.1.1.${i}`)).code).toBe('wrongPassword')
    const response = await signIn('wrong', '10.1.1.5')
    const problem = problemOf(response)
    expect(response.statusCode).toBe(429)
    expect(response.headers['retry-after']).toBe('30')
    expect(problem).toMatchObject({ code: 'tooManyAttempts', retryAfterMs: 30_000 })
    expect(problem.detailText.zh).toContain('30 秒')
    expect(problem.detailText.en).toContain('30 s')
    expect((await signIn(PASSWORD, '10.1.1.6')).statusCode).toBe(429)
    stage.clock.at += 30_001
    expect((await signIn(PASSWORD, '10.1.1.7')).statusCode).toBe(200)
  })

  it('speaks the language that is asked for', async () => {
    const problem = problemOf(await signIn('wrong', '10.1.2.1', { 'accept-language': 'en-GB,en' }))
    expect(problem.title).toBe(problem.titleText.en)
    expect(problemOf(await stage.app.inject({ url: '/api/session' })).title).toBe('尚未登录或登录已过期')
  })
})

describe('cross-site requests', () => {
  const send = (headers: Record<string, string>) =>
    stage.as('chief', {
      method: 'POST',
      url: '/api/incidents',
      headers: { host: 'hub.local', ...headers },
      payload: {},
    })
  it.each([
    [{ origin: 'https://evil.example' }, 'foreignOrigin'],
    [{ origin: 'null' }, 'foreignOrigin'],
    [{ 'sec-fetch-site': 'cross-site' }, 'foreignOrigin'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreignOrigin'],
    [{ origin: 'http://hub.local' }, 'invalid'],
    [{ 'sec-fetch-site': 'same-origin' }, 'invalid'],
    [{}, 'invalid'],
  ])('%j → %s', async (headers, code) => {
    expect(problemOf(await send(headers)).code).toBe(code)
  })
  it('do not pass as plain text or a form', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(problemOf(await send({ 'content-type': type })).code).toBe('wrongMediaType')
  })
})

describe('roles', () => {
  const all = people.map((person) => person.username)
  const desk = ['acceptor', 'dispatcher', 'chief']
  it.each<[string, string, string[]]>([
    ['GET', '/api/city', all],
    ['GET', '/api/snapshot/incidents', all],
    ['GET', '/api/sensors', all],
    ['GET', '/api/feeds', all],
    ['GET', '/api/incidents', all.filter((name) => name !== 'wall')],
    ['GET', '/api/briefs/2026-11-20', [...desk, 'leader', 'admin']],
    ['GET', '/api/feeds/x/rejects', ['admin']],
    ['GET', '/api/accounts', ['admin']],
    ['GET', '/api/gateways', ['admin']],
    ['POST', '/api/accounts', ['admin']],
    ['POST', '/api/incidents', desk],
    ['POST', '/api/incidents/x/acts', [...desk, 'leader', 'paishui', 'gas']],
    ['POST', '/api/alarms/x/acts', desk],
    ['POST', '/api/photos', [...desk, 'leader', 'paishui', 'gas']],
  ])('%s %s is for %j', async (method, url, allowed) => {
    const statuses = await Promise.all(
      all.map(async (username) => {
        const { statusCode } = await stage.as(username, { method: method as 'GET', url })
        return [username, statusCode !== 403] as const
      }),
    )
    expect(statuses.filter(([, isAllowed]) => isAllowed).map(([username]) => username)).toEqual(
      all.filter((username) => allowed.includes(username)),
    )
    expect((await stage.as(undefined, { method: method as 'GET', url })).statusCode).toBe(401)
  })

  it('lets departments see their own cases only', async () => {
    const id = await newCase()
    await actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: [] })
    expect((await stage.as('paishui', { url: `/api/incidents/${id}` })).statusCode).toBe(200)
    expect((await stage.as('gas', { url: `/api/incidents/${id}` })).statusCode).toBe(403)
    expect((await stage.as('gas', { url: `/api/trace/${id}` })).statusCode).toBe(403)
    expect(problemOf(await actOn('gas', id, { act: 'accept' })).code).toBe('leads')
    await stage.as('gas', { url: '/api/incidents?department=paishui&text=x&limit=5' })
    expect(stage.asked.searches.at(-1)).toEqual({ department: 'gas', text: 'x', limit: 5 })
  })

  it('shows the reporter to the desk, masked to others, never to the wall', async () => {
    const created = await stage.as('acceptor', {
      method: 'POST',
      url: '/api/incidents',
      payload: {
        key: 'desk-reporter',
        text: '市民反映道路积水',
        lng: PLACE.lng,
        lat: PLACE.lat,
        address: '文昌中路188号3幢201室',
        reporter: { name: '张三丰', phone: '138-1234-1234' },
      },
    })
    expect(created.statusCode).toBe(201)
    expect(Compile(IncidentRowSchema).Check(created.json())).toBe(true)
    expect(created.json<{ address: string }>().address).toBe('文昌中路188号')
    const { id, version } = created.json<{ id: string; version: number }>()
    const reporter = async (username: string) =>
      (await stage.as(username, { url: `/api/incidents/${id}` })).json<IncidentDetail>().reporter
    const masked = { name: '张**', phone: '138****1234' }
    expect(await reporter('acceptor')).toEqual({ name: '张三丰', phone: '138-1234-1234' })
    expect(await reporter('dispatcher')).toEqual({ name: '张三丰', phone: '138-1234-1234' })
    expect(await reporter('leader')).toEqual(masked)
    expect(await reporter('admin')).toEqual(masked)
    const filed = await actOn('acceptor', id, { act: 'file', matter: 'M001', condition: 'depth' }, { version })
    expect(filed.statusCode).toBe(200)
    await actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: ['gas'] })
    expect(await reporter('paishui')).toEqual(masked)
    expect(await reporter('gas')).toEqual(masked)
    const wall = await stage.as('wall', { url: `/api/incidents/${id}` })
    expect(wall.statusCode).toBe(403)
    expect(wall.body).not.toContain('张')
    expect(stage.log.join('')).not.toContain('1234-1234')
  })
})

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
    const id = await newCase()
    const response = await stage.as('dispatcher', { url: `/api/incidents/${id}` })
    const detail = response.json<IncidentDetail>()
    expect(Compile(IncidentDetailSchema).Errors(detail)).toEqual([])
    expect(detail.acts).toContain('dispatch')
    expect(detail.recommendations[0]?.lead).toBe('paishui')
    expect(detail.recommendations[0]?.load).toBeGreaterThanOrEqual(1)
    expect(detail.row.clock?.stage).toBe('dispatch')
    expect(detail.events[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await stage.as('leader', { url: `/api/incidents/${id}` })).json<IncidentDetail>().acts).not.toContain(
      'dispatch',
    )
  })

  it('answers a conflict with who, when and to which version', async () => {
    const id = await newCase()
    const version = await versionOf(id)
    const dispatch = { act: 'dispatch', lead: 'paishui', assist: [] }
    const answers = await Promise.all([
      actOn('dispatcher', id, dispatch, { version }),
      actOn('chief', id, dispatch, { version }),
    ])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.statusCode === 409) ?? expect.fail('nobody lost')
    const winner = answers[0] === lost ? '值班长' : '派遣员'
    const problem = problemOf(lost)
    expect(problem.conflict).toEqual({ version: await versionOf(id), by: winner, at: START, type: 'dispatched' })
    expect(problem.detailText.zh).toContain(winner)
  })

  it('repeats a command without a second effect', async () => {
    const id = await newCase()
    const payload = command(await versionOf(id), { act: 'supervise', text: '请尽快' })
    const url = `/api/incidents/${id}/acts`
    const first = await stage.as('leader', { method: 'POST', url, payload })
    const again = await stage.as('leader', { method: 'POST', url, payload })
    expect(again.json()).toEqual(first.json())
    const { events } = (await stage.as('leader', { url: `/api/incidents/${id}` })).json<IncidentDetail>()
    expect(events.filter((event) => event.type === 'supervised')).toHaveLength(1)
  })

  it('refuses an act with the reason of the rules', async () => {
    const id = await newCase()
    const response = await actOn('chief', id, { act: 'close', conditionMet: true })
    expect(response.statusCode).toBe(422)
    const problem = problemOf(response)
    expect(problem.code).toBe('state')
    expect(problem.detailText.zh).toContain('不能结案')
  })
})

describe('photos', () => {
  const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64, 7)])
  const upload = (username: string, bytes: Buffer, type = 'image/png') => {
    const boundary = 'x-boundary'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: ${type}\r\n\r\n`
    return stage.as(username, {
      method: 'POST',
      url: '/api/photos',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    })
  }

  it('are kept once, and read by those who see their case', async () => {
    const first = await upload('paishui', PNG)
    expect(first.statusCode).toBe(201)
    const again = await upload('chief', PNG)
    expect(again.json()).toEqual(first.json())
    const { id, mime } = first.json<{ id: string; mime: string }>()
    expect(mime).toBe('image/png')
    const shown = await stage.as('paishui', { url: `/api/photos/${id}` })
    expect(shown.rawPayload.equals(PNG)).toBe(true)
    expect(shown.headers['content-type']).toBe('image/png')
    expect(shown.headers['x-content-type-options']).toBe('nosniff')
    expect((await stage.as('gas', { url: `/api/photos/${id}` })).statusCode).toBe(403)
    expect((await stage.as('wall', { url: `/api/photos/${id}` })).statusCode).toBe(403)
  })

  it('of the wrong type are told by their bytes, not their name', async () => {
    const problem = problemOf(await upload('chief', Buffer.from('<svg onload="alert(1)"/>'), 'image/png'))
    expect(problem).toMatchObject({ code: 'wrongMediaType', field: '/file' })
    expect(problem.detailText.zh).toContain('JPEG')
    expect(problemOf(await upload('chief', Buffer.alloc(0))).code).toBe('wrongMediaType')
  })

  it('have a limit of 8 MB, also without a length', async () => {
    const big = problemOf(await upload('chief', Buffer.concat([PNG, Buffer.alloc(100 * 1024 * 1024)])))
    expect(big).toMatchObject({ code: 'tooLarge', status: 413 })
    expect(big.detailText.zh).toContain('8 MB')
    // Just above the limit, within the envelope that a content length may have.
    const edge = problemOf(await upload('chief', Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)])))
    expect(edge).toMatchObject({ code: 'tooLarge' })
  })
})

describe('administration', () => {
  it('makes accounts and gateways, and acts on no case', async () => {
    const account = {
      username: 'new.one',
      name: '新人',
      role: 'department',
      department: 'gas',
      password: 'long-enough-77',
    }
    const post = (url: string, payload: object) => stage.as('admin', { method: 'POST', url, payload })
    expect((await post('/api/accounts', account)).statusCode).toBe(204)
    expect(problemOf(await post('/api/accounts', account)).code).toBe('exists')
    expect(problemOf(await post('/api/accounts', { ...account, username: 'x.y', department: 'none' }))).toMatchObject({
      field: '/department',
    })
    const listed = (await stage.as('admin', { url: '/api/accounts' })).body
    expect(listed).toContain('new.one')
    expect(listed).not.toContain('scrypt')
    const made = await post('/api/gateways', { gateway: 'gw-new' })
    expect(made.statusCode).toBe(201)
    const { secret } = made.json<{ secret: string }>()
    expect(await stage.accounts.checkGateway('gw-new', secret)).toBe(true)
    expect((await stage.as('admin', { url: '/api/gateways' })).body).not.toContain(secret)
    const patch = (username: string, payload: object) =>
      stage.as('admin', { method: 'PATCH', url: `/api/accounts/${username}`, payload })
    expect((await patch('new.one', { disabled: true })).statusCode).toBe(204)
    expect(problemOf(await patch('admin', { disabled: true })).field).toBe('/disabled')
    const id = await newCase()
    expect((await actOn('admin', id, { act: 'note', text: '管理员' })).statusCode).toBe(403)
  })
})

describe('the hub itself', () => {
  it('says whether it is ready, and why not', async () => {
    expect((await stage.app.inject({ url: '/api/health' })).statusCode).toBe(200)
    stage.health.ready = false
    const response = await stage.app.inject({ url: '/api/health' })
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({ ready: false, reasons: [{ en: 'no database' }] })
    stage.health.ready = true
    expect((await stage.app.inject({ url: '/metrics' })).body).toContain('up 1')
  })

  it('describes its interface from the schemas that check it', async () => {
    const openapi = (await stage.app.inject({ url: '/api/openapi.json' })).json<{ paths: Record<string, object> }>()
    expect(Object.keys(openapi.paths)).toEqual(
      expect.arrayContaining(['/api/session', '/api/incidents/{id}/acts', '/api/photos', '/api/briefs/{date}']),
    )
    expect(JSON.stringify(openapi.paths['/api/incidents/{id}/acts'])).toContain('requestVerify')
    const asyncapi = (await stage.app.inject({ url: '/api/asyncapi.json' })).json<{
      channels: Record<string, object>
    }>()
    expect(Object.keys(asyncapi.channels)).toEqual([
      'incidents',
      'alarms',
      'indicators',
      'status',
      'departmentIncidents',
      'frames',
    ])
  })

  it('hides the insides of a failure and logs them under the instance', async () => {
    const broken = { ...stage.cases }
    const get = stage.cases.get
    Object.assign(stage.cases, { get: () => Promise.reject(new Error('secret of the database')) })
    const response = await stage.as('chief', { url: '/api/incidents/x' })
    Object.assign(stage.cases, broken, { get })
    const problem = problemOf(response)
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(response.body).not.toContain('secret')
    const line = stage.log.find((one) => one.includes('secret of the database')) ?? ''
    expect(problem.instance).toContain((JSON.parse(line) as { instance: string }).instance)
  })
})

describe('files', () => {
  it('are the application, its hashed assets and the map, under a strict policy', async () => {
    const page = await stage.app.inject({ url: '/duty/case/1' })
    expect(page.body).toContain('<title>Yiwang')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    expect((await stage.app.inject({ url: '/' })).body).toContain('<title>Yiwang')
    const asset = await stage.app.inject({ url: '/assets/entry-a1b2.js' })
    expect(asset.headers['cache-control']).toContain('immutable')
    const map = await stage.app.inject({ url: '/city/map/districts.geojson' })
    expect(map.json()).toMatchObject({ type: 'FeatureCollection' })
    expect(map.headers['content-type']).toContain('application/geo+json')
  })
  it.each([
    '/api/nothing',
    '/assets/gone.js',
    '/city/map/notes.md',
    '/city/map/..%2ffeeds.json',
    '/city/feeds.json',
    '/city/map/gone.geojson',
    '/..%2fpackage.json',
  ])('answer %s with a problem, not a page', async (url) => {
    const response = await stage.app.inject({ url })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
    expect(problemOf(response).code).toBe('notFound')
  })
})

describe('too many requests', () => {
  it('are refused for the address, generously, and at sign-in strictly', async () => {
    const small = await stageApp({ requestsPerMinute: 5, signInsPerMinute: 2 })
    try {
      const signIn = () =>
        small.app.inject({ method: 'POST', url: '/api/session', payload: { username: 'x', password: 'y' } })
      expect(problemOf(await signIn()).code).toBe('wrongPassword')
      expect(problemOf(await signIn()).code).toBe('wrongPassword')
      expect(problemOf(await signIn()).code).toBe('tooManyRequests')
      const codes = []
      for (let i = 0; i < 7; i++) codes.push((await small.app.inject({ url: '/api/city' })).statusCode)
      expect(codes).toEqual([401, 401, 401, 401, 401, 429, 429])
    } finally {
      await small.stop()
    }
  }, 60_000)
})
