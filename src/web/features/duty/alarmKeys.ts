// Alarms by keyboard: into the strip, from one alarm to the next, acknowledge, shelve, to its case, and back to where one was.
import { nextTick } from 'vue'
import { useRouter } from 'vue-router'
import type { AlarmRow } from '../../../wire/views.ts'

interface Strip {
  readonly root: () => HTMLElement | null
  /** In the order shown. */
  readonly alarms: () => readonly AlarmRow[]
  readonly unfold: (is: boolean) => void
  readonly acknowledge: (alarm: AlarmRow) => void
  /** Shelves, or takes a shelved one back. */
  readonly shelve: (alarm: AlarmRow) => void
}

export function useAlarmKeys(strip: Strip): { focus: () => void; press: (event: KeyboardEvent) => void } {
  const router = useRouter()
  let from: HTMLElement | null = null

  const items = (): HTMLElement[] => [...(strip.root()?.querySelectorAll<HTMLElement>('ul [data-alarm]') ?? [])]
  const at = (): number => items().findIndex((item) => item.contains(document.activeElement))
  function go(n: number): void {
    const all = items()
    all[Math.max(0, Math.min(all.length - 1, n))]?.focus()
  }

  async function focus(): Promise<void> {
    if (strip.alarms().length === 0) return
    const active = document.activeElement
    if (active instanceof HTMLElement && strip.root()?.contains(active) !== true) from = active
    strip.unfold(true)
    await nextTick()
    go(0)
  }
  function leave(): void {
    strip.unfold(false)
    const back = from?.isConnected === true && from !== document.body ? from : undefined
    from = null
    if (back !== undefined) back.focus()
    else strip.root()?.querySelector<HTMLElement>('button')?.focus()
  }
  /** An acknowledged alarm goes to the end of its way; the focus stays in the list, on the one that comes up. */
  async function stay(n: number): Promise<void> {
    const before = strip.alarms()[n]
    for (let waited = 0; waited < 30 && strip.alarms()[n]?.id === before?.id; waited++)
      await new Promise((resolve) => setTimeout(resolve, 100))
    await nextTick()
    const lost = document.activeElement === document.body || document.activeElement === null
    if (lost && strip.alarms().length > 0) go(n)
    else if (lost) leave()
  }

  return {
    focus: () => void focus(),
    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      // The dialog is drawn elsewhere and still bubbles through here.
      if (event.target instanceof Element && event.target.closest('[role="dialog"], input, textarea, select')) return
      const n = at()
      const alarm = n < 0 ? undefined : strip.alarms()[n]
      if (event.key === 'Escape') leave()
      else if (event.key === 'ArrowDown') go(n + 1)
      else if (event.key === 'ArrowUp') go(n - 1)
      else if (event.key === 'Home') go(0)
      else if (event.key === 'End') go(items().length - 1)
      else if (alarm === undefined) return
      else if (event.key === 'c') {
        strip.acknowledge(alarm)
        void stay(n)
      } else if (event.key === 's') strip.shelve(alarm)
      else if (event.key === 'Enter' && event.target === items()[n] && alarm.incident !== undefined)
        void router.push(`/duty/${encodeURIComponent(alarm.incident)}`)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
