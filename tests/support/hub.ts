// A whole hub for tests: real broker, real embedded database, ports chosen by the system, a clock that can be moved.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import pino from 'pino'
import { readConfig, type Config } from '../../src/server/config.ts'
import { startHub, type Hub } from '../../src/server/hub.ts'
import { preparedStore } from './preparedStore.ts'

export interface TestHub extends Hub {
  readonly config: Config
  /** Moves the hub's clock ahead. */
  advance(ms: number): void
  now(): number
  /** A gateway's connection, with a secret made for it. */
  gateway(name: string, options?: { protocolVersion?: 4 | 5 }): Promise<MqttClient>
  /** Signs in over HTTP and answers the cookie header. */
  signIn(username: string, password: string): Promise<string>
  /** A screen's connection over WebSocket. */
  screen(cookie: string): Promise<MqttClient>
  get<T = unknown>(path: string, cookie?: string): Promise<{ status: number; body: T }>
  post<T = unknown>(path: string, body: unknown, cookie?: string): Promise<{ status: number; body: T }>
}

export async function startTestHub(
  options: { folder?: string; simulate?: boolean; webFolder?: string } = {},
): Promise<TestHub> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'yiwang-hub-'))
  const config = readConfig({
    PORT: '0',
    MQTT_PORT: '0',
    DATA_DIR: folder,
    CITY: resolve('city/yangzhou'),
    SIMULATE: options.simulate === false ? 'off' : 'on',
    LOG_LEVEL: 'fatal',
  })
  const from = preparedStore()
  let offset = 0
  const now = (): number => Date.now() + offset
  const hub = await startHub({
    config,
    version: 'test',
    log: pino({ level: 'error' }),
    now,
    store: {
      ...(options.folder === undefined ? {} : { folder: options.folder }),
      ...(from === undefined ? {} : { from }),
    },
    ...(options.webFolder === undefined ? {} : { webFolder: options.webFolder }),
  })
  const base = `http://127.0.0.1:${hub.port}`
  const clients: MqttClient[] = []
  /** What comes back is checked by its route's schema; here it is taken for the type the test names. */
  const answer = async <T>(response: Response): Promise<{ status: number; body: T }> => {
    const text = await response.text()
    return { status: response.status, body: (/^[{[]/.test(text) ? JSON.parse(text) : text) as T }
  }
  const headers = (cookie: string | undefined): Record<string, string> => ({
    'content-type': 'application/json',
    'x-yiwang': '1',
    ...(cookie === undefined ? {} : { cookie }),
  })
  return {
    ...hub,
    config,
    now,
    advance: (ms) => {
      offset += ms
    },
    gateway: async (name, { protocolVersion = 4 } = {}) => {
      const secret = `secret-of-${name}`
      await hub.accounts.setGatewaySecret(name, secret)
      const client = await connectAsync(`mqtt://127.0.0.1:${hub.mqttPort}`, {
        username: name,
        password: secret,
        protocolVersion,
        reconnectPeriod: 0,
      })
      clients.push(client)
      return client
    },
    screen: async (cookie) => {
      const client = await connectAsync(`ws://127.0.0.1:${hub.port}/mqtt`, {
        protocolVersion: 5,
        reconnectPeriod: 0,
        wsOptions: { headers: { cookie } },
      })
      clients.push(client)
      return client
    },
    signIn: async (username, password) => {
      const response = await fetch(`${base}/api/session`, {
        method: 'POST',
        headers: headers(undefined),
        body: JSON.stringify({ username, password }),
      })
      if (!response.ok) throw new Error(`sign-in of ${username}: ${response.status} ${await response.text()}`)
      return response.headers.get('set-cookie')?.split(';')[0] ?? ''
    },
    get: async <T>(path: string, cookie?: string) => answer<T>(await fetch(base + path, { headers: headers(cookie) })),
    post: async <T>(path: string, body: unknown, cookie?: string) =>
      answer<T>(await fetch(base + path, { method: 'POST', headers: headers(cookie), body: JSON.stringify(body) })),
    stop: async () => {
      await Promise.all(clients.map((c) => c.endAsync(true)))
      await hub.stop()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until the answer is there; fails after `withinMs`. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${ask.toString().slice(0, 200)}`)
    await new Promise((wake) => setTimeout(wake, 20))
  }
}
