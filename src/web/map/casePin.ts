// Where the mark of a case is drawn: above its place, on a stem that ends there. Most cases stand on the sensor that caused them, and in
// a crowd on a cluster: its red and its count stay readable under the stem. Geometry only.
import type { ExpressionSpecification } from 'maplibre-gl'
import { atZoom } from './points/marks.ts'

/** px at size 1: the picture with its head of a square, and how far the middle of the head is above the place. */
export const PIN = { wide: 32, tall: 52, lift: 36 } as const
/** px around the middle of the head that are the mark, its halo with it. */
const HEAD = 15
/** Half of its width, and from how far above the place it is pressed: what stands there has that room for itself. */
const STEM = { half: 3, from: 14 } as const
/** By zoom. */
const SIZES = [
  [7, 0.5],
  [12, 0.8],
] as const

/** What follows from the size of the mark, by zoom. */
export const byPinSize = (of: (size: number) => unknown): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...SIZES.flatMap(([zoom, size]) => [zoom, of(size)])] as ExpressionSpecification

export const pinSize = (zoom: number): number => atZoom(SIZES, zoom)

/** Whether a point of the screen means the mark whose stem ends at `place`; `reach`: px around it that still do. */
export function isOnPin(
  point: { readonly x: number; readonly y: number },
  place: { readonly x: number; readonly y: number },
  zoom: number,
  { scale, reach }: { readonly scale: number; readonly reach: number },
): boolean {
  const size = pinSize(zoom) * scale
  const [right, up] = [point.x - place.x, place.y - point.y]
  if (Math.hypot(right, up - PIN.lift * size) <= HEAD * size + reach) return true
  return up >= STEM.from * size && up <= PIN.lift * size && Math.abs(right) <= STEM.half * size
}
