// Room for clusters among labels. Clusters are drawn by the graphics card, of which the placing of labels knows nothing: on each one
// stands a mark that nobody sees, and names and words step aside.
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { MARK_RATIO } from '../images.ts'
import { collection, EMPTY, pointFeature } from '../overlays/features.ts'
import { anchorLngLat, type Anchored } from '../points/anchor.ts'
import type { ClusterTree } from '../points/clusters.ts'
import { discRadius, type Box } from '../points/sheet.ts'

const ID = 'cluster-room'
/** px of the unseen picture; it is sized to each disc. */
const SIDE = 20
/** Beyond so many in view there is no room for labels anyway. */
const MOST = 1_000

export interface ClusterRoom {
  /** Adds source and layer to a fresh style, above all labels: what is above is placed first. */
  readonly add: () => void
  /** Clusters that stand at a zoom and in a box around the view; none without a tree. */
  readonly set: (tree: ClusterTree | undefined, zoom: number, box: Box, places: Anchored) => void
}

export function clusterRoom(map: MapLibre): ClusterRoom {
  let data = EMPTY
  return {
    add() {
      if (map.hasImage(ID)) map.removeImage(ID)
      const side = SIDE * MARK_RATIO
      map.addImage(ID, { width: side, height: side, data: new Uint8Array(side * side * 4) }, { pixelRatio: MARK_RATIO })
      map.addSource(ID, { type: 'geojson', data })
      map.addLayer({
        id: ID,
        type: 'symbol',
        source: ID,
        layout: {
          'icon-image': ID,
          'icon-size': ['get', 'size'],
          'icon-padding': 0,
          // Stands whatever is there, and nothing may stand on it.
          'icon-allow-overlap': true,
          'icon-ignore-placement': false,
        },
      })
    },
    set(tree, zoom, [left, top, right, bottom], places) {
      const standing = tree === undefined ? [] : [...tree.at(zoom)]
      const inView = standing.filter((c) => {
        const x = tree?.xs[c] ?? Number.NaN
        const y = tree?.ys[c] ?? Number.NaN
        return x >= left && x <= right && y >= top && y <= bottom
      })
      data = collection(
        tree === undefined || inView.length > MOST
          ? []
          : inView.map((c) => {
              const at = anchorLngLat(places, tree.xs[c] ?? 0, tree.ys[c] ?? 0)
              return pointFeature(at, {}, { size: (2 * discRadius(tree.totals[c] ?? 0, tree.rule)) / SIDE })
            }),
      )
      void map.getSource<GeoJSONSource>(ID)?.setData(data)
    },
  }
}
