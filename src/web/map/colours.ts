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
