// The generated ground: roads, grid and pipes inside the real outlines, and the shipped map files equal to the generator.
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { distToLineM, isInside } from '../../mock/terrain/geometry.ts'
import { mapFiles } from '../../mock/terrain/geojson.ts'
import { buildStage } from '../../mock/world/city.ts'
import { DeviceMessageSchema } from '../../src/wire/message.ts'
import { Compile } from 'typebox/compile'
import { reference, stage } from './cities.ts'

const { terrain, devices } = stage
const outlines = [...reference.map.districts.values()]
const inCity = (lng: number, lat: number): boolean => outlines.some((o) => isInside(o, [lng, lat]))

describe('the simulated ground', () => {
  it.each(Object.entries(mapFiles(terrain)))(
    'ships %s as it would be drawn now, small enough to send',
    (file, text) => {
      expect(readFileSync(`city/yangzhou/map/${file}`, 'utf8')).toBe(text)
      expect(Buffer.byteLength(text)).toBeLessThan(250_000)
      const features = (JSON.parse(text) as { features: { properties: { simulated: boolean } }[] }).features
      expect(features.length).toBeGreaterThan(300)
      expect(features.every((f) => f.properties.simulated)).toBe(true)
    },
  )

  it('draws the known roads of the centre and some for every street', () => {
    const names = new Set(terrain.roads.filter((r) => r.isCentral).map((r) => r.name))
    for (const name of [
      '文昌中路',
      '文昌西路',
      '扬子江中路',
      '江阳中路',
      '邗江中路',
      '维扬路',
      '运河西路',
      '万福路',
      '史可法路',
      '汶河北路',
    ])
      expect(names, name).toContain(name)
    expect(new Set(terrain.roads.map((r) => r.street.code)).size).toBeGreaterThan(90)
  })

  it('keeps roads, grid cells and pipes inside the outlines', () => {
    for (const r of terrain.roads) for (const [lng, lat] of r.points) expect(inCity(lng, lat), r.name).toBe(true)
    for (const c of terrain.grid) expect(inCity((c.west + c.east) / 2, (c.south + c.north) / 2), c.code).toBe(true)
    const outside = terrain.pipes.flatMap((p) => p.points).filter(([lng, lat]) => !inCity(lng, lat))
    expect(outside.length).toBe(0)
  })

  it('numbers grid cells as the standard does: 15 digits, street first, none twice, none overlapping', () => {
    expect(new Set(terrain.grid.map((c) => c.code)).size).toBe(terrain.grid.length)
    expect(new Set(terrain.grid.map((c) => `${c.west} ${c.south}`)).size).toBe(terrain.grid.length)
    for (const c of terrain.grid) expect(c.code).toMatch(new RegExp(`^${c.street.code}\\d{6}$`))
  })
})

describe('the devices', () => {
  it('are at least 3,000 of at least 16 kinds, each with a kind and an announced feed of the city', () => {
    expect(devices.length).toBeGreaterThanOrEqual(3_000)
    expect(new Set(devices.map((d) => d.kind)).size).toBeGreaterThanOrEqual(16)
    for (const d of devices) {
      expect(reference.kinds.has(d.kind)).toBe(true)
      expect(reference.feeds.find((f) => f.id === d.feed)?.kind).toBe(d.kind)
    }
    expect(new Set(devices.map((d) => `${d.feed}/${d.id}`)).size).toBe(devices.length)
  })

  it('stand inside the city, and those of the road on a road', () => {
    const roadKinds = new Set(['traffic', 'ponding', 'streetLight', 'manhole'])
    for (const d of devices) {
      expect(inCity(d.lng, d.lat), d.name).toBe(true)
      if (!roadKinds.has(d.kind)) continue
      expect(d.road, d.name).toBeDefined()
      expect(distToLineM([d.lng, d.lat], d.road?.points ?? [])).toBeLessThan(1)
    }
  })

  it('have the national air stations at their published places', () => {
    const at = (id: string): number[] => devices.filter((d) => d.id === id).flatMap((d) => [d.lng, d.lat])
    expect(at('1185A')).toEqual([119.404, 32.41])
    expect(at('3294A')).toEqual([119.5653, 32.4222])
  })

  it('belong to streets and departments that the city has', () => {
    const areas = new Set(reference.areas.map((a) => a.code))
    const departments = new Set(reference.departments.map((d) => d.id))
    for (const d of devices) {
      expect(areas.has(d.street.code)).toBe(true)
      for (const id of [d.owner, d.maintainer]) if (id !== undefined) expect(departments.has(id), id).toBe(true)
    }
    expect(devices.filter((d) => d.owner === undefined)).toEqual([])
  })

  it('carry the attributes the alarm rules ask for', () => {
    const valuesOf = (kind: string, attribute: string): unknown[] =>
      [...new Set(devices.filter((d) => d.kind === kind).map((d) => d.attributes[attribute]))].sort()
    expect(valuesOf('riverLevel', 'grade')).toEqual(['a', 'b', 'c'])
    expect(valuesOf('traffic', 'roadClass')).toEqual(['express', 'main', 'minor'])
    expect(valuesOf('noise', 'zone')).toEqual(['1', '2', '3', '4a'])
    expect(valuesOf('pump', 'duty')).toContain('always')
    expect(devices.filter((d) => d.kind === 'traffic').every((d) => typeof d.attributes['freeKmh'] === 'number')).toBe(
      true,
    )
  })

  it('are the same in every run: ids, places and names', () => {
    const fingerprint = (list: typeof devices): string =>
      createHash('sha256')
        .update(list.map((d) => `${d.feed}/${d.id} ${d.lng} ${d.lat} ${d.name}`).join('\n'))
        .digest('hex')
    expect(fingerprint(buildStage(reference).devices)).toBe(fingerprint(devices))
  })

  it('can be announced as they are', () => {
    const check = Compile(DeviceMessageSchema)
    const message = devices.slice(0, 2000).map(({ id, feed, kind, name, lng, lat, street, attributes }) => ({
      device: id,
      feed,
      kind,
      name,
      lng,
      lat,
      area: street.code,
      attributes,
    }))
    expect(check.Check({ devices: message })).toBe(true)
  })
})
