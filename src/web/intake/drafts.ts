// The reports an acceptor has begun: several at once, kept for this tab and this account until sent. Personal data is among
// them, so never in localStorage, and gone at sign-out.
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { IntakeSuggestion } from '../../wire/intake.ts'
import { newKey } from '../api/newKey.ts'
import { useSession } from '../stores/session.ts'
import { isUntouched, newDraft, type IntakeDraft } from './draft.ts'

const keyOf = (account: string): string => `yiwang.intake.${account}`
/** More callers than one person can have waiting. */
const MOST = 6

interface Kept {
  readonly drafts: readonly IntakeDraft[]
  readonly current: string
}

function readKept(account: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(account)) ?? 'null') as Kept | null
    return kept?.drafts.some(({ id }) => id === kept.current) === true ? kept : undefined
  } catch {
    return undefined
  }
}

function writeKept(account: string, kept: Kept | undefined): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(keyOf(account))
    else sessionStorage.setItem(keyOf(account), JSON.stringify(kept))
  } catch {
    // Storage may be forbidden or full; the drafts then last as long as the page.
  }
}

export const useIntakeDrafts = defineStore('intakeDrafts', () => {
  const session = useSession()
  const first = newDraft(newKey())
  const drafts = shallowRef<readonly IntakeDraft[]>([first])
  const current = shallowRef(first.id)
  /** What the hub said about the current draft; shown on the map as well. */
  const suggestion = shallowRef<IntakeSuggestion>()
  const draft = computed(() => drafts.value.find(({ id }) => id === current.value) ?? first)

  function begin(): void {
    const fresh = newDraft(newKey())
    drafts.value = [fresh]
    current.value = fresh.id
    suggestion.value = undefined
  }
  watch(
    () => session.user?.id,
    (account) => {
      const kept = account === undefined ? undefined : readKept(account)
      if (!kept) return begin()
      drafts.value = kept.drafts
      current.value = kept.current
    },
    { immediate: true },
  )
  watch([drafts, current], () => {
    const account = session.user?.id
    if (account === undefined) return
    writeKept(account, drafts.value.every(isUntouched) ? undefined : { drafts: drafts.value, current: current.value })
  })
  session.onLeave((account) => {
    writeKept(account, undefined)
    begin()
  })

  function set(change: Partial<IntakeDraft>): void {
    drafts.value = drafts.value.map((one) => (one.id === current.value ? { ...one, ...change } : one))
  }
  function open(id: string): void {
    if (id === current.value || !drafts.value.some((one) => one.id === id)) return
    current.value = id
    suggestion.value = undefined
  }
  /** Another caller, while this one is open. */
  function add(): void {
    const empty = drafts.value.find(isUntouched)
    if (empty) return open(empty.id)
    if (drafts.value.length >= MOST) return
    const fresh = newDraft(newKey())
    drafts.value = [...drafts.value, fresh]
    open(fresh.id)
  }
  /** Sent or given up; the next one stands open. */
  function drop(id: string): void {
    const rest = drafts.value.filter((one) => one.id !== id)
    const next = rest[0] ?? newDraft(newKey())
    drafts.value = rest.length === 0 ? [next] : rest
    if (current.value === id) open(next.id)
  }

  return { drafts, current, draft, suggestion, set, open, add, drop }
})
