// A link without a network: the test says when a subscription stands and what arrives.
import type { Link, LinkHandlers, LinkState, Stop } from '../../../src/web/live/link.ts'
import { topicFits } from '../../../src/web/live/link.ts'

export interface FakeLink extends Link {
  readonly filters: () => string[]
  /** The subscription stands (again). */
  readonly ready: () => void
  readonly push: (topic: string, body: unknown) => void
  readonly pushBytes: (topic: string, bytes: Uint8Array) => void
}

export function fakeLink(): FakeLink {
  const subscribers = new Map<string, LinkHandlers>()
  const listeners = new Set<(s: LinkState) => void>()
  const state: LinkState = { type: 'up', since: 0 }
  const pushBytes = (topic: string, bytes: Uint8Array): void => {
    for (const [filter, h] of subscribers) if (topicFits(filter, topic)) h.message(topic, bytes)
  }
  return {
    state: () => state,
    onState(f): Stop {
      listeners.add(f)
      return () => listeners.delete(f)
    },
    subscribe(filter, handlers): Stop {
      subscribers.set(filter, handlers)
      return () => subscribers.delete(filter)
    },
    start: () => undefined,
    stop: () => undefined,
    filters: () => [...subscribers.keys()],
    ready: () => subscribers.forEach((h) => h.ready()),
    push: (topic, body) => pushBytes(topic, new TextEncoder().encode(JSON.stringify(body))),
    pushBytes,
  }
}
