// The shipped city: complete, in order, and true to what it says about its sources.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import chineseDays from 'chinese-days'
import { beforeAll, describe, expect, it } from 'vitest'
import { unitName } from '../../src/feeds/units.ts'
import { indexReference, loadReference, type LoadedReference } from '../../src/server/reference/load.ts'

const FOLDER = join(import.meta.dirname, '../../city/yangzhou')
const SHARED = process.env['YIWANG_SHARED_DATA'] ?? join(import.meta.dirname, '../../../shared/data')
let city: LoadedReference

beforeAll(async () => {
  city = await loadReference(FOLDER)
})

describe('areas and departments', () => {
  it('has the city, 7 county-level areas and 98 streets', () => {
    const count = (kind: string): number => city.areas.filter((a) => a.kind === kind).length
    expect([count('city'), count('district'), count('street')]).toEqual([1, 7, 98])
  })

  it('places every street in its own district', () => {
    const index = indexReference(city)
    for (const { code, kind, lng, lat, simulated } of city.areas)
      if (kind === 'street') {
        expect(index.areaAt(lng ?? 0, lat ?? 0)).toBe(code)
        expect(simulated).toBe(true)
      }
  })

  it('names every area in both languages', () => {
    for (const { name } of city.areas) {
      expect(name.zh).toMatch(/^[\p{Script=Han}（）]+$/u)
      expect(name.en).toMatch(/^[A-Z][A-Za-z’' ()&-]+$/)
    }
    expect(city.areas.find((a) => a.code === '321002001')?.name.en).toBe('Dongguan Subdistrict')
    expect(city.areas.find((a) => a.code === '321002102')?.name.en).toBe('Lidian Town')
  })

  const streets = join(SHARED, 'yangzhou_map/streets_3210.json')
  it.skipIf(!existsSync(streets))('has the codes and names of the statistical list (skipped: list absent)', () => {
    const list = JSON.parse(readFileSync(streets, 'utf8')) as { code: string; name: string; areaCode: string }[]
    const ours = city.areas.filter((a) => a.kind === 'street').map((a) => [a.code, a.name.zh, a.parent])
    expect(ours).toEqual(list.map((s) => [s.code, s.name, s.areaCode]))
  })

  it('has a territory for each district and street', () => {
    const { territories } = indexReference(city)
    expect(territories.size).toBe(105)
    expect(territories.get('321002001')).toBe('street-321002001')
    expect(territories.get('321071')).toBe('district-321071')
  })
})

describe('sensing', () => {
  it('has the kinds and metrics the simulated city and the formats speak of', () => {
    const kinds = Object.fromEntries(city.sensorKinds.map((k) => [k.id, k.metrics.map((m) => m.id).join(' ')]))
    expect(kinds).toEqual({
      air: 'pm25 pm10 so2 no2 o3 co',
      rain: 'mm10 mm1h',
      riverLevel: 'levelM',
      ponding: 'depthM',
      manhole: 'tiltDeg gapM',
      gas: 'lelPct',
      noise: 'leqDb',
      traffic: 'speedKmh flowVph',
      bridge: 'vibMmS strainUe',
      pressure: 'mpa',
      waterQuality: 'turbidityNtu chlorineMgL ph',
      pump: 'running flowM3h',
      streetLight: 'onShare currentA',
      lift: 'fault trips',
      parking: 'freeSpaces usedPct',
      crowd: 'people densityM2',
      power: 'voltageKv loadPct',
      weather: 'tempC windMs humidityPct',
      riverQuality: 'doMgL nh3nMgL ph',
    })
  })

  it('measures in units the formats can convert, but for persons per square metre', () => {
    const unknown = city.sensorKinds.flatMap((k) => k.metrics).filter((m) => unitName(m.unit) === undefined)
    expect(unknown.map((m) => m.unit)).toEqual(['1/m2'])
  })

  it('has a simulated feed for every kind, each from a gateway', () => {
    const simulated = new Set(city.feeds.filter((f) => f.simulated).map((f) => f.kind))
    for (const { id } of city.sensorKinds) expect(simulated.has(id), id).toBe(true)
    for (const { id, gateway, simulated: sim } of city.feeds) {
      expect(gateway).toMatch(/^gw-/)
      expect(sim, id).toBe(!id.startsWith('replay-'))
    }
  })

  it('lists the demonstration gauge and the gauges of the recorded data', () => {
    const ids = city.sensors.map((s) => `${s.feed}/${s.device}`)
    expect(ids).toContain('demo/p-1')
    expect(ids.filter((id) => id.startsWith('replay-air/'))).toHaveLength(6)
    expect(ids.filter((id) => id.startsWith('replay-rain/'))).toHaveLength(3)
    expect(ids.filter((id) => id.startsWith('replay-level/'))).toHaveLength(1)
    const index = indexReference(city)
    for (const s of city.sensors) expect(index.areaAt(s.lng, s.lat), s.name).toBe(s.area)
  })

  it('raises road ponding at 5, 15, 27 and 40 cm and opens a case from yellow', () => {
    const rule = city.alarmRules.find((r) => r.id === 'ponding-depth')
    expect(rule?.steps.map((s) => [s.level, s.limit])).toEqual([
      [4, 0.05],
      [3, 0.15],
      [2, 0.27],
      [1, 0.4],
    ])
    expect(rule?.incident).toEqual({ matter: 'M001', condition: 'depth', fromLevel: 3, groupBy: 'street' })
    expect(rule?.onDelayMs).toBeLessThanOrEqual(5000)
  })

  it('has at least 22 rules', () => {
    expect(city.alarmRules.length).toBeGreaterThanOrEqual(22)
  })
})

it('agrees with chinese-days on every day it claims to know', () => {
  const { knownFrom, knownTo, holidays, workdays } = city.calendar
  let days = 0
  for (let at = Date.parse(knownFrom); at <= Date.parse(knownTo); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const weekend = [0, 6].includes(new Date(at).getUTCDay())
    const worked = workdays.includes(date) || (!weekend && !holidays.includes(date))
    expect(worked, date).toBe(chineseDays.isWorkday(date))
    days++
  }
  expect(days).toBeGreaterThanOrEqual(730)
})

describe('map', () => {
  const MAP = join(FOLDER, 'map')
  const surveyed = ['districts', 'outline', 'lakes', 'rivers', 'places']

  it('ships under 400 kB, five decimals, every feature named in both languages', () => {
    let bytes = 0
    for (const id of surveyed) {
      const text = readFileSync(join(MAP, `${id}.geojson`), 'utf8')
      bytes += Buffer.byteLength(text)
      expect(text).not.toMatch(/\d\.\d{6}/)
      const { features } = JSON.parse(text) as { features: { properties: Record<string, string> }[] }
      expect(features.length).toBeGreaterThan(0)
      for (const { properties } of features)
        expect(Object.keys(properties).sort(), id).toEqual(['code', 'name_en', 'name_zh'])
    }
    expect(bytes).toBeLessThan(400_000)
  })

  it('says where each file comes from, beside it and on the map', () => {
    const notice = readFileSync(join(MAP, 'NOTICE.md'), 'utf8')
    for (const { file, simulated, notice: words } of city.city.map) {
      expect(notice).toContain(file)
      if (simulated) expect(words.zh).toContain('模拟')
    }
    expect(city.city.map.filter((m) => !m.simulated).map((m) => m.id).sort()).toEqual([...surveyed].sort())
    for (const file of readdirSync(MAP).filter((f) => f.endsWith('.geojson'))) expect(notice).toContain(file)
  })
})
