// Large type (适老) on the pages that offer it: one choice for all of them, kept on this device, undone when the page is left.
import { onScopeDispose, shallowRef, watchEffect, type ShallowRef } from 'vue'
import './large-type.css'

const KEY = 'yiwang.large'

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

export function useLargeType(): { readonly large: Readonly<ShallowRef<boolean>>; readonly toggle: () => void } {
  const large = shallowRef(stored())
  watchEffect(() => document.documentElement.toggleAttribute('data-large', large.value))
  onScopeDispose(() => document.documentElement.removeAttribute('data-large'))
  return {
    large,
    toggle() {
      large.value = !large.value
      try {
        localStorage.setItem(KEY, large.value ? 'yes' : 'no')
      } catch {
        // Storage may be forbidden; the choice then lasts as long as the page.
      }
    },
  }
}
