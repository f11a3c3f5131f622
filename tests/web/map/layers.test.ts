// @vitest-environment happy-dom
// Map layers are plain: what they put on the map follows from what they are given.
import { describe, expect, it } from 'vitest'
import { labelPoint } from '../../../src/web/map/centroid.ts'
import { incidentCollection } from '../../../src/web/map/layers/incidents.ts'
import { groundStyle, labelCollection } from '../../../src/web/map/layers/ground.ts'
import { createBoard } from '../../../src/web/map/points/board.ts'
import { NOWHERE, STALE_MARK, markOf } from '../../../src/web/map/points/marks.ts'
import { sensorPoints } from '../../../src/web/map/sensorPoints.ts'
import { createSlotFollowers } from '../../../src/web/live/follow.ts'
import type { SensorTable } from '../../../src/web/live/sensors.ts'

describe('sensors', () => {
  it('stand by level first, then by age, and say doubt beside either', () => {
    const table = {
      follow: createSlotFollowers().follow,
      level: (slot: number) => (slot === 0 ? 2 : 0),
      stale: (slot: number) => slot <= 1,
      suspect: (slot: number) => slot === 3,
    } as unknown as SensorTable
    const p = sensorPoints(table, () => 1000)
    expect([0, 1, 2, 3].map((slot) => markOf(p.state(slot, p.now())))).toEqual([2, STALE_MARK, 0, 0])
    expect(p.state(3, 1000)).not.toBe(p.state(2, 1000))
  })
})

describe('a place off the earth', () => {
  it('is not drawn and not pointed at; the others are', () => {
    const board = createBoard(Float64Array.of(119, Number.NaN, 119, 119.1), Float64Array.of(32, 32, 95, 32))
    expect([...board.states].map((state) => state === NOWHERE)).toEqual([false, true, true, false])
    for (let slot = 0; slot < 4; slot++) board.set(slot, 1)
    const seen: number[] = []
    board.grid().inBox(-1, -1, 1, 1, (slot) => seen.push(slot))
    expect([seen.sort(), board.states[1], board.states[2]]).toEqual([[0, 3], NOWHERE, NOWHERE])
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
