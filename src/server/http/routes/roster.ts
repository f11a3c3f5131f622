// The duty roster: read by the desk and those who look after it, put one day at a time.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { RosterDaySchema, RosterQuerySchema, RosterSchema } from '../../../wire/shifts.ts'
import { DAY_MS } from '../../../core/clock/calendar.ts'
import { invalid } from '../../problems.ts'
import { BRIEF_READERS, ROSTER_KEEPERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const MOST_DAYS = 100

export function rosterRoutes(app: App, { roster }: HttpDeps): void {
  app.get(
    paths.roster,
    {
      ...requireRole(BRIEF_READERS),
      schema: {
        tags: ['shifts'],
        querystring: RosterQuerySchema,
        response: { 200: RosterSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const { from, to } = request.query
      if (to < from || Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS)
        throw invalid('/to', { zh: '日期范围不对或过长', en: 'The dates are in the wrong order or too far apart' })
      return roster.between(from, to, actorOf(request).id)
    },
  )
  app.put(
    paths.roster,
    {
      ...requireRole(ROSTER_KEEPERS),
      schema: { tags: ['shifts'], body: RosterDaySchema, response: { 204: NoBody, default: ProblemSchema } },
    },
    async (request, reply) => {
      await roster.put(request.body, actorOf(request), request.ip)
      return reply.code(204).send()
    },
  )
}
