// Devices on a broker of the city's own (MQTT_URL): subscribes to every feed and hands messages to the hub.
import { createHash } from 'node:crypto'
import { connectAsync, type MqttClient } from 'mqtt'
import type { BrokerStatus, TakeInbound } from './bus.ts'

/** The same hub comes back under the same name, so that the broker has kept its messages. */
export const clientIdOf = (dataDir: string): string =>
  `yiwang-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`

export interface OutsideBroker {
  status(): BrokerStatus
  stop(): Promise<void>
}

/** Connects and subscribes; later losses of the link are mended by the client itself, with its session kept. */
export async function startOutsideBroker(options: {
  readonly url: string
  readonly filters: readonly string[]
  readonly take: TakeInbound
  readonly now: () => number
  readonly clientId: string
  readonly onError: (error: Error) => void
}): Promise<OutsideBroker> {
  const client: MqttClient = await connectAsync(options.url, {
    clientId: options.clientId,
    clean: false,
    protocolVersion: 5,
    properties: { sessionExpiryInterval: 86_400 },
    reconnectPeriod: 2000,
  })
  client.on('error', options.onError)
  // The acknowledgement waits until the message is durable; what was not acknowledged comes again.
  client.handleMessage = (packet, done) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    options.take({ topic: packet.topic, payload, receivedAt: options.now() }).then(() => done(), done)
  }
  if (options.filters.length > 0) await client.subscribeAsync([...options.filters], { qos: 1 })
  return {
    status: () => ({
      ok: client.connected,
      detail: client.connected ? 'outside' : 'outside, not connected',
      clients: 1,
    }),
    stop: () => client.endAsync(),
  }
}
