// What the command palette finds, for whom, and in which order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { find } from '../../../src/server/reads/find.ts'
import { openNames } from '../../../src/server/search/names.ts'
import type { Names } from '../../../src/server/search/types.ts'
import { FoundSchema, type FindQuery, type Found } from '../../../src/wire/desk.ts'
import { PLACE, START, people, stageCases, type CaseStage } from '../cases/setup.ts'

let stage: CaseStage
let sensors: SensorTable
let names: Names
const ask = async (q: string, actor: Actor = people.dispatcher, more: Omit<FindQuery, 'q'> = {}): Promise<Found> => {
  const { db, reference } = stage
  const found = await find({ db, reference, names, now: () => START }, { q, ...more }, actor)
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
    cases.push(one)
  }
  const cases: Incident[] = []
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
  const report = {
    feed: 'hotline',
    channel: 'hotline',
    text: '-',
    area: null,
    matter: null,
    incident: null,
    reporter: null,
  }
  const at2 = { occurred_at: new Date(START), recorded_at: new Date(START), simulated: false }
  await stage.db.query
    .insertInto('report')
    .values([
      { ...report, ...at2, id: 'h/1', address: '荷花池路8号3幢201室', lng: 119.432, lat: 32.383 },
      { ...report, ...at2, id: 'h/2', address: '荷花池路88号', lng: 119.9, lat: 32.9 },
    ])
    .execute()
  const { db, reference } = stage
  names = await openNames({ db, reference, sensors, now: () => START, cityFolder: 'city/yangzhou' })
  names.casesChanged(cases)
  await names.start()
}, 60_000)
afterAll(async () => {
  await names.stop()
  await stage.stop()
})

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
    expect(await ask('   ')).toEqual({ incidents: [], sensors: [], places: [], components: [], people: [] })
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
      { kind: 'road', name: { zh: '汶河南路' }, areaName: { zh: '广陵区 汶河街道' } },
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
    expect((await ask('汶河南路', people.paishui)).places.map((p) => p.name.zh)).toEqual(['汶河南路', '汶河南路 12 号'])
    expect((await ask('王', people.paishui)).people.map((p) => p.account)).toEqual(['ps1'])
    expect(ids(await ask('树枝', people.chengguan))).toEqual([])
  })
  it('finds all of it by full pinyin, by initials, and by both beside characters, in any order', async () => {
    for (const q of ['wenchang', 'wcz', 'jishui wenchang', 'jsd 文昌', '文昌zl 积水'])
      expect(
        (await ask(q)).sensors.map((s) => s.id),
        q,
      ).toContain('ponding/jx-007')
    expect((await ask('jiangdu')).places[0]).toMatchObject({ kind: 'area', area: '321012' })
    expect((await ask('wczl')).places).toContainEqual(
      expect.objectContaining({ kind: 'road', name: { zh: '文昌中路', en: '文昌中路' }, simulated: true }),
    )
    expect((await ask('sxh')).places.map((p) => `${p.kind} ${p.name.zh}`)).toEqual(
      expect.arrayContaining(['spot 瘦西湖', 'road 瘦西湖路', 'area 邗江区 瘦西湖街道']),
    )
    expect((await ask('321002001001001')).places[0]).toMatchObject({ kind: 'grid', area: '321002001001001' })
  })
  it('finds open cases by reading, for those who may see them', async () => {
    const of = async (q: string, actor?: Actor) =>
      (await ask(q, actor, { kinds: 'incidents' })).incidents.map((i) => i.id)
    expect(await of('wenhenan 40')).toEqual(['YZ-20261120-000002'])
    expect((await of('whnl')).sort()).toEqual(['YZ-20261120-000001', 'YZ-20261120-000002'])
    expect(await of('whnl', people.paishui)).toEqual(['YZ-20261120-000001'])
    expect(await of('whnl', people.chengguan)).toEqual([])
  })
  it('finds kinds of components and leads to their matters', async () => {
    for (const q of ['供水井盖', 'gongshuijinggai', 'gsjg', '01001'])
      expect((await ask(q)).components[0], q).toMatchObject({
        code: '01001',
        matters: [{ code: '01001', name: { zh: '供水井盖异常' } }],
      })
  })
  it('tells the public part of reported addresses to the desk, none of them to departments', async () => {
    const of = async (actor: Actor) => (await ask('荷花池路8', actor)).places.map((p) => p.name.zh)
    expect(await of(people.acceptor)).toEqual(['荷花池路8号', '荷花池路88号'])
    expect(await of(people.paishui)).toEqual([])
  })
  it('puts the nearer first where a place is looked at, and keeps to the kinds that were asked for', async () => {
    const near = async (at: string) => (await ask('荷花池路8', undefined, { near: at })).places.map((p) => p.name.zh)
    expect(await near('119.9,32.9')).toEqual(['荷花池路88号', '荷花池路8号'])
    expect(await near('119.4,32.4')).toEqual(['荷花池路8号', '荷花池路88号'])
    const only = await ask('积水', undefined, { kinds: 'sensors,people' })
    expect(only.sensors).toHaveLength(3)
    expect([only.incidents, only.places, only.components]).toEqual([[], [], []])
    await expect(ask('x', undefined, { kinds: 'sensors,cats' })).rejects.toMatchObject({ extras: { field: '/kinds' } })
    await expect(ask('x', undefined, { near: '200,20' })).rejects.toMatchObject({ extras: { field: '/near' } })
  })
})
