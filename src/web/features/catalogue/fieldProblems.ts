// Problems of the last preview, found by the pointer of a field. Provided by the editor, read by every field in it.
import { inject, type InjectionKey } from 'vue'

export type ProblemAt = (pointer: string) => string | undefined
export const PROBLEM_AT: InjectionKey<ProblemAt> = Symbol('problemAt')
export const useProblemAt = (): ProblemAt => inject(PROBLEM_AT, () => undefined)

/** A pointer as names from the outside in: members that have an id stand under it, others under their number. */
export function pathOf(pointer: string, body: unknown): string[] {
  let at = body
  return pointer
    .split('/')
    .slice(1)
    .map((name) => {
      at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined
      if (!/^\d+$/.test(name)) return name
      const id = typeof at === 'object' && at !== null && 'id' in at ? at.id : undefined
      return typeof id === 'string' && id !== '' ? id : String(Number(name) + 1)
    })
}

/** The field a problem means, or the nearest part of the form around it. */
export function fieldAt(root: HTMLElement, pointer: string): HTMLElement | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const part = root.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(at)}"]`)
    if (part === null) continue
    return part.querySelector<HTMLElement>('input:not(:disabled), select:not(:disabled), textarea, button') ?? part
  }
  return undefined
}
