// A fast source taken slowly: at once after a quiet while, then at the lane's pace, and never in the way of somebody who types.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** While keys come closer than this, somebody types. */
const TYPING_MS = 250
/** Typing holds a change back no longer than this: a list nobody renews is a wrong list. */
const HELD_MOST_MS = 3_000

let typedAt = Number.NEGATIVE_INFINITY
if (typeof window !== 'undefined') {
  const typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
      typedAt = performance.now()
  }
  window.addEventListener('keydown', typed, { capture: true, passive: true })
  window.addEventListener('input', typed, { capture: true, passive: true })
}

export interface Paced<T> {
  readonly value: Readonly<ShallowRef<T>>
  /** Takes what is there now, without waiting. */
  readonly take: () => void
}

export function usePaced<T>(source: () => T, paceMs: number): Paced<T> {
  const value = shallowRef(source())
  let timer: ReturnType<typeof setTimeout> | undefined
  let takenAt = Number.NEGATIVE_INFINITY
  let changedAt = 0

  function take(): void {
    clearTimeout(timer)
    timer = undefined
    takenAt = performance.now()
    value.value = source()
  }
  function offer(): void {
    const now = performance.now()
    const types = now - typedAt < TYPING_MS && now - changedAt < HELD_MOST_MS
    const wait = Math.max(takenAt + paceMs - now, types ? TYPING_MS : 0)
    if (wait <= 0) take()
    else timer = setTimeout(offer, wait)
  }
  watch(source, () => {
    if (timer !== undefined) return
    changedAt = performance.now()
    offer()
  })
  onScopeDispose(() => clearTimeout(timer))
  return { value, take }
}
