// Cameras: where they stand, and what each can see as a wedge once one is near enough.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { MARK_RATIO } from '../images.ts'
import { collection, feature, placeAt, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export interface CameraMark {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly title: string
  readonly detail: string
  /** Without one it is drawn hollow: known, and nothing to see. */
  readonly hasPicture: boolean
  readonly sees?: { readonly bearing: number; readonly widthDeg: number; readonly reachM: number } | undefined
}

export const CAMERAS = 'cameras'
const WEDGES = `${CAMERAS}-sees`
const IMAGES = { with: `${CAMERAS}-with`, without: `${CAMERAS}-without` } as const
/** Degrees between two points of a wedge's arc. */
const ARC_DEG = 6

export function wedge({ lng, lat, sees }: CameraMark): [number, number][] | undefined {
  if (sees === undefined) return undefined
  const { bearing, widthDeg, reachM } = sees
  const steps = Math.max(2, Math.ceil(widthDeg / ARC_DEG))
  const arc = Array.from({ length: steps + 1 }, (_, i) =>
    placeAt(lng, lat, bearing - widthDeg / 2 + (widthDeg * i) / steps, reachM),
  )
  // A camera that sees all around has no corner.
  return widthDeg >= 360 ? arc : [[lng, lat], ...arc, [lng, lat]]
}

export const cameraSources = (cameras: readonly CameraMark[]): Readonly<Record<string, FeatureCollection>> => ({
  [WEDGES]: collection(
    cameras.flatMap((c) => {
      const ring = wedge(c)
      return ring === undefined ? [] : [feature({ type: 'Polygon', coordinates: [ring] }, {})]
    }),
  ),
  [CAMERAS]: collection(
    cameras.map((c) =>
      pointFeature(
        c,
        { hit: c.id, title: c.title, detail: c.detail },
        { image: c.hasPicture ? IMAGES.with : IMAGES.without },
      ),
    ),
  ),
})

/** A lens in its body, side view, in a 20 × 20 box. */
function cameraImage(fill: string, line: string): ImageData | undefined {
  const size = 20
  const canvas = document.createElement('canvas')
  canvas.width = size * MARK_RATIO
  canvas.height = size * MARK_RATIO
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.scale(MARK_RATIO, MARK_RATIO)
  g.lineJoin = 'round'
  g.lineWidth = 1.6
  g.fillStyle = fill
  g.strokeStyle = line
  const body = new Path2D('M2.5 6.5h9v7h-9Z M11.5 9l5-2.6v7.2l-5-2.6Z')
  g.fill(body)
  g.stroke(body)
  return g.getImageData(0, 0, canvas.width, canvas.height)
}
const cameraImages = ({ colours: c }: Look): Readonly<Record<string, ImageData | undefined>> => ({
  [IMAGES.with]: cameraImage(c.selected, c.halo),
  [IMAGES.without]: cameraImage(c.land, c.label),
})
export const CAMERA_IMAGES = IMAGES

const cameraLayers = ({ colours: c, scale }: Look): readonly LayerSpecification[] => [
  {
    id: WEDGES,
    type: 'fill',
    source: WEDGES,
    minzoom: 12,
    paint: { 'fill-color': c.selected, 'fill-opacity': 0.14, 'fill-outline-color': c.selected },
  },
  {
    id: CAMERAS,
    type: 'symbol',
    source: CAMERAS,
    layout: {
      'icon-image': ['get', 'image'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.7 * scale, 13, 1.1 * scale],
      'icon-allow-overlap': true,
    },
  },
]

export const cameras: OverlayLook = {
  id: CAMERAS,
  place: 'mark',
  layers: cameraLayers,
  images: cameraImages,
  hits: [CAMERAS],
}
