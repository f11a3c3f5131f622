// Walls: pairing, what each says and what is wanted of it, what is put on them by hand. Every act of the desk is audited.
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Text } from '../../../core/text.ts'
import { ProblemSchema } from '../../../wire/api.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import {
  PairingApprovalSchema,
  PairingClaimSchema,
  PairingSchema,
  WallChangeSchema,
  WallKeysSchema,
  WallPushSchema,
  WallRowSchema,
  WallSaysSchema,
  wallPaths,
} from '../../../wire/walls.ts'
import { showText } from '../../../wire/wallWords.ts'
import { WALL_KEEPERS, WALL_PUSHERS, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import { giveCookie } from '../cookie.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })
/** A wall asks for a code once in ten minutes, and whether it was approved every few seconds; several may share an address. */
const CODES_PER_MINUTE = 10
const CLAIMS_PER_MINUTE = 240
/** Nobody types more; whoever guesses does not get far within the life of a code. */
const APPROVALS_PER_MINUTE = 10

export function wallRoutes(app: App, { wallRoom: { walls }, audit }: HttpDeps): void {
  const keepers = requireRole(WALL_KEEPERS)
  const pushers = requireRole(WALL_PUSHERS)
  const limited = (max: number) => ({ rateLimit: { max, timeWindow: 60_000 } })
  const written = (
    request: FastifyRequest,
    kind: 'account' | 'configuration',
    subject: string,
    text: Text,
  ): Promise<void> => audit.write({ ...askedBy(request), kind, subject, ok: true, text })

  app.get(
    wallPaths.list,
    { ...pushers, schema: { tags: ['walls'], response: { 200: Type.Array(WallRowSchema) } } },
    async () => [...walls.rows()],
  )
  app.post(
    wallPaths.pairing,
    {
      config: { access: 'anyone', ...limited(CODES_PER_MINUTE) },
      schema: { tags: ['walls'], response: { 201: PairingSchema, default: ProblemSchema } },
    },
    async (_request, reply) => reply.code(201).send(await walls.pair()),
  )
  app.post(
    wallPaths.claim,
    {
      config: { access: 'anyone', ...limited(CLAIMS_PER_MINUTE) },
      schema: {
        tags: ['walls'],
        body: PairingClaimSchema,
        response: {
          200: Type.Object({ id: Type.String() }),
          202: Type.Object({ expiresAt: InstantSchema }),
          default: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const claimed = await walls.claim(request.body.secret, request.ip)
      if ('waitingUntil' in claimed) return reply.code(202).send({ expiresAt: claimed.waitingUntil })
      giveCookie(reply, request, claimed.token)
      return reply.code(200).send({ id: claimed.signedIn.actor.id })
    },
  )
  app.post(
    wallPaths.list,
    {
      config: { ...keepers.config, ...limited(APPROVALS_PER_MINUTE) },
      schema: {
        tags: ['walls'],
        body: PairingApprovalSchema,
        response: { 201: WallRowSchema, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = await walls.approve(request.body)
      await written(request, 'account', row.id, { zh: `大屏配对：${row.name}`, en: `Wall paired: ${row.name}` })
      return reply.code(201).send(row)
    },
  )
  app.put(
    wallPaths.me,
    {
      ...requireRole(['wall']),
      schema: { tags: ['walls'], body: WallSaysSchema, response: { 204: NoBody, default: ProblemSchema } },
    },
    async (request, reply) => {
      await walls.say(actorOf(request), request.body)
      return reply.code(204).send()
    },
  )
  // Whoever stands before a wall may press visit mode, pin and skip there; nothing else is theirs to change.
  app.patch(
    wallPaths.me,
    {
      ...requireRole(['wall']),
      schema: { tags: ['walls'], body: WallKeysSchema, response: { 200: WallRowSchema, default: ProblemSchema } },
    },
    async (request) => walls.change(actorOf(request).id, request.body),
  )
  app.post(
    wallPaths.push,
    {
      ...pushers,
      schema: {
        tags: ['walls'],
        body: WallPushSchema,
        response: { 200: Type.Array(WallRowSchema), default: ProblemSchema },
      },
    },
    async (request) => {
      const rows = await walls.push(request.body, actorOf(request))
      const { show } = request.body
      const names = rows.map((row) => row.name).join('、')
      const what = show === null ? { zh: '撤回推送', en: 'Taken back' } : showText(show)
      await written(request, 'configuration', rows.map((row) => row.id).join(','), {
        zh: `${show === null ? '' : '推送上屏：'}${what.zh}（${names}）`,
        en: `${show === null ? '' : 'Put on walls: '}${what.en} (${names})`,
      })
      return [...rows]
    },
  )
  app.patch(
    '/api/walls/:id',
    {
      ...pushers,
      schema: {
        tags: ['walls'],
        params: Params,
        body: WallChangeSchema,
        response: { 200: WallRowSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const row = await walls.change(request.params.id, request.body)
      const changed = Object.keys(request.body).join(', ')
      await written(request, 'configuration', row.id, {
        zh: `修改大屏 ${row.name}：${changed}`,
        en: `Wall ${row.name} changed: ${changed}`,
      })
      return row
    },
  )
  app.post(
    '/api/walls/:id/revoke',
    {
      ...keepers,
      schema: { tags: ['walls'], params: Params, response: { 200: WallRowSchema, default: ProblemSchema } },
    },
    async (request) => {
      const row = await walls.revoke(request.params.id)
      await written(request, 'account', row.id, { zh: `停用大屏：${row.name}`, en: `Wall sent away: ${row.name}` })
      return row
    },
  )
}
