// Beginning anew without a blank screen: the last picture is kept, the page reloads, and public/curtain.js hangs the picture before the
// new page until that stands. Counts how often.

const CURTAIN = 'yiwang.wall.curtain'
const COUNT = 'yiwang.wall.reloads'
const QUALITY = 0.7
/** How long a newer shell has to take its place. */
const APPLY_MS = 10_000

export interface Reloads {
  readonly count: number
  /** Instants of those of the last hours, oldest first. */
  readonly at: readonly number[]
  readonly last?: string
}
export function reloadsSoFar(): Reloads {
  try {
    return (JSON.parse(sessionStorage.getItem(COUNT) ?? 'null') as Reloads | null) ?? { count: 0, at: [] }
  } catch {
    return { count: 0, at: [] }
  }
}
function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // No room for the picture: dark for a moment then.
  }
}

/** Canvases that show nothing when they are asked, unless they have just been drawn: each is asked to draw first. */
export const redrawn = new Set<() => void>()

const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => resolve())
    // A hidden page has no frames.
    setTimeout(resolve, 500)
  })

function pictureOf(wall: Element): string {
  const copy = wall.cloneNode(true) as Element
  const drawn = [...wall.querySelectorAll('canvas')]
  copy.querySelectorAll('canvas').forEach((canvas, i) => {
    const from = drawn[i]
    // Of a lost graphics card nothing is left but black: the ground of the map stands there instead.
    if (from === undefined || from.getContext('webgl2')?.isContextLost() === true) return
    const image = document.createElement('img')
    image.className = canvas.className
    image.setAttribute(
      'style',
      `${canvas.getAttribute('style') ?? ''};width:${from.clientWidth}px;height:${from.clientHeight}px`,
    )
    try {
      image.src = from.toDataURL(from.classList.contains('maplibregl-canvas') ? 'image/jpeg' : 'image/png', QUALITY)
    } catch {
      return
    }
    canvas.replaceWith(image)
  })
  for (const one of copy.querySelectorAll('script, iframe, video')) one.remove()
  return copy.outerHTML
}

/** Rules of the page as text; variables of the root hold for the host of the shadow tree as well. */
const cssOf = (): string =>
  [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    .filter((text) => !text.startsWith('@font-face'))
    .join('\n')
    .replaceAll(':root', ':host')

/**
 * Reloads at once; what stood before it stands until the new page does. `apply` puts a newer shell in place and reloads the page with
 * it: nobody stands before a wall who could be asked.
 */
export async function beginAgain(why: string, now: number, apply?: () => void): Promise<void> {
  const { count, at } = reloadsSoFar()
  keep(COUNT, { count: count + 1, at: [...at.slice(-19), now], last: why })
  const wall = document.querySelector('main.wall')
  if (wall !== null) {
    for (const draw of redrawn) draw()
    await frame()
    const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()
    try {
      keep(CURTAIN, { html: pictureOf(wall), css: cssOf(), ground })
    } catch {
      // A sheet or a canvas that may not be read: dark for a moment then.
    }
  }
  apply?.()
  if (apply === undefined) location.reload()
  else setTimeout(() => location.reload(), APPLY_MS)
}

/** The new page stands: what was before it goes, softly. */
export function raiseCurtain(): void {
  const curtain = document.getElementById('wall-curtain')
  if (curtain === null) return
  curtain.style.transition = 'opacity 200ms linear'
  curtain.style.opacity = '0'
  setTimeout(() => curtain.remove(), 250)
}
