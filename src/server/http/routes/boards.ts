// Boards of the walls: read by whoever may follow them, changed by the duty chief and the administrator. Every change is audited.
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Text } from '../../../core/text.ts'
import { ProblemSchema } from '../../../wire/api.ts'
import { BoardChangeSchema, BoardRowSchema, BoardSeenSchema, boardPaths, type BoardRow } from '../../../wire/boards.ts'
import { mayFollowSide } from '../../../wire/sideViews.ts'
import { forbidden, invalid } from '../../problems.ts'
import { WALL_KEEPERS, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })

export function boardRoutes(app: App, { wallRoom: { boards }, audit }: HttpDeps): void {
  const keepers = requireRole(WALL_KEEPERS)
  const written = (request: FastifyRequest, { id, board }: Pick<BoardRow, 'id' | 'board'>, text: Text): Promise<void> =>
    audit.write({
      ...askedBy(request),
      kind: 'configuration',
      subject: id,
      ok: true,
      text: { zh: `${text.zh}：${board.name.zh}`, en: `${text.en}: ${board.name.en}` },
    })

  app.get(
    boardPaths.list,
    {
      ...requireRole('signedIn'),
      schema: { tags: ['walls'], response: { 200: Type.Array(BoardRowSchema), default: ProblemSchema } },
    },
    async (request) => {
      if (!mayFollowSide('boards', actorOf(request).role))
        throw forbidden({ zh: '当前岗位不看大屏', en: 'This post has nothing to do with walls' })
      return [...boards.rows()]
    },
  )
  app.post(
    boardPaths.list,
    {
      ...keepers,
      schema: { tags: ['walls'], body: BoardChangeSchema, response: { 201: BoardRowSchema, default: ProblemSchema } },
    },
    async (request, reply) => {
      const row = await boards.put(request.body, actorOf(request), true)
      await written(request, row, { zh: '新建看板', en: 'Board made' })
      return reply.code(201).send(row)
    },
  )
  app.put(
    '/api/boards/:id',
    {
      ...keepers,
      schema: {
        tags: ['walls'],
        params: Params,
        body: BoardChangeSchema,
        response: { 200: BoardRowSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      if (request.body.board.id !== request.params.id)
        throw invalid('/board/id', { zh: '看板的编号不能更改', en: 'The id of a board cannot be changed' })
      const row = await boards.put(request.body, actorOf(request), false)
      await written(request, row, { zh: '修改看板', en: 'Board changed' })
      return row
    },
  )
  app.delete(
    '/api/boards/:id',
    {
      ...keepers,
      schema: {
        tags: ['walls'],
        params: Params,
        querystring: BoardSeenSchema,
        response: { 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const row = boards.rows().find((one) => one.id === request.params.id)
      await boards.remove(request.params.id, request.query.version, actorOf(request))
      if (row !== undefined) await written(request, row, { zh: '删除看板', en: 'Board removed' })
      return reply.code(204).send()
    },
  )
  app.post(
    '/api/boards/:id/restore',
    {
      ...keepers,
      schema: {
        tags: ['walls'],
        params: Params,
        body: BoardSeenSchema,
        response: { 200: BoardRowSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const row = await boards.restore(request.params.id, request.body.version, actorOf(request))
      await written(request, row, { zh: '看板恢复原样', en: 'Board restored' })
      return row
    },
  )
}
