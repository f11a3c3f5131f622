// The MQTT connection of a page: MQTT 5 over WebSocket at the hub's own origin. The only file that knows MQTT.
import type { MqttClient } from 'mqtt'
import { paths } from '../../wire/api.ts'
import { newKey } from '../api/newKey.ts'

export type Stop = () => void

export type LinkState =
  | { readonly type: 'connecting'; readonly since: number }
  | { readonly type: 'up'; readonly since: number }
  /** `since` is when it was lost; `retryAt` when the next attempt starts. */
  | { readonly type: 'down'; readonly since: number; readonly retryAt: number }
  /** The hub refuses this session: sign in again. */
  | { readonly type: 'refused'; readonly since: number }

export interface LinkHandlers {
  /** Bytes of one message and the topic they came on. */
  readonly message: (topic: string, payload: Uint8Array) => void
  /** The subscription stands (again): whatever was missed is missed, take a snapshot. */
  readonly ready: () => void
}

export interface Link {
  readonly state: () => LinkState
  readonly onState: (f: (state: LinkState) => void) => Stop
  /** Subscribes to a topic or filter until stopped. Each filter has one subscriber. */
  readonly subscribe: (filter: string, handlers: LinkHandlers) => Stop
  readonly start: () => void
  readonly stop: () => void
}

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000
/** Half of the delay is random, so that a hundred screens do not come back in the same instant. */
export const retryDelay = (attempt: number, random: number): number => {
  const full = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt)
  return full / 2 + (full / 2) * random
}

/** CONNACK reason codes that another attempt cannot mend: bad credentials, not authorised, banned (MQTT 3 and 5). */
const REFUSALS = new Set([4, 5, 0x86, 0x87, 0x8a])

/** `a/+/c` against `a/b/c`; `#` takes the rest. */
export function topicFits(filter: string, topic: string): boolean {
  const f = filter.split('/')
  const t = topic.split('/')
  for (let i = 0; i < f.length; i++) {
    if (f[i] === '#') return true
    if (i >= t.length || (f[i] !== '+' && f[i] !== t[i])) return false
  }
  return f.length === t.length
}

export function createLink(origin: string): Link {
  const url = origin.replace(/^http/, 'ws') + paths.mqtt
  const subscribers = new Map<string, LinkHandlers>()
  const listeners = new Set<(state: LinkState) => void>()
  let state: LinkState = { type: 'connecting', since: Date.now() }
  let client: MqttClient | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let wanted = false

  function become(next: LinkState): void {
    state = next
    for (const f of listeners) f(next)
  }

  async function establish(filter: string): Promise<void> {
    const handlers = subscribers.get(filter)
    if (client?.connected !== true || handlers === undefined) return
    try {
      await client.subscribeAsync(filter, { qos: 0 })
      if (subscribers.get(filter) === handlers) handlers.ready()
    } catch {
      // The connection went away meanwhile: the next connect subscribes again. A forbidden filter stays silent
      // here and shows as a view that never becomes live.
    }
  }

  function lost(): void {
    if (client === undefined || state.type === 'refused') return
    const delay = retryDelay(attempt++, Math.random())
    const since = state.type === 'down' || state.type === 'connecting' ? state.since : Date.now()
    become({ type: 'down', since, retryAt: Date.now() + delay })
    clearTimeout(timer)
    timer = setTimeout(() => client?.reconnect(), delay)
  }

  async function open(): Promise<void> {
    // Loaded only once somebody is signed in: the sign-in page does not need it.
    const { default: mqtt } = await import('mqtt')
    if (!wanted) return
    const c = mqtt.connect(url, {
      protocolVersion: 5,
      clientId: `web-${newKey()}`,
      clean: true,
      keepalive: 30,
      connectTimeout: 8_000,
      // Own back-off above: the library's is a fixed period.
      reconnectPeriod: 0,
      resubscribe: false,
    })
    client = c
    c.on('connect', () => {
      attempt = 0
      become({ type: 'up', since: Date.now() })
      for (const filter of subscribers.keys()) void establish(filter)
    })
    c.on('message', (topic, payload) => {
      for (const [filter, handlers] of subscribers) if (topicFits(filter, topic)) handlers.message(topic, payload)
    })
    c.on('error', (error) => {
      if ('code' in error && typeof error.code === 'number' && REFUSALS.has(error.code)) {
        become({ type: 'refused', since: Date.now() })
        c.end(true)
      }
    })
    c.on('close', lost)
  }

  function start(): void {
    if (wanted) return
    wanted = true
    attempt = 0
    become({ type: 'connecting', since: Date.now() })
    void open()
  }

  function stop(): void {
    wanted = false
    clearTimeout(timer)
    const c = client
    client = undefined
    c?.removeAllListeners('close')
    c?.end(true)
  }

  return {
    state: () => state,
    onState(f) {
      listeners.add(f)
      return () => listeners.delete(f)
    },
    subscribe(filter, handlers) {
      if (subscribers.has(filter)) throw new Error(`already subscribed: ${filter}`)
      subscribers.set(filter, handlers)
      void establish(filter)
      return () => {
        if (subscribers.get(filter) !== handlers) return
        subscribers.delete(filter)
        if (client?.connected === true) client.unsubscribe(filter)
      }
    },
    start,
    stop,
  }
}
