// Base maps for whoever is signed in: the list, styles, and tiles that the hub fetches from configured servers only.
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { BaseMapsViewSchema, basePaths } from '../../../wire/reference/baseMaps.ts'
import type { Piece } from '../../basemap/bases.ts'
import { UpstreamError, reasonIn } from '../../basemap/upstream.ts'
import { ProblemError, notFound } from '../../problems.ts'
import { requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

/** A map asks for dozens of tiles at every move, and offices share one address. */
const TILES_PER_MINUTE = 60_000
/** Bytes of an archive asked for at once. */
const LARGEST_RANGE = 8 * 1024 * 1024

const Name = Type.String({ pattern: '^[A-Za-z0-9@._-]+$', maxLength: 64 })
const Source = Type.String({ minLength: 1, maxLength: 200 })
const Count = Type.Integer({ minimum: 0, maximum: 2 ** 24 })
const access = {
  config: { ...requireRole('signedIn').config, rateLimit: { max: TILES_PER_MINUTE, timeWindow: 60_000 } },
}

/** What could not be fetched is said without the address, which may hold a key. */
async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    throw new ProblemError('baseUnreachable', {
      zh: `底图服务器：${reasonIn(error.message)}`,
      en: `the server of the base map: ${error.message}`,
    })
  }
}

async function piece(reply: FastifyReply, asked: Promise<Piece | undefined>): Promise<FastifyReply> {
  const found = await reached(asked)
  if (found === undefined) throw notFound({ zh: '没有这块底图', en: 'There is no such part of a base map' })
  // Foreign bytes under our own address: never a document of ours.
  void reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
  const kept = found.isFleeting === true ? 'no-store' : 'private, max-age=3600'
  void reply.header('cache-control', kept).type(found.type)
  return found.body.length === 0 ? reply.code(204).send() : reply.send(found.body)
}

export function baseMapRoutes(app: App, { bases }: HttpDeps): void {
  const tags = ['baseMaps']
  app.get(
    basePaths.list,
    { ...requireRole('signedIn'), schema: { tags, response: { 200: BaseMapsViewSchema } } },
    async () => bases.view(),
  )
  app.get(
    '/city/base/:base/style',
    { ...access, schema: { tags, params: Type.Object({ base: Name }) } },
    async ({ params }, reply) => {
      const style = await reached(bases.style(params.base))
      if (style === undefined) throw notFound({ zh: '这个底图没有样式', en: 'This base map has no style' })
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(style))
    },
  )
  app.get(
    '/city/base/:base/:sprite',
    {
      ...access,
      schema: {
        tags,
        params: Type.Object({ base: Name, sprite: Type.String({ pattern: '^sprite(@2x)?\\.(json|png)$' }) }),
      },
    },
    async ({ params }, reply) => piece(reply, bases.sprite(params.base, params.sprite.slice('sprite'.length))),
  )
  app.get(
    '/city/base/:base/data/:source',
    { ...access, schema: { tags, params: Type.Object({ base: Name, source: Source }) } },
    async ({ params }, reply) => piece(reply, bases.data(params.base, params.source)),
  )
  app.get(
    '/city/tiles/:base/:source/:z/:x/:y',
    { ...access, schema: { tags, params: Type.Object({ base: Name, source: Source, z: Count, x: Count, y: Count }) } },
    async ({ params: { base, source, ...at } }, reply) => piece(reply, bases.tile(base, source, at)),
  )
  app.get(
    '/city/base/:base/archive',
    { ...access, schema: { tags, params: Type.Object({ base: Name }) } },
    async ({ params, headers }, reply) => {
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []
      const size = Number(to) - Number(from) + 1
      if (!(size > 0 && size <= LARGEST_RANGE))
        throw new ProblemError('invalid', { zh: '须按不超过 8 MB 的范围读取', en: 'Ask for a range of at most 8 MB' })
      const answer = await reached(bases.archive(params.base, `bytes=${from}-${to}`))
      if (answer === undefined) throw notFound({ zh: '没有这个底图', en: 'There is no such base map' })
      for (const name of ['content-range', 'etag', 'last-modified']) {
        const value = answer.headers.get(name)
        if (value !== null) void reply.header(name, value)
      }
      return reply.code(206).header('cache-control', 'no-store').type('application/octet-stream').send(answer.body)
    },
  )
}
