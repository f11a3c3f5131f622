// Puts overlays on the map: adds what is new, gives changed sources their data, takes away what is gone, in the order of their places.
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { OVERLAY_PLACES, type DrawnOverlay, type OverlayPlace } from './overlays/overlay.ts'
import { MARK_RATIO } from './images.ts'

/** The first layer of the style that each place stays under; where it is missing, the overlay stands on top. */
const UNDER: Readonly<Record<OverlayPlace, readonly string[]>> = {
  area: ['roads', 'borders', 'place-labels'],
  line: ['names', 'place-labels', 'district-labels', 'sensors'],
  mark: ['incident-labels', 'incidents'],
}

export interface OverlayBoard {
  /** The style goes, and with it what stands there. */
  readonly rest: () => void
  /** After a fresh style: everything that is held is drawn anew. */
  readonly add: () => void
  readonly set: (overlays: readonly DrawnOverlay[]) => void
  /** Layers on the map that can be pointed at, the uppermost first: marks, or what lies under the sensors, or both. */
  readonly hits: (of?: 'mark' | 'under') => readonly string[]
  /** Whose layer it is. */
  readonly owner: (layer: string) => string | undefined
}

export function overlayBoard(map: MapLibre): OverlayBoard {
  let held: readonly DrawnOverlay[] = []
  /** What stands on the map, by overlay id. */
  const standing = new Map<string, DrawnOverlay>()
  let ready = false

  const sorted = (list: readonly DrawnOverlay[]): readonly DrawnOverlay[] =>
    [...list].sort((a, b) => OVERLAY_PLACES.indexOf(a.place) - OVERLAY_PLACES.indexOf(b.place))

  function put(overlay: DrawnOverlay): void {
    for (const [name, image] of Object.entries(overlay.images ?? {})) {
      if (map.hasImage(name)) map.removeImage(name)
      if (image !== undefined) map.addImage(name, image, { pixelRatio: MARK_RATIO })
    }
    for (const [id, data] of Object.entries(overlay.sources)) map.addSource(id, { type: 'geojson', data })
    const before = UNDER[overlay.place].find((id) => map.getLayer(id) !== undefined)
    for (const layer of overlay.layers) map.addLayer(layer, before)
    standing.set(overlay.id, overlay)
  }

  function take(overlay: DrawnOverlay): void {
    for (const { id } of overlay.layers) if (map.getLayer(id) !== undefined) map.removeLayer(id)
    for (const id of Object.keys(overlay.sources)) if (map.getSource(id) !== undefined) map.removeSource(id)
    standing.delete(overlay.id)
  }

  /** Layers and sources are the same ones: only data differ. */
  const isSameShape = (a: DrawnOverlay, b: DrawnOverlay): boolean =>
    a.layers === b.layers && Object.keys(a.sources).join() === Object.keys(b.sources).join()

  function renew(before: DrawnOverlay, after: DrawnOverlay): void {
    for (const [id, data] of Object.entries(after.sources))
      if (before.sources[id] !== data) void map.getSource<GeoJSONSource>(id)?.setData(data)
    standing.set(after.id, after)
  }

  function settle(): void {
    const wanted = new Set(held.map((o) => o.id))
    for (const overlay of [...standing.values()]) if (!wanted.has(overlay.id)) take(overlay)
    for (const overlay of sorted(held)) {
      const before = standing.get(overlay.id)
      if (before === overlay) continue
      if (before !== undefined && isSameShape(before, overlay)) renew(before, overlay)
      else {
        if (before !== undefined) take(before)
        put(overlay)
      }
    }
  }

  return {
    rest: () => (ready = false),
    add() {
      standing.clear()
      ready = true
      settle()
    },
    set(overlays) {
      held = overlays
      if (ready) settle()
    },
    hits: (of) =>
      sorted(held)
        .filter((o) => of === undefined || (o.place === 'mark') === (of === 'mark'))
        .reverse()
        .flatMap((o) => [...(o.hits ?? [])].reverse())
        .filter((id) => map.getLayer(id) !== undefined),
    owner: (layer) => held.find((o) => o.hits?.includes(layer) === true)?.id,
  }
}
