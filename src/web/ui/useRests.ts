// Tells of a value once it has stood for a moment: whoever runs past is not followed.
import { onScopeDispose, watch } from 'vue'

export function useRests<T>(value: () => T | undefined, restsMs: number, rested: (value: T) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, (now) => {
    clearTimeout(timer)
    if (now !== undefined) timer = setTimeout(() => rested(now), restsMs)
  })
  onScopeDispose(() => clearTimeout(timer))
}
