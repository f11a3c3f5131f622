// Snapshots: all rows of a view as of one sequence number, deltas follow over MQTT; and what of the deltas was missed.
import Type from 'typebox'
import { paths } from '../../../wire/api.ts'
import { SinceSchema } from '../../../wire/since.ts'
import { SIDE_MESSAGES, mayFollowSide } from '../../../wire/sideViews.ts'
import { SIDE_VIEWS, VIEWS, WALL_VIEWS } from '../../../wire/topics.ts'
import { SensorSnapshotSchema, VIEW_MESSAGES, isPresent } from '../../../wire/views.ts'
import { forbidden } from '../../problems.ts'
import { actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const filter = {
  district: Type.Optional(Type.String({ maxLength: 15 })),
  kind: Type.Optional(Type.String({ maxLength: 64 })),
}
const bytes = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: Type.Any() } },
})

export function snapshotRoutes(app: App, { live }: HttpDeps): void {
  app.get(
    '/api/snapshot/:view',
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['live'],
        params: Type.Object({ view: Type.Enum([...VIEWS, ...SIDE_VIEWS]) }),
        response: {
          200: Type.Union([
            ...VIEWS.map((view) => VIEW_MESSAGES[view]),
            ...SIDE_VIEWS.map((view) => SIDE_MESSAGES[view]),
          ]),
        },
      },
    },
    async (request, reply) => {
      const { role, department } = actorOf(request)
      const ofWalls = role === 'wall' ? WALL_VIEWS.find((name) => name === request.params.view) : undefined
      if (ofWalls !== undefined) return reply.send(live.forWall(ofWalls))
      switch (request.params.view) {
        case 'incidents':
          // A department account without a department sees no case at all.
          return reply.send(live.incidents(role === 'department' ? (department ?? '') : undefined))
        case 'alarms':
          return reply.send(live.alarms())
        case 'indicators':
          return reply.send(live.indicators())
        case 'status':
          return reply.send(live.status())
        case 'notices':
          // Those of one's post or department; the wall and the administrator are told nothing, and see that.
          return reply.send(live.notices(role === 'department' ? `department:${department ?? ''}` : role))
        case 'warnings':
          return reply.send(live.warnings())
        case 'walls':
        case 'boards':
        case 'emergencies':
          if (!mayFollowSide(request.params.view, role))
            throw forbidden({ zh: '当前岗位不看大屏', en: 'This post has nothing to do with walls' })
          return reply.send(live.side(request.params.view))
        case 'presence':
          if (!isPresent(role))
            throw forbidden({ zh: '当前岗位不看在场情况', en: 'This post is not told who has which case open' })
          return reply.send(live.presence())
      }
    },
  )
  app.get(
    paths.sensors,
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['live'],
        querystring: Type.Object(filter),
        response: { 200: SensorSnapshotSchema },
      },
    },
    async (request, reply) => reply.send(live.sensors(request.query)),
  )
  app.get(
    paths.sensorColumns,
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['live'],
        querystring: Type.Object({ ...filter, depth: Type.Optional(Type.Enum(['states', 'values'])) }),
        response: { 200: bytes('The same as columns; layout and codec in src/wire/sensorColumns.ts.') },
      },
    },
    async (request, reply) =>
      reply
        .type('application/octet-stream')
        .send(Buffer.from(live.hot.columns(request.query, request.query.depth === 'values').buffer)),
  )
  app.post(
    paths.sensorsSince,
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['live'],
        body: SinceSchema,
        response: { 200: bytes('What changed since; layout and codec in src/wire/since.ts.') },
      },
    },
    async (request, reply) =>
      reply.type('application/octet-stream').send(Buffer.from(live.hot.since(request.body).buffer)),
  )
}
