// @vitest-environment happy-dom
// Where nobody can move the picture, the title of a case stands where the edge does not cut it, also after the camera moved.
import { createExpression, latest } from '@maplibre/maplibre-gl-style-spec'
import type { FeatureCollection } from 'geojson'
import fc from 'fast-check'
import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { incidentLayer, type IncidentPoint } from '../../../src/web/map/layers/incidents.ts'
import { sidesInside, titleOffsets } from '../../../src/web/map/layers/titleSides.ts'
import { LOOKS } from './overlays/support.ts'

const LOOK = { size: 1, textSize: 20 }
const PICTURE = { width: 800, height: 600, head: 40, foot: 30 }
/** The sides of a set, as MapLibre takes them. */
const anchors = (sides: number): unknown[] => titleOffsets(1, 20, sides).filter((_, i) => i % 2 === 0)
const at = (x: number, y: number, title = '道路积水') => anchors(sidesInside(title, { x, y }, LOOK, PICTURE))

describe('the title of a case', () => {
  it('stands on any side in the middle, and not over an edge', () => {
    expect(at(400, 300)).toEqual(['left', 'right', 'top', 'bottom'])
    expect(at(60, 300)).toEqual(['left', 'top', 'bottom'])
    expect(at(20, 300)).toEqual(['left'])
    expect(at(740, 300)).toEqual(['right', 'top', 'bottom'])
    expect(at(400, 110)).toEqual(['left', 'right', 'top'])
    expect(at(400, 570)).toEqual(['left', 'right', 'bottom'])
  })

  it('is broken into lines, and needs room for them', () => {
    const long = 'Illegally parked cars at the crossing of two roads'
    expect(at(400, 530, 'Gas leak')).toContain('top')
    expect(at(400, 530, long)).not.toContain('top')
  })

  it('is not there where its place is not, or where it has no room', () => {
    expect(at(-200, 300)).toEqual([])
    expect(at(1000, 300)).toEqual([])
    expect(at(10, 35)).toEqual([])
  })

  it('is never said to fit where it does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 850 }), fc.integer({ min: -50, max: 650 }), (x, y) => {
        const sides = at(x, y)
        // Four characters of twenty px, 25 px from the middle of the mark.
        if (sides.includes('left')) expect(x + 25 + 80).toBeLessThanOrEqual(800)
        if (sides.includes('right')) expect(x - 25 - 80).toBeGreaterThanOrEqual(0)
        if (sides.includes('bottom')) expect(y).toBeGreaterThan(40)
        if (sides.includes('top')) expect(y).toBeLessThan(570)
      }),
    )
  })
})

describe('the layer of cases', () => {
  function drawn(inside?: () => { head: number; foot: number }) {
    const look = LOOKS[0]?.[1] ?? expect.fail('no look')
    const layers: LayerSpecification[] = []
    const given: FeatureCollection[] = []
    const camera = { left: 0 }
    const map = {
      addSource: () => undefined,
      addLayer: (layer: LayerSpecification) => void layers.push(layer),
      getSource: () => ({ setData: (data: FeatureCollection) => void given.push(data) }),
      getCanvas: () => ({ clientWidth: 800, clientHeight: 600 }),
      getZoom: () => 12,
      project: ([x, y]: [number, number]) => ({ x: x - camera.left, y }),
    } as unknown as MapLibre
    const layer = incidentLayer(map, { textSize: () => 20, scale: () => 1, ...(inside && { inside }) })
    layer.add(look.colours)
    const layout = layers.find(({ id }) => id === 'incident-labels')?.layout as Record<string, unknown>
    const key = 'text-variable-anchor-offset'
    const read = createExpression(layout[key], key, latest['layout_symbol'][key] as never)
    if (read.result === 'error') return expect.fail(JSON.stringify(read.value))
    const shown = (): unknown[] => {
      const { properties } = given.at(-1)?.features[0] ?? expect.fail('nothing was given')
      const told = read.value.evaluate({ zoom: 12 }, { type: 1, properties: properties ?? {} } as never)
      return (told as { values: unknown[] }).values.filter((_, i) => i % 2 === 0)
    }
    const title = (): string => {
      const text = createExpression(layout['text-field'], 'text-field', latest['layout_symbol']['text-field'] as never)
      if (text.result === 'error') return expect.fail(JSON.stringify(text.value))
      const properties = given.at(-1)?.features[0]?.properties ?? {}
      return String(text.value.evaluate({ zoom: 12 }, { type: 1, properties } as never))
    }
    return { layer, camera, given, shown, title }
  }
  const point: IncidentPoint = { id: 'a', lng: 400, lat: 300, level: 1, title: '道路积水' }

  it('keeps titles inside, and turns them when the camera rests somewhere else', () => {
    const { layer, camera, shown, title } = drawn(() => ({ head: 0, foot: 0 }))
    layer.set([point])
    expect(shown()).toEqual(['left', 'right', 'top', 'bottom'])
    camera.left = 340
    layer.turnTitles()
    expect(shown()).toEqual(['left', 'top', 'bottom'])
    camera.left = -340
    layer.turnTitles()
    expect(shown()).toEqual(['right', 'top', 'bottom'])
    expect(title()).toBe('道路积水')
    camera.left = -900
    layer.turnTitles()
    expect(title()).toBe('')
  })

  it('leaves them where they have room among each other, where the reader can move the picture', () => {
    const { layer, camera, given, shown } = drawn()
    camera.left = 390
    layer.set([point])
    layer.turnTitles()
    expect(given).toHaveLength(1)
    expect(shown()).toEqual(['left', 'right', 'top', 'bottom'])
  })
})
