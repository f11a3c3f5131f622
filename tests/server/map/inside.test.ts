// What lies inside a drawn area, with the real store: counts against counting by hand, pages, who is told what, files.
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { polygonContains } from '../../../src/core/place/polygon.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { openMapDesk, type MapDesk } from '../../../src/server/map/desk.ts'
import { openMapReports } from '../../../src/server/map/reports.ts'
import {
  InsideListSchema,
  InsideSchema,
  MapReportsSchema,
  type InsideListQuestion,
  type InsideQuestion,
} from '../../../src/wire/map.ts'
import type { AlarmRow } from '../../../src/wire/views.ts'
import { noUnits } from '../../support/units.ts'
import { HOUR, START, people, stageCases, type CaseStage } from '../cases/setup.ts'

type Point = readonly [number, number]
const ring = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
/** An L with a hole: no box could answer for it. Its edges lie beside the raster that reports are rounded to. */
const SHAPE: InsideQuestion['polygon'] = [
  [
    [119.4002, 32.3502],
    [119.4802, 32.3502],
    [119.4802, 32.3902],
    [119.4402, 32.3902],
    [119.4402, 32.4302],
    [119.4002, 32.4302],
  ],
  ring(119.4102, 32.3602, 119.4202, 32.3702),
]
const isInside = ([lng, lat]: Point): boolean => polygonContains(SHAPE, lng, lat)
/** Spread evenly over the box of the shape and a little around it; never on an edge. */
const spread = (n: number): Point => [
  119.39 + ((n * 37) % 101) / 1000 + 0.00037,
  32.34 + ((n * 53) % 97) / 1000 + 0.00041,
]

let stage: CaseStage
let desk: MapDesk
let alarms: AlarmRow[] = []
const COUNT = 240
const all: { readonly incident: Incident; readonly at: Point }[] = []

beforeAll(async () => {
  stage = await stageCases()
  const { db, reference } = stage
  const base = await stage.cases.get(await stage.cases.fromAlarm(stage.alarm('a')))
  if (base === undefined) throw new Error('no case')
  await db.pool.query('delete from incident')
  for (let n = 0; n < COUNT; n += 1) {
    const at = spread(n)
    const id = `YZ-20261120-${String(n).padStart(6, '0')}`
    const incident: Incident = {
      ...base,
      ...{ id, code: id, openedAt: START - n * HOUR, level: ((n % 4) + 1) as 1 | 2 | 3 | 4, matter: '01001' },
      state: n % 3 === 0 ? 'closed' : n % 3 === 1 ? 'handling' : 'pendingDispatch',
      lead: n % 5 === 0 ? 'paishui' : 'chengguan',
      place: { ...base.place, lng: at[0], lat: at[1] },
    }
    const { fingerprint: _, ...columns } = columnsOf(incident, '321002')
    await db.query.insertInto('incident').values(columns).execute()
    all.push({ incident, at })
  }
  const report = (n: number) => ({
    id: `hotline/${String(n).padStart(4, '0')}`,
    ...{ feed: 'hotline', channel: n % 2 === 0 ? 'hotline' : 'citizen', text: '张三 13800001234 报', area: null },
    ...{ occurred_at: new Date(START - n * HOUR), recorded_at: new Date(START), simulated: n % 10 === 0 },
    ...{ lng: spread(n)[0], lat: spread(n)[1], address: '徐凝门路66号2幢302室', matter: n % 4 === 0 ? null : '01001' },
    ...{ incident: all[n]?.incident.id ?? null, reporter: JSON.stringify({ phone: '13800001234' }) },
  })
  await db.query
    .insertInto('report')
    .values(Array.from({ length: COUNT }, (_, n) => report(n)))
    .execute()
  const sensors = new SensorTable(() => [])
  const kinds = [...reference.sensorKinds.values()].slice(0, 2)
  for (let n = 0; n < COUNT; n += 1) {
    const kind = kinds[n % 2] ?? expect.fail('no kind')
    const [lng, lat] = spread(n)
    const entry = sensors.put({
      ...{ id: `s/${n}`, feed: 's', device: String(n), kind, name: n === 4 ? '=cmd()' : `设备${n}`, lng, lat },
      ...{ area: '321002', district: '321002', attributes: {}, simulated: true, series: [] },
      ...{ silentAfterMs: 60_000, everyMs: 60_000 },
    })
    if (n % 3 === 0) sensors.write(entry, 0, 1, START - 1, 0)
    if (n % 8 === 0) sensors.setLevel(entry, 2)
  }
  alarms = [0, 1, 2, 3].map((n): AlarmRow => {
    const [lng, lat] = spread(n)
    const name = { zh: '积水', en: 'Ponding' }
    return {
      ...{ id: `a${n}`, rule: 'r', name, sensor: `s/${n}`, sensorName: `设备${n}`, metric: 'm', unit: 'm', value: 1 },
      ...{ level: n === 3 ? 1 : 2, lng, lat, area: '321002', areaName: { zh: '广陵区', en: 'Guangling' } },
      ...{ raisedAt: START + n, recordedAt: START, simulated: true, ...(n === 2 && { clearedAt: START }) },
    }
  })
  const [lng, lat] = [119.405, 32.355]
  const unit = { index: 0, id: 'u/1', name: '巡查车', kind: 'patrol', simulated: true, lng, lat, flags: 0 }
  const units = { snapshot: () => ({ ...noUnits.snapshot('desk'), rows: [unit, { ...unit, id: 'u/2', lng: 119.9 }] }) }
  const now = () => START
  desk = openMapDesk({ db, reference, sensors, alarms: () => alarms, units, now, cityFolder: 'city/yangzhou' })
}, 60_000)
afterAll(() => stage.stop())

const WINDOW = { from: START - 100 * HOUR, to: START - 10 * HOUR }
const inWindow = ({ openedAt }: Incident): boolean => openedAt >= WINDOW.from && openedAt < WINDOW.to
const inside = () => all.filter(({ at }) => isInside(at)).map(({ incident }) => incident)
const isOpen = ({ state }: Incident): boolean => state !== 'closed'
const ask = async (more: Partial<InsideQuestion> = {}, actor: Actor = people.dispatcher) => {
  const answer = await desk.inside({ polygon: SHAPE, ...more }, actor)
  expect([...Value.Errors(InsideSchema, answer)]).toEqual([])
  return answer
}

describe('what lies inside', () => {
  it('is what counting by hand gives', async () => {
    const answer = await ask(WINDOW)
    const numbers = [...Array(COUNT).keys()].filter((n) => isInside(spread(n)))
    expect(numbers.length).toBeGreaterThan(50)
    expect(answer.sensors.total).toBe(numbers.length)
    expect(answer.sensors.silent).toBe(numbers.filter((n) => n % 3 !== 0).length)
    expect(answer.sensors.kinds.reduce((sum, kind) => sum + kind.levels[1], 0)).toBe(
      numbers.filter((n) => n % 8 === 0).length,
    )
    const standing = alarms.filter((row) => row.clearedAt === undefined && isInside([row.lng, row.lat]))
    expect(answer.alarms.total).toBe(standing.length)
    const open = inside().filter(isOpen)
    expect(answer.cases.open.total).toBe(open.length)
    expect(answer.cases.open.levels).toEqual(
      [1, 2, 3, 4].map((level) => open.filter((one) => one.level === level).length),
    )
    expect(answer.cases.open.states).toHaveLength(2)
    expect(answer.cases.opened?.total).toBe(inside().filter(inWindow).length)
    expect(answer.reports?.total).toBe(inside().filter(inWindow).length)
    expect(answer.reports?.matters[0]).toMatchObject({ matter: '01001', name: { zh: '供水井盖异常' } })
    expect(answer.components).toEqual([
      { code: '01001', name: { zh: '供水井盖', en: 'Water manhole cover' }, cases: open.length },
    ])
    expect(answer.units).toEqual([{ kind: 'patrol', count: 1 }])
    expect(answer.grid.total).toBeGreaterThan(0)
    expect(answer.streets.map(({ code }) => code)).toContain('321002001')
    expect(answer.areaKm2).toBeCloseTo(49, -1)
  })
  it('leaves the window out where none is given, and keeps to kinds of sensors', async () => {
    const answer = await ask()
    expect(answer.cases.opened).toBeUndefined()
    expect(answer.reports).toBeUndefined()
    const [kind] = answer.sensors.kinds
    const only = await ask({ kinds: [kind?.kind ?? ''] })
    expect(only.sensors).toMatchObject({ total: kind?.total, kinds: [kind] })
    const other = await ask({ kinds: [answer.sensors.kinds[1]?.kind ?? ''] })
    expect(only.alarms.total + other.alarms.total).toBe(answer.alarms.total)
    expect(answer.alarms.total).toBeGreaterThan(0)
  })
  it('tells a department its own cases and their reports alone', async () => {
    const own = inside().filter(({ lead }) => lead === 'paishui')
    const answer = await ask(WINDOW, people.paishui)
    expect(answer.cases.open.total).toBe(own.filter(isOpen).length)
    expect(answer.cases.opened?.total).toBe(own.filter(inWindow).length)
    // Where reports came from it knows by the raster alone, inside and outside.
    const rounded = (at: Point): Point => [Math.round(at[0] * 1000) / 1000, Math.round(at[1] * 1000) / 1000]
    const reports = all.filter(({ incident, at }) => incident.lead === 'paishui' && isInside(rounded(at)))
    expect(answer.reports?.total).toBe(reports.filter(({ incident }) => inWindow(incident)).length)
  })
  it.each([
    [{ polygon: [ring(119, 32, 120, 33).slice(0, 2)] }, '/polygon'],
    [{ polygon: [[...ring(119, 32, 119.5, 32.5).slice(0, 1), [119.5, 32.5], [119.5, 32], [119, 32.5]]] }, '/polygon'],
    [{ from: START }, '/to'],
    [{ to: START }, '/from'],
    [{ from: START, to: START }, '/to'],
    [{ from: START - 401 * 24 * HOUR, to: START }, '/to'],
    [{ kinds: ['cats'] }, '/kinds/0'],
  ] as [Partial<InsideQuestion>, string][])('refuses %j', async (more, field) => {
    await expect(ask(more)).rejects.toMatchObject({ code: 'invalid', extras: { field } })
  })
})

describe('lists', () => {
  const page = async (more: Partial<InsideListQuestion>, actor: Actor = people.dispatcher) => {
    const answer = await desk.list({ polygon: SHAPE, list: 'sensors', ...more }, actor)
    expect([...Value.Errors(InsideListSchema, answer)]).toEqual([])
    return answer
  }
  it.each(['sensors', 'incidents', 'opened', 'alarms', 'reports'] as const)(
    '%s come page by page, each once',
    async (list) => {
      const whole = await page({ list, ...WINDOW, limit: 500 })
      const ids = whole[list]?.map(({ id }) => id) ?? []
      expect(ids).toHaveLength(whole.total)
      expect(whole.next).toBeUndefined()
      const turned: string[] = []
      let after: string | undefined
      do {
        const one = await page({ list, ...WINDOW, limit: 2, ...(after !== undefined && { after }) })
        expect(one.total).toBe(whole.total)
        turned.push(...(one[list]?.map(({ id }) => id) ?? []))
        after = one.next
      } while (after !== undefined)
      expect(turned).toEqual(ids)
    },
  )
  it('are the worst alarms and the newest cases first', async () => {
    const levels = (await page({ list: 'alarms' })).alarms?.map(({ level }) => level) ?? []
    expect(levels).toEqual([...levels].sort())
    const opened = (await page({ list: 'incidents' })).incidents?.map(({ openedAt }) => openedAt) ?? []
    expect(opened).toEqual([...opened].sort((a, b) => b - a))
  })
  it('of reports say nothing of who reported, and where only to the desk', async () => {
    const exact = await page({ list: 'reports', ...WINDOW })
    expect(JSON.stringify(exact)).not.toMatch(/138|张三|徐凝门/)
    const rounded = await page({ list: 'reports', ...WINDOW }, people.leader)
    for (const { lng, lat } of rounded.reports ?? []) {
      expect(lng).toBe(Math.round(lng * 1000) / 1000)
      expect(lat).toBe(Math.round(lat * 1000) / 1000)
    }
    expect(exact.reports?.some(({ lng }) => lng !== Math.round(lng * 1000) / 1000)).toBe(true)
    const first = exact.reports?.[0] ?? expect.fail('no report')
    // A small area drawn around the very point finds it for the desk; nobody else learns more than the raster.
    const tight = [ring(first.lng - 1e-4, first.lat - 1e-4, first.lng + 1e-4, first.lat + 1e-4)]
    expect((await page({ list: 'reports', ...WINDOW, polygon: tight })).total).toBe(1)
    expect((await page({ list: 'reports', ...WINDOW, polygon: tight }, people.leader)).total).toBe(0)
  })
  it('want a window where they speak of one, and their own cursor', async () => {
    await expect(page({ list: 'reports' })).rejects.toMatchObject({ extras: { field: '/from' } })
    const { next } = await page({ list: 'sensors', limit: 1 })
    for (const after of [next ?? '', 'nonsense', Buffer.from('["alarms","x",1]').toString('base64url')])
      await expect(page({ list: 'alarms', after }), after).rejects.toMatchObject({ extras: { field: '/after' } })
  })
})

describe('files', () => {
  it('say what was asked, when and by whom, and hold every row', async () => {
    const file = await desk.exportAs({ polygon: SHAPE, ...WINDOW, list: 'opened', format: 'xlsx' }, people.dispatcher)
    expect(file.name).toBe('inside-opened.xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(file.bytes as unknown as Parameters<typeof book.xlsx.load>[0])
    const about = book.worksheets[0]?.getSheetValues().flat().join('\n') ?? ''
    for (const said of ['119.4802,32.3902', people.dispatcher.name, '2026-11-17 06:00:00', '2026-11-21 10:00:00'])
      expect(about).toContain(said)
    expect(book.worksheets[1]?.rowCount).toBe(1 + inside().filter(inWindow).length)
  })
  it('as CSV are read as what they are: no formula, one line a row', async () => {
    const { bytes } = await desk.exportAs({ polygon: SHAPE, list: 'sensors', format: 'csv' }, people.dispatcher)
    const lines = bytes.toString().trim().split('\r\n')
    const total = (await ask()).sensors.total
    expect(lines.slice(lines.indexOf('') + 2)).toHaveLength(total)
    if (isInside(spread(4))) expect(bytes.toString()).toContain(`'=cmd()`)
    expect(bytes.toString()).not.toMatch(/,=cmd/)
  })
})

describe('reports for the heat', () => {
  const query = { from: START - 1000 * HOUR, to: START + 1 }
  it('are columns in the order of time, for the matter and source asked for', async () => {
    const answer = await desk.reports(query, people.dispatcher)
    expect([...Value.Errors(MapReportsSchema, answer)]).toEqual([])
    expect(answer).toMatchObject({ total: COUNT, rounded: false, simulated: COUNT / 10 })
    expect(answer.second).toEqual([...answer.second].sort((a, b) => a - b))
    expect(answer.lng.at(-1)).toBe(spread(0)[0])
    expect((await desk.reports({ ...query, source: 'citizen' }, people.dispatcher)).total).toBe(COUNT / 2)
    expect((await desk.reports({ ...query, matter: '01001' }, people.dispatcher)).total).toBe((COUNT * 3) / 4)
    expect((await desk.reports({ from: 1e12, to: 1e12 + 1 }, people.leader)).lng).toEqual([])
    await expect(desk.reports({ from: START, to: START }, people.leader)).rejects.toMatchObject({ code: 'invalid' })
  })
  it('stand on a raster for all but the desk, and are a department’s own', async () => {
    const leader = await desk.reports(query, people.leader)
    expect(leader.rounded).toBe(true)
    for (const lng of leader.lng) expect(lng).toBe(Math.round(lng * 1000) / 1000)
    expect((await desk.reports(query, people.paishui)).total).toBe(COUNT / 5)
  })
  it('are thinned evenly to exactly as many as can be told, the true count beside', async () => {
    const thin = openMapReports({ db: stage.db, now: () => START }, 50)
    const answer = await thin(query, people.dispatcher)
    expect(answer.total).toBe(COUNT)
    expect(answer.lng).toHaveLength(50)
    const gaps = answer.second.slice(1).map((at, i) => (at - (answer.second[i] ?? 0)) / 3600)
    expect(Math.min(...gaps)).toBe(4)
    expect(Math.max(...gaps)).toBe(5)
  })
  it('answer equal questions once for a few seconds, each role apart', async () => {
    let at = START
    const kept = openMapReports({ db: stage.db, now: () => at })
    const first = await kept(query, people.dispatcher)
    expect(await kept({ ...query }, people.acceptor)).toBe(first)
    expect(await kept(query, people.leader)).not.toBe(first)
    at += 6_000
    expect(await kept(query, people.dispatcher)).not.toBe(first)
  })
})
