// Lets the simulated city run in real time: asks for each coming second once and sends what it says when its time has come.
import { between } from './between.ts'
import { announcements } from './gateways/announce.ts'
import { GatewayLink } from './gateways/link.ts'
import type { OutMessage } from './gateways/message.ts'
import { sendCrews, type CrewCase } from './units/crews.ts'
import { Errands } from './units/drive.ts'
import { createCity, type CityInput, type SimCity, type Stage } from './world/city.ts'

export interface LiveOptions {
  readonly url: string
  /** Gateway → secret; undefined: the broker asks for none. */
  readonly secrets: Readonly<Record<string, string>> | undefined
  readonly input: Omit<CityInput, 'startAt'>
  readonly stage: Stage
  readonly say: (line: string) => void
  readonly onStart: (city: SimCity) => void
}

const AHEAD_MS = 1_000
const TICK_MS = 50
/** After a gap longer than this (a laptop slept) what was missed stays missed, as with real devices. */
const GAP_MS = 30_000

export class Live {
  readonly #options: LiveOptions
  readonly #links = new Map<string, GatewayLink>()
  readonly #errands = new Errands()
  #city: SimCity | undefined
  #pending: OutMessage[] = []
  #cursor = 0
  #timer: NodeJS.Timeout | undefined
  #values = 0
  #registry: string | undefined
  #announced = false

  constructor(options: LiveOptions) {
    this.#options = options
  }

  get values(): number {
    return this.#values
  }
  get city(): SimCity | undefined {
    return this.#city
  }

  /** Connects every gateway; the city starts when the one that announces devices is up. */
  start(): void {
    const { url, secrets, input, say } = this.#options
    const feeds = input.reference.feeds.filter(
      (f) => f.simulated && (secrets === undefined || secrets[f.gateway] !== undefined),
    )
    this.#registry = feeds.find((f) => f.carries.includes('devices'))?.gateway
    // A city that announces nothing starts with its first gateway.
    const first = this.#registry ?? feeds[0]?.gateway
    for (const gateway of new Set(feeds.map((f) => f.gateway))) {
      const secret = secrets?.[gateway]
      this.#links.set(
        gateway,
        new GatewayLink({
          url,
          gateway,
          ...(secret === undefined ? {} : { secret }),
          say,
          onUp: () => {
            if (gateway === first) this.#onRegistryUp()
          },
        }),
      )
    }
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** Crews drive to the case they have in hand, and home when they have none. */
  sendCrews(cases: readonly CrewCase[]): void {
    if (this.#city) sendCrews(this.#city, this.#errands, cases, this.#cursor)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.allSettled([...this.#links.values()].map((l) => l.close()))
  }

  #onRegistryUp(): void {
    if (this.#city) {
      // The hub may have come back without knowing the devices: telling twice does no harm.
      for (const m of announcements(this.#city, Date.now())) this.#links.get(m.gateway)?.send(m)
      return
    }
    const startAt = Date.now() + 200
    this.#city = createCity({ ...this.#options.input, startAt }, this.#options.stage)
    this.#cursor = startAt
    this.#options.onStart(this.#city)
  }

  #tick(): void {
    if (!this.#city) return
    const now = Date.now()
    if (now - this.#cursor > GAP_MS) {
      this.#options.say(`a gap of ${Math.round((now - this.#cursor) / 1000)} s is left out`)
      this.#pending = []
      this.#cursor = now
    }
    while (this.#cursor < now + AHEAD_MS / 2) {
      this.#pending.push(...between(this.#city, this.#cursor, this.#cursor + AHEAD_MS, this.#errands))
      this.#cursor += AHEAD_MS
    }
    // A hub takes no word from a device that it was not told of: the others wait until the first announcements are through.
    const isOpen = this.#isAnnounced()
    const waits: OutMessage[] = []
    let due = 0
    for (const m of this.#pending) {
      if (m.at > now) break
      due++
      if (!isOpen && m.gateway !== this.#registry) {
        waits.push(m)
        continue
      }
      this.#values += m.values
      this.#links.get(m.gateway)?.send(m)
    }
    if (due > 0) this.#pending.splice(0, due, ...waits)
  }

  /** True from the moment the hub has acknowledged every device once. */
  #isAnnounced(): boolean {
    const link = this.#registry === undefined ? undefined : this.#links.get(this.#registry)
    if (this.#announced || link === undefined || this.#city === undefined) return true
    this.#announced = link.isIdle && link.sent >= announcements(this.#city, 0).length
    return this.#announced
  }
}
