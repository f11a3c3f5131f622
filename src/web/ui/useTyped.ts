// A search field whose words go into the address after a moment's pause. Holds no field.
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

const PAUSE_MS = 250

/** `text` is what stands in the address; `settled` is called with the trimmed words once nobody types. */
export function useTyped(
  text: () => string,
  settled: (words: string) => void,
): { readonly typed: Readonly<Ref<string>>; readonly type: (event: Event) => void } {
  const typed = shallowRef(text())
  let pause: ReturnType<typeof setTimeout> | undefined
  /** What was handed on last: its coming back is an echo, and somebody may have typed further meanwhile. */
  let told: string | undefined
  watch(text, (words) => {
    if (words === told) return
    told = undefined
    clearTimeout(pause)
    typed.value = words
  })
  onScopeDispose(() => clearTimeout(pause))
  return {
    typed,
    type(event) {
      typed.value = (event.target as HTMLInputElement).value
      clearTimeout(pause)
      pause = setTimeout(() => settled((told = typed.value.trim())), PAUSE_MS)
    },
  }
}
