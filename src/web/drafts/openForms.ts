// How many forms hold something typed right now: a new version of the page waits until there is none.
import { computed, onScopeDispose, shallowRef, triggerRef, watchEffect } from 'vue'

const open = shallowRef(new Set<symbol>())
export const isTyping = computed(() => open.value.size > 0)

/** Counts a form as open while `holds` says that something is typed in it. */
export function useOpenForm(holds: () => boolean): void {
  const mine = Symbol('form')
  const set = (is: boolean): void => {
    if (is === open.value.has(mine)) return
    if (is) open.value.add(mine)
    else open.value.delete(mine)
    triggerRef(open)
  }
  watchEffect(() => set(holds()))
  onScopeDispose(() => set(false))
}
