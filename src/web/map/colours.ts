// Colours of the map as values: WebGL cannot read CSS variables.
import { token } from '../ui/theme.ts'

export interface MapColours {
  readonly ground: string
  readonly land: string
  readonly water: string
  readonly road: string
  readonly border: string
  readonly label: string
  readonly halo: string
  readonly calm: string
  readonly text: string
  readonly selected: string
  readonly panel: string
  readonly levels: readonly [string, string, string, string]
}

export const readMapColours = (): MapColours => ({
  ground: token('map-ground'),
  land: token('map-land'),
  water: token('map-water'),
  road: token('map-road'),
  border: token('map-border'),
  label: token('map-label'),
  halo: token('map-halo'),
  calm: token('calm-mark'),
  text: token('text'),
  selected: token('interactive'),
  panel: token('panel'),
  levels: [token('level-1'), token('level-2'), token('level-3'), token('level-4')],
})

/** Red, green, blue, alpha as 0–1 from `#rgb`, `#rrggbb` or `#rrggbbaa`, as tokens are written; a middle grey for anything else. */
export function channels(text: string): readonly [number, number, number, number] {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text.trim())
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(text.trim())
  const [r, g, b, a] = short?.slice(1).map((c) => c + c) ?? long?.slice(1) ?? ['80', '80', '80']
  const part = (hex: string | undefined): number => (hex === undefined ? 1 : Number.parseInt(hex, 16) / 255)
  return [part(r), part(g), part(b), part(a)]
}
