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
}

export async function openLink({ url, username, password }: LinkOptions): Promise<Link> {
  const client = await connect(url, {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    clientId: `replay-${process.pid}-${Date.now().toString(36)}`,
    // 3.1.1: every broker speaks it.
    protocolVersion: 4,
    connectTimeout: 10_000,
    reconnectPeriod: 1000,
  })
  let inVain = 1
  let last = ''
  const refused = new Promise<never>((_, reject) => {
    client.on('connect', () => inVain++)
    client.on('error', (error) => reject(new ReplayError(explain(error, url, username))))
    client.on('close', () => {
      if (inVain < CLOSED_IN_VAIN) return
      reject(
        new ReplayError(
          `The broker closes the connection at each message to ${last}: ${username ?? 'nobody'} may not publish there.`,
        ),
      )
    })
  })
  // Whoever does not wait for it must not die of it.
  refused.catch(() => undefined)
  return {
    refused,
    async publish(topic, payload) {
      last = topic
      await client.publishAsync(topic, payload, { qos: 1 })
      inVain = 0
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

function explain(error: unknown, url: string, username: string | undefined): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (DENIED.has(code))
    return `The broker ${url} refuses ${username ?? 'a connection without a user name'}: wrong name or password.`
  if (code === 'ECONNREFUSED') return `Nobody listens at ${url}: is the broker running?`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host of ${url} is not known.`
  const words = typeof message === 'string' && message !== '' ? message : String(code ?? 'no answer')
  return `The broker ${url} cannot be reached: ${words.replace(/\.$/, '')}.`
}
