// `g` and then 1–9: the filter kept at that place. Digits alone belong to the page.
import { useEventListener } from '@vueuse/core'

const TYPING = 'input, select, textarea, [contenteditable="true"]'
/** The second key comes within this, or the first one meant nothing. */
const CHORD_MS = 1_500

/** `apply` is given the place from 0. */
export function useSavedKeys(apply: (at: number) => void): void {
  let beganAt = Number.NEGATIVE_INFINITY
  // Before the page's own keys, for which the digit has another meaning.
  const heard = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    if (document.querySelector('[role="dialog"]') !== null) return
    const second = event.timeStamp - beganAt < CHORD_MS && /^[1-9]$/.test(event.key)
    beganAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
    if (!second) return
    event.preventDefault()
    apply(Number(event.key) - 1)
  }
  useEventListener(window, 'keydown', heard, { capture: true })
}
