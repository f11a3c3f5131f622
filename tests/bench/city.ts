// The hub under the bench: a whole one on disk, with the devices of a load announced as the registry announces them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestHub, until, type TestHub } from '../support/hub.ts'
import { GATEWAY, announcements, type Shape } from './load.ts'

export interface BenchHub extends TestHub {
  readonly secret: string
}

export async function startBenchHub(
  shapes: readonly Shape[],
  devices: number,
  options: { readonly webFolder?: string } = {},
): Promise<BenchHub> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
  const hub = await startTestHub({ folder, ...options })
  const secret = 'bench-gateway-secret'
  await hub.accounts.setGatewaySecret(GATEWAY, secret)
  const streets = [...hub.reference.areas.values()].flatMap(({ code, lng, lat, kind }) =>
    kind === 'street' && lng !== undefined && lat !== undefined ? [{ code, lng, lat }] : [],
  )
  const registry = await hub.gateway('gw-registry')
  for (const shape of shapes)
    for (const message of announcements(shape, devices, streets))
      await registry.publishAsync('sim/registry/devices', JSON.stringify(message), { qos: 1 })
  await until(async () => {
    const { rows } = await hub.db.pool.query<{ n: number }>(
      `select count(*)::int as n from sensor where device like 'b-%'`,
    )
    return rows[0]?.n === devices * shapes.length
  })
  return {
    ...hub,
    secret,
    stop: async () => {
      await hub.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
