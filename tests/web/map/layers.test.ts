// @vitest-environment happy-dom
// Map layers are plain: what they put on the map follows from what they are given.
import { describe, expect, it } from 'vitest'
import { labelPoint } from '../../../src/web/map/centroid.ts'
import { incidentCollection } from '../../../src/web/map/layers/incidents.ts'
import { groundStyle, labelCollection } from '../../../src/web/map/layers/ground.ts'
import { STALE_MARK, marksChanged, sensorCollections, type SensorPoints } from '../../../src/web/map/layers/sensors.ts'
import { sensorPoints } from '../../../src/web/map/sensorPoints.ts'
import type { SensorTable } from '../../../src/web/live/sensors.ts'

const points = (marks: number[]): SensorPoints => ({
  count: () => marks.length,
  id: (slot) => `s${slot}`,
  lng: (slot) => 119 + slot,
  lat: () => 32,
  mark: (slot) => marks[slot] ?? 0,
})

describe('sensors', () => {
  it('draws all of them quietly and only those in need loudly', () => {
    const drawn = new Uint8Array(4)
    const { calm, loud } = sensorCollections(points([0, 1, 0, STALE_MARK]), drawn)
    expect(calm.features).toHaveLength(4)
    expect(loud.features.map((f) => f.properties)).toEqual([
      { sensor: 's1', mark: 1 },
      { sensor: 's3', mark: STALE_MARK },
    ])
    expect([...drawn]).toEqual([0, 1, 0, STALE_MARK])
  })
  it('has nothing to do while no mark changes', () => {
    const marks = [0, 2]
    const p = points(marks)
    const drawn = new Uint8Array(2)
    sensorCollections(p, drawn)
    expect(marksChanged(p, drawn)).toBe(false)
    marks[0] = 4
    expect(marksChanged(p, drawn)).toBe(true)
    marks.push(0)
    expect(marksChanged(points([0, 2, 0]), drawn)).toBe(true)
  })
  it('marks by level first, then by age', () => {
    const table = {
      entries: () => [{ silentAfterMs: 500 }, { silentAfterMs: 500 }, { silentAfterMs: 500 }],
      level: (slot: number) => (slot === 0 ? 2 : 0),
      newestAt: (slot: number) => (slot === 1 ? 0 : 900),
    } as unknown as SensorTable
    const p = sensorPoints(table, () => 1000)
    expect([0, 1, 2].map((slot) => p.mark(slot))).toEqual([2, STALE_MARK, 0])
  })
})

describe('incidents and ground', () => {
  it('stands at its place with its level', () => {
    const c = incidentCollection([{ id: 'a', lng: 1, lat: 2, level: 1, title: '积水' }])
    expect(c.features[0]).toMatchObject({
      geometry: { coordinates: [1, 2] },
      properties: { incident: 'a', level: 1, title: '积水' },
    })
  })
  it('labels in the language of the page and asks no glyph server', () => {
    const colours = {
      ground: 'g',
      land: 'l',
      water: 'w',
      road: 'r',
      border: 'b',
      label: 't',
      halo: 'h',
      calm: 'c',
      text: 't',
      selected: 's',
      panel: 'p',
      levels: ['1', '2', '3', '4'] as const,
    }
    const style = groundStyle([], labelCollection([{ label: '广陵区', lng: 1, lat: 2 }]), {
      colours,
      locale: 'en',
      textSize: 20,
    })
    expect(style.glyphs).toBeUndefined()
    expect(JSON.stringify(style.layers)).toContain('name_en')
    expect(JSON.stringify(style.sources['labels'])).toContain('广陵区')
    expect(style.layers.at(-1)).toMatchObject({ id: 'district-labels', layout: { 'text-size': 20 } })
  })
  it('puts a name at the centre of the largest part', () => {
    const square = (x: number, size: number): number[][] => [
      [x, 0],
      [x + size, 0],
      [x + size, size],
      [x, size],
      [x, 0],
    ]
    const at = labelPoint({
      type: 'Feature',
      properties: {},
      geometry: { type: 'MultiPolygon', coordinates: [[square(0, 1)], [square(10, 4)]] },
    })
    expect(at?.lng).toBeCloseTo(12)
    expect(at?.lat).toBeCloseTo(2)
    expect(
      labelPoint({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } }),
    ).toBeUndefined()
  })
})
