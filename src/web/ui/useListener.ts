// A listener for as long as its component lives. VueUse's own brings 4 kB gzipped, and every page would wait for it.
import { onScopeDispose } from 'vue'

/** The targets that are there for good. */
interface Heard {
  <K extends keyof WindowEventMap>(target: Window, type: K, f: (event: WindowEventMap[K]) => void): void
  <K extends keyof DocumentEventMap>(target: Document, type: K, f: (event: DocumentEventMap[K]) => void): void
}
export const useListener: Heard = (target: EventTarget, type: string, f: (event: never) => void): void => {
  const heard = f as (event: Event) => void
  target.addEventListener(type, heard)
  onScopeDispose(() => target.removeEventListener(type, heard))
}
