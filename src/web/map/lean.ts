// A camera that leans over bounds sees what is near larger and what is far smaller than flat: fitted again so that they fill the room.
import type { Map as MapLibre, PaddingOptions } from 'maplibre-gl'

type Leaning = Pick<MapLibre, 'getCanvas' | 'getZoom' | 'jumpTo' | 'project' | 'unproject'>

/** Fitted, looked at, and fitted again: what is left after so many rounds is less than a pixel. */
const ROUNDS = 4

/** Leans by `pitch` degrees; `bounds` then touch the room within `padding`, px, and lie in its middle. A pitch of 0 changes nothing. */
export function leanOver(
  map: Leaning,
  [west, south, east, north]: readonly [west: number, south: number, east: number, north: number],
  pitch: number,
  padding: Required<PaddingOptions>,
): void {
  const { clientWidth: width, clientHeight: height } = map.getCanvas()
  const { top, right, bottom, left } = padding
  const room = { wide: width - left - right, high: height - top - bottom }
  if (pitch <= 0 || room.wide <= 0 || room.high <= 0) return
  map.jumpTo({ pitch })
  const corners = [west, east].flatMap((lng) => [south, north].map((lat): [number, number] => [lng, lat]))
  for (let round = 0; round < ROUNDS; round++) {
    const seen = corners.map((corner) => map.project(corner))
    const span = (of: 'x' | 'y'): [number, number] => [
      Math.min(...seen.map((one) => one[of])),
      Math.max(...seen.map((one) => one[of])),
    ]
    const [[x0, x1], [y0, y1]] = [span('x'), span('y')]
    // As far from the middle of the screen as the bounds are from the middle of their room.
    const center = map.unproject([(x0 + x1 - left + right) / 2, (y0 + y1 - top + bottom) / 2])
    const larger = Math.min(room.wide / (x1 - x0), room.high / (y1 - y0))
    map.jumpTo({ center, zoom: map.getZoom() + Math.log2(larger) })
  }
}
