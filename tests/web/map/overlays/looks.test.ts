// @vitest-environment happy-dom
// What is drawn can be told from the land and from its neighbours in both themes, and never in a level's hue.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import type { LayerSpecification } from 'maplibre-gl'
import { between } from '../../../../src/web/map/overlays/tone.ts'
import { choropleth } from '../../../../src/web/map/overlays/choropleth.ts'
import { components } from '../../../../src/web/map/overlays/components.ts'
import { coverage } from '../../../../src/web/map/overlays/coverage.ts'
import { grid } from '../../../../src/web/map/overlays/grid.ts'
import type { Look, Swatch } from '../../../../src/web/map/overlays/overlay.ts'
import { pipeLegend, pipes } from '../../../../src/web/map/overlays/pipes.ts'
import { streets } from '../../../../src/web/map/overlays/streets.ts'
import { traffic, trafficLegend } from '../../../../src/web/map/overlays/traffic.ts'
import { LOOKS, contrast } from './support.ts'

const ALL = [streets, grid, pipes, components, traffic, choropleth, coverage]

describe.each(LOOKS)('%s', (_, look: Look) => {
  const swatches: Swatch[] = [
    ...trafficLegend(look, ['1', '2', '3', '4', '5'], '?'),
    ...pipeLegend(look, { water: 'w', drain: 'd', gas: 'g' }, { running: 'r', standing: 's', unknown: 'u' }),
  ].map((line) => line.swatch)

  it('marks stand out from the land by 3 to 1', () => {
    for (const swatch of swatches)
      if ('colour' in swatch) expect(contrast(swatch.colour, look.colours.land)).toBeGreaterThanOrEqual(3)
    expect(contrast(look.colours.calm, look.colours.land)).toBeGreaterThanOrEqual(3)
  })
  it('the slower the wider and the stronger', () => {
    const lines = trafficLegend(look, ['1', '2', '3', '4', '5'], '?').slice(0, 5)
    const of = lines.flatMap(({ swatch }) => (swatch.type === 'line' ? [swatch] : []))
    for (const [i, line] of of.entries()) {
      const next = of[i + 1]
      if (next === undefined) continue
      expect(next.width).toBeGreaterThan(line.width)
      expect(contrast(next.colour, look.colours.land)).toBeGreaterThan(contrast(line.colour, look.colours.land))
    }
  })
  it('no line, ring or name has the hue of a level', () => {
    const own = ALL.filter((o) => o !== choropleth).flatMap((o) => JSON.stringify(o.layers(look)))
    for (const level of look.colours.levels) for (const text of own) expect(text).not.toContain(level)
  })
  it('layers are what the map takes, stand on their own sources, and those pointed at are there', () => {
    for (const overlay of ALL) {
      const layers = overlay.layers(look)
      const ids = layers.map((l) => l.id)
      for (const id of [...ids, ...layers.map((l) => ('source' in l ? l.source : ''))])
        expect(String(id).startsWith(overlay.id)).toBe(true)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of overlay.hits ?? []) expect(ids).toContain(id)
      const sources = Object.fromEntries(
        layers.flatMap((l: LayerSpecification) =>
          'source' in l && typeof l.source === 'string'
            ? [[l.source, { type: 'geojson' as const, data: { type: 'FeatureCollection', features: [] } }]]
            : [],
        ),
      )
      const faults = validateStyleMin({ version: 8, sources, layers: [...layers] } as never)
      // Names are drawn from fonts of the machine: no address of glyphs is needed.
      expect(faults.map((f) => f.message).filter((m) => !m.includes('glyphs'))).toEqual([])
    }
  })
})

describe('tones', () => {
  it('lie between their ends', () => {
    expect(between('#000000', '#ffffff', 0)).toBe('#000000')
    expect(between('#000000', '#ffffff', 1)).toBe('#ffffff')
    expect(between('#102030', '#304050', 0.5)).toBe('#203040')
  })
})
