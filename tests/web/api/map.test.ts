// @vitest-environment happy-dom
// The map's questions to the hub: what is sent, what is taken, what is refused.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { askInside, exportInside, getMapReports, listInside } from '../../../src/web/api/map.ts'
import type { Inside, InsideQuestion, MapReports } from '../../../src/wire/map.ts'

const polygon: InsideQuestion['polygon'] = [
  [
    [119.4, 32.3],
    [119.5, 32.3],
    [119.5, 32.4],
  ],
]
const levels: [number, number, number, number] = [0, 0, 0, 0]
const INSIDE: Inside = {
  at: 1_790_000_000_000,
  areaKm2: 52,
  sensors: { total: 0, silent: 0, kinds: [] },
  alarms: { total: 0, levels },
  cases: { open: { total: 0, levels, states: [] }, overdue: 0 },
  components: [],
  units: [],
  grid: { total: 0, codes: [] },
  streets: [],
}

describe('the map asks', () => {
  it('what lies inside, and for its lists page by page', async () => {
    answer('POST /api/map/inside', () => ({ body: INSIDE }))
    expect(await askInside({ polygon })).toEqual(INSIDE)
    expect(askedOf('POST /api/map/inside')[0]?.body).toEqual({ polygon })
    answer('POST /api/map/inside/list', () => ({ body: { total: 0, sensors: [] } }))
    expect(await listInside({ polygon, list: 'sensors', after: 'x' })).toEqual({ total: 0, sensors: [] })
    expect(askedOf('POST /api/map/inside/list')[0]?.body).toEqual({ polygon, list: 'sensors', after: 'x' })
  })
  it('for a file under the name of its list', async () => {
    answer('POST /api/map/inside/export', () => ({ body: new TextEncoder().encode('a,b').buffer }))
    const file = await exportInside({ polygon, list: 'alarms', format: 'csv' })
    expect(file.name).toBe('inside-alarms.csv')
    expect(new TextDecoder().decode(file.bytes)).toBe('a,b')
  })
  it('where reports were made, in whole milliseconds', async () => {
    const reports: MapReports = {
      ...{ from: 1_790_000_000_000, to: 1_790_000_000_001, total: 1, simulated: 0, rounded: true },
      ...{ lng: [119.4], lat: [32.4], second: [0] },
    }
    answer('GET /api/map/reports', () => ({ body: reports }))
    expect(await getMapReports({ from: 1_790_000_000_000.4, to: 1_790_000_000_001.9, source: 'citizen' })).toEqual(
      reports,
    )
    expect(askedOf('GET /api/map/reports')[0]?.query).toMatchObject({
      ...{ from: 1_790_000_000_000, to: 1_790_000_000_001, source: 'citizen' },
    })
  })
  it('and passes on what the hub refuses, and takes nothing malformed', async () => {
    answer('POST /api/map/inside', () => problem(400, { code: 'invalid', field: '/polygon' }))
    await expect(askInside({ polygon })).rejects.toMatchObject({ code: 'invalid', field: '/polygon' })
    answer('POST /api/map/inside', () => ({ body: { ...INSIDE, sensors: [] } }))
    await expect(askInside({ polygon })).rejects.toMatchObject({ code: 'malformed' })
  })
})
