// The browser's own notifications: whether it allows them, asking once the reader wants them, showing one.
import { shallowRef } from 'vue'

/** `unsupported`: this browser, or a page that is not served safely, has none. */
export type BrowserLeave = NotificationPermission | 'unsupported'

const read = (): BrowserLeave =>
  typeof Notification === 'undefined' || !isSecureContext ? 'unsupported' : Notification.permission
/** What the browser says now. */
export const browserLeave = shallowRef<BrowserLeave>(read())

/** Asks the browser, in answer to a press of the reader: unasked questions are refused for good. */
export async function askBrowser(): Promise<BrowserLeave> {
  if (read() === 'default')
    await Notification.requestPermission().catch(() => {
      // Old browsers answer by callback alone: what they decided is read below.
    })
  return (browserLeave.value = read())
}

/** Nothing happens unless the browser allows it; the same id replaces itself, also across tabs. */
export function showBrowserNotice(id: string, title: string, body: string, open: () => void): void {
  browserLeave.value = read()
  if (browserLeave.value !== 'granted') return
  try {
    const shown = new Notification(title, { body, tag: id })
    shown.onclick = () => {
      window.focus()
      open()
      shown.close()
    }
  } catch {
    // Phones allow them from a service worker only; bell and card have it anyway.
    browserLeave.value = 'unsupported'
  }
}
