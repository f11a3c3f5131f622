// Photos: kept once by their SHA-256. What the bytes are is read from the bytes, not from what the sender says.
import multipart, { type MultipartFile } from '@fastify/multipart'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { PhotoMeta } from '../../../core/photo.ts'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { InstantSchema, LatSchema, LngSchema } from '../../../wire/schema.ts'
import { keepPhoto } from '../../photos/keep.ts'
import { ProblemError, forbidden, notFound } from '../../problems.ts'
import { CASE_ACTORS, CASE_READERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const MAX_BYTES = 8 * 1024 * 1024
/** Boundaries and headers around the one file. */
const ENVELOPE_BYTES = 16 * 1024

const tooLarge = (): ProblemError =>
  new ProblemError('tooLarge', { zh: '照片不得超过 8 MB', en: 'A photo may have at most 8 MB' }, { field: '/file' })

/** What the screen read out of the picture before it shrank it. */
const SaidSchema = Compile(
  Type.Object({
    takenAt: Type.Optional(InstantSchema),
    lng: Type.Optional(LngSchema),
    lat: Type.Optional(LatSchema),
  }),
)
/** A blank field says nothing; it is not 0° or 1970. */
function saidIn(fields: MultipartFile['fields']): PhotoMeta {
  const numbers = Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) =>
      part && !Array.isArray(part) && part.type === 'field' && typeof part.value === 'string' && /\S/.test(part.value)
        ? [[name, Number(part.value)]]
        : [],
    ),
  )
  if (!SaidSchema.Check(numbers))
    throw new ProblemError('invalid', {
      zh: '照片的拍摄时间或位置格式不对',
      en: 'The time or place of the photo is not in the agreed form',
    })
  const { takenAt, lng, lat } = numbers
  return {
    ...(takenAt !== undefined && { takenAt }),
    ...(lng !== undefined && lat !== undefined && { lng, lat }),
  }
}

export async function photoRoutes(app: App, { db, cases, reference, now, briefRoom }: HttpDeps): Promise<void> {
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
      const kept = await keepPhoto(db, {
        bytes,
        said: saidIn(file.fields),
        by: actorOf(request).id,
        at: now(),
        utcOffsetMinutes: reference.city.utcOffsetMinutes,
      })
      return reply.code(201).send(kept)
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
      const department = actor.department ?? ''
      const shown = async (): Promise<boolean> =>
        (await cases.departmentMaySee(department, row.id)) || (await briefRoom.supervision.shows(department, row.id))
      if (!isOwn && !(await shown()))
        throw forbidden({ zh: '照片不属于本部门的案卷', en: 'The photo is in no case of your department' })
      return reply
        .type(row.mime)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('content-disposition', 'inline')
        .send(row.bytes)
    },
  )
}
