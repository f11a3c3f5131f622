// What waits on this device, as every screen may see it. Filled by outbox.ts, which comes later and only when needed.
import { computed, shallowRef } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import type { HeldPhoto, OutboxEntry } from './entry.ts'

/** Of the account that is signed in; nobody else's. In the order of pressing. */
export const entries = shallowRef<readonly OutboxEntry[]>([])
/** Waiting acts by case. */
export const byCase = computed(() => {
  const all = new Map<string, OutboxEntry[]>()
  for (const entry of entries.value) all.set(entry.incident, [...(all.get(entry.incident) ?? []), entry])
  return all
})
/** `forbidden`: the browser keeps nothing (private window). `full`: it has no room. */
export const room = shallowRef<'unknown' | 'good' | 'forbidden' | 'full'>('unknown')
/** Counts up when the hub has taken an entry of a case: whoever shows it reads it again. */
export const taken = shallowRef<{ readonly incident: string; readonly n: number }>({ incident: '', n: 0 })

/** An act that goes back into its form, with everything that was in it. */
export interface Reopened {
  readonly incident: string
  readonly act: AskedAct
  readonly fields: Readonly<Record<string, unknown>>
  readonly photoIds: readonly string[]
  readonly photos: readonly HeldPhoto[]
}
export const reopened = shallowRef<Reopened>()
