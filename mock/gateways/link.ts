// One gateway's MQTT connection: its own credentials, QoS 1, reconnecting, a bounded number of messages under way and waiting.
import mqtt, { type MqttClient } from 'mqtt'

export interface LinkOptions {
  readonly url: string
  readonly gateway: string
  /** Absent: the broker asks for none. */
  readonly secret?: string
  readonly onUp: () => void
  readonly say: (line: string) => void
}

/** Unacknowledged messages a gateway has under way. */
const UNDER_WAY = 64
/** What a gateway keeps while it has no connection, about a minute of the busiest one; then the oldest go. */
const WAITING = 1_500
const RECONNECT_MS = 2_000

interface Waiting {
  readonly topic: string
  readonly payload: string
}

export class GatewayLink {
  readonly gateway: string
  readonly #client: MqttClient
  readonly #waiting: Waiting[] = []
  #underWay = 0
  #sent = 0
  #dropped = 0
  #lastError = ''

  constructor({ url, gateway, secret, onUp, say }: LinkOptions) {
    this.gateway = gateway
    this.#client = mqtt.connect(url, {
      clientId: `${gateway}-${process.pid}`,
      reconnectPeriod: RECONNECT_MS,
      // A hub that is just starting refuses; without this the gateway would stay away for good.
      reconnectOnConnackError: true,
      connectTimeout: 10_000,
      keepalive: 30,
      ...(secret === undefined ? {} : { username: gateway, password: secret }),
    })
    this.#client.on('connect', () => {
      this.#lastError = ''
      onUp()
      this.#pump()
    })
    this.#client.on('error', (error) => {
      // Once per kind of trouble: a broker that is away says the same every two seconds.
      if (error.message !== this.#lastError) say(`${gateway}: ${error.message || 'no connection'}`)
      this.#lastError = error.message
    })
  }

  get isUp(): boolean {
    return this.#client.connected
  }
  /** Nothing waits and nothing is under way. */
  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#underWay === 0
  }
  get sent(): number {
    return this.#sent
  }
  get dropped(): number {
    return this.#dropped
  }

  send(message: Waiting): void {
    this.#waiting.push(message)
    if (this.#waiting.length > WAITING) {
      this.#waiting.shift()
      this.#dropped++
    }
    this.#pump()
  }

  async close(): Promise<void> {
    this.#waiting.length = 0
    await this.#client.endAsync(true)
  }

  #pump(): void {
    while (this.#client.connected && this.#underWay < UNDER_WAY) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#underWay++
      this.#client.publish(next.topic, next.payload, { qos: 1 }, (error) => {
        this.#underWay--
        if (error) this.#dropped++
        else this.#sent++
        this.#pump()
      })
    }
  }
}
