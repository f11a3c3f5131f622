// What people do with alarms: acknowledge, shelve, unshelve.
import Type from 'typebox'
import { AlarmActSchema } from '../../../wire/acts.ts'
import { AlarmRowSchema } from '../../../wire/views.ts'
import { notFound, invalid } from '../../problems.ts'
import { DESK, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

/** ISA-18.2 practice: shelving ends by itself within a shift. */
const LONGEST_SHELF_MS = 12 * 3_600_000

export function alarmRoutes(app: App, { live, now }: HttpDeps): void {
  app.post(
    '/api/alarms/:id/acts',
    {
      ...requireRole(DESK),
      schema: {
        tags: ['alarms'],
        params: Type.Object({ id: Type.String() }),
        body: AlarmActSchema,
        response: { 200: AlarmRowSchema },
      },
    },
    async (request) => {
      const { body } = request
      if (body.act === 'shelve' && (body.untilAt <= now() || body.untilAt > now() + LONGEST_SHELF_MS))
        throw invalid('/untilAt', {
          zh: '搁置截止时间须晚于当前、不超过 12 小时',
          en: 'Shelving must end after now and within 12 hours',
        })
      const row = await live.actOnAlarm(request.params.id, body, actorOf(request))
      if (!row) throw notFound({ zh: '告警', en: 'alarm' })
      return row
    },
  )
}
