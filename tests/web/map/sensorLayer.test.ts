// @vitest-environment happy-dom
// The sensor layer beside the map: it asks for a frame only when something is drawn differently, and points at what stands there.
import type { Feature, FeatureCollection } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { createSlotFollowers } from '../../../src/web/live/follow.ts'
import type { MapColours } from '../../../src/web/map/colours.ts'
import { channels } from '../../../src/web/map/colours.ts'
import { sensorLayer } from '../../../src/web/map/layers/sensors.ts'
import { stateOf } from '../../../src/web/map/points/marks.ts'

const COLOURS = {
  calm: '#888888',
  land: '#000',
  halo: '#000',
  label: '#fff',
  text: '#fff',
  levels: ['#f00', '#f80', '#ff0', '#00f'],
}

function setup(count: number, clusters = false, zoom = 10) {
  const states = new Uint8Array(count)
  const followers = createSlotFollowers()
  const asked = { frames: 0, states: 0 }
  const layers: string[] = []
  let room: readonly Feature[] = []
  let rest = (): void => undefined
  let now = 0
  let places = Float64Array.from({ length: count }, (_, i) => 119 + i / 1000)
  followers.fill(count)
  // One px is a ten-thousandth of a degree, the corner of the screen is 119, 32.
  const map = {
    addLayer: ({ id }: { id: string }) => void layers.push(id),
    hasImage: () => false,
    addImage: () => undefined,
    addSource: () => undefined,
    triggerRepaint: () => asked.frames++,
    getZoom: () => zoom,
    getMaxZoom: () => 17,
    on: (_: string, then: () => void) => (rest = then),
    getBounds: () => ({ getWest: () => 118, getEast: () => 121, getNorth: () => 33, getSouth: () => 31 }),
    getSource: () => ({ setData: (data: FeatureCollection) => (room = data.features) }),
    unproject: ([x, y]: [number, number]) => ({ lng: 119 + x / 10_000, lat: 32 - y / 10_000 }),
  } as unknown as MapLibre
  const layer = sensorLayer(
    map,
    {
      id: (slot) => `s${slot}`,
      kind: (slot) => `k${slot % 2}`,
      lngs: () => places,
      lats: () => new Float64Array(places.length).fill(32),
      state(slot) {
        asked.states++
        return states[slot] ?? 0
      },
      take: followers.follow().take,
      now: () => now,
    },
    { scale: () => 1, clusters },
  )
  layer.add(COLOURS as unknown as MapColours)
  const update = (ms = 0): { frames: number; states: number } => {
    now += ms
    Object.assign(asked, { frames: 0, states: 0 })
    layer.update()
    return { ...asked }
  }
  return {
    layer,
    layers,
    update,
    room: () => room,
    rest: () => rest(),
    write(slot: number, state: number): void {
      states[slot] = state
      followers.note(slot)
    },
    states,
    fill(lngs: number[]): void {
      places = Float64Array.from(lngs)
      followers.fill(lngs.length)
    },
  }
}

describe('the sensor layer', () => {
  it('asks for a frame when a mark changes, and looks at what was written only', () => {
    const s = setup(1000)
    s.update()
    expect(s.update()).toEqual({ frames: 0, states: 0 })
    s.write(7, 0)
    s.write(8, 0)
    expect(s.update()).toEqual({ frames: 0, states: 2 })
    s.write(7, stateOf(2, false, false))
    expect(s.update()).toEqual({ frames: 1, states: 1 })
  })
  it('sees one fall silent that says nothing more, looking at a share at a time', () => {
    const s = setup(1000)
    s.update()
    s.states[640] = stateOf(0, true, false)
    let frames = 0
    for (let n = 0; n < 10; n++) {
      const asked = s.update(1000)
      frames += asked.frames
      expect(asked.states).toBeLessThanOrEqual(101)
    }
    expect(frames).toBe(1)
  })
  it('puts the figures of clusters above what comes between, and nothing where there are none', () => {
    const [clustered, plain] = [setup(5, true), setup(5)]
    for (const { layer, layers } of [clustered, plain]) {
      layers.push('incidents')
      layer.addAbove()
    }
    expect(clustered.layers).toEqual(['sensors', 'incidents', 'cluster-figures', 'cluster-room'])
    expect(plain.layers).toEqual(['sensors', 'incidents'])
  })
  it('draws another table from its beginning', () => {
    const s = setup(5)
    s.update()
    s.fill([119, 119.001])
    expect(s.update().frames).toBeGreaterThan(0)
    expect(s.layer.pick({ x: 10, y: 0 })).toEqual({ type: 'sensor', id: 's1' })
    expect(s.layer.pick({ x: 20, y: 0 })).toBeUndefined()
  })
  it('points at the nearest, and at a level before it', () => {
    const s = setup(100)
    s.update()
    expect(s.layer.pick({ x: 31, y: 2 })).toEqual({ type: 'sensor', id: 's3' })
    expect(s.layer.pick({ x: 35, y: 40 })).toBeUndefined()
    s.write(4, stateOf(4, false, false))
    s.update()
    expect(s.layer.pick({ x: 32, y: 0 })).toEqual({ type: 'sensor', id: 's4' })
  })
  it('points at a cluster where sensors crowd, and at a red one before it', () => {
    const s = setup(30, true)
    s.fill(Array.from({ length: 30 }, (_, i) => 119 + i / 100_000))
    s.update()
    const met = s.layer.pick({ x: 1, y: 6 })
    if (met?.type !== 'cluster') throw new Error('no cluster')
    expect(met).toMatchObject({ total: 30, levels: [0, 0, 0, 0], calm: 30, splitsAt: 13 })
    expect(met.kinds()).toEqual([
      { kind: 'k0', count: 15 },
      { kind: 'k1', count: 15 },
    ])
    // Names step aside of it.
    expect(s.room()).toHaveLength(1)
    expect(s.room()[0]?.geometry).toMatchObject({
      coordinates: [expect.closeTo(119.000145, 4), expect.closeTo(32, 3)],
    })
    s.write(7, stateOf(1, false, false))
    s.write(9, stateOf(3, false, false))
    s.update()
    expect(s.layer.pick({ x: 1, y: 0 })).toEqual({ type: 'sensor', id: 's7' })
    const off = s.layer.pick({ x: 1, y: 10 })
    expect(off?.type === 'cluster' && [off.levels, off.ids().slice(0, 2)]).toEqual([
      [1, 0, 1, 0],
      ['s7', 's9'],
    ])
    // And of the counts of its levels, once the map rests.
    s.rest()
    const [disc, ...line] = s.room().flatMap((f) => (f.geometry.type === 'Point' ? [f.geometry.coordinates] : []))
    expect(line.length).toBeGreaterThan(1)
    for (const [lng = 0, lat = 0] of line) {
      expect(lat).toBeLessThan(disc?.[1] ?? 0)
      expect(Math.abs(lng - (disc?.[0] ?? 0))).toBeLessThan(0.02)
    }
  })
  it('leaves out kinds that are not shown', () => {
    const s = setup(30, true)
    s.fill(Array.from({ length: 30 }, () => 119))
    s.update()
    s.layer.showKinds(new Set(['k1']))
    // Fifteen are too few for a cluster.
    expect(s.layer.pick({ x: 0, y: 0 })).toEqual({ type: 'sensor', id: 's1' })
    s.layer.showKinds(new Set())
    expect(s.layer.pick({ x: 0, y: 0 })).toBeUndefined()
    s.layer.showKinds(undefined)
    expect(s.layer.pick({ x: 0, y: 0 })).toMatchObject({ type: 'cluster', total: 30, splitsAt: undefined })
  })
  it('offers all that stand in one place where the map comes no nearer', () => {
    const s = setup(3, true, 17)
    s.fill([119, 119, 119.01])
    s.update()
    const met = s.layer.pick({ x: 0, y: 0 })
    expect(met?.type === 'cluster' && met.ids()).toEqual(['s0', 's1'])
    expect(s.layer.pick({ x: 100, y: 0 })).toEqual({ type: 'sensor', id: 's2' })
  })
})

describe('colours for the graphics card', () => {
  it.each([
    ['#fff', [1, 1, 1, 1]],
    ['#ff000080', [1, 0, 0, 128 / 255]],
    [' #0000FF ', [0, 0, 1, 1]],
    ['teal', [128 / 255, 128 / 255, 128 / 255, 1]],
  ])('%s', (text, wanted) => {
    expect(channels(text)).toEqual(wanted)
  })
})
