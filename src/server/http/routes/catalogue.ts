// The catalogue: what stands, its history, previews, commits, and files out and in. Reading is for the desk too.
import multipart from '@fastify/multipart'
import Type from 'typebox'
import { cityDate } from '../../../core/clock/calendar.ts'
import type { Role } from '../../../core/incident/types.ts'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import {
  CATALOGUE_KINDS,
  CatalogueCommitSchema,
  CatalogueDraftSchema,
  CataloguePageSchema,
  CataloguePreviewSchema,
  CatalogueVersionSchema,
} from '../../../wire/catalogue.ts'
import { ProblemError, notFound } from '../../problems.ts'
import { ADMINISTRATOR, DESK, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const READERS = [...DESK, 'leader', 'administrator'] as const satisfies readonly Role[]
/** A whole catalogue is a tenth of it; other routes keep the small limit. */
const MAX_BYTES = 4 * 1024 * 1024
/** Boundaries and headers around the one file. */
const ENVELOPE_BYTES = 16 * 1024

const Kind = Type.Enum([...CATALOGUE_KINDS])
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const tooLarge = (): ProblemError =>
  new ProblemError('tooLarge', { zh: '文件不得超过 4 MB', en: 'A file may have at most 4 MB' }, { field: '/file' })

export async function catalogueRoutes(app: App, { catalogue, audit, reference, now }: HttpDeps): Promise<void> {
  await app.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1, fields: 4, parts: 5 } })
  const tags = ['catalogue']
  app.get(
    '/api/catalogue/export',
    {
      ...requireRole(READERS),
      schema: { tags, querystring: Type.Object({ format: Type.Enum(['xlsx', 'json']) }) },
    },
    async (request, reply) => {
      const { format } = request.query
      const file = await catalogue.exportAs(format, actorOf(request))
      await audit.write({
        ...askedBy(request),
        kind: 'export',
        subject: 'catalogue',
        ok: true,
        text: { zh: `导出目录（${format}）`, en: `Catalogue exported (${format})` },
      })
      const name = `catalogue-${reference.city.id}-${cityDate(now(), reference.city)}.${format}`
      return reply
        .type(format === 'xlsx' ? XLSX : 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(file)
    },
  )
  app.get(
    '/api/catalogue/:kind',
    {
      ...requireRole(READERS),
      schema: {
        tags,
        params: Type.Object({ kind: Kind }),
        response: { 200: CataloguePageSchema, default: ProblemSchema },
      },
    },
    async (request) => catalogue.entries(request.params.kind),
  )
  app.get(
    '/api/catalogue/:kind/:id/history',
    {
      ...requireRole(READERS),
      schema: {
        tags,
        params: Type.Object({ kind: Kind, id: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: { 200: Type.Array(CatalogueVersionSchema), default: ProblemSchema },
      },
    },
    async (request) => {
      const versions = await catalogue.history(request.params.kind, request.params.id)
      if (versions.length === 0) throw notFound({ zh: '条目', en: 'entry' })
      return [...versions]
    },
  )
  app.post(
    paths.cataloguePreview,
    {
      ...requireRole(ADMINISTRATOR),
      bodyLimit: MAX_BYTES,
      schema: { tags, body: CatalogueDraftSchema, response: { 200: CataloguePreviewSchema, default: ProblemSchema } },
    },
    async (request) => catalogue.preview(request.body),
  )
  app.post(
    paths.catalogue,
    {
      ...requireRole(ADMINISTRATOR),
      bodyLimit: MAX_BYTES,
      schema: {
        tags,
        body: CatalogueCommitSchema,
        response: { 200: Type.Object({ version: Type.String() }), default: ProblemSchema },
      },
    },
    async (request) => catalogue.commit(request.body, actorOf(request)),
  )
  app.post(
    paths.catalogueImport,
    {
      ...requireRole(ADMINISTRATOR),
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        response: { 200: CataloguePreviewSchema, default: ProblemSchema },
      },
      // Said before the upload is taken. The rest is read and thrown away, or a browser would wait for ever to send it.
      onRequest: async (request) => {
        if (Number(request.headers['content-length'] ?? 0) <= MAX_BYTES + ENVELOPE_BYTES) return
        request.raw.resume()
        throw tooLarge()
      },
    },
    async (request) => {
      const file = await request.file()
      if (!file) throw new ProblemError('invalid', { zh: '没有收到文件', en: 'No file was sent' }, { field: '/file' })
      const bytes = await file.toBuffer().catch((error: unknown) => {
        throw file.file.truncated ? tooLarge() : error
      })
      return catalogue.readImport(bytes)
    },
  )
}
