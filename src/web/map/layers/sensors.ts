// Sensors on the map, drawn by the graphics card from arrays: places go there once, one byte of state where it changed. Values that
// change without changing a mark cost nothing here, and no sensor is an object anywhere between frame and screen.
import type { CustomLayerInterface, Map as MapLibre } from 'maplibre-gl'
import { channels, type MapColours } from '../colours.ts'
import { mercatorX, mercatorY } from '../points/anchor.ts'
import { createBoard } from '../points/board.ts'
import { boxSide, dotRadius } from '../points/marks.ts'
import { createPointPainter, type PointPainter } from '../points/paint.ts'
import { pickPoint, type Lens } from '../points/pick.ts'
import { COLOUR, COLOURS } from '../points/shader.ts'
import { createSweep } from '../points/sweep.ts'

/** What the layer asks of the hot table; the table itself is not imported. */
export interface SensorPoints {
  readonly id: (slot: number) => string
  /** Degrees by slot. */
  readonly lngs: () => Float64Array
  readonly lats: () => Float64Array
  /** What it is drawn as at this instant, as `stateOf` says it. */
  readonly state: (slot: number, now: number) => number
  /** Visits the slots written since the last call; true when all are new instead. */
  readonly take: (visit: (slot: number) => void) => boolean
  readonly now: () => number
}

export interface SensorLayer {
  /** Adds the layer to a fresh style. */
  readonly add: (colours: MapColours) => void
  /** Called in the map lane, and once a second where nothing comes in: takes what changed and what grew old. */
  readonly update: () => void
  /** The sensor meant by a place on the screen. */
  readonly pick: (point: { readonly x: number; readonly y: number }) => string | undefined
}

const ID = 'sensors'
/** So late at most is a sensor seen to have fallen silent; it may be silent for minutes at least. */
const AGE_ROUND_MS = 10_000
/** Calm is quiet: many dots are a texture, not a message. */
const CALM_ALPHA = 0.55
/** Seen beside a level, and never louder than it. */
const DOUBT_ALPHA = 0.85
/** px around a mark that still mean it: a calm dot is small. */
const SLACK = 5

function palette(c: MapColours): Float32Array {
  const out = new Float32Array(COLOURS * 4)
  const put = (n: number, text: string, alpha = 1): void => {
    const [r, g, b, a] = channels(text)
    const full = a * alpha
    out.set([r * full, g * full, b * full, full], n * 4)
  }
  put(COLOUR.calm, c.calm, CALM_ALPHA)
  for (const [i, text] of c.levels.entries()) put(i + 1, text)
  put(COLOUR.hollow, c.land)
  put(COLOUR.halo, c.halo)
  put(COLOUR.line, c.calm)
  put(COLOUR.doubt, c.label, DOUBT_ALPHA)
  return out
}

export function sensorLayer(map: MapLibre, points: SensorPoints, scale: () => number): SensorLayer {
  let board = createBoard(points.lngs(), points.lats())
  let colours: Float32Array = new Float32Array(COLOURS * 4)
  let painter: PointPainter | undefined
  const sweep = createSweep(AGE_ROUND_MS)

  // A style that is replaced, and a context that was lost and came back, both make the buffers anew from the arrays.
  const layer: CustomLayerInterface = {
    id: ID,
    type: 'custom',
    onAdd: (_map, gl) => {
      painter = createPointPainter(gl)
    },
    onRemove: () => {
      painter?.drop()
      painter = undefined
    },
    render: (_gl, { defaultProjectionData }) => {
      const { lng, lat } = map.getCenter()
      painter?.draw(board, {
        matrix: defaultProjectionData.mainMatrix,
        middle: [mercatorX(lng), mercatorY(lat)],
        dotRadius: dotRadius(map.getZoom()) * scale(),
        boxSide: boxSide(map.getZoom()) * scale(),
        ratio: map.getPixelRatio(),
        colours,
      })
    },
  }

  function update(): void {
    const now = points.now()
    let changed = false
    const look = (slot: number): void => {
      if (board.set(slot, points.state(slot, now))) changed = true
    }
    if (points.take(look)) {
      board = createBoard(points.lngs(), points.lats())
      for (let slot = 0; slot < board.count; slot++) look(slot)
      changed = true
    } else sweep.run(now, board.count, look)
    if (changed) map.triggerRepaint()
  }

  /** In Mercator from the board's anchor. */
  function placeAt(x: number, y: number): [number, number] {
    const { lng, lat } = map.unproject([x, y])
    return [mercatorX(lng) - board.places.x, mercatorY(lat) - board.places.y]
  }

  return {
    add(c) {
      colours = palette(c)
      map.addLayer(layer)
      update()
    },
    update,
    pick({ x, y }) {
      const at = placeAt(x, y)
      const right = placeAt(x + 1, y)
      const down = placeAt(x, y + 1)
      const lens: Lens = {
        x: at[0],
        y: at[1],
        right: [right[0] - at[0], right[1] - at[1]],
        down: [down[0] - at[0], down[1] - at[1]],
      }
      const zoom = map.getZoom()
      const slot = pickPoint(board, lens, {
        dot: dotRadius(zoom) * scale() + SLACK,
        level: (boxSide(zoom) * scale()) / 2 + SLACK,
      })
      return slot === undefined ? undefined : points.id(slot)
    },
  }
}
