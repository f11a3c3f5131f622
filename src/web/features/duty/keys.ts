// Keys of the desk that work wherever the focus is, except while somebody types or a dialog is open.
import { useEventListener } from '@vueuse/core'

export interface DeskKeys {
  readonly move: (step: number) => void
  readonly enter: () => void
  readonly search: () => void
  readonly act: () => void
  readonly report: () => void
  readonly refresh: () => void
  readonly help: () => void
}

const TYPING = 'input, select, textarea, [contenteditable="true"]'
const PRESSABLE = 'button, a, summary, [role="option"], [role="listbox"]'

/** What a key press asks for; undefined where it belongs to something else. */
export function askedBy(event: KeyboardEvent): keyof DeskKeys | 'down' | 'up' | 'leave' | undefined {
  const target = event.target instanceof Element ? event.target : undefined
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return undefined
  if (document.querySelector('[role="dialog"]') !== null) return undefined
  if (target?.closest(TYPING)) return event.key === 'Escape' ? 'leave' : undefined
  switch (event.key) {
    case 'j':
      return 'down'
    case 'k':
      return 'up'
    case 'Enter':
      // Enter on a button presses the button.
      return target?.closest(PRESSABLE) ? undefined : 'enter'
    case '/':
      return 'search'
    case 'a':
      return 'act'
    case 'n':
      return 'report'
    case 'r':
      return 'refresh'
    case '?':
      return 'help'
    default:
      return undefined
  }
}

export function useDeskKeys(keys: DeskKeys): void {
  useEventListener(window, 'keydown', (event) => {
    const asked = askedBy(event)
    if (asked === undefined) return
    event.preventDefault()
    if (asked === 'down') keys.move(1)
    else if (asked === 'up') keys.move(-1)
    else if (asked === 'leave') (document.activeElement as HTMLElement | null)?.blur()
    else if (asked === 'move') keys.move(1)
    else keys[asked]()
  })
}
