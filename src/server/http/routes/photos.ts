// Photos: kept once by their SHA-256. What the bytes are is read from the bytes, not from what the sender says.
import { createHash } from 'node:crypto'
import multipart from '@fastify/multipart'
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { ProblemError, forbidden, notFound } from '../../problems.ts'
import { CASE_ACTORS, CASE_READERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const MAX_BYTES = 8 * 1024 * 1024
/** Boundaries and headers around the one file. */
const ENVELOPE_BYTES = 16 * 1024

const tooLarge = (): ProblemError =>
  new ProblemError('tooLarge', { zh: '照片不得超过 8 MB', en: 'A photo may have at most 8 MB' }, { field: '/file' })

/** By magic bytes: JPEG, PNG or WebP. */
export function imageType(bytes: Buffer): 'image/jpeg' | 'image/png' | 'image/webp' | undefined {
  if (bytes.length >= 4 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'image/jpeg'
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (bytes.length >= 16 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp'
  return undefined
}

export async function photoRoutes(app: App, { db, cases, now }: HttpDeps): Promise<void> {
  await app.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1, fields: 4, parts: 5 } })
  app.post(
    paths.photos,
    {
      ...requireRole(CASE_ACTORS),
      schema: {
        tags: ['photos'],
        consumes: ['multipart/form-data'],
        response: { 201: Type.Object({ id: Type.String(), mime: Type.String() }), default: ProblemSchema },
      },
      // Said before the upload is taken. The rest is read and thrown away, or a browser would wait for ever to send it.
      onRequest: async (request) => {
        if (Number(request.headers['content-length'] ?? 0) <= MAX_BYTES + ENVELOPE_BYTES) return
        request.raw.resume()
        throw tooLarge()
      },
    },
    async (request, reply) => {
      const file = await request.file()
      if (!file) throw new ProblemError('invalid', { zh: '没有收到文件', en: 'No file was sent' }, { field: '/file' })
      const bytes = await file.toBuffer().catch((error: unknown) => {
        throw file.file.truncated ? tooLarge() : error
      })
      const mime = imageType(bytes)
      if (mime === undefined)
        throw new ProblemError(
          'wrongMediaType',
          { zh: '只接受 JPEG、PNG 或 WebP 照片', en: 'Only JPEG, PNG or WebP photos are taken' },
          { field: '/file' },
        )
      const id = createHash('sha256').update(bytes).digest('hex')
      await db.query
        .insertInto('photo')
        .values({ id, mime, bytes, created_by: actorOf(request).id, created_at: new Date(now()) })
        .onConflict((c) => c.column('id').doNothing())
        .execute()
      return reply.code(201).send({ id, mime })
    },
  )
  app.get(
    '/api/photos/:id',
    {
      ...requireRole(CASE_READERS),
      schema: { tags: ['photos'], params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const row = await db.query.selectFrom('photo').selectAll().where('id', '=', request.params.id).executeTakeFirst()
      if (!row) throw notFound({ zh: '照片', en: 'photo' })
      const isOwn = actor.role !== 'department' || row.created_by === actor.id
      if (!isOwn && !(await cases.departmentMaySee(actor.department ?? '', row.id)))
        throw forbidden({ zh: '照片不属于本部门的案卷', en: 'The photo is in no case of your department' })
      return reply
        .type(row.mime)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('content-disposition', 'inline')
        .send(row.bytes)
    },
  )
}
