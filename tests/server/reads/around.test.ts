// Other cases of the same place or sensor: the circle, the time, the fingerprint, and never the case itself.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { searchIncidents } from '../../../src/server/reads/search.ts'
import type { IncidentQuery } from '../../../src/wire/api.ts'
import { HOUR, PLACE, people, stageCases, type CaseStage } from '../cases/setup.ts'

let stage: CaseStage
const ids: Record<string, string> = {}
const DAY = 24 * HOUR
/** Degrees of so many metres at Yangzhou. */
const north = (m: number): number => m / 111_195
const east = (m: number): number => m / (111_195 * Math.cos((PLACE.lat * Math.PI) / 180))
let serial = 0
const reported = async (lng: number, lat: number): Promise<string> => {
  const place = { ...PLACE, lng, lat }
  const desk = { key: `around-${(serial += 1)}-key`, text: '路面积水很深', lng, lat }
  return (await stage.cases.fromDesk(desk, place, people.acceptor)).id
}
const around = async (query: IncidentQuery): Promise<string[]> => {
  const page = await searchIncidents({ db: stage.db, reference: stage.reference, now: () => stage.clock.at }, query)
  expect(page.total).toBe(page.rows.length)
  return page.rows.map(({ id }) => id).sort()
}

beforeAll(async () => {
  stage = await stageCases()
  const { clock } = stage
  const at = clock.at
  clock.at = at - 31 * DAY
  ids['long ago'] = await reported(PLACE.lng, PLACE.lat)
  clock.at = at - 29 * DAY
  ids['a month ago'] = await reported(PLACE.lng, PLACE.lat)
  clock.at = at
  ids['middle'] = await stage.cases.fromAlarm(stage.alarm('around-1', 'ponding-depth@one'))
  ids['north'] = await reported(PLACE.lng, PLACE.lat + north(97))
  ids['east'] = await reported(PLACE.lng + east(97), PLACE.lat)
  ids['beyond'] = await reported(PLACE.lng + east(103), PLACE.lat)
  // Within the square, outside the circle.
  ids['corner'] = await reported(PLACE.lng + east(90), PLACE.lat + north(90))
  await stage.does(people.dutyChief, ids['north'] ?? '', { act: 'refuse', reason: '不属实，已核对' })
}, 60_000)
afterAll(() => stage.stop())

it('is what lies within 100 m and 30 days, ended cases too', async () => {
  expect(await around({ around: ids['middle'] ?? '' })).toEqual(
    [ids['a month ago'], ids['north'], ids['east']].map(String).sort(),
  )
})
it('goes with the other filters', async () => {
  expect(await around({ around: ids['middle'] ?? '', open: false })).toEqual([ids['north']])
})
it('and the cases of the same sensor, wherever it stood', async () => {
  await stage.db.query
    .updateTable('incident')
    .set({ fingerprint: 'ponding-depth@one', state: 'merged' })
    .where('id', '=', ids['beyond'] ?? '')
    .execute()
  expect(await around({ around: ids['middle'] ?? '' })).toContain(ids['beyond'])
  expect(await around({ around: ids['east'] ?? '' })).not.toContain(ids['long ago'])
})
it('is nothing around a case that is none', async () => {
  expect(await around({ around: 'YZ-20000101-000001' })).toEqual([])
})
