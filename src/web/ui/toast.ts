// Short messages at the edge of the page: what was done, or why not. Errors stay until dismissed.
import { shallowRef } from 'vue'
import type { ApiProblem } from '../api/client.ts'
import { say } from '../i18n/i18n.ts'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'failed'
  readonly text: string
  readonly detail?: string
  /** Id to quote. */
  readonly instance?: string
}

const DONE_MS = 4_000
const MOST = 4
let next = 1
export const toasts = shallowRef<readonly Toast[]>([])

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((t) => t.id !== id)
}
function show(toast: Omit<Toast, 'id'>): number {
  const id = next++
  toasts.value = [...toasts.value, { ...toast, id }].slice(-MOST)
  return id
}
/** Answers the message's id: what says the same better may dismiss it. */
export function toastDone(text: string, forMs = DONE_MS): number {
  const id = show({ kind: 'done', text })
  setTimeout(() => dismiss(id), forMs)
  return id
}
export function toastFailed(text: string): void {
  show({ kind: 'failed', text })
}
export function toastProblem(problem: ApiProblem): void {
  show({ kind: 'failed', text: say(problem.titleText), detail: say(problem.detailText), instance: problem.instance })
}
