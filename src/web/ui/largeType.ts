// The button «large type» (适老) of the pages that offer it: the account's text size with one press.
import { computed, type ComputedRef } from 'vue'
import { useLooks } from './looks.ts'
import { textSize } from './textSize.ts'

export function useLargeType(): { readonly large: ComputedRef<boolean>; readonly toggle: () => void } {
  return { large: computed(() => textSize.value !== 'normal'), toggle: useLooks().toggleLargeType }
}
