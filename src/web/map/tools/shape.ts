// An area somebody marked on the map, and its short form for an address. Pure; unknown forms are none, never an error.
import type { Pointed } from './tool.ts'

export type Shape =
  | { readonly type: 'polygon'; readonly corners: readonly Pointed[] }
  | { readonly type: 'circle'; readonly at: Pointed; readonly radiusM: number }
  /** A district, street or grid by its code. */
  | { readonly type: 'area'; readonly code: string }

/** So many corners fit into an address that is kept by name. */
export const MOST_CORNERS = 32
/** m */
export const LEAST_RADIUS = 10
export const MOST_RADIUS = 100_000

/** Steps of a degree: about a metre. */
const STEPS = 1e5
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Whole numbers, small ones short: five bits a sign, the sixth says that more follow; the lowest bit is the sign. */
function written(n: number): string {
  let rest = n < 0 ? -n * 2 - 1 : n * 2
  let out = ''
  while (rest >= 32) {
    out += SIGNS.charAt((rest % 32) + 32)
    rest = Math.floor(rest / 32)
  }
  return out + SIGNS.charAt(rest)
}

function* numbersIn(text: string): Generator<number> {
  let value = 0
  let weight = 1
  for (const sign of text) {
    const bits = SIGNS.indexOf(sign)
    if (bits < 0) return
    value += (bits % 32) * weight
    weight *= 32
    if (bits >= 32) continue
    yield value % 2 === 0 ? value / 2 : -(value + 1) / 2
    value = 0
    weight = 1
  }
}

const isPlace = ({ lng, lat }: Pointed): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90
const steps = (degrees: number): number => Math.round(degrees * STEPS)

/** `a321002`; `c119.42100,32.39320,1500`; `p` and the corners, each as its difference from the one before. */
export function shapeText(shape: Shape): string {
  if (shape.type === 'area') return `a${shape.code}`
  if (shape.type === 'circle')
    return `c${shape.at.lng.toFixed(5)},${shape.at.lat.toFixed(5)},${Math.round(shape.radiusM)}`
  let [lng, lat] = [0, 0]
  let out = 'p'
  for (const corner of shape.corners) {
    const [x, y] = [steps(corner.lng), steps(corner.lat)]
    out += written(x - lng) + written(y - lat)
    ;[lng, lat] = [x, y]
  }
  return out
}

export function shapeFrom(text: string | undefined): Shape | undefined {
  if (text === undefined) return undefined
  const rest = text.slice(1)
  if (text.startsWith('a')) return /^\d{6,15}$/.test(rest) ? { type: 'area', code: rest } : undefined
  if (text.startsWith('c')) {
    const [, lng, lat, radius] = /^(-?\d{1,3}\.\d{1,6}),(-?\d{1,2}\.\d{1,6}),(\d{1,6})$/.exec(rest) ?? []
    const at = { lng: Number(lng), lat: Number(lat) }
    const radiusM = Number(radius)
    return isPlace(at) && radiusM >= LEAST_RADIUS && radiusM <= MOST_RADIUS
      ? { type: 'circle', at, radiusM }
      : undefined
  }
  if (!text.startsWith('p')) return undefined
  const numbers = [...numbersIn(rest)]
  const corners: Pointed[] = []
  let [x, y] = [0, 0]
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    x += numbers[i] ?? 0
    y += numbers[i + 1] ?? 0
    corners.push({ lng: x / STEPS, lat: y / STEPS })
  }
  const fits = corners.length >= 3 && corners.length <= MOST_CORNERS && corners.every(isPlace)
  return fits ? { type: 'polygon', corners } : undefined
}
