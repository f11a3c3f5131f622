// What the command palette finds, for whom, and in which order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { find } from '../../../src/server/reads/find.ts'
import { FoundSchema, type Found } from '../../../src/wire/desk.ts'
import { PLACE, START, people, stageCases, type CaseStage } from '../cases/setup.ts'

let stage: CaseStage
let sensors: SensorTable
const ask = async (q: string, actor: Actor = people.dispatcher): Promise<Found> => {
  const found = await find({ db: stage.db, reference: stage.reference, sensors }, q, actor)
  expect([...Value.Errors(FoundSchema, found)]).toEqual([])
  return found
}
const ids = (found: Found): string[] => found.incidents.map((row) => row.id)

beforeAll(async () => {
  stage = await stageCases()
  const base = await stage.cases.get(await stage.cases.fromAlarm(stage.alarm('a')))
  if (base === undefined) throw new Error('no case')
  const put = async (n: number, change: Partial<Incident>): Promise<void> => {
    const id = `YZ-20261120-${String(n).padStart(6, '0')}`
    const one: Incident = { ...base, id, code: id, updatedAt: START + n, ...change }
    const { fingerprint: _, ...columns } = columnsOf(one, '321002')
    await stage.db.query.insertInto('incident').values(columns).execute()
  }
  const at = (address: string) => ({ ...PLACE, address })
  await put(1, { text: '树枝挡住路灯', place: at('汶河南路 12 号'), lead: 'paishui' })
  await put(2, { text: '树枝折断', place: at('汶河南路 40 号') })
  await put(3, { text: '井盖 100% 破损', place: at('国庆路口'), assist: ['paishui'] })
  const kind = [...stage.reference.sensorKinds.values()][0] ?? expect.fail('no kind')
  sensors = new SensorTable(() => [])
  for (const [device, name] of [
    ['jx-007', '文昌中路积水点'],
    ['jx-008', '泵站积水点'],
    ['jx-009', '积水点九号'],
  ] as const)
    sensors.put({
      id: `ponding/${device}`,
      feed: 'ponding',
      device,
      kind,
      name,
      lng: 119.43,
      lat: 32.39,
      area: '321002',
      district: '321002',
      attributes: {},
      simulated: true,
      silentAfterMs: kind.staleAfterMs,
      everyMs: 60_000,
      series: [],
    })
  const account = { password: '-', demo: false, failed: 0, created_at: new Date(START), department: null }
  await stage.db.query
    .insertInto('account')
    .values([
      { ...account, username: 'wangmin', name: '王敏', role: 'dispatcher', disabled: false },
      { ...account, username: 'wangli', name: '王立', role: 'acceptor', disabled: true },
      { ...account, username: 'wall', name: '王府大屏', role: 'wall', disabled: false },
      { ...account, username: 'ps1', name: '王排水', role: 'department', department: 'paishui', disabled: false },
      { ...account, username: 'cg1', name: '王城管', role: 'department', department: 'chengguan', disabled: false },
    ])
    .execute()
}, 60_000)
afterAll(() => stage.stop())

describe('find', () => {
  it('finds a case by its number, by the end of its number, and by words; the newest first', async () => {
    expect(ids(await ask('yz-20261120-000001'))).toEqual(['YZ-20261120-000001'])
    expect(ids(await ask('000002'))).toEqual(['YZ-20261120-000002'])
    expect(ids(await ask('树枝'))).toEqual(['YZ-20261120-000002', 'YZ-20261120-000001'])
    expect(ids(await ask(' 路灯  树枝 '))).toEqual(['YZ-20261120-000001'])
  })
  it('takes wildcards and quotes as what they are, and blank words as none', async () => {
    expect(ids(await ask('100%'))).toEqual(['YZ-20261120-000003'])
    expect(ids(await ask('1_0'))).toEqual([])
    expect(ids(await ask(`';--`))).toEqual([])
    expect(await ask('   ')).toEqual({ incidents: [], sensors: [], places: [], people: [] })
  })
  it('finds sensors by name and number, those that begin with it first', async () => {
    expect((await ask('积水点')).sensors.map((s) => s.id)).toEqual([
      'ponding/jx-009',
      'ponding/jx-007',
      'ponding/jx-008',
    ])
    expect((await ask('JX-008')).sensors).toMatchObject([{ id: 'ponding/jx-008', areaName: { zh: '广陵区' } }])
  })
  it('finds areas, the larger first, and addresses that cases have told', async () => {
    const areas = (await ask('广陵')).places
    expect(areas[0]).toMatchObject({ kind: 'area', area: '321002', name: { zh: '广陵区' } })
    expect(areas.length).toBeGreaterThan(1)
    expect((await ask('汶河南路')).places).toMatchObject([
      { kind: 'address', name: { zh: '汶河南路 40 号' }, lng: PLACE.lng },
      { kind: 'address', name: { zh: '汶河南路 12 号' } },
    ])
  })
  it('finds people by name, account and department; neither disabled accounts nor the wall', async () => {
    expect((await ask('王')).people.map((p) => p.account)).toEqual(['cg1', 'ps1', 'wangmin'])
    expect((await ask('排水')).people).toEqual([
      { account: 'ps1', name: '王排水', role: 'department', department: 'paishui' },
    ])
  })
  it('shows a department its own cases, their addresses and its own people alone', async () => {
    expect(ids(await ask('树枝', people.paishui))).toEqual(['YZ-20261120-000001'])
    expect(ids(await ask('YZ-20261120-000002', people.paishui))).toEqual([])
    expect(ids(await ask('YZ-20261120-000003', people.paishui))).toEqual(['YZ-20261120-000003'])
    expect((await ask('汶河南路', people.paishui)).places.map((p) => p.name.zh)).toEqual(['汶河南路 12 号'])
    expect((await ask('王', people.paishui)).people.map((p) => p.account)).toEqual(['ps1'])
    expect(ids(await ask('树枝', people.chengguan))).toEqual([])
  })
})
