// The simulated fleet: who there is, that it keeps to the roads and to what its kind can do, its gaps and its one bad receiver.
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import { sendCrews } from '../../mock/units/crews.ts'
import { Errands, unitAt } from '../../mock/units/drive.ts'
import { unitsOf } from '../../mock/units/plan.ts'
import { positionsBetween } from '../../mock/units/between.ts'
import { distM } from '../../mock/terrain/geometry.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { TopicTable } from '../../src/feeds/topic.ts'
import { judgeFix, type TrackMemory } from '../../src/core/track/judge.ts'
import { UnitKindSchema, type UnitKind } from '../../src/wire/reference/units.ts'
import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { MONDAY_TEN as T, cityOf, reference, stage } from './cities.ts'

const table = new TopicTable(reference.feeds)
const kinds = new Map(
  (JSON.parse(readFileSync('city/yangzhou/unit-kinds.json', 'utf8')) as UnitKind[]).map((k) => [k.id, k]),
)
const fixesOf = (messages: ReturnType<typeof positionsBetween>) =>
  messages.flatMap((m) => {
    const hit = table.find(m.topic)[0]
    if (hit === undefined) throw new Error(m.topic)
    const arrival = { receivedAt: m.at, unitOf: () => undefined }
    const decoded = decodeMessage(hit.feed, hit.params, new TextEncoder().encode(m.payload), arrival)
    expect(decoded.rejects, m.payload).toEqual([])
    return decoded.positions.map(({ device, fix }) => ({ device, fix, receivedAt: m.at }))
  })

describe('the fleet', () => {
  const city = cityOf()
  const units = unitsOf(city)
  const sent = fixesOf(positionsBetween(city, T, T + 600_000))

  it('has kinds the city knows, and is the same whatever the seed', () => {
    for (const kind of kinds.values()) expect([...Value.Errors(UnitKindSchema, kind)]).toEqual([])
    expect(units.length).toBeGreaterThanOrEqual(60)
    expect(units.length).toBeLessThanOrEqual(90)
    expect(new Set(units.map((u) => u.id)).size).toBe(units.length)
    expect(new Set(units.map((u) => u.kind))).toEqual(new Set(kinds.keys()))
    expect(unitsOf(cityOf('ordinary', { seed: 'other' })).map((u) => u.depot)).toEqual(units.map((u) => u.depot))
  })

  it('is heard of, all of it, and mostly believed: jumps come from one receiver', () => {
    const memory = new Map<string, TrackMemory>()
    const jumps = new Map<string, number>()
    for (const { device, fix, receivedAt } of sent) {
      const unit = units.find((u) => u.id === device)
      const maxKmh = kinds.get(unit?.kind ?? '')?.maxKmh ?? 0
      const judged = judgeFix(memory.get(device), fix, { maxKmh, lateAfterMs: 30_000 }, receivedAt)
      if (!judged.ok) continue
      memory.set(device, judged.memory)
      if (!judged.moves && judged.flags !== 0) jumps.set(device, (jumps.get(device) ?? 0) + 1)
    }
    expect(memory.size).toBe(units.length)
    expect([...jumps.keys()]).toEqual(['V-paishui-2'])
  })

  it('keeps to the roads while it drives', () => {
    const bus = units.filter((u) => u.kind === 'bus')
    for (const u of bus) {
      const { place } = unitAt(city, u, T + 123_456, new Errands())
      expect(stage.terrain.roadsNear(place, 130).length, u.id).toBeGreaterThan(0)
    }
    const moving = bus.filter((u) => unitAt(city, u, T + 60_000, new Errands()).kmh > 5)
    expect(moving.length).toBeGreaterThan(bus.length / 3)
  })

  it('loses its signal here and there for minutes', () => {
    const hour = fixesOf(positionsBetween(city, T, T + 1_800_000).filter((m) => m.feed === 'sim-bus'))
    const last = new Map<string, number>()
    let gaps = 0
    for (const { device, fix } of hour) {
      if (fix.at - (last.get(device) ?? fix.at) >= 60_000) gaps++
      last.set(device, fix.at)
    }
    expect(gaps).toBeGreaterThan(0)
    expect(gaps).toBeLessThan(30)
  })

  it('is the same however a window is cut, and asked alone', () => {
    const whole = positionsBetween(cityOf(), T, T + 60_000)
    const parts = [0, 20_111, 41_003, 60_000]
    const cut = parts.slice(1).flatMap((end, i) => positionsBetween(cityOf(), T + (parts[i] ?? 0), T + end))
    const byOrder = (a: { order: string }, b: { order: string }) => (a.order < b.order ? -1 : 1)
    expect(cut.sort(byOrder)).toEqual(whole.sort(byOrder))
    expect(between(cityOf(), T, T + 30_000).filter((m) => m.feed === 'sim-bus').length).toBeGreaterThan(100)
  })
})

it('a crew drives to the case it has in hand by road, and home when it is done', () => {
  const city = cityOf()
  const van = unitsOf(city).find((u) => u.id === 'V-paishui-1')
  if (van === undefined) throw new Error('no van')
  const errands = new Errands()
  const goal = city.terrain.streets.find((s) => distM(s.point, van.depot) > 3_000 && s.isCentral)?.point ?? van.depot
  const held = {
    ...{
      state: 'handling',
      lead: 'paishui',
      crew: 'sim-paishui-1',
      lng: goal[0],
      lat: goal[1],
      openedAt: T,
      simulated: true,
    },
  }
  expect(unitAt(city, van, T, errands)).toMatchObject({ place: van.depot, kmh: 0 })
  sendCrews(city, errands, [held], T)
  const soon = unitAt(city, van, T + 60_000, errands)
  expect(soon.kmh).toBeCloseTo(42, 0)
  sendCrews(city, errands, [held], T + 60_000)
  expect(unitAt(city, van, T + 60_000, errands)).toEqual(soon)
  expect(unitAt(city, van, T + 3_600_000, errands)).toEqual({ place: goal, kmh: 0, headingDeg: undefined })
  sendCrews(city, errands, [], T + 3_600_000)
  expect(unitAt(city, van, T + 7_200_000, errands).place).toEqual(van.depot)
})
