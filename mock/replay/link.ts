// The MQTT side of a replay: connect as a gateway, publish with acknowledgement, say in one sentence what the broker refuses.
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { ReplayError } from './map.ts'

export interface Link {
  /** Resolves when the broker has acknowledged. */
  publish(topic: string, payload: string): Promise<void>
  /** Rejects when the broker will not let us publish. */
  readonly refused: Promise<never>
  /** Waits for nothing more. */
  close(): Promise<void>
}

/** Connections accepted and closed again without one acknowledgement: the broker drops us for what we publish. */
const CLOSED_IN_VAIN = 3

export interface LinkOptions {
  readonly url: string
  readonly username?: string
  readonly password?: string
  /** The connection dropped; it is being opened again. */
  readonly onLost?: () => void
}

export async function openLink({ url, username, password, onLost }: LinkOptions): Promise<Link> {
  const client = await connect(url, {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    clientId: `replay-${process.pid}-${Date.now().toString(36)}`,
    // 3.1.1: every broker speaks it, and what a broker cannot store now is sent again after the connection drops.
    protocolVersion: 4,
    connectTimeout: 10_000,
    reconnectPeriod: 1000,
  })
  let acceptedInVain = 1
  let lastTopic = ''
  const refused = new Promise<never>((_, reject) => {
    // Not «connect»: on reconnecting that comes only after the waiting messages went through.
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'connack') acceptedInVain++
      if (packet.cmd === 'puback') acceptedInVain = 0
    })
    // A socket that fails later is not the end: the client reconnects and sends again.
    client.on('error', (error) => {
      if (isDenied(error)) reject(new ReplayError(explain(error, url, username)))
    })
    client.on('offline', () => onLost?.())
    client.on('close', () => {
      if (acceptedInVain < CLOSED_IN_VAIN) return
      const who = username ?? 'nobody'
      reject(
        new ReplayError(
          `The broker closes the connection at each message to ${lastTopic}: ${who} may not publish there.`,
        ),
      )
    })
  })
  // Whoever does not wait for it must not die of it.
  refused.catch(() => undefined)
  return {
    refused,
    async publish(topic, payload) {
      lastTopic = topic
      await client.publishAsync(topic, payload, { qos: 1 })
    },
    async close() {
      client.removeAllListeners('close')
      await client.endAsync(true)
    },
  }
}

async function connect(url: string, options: IClientOptions): Promise<MqttClient> {
  try {
    return await mqtt.connectAsync(url, options, false)
  } catch (error) {
    throw new ReplayError(explain(error, url, options.username))
  }
}

/** CONNACK codes of MQTT 3.1.1 and 5 for a wrong name or password, or no right. */
const DENIED = new Set<unknown>([4, 5, 134, 135])

const isDenied = (error: unknown): boolean => DENIED.has(((error ?? {}) as { code?: unknown }).code)

function explain(error: unknown, url: string, username: string | undefined): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (isDenied(error))
    return `The broker ${url} refuses ${username ?? 'a connection without a user name'}: wrong name or password.`
  if (code === 'ECONNREFUSED') return `Nobody listens at ${url}: is the broker running?`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host of ${url} is not known.`
  const words = typeof message === 'string' && message !== '' ? message : String(code ?? 'no answer')
  return `The broker ${url} cannot be reached: ${words.replace(/\.$/, '')}.`
}
