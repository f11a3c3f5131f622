// Every text a wall shows, as the eye meets it: how high, how wide, and whether any of it is cut or hidden behind the edge of its box.
import type { Page } from '@playwright/test'
import {
  arcOf,
  assumedGeometry,
  FIGURE_FACE,
  HAN_FACE,
  LEAST_ARC_MIN,
  type WallGeometry,
} from '../../../src/web/wall/textSize.ts'

export interface SeenText {
  readonly text: string
  /** Font size, px. */
  readonly px: number
  /** In the condensed face of figures, whose characters are lower than Chinese ones of the same size. */
  readonly figures: boolean
  /** More of it is there than its box shows. */
  readonly cut: boolean
  /** Beyond the edge of the screen. */
  readonly off: boolean
}

/** All text nodes that are seen within `within`; what is for screen readers alone, what a map or chart draws itself, and a watermark are not among them. */
export const seenTexts = (page: Page, within = 'main.wall'): Promise<SeenText[]> =>
  page.evaluate((selector) => {
    const root = document.querySelector(selector)
    if (root === null) throw new Error(`no ${selector}`)
    const found: SeenText[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (
        text === '' ||
        element === null ||
        element.closest('.visually-hidden, script, style, svg[aria-hidden]') !== null
      )
        continue
      const style = getComputedStyle(element)
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      // A line box is taller than what is written in it: what is read is one size high, in the middle of its line.
      const size = Number.parseFloat(style.fontSize)
      const glyphs = [...range.getClientRects()].map((line) => {
        const middle = (line.top + line.bottom) / 2
        return { left: line.left, right: line.right, top: middle - size / 2, bottom: middle + size / 2 }
      })
      if (style.visibility === 'hidden' || style.opacity === '0' || box.width === 0 || box.height === 0) continue
      let cut = false
      for (
        let around: HTMLElement | null = element;
        around !== null && around !== root;
        around = around.parentElement
      ) {
        if (getComputedStyle(around).overflow === 'visible') continue
        const edge = around.getBoundingClientRect()
        cut ||= glyphs.some(
          (one) =>
            one.right > edge.right + 2 ||
            one.bottom > edge.bottom + 2 ||
            one.left < edge.left - 2 ||
            one.top < edge.top - 2,
        )
      }
      found.push({
        ...{ text, px: Number.parseFloat(style.fontSize), cut },
        figures: style.fontFamily.includes('Barlow'),
        off: box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1,
      })
    }
    return found
  }, within)

/** Minutes of arc of a text for who stands where the wall is read from. */
export const arcOfText = (
  { px, figures }: Pick<SeenText, 'px' | 'figures'>,
  geometry: WallGeometry,
  widthPx: number,
): number => arcOf((px * (figures ? FIGURE_FACE : HAN_FACE) * geometry.widthMm) / widthPx, geometry.distanceM)

/** Texts that are smaller than ISO 9241-303 asks for at this distance, or cut. Sizes are rounded up to a tenth of a pixel. */
const unreadable = (texts: readonly SeenText[], geometry: WallGeometry, widthPx: number): readonly SeenText[] =>
  texts.filter((one) => one.cut || one.off || arcOfText(one, geometry, widthPx) < LEAST_ARC_MIN - 0.05)

/** A name that has come this moment is shortened in the next, which a processor that draws eight thousand pixels lets wait. */
const AGAIN = { times: 40, afterMs: 1_500 }

/** Of the texts a wall of this width shows, those that stay too small for who stands there, cut or off the edge, in words; the room is as a wall assumes it. */
export async function unread(page: Page, widthPx: number): Promise<string[]> {
  const look = async (): Promise<readonly SeenText[]> =>
    unreadable(await seenTexts(page), assumedGeometry(widthPx), widthPx)
  let bad = await look()
  for (let again = 0; bad.length > 0 && again < AGAIN.times; again++) {
    await page.waitForTimeout(AGAIN.afterMs)
    bad = await look()
  }
  return bad.map(({ text, px, cut, off }) => `«${text}» ${px} px${cut ? ' cut' : ''}${off ? ' off' : ''}`)
}
