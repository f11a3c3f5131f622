// Keys of taking cases together: x one, Shift+x up to here, * all that are shown, Escape none.
import { useEventListener } from '@vueuse/core'
import type { Bulk } from './useBulk.ts'
import type { Queue } from './useQueue.ts'

const TYPING = 'input, select, textarea, [contenteditable="true"]'

export function useTakeKeys(
  queue: Pick<Queue, 'cursor'>,
  bulk: Pick<Bulk, 'ids' | 'toggle' | 'extend' | 'all' | 'clear'>,
): void {
  useEventListener(window, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    if (document.querySelector('[role="dialog"]') !== null) return
    const at = queue.cursor.value
    if (event.key === 'x' && at !== undefined) bulk.toggle(at)
    else if (event.key === 'X' && at !== undefined) bulk.extend(at)
    else if (event.key === '*') bulk.all()
    else if (event.key === 'Escape' && bulk.ids.value.size > 0) bulk.clear()
    else return
    event.preventDefault()
  })
}
