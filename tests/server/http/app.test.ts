// What else the hub serves: photos, administration, health and documents, files.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Readable } from 'node:stream'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

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

  it('of 100 MB are refused over a real connection, announced or streamed', async () => {
    await stage.app.listen({ port: 0, host: '127.0.0.1' })
    const address = stage.app.server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const { token } = await stage.accounts.signIn('chief', PASSWORD, '10.9.9.9')
    const chunk = new Uint8Array(1024 * 1024)
    const form = new FormData()
    form.append('file', new Blob(Array<Uint8Array<ArrayBuffer>>(100).fill(chunk)), 'a.png')
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    const streamed = Readable.from([Buffer.from(head), ...Array.from({ length: 100 }, () => chunk)])
    const headers = { cookie: `yiwang_session=${token}` }
    const sent: (RequestInit & { duplex?: 'half' })[] = [
      { headers, body: form },
      {
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' },
        body: Readable.toWeb(streamed) as ReadableStream<Uint8Array>,
        duplex: 'half',
      },
    ]
    for (const init of sent) {
      const response = await fetch(`http://127.0.0.1:${port}/api/photos`, { method: 'POST', ...init })
      expect(response.status).toBe(413)
      expect(await response.json()).toMatchObject({ code: 'tooLarge', detailText: { zh: '照片不得超过 8 MB' } })
    }
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
      'postNotices',
      'departmentNotices',
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
