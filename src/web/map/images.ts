// Marks of the four levels drawn for the map: the same shapes as LevelMark, with a halo so that they stand on any ground.
import type { Map as MapLibre } from 'maplibre-gl'
import { LEVELS } from '../../core/level.ts'
import { LEVEL_PATHS } from '../ui/levels.ts'
import type { MapColours } from './colours.ts'

/** Drawn at this many pixels and shown at half, for sharp edges on dense screens. */
const SIZE = 64
export const MARK_RATIO = 2

export const levelImage = (level: number): string => `level-${level}`

function drawMark(path: string, fill: string, halo: string): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  const scale = (SIZE - 12) / 16
  g.translate(6, 6)
  g.scale(scale, scale)
  const shape = new Path2D(path)
  g.lineJoin = 'round'
  g.lineWidth = 2.6
  g.strokeStyle = halo
  g.stroke(shape)
  g.fillStyle = fill
  g.fill(shape)
  return g.getImageData(0, 0, SIZE, SIZE)
}

/** Adds or redraws the marks; called again when the theme changes. */
export function addLevelImages(map: MapLibre, colours: MapColours): void {
  for (const level of LEVELS) {
    const image = drawMark(LEVEL_PATHS[level], colours.levels[level - 1] ?? colours.text, colours.halo)
    if (image === undefined) continue
    const name = levelImage(level)
    if (map.hasImage(name)) map.removeImage(name)
    map.addImage(name, image, { pixelRatio: MARK_RATIO })
  }
}
