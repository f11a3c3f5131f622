// Room for clusters among labels. Clusters are drawn by the graphics card, of which the placing of labels knows nothing: on each one
// stands a mark that nobody sees, and a row of them on the counts below it: names and words step aside.
import type { Feature } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { MARK_RATIO } from '../images.ts'
import { collection, EMPTY, pointFeature } from '../overlays/features.ts'
import { anchorLngLat, type Anchored } from '../points/anchor.ts'
import { WORLD_PX } from '../points/clusters.ts'
import type { ClusterCounts } from '../points/counts.ts'
import { discRadius, lineBelow, type Box } from '../points/sheet.ts'

const ID = 'cluster-room'
/** px of the unseen picture; it is sized to each disc. */
const SIDE = 20
/** Beyond so many in view there is no room for labels anyway. */
const MOST = 1_000

export interface ClusterRoom {
  /** Adds source and layer to a fresh style, above all labels: what is above is placed first. */
  readonly add: () => void
  /** Clusters that stand at a whole zoom and in a box around the view, their counts in a text of so many px; none without counts. */
  readonly set: (counts: ClusterCounts | undefined, zoom: number, box: Box, places: Anchored, textPx: number) => void
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
    set(counts, zoom, [left, top, right, bottom], places, textPx) {
      const tree = counts?.tree
      const standing = tree === undefined ? [] : [...tree.at(zoom)]
      const inView = standing.filter((c) => {
        const x = tree?.xs[c] ?? Number.NaN
        const y = tree?.ys[c] ?? Number.NaN
        return x >= left && x <= right && y >= top && y <= bottom
      })
      const px = 1 / (WORLD_PX * 2 ** map.getZoom())
      data = collection(
        counts === undefined || tree === undefined || inView.length > MOST
          ? []
          : inView.flatMap((c) => {
              const [x, y] = [tree.xs[c] ?? 0, tree.ys[c] ?? 0]
              const unseen = (right: number, down: number, side: number): Feature =>
                pointFeature(anchorLngLat(places, x + right * px, y + down * px), {}, { size: side / SIDE })
              const { width, height, down } = lineBelow(counts, c, textPx)
              const beside = Math.ceil(width / height)
              return [
                unseen(0, 0, 2 * discRadius(tree.totals[c] ?? 0, tree.rule)),
                ...Array.from({ length: beside }, (_, i) => unseen(((i + 0.5) / beside - 0.5) * width, down, height)),
              ]
            }),
      )
      void map.getSource<GeoJSONSource>(ID)?.setData(data)
    },
  }
}
