// Style sheets that did not come. The bundler asks for the sheet of a part once, fails with it, and goes on without it the next time.
import { pause } from './pause.ts'

const ASK_AGAIN_MS = 5_000
const lost = new Set<HTMLLinkElement>()
let asking = false

/** A sheet that did not come is one without rules in some browsers, in others none. */
function isLost({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) === 0
  } catch {
    return true
  }
}

function askAgain(link: HTMLLinkElement): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fresh = link.cloneNode() as HTMLLinkElement
    fresh.addEventListener('load', resolve)
    fresh.addEventListener('error', () => reject(new Error(`no answer for ${link.href}`)))
    lost.delete(link)
    link.replaceWith(fresh)
  })
}

let underWay: Promise<unknown> | undefined
/** Asks again for those that are lost, once for all who want them. Rejects where one does not come this time either. */
export async function renewSheets(): Promise<void> {
  underWay ??= Promise.all([...lost].map(askAgain)).finally(() => (underWay = undefined))
  await underWay
}

async function lose(link: HTMLLinkElement): Promise<void> {
  lost.add(link)
  if (asking) return
  asking = true
  while (lost.size > 0)
    await pause(ASK_AGAIN_MS)
      .then(renewSheets)
      .catch(() => undefined)
  asking = false
}

/** What is drawn without its sheet gets it as soon as the hub answers. Called once, when the page's own have come or failed. */
export function keepSheets(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (isLost(link)) void lose(link)
  // These events do not bubble.
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') void lose(target)
    },
    true,
  )
}
