// Who gets in over HTTP: sign-in, sessions, cross-site requests, roles, rate limits.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { ACCOUNT_HEADER, SessionSchema, type IncidentDetail } from '../../../src/wire/api.ts'
import { IncidentRowSchema } from '../../../src/wire/views.ts'
import { PLACE, START } from '../cases/setup.ts'
import { PASSWORD, people, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())
beforeEach(() => {
  stage.clock.at = START
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

describe('a page that speaks for somebody else than the browser’s session', () => {
  const as = (account: string, url: string) =>
    stage.as('leader', { method: 'GET', url, headers: { [ACCOUNT_HEADER]: account } })
  it('is refused as not signed in: one person’s act is never done in another’s name', async () => {
    expect((await as('leader', '/api/feeds')).statusCode).toBe(200)
    expect(problemOf(await as('chief', '/api/feeds'))).toMatchObject({ status: 401, code: 'notSignedIn' })
  })
  it('may ask who is signed in', async () => {
    expect((await as('chief', '/api/session')).json()).toMatchObject({ user: { id: 'leader' } })
  })
})

describe('roles', () => {
  const all = people.map((person) => person.username)
  const desk = ['acceptor', 'dispatcher', 'chief']
  it.each<[string, string, string[]]>([
    ['GET', '/api/city', all],
    ['GET', '/api/snapshot/incidents', all],
    ['GET', '/api/sensors', all],
    ['GET', '/api/sensors/columns', all],
    ['POST', '/api/sensors/since', all],
    ['GET', '/api/feeds', all],
    ['GET', '/api/incidents', all.filter((name) => name !== 'wall')],
    ['GET', '/api/briefs/2026-11-20', [...desk, 'leader', 'admin']],
    ['GET', '/api/briefs', [...desk, 'leader', 'admin']],
    ['GET', '/api/briefs/since', [...desk, 'leader', 'admin']],
    ['GET', '/api/briefs/2026-11-20/readers', [...desk, 'leader', 'admin']],
    ['GET', '/api/briefs/2026-11-20/evidence?figure=x', [...desk, 'leader', 'admin']],
    ['POST', '/api/briefs/2026-11-20/read', [...desk, 'leader', 'admin']],
    ['POST', '/api/briefs', desk],
    ['POST', '/api/briefs/2026-11-20/acts', [...desk, 'paishui', 'gas']],
    ['GET', '/api/briefs/inputs', ['paishui', 'gas']],
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
    const id = await stage.newCase()
    await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: [] })
    expect((await stage.as('paishui', { url: `/api/incidents/${id}` })).statusCode).toBe(200)
    expect((await stage.as('gas', { url: `/api/incidents/${id}` })).statusCode).toBe(403)
    expect((await stage.as('gas', { url: `/api/trace/${id}` })).statusCode).toBe(403)
    expect(problemOf(await stage.actOn('gas', id, { act: 'accept' })).code).toBe('takesPart')
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
    const filed = await stage.actOn('acceptor', id, { act: 'file', matter: 'M001', condition: 'depth' }, { version })
    expect(filed.statusCode).toBe(200)
    await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: ['gas'] })
    expect(await reporter('paishui')).toEqual(masked)
    expect(await reporter('gas')).toEqual(masked)
    const wall = await stage.as('wall', { url: `/api/incidents/${id}` })
    expect(wall.statusCode).toBe(403)
    expect(wall.body).not.toContain('张')
    expect(stage.log.join('')).not.toContain('1234-1234')
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
