// Keys of the acts on every page that shows a case: digits open them, Ctrl+Enter sends the form the focus is in, Escape leaves it.
import { useEventListener } from '@vueuse/core'

export const TYPING = 'input, select, textarea, [contenteditable="true"]'

/** Digits 1 to 9, except while somebody types or a dialog is open. */
export function useActKeys(nth: (n: number) => void): void {
  useEventListener(window, 'keydown', (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING) !== null) return
    if (document.querySelector('[role="dialog"]') !== null) return
    event.preventDefault()
    nth(Number(event.key))
  })
}

/** Ctrl+Enter (⌘+Enter) sends the form, from a text of many lines as well. For a `keydown` of what holds the form. */
export function sendByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (form === null) return
  event.preventDefault()
  // A key held down sends once: the form that opens after this one is another act.
  if (!event.repeat) form.requestSubmit()
}

/** Escape in a field gives the focus to what holds the form: what was typed stays, and digits open acts again. */
export function leaveByKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
  if (!(event.target instanceof Element) || event.target.closest(TYPING) === null) return
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  event.currentTarget.focus({ preventScroll: true })
}
