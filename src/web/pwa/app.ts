// The page as an installed application: its service worker, a new version of it, and the browser's offer to install. Needs https or
// localhost; elsewhere the page works as ever and says nothing.
import { shallowRef } from 'vue'

/** The browser's own event, which no library of types knows. */
interface InstallOffer extends Event {
  prompt(): Promise<void>
}

/** A new version stands ready; `apply` puts it in place and loads the page anew. */
export const newer = shallowRef<{ readonly apply: () => void }>()
/** The browser would install this page. */
export const offer = shallowRef<InstallOffer>()

const ASK_AGAIN_MS = 60 * 60_000
const DECLINED = 'yiwang.install.declined'

export function declineInstall(): void {
  offer.value = undefined
  try {
    localStorage.setItem(DECLINED, '1')
  } catch {
    // It will then ask again next time.
  }
}
function isDeclined(): boolean {
  try {
    return localStorage.getItem(DECLINED) !== null
  } catch {
    return false
  }
}

export async function install(): Promise<void> {
  const given = offer.value
  offer.value = undefined
  await given?.prompt()
}

function ready(registration: ServiceWorkerRegistration): void {
  const worker = registration.waiting
  // Without a controller this is the first version: nothing on screen is older.
  if (worker === null || navigator.serviceWorker.controller === null) return
  newer.value = {
    apply() {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      worker.postMessage('apply')
    },
  }
}

export function startApp(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    if (!isDeclined()) offer.value = event as InstallOffer
  })
  addEventListener('appinstalled', () => (offer.value = undefined))
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator)) return
  const begin = async (): Promise<void> => {
    const registration = await navigator.serviceWorker.register('/sw.js')
    ready(registration)
    registration.addEventListener('updatefound', () => {
      const { installing } = registration
      installing?.addEventListener('statechange', () => ready(registration))
    })
    setInterval(() => void registration.update().catch(() => undefined), ASK_AGAIN_MS)
  }
  // After the page itself: the worker fetches a good deal, and the list of orders goes first.
  const soon = (): void => void begin().catch(() => undefined)
  if (document.readyState === 'complete') setTimeout(soon, 1_000)
  else addEventListener('load', () => setTimeout(soon, 1_000), { once: true })
}
