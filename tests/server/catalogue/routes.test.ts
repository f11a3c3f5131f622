// The catalogue over HTTP: who may do what, limits, problem documents, files, the audit of exports.
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryId } from '../../../src/server/store/reference.ts'
import { paths } from '../../../src/wire/api.ts'
import {
  CATALOGUE_KINDS,
  CataloguePageSchema,
  CataloguePreviewSchema,
  type CatalogueCommit,
  type CataloguePage,
  type CataloguePreview,
} from '../../../src/wire/catalogue.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import { people, problemOf, stageApp, type Stage } from '../http/setup.ts'
import { putMatter, withLimit } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const ponding = (): Matter => stage.reference.matters.get('M001') ?? expect.fail('no M001')
const version = async (): Promise<string> =>
  (await stage.as('admin', { url: paths.catalogueKind('loop') })).json<CataloguePage>().version
const commit = async (amount: number): Promise<CatalogueCommit> => ({
  version: await version(),
  changes: [putMatter(withLimit(ponding(), 'depth', amount))],
  reason: '按本市口径',
})
const upload = (bytes: Buffer, boundary = 'x-y-z') => ({
  method: 'POST' as const,
  url: paths.catalogueImport,
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  payload: Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]),
})

describe('reading', () => {
  it.each(CATALOGUE_KINDS)('answers %s as its schema says', async (kind) => {
    const page: unknown = (await stage.as('admin', { url: paths.catalogueKind(kind) })).json()
    expect(Compile(CataloguePageSchema).Check(page)).toBe(true)
    expect((page as CataloguePage).entries.length).toBeGreaterThan(0)
  })

  it('is for the desk, leaders and administrators', async () => {
    for (const { username, role } of people) {
      const allowed = ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'administrator'].includes(role)
      for (const url of [
        paths.catalogueKind('loop'),
        paths.catalogueHistory('loop', 'loop'),
        paths.catalogueExport('json'),
      ])
        expect((await stage.as(username, { url })).statusCode, `${role} ${url}`).toBe(allowed ? 200 : 403)
    }
    expect((await stage.as(undefined, { url: paths.catalogueKind('loop') })).statusCode).toBe(401)
  })

  it('tells kinds and entries that are none', async () => {
    expect((await stage.as('admin', { url: '/api/catalogue/feed' })).statusCode).toBe(400)
    const none = await stage.as('admin', { url: paths.catalogueHistory('matter', 'M999@2026-01-01') })
    expect(problemOf(none)).toMatchObject({ status: 404, code: 'notFound' })
  })

  it('answers the history of an entry whose id has slashes', async () => {
    const id = entryId('formerCode', stage.files.formerCodes[0] as never)
    const response = await stage.as('leader', { url: paths.catalogueHistory('formerCode', id) })
    expect(response.json()).toEqual([expect.objectContaining({ origin: 'file' })])
  })
})

describe('changing', () => {
  it('is for administrators alone', async () => {
    const payload = await commit(4)
    for (const { username, role } of people.filter((p) => p.role !== 'administrator')) {
      for (const url of [paths.catalogue, paths.cataloguePreview])
        expect((await stage.as(username, { method: 'POST', url, payload })).statusCode, role).toBe(403)
      expect((await stage.as(username, upload(Buffer.from('{}')))).statusCode, role).toBe(403)
    }
  })

  it('previews, commits and shows the change to screens at once', async () => {
    const { reason, ...draft } = await commit(6)
    const preview = await stage.as('admin', { method: 'POST', url: paths.cataloguePreview, payload: draft })
    expect(Compile(CataloguePreviewSchema).Check(preview.json())).toBe(true)
    const done = await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: { ...draft, reason } })
    expect(done.statusCode).toBe(200)
    expect(done.json()).toEqual({ version: await version() })
    const city = (await stage.as('wall', { url: paths.city })).json<{ matters: Matter[] }>()
    const shown = city.matters.find((m) => m.code === 'M001')
    expect(shown?.conditions.find((c) => c.id === 'depth')?.limit.amount).toBe(6)
    const page = (await stage.as('admin', { url: paths.catalogueKind('matter') })).json<CataloguePage>()
    expect(page.entries.find((e) => e.id === entryId('matter', ponding()))).toMatchObject({
      by: '管理员',
      origin: 'desk',
    })
  })

  it('answers a conflict with who changed what, and a refusal with where', async () => {
    const stale = await commit(7)
    await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: await commit(8) })
    const conflict = problemOf(await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: stale }))
    expect(conflict).toMatchObject({
      status: 409,
      code: 'catalogueChanged',
      conflict: { by: '管理员', type: 'catalogue' },
    })
    expect(conflict.detail).toContain('matter M001@')
    const bad = { ...(await commit(9)), changes: [{ kind: 'matter', id: 'M001@2026-07-01', body: { code: 'M001' } }] }
    const refused = problemOf(await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: bad }))
    expect(refused).toMatchObject({ status: 422, code: 'refused' })
    const noReason = { ...(await commit(9)), reason: '  ' }
    expect(problemOf(await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: noReason })).field).toBe(
      '/reason',
    )
  })

  it('takes drafts up to 4 MB, here and nowhere else', async () => {
    const long = 'x'.repeat(3000)
    const draft = {
      version: await version(),
      changes: Array.from({ length: 300 }, (_, i) => ({ kind: 'matter', id: `${i}${long.slice(0, 150)}`, body: long })),
    }
    const response = await stage.as('admin', { method: 'POST', url: paths.cataloguePreview, payload: draft })
    expect(response.statusCode).toBe(200)
    expect(response.json<CataloguePreview>().problems.length).toBe(300)
    const larger = { ...draft, changes: [{ kind: 'matter', id: 'x', body: 'x'.repeat(4 * 1024 * 1024) }] }
    const refused = await stage.as('admin', { method: 'POST', url: paths.cataloguePreview, payload: larger })
    expect(problemOf(refused).code).toBe('tooLarge')
  })
})

describe('files', () => {
  it.each([
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['json', 'application/json; charset=utf-8'],
  ] as const)('go out as %s, audited, and come back unchanged', async (format, type) => {
    const out = await stage.as('leader', { url: paths.catalogueExport(format) })
    expect(out.statusCode).toBe(200)
    expect(out.headers['content-type']).toBe(type)
    expect(out.headers['content-disposition']).toMatch(new RegExp(`^attachment; filename="catalogue-.*\\.${format}"$`))
    const [line] = await stage.audit.list({ kind: 'export', limit: 1 })
    expect(line).toMatchObject({ subject: 'catalogue', actor: { id: 'leader' } })
    expect(line?.text.zh).toContain(format)
    const back = await stage.as('admin', upload(out.rawPayload))
    expect(back.json<CataloguePreview>()).toMatchObject({ changes: [], problems: [] })
  })

  it('larger than 4 MB are refused before they are read, others by what they are', async () => {
    const large = await stage.as('admin', upload(Buffer.alloc(5 * 1024 * 1024)))
    expect(problemOf(large)).toMatchObject({ status: 413, field: '/file' })
    const picture = await stage.as('admin', upload(Buffer.from('89504e470d0a1a0a', 'hex')))
    expect(problemOf(picture)).toMatchObject({ status: 415, field: '/file' })
    const none = await stage.as('admin', {
      ...upload(Buffer.alloc(0)),
      payload: '--x-y-z\r\ncontent-disposition: form-data; name="note"\r\n\r\na\r\n--x-y-z--\r\n',
    })
    expect(problemOf(none)).toMatchObject({ status: 400, field: '/file' })
  })
})
