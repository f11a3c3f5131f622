// Files: the built web application with its hashed assets, and the city's map. Paths of the application's own
// router answer index.html; nothing under /api does.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { HttpDeps } from './deps.ts'
import { noSuchPath } from './errors.ts'

const YEAR_S = 31_536_000

export async function serveFiles(app: FastifyInstance, { cityFolder, webFolder }: HttpDeps): Promise<void> {
  const map = join(cityFolder, 'map')
  if (existsSync(map))
    await app.register(async (scope) => {
      await scope.register(fastifyStatic, {
        root: map,
        prefix: '/city/map/',
        decorateReply: false,
        index: false,
        // Sources and notes lie beside the map; only the map is served. Archives of tiles are asked for by ranges.
        allowedPath: (path) => /^\/?[a-z0-9.-]+\.(geojson|pmtiles)$/.test(path),
        cacheControl: false,
        setHeaders: (reply, path) => {
          const type = path.endsWith('.pmtiles') ? 'application/octet-stream' : 'application/geo+json; charset=utf-8'
          void reply.type(type).header('cache-control', 'public, max-age=300')
        },
      })
    })
  const page = webFolder !== undefined && existsSync(join(webFolder, 'index.html')) ? webFolder : undefined
  if (page !== undefined)
    await app.register(fastifyStatic, {
      root: page,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.includes(`${join(page, 'assets')}/`)
        void reply.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(api|city|assets|metrics|mqtt)(\/|$)/.test(path) &&
      !/\.[a-z0-9]+$/i.test(path)
    if (!isPage || page === undefined) throw noSuchPath()
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
