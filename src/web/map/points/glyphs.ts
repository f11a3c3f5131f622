// The few characters that stand on clusters, drawn once into a picture for the graphics card at just the size they are shown at:
// nothing is scaled, so they are as sharp as text of the page.
import { GLYPHS } from './sheet.ts'

export interface Glyphs {
  /** Pixels of the screen, side of the square each character has. */
  readonly cell: number
  /** Red: the character; green: the character with its halo. One row. */
  readonly image: ImageData
  /** px of a text one px high. */
  readonly widths: readonly number[]
}

const FONT = "'Barlow Semi Condensed', system-ui, 'Noto Sans', sans-serif"
/** Of the text's height, on each side. */
const HALO = 0.18

/** `size`: pixels of the screen. Undefined where a browser gives no canvas. */
export function drawGlyphs(size: number): Glyphs | undefined {
  // Even: a square of points has its middle between pixels then.
  const cell = 2 * Math.ceil(size * 0.8)
  const canvas = document.createElement('canvas')
  canvas.width = cell * GLYPHS.length
  canvas.height = cell
  const g = canvas.getContext('2d', { willReadFrequently: true })
  if (g === null) return undefined
  g.font = `600 ${size}px ${FONT}`
  g.textAlign = 'center'
  g.textBaseline = 'alphabetic'
  g.lineJoin = 'round'
  g.lineWidth = size * HALO * 2
  g.fillStyle = 'black'
  g.fillRect(0, 0, canvas.width, canvas.height)
  g.globalCompositeOperation = 'lighter'
  // By a figure's own height: baselines of fonts differ.
  const { actualBoundingBoxAscent: up } = g.measureText('0')
  for (const [i, glyph] of GLYPHS.entries()) {
    const x = (i + 0.5) * cell
    const y = cell / 2 + up / 2
    g.save()
    g.beginPath()
    g.rect(i * cell, 0, cell, cell)
    g.clip()
    g.strokeStyle = 'lime'
    g.strokeText(glyph, x, y)
    g.fillStyle = 'yellow'
    g.fillText(glyph, x, y)
    g.restore()
  }
  return {
    cell,
    image: g.getImageData(0, 0, canvas.width, canvas.height),
    widths: GLYPHS.map((glyph) => g.measureText(glyph).width / size),
  }
}
