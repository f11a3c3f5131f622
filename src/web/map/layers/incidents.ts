// Cases on the map: a mark per level, larger than sensors, on a stem above its place; a title where there is room. Labels never collide.
import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { Level } from '../../../core/level.ts'
import type { MapColours } from '../colours.ts'
import { byPinSize, PIN, pinSize } from '../casePin.ts'
import { byLevel, caseImage } from '../images.ts'
import { EVERY_SIDE, NO_SIDE, SETS_OF_SIDES, sidesInside, TITLE_WIDE, titleOffsets, type Sides } from './titleSides.ts'

export interface IncidentPoint {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly level: Level
  readonly title: string
}

const SOURCE = 'incidents'
/** Rings, each a source of its own: moving one leaves thousands of marks as they are. Radius in px. */
const RINGS = { spot: 14, 'incident-selected': 18 } as const
type Ring = keyof typeof RINGS
/** The layer of the marks themselves. */
export const INCIDENT_MARKS = 'incidents'
export const INCIDENT_LAYERS = [INCIDENT_MARKS, 'incident-labels'] as const

export interface Place {
  readonly lng: number
  readonly lat: number
}

export const incidentCollection = (
  points: readonly IncidentPoint[],
  sides: (point: IncidentPoint) => Sides = () => EVERY_SIDE,
): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map((p) => ({
    type: 'Feature',
    properties: { incident: p.id, level: p.level, title: p.title, sides: sides(p) },
    geometry: { type: 'Point', coordinates: [p.lng, p.lat] },
  })),
})

const FIELDS = ['id', 'lng', 'lat', 'level', 'title'] as const
/** Most of what happens to a case changes nothing of its mark, and placing labels anew is dear. */
const isSame = (a: readonly IncidentPoint[], b: readonly IncidentPoint[]): boolean =>
  a.length === b.length && a.every((p, i) => FIELDS.every((field) => p[field] === b[i]?.[field]))

const placeCollection = (place: Place | undefined): FeatureCollection => ({
  type: 'FeatureCollection',
  features:
    place === undefined
      ? []
      : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [place.lng, place.lat] } }],
})

export interface IncidentLayer {
  readonly add: (colours: MapColours) => void
  readonly set: (points: readonly IncidentPoint[]) => void
  /** The camera rests somewhere else: titles turn to where they are not cut, where they are to be kept inside. */
  readonly turnTitles: () => void
  /** Rings one place; undefined takes the ring away. */
  readonly ring: (ring: Ring, place: Place | undefined) => void
}

export interface IncidentLayerOptions {
  /** px */
  readonly textSize: () => number
  readonly scale: () => number
  /** Nobody can move the picture: no title is to be cut by its edge, or covered at its head and foot (px). */
  readonly inside?: () => { readonly head: number; readonly foot: number }
}

export function incidentLayer(map: MapLibre, options: IncidentLayerOptions): IncidentLayer {
  let drawn: readonly IncidentPoint[] = []
  function collect(): FeatureCollection {
    const { inside } = options
    if (inside === undefined) return incidentCollection(drawn)
    const { clientWidth: width, clientHeight: height } = map.getCanvas()
    const picture = { width, height, ...inside() }
    const look = { size: pinSize(map.getZoom()) * options.scale(), textSize: options.textSize() }
    return incidentCollection(drawn, (p) => sidesInside(p.title, map.project([p.lng, p.lat]), look, picture))
  }
  let data = incidentCollection(drawn)
  function give(): void {
    data = collect()
    void map.getSource<GeoJSONSource>(SOURCE)?.setData(data)
  }
  const ringed = new Map<Ring, Place>()
  function addRing(ring: Ring, c: MapColours): void {
    map.addSource(ring, { type: 'geojson', data: placeCollection(ringed.get(ring)) })
    map.addLayer({
      id: ring,
      type: 'circle',
      source: ring,
      paint: {
        'circle-radius': RINGS[ring] * options.scale(),
        'circle-color': 'transparent',
        'circle-stroke-color': c.selected,
        'circle-stroke-width': 2.5,
        // Around the mark of a case, which is not where its place is; a spot is a place.
        ...(ring === 'incident-selected' && {
          'circle-translate': byPinSize((size) => ['literal', [0, -PIN.lift * size * options.scale()]]),
          'circle-translate-anchor': 'viewport' as const,
        }),
      },
    })
  }
  return {
    add(c) {
      const scale = options.scale()
      map.addSource(SOURCE, { type: 'geojson', data })
      for (const ring of ['spot', 'incident-selected'] as const) addRing(ring, c)
      // Labels lie under the marks: what is above is placed first, so no label covers a mark.
      map.addLayer({
        id: 'incident-labels',
        type: 'symbol',
        source: SOURCE,
        layout: {
          'text-field': ['case', ['==', ['get', 'sides'], NO_SIDE], '', ['get', 'title']],
          'text-font': ['Noto Sans Regular'],
          'text-size': options.textSize(),
          'text-variable-anchor-offset': byPinSize((size) => {
            const offsets = (sides: Sides) => ['literal', titleOffsets(size * scale, options.textSize(), sides)]
            return [
              ...['match', ['get', 'sides'], ...SETS_OF_SIDES.flatMap((sides) => [sides, offsets(sides)])],
              offsets(EVERY_SIDE),
            ]
          }),
          'text-justify': 'auto',
          'text-max-width': TITLE_WIDE,
          // The worst gets its label first.
          'symbol-sort-key': ['get', 'level'],
        },
        paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
      })
      map.addLayer({
        id: INCIDENT_MARKS,
        type: 'symbol',
        source: SOURCE,
        layout: {
          'icon-image': byLevel(caseImage, caseImage(4)),
          'icon-size': byPinSize((size) => size * scale),
          'icon-anchor': 'bottom',
          'icon-allow-overlap': true,
          'symbol-z-order': 'source',
        },
      })
    },
    set(points) {
      // Mildest first: with z-order by source the worst is drawn on top. Then by id: another order of a queue moves no mark.
      const next = [...points].sort((a, b) => b.level - a.level || (a.id < b.id ? -1 : 1))
      if (isSame(drawn, next)) return
      drawn = next
      give()
    },
    turnTitles() {
      if (options.inside !== undefined && drawn.length > 0) give()
    },
    ring(ring, place) {
      if (place === undefined && !ringed.has(ring)) return
      if (place === undefined) ringed.delete(ring)
      else ringed.set(ring, place)
      void map.getSource<GeoJSONSource>(ring)?.setData(placeCollection(place))
    },
  }
}
