// The simulated ground as the map files of the city's folder. Every feature says that it is simulated.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Point } from './geometry.ts'
import type { Terrain } from './types.ts'

/** One feature a line, so that a change shows as a change of its lines. */
function collection(features: readonly unknown[]): string {
  return `{"type":"FeatureCollection","features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`
}

const line = (points: readonly Point[], properties: Record<string, unknown>): unknown => ({
  type: 'Feature',
  properties: { ...properties, simulated: true },
  geometry: { type: 'LineString', coordinates: points },
})

/** File name → text of `roads`, `grid` and `pipes`. */
export function mapFiles(terrain: Terrain): Readonly<Record<string, string>> {
  return {
    'roads.geojson': collection(
      terrain.roads.map((r) =>
        line(r.points, { id: r.id, name: r.name, class: r.roadClass, freeKmh: r.freeKmh, area: r.street.code }),
      ),
    ),
    'grid.geojson': collection(
      terrain.grid.map((c) => ({
        type: 'Feature',
        properties: { code: c.code, area: c.street.code, simulated: true },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [c.west, c.south],
              [c.east, c.south],
              [c.east, c.north],
              [c.west, c.north],
              [c.west, c.south],
            ],
          ],
        },
      })),
    ),
    'pipes.geojson': collection(
      terrain.pipes.map((p) =>
        line(p.points, { id: p.id, medium: p.medium, dn: p.dn, material: p.material, road: p.road.name }),
      ),
    ),
  }
}

/** Writes the files; returns each with its size in bytes. */
export function writeMapFiles(terrain: Terrain, folder: string): { file: string; bytes: number }[] {
  mkdirSync(join(folder, 'map'), { recursive: true })
  return Object.entries(mapFiles(terrain)).map(([file, text]) => {
    writeFileSync(join(folder, 'map', file), text)
    return { file, bytes: Buffer.byteLength(text) }
  })
}
