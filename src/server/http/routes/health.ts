// Is the hub ready, and its figures for Prometheus. Open to anyone who reaches the port: nothing personal is in them.
import { paths } from '../../../wire/api.ts'
import { StatusSchema } from '../../../wire/views.ts'
import { requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function healthRoutes(app: App, { health, metrics }: HttpDeps): void {
  app.get(
    paths.health,
    {
      ...requireRole('anyone'),
      schema: { tags: ['health'], response: { 200: StatusSchema, 503: StatusSchema } },
    },
    async (_request, reply) => {
      const { ready, reasons, status } = health()
      return reply.code(ready ? 200 : 503).send({ ...status, ready, reasons: [...reasons] })
    },
  )
  app.get(paths.metrics, { ...requireRole('anyone'), schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics()),
  )
}
