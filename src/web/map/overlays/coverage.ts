// Holes in the coverage: cells of the city too far from any sensor that speaks. Pure geometry, good to a metre over a city.
import type { Feature, FeatureCollection, Position } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { DEGREE_M, lngDegreeM } from '../../../core/place.ts'
import { boxOf, polygonContains, type Polygon } from '../../../core/place/polygon.ts'
import { collection, feature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export const COVERAGE = 'coverage'
/** Side of a cell where the city has no grid, m. */
export const LATTICE_M = 2_000

export interface CoverageCell {
  /** Grid cells have one. */
  readonly code?: string
  /** Street it lies in, or is nearest to. */
  readonly area: string
  readonly lng: number
  readonly lat: number
  readonly ring: readonly Position[]
}
export interface CoverageSensor {
  readonly lng: number
  readonly lat: number
  /** Speaks as often as it should. */
  readonly living: boolean
}

/** `silent`: only sensors that fell silent are near enough. */
export const COVERED = ['none', 'silent', 'covered'] as const
export type Covered = (typeof COVERED)[number]

/** For each cell what stands within so many metres of its middle. A cell with a living sensor is covered, whatever else is there. */
export function coverageOf(
  cells: readonly Pick<CoverageCell, 'lng' | 'lat'>[],
  sensors: readonly CoverageSensor[],
  radiusM: number,
): Covered[] {
  // Rows of one radius: whatever is near enough stands in the same row or in one of its neighbours.
  const rowOf = (lat: number): number => Math.floor((lat * DEGREE_M) / radiusM)
  const rows = new Map<number, CoverageSensor[]>()
  for (const sensor of sensors) {
    const row = rowOf(sensor.lat)
    const known = rows.get(row)
    if (known === undefined) rows.set(row, [sensor])
    else known.push(sensor)
  }
  return cells.map(({ lng, lat }) => {
    const perLng = lngDegreeM(lat)
    const row = rowOf(lat)
    let found: Covered = 'none'
    for (let r = row - 1; r <= row + 1; r++)
      for (const s of rows.get(r) ?? []) {
        if (found === 'silent' && !s.living) continue
        if (Math.hypot((s.lng - lng) * perLng, (s.lat - lat) * DEGREE_M) > radiusM) continue
        if (s.living) return 'covered'
        found = 'silent'
      }
    return found
  })
}

/** Cells of the grid file by their middles; what is no plain cell is left out. */
export function gridCells(grid: FeatureCollection): CoverageCell[] {
  return grid.features.flatMap(({ geometry, properties }): CoverageCell[] => {
    const code: unknown = properties?.['code']
    const area: unknown = properties?.['area']
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : undefined
    if (ring === undefined || typeof code !== 'string' || typeof area !== 'string') return []
    const [west, south, east, north] = boxOf([ring as unknown as Polygon[number]])
    return [{ code, area, ring, lng: (west + east) / 2, lat: (south + north) / 2 }]
  })
}

export interface StreetPoint {
  readonly code: string
  readonly lng: number
  readonly lat: number
}

/** The outer rings of an area's outline. */
const ringsOf = ({ geometry: g }: Feature): readonly Polygon[] =>
  (g.type === 'Polygon' ? [g.coordinates] : g.type === 'MultiPolygon' ? g.coordinates : []) as unknown as Polygon[]

/**
 * Squares of {@link LATTICE_M} whose middles lie within the outlines and in no cell of the grid, each given to the nearest street point of
 * its district; a district without one keeps its own code.
 */
export function latticeCells(
  outlines: readonly Feature[],
  streets: readonly StreetPoint[],
  grid: readonly CoverageCell[],
  sideM = LATTICE_M,
): CoverageCell[] {
  const boxes = grid.map(({ ring }) => boxOf([ring as unknown as Polygon[number]]))
  const cells: CoverageCell[] = []
  for (const outline of outlines) {
    const district: unknown = outline.properties?.['code']
    if (typeof district !== 'string') continue
    for (const polygon of ringsOf(outline)) {
      const [west, south, east, north] = boxOf(polygon)
      const dLat = sideM / DEGREE_M
      const dLng = sideM / lngDegreeM((south + north) / 2)
      const within = streets.filter((s) => s.code.startsWith(district))
      for (let lat = south + dLat / 2; lat < north; lat += dLat)
        for (let lng = west + dLng / 2; lng < east; lng += dLng) {
          if (!polygonContains(polygon, lng, lat)) continue
          if (boxes.some(([w, s, e, n]) => lng >= w && lng < e && lat >= s && lat < n)) continue
          const [w, s, e, n] = [lng - dLng / 2, lat - dLat / 2, lng + dLng / 2, lat + dLat / 2]
          const far = (p: StreetPoint): number => Math.hypot((p.lng - lng) / dLng, (p.lat - lat) / dLat)
          const street = within.reduce<StreetPoint | undefined>(
            (best, p) => (best === undefined || far(p) < far(best) ? p : best),
            undefined,
          )
          const ring: Position[] = [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
            [w, s],
          ]
          cells.push({ area: street?.code ?? district, lng, lat, ring })
        }
    }
  }
  return cells
}

export interface AreaCoverage {
  readonly area: string
  readonly cells: number
  readonly covered: number
  readonly silent: number
}

/** By street, the least covered first. Cells count alike, whatever their size. */
export function coverageByArea(cells: readonly CoverageCell[], found: readonly Covered[]): AreaCoverage[] {
  const by = new Map<string, { cells: number; covered: number; silent: number }>()
  for (const [i, { area }] of cells.entries()) {
    const sum = by.get(area) ?? { cells: 0, covered: 0, silent: 0 }
    by.set(area, sum)
    sum.cells++
    if (found[i] === 'covered') sum.covered++
    if (found[i] === 'silent') sum.silent++
  }
  return [...by]
    .map(([area, sum]) => ({ area, ...sum }))
    .sort((a, b) => a.covered / a.cells - b.covered / b.cells || (a.area < b.area ? -1 : 1))
}

export interface CoverageWords {
  readonly title: (cell: CoverageCell) => string
  readonly detail: (found: Covered) => string
}

/** The holes alone: what is covered is left free. */
export const holeCollection = (
  cells: readonly CoverageCell[],
  found: readonly Covered[],
  words: CoverageWords,
): FeatureCollection =>
  collection(
    cells.flatMap((cell, i) => {
      const state = found[i] ?? 'none'
      if (state === 'covered') return []
      return [
        feature(
          { type: 'Polygon', coordinates: [[...cell.ring]] },
          { title: words.title(cell), detail: words.detail(state) },
          { state },
        ),
      ]
    }),
  )

const SIZE = 16
/** `none`: dense slanted lines; `silent`: dots. Told apart without a hue. */
export function holeImage(state: Exclude<Covered, 'covered'>, colour: string): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.strokeStyle = colour
  g.fillStyle = colour
  if (state === 'none') {
    g.lineWidth = 2
    for (const x of [-SIZE, -SIZE / 2, 0, SIZE / 2, SIZE]) {
      g.beginPath()
      g.moveTo(x, SIZE)
      g.lineTo(x + SIZE, 0)
      g.stroke()
    }
  } else {
    g.beginPath()
    g.arc(SIZE / 2, SIZE / 2, 2.6, 0, 2 * Math.PI)
    g.fill()
  }
  return g.getImageData(0, 0, SIZE, SIZE)
}

export const HOLE_IMAGES = { none: 'coverage-none', silent: 'coverage-silent' } as const

const layers: OverlayLook['layers'] = ({ colours }: Look) => [
  ...(['none', 'silent'] as const).map((state): LayerSpecification => ({
    id: HOLE_IMAGES[state],
    type: 'fill',
    source: COVERAGE,
    filter: ['==', ['get', 'state'], state],
    // Roads and water stay readable under it.
    paint: { 'fill-pattern': HOLE_IMAGES[state], 'fill-opacity': state === 'none' ? 0.5 : 1 },
  })),
  {
    id: 'coverage-edges',
    type: 'line',
    source: COVERAGE,
    minzoom: 11,
    paint: { 'line-color': colours.calm, 'line-width': 0.5, 'line-opacity': 0.6 },
  },
]

export const coverage: OverlayLook = {
  id: COVERAGE,
  place: 'area',
  hits: [HOLE_IMAGES.none, HOLE_IMAGES.silent],
  layers,
  images: ({ colours }: Look) => ({
    [HOLE_IMAGES.none]: holeImage('none', colours.calm),
    [HOLE_IMAGES.silent]: holeImage('silent', colours.calm),
  }),
}
