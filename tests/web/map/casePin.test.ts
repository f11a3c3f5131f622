// @vitest-environment happy-dom
// A case stands above its place: what is drawn, what is pressed, the ring of its clock and its title agree, at any zoom and size, and
// the sensor or the count under it stays free.
import { createExpression, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import type { LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { isOnPin, PIN } from '../../../src/web/map/casePin.ts'
import { INCIDENT_MARKS, incidentLayer } from '../../../src/web/map/layers/incidents.ts'
import { clocks } from '../../../src/web/map/overlays/clocks.ts'
import { boxSide } from '../../../src/web/map/points/marks.ts'
import { LOOKS } from './overlays/support.ts'

/** What the layer of cases gives a map. */
function drawn(scale: number) {
  const sources: Record<string, SourceSpecification> = {}
  const layers: LayerSpecification[] = []
  const map = {
    addSource: (id: string, source: SourceSpecification) => void (sources[id] = source),
    addLayer: (layer: LayerSpecification) => void layers.push(layer),
    getSource: () => undefined,
  } as unknown as MapLibre
  const look = LOOKS[0]?.[1] ?? expect.fail('no look')
  incidentLayer(map, { textSize: () => 13 * scale, scale: () => scale }).add(look.colours)
  const ring = clocks.layers({ ...look, scale })
  return { sources, layers, ring: ring[0] ?? expect.fail('no ring') }
}
function at(expression: unknown, zoom: number): number {
  const read = createExpression(expression, 'icon-size', latest['layout_symbol']['icon-size'] as never)
  if (read.result === 'error') return expect.fail(JSON.stringify(read.value))
  return read.value.evaluate({ zoom }) as number
}
const layoutOf = (layer: LayerSpecification | undefined, name: string): unknown =>
  (layer?.layout as Record<string, unknown> | undefined)?.[name]

describe('the mark of a case', () => {
  it('is a style the map takes', () => {
    const { sources, layers } = drawn(1)
    const faults = validateStyleMin({ version: 8, sources, layers })
    // Without a glyph server labels are drawn from the fonts of the device: the page's own decision.
    expect(faults.map((f) => f.message).filter((m) => !m.includes('glyphs'))).toEqual([])
  })

  it('is pressed where it is drawn, and a sensor or count at its place is not', () => {
    const place = { x: 300, y: 200 }
    fc.assert(
      fc.property(
        fc.double({ min: 6, max: 17, noNaN: true }),
        fc.constantFrom(1, 1.5, 2),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        (zoom, scale, turn) => {
          const { layers } = drawn(scale)
          const size = at(
            layoutOf(
              layers.find(({ id }) => id === INCIDENT_MARKS),
              'icon-size',
            ),
            zoom,
          )
          const on = (x: number, y: number) => isOnPin({ x, y }, place, zoom, { scale, reach: 5 })
          const middle = place.y - PIN.lift * size
          // Within the shape of any level, and beyond its picture.
          expect(on(place.x + 12 * size * Math.sin(turn), middle + 12 * size * Math.cos(turn))).toBe(true)
          expect(on(place.x, place.y - PIN.tall * size - 6)).toBe(false)
          const sensor = (boxSide(zoom) * scale) / 2
          expect(on(place.x + sensor * Math.sin(turn), place.y + Math.abs(sensor * Math.cos(turn)))).toBe(false)
          expect(on(place.x, place.y - Math.min(sensor, 6 * scale))).toBe(false)
          // The lower edge of the mark clears the figures of a cluster.
          expect(place.y - (middle + 16 * size)).toBeGreaterThanOrEqual(9 * scale)
        },
      ),
    )
  })

  it('has the ring of its clock around it', () => {
    for (const zoom of [6, 7, 9, 12, 16])
      for (const scale of [1, 2]) {
        const { layers, ring } = drawn(scale)
        const size = at(
          layoutOf(
            layers.find(({ id }) => id === INCIDENT_MARKS),
            'icon-size',
          ),
          zoom,
        )
        const [, down = 0] = layoutOf(ring, 'icon-offset') as number[]
        expect(down * at(layoutOf(ring, 'icon-size'), zoom)).toBeCloseTo(-PIN.lift * size)
      }
  })
})
