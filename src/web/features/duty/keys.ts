// Keys of the desk that work wherever the focus is, except while somebody types or a dialog is open.
import { useEventListener } from '@vueuse/core'
import { TYPING } from '../../incident/actKeys.ts'

export interface DeskKeys {
  readonly move: (step: number) => void
  readonly enter: () => void
  readonly search: () => void
  readonly act: () => void
  readonly alarms: () => void
  readonly report: () => void
  readonly refresh: () => void
  readonly help: () => void
  /** Out of the field somebody types in; what is typed stays. */
  readonly leave: (field: Element) => void
}

const PRESSABLE = 'button, a, summary, [role="option"], [role="listbox"]'

type Plain = Exclude<keyof DeskKeys, 'move' | 'leave'>
const PLAIN: Readonly<Record<string, Plain>> = {
  '/': 'search',
  a: 'act',
  l: 'alarms',
  n: 'report',
  r: 'refresh',
  '?': 'help',
}

/** What a key press asks for; undefined where it belongs to something else. */
export function askedBy(event: KeyboardEvent): Plain | 'down' | 'up' | 'leave' | undefined {
  const target = event.target instanceof Element ? event.target : undefined
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return undefined
  if (document.querySelector('[role="dialog"]') !== null) return undefined
  if (target?.closest(TYPING)) return event.key === 'Escape' ? 'leave' : undefined
  if (event.key === 'j') return 'down'
  if (event.key === 'k') return 'up'
  // Enter on a button presses the button.
  if (event.key === 'Enter') return target?.closest(PRESSABLE) ? undefined : 'enter'
  return PLAIN[event.key]
}

export function useDeskKeys(keys: DeskKeys): void {
  useEventListener(window, 'keydown', (event) => {
    const asked = askedBy(event)
    if (asked === undefined) return
    event.preventDefault()
    if (asked === 'down') keys.move(1)
    else if (asked === 'up') keys.move(-1)
    else if (asked === 'leave') keys.leave(event.target as Element)
    else keys[asked]()
  })
}
