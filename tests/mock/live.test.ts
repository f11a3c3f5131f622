// The simulated city over a real broker: its gateways sign in each for itself, devices come first, nothing is lost by a broken line.
import { createServer, type Server } from 'node:net'
import { Aedes } from 'aedes'
import { afterEach, describe, expect, it } from 'vitest'
import { Live } from '../../mock/live.ts'
import { loadScenario } from '../../mock/scenarios/load.ts'
import { reference, stage } from './cities.ts'

const until = async (holds: () => boolean, withinMs = 20_000): Promise<void> => {
  const end = Date.now() + withinMs
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface Broker {
  readonly aedes: Aedes
  readonly server: Server
  readonly port: number
  readonly users: Map<string, string>
  readonly heard: { topic: string; by: string }[]
  readonly refused: string[]
}

async function openBroker(secrets: Readonly<Record<string, string>>): Promise<Broker> {
  const users = new Map<string, string>()
  const heard: { topic: string; by: string }[] = []
  const refused: string[] = []
  const aedes = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      const isKnown = username !== undefined && secrets[username] === password?.toString()
      if (isKnown) users.set(client.id, username)
      else refused.push(username ?? '')
      done(null, isKnown)
    },
  })
  aedes.on('publish', (packet, client) => {
    if (client) heard.push({ topic: packet.topic, by: users.get(client.id) ?? '' })
  })
  const server = createServer(aedes.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { aedes, server, port: address.port, users, heard, refused }
}

describe('Live', () => {
  let broker: Broker | undefined
  let live: Live | undefined
  afterEach(async () => {
    await live?.stop()
    await new Promise<void>((resolve) => (broker ? broker.aedes.close(() => resolve()) : resolve()))
    broker?.server.close()
  })
  const gateways = [
    ...new Set(reference.feeds.filter((f) => f.simulated && f.id.startsWith('sim-')).map((f) => f.gateway)),
  ]
  const secrets = Object.fromEntries(gateways.map((g) => [g, `secret of ${g}`]))
  const start = (port: number, said: string[], own: Readonly<Record<string, string>> = secrets): Live => {
    const one = new Live({
      url: `mqtt://127.0.0.1:${port}`,
      secrets: own,
      input: { reference, seed: 'test', scenario: loadScenario('ordinary'), speed: 1 },
      stage,
      say: (line) => said.push(line),
      onStart: () => said.push('started'),
    })
    one.start()
    return one
  }

  it('publishes each feed by its own gateway, devices before values', async () => {
    broker = await openBroker(secrets)
    const { heard, users } = broker
    live = start(broker.port, [])
    await until(() => heard.length > 2_500)
    expect(new Set(users.values())).toEqual(new Set(gateways))
    const gatewayOf = (prefix: string): Set<string> =>
      new Set(heard.filter((h) => h.topic.startsWith(prefix)).map((h) => h.by))
    expect(gatewayOf('drainage/')).toEqual(new Set(['gw-drainage']))
    expect(gatewayOf('/hfp/v1/section/')).toEqual(new Set(['gw-traffic']))
    expect(gatewayOf('环保/')).toEqual(new Set(['gw-ecology']))
    const lots = heard.findLastIndex((h, i) => h.topic === 'sim/registry/devices' && i < 200)
    expect(lots).toBeGreaterThan(20)
    expect(heard.slice(0, lots + 1).every((h) => h.topic === 'sim/registry/devices')).toBe(true)
  })

  it('comes back after the line broke, and tells of its devices again', async () => {
    broker = await openBroker(secrets)
    const { heard, aedes } = broker
    live = start(broker.port, [])
    await until(() => heard.length > 600)
    const announced = heard.filter((h) => h.topic === 'sim/registry/devices').length
    for (const client of Object.values((aedes as unknown as { clients: Record<string, { close(): void }> }).clients))
      client.close()
    await until(() => heard.filter((h) => h.topic === 'sim/registry/devices').length >= announced * 2)
    const before = heard.length
    await until(() => heard.length > before + 100)
  })

  it('says once what is wrong when it is not let in', async () => {
    broker = await openBroker(secrets)
    const said: string[] = []
    live = start(broker.port, said, { 'gw-registry': 'wrong' })
    const { refused } = broker
    await until(() => refused.length >= 2)
    expect(said.length).toBe(1)
    expect(said[0]).toMatch(/^gw-registry: .*(uthor|efused)/)
  })
})
