// Looks of both themes as tokens.css has them, and contrast by WCAG.
import { readFileSync } from 'node:fs'
import { channels, type MapColours } from '../../../../src/web/map/colours.ts'
import type { Look } from '../../../../src/web/map/overlays/overlay.ts'

const css = readFileSync('src/web/ui/tokens.css', 'utf8')

function tokens(theme: 'dark' | 'light'): (name: string) => string {
  const at = css.indexOf(`[data-theme='${theme}']`)
  const block = css.slice(at, css.indexOf('}', at))
  return (name) => new RegExp(`--${name}:\\s*(#[\\da-f]+)`).exec(block)?.[1] ?? ''
}

function colours(theme: 'dark' | 'light'): MapColours {
  const of = tokens(theme)
  const map = (name: string): string => of(`map-${name}`)
  return {
    ...{ ground: map('ground'), land: map('land'), water: map('water'), road: map('road'), border: map('border') },
    ...{ label: map('label'), halo: map('halo'), calm: of('calm-mark'), text: of('text') },
    ...{ selected: of('interactive'), panel: of('panel') },
    levels: [of('level-1'), of('level-2'), of('level-3'), of('level-4')],
  }
}

export const LOOKS: readonly (readonly [string, Look])[] = (['dark', 'light'] as const).map((theme) => [
  theme,
  { colours: colours(theme), locale: 'zh', textSize: 13, scale: 1 },
])

const luminance = (colour: string): number => {
  const [r, g, b] = channels(colour)
  const part = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
}
/** 1–21 */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}
