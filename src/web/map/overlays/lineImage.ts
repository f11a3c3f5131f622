// A line as it looks on the map, for the legend: with its own dash, on the land it lies on.

/** Twice what is shown, for sharp edges on dense screens. */
const WIDTH = 64
const HEIGHT = 32
const RATIO = 2

/** `dash` in widths of the line, as the map takes it; `land`: what lies under it. */
export function lineImage(line: {
  readonly colour: string
  readonly width: number
  readonly dash?: readonly number[] | undefined
  readonly land: string
}): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.fillStyle = line.land
  g.fillRect(0, 0, WIDTH, HEIGHT)
  g.strokeStyle = line.colour
  g.lineWidth = line.width * RATIO
  g.setLineDash((line.dash ?? []).map((part) => part * line.width * RATIO))
  g.beginPath()
  g.moveTo(0, HEIGHT / 2)
  g.lineTo(WIDTH, HEIGHT / 2)
  g.stroke()
  return g.getImageData(0, 0, WIDTH, HEIGHT)
}
