// What a layer tells of one of its things: its mark's words, its place, its line of the table. Pure.
import type { Geometry, Position } from 'geojson'
import type { OpenLayer } from '../../map/list/entry.ts'
import type { Pointed } from '../../map/tools/tool.ts'

export interface Told {
  /** Id of the layer's entry. */
  readonly layer: string
  readonly title: string
  readonly detail: string | undefined
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly at: Pointed | undefined
}

function* positionsOf(g: Geometry): Generator<Position> {
  if (g.type === 'GeometryCollection') for (const part of g.geometries) yield* positionsOf(part)
  else if (g.type === 'Point') yield g.coordinates
  else
    yield* (g.coordinates as unknown[]).flat(
      g.type.startsWith('Multi') ? (g.type === 'MultiPolygon' ? 2 : 1) : g.type === 'Polygon' ? 1 : 0,
    ) as Position[]
}

/** The middle of what it spans. */
function middle(geometry: Geometry): Pointed | undefined {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng = 0, lat = 0] of positionsOf(geometry)) {
    w = Math.min(w, lng)
    e = Math.max(e, lng)
    s = Math.min(s, lat)
    n = Math.max(n, lat)
  }
  return w > e ? undefined : { lng: (w + e) / 2, lat: (s + n) / 2 }
}

/** `type` is the id of the overlay that drew it, as the map says when it is picked. */
export function toldOf(open: ReadonlyMap<string, OpenLayer>, type: string, id: string): Told | undefined {
  for (const [layer, one] of open) {
    const drawn = one.drawn.value
    if (drawn?.id !== type && layer !== type) continue
    const feature = Object.values(drawn?.sources ?? {})
      .flatMap((source) => source.features)
      .find((f) => f.properties?.['hit'] === id)
    const table = one.table()
    const row = table.rows.find((r) => r.id === id)
    if (feature === undefined && row === undefined) return undefined
    const word = (key: string): string | undefined => {
      const value: unknown = feature?.properties?.[key]
      return typeof value === 'string' && value !== '' ? value : undefined
    }
    const at = row?.lng !== undefined && row.lat !== undefined ? { lng: row.lng, lat: row.lat } : undefined
    return {
      layer,
      title: word('title') ?? row?.cells[0] ?? id,
      detail: word('detail'),
      facts: (row?.cells ?? []).map((value, i) => ({ name: table.columns[i] ?? '', value })),
      at: at ?? (feature && middle(feature.geometry)),
    }
  }
  return undefined
}
