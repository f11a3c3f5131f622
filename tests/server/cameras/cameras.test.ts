// Pictures and streams through the hub: a real server behind, what may pass, what never does, and who may look.
import fastify, { type FastifyInstance } from 'fastify'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get as httpGet, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Actor, Role } from '../../../src/core/incident/types.ts'
import { openCameras } from '../../../src/server/cameras/cameras.ts'
import { addressIn, folderOf, rewritePlaylist } from '../../../src/server/cameras/playlist.ts'
import { guardRoutes } from '../../../src/server/http/access.ts'
import type { HttpDeps } from '../../../src/server/http/deps.ts'
import { answerErrors } from '../../../src/server/http/errors.ts'
import { useSchemas, type App } from '../../../src/server/http/provider.ts'
import { cameraRoutes } from '../../../src/server/http/routes/cameras.ts'
import { loadReference, indexReference } from '../../../src/server/reference/load.ts'
import { PICTURE_AT, STREAM_ENTRY } from '../../../src/wire/cameras.ts'
import { problemOf } from '../http/setup.ts'

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const SEGMENT = Buffer.alloc(376, 0x47)
let upstream: Server
let base = ''
let folder = ''
let app: FastifyInstance
let asked: IncomingMessage[] = []
let clock = 1_800_000_000_000
let say: (request: IncomingMessage, response: ServerResponse) => void = () => undefined

const PLAYLIST = [
  '#EXTM3U',
  '#EXT-X-MAP:URI="init.mp4"',
  '#EXT-X-KEY:METHOD=AES-128,URI="keys/k1.key"',
  '#EXTINF:4,',
  'seg 1.ts?token=s3cret&n=1',
  '#EXTINF:4,',
  '/live/cam/seg2.ts',
].join('\n')

beforeAll(async () => {
  upstream = createServer((request, response) => {
    asked.push(request)
    say(request, response)
  })
  await new Promise<void>((done) => void upstream.listen(0, '127.0.0.1', done))
  base = `127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const files = await loadReference('city/yangzhou')
  const reference = indexReference(files, clock)
  folder = await mkdtemp(join(tmpdir(), 'cameras-'))
  const camera = (id: string, more: object) => ({
    ...{ id, name: { zh: id, en: id }, lng: 119.4, lat: 32.4, area: '321002', owner: 'shuili', simulated: true },
    ...more,
  })
  await writeFile(
    join(folder, 'cameras.json'),
    JSON.stringify([
      camera('both', {
        picture: { url: `http://eye:p%40ss@${base}/pic.jpg?token=s3cret`, everyMs: 2000 },
        stream: { url: `http://eye:p%40ss@${base}/live/cam/index.m3u8?token=s3cret` },
      }),
      camera('none', {}),
      camera('leader-only', { audience: ['leader'] }),
    ]),
  )
  const cameras = await openCameras({ cityFolder: folder, reference, now: () => clock })
  app = fastify()
  answerErrors(app)
  guardRoutes(app, {
    bySession: async (cookie) => {
      const [role = '', department] = (cookie ?? '').split(':')
      const actor = { id: role, name: role, role: role as Role, ...(department ? { department } : {}) } as Actor
      return role === '' ? undefined : ({ actor, demo: false, expiresAt: clock } as never)
    },
  })
  useSchemas(app)
  // The routes of cameras ask for nothing else.
  cameraRoutes(app as unknown as App, { cameras } as HttpDeps)
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await new Promise((done) => upstream.close(done))
  await rm(folder, { recursive: true })
})

/** The path as it is written: no client tidies the dots. */
const raw = (
  path: string,
  who = 'dispatcher',
): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> =>
  new Promise((done, fail) => {
    const { port } = app.server.address() as AddressInfo
    httpGet({ host: '127.0.0.1', port, path, headers: { cookie: who } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    }).on('error', fail)
  })
const answer = (status: number, type: string, body: string | Buffer, more: Record<string, string> = {}) => {
  asked = []
  say = (_request, response) => response.writeHead(status, { 'content-type': type, ...more }).end(body)
}
const problem = (got: { headers: IncomingMessage['headers']; body: Buffer }) =>
  problemOf({ headers: got.headers, json: () => JSON.parse(got.body.toString()) as unknown })

describe('who may see which', () => {
  test.each([
    ['dispatcher', ['both', 'none']],
    ['wall', ['both', 'none']],
    ['leader', ['both', 'none', 'leader-only']],
    ['department:shuili', ['both', 'none', 'leader-only']],
    ['department:gas', []],
    ['collector', []],
  ])('%s', async (who, ids) => {
    const { body } = await raw('/api/cameras', who)
    expect((JSON.parse(body.toString()) as { id: string }[]).map((c) => c.id)).toEqual(ids)
  })
  it('is told no address, and to others a camera is none', async () => {
    const { body } = await raw('/api/cameras')
    for (const secret of [base, 's3cret', 'eye', 'm3u8']) expect(body.toString()).not.toContain(secret)
    expect(JSON.parse(body.toString())).toMatchObject([
      { id: 'both', pictureEveryMs: 2000, stream: true },
      { id: 'none', stream: false },
    ])
    expect((await raw('/api/cameras/both/picture', 'department:gas')).status).toBe(404)
    expect((await raw('/api/cameras/both/picture', '')).status).toBe(401)
  })
})

describe('a picture', () => {
  it('is fetched with the credentials of its address, once for all until the next is due', async () => {
    clock += 10_000
    answer(200, 'image/jpeg', JPEG)
    const [one, two] = await Promise.all([raw('/api/cameras/both/picture'), raw('/api/cameras/both/picture', 'wall')])
    expect(one.status).toBe(200)
    expect(one.body.equals(JPEG) && two.body.equals(JPEG)).toBe(true)
    expect(one.headers).toMatchObject({ 'content-type': 'image/jpeg', [PICTURE_AT]: String(clock) })
    expect(asked.map((r) => [r.url, r.headers.authorization])).toEqual([
      ['/pic.jpg?token=s3cret', `Basic ${Buffer.from('eye:p@ss').toString('base64')}`],
    ])
    clock += 2000
    await raw('/api/cameras/both/picture')
    expect(asked).toHaveLength(2)
  })

  test.each<[string, number, string, string | Buffer, Record<string, string>]>([
    ['a page', 200, 'text/html', '<script>1</script>', {}],
    ['an SVG', 200, 'image/svg+xml', '<svg/>', {}],
    ['no type', 200, '', JPEG, {}],
    ['a refusal', 401, 'image/jpeg', JPEG, {}],
    ['a redirect', 302, 'image/jpeg', JPEG, { location: 'http://127.0.0.1:1/' }],
    ['too much', 200, 'image/jpeg', Buffer.alloc(7 * 1024 * 1024), {}],
  ])('is not %s: a problem in both languages, nothing of the address in it', async (_, status, type, body, more) => {
    clock += 10_000
    answer(status, type, body, more)
    const got = await raw('/api/cameras/both/picture')
    expect(got.status).toBe(502)
    expect(problem(got)).toMatchObject({
      code: 'cameraFailed',
      detailText: { zh: expect.any(String), en: expect.any(String) },
    })
    expect(got.body.toString()).not.toMatch(/s3cret|127\.0\.0\.1|eye/)
  })
  it('of a camera without one is not connected', async () => {
    expect(problem(await raw('/api/cameras/none/picture')).detailText.zh).toContain('未接入画面')
    expect((await raw(`/api/cameras/none/stream/${STREAM_ENTRY}`)).status).toBe(404)
  })
})

describe('a stream', () => {
  it('has a playlist with addresses of the hub alone; segments are found under them', async () => {
    answer(200, 'application/vnd.apple.mpegurl', PLAYLIST)
    const got = await raw(`/api/cameras/both/stream/${STREAM_ENTRY}`)
    expect(got.body.toString().split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-MAP:URI="/api/cameras/both/stream/init.mp4"',
      '#EXT-X-KEY:METHOD=AES-128,URI="/api/cameras/both/stream/keys/k1.key"',
      '#EXTINF:4,',
      '/api/cameras/both/stream/seg%201.ts?n=1',
      '#EXTINF:4,',
      '/api/cameras/both/stream/seg2.ts',
    ])
    answer(200, 'video/mp2t', SEGMENT)
    const segment = await raw('/api/cameras/both/stream/seg%201.ts?n=1')
    expect([segment.status, segment.headers['content-type'], segment.body.equals(SEGMENT)]).toEqual([
      200,
      'video/mp2t',
      true,
    ])
    expect(asked.map((r) => [r.url, r.headers.authorization?.startsWith('Basic')])).toEqual([
      ['/live/cam/seg%201.ts?n=1&token=s3cret', true],
    ])
  })

  test.each([
    'http://127.0.0.1:1/x.ts',
    '//elsewhere.example/x.ts',
    '../other/x.ts',
    '/etc/passwd',
    'file:///etc/passwd',
    'data:text/plain,x',
  ])('whose playlist leads to %s is refused whole', async (address) => {
    answer(200, 'application/x-mpegurl', `#EXTM3U\n${address}`)
    expect((await raw(`/api/cameras/both/stream/${STREAM_ENTRY}`)).status).toBe(502)
    answer(200, 'application/x-mpegurl', `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${address}"\na.ts`)
    expect((await raw(`/api/cameras/both/stream/${STREAM_ENTRY}`)).status).toBe(502)
  })

  test.each([
    '../pic.jpg',
    'a/../../pic.jpg',
    '%2e%2e/pic.jpg',
    '..%2fpic.jpg',
    '%2E%2E%5Cpic.jpg',
    '%252e%252e/pic.jpg',
    '/pic.jpg',
    'a%00.ts',
  ])('gives nothing outside its folder: %s', async (path) => {
    answer(200, 'image/jpeg', JPEG)
    const got = await raw(`/api/cameras/both/stream/${path}`)
    expect([400, 404]).toContain(got.status)
    expect(asked).toEqual([])
  })
  it('takes an address for a name', async () => {
    answer(200, 'video/mp2t', SEGMENT)
    await raw('/api/cameras/both/stream/http://elsewhere.example/x.ts')
    expect(asked.every((r) => r.url?.startsWith('/live/cam/') === true)).toBe(true)
  })
  it('refuses pages and scripts where a segment was asked for', async () => {
    for (const type of ['text/html', 'application/javascript', 'image/svg+xml']) {
      answer(200, type, 'x')
      expect((await raw('/api/cameras/both/stream/seg2.ts')).status).toBe(502)
    }
  })
})

it('addresses are worked out without a server too', () => {
  const entry = new URL('https://u:p@cam.example/a/b/live.m3u8?k=1')
  const inside = folderOf(entry)
  expect(inside.href).toBe('https://cam.example/a/b/')
  expect(addressIn(inside, 'x/y.ts', '?n=2').href).toBe('https://cam.example/a/b/x/y.ts?n=2')
  expect(
    rewritePlaylist('#EXTM3U\nhttps://cam.example/a/b/low/v.m3u8?k=1', entry, inside, entry.searchParams, '/s/'),
  ).toBe('#EXTM3U\n/s/low/v.m3u8')
})

describe('the file', () => {
  it('of the shipped city is read: twelve cameras, simulated, none connected', async () => {
    const files = await loadReference('city/yangzhou')
    const cameras = await openCameras({
      cityFolder: 'city/yangzhou',
      reference: indexReference(files, clock),
      now: () => clock,
    })
    const list = cameras.list({ id: 'l', name: 'l', role: 'leader' } as Actor)
    expect(list).toHaveLength(12)
    expect(list.every((c) => c.simulated && !c.stream && c.pictureEveryMs === undefined)).toBe(true)
  })
  it('says what is wrong with it, in both languages; a city without one has none', async () => {
    const reference = indexReference(await loadReference('city/yangzhou'), clock)
    const where = await mkdtemp(join(tmpdir(), 'cameras-'))
    const open = () => openCameras({ cityFolder: where, reference, now: () => clock })
    expect((await open()).list({ id: 'l', name: 'l', role: 'leader' } as Actor)).toEqual([])
    const one = {
      id: 'a',
      name: { zh: 'a', en: 'a' },
      lng: 1,
      lat: 1,
      area: '999999',
      owner: 'nobody',
      simulated: true,
    }
    await writeFile(join(where, 'cameras.json'), JSON.stringify([one, one]))
    await expect(open()).rejects.toThrow(/没有这个区域：999999[^]*no such department: nobody[^]*stands twice/)
    await writeFile(join(where, 'cameras.json'), JSON.stringify([{ ...one, picture: { url: 'ftp://x', everyMs: 1 } }]))
    await expect(open()).rejects.toThrow(/cameras\.json › \/0\/picture/)
    await rm(where, { recursive: true })
  })
})
