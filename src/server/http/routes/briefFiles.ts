// A brief as a file: DOCX, XLSX and plain text. Each is a line of the audit log and counts as read.
import Type from 'typebox'
import { BriefKeySchema } from '../../../wire/briefs.ts'
import { words } from '../../../wire/schema.ts'
import { briefFile, dispositionOf, FILE_FORMS } from '../../brief/forms/file.ts'
import { notFound } from '../../problems.ts'
import { BRIEF_READERS, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function briefFileRoutes(app: App, { briefRoom, audit, reference }: HttpDeps): void {
  for (const form of FILE_FORMS)
    app.get(
      `/api/briefs/:key/file.${form}`,
      {
        ...requireRole(BRIEF_READERS),
        schema: {
          tags: ['briefs'],
          params: Type.Object({ key: BriefKeySchema }),
          querystring: Type.Object({ lang: Type.Optional(words('zh', 'en')) }),
        },
      },
      async (request, reply) => {
        const { key } = request.params
        const reader = actorOf(request)
        const brief = await briefRoom.briefs.get(key, reader)
        if (!brief) throw notFound({ zh: '简报', en: 'brief' })
        const { city } = reference
        const file = await briefFile(brief, form, {
          lang: request.query.lang ?? 'zh',
          cityName: city.name,
          utcOffsetMinutes: city.utcOffsetMinutes,
          base: briefRoom.publicUrl ?? `${request.protocol}://${request.host}`,
        })
        await audit.write({
          ...askedBy(request),
          kind: 'export',
          subject: `brief/${key}`,
          ok: true,
          text: { zh: `导出简报 ${key}（${form}）`, en: `Brief ${key} exported (${form})` },
        })
        await briefRoom.briefs.markRead(key, reader, form)
        return reply.type(file.type).header('content-disposition', dispositionOf(file)).send(file.bytes)
      },
    )
}
