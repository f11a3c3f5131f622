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
/** Waits after an installation that did not come to its end; the last one holds for all that follow. */
const TRY_AGAIN_MS = [3_000, 15_000, 60_000] as const
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

function askHourly(workers: ServiceWorkerContainer): void {
  const ask = async (): Promise<unknown> => (await workers.getRegistration())?.update()
  setInterval(() => void ask().catch(() => undefined), ASK_AGAIN_MS)
}

/**
 * Registers the worker. On a weak line or a busy hub the first installation may fail, and a browser does not try again before the
 * next page: here it does, or the page would be without its shell when the signal goes.
 */
export async function begin(workers: ServiceWorkerContainer, failed = 0): Promise<void> {
  let isAgain = false
  const again = (): void => {
    if (isAgain) return
    isAgain = true
    const wait = TRY_AGAIN_MS[Math.min(failed, TRY_AGAIN_MS.length - 1)]
    setTimeout(() => void begin(workers, failed + 1), wait)
  }
  const watch = (registration: ServiceWorkerRegistration): void => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'redundant' && registration.active === null) again()
      else ready(registration)
    })
  }
  try {
    const registration = await workers.register('/sw.js')
    ready(registration)
    watch(registration)
    registration.addEventListener('updatefound', () => watch(registration))
  } catch {
    again()
  }
}

export function startApp(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    if (!isDeclined()) offer.value = event as InstallOffer
  })
  addEventListener('appinstalled', () => (offer.value = undefined))
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator)) return
  // After the page itself: the worker fetches a good deal, and the list of orders goes first.
  const soon = (): void => {
    askHourly(navigator.serviceWorker)
    void begin(navigator.serviceWorker)
  }
  if (document.readyState === 'complete') setTimeout(soon, 1_000)
  else addEventListener('load', () => setTimeout(soon, 1_000), { once: true })
}
