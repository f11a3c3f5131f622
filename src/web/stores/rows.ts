// What every live store is made of: rows by key, replaced whole, and how fresh they are. Knows nothing of where rows come from.
import { shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { ApiProblem } from '../api/client.ts'

export type ViewState = 'loading' | 'live' | 'failed'

export interface LiveRows<R> {
  /** The same Map each time; the ref triggers once per batch. */
  readonly rows: Readonly<ShallowRef<ReadonlyMap<string, R>>>
  readonly state: Readonly<ShallowRef<ViewState>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  /** Hub time of the last word of this view. */
  readonly at: Readonly<ShallowRef<number | undefined>>
  readonly replace: (rows: readonly R[], at: number) => void
  readonly apply: (rows: readonly R[], gone: readonly string[], at: number) => void
  /** An answer that came by HTTP, e.g. after an own act: taken only if nothing is here or what is here is older. */
  readonly upsert: (row: R) => void
  readonly failed: (problem: ApiProblem) => void
  readonly clear: () => void
}

/** `older(a, b)`: true when `a` must not replace `b`. */
export function liveRows<R>(keyOf: (row: R) => string, older: (a: R, b: R) => boolean = () => false): LiveRows<R> {
  const map = new Map<string, R>()
  const rows = shallowRef<ReadonlyMap<string, R>>(map)
  const state = shallowRef<ViewState>('loading')
  const problem = shallowRef<ApiProblem>()
  const at = shallowRef<number>()

  function put(row: R): void {
    const key = keyOf(row)
    const had = map.get(key)
    if (had === undefined || !older(row, had)) map.set(key, row)
  }
  function fresh(when: number): void {
    state.value = 'live'
    problem.value = undefined
    at.value = when
  }

  return {
    rows,
    state,
    problem,
    at,
    replace(next, when) {
      map.clear()
      for (const row of next) map.set(keyOf(row), row)
      fresh(when)
      triggerRef(rows)
    },
    apply(next, gone, when) {
      for (const row of next) put(row)
      for (const key of gone) map.delete(key)
      fresh(when)
      triggerRef(rows)
    },
    upsert(row) {
      const had = map.get(keyOf(row))
      // The very row that is here wakes nobody: lists of thousands are made anew from every change.
      if (had !== undefined && !older(had, row)) return
      put(row)
      triggerRef(rows)
    },
    failed(p) {
      // Rows already here stay on screen; only a view that never came is empty.
      if (state.value !== 'live') state.value = 'failed'
      problem.value = p
    },
    clear() {
      map.clear()
      state.value = 'loading'
      problem.value = undefined
      at.value = undefined
      triggerRef(rows)
    },
  }
}
