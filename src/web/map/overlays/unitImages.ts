// Marks of moving units drawn for the map: what it is by its picture, how far its place can be relied upon by its ground and its ring.
import { UNIT_SYMBOLS, type UnitKind } from '../../../wire/reference/units.ts'
import { MARK_RATIO } from '../images.ts'
import type { Look } from './overlay.ts'

export type UnitSymbol = UnitKind['symbol']
export type UnitStanding = 'fresh' | 'old' | 'lost'

/** px at full size. Nose and rings are pictures of their own around the badge, so that names keep clear of the badge alone. */
const BADGE = 22
const CORNER = 5

/** Side views in a 16 × 16 box, holes by the even-odd rule: windows. A person is seen from the front. */
const PATHS: Readonly<Record<UnitSymbol, string>> = {
  bus: 'M1 3.6h14v8.2h-1.6a1.7 1.7 0 0 1-3.4 0H6.4a1.7 1.7 0 0 1-3.4 0H1ZM2.4 5v3h2.8V5ZM6.6 5v3h2.8V5ZM10.8 5v3h2.8V5Z',
  van: 'M1 4h8.6l3.2 3.4 2.2.8v3.6h-1.6a1.7 1.7 0 0 1-3.4 0H6a1.7 1.7 0 0 1-3.4 0H1ZM8.2 5.4V7.8h3L9 5.4Z',
  car: 'M1 11.6V8.6l2-.8L5.2 4.6h5.2L12.8 7.6l2.2.8v3.2h-1.6a1.7 1.7 0 0 1-3.4 0H6.2a1.7 1.7 0 0 1-3.4 0ZM5.9 5.9 4.8 7.6h2.5V5.9ZM8.5 5.9v1.7h2.4L9.8 5.9Z',
  sweeper: 'M1 3.2h7.4v1.6h3.4l2.2 3v3H8.6L7.4 13.6H1.6L2.8 10.8H1ZM9.8 6.1v2h2.6l-1.4-2Z',
  officer: 'M8 1.6a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 1 1 0-5.8ZM2.6 14.2c0-3.6 2-5.6 5.4-5.6s5.4 2 5.4 5.6Z',
}

export const unitImage = (symbol: UnitSymbol, standing: 'fresh' | 'old'): string => `units-${symbol}-${standing}`
export const UNIT_LOST = 'units-lost'
export const UNIT_DOUBT = 'units-doubt'
export const UNIT_CHOSEN = 'units-ring'
export const UNIT_NOSE = 'units-nose'
/** The nose alone, for the legend. */
export const UNIT_NOSE_SIGN = 'units-nose-sign'

function drawn(size: number, draw: (g: CanvasRenderingContext2D) => void): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = size * MARK_RATIO
  canvas.height = size * MARK_RATIO
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.scale(MARK_RATIO, MARK_RATIO)
  g.translate(size / 2, size / 2)
  draw(g)
  return g.getImageData(0, 0, canvas.width, canvas.height)
}

/** People are round, vehicles have corners. */
function ground(symbol: UnitSymbol, side: number): Path2D {
  const path = new Path2D()
  if (symbol === 'officer') path.arc(0, 0, side / 2, 0, Math.PI * 2)
  else path.roundRect(-side / 2, -side / 2, side, side, CORNER)
  return path
}

/** Filled while its place is good; hollow once that is old. */
function badge(symbol: UnitSymbol, hollow: boolean, { selected, halo, land, label }: Look['colours']) {
  return drawn(BADGE + 2, (g) => {
    g.fillStyle = halo
    g.fill(ground(symbol, BADGE + 2))
    g.fillStyle = hollow ? land : selected
    g.fill(ground(symbol, BADGE))
    if (hollow) {
      g.lineWidth = 1.6
      g.strokeStyle = label
      g.stroke(ground(symbol, BADGE - 1.6))
    }
    g.fillStyle = hollow ? label : land
    g.translate(-8, -8)
    g.fill(new Path2D(PATHS[symbol]), 'evenodd')
  })
}

const ring = (radius: number, parts: number, colour: string, halo: string) =>
  drawn(2 * radius + 6, (g) => {
    for (const [width, paint] of [
      [4, halo],
      [2, colour],
    ] as const) {
      g.lineWidth = width
      g.strokeStyle = paint
      const gap = parts === 1 ? 0 : 0.3
      for (let part = 0; part < parts; part++) {
        g.beginPath()
        const turn = (Math.PI * 2) / parts
        g.arc(0, 0, radius, part * turn + gap, (part + 1) * turn - gap)
        g.stroke()
      }
    }
  })

/** A wedge before the badge, pointing north; the map turns it. */
const nose = (colour: string, halo: string, size: number, down: number) =>
  drawn(size, (g) => {
    g.translate(0, down)
    const path = new Path2D('M0 -21 L6 -13.5 Q0 -16 -6 -13.5 Z')
    g.lineJoin = 'round'
    g.lineWidth = 2
    g.strokeStyle = halo
    g.stroke(path)
    g.fillStyle = colour
    g.fill(path)
  })

export function unitImages({ colours: c }: Look): Readonly<Record<string, ImageData | undefined>> {
  return {
    ...Object.fromEntries(
      UNIT_SYMBOLS.flatMap((symbol) => [
        [unitImage(symbol, 'fresh'), badge(symbol, false, c)],
        [unitImage(symbol, 'old'), badge(symbol, true, c)],
      ]),
    ),
    [UNIT_LOST]: ring(7, 1, c.label, c.halo),
    [UNIT_DOUBT]: ring(14, 5, c.text, c.halo),
    [UNIT_CHOSEN]: ring(22, 1, c.selected, c.halo),
    [UNIT_NOSE]: nose(c.selected, c.halo, 46, 0),
    [UNIT_NOSE_SIGN]: nose(c.selected, c.halo, 16, 17),
  }
}
