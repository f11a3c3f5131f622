// The shipped maps on the recorded data they were made for: gaps, dead gauge and late arrivals survive, and every message
// passes the contract it comes in by. Stands aside where the recordings are not there; they are not part of the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMap } from '../../../mock/replay/map.ts'
import { Planner, toDue, type Plan } from '../../../mock/replay/plan.ts'
import { readRows } from '../../../mock/replay/rows.ts'
import { decodeMessage } from '../../../src/feeds/decode.ts'
import { TopicTable } from '../../../src/feeds/topic.ts'
import type { Feed, ListedSensor } from '../../../src/wire/reference.ts'

const repo = join(import.meta.dirname, '../../..')
const data = process.env['YIWANG_SHARED_DATA'] ?? join(repo, '../shared/data')
const load = <T>(path: string): T => JSON.parse(readFileSync(join(repo, path), 'utf8')) as T
const mapNamed = (name: string) => readMap(readFileSync(join(repo, 'mock/replay/maps', `${name}.json`), 'utf8'), name)

it.each(['air-quality', 'water-rain', 'water-rain-level'])('the map %s fits its schema and a contract', (name) => {
  const map = mapNamed(name)
  const [hit] = new TopicTable(load<Feed[]>('city/yangzhou/feeds.json')).find(map.topic.replace(/\{\w+\}/, 'x'))
  expect(hit?.feed.gateway).toBe('gw-replay')
  expect(hit?.feed.map?.time).toBe(map.timeAs)
  expect(hit?.feed.map?.fields.map((f) => f.path)).toEqual(map.fields.map((f) => f.as))
})

const cases = [
  {
    name: 'air-quality',
    file: 'air_quality_yangzhou_2019/readings_2019_jan_sep.csv',
    rows: 21_276,
    series: {
      'replay/air/1186A': { published: 6239, missing: 2, absent: 313, late: 0 },
      'replay/air/2869A': { published: 6236, missing: 1, absent: 316, late: 0 },
      'replay/air/3164A': { published: 6141, missing: 13, absent: 411, late: 0 },
      'replay/air/3195A': { published: 2642, missing: 2, absent: 286, late: 0 },
    },
  },
  {
    name: 'water-rain',
    file: 'water_rain/rainfall.csv',
    rows: 12_228,
    series: {
      'replay/rain/南郷山': { published: 3877, missing: 215, absent: 481, late: 1178 },
      'replay/rain/浅間山': { published: 0, missing: 4068, absent: 4293, late: 0 },
      'replay/rain/白銀山': { published: 4068, missing: 0, absent: 225, late: 1193 },
    },
  },
  {
    name: 'water-rain-level',
    file: 'water_rain/waterlevel.csv',
    rows: 4091,
    series: { 'replay/level/新崎川': { published: 4063, missing: 28, absent: 296, late: 1204 } },
  },
] as const

describe.each(cases)('$name', ({ name, file, rows, series }) => {
  const path = join(data, file)
  const here = existsSync(path)
  const readPlan = async (): Promise<Plan> => {
    const map = mapNamed(name)
    const planner = new Planner(map)
    await readRows(path, map, planner)
    return planner.finish()
  }

  // Counts made independently of this code, with Python's csv and datetime.
  it.skipIf(!here)(`keeps gaps and delays (needs the recording ${file})`, async () => {
    const plan = await readPlan()
    expect(plan.rows).toBe(rows)
    expect(plan.refused).toBe(0)
    expect(Object.fromEntries(plan.series)).toMatchObject(series)
    expect(Object.keys(series).sort()).toEqual([...plan.series.keys()].sort())
  })

  it.skipIf(!here)(`is taken by its contract, device by device (needs the recording ${file})`, async () => {
    const map = mapNamed(name)
    const plan = await readPlan()
    const table = new TopicTable(load<Feed[]>('city/yangzhou/feeds.json'))
    const listed = new Set(load<ListedSensor[]>('city/yangzhou/sensors.json').map((s) => `${s.feed}/${s.device}`))
    const receivedAt = Date.UTC(2026, 10, 21)
    const pace = { startAt: receivedAt, speed: 60, shift: 'now', timeAs: map.timeAs, zoneOffsetMinutes: 480 } as const
    const originAt = plan.messages[0]?.arrivedAt ?? 0
    let readings = 0
    for (const message of plan.messages) {
      const due = toDue(message, originAt, pace)
      const [hit] = table.find(due.topic)
      if (hit === undefined) throw new Error(`no contract for ${due.topic}`)
      const payload = new TextEncoder().encode(due.payload)
      const decoded = decodeMessage(hit.feed, hit.params, payload, { receivedAt, unitOf: () => undefined })
      if (decoded.rejects.length > 0) throw new Error(`${due.payload}: ${JSON.stringify(decoded.rejects)}`)
      expect(decoded.readings.length).toBe(Object.keys(message.fields).length)
      readings += decoded.readings.length
      if (!listed.has(`${hit.feed.id}/${decoded.readings[0]?.device}`)) throw new Error(`${due.topic} is not listed`)
    }
    expect(readings).toBeGreaterThanOrEqual(plan.messages.length)
  })
})
