// The HTTP application: safety nets first, then the routes, then the files. main.ts listens; nothing here opens a port.
import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { constants } from 'node:zlib'
import { guardRoutes } from './access.ts'
import type { HttpDeps } from './deps.ts'
import { answerErrors } from './errors.ts'
import { serveFiles } from './files.ts'
import { checkOrigin } from './origin.ts'
import { type App, useSchemas } from './provider.ts'
import { ROUTES } from './routes/registry.ts'

/** JSON bodies; photos have their own limit. */
const BODY_LIMIT = 256 * 1024
/** A photo from a phone at the edge of the network. */
const SLOWEST_UPLOAD_MS = 120_000
/** Many screens and the simulated staff share the loopback address. */
const REQUESTS_PER_MINUTE = 6_000

export async function buildApp(deps: HttpDeps): Promise<FastifyInstance> {
  const { options = {} } = deps
  const app: FastifyInstance = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: SLOWEST_UPLOAD_MS,
    genReqId: () => randomUUID(),
    // Ids of a caller's choosing would let him forge what the log says.
    requestIdHeader: false,
    routerOptions: { maxParamLength: 300 },
  })
  answerErrors(app)
  app.removeContentTypeParser('text/plain')
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        // Streams are put together in the page.
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // On an intranet without TLS browsers ignore these with a console error on every page.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
  await app.register(compress, {
    threshold: 1024,
    // Quality 11, the default, costs seconds on a full sensor snapshot.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Yiwang 一网统管', version: '1', description: 'HTTP interface of the hub.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yiwang_session' } } },
    },
  })
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      global: true,
      max: options.requestsPerMinute ?? REQUESTS_PER_MINUTE,
      timeWindow: 60_000,
    })
    guardRoutes(scope, deps.accounts)
    scope.addHook('onRequest', async (request) => checkOrigin(request, options.allowedOrigins ?? []))
    scope.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    })
    useSchemas(scope)
    for (const routes of ROUTES) await scope.register(async (room) => routes(room as App, deps))
  })
  await serveFiles(app, deps)
  return app
}
