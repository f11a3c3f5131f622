// j and k along the rows of the register: the focus goes from link to link, so that Enter opens as it does everywhere.
import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

const TYPING = 'input, select, textarea, [contenteditable="true"]'

export interface RowKeys {
  /** What holds the rows' links, marked `data-row`. */
  readonly table: Readonly<Ref<HTMLElement | null>>
  readonly search: () => void
  /** Beyond the last or the first row. */
  readonly beyond: (step: 1 | -1) => void
}

export function useRowKeys({ table, search, beyond }: RowKeys): void {
  function move(step: 1 | -1): void {
    const links = [...(table.value?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step
    const link = links[next]
    if (link === undefined) return beyond(step)
    link.focus()
    link.scrollIntoView({ block: 'nearest' })
  }
  useEventListener(window, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    if (document.querySelector('[role="dialog"]') !== null) return
    if (event.key === 'j') move(1)
    else if (event.key === 'k') move(-1)
    else if (event.key === '/') search()
    else return
    event.preventDefault()
  })
}
