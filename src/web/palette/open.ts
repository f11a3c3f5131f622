// Whether the palette stands open, and the keys that open it anywhere. Everything else of it is loaded when it is first asked for.
import { useListener } from '../ui/useListener.ts'
import { shallowRef } from 'vue'

export const paletteOpen = shallowRef(false)

/** `may`: somebody is signed in who finds things here; the wall is a place and asks nothing. */
export function listenForPalette(may: () => boolean): void {
  useListener(window, 'keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    if (!may()) return
    // The browser's own Ctrl+K goes to its address bar.
    event.preventDefault()
    // Over another dialog it would hide what that one asks.
    if (!paletteOpen.value && document.querySelector('[role="dialog"]') !== null) return
    paletteOpen.value = !paletteOpen.value
  })
}
