// Points that never change: lamps, manholes, components by the million. The sensors' painter draws them: places go to the graphics card
// once, sorted by place, and each frame draws only the stretch of them in view.
import type { CustomLayerInterface, Map as MapLibre } from 'maplibre-gl'
import { channels } from '../colours.ts'
import { mercatorX, mercatorY } from '../points/anchor.ts'
import { createPointPainter, type PointPainter } from '../points/paint.ts'
import { COLOUR, COLOURS } from '../points/shader.ts'
import { layStill, type StillPoints } from '../points/still.ts'

export interface StaticStyle {
  /** As `channels` reads it. */
  readonly colour: string
  /** 0–1 */
  readonly opacity: number
  /** Radius px by zoom. */
  readonly radius: (zoom: number) => number
  /** Further away nothing is drawn. */
  readonly minZoom: number
}

export interface StaticPointsLayer {
  /** Adds the layer to a fresh style, under the layer named. */
  readonly add: (style: StaticStyle, before?: string) => void
  /** Degrees; read once. Replaces those before. */
  readonly set: (lngs: Float64Array, lats: Float64Array) => void
  /** How many were drawn in the last frame. */
  readonly drawn: () => number
}

export function staticPointsLayer(map: MapLibre, id: string, scale: () => number): StaticPointsLayer {
  let points: StillPoints = layStill(new Float64Array(0), new Float64Array(0))
  let painter: PointPainter | undefined
  let style: StaticStyle | undefined
  const colours = new Float32Array(COLOURS * 4)
  let drawn = 0

  const layer: CustomLayerInterface = {
    id,
    type: 'custom',
    onAdd: (_map, gl) => {
      painter = createPointPainter(gl)
    },
    onRemove: () => {
      painter?.drop()
      painter = undefined
    },
    render: (_gl, { defaultProjectionData }) => {
      drawn = 0
      const zoom = map.getZoom()
      if (style === undefined || zoom < style.minZoom) return
      const { lng, lat } = map.getCenter()
      const bounds = map.getBounds()
      const { x, y } = points.board.places
      const runs = points.runs(
        mercatorX(bounds.getWest()) - x,
        mercatorY(bounds.getNorth()) - y,
        mercatorX(bounds.getEast()) - x,
        mercatorY(bounds.getSouth()) - y,
      )
      for (const run of runs) drawn += run.to - run.from
      painter?.draw(points.board, {
        matrix: defaultProjectionData.mainMatrix,
        middle: [mercatorX(lng), mercatorY(lat)],
        dotRadius: style.radius(zoom) * scale(),
        boxSide: 0,
        ratio: map.getPixelRatio(),
        level: undefined,
        colours,
        runs,
      })
    },
  }

  return {
    add(next, before) {
      style = next
      const [r, g, b, a] = channels(next.colour)
      const full = a * next.opacity
      colours.set([r * full, g * full, b * full, full], COLOUR.calm * 4)
      map.addLayer(layer, before)
    },
    set(lngs, lats) {
      points = layStill(lngs, lats)
      map.triggerRepaint()
    },
    drawn: () => drawn,
  }
}
