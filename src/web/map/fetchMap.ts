// Fetches the code that draws maps, which is large and a part of its own.
import type * as drawing from './cityMap.ts'

/** A sheet that did not come is one without rules in some browsers, in others none. */
function isLost({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) === 0
  } catch {
    return true
  }
}

/** The bundler asks for the look of a part once, and goes on without it where that failed: here it is asked for again. */
async function renewLooks(): Promise<void> {
  const lost = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(isLost)
  await Promise.all(
    lost.map(
      (link) =>
        new Promise((resolve, reject) => {
          const fresh = link.cloneNode() as HTMLLinkElement
          fresh.addEventListener('load', resolve)
          fresh.addEventListener('error', () => reject(new Error(`no answer for ${link.href}`)))
          link.replaceWith(fresh)
        }),
    ),
  )
}

let failed = false
/** A failure is thrown, and may be asked again. */
export async function fetchMap(): Promise<typeof drawing> {
  try {
    if (failed) await renewLooks()
    const fetched = await import('./cityMap.ts')
    failed = false
    return fetched
  } catch (error) {
    failed = true
    throw error
  }
}
