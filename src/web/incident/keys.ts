// Idempotency keys: one per press. The same content sent again after a lost answer carries the same key, anything changed gets a new one.

import { newKey } from '../api/newKey.ts'

export interface KeyRing {
  /** The key for this content: the last one while the content is unchanged and unsettled. */
  keyFor(content: unknown): string
  /** The hub has answered; the next press is another press, even with the same words. */
  settle(): void
}

export function createKeyRing(make: () => string = newKey): KeyRing {
  let held: { readonly content: string; readonly key: string } | undefined
  return {
    keyFor(content) {
      const text = JSON.stringify(content)
      if (held?.content !== text) held = { content: text, key: make() }
      return held.key
    },
    settle() {
      held = undefined
    },
  }
}
