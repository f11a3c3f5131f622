// Tells the hub what this screen has open while somebody can see it. A word that gets lost is said again; nobody is bothered with it.
import { useEventListener } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import { isPresent } from '../../wire/views.ts'
import { sayPresence } from '../api/desk.ts'
import { SCREEN } from '../stores/presence.ts'
import { useSession } from '../stores/session.ts'

/** The hub forgets a screen 45 s after its last word: one may be lost. */
const AGAIN_MS = 20_000
/** Going down the queue with j is not looking at every case. */
const SETTLE_MS = 400

/** `act`: the act whose form the reader is filling in. */
export function useSaidPresence(incident: () => string | undefined, act: () => AskedAct | undefined): void {
  const session = useSession()
  let pause: ReturnType<typeof setTimeout> | undefined
  /** Something has been said that must be taken back. */
  let said = false

  function say(): void {
    const open = incident()
    if (session.role === undefined || !isPresent(session.role) || document.visibilityState === 'hidden') return
    if (open === undefined && !said) return
    const doing = open === undefined ? undefined : act()
    said = open !== undefined
    const word = { screen: SCREEN, ...(open && { incident: open }), ...(doing && { act: doing }) }
    void sayPresence(word).catch(() => undefined)
  }
  function soon(): void {
    clearTimeout(pause)
    pause = setTimeout(say, SETTLE_MS)
  }
  watch([incident, act], soon, { immediate: true })
  useEventListener(document, 'visibilitychange', say)
  const timer = setInterval(say, AGAIN_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    clearTimeout(pause)
    if (said && session.user !== undefined) void sayPresence({ screen: SCREEN }).catch(() => undefined)
  })
}
