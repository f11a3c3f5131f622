// The interface described by the schemas that check it: OpenAPI for HTTP, AsyncAPI for MQTT.
import { asyncApi } from '../asyncapi.ts'
import { requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function documentRoutes(app: App, { reference }: HttpDeps): void {
  app.get('/api/openapi.json', { ...requireRole('anyone'), schema: { hide: true } }, async () => app.swagger())
  const document = asyncApi(reference.reference.sensorKinds.map((kind) => kind.id))
  app.get('/api/asyncapi.json', { ...requireRole('anyone'), schema: { hide: true } }, async () => document)
}
