// Places of many points as the graphics card takes them: Web Mercator, relative to an anchor, in 32 bits. Pure.

/** Web Mercator of the whole world as 0–1, y to the south. */
export const mercatorX = (lng: number): number => (180 + lng) / 360
export const mercatorY = (lat: number): number =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360

/** Web Mercator ends here. */
const MAX_LAT = 85.051129

const onMap = (lng: number, lat: number): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= MAX_LAT

export interface Anchored {
  /** The anchor in 64 bits: 32 alone are 2 m wide at this size of number. */
  readonly x: number
  readonly y: number
  /** x and y of each point in turn, from the anchor. NaN for a place that is not on the map. */
  readonly offsets: Float32Array
}

/** The anchor is the middle of what is on the map: half a city away 32 bits still are finer than a centimetre. */
export function anchored(lngs: Float64Array, lats: Float64Array): Anchored {
  const count = lngs.length
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  const places = new Float64Array(count * 2).fill(Number.NaN)
  for (let i = 0; i < count; i++) {
    const lng = lngs[i] ?? Number.NaN
    const lat = lats[i] ?? Number.NaN
    if (!onMap(lng, lat)) continue
    const x = mercatorX(lng)
    const y = mercatorY(lat)
    places[i * 2] = x
    places[i * 2 + 1] = y
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  const x = left <= right ? (left + right) / 2 : 0.5
  const y = top <= bottom ? (top + bottom) / 2 : 0.5
  const offsets = new Float32Array(count * 2)
  for (let i = 0; i < offsets.length; i += 2) {
    offsets[i] = (places[i] ?? Number.NaN) - x
    offsets[i + 1] = (places[i + 1] ?? Number.NaN) - y
  }
  return { x, y, offsets }
}

/** The matrix of the whole world (column by column, 64 bits) made to take places from the anchor: only the result is cut to 32 bits. */
export function anchorMatrix(matrix: ArrayLike<number>, at: { readonly x: number; readonly y: number }): Float32Array {
  const out = Float32Array.from(matrix)
  for (let row = 0; row < 4; row++)
    out[12 + row] = (matrix[row] ?? 0) * at.x + (matrix[4 + row] ?? 0) * at.y + (matrix[12 + row] ?? 0)
  return out
}

/** Degrees of a place from the anchor. */
export function anchorLngLat(
  at: { readonly x: number; readonly y: number },
  x: number,
  y: number,
): { lng: number; lat: number } {
  const turned = Math.PI * (1 - 2 * (at.y + y))
  return { lng: (at.x + x) * 360 - 180, lat: (Math.atan(Math.sinh(turned)) * 180) / Math.PI }
}
