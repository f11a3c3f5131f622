// What else the hub serves: administration, health and documents, files.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

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
    const id = await stage.newCase()
    expect((await stage.actOn('admin', id, { act: 'note', text: '管理员' })).statusCode).toBe(403)
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
      expect.arrayContaining(['/api/session', '/api/incidents/{id}/acts', '/api/photos', '/api/briefs/{key}']),
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
      'presence',
      'warnings',
      'walls',
      'boards',
      'emergencies',
      'departmentIncidents',
      'wallIncidents',
      'wallAlarms',
      'wallEmergencies',
      'postNotices',
      'departmentNotices',
      'frames',
      'units',
      'states',
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
