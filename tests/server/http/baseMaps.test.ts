// Base maps over HTTP against a map server of the test's own: tiles with a key, failures, archives by ranges, and no way around.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { BaseMapsView } from '../../../src/wire/reference/baseMaps.ts'
import { problemOf, stageApp, type Stage } from './setup.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const KEY = 'top-secret'
let stage: Stage
let server: Server
let asked: string[] = []
let mode: 'well' | 'broken' | 'page' = 'well'

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (mode === 'broken') return response.writeHead(500).end('no')
    if (mode === 'page') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>no right</html>')
    if (request.url?.includes('/9/') === true) return response.writeHead(404).end()
    if (request.url === '/style.json')
      return response.end(
        JSON.stringify({ version: 8, sources: { v: { type: 'vector', tiles: ['/v/{z}/{x}/{y}'] } }, layers: [] }),
      )
    if (request.url === '/map.pmtiles') {
      const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
      const part = Buffer.from('PMTiles archive').subarray(Number(range?.[1]), Number(range?.[2]) + 1)
      return response.writeHead(206, { 'content-range': 'bytes 0-6/15', etag: '"v1"' }).end(part)
    }
    return response.writeHead(200, { 'content-type': 'image/png' }).end(PNG)
  }).listen(0, '127.0.0.1')
  await new Promise((up) => server.once('listening', up))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const notice = { zh: '来源', en: 'Source' }
  const common = (id: string, type: string) => ({ id, type, crs: 'cgcs2000', notice, name: { zh: id, en: id } })
  stage = await stageApp(
    {},
    async (city) => {
      await writeFile(join(city, 'map', 'own.pmtiles'), 'PMTiles of our own')
      await writeFile(join(city, 'map', 'secret.key'), 'no')
      await writeFile(
        join(city, 'base-maps.json'),
        JSON.stringify({
          base: [
            { ...common('grey', 'raster'), tiles: [`${url}/g/{z}/{x}/{y}?tk={key}`] },
            { ...common('keyless', 'raster'), tiles: [`${url}/k/{z}/{x}/{y}?tk={key}`] },
            { ...common('own', 'pmtiles'), file: 'own.pmtiles' },
            { ...common('far', 'pmtiles'), url: `${url}/map.pmtiles` },
            { ...common('day', 'style'), url: `${url}/style.json` },
          ],
        }),
      )
    },
    { grey: KEY },
  )
}, 60_000)
beforeEach(() => {
  asked = []
  mode = 'well'
})
afterAll(async () => {
  await stage.stop()
  server.close()
})
const get = (url: string, headers: Record<string, string> = {}) => stage.as('wall', { url, headers })

it('lists bases without addresses and keys, the bundled one among them, to whoever is signed in', async () => {
  expect((await stage.as(undefined, { url: '/api/base-maps' })).statusCode).toBe(401)
  const answer = await get('/api/base-maps')
  const { bases } = answer.json<BaseMapsView>()
  expect(bases.map((b) => b.id)).toEqual(['grey', 'keyless', 'own', 'far', 'day', 'bundled'])
  expect(bases.map((b) => b.archive).filter(Boolean)).toEqual(['/city/map/own.pmtiles', '/city/base/far/archive'])
  expect(answer.body).not.toMatch(/127\.0\.0\.1|top-secret/)
})

it('fetches a tile once with the key and keeps it', async () => {
  expect((await stage.as(undefined, { url: '/city/tiles/grey/0/3/6/3' })).statusCode).toBe(401)
  const [first, second] = await Promise.all([get('/city/tiles/grey/0/3/6/3'), get('/city/tiles/grey/0/3/6/3')])
  expect(first.statusCode).toBe(200)
  expect(first.headers['content-type']).toBe('image/png')
  expect(first.rawPayload.equals(PNG)).toBe(true)
  expect(second.rawPayload.equals(PNG)).toBe(true)
  mode = 'broken'
  expect((await get('/city/tiles/grey/0/3/6/3')).statusCode).toBe(200)
  expect(asked).toEqual([`/g/3/6/3?tk=${KEY}`])
  expect(first.headers['cache-control']).toContain('max-age')
})

it('answers nothing for what is not there, and 502 for what is broken, without the key', async () => {
  const none = await get('/city/tiles/grey/0/9/1/1')
  expect(none.statusCode).toBe(200)
  expect(none.rawPayload.subarray(1, 4).toString()).toBe('PNG')
  for (const [next, said] of [
    ['broken', '500'],
    ['page', 'no image'],
  ] as const) {
    mode = next
    const bad = await get('/city/tiles/grey/0/4/6/3')
    expect(bad.statusCode).toBe(502)
    expect(problemOf(bad).detailText.en).toContain(said)
    expect(problemOf(bad).detailText.zh).toMatch(/底图服务器：答复/)
    expect(bad.body).not.toContain(KEY)
  }
  const keyless = await get('/city/tiles/keyless/0/4/6/3')
  expect(keyless.statusCode).toBe(502)
  expect(problemOf(keyless).detailText.en).toContain('no key for keyless in MAP_KEYS')
  expect(stage.log.join('\n')).toContain('a base map could not be fetched')
  expect(stage.log.join('\n')).not.toContain(KEY)
})

it.each([
  '/city/tiles/none/0/3/6/3',
  '/city/tiles/grey/1/3/6/3',
  '/city/tiles/grey/0/3/8/3',
  '/city/tiles/day/other/3/6/3',
  '/city/tiles/own/0/3/6/3',
  '/city/base/grey/style',
  '/city/base/own/archive',
  '/city/base/grey/sprite.json',
])('knows no %s', async (url) => {
  expect((await get(url, { range: 'bytes=0-1' })).statusCode).toBe(404)
  expect(asked.filter((a) => a !== '/style.json')).toEqual([])
})

it('gives a style that asks only the hub', async () => {
  const style = await get('/city/base/day/style')
  expect(style.json()).toEqual({
    version: 8,
    sources: { v: { type: 'vector', tiles: ['/city/tiles/day/v/{z}/{x}/{y}'] } },
    layers: [],
  })
  expect((await get('/city/tiles/day/v/9/1/1')).statusCode).toBe(204)
})

it('serves archives by ranges', async () => {
  const own = await get('/city/map/own.pmtiles', { range: 'bytes=0-6', 'accept-encoding': 'gzip, br' })
  expect(own.statusCode).toBe(206)
  expect(own.body).toBe('PMTiles')
  expect(own.headers['content-range']).toBe('bytes 0-6/18')
  expect(own.headers['content-encoding']).toBeUndefined()
  const far = await get('/city/base/far/archive', { range: 'bytes=0-6' })
  expect([far.statusCode, far.body, far.headers['content-range'], far.headers['etag']]).toEqual([
    206,
    'PMTiles',
    'bytes 0-6/15',
    '"v1"',
  ])
  expect((await get('/city/base/far/archive')).statusCode).toBe(400)
  expect((await get('/city/base/far/archive', { range: 'bytes=0-99999999' })).statusCode).toBe(400)
})

it.each([
  '/city/map/secret.key',
  '/city/map/notes.md',
  '/city/map/..%2fbase-maps.json',
  '/city/map/%2e%2e/base-maps.json',
  '/city/map/../base-maps.json',
  '/city/map/..%5cbase-maps.json',
])('keeps %s to itself', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.body).not.toContain('tk=')
})
