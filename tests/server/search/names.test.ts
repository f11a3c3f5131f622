// The names of the city while the hub runs: learned in slices, grown by sensors and reports, kept from whom they are kept from.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SensorTable, type NewSensor } from '../../../src/server/live/sensors.ts'
import { openNames } from '../../../src/server/search/names.ts'
import type { Names } from '../../../src/server/search/types.ts'
import { people, stageCases, START, type CaseStage } from '../cases/setup.ts'

let stage: CaseStage
let names: Names
let sensors: SensorTable
let sensor: (device: string, name: string) => NewSensor
const most = 20
const settled = async (find: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 500 && !find(); turn += 1) await new Promise((done) => setImmediate(done))
  expect(find()).toBe(true)
}

beforeAll(async () => {
  let whenWritten: Names['whenWritten'] = async () => undefined
  stage = await stageCases({ whenWritten: (query, change) => whenWritten(query, change) })
  const { db, reference } = stage
  const kind = [...reference.sensorKinds.values()][0] ?? expect.fail('no kind')
  const place = { lng: 119.43, lat: 32.39, area: '321002001', district: '321002' }
  sensor = (device, name) => ({
    ...{ id: `ponding/${device}`, feed: 'ponding', device, kind, name, attributes: {}, simulated: true, series: [] },
    ...{ ...place, silentAfterMs: 1, everyMs: 1 },
  })
  sensors = new SensorTable(() => [])
  sensors.put(sensor('a', '演示：文昌中路下穿通道积水点'))
  names = await openNames({ db, reference, sensors, now: () => START, cityFolder: 'city/yangzhou' })
  whenWritten = names.whenWritten
  await names.start()
}, 60_000)
afterAll(async () => {
  await names.stop()
  await stage.stop()
})

describe('names', () => {
  it('hold everything of the city once started', () => {
    expect(names.ready()).toBe(1)
    for (const area of stage.reference.areas.values()) {
      const found = names.places({ words: [area.code], most, addresses: false })
      expect(found[0], area.code).toMatchObject({ kind: 'area', area: area.code })
    }
    expect(names.components({ words: ['xfss'], most }).map(({ name }) => name.zh)).toEqual(['消防设施'])
    expect(names.places({ words: ['gaoyouhu'], most, addresses: false })[0]?.name.en).toBe('Gaoyou Lake')
  })
  it('find a sensor by what follows the colon, and a new or renamed one from then on', async () => {
    const found = (word: string) => names.sensors({ words: [word], most }).map(({ id }) => id)
    expect(found('wczlxctd')).toEqual(['ponding/a'])
    sensors.put(sensor('b', '荷花池水位'))
    await settled(() => found('hhcsw').includes('ponding/b'))
    sensors.put(sensor('b', '瘦西湖水位'))
    await settled(() => found('sxhsw').includes('ponding/b'))
    expect(found('hhcsw')).toEqual([])
  })
  it('find the public part of a new report’s address, and its case while it is open', async () => {
    const place = { lng: 119.42, lat: 32.38, area: '321002', address: '徐凝门路66号2幢302室' }
    const report = { key: 'names-desk-1', text: '路灯不亮', lng: place.lng, lat: place.lat }
    const opened = await stage.cases.fromDesk(report, place, people.acceptor)
    names.casesChanged([opened])
    const addresses = () => names.places({ words: ['xnml66'], most, addresses: true }).map(({ name }) => name.zh)
    await settled(() => addresses().length > 0)
    expect(addresses()).toEqual(['徐凝门路66号'])
    expect(names.places({ words: ['xnml66'], most, addresses: false })).toEqual([])
    const cases = (department?: string) =>
      names.cases({ words: ['xnml'], most, ...(department && { department }) }).map(({ id }) => id)
    await settled(() => cases().includes(opened.id))
    expect(cases('paishui')).toEqual([])
    expect(names.cases({ words: ['302'], most })).toEqual([])
    names.casesChanged([{ ...opened, state: 'closed' }])
    await settled(() => cases().length === 0)
  })
  it('never hold up the loop for long while they learn many', async () => {
    let turns = 0
    const many = 3_000
    for (let n = 0; n < many; n += 1) sensors.put(sensor(`m-${n}`, `槐泗${n}号井液位`))
    await settled(() => {
      turns += 1
      return names.ready() === 1
    })
    // As many breaths as slices: learning was never one piece of work.
    expect(turns).toBeGreaterThan(3)
    expect(names.sensors({ words: ['hs2999hj'], most }).map(({ id }) => id)).toEqual(['ponding/m-2999'])
  })
})
