// Marks of the four levels drawn for the map: the same shapes as LevelMark, with a halo so that they stand on any ground.
import type { Map as MapLibre } from 'maplibre-gl'
import { LEVELS, type Level } from '../../core/level.ts'
import { LEVEL_PATHS } from '../ui/levels.ts'
import { PIN } from './casePin.ts'
import type { MapColours } from './colours.ts'

/** Drawn at this many pixels and shown at half, for sharp edges on dense screens. */
export const MARK_RATIO = 2
const SIZE = PIN.wide * MARK_RATIO

type ByLevel = ['match', ['get', 'level'], 1, string, 2, string, 3, string, 4, string, string]
/** By the level of a feature; `none` where it has none of the four. */
export const byLevel = (of: (level: Level) => string, none: string): ByLevel => [
  'match',
  ['get', 'level'],
  ...([1, of(1), 2, of(2), 3, of(3), 4, of(4)] as const),
  none,
]

export const levelImage = (level: number): string => `level-${level}`
/** The same on the stem of a case. */
export const caseImage = (level: number): string => `case-${level}`

/** px of the picture: where the stem leaves the mark, and how wide it is with its halo and without. */
const STEM = { from: 50, widths: [11, 5] } as const

function drawMark(path: string, fill: string, halo: string, tall = SIZE): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = tall
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  if (tall > SIZE) {
    g.lineCap = 'round'
    for (const [i, width] of STEM.widths.entries()) {
      g.beginPath()
      g.moveTo(SIZE / 2, STEM.from)
      g.lineTo(SIZE / 2, tall - STEM.widths[0] / 2)
      g.lineWidth = width
      g.strokeStyle = i === 0 ? halo : fill
      g.stroke()
    }
  }
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
  return g.getImageData(0, 0, SIZE, tall)
}

/** Adds or redraws the marks; called again when the theme changes. */
export function addLevelImages(map: MapLibre, colours: MapColours): void {
  for (const level of LEVELS) {
    for (const [name, tall] of [
      [levelImage(level), SIZE],
      [caseImage(level), PIN.tall * MARK_RATIO],
    ] as const) {
      const image = drawMark(LEVEL_PATHS[level], colours.levels[level - 1] ?? colours.text, colours.halo, tall)
      if (image === undefined) continue
      if (map.hasImage(name)) map.removeImage(name)
      map.addImage(name, image, { pixelRatio: MARK_RATIO })
    }
  }
}

/** A ring to stand around a mark: whole, or broken where what it says is half done. */
export function ringImage(colour: string, halo: string, broken = false): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  const middle = SIZE / 2
  for (const [width, paint] of [
    [9, halo],
    [5, colour],
  ] as const) {
    g.lineWidth = width
    g.strokeStyle = paint
    // Four arcs with gaps between them, or one.
    for (let quarter = 0; quarter < 4; quarter++) {
      g.beginPath()
      const from = (quarter * Math.PI) / 2 + (broken ? 0.28 : 0)
      g.arc(middle, middle, middle - 6, from, ((quarter + 1) * Math.PI) / 2 - (broken ? 0.28 : 0))
      g.stroke()
    }
  }
  return g.getImageData(0, 0, SIZE, SIZE)
}

/** Slanted lines in one colour: what is unknown, or lies over the ground without hiding it. Drawn in single pixels. */
export function hatchImage(colour: string): ImageData | undefined {
  const size = 12
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.strokeStyle = colour
  g.lineWidth = 1.5
  for (const x of [-size, 0, size]) {
    g.beginPath()
    g.moveTo(x, size)
    g.lineTo(x + size, 0)
    g.stroke()
  }
  return g.getImageData(0, 0, size, size)
}
