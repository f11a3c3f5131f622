// The past that the simulated city tells: kept once, as simulated, never over what was measured here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { History, pastCity } from '../../../mock/history.ts'
import { readReference } from '../../../mock/reference.ts'
import { loadScenario } from '../../../mock/scenarios/load.ts'
import { buildStage } from '../../../mock/world/city.ts'
import type { PastHours } from '../../../src/wire/pastHours.ts'
import { startTestHub, type TestHub } from '../../support/hub.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('the past of a simulated city', { timeout: 60_000 }, () => {
  let hub: TestHub
  beforeAll(async () => void (hub = await startTestHub()), 90_000)
  afterAll(() => hub.stop())
  const hours = async (): Promise<{ indicator: string; at: number; value: number; simulated: boolean }[]> => {
    const { rows } = await hub.db.pool.query<{ indicator: string; at: number; value: number; simulated: boolean }>(
      `select indicator, (extract(epoch from hour) * 1000)::float8 as at, value, simulated from indicator_hour
       where area = '321000' order by hour`,
    )
    return rows
  }
  const line = (at: number, value: number): PastHours['pastHours'][number] => ({
    ...{ indicator: 'pm25', area: '321000', at, mean: value, least: value - 1, greatest: value + 1, last: value },
    ...{ looks: 2, coverage: 1 },
  })

  it('is wanted for nine weeks by a hub without one, and refused from whoever was not asked', async () => {
    await expect(hub.past.take({ pastHours: [], done: true })).rejects.toThrow(/asked/)
    const span = await hub.past.wanted()
    expect(span?.to).toBe(Math.floor(hub.now() / HOUR) * HOUR)
    expect((span?.to ?? 0) - (span?.from ?? 0)).toBe(63 * DAY)
  })

  it('keeps what fits, as simulated, and nothing over an hour that was measured here', async () => {
    const span = await hub.past.wanted()
    const at = (span?.to ?? 0) - 3 * HOUR
    const strange = [
      { ...line(at, 40), indicator: 'no-such-sign' },
      { ...line(at, 40), area: '999999' },
      line((span?.to ?? 0) + HOUR, 40),
      line(at + 1, 40),
    ]
    expect(await hub.past.take({ pastHours: [line(at, 40.4), ...strange], done: false })).toBe(1)
    await hub.db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, minutes, coverage, simulated)
       values ('pm25', '321000', to_timestamp($1), 7, 60, 1, false)`,
      [(at + HOUR) / 1000],
    )
    expect(await hub.past.take({ pastHours: [line(at + HOUR, 99)], done: false })).toBe(0)
    expect(await hours()).toEqual([
      { indicator: 'pm25', at, value: 40, simulated: true },
      { indicator: 'pm25', at: at + HOUR, value: 7, simulated: false },
    ])
    await expect(hub.past.take({ pastHours: [{ ...line(at, 1), mean: 'much' }], done: false })).rejects.toThrow()
  })

  it('takes what the city tells, and is wanted no more once a week is known', async () => {
    const reference = readReference('city/yangzhou')
    const span = (await hub.past.wanted()) ?? { from: 0, to: 0 }
    const history = new History(
      pastCity({ reference, seed: 'test', scenario: loadScenario('storm') }, span.from, buildStage(reference)),
    )
    for (let at = span.to - 6 * HOUR; at < span.to; at += HOUR)
      await hub.past.take({ pastHours: history.hour(at), done: false })
    const told = await hours()
    const wanted = new Set(history.series.filter((s) => s.area === '321000').map((s) => s.indicator))
    expect(new Set(told.map((r) => r.indicator))).toEqual(wanted)
    expect(told.filter((r) => !r.simulated)).toHaveLength(1)
    expect(await hub.past.take({ pastHours: [line(span.to - 8 * DAY, 30)], done: true })).toBe(1)
    expect(await hub.past.wanted()).toBeUndefined()
  })
})
