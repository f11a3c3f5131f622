// @vitest-environment happy-dom
// Alarms and new reports at the desk: what is sent, and what is asked for first.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { AlarmActSchema, DeskReportSchema } from '../../../../src/wire/acts.ts'
import type { AlarmRow } from '../../../../src/wire/views.ts'
import AlarmStrip from '../../../../src/web/features/duty/AlarmStrip.vue'
import NewReport from '../../../../src/web/features/duty/NewReport.vue'
import { useAlarms } from '../../../../src/web/stores/alarms.ts'
import { HOUR, row, T0 } from '../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'

const alarm = (id: string, change: Partial<AlarmRow> = {}): AlarmRow => ({
  id,
  rule: 'ponding-depth',
  name: { zh: '积水深度', en: 'Ponding depth' },
  sensor: `ponding/${id}`,
  sensorName: `测点 ${id}`,
  metric: 'depthM',
  unit: 'm',
  level: 3,
  value: 0.32,
  lng: 119.4,
  lat: 32.4,
  area: '321002',
  areaName: { zh: '广陵区', en: 'Guangling' },
  raisedAt: T0,
  recordedAt: T0,
  simulated: true,
  ...change,
})

describe('alarm strip', () => {
  async function strip(rows: AlarmRow[], mayAct = true) {
    const page = await openPage(AlarmStrip, { props: { mayAct } })
    useAlarms().replace(rows, T0)
    await page.settle()
    return page
  }

  it('holds the worst at hand, and leaves out what is acknowledged, cleared or shelved', async () => {
    const page = await strip([
      alarm('a'),
      alarm('b', { level: 1 }),
      alarm('c', { level: 1, acknowledgedAt: T0 }),
      alarm('d', { level: 1, clearedAt: T0 }),
      alarm('e', { level: 1, shelvedUntil: T0 + HOUR }),
    ])
    expect(page.text()).toContain('测点 b')
    expect(page.text()).toContain('已搁置 1')
    await page.press(/^全部告警/)
    expect(page.buttons().filter((b) => b.startsWith('确认'))).toEqual(['确认：测点 b', '确认：测点 a'])
  })
  it('acknowledges', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a')])
    await page.press('确认：测点 a')
    expect(askedOf('POST /api/alarms/a/acts')[0]?.body).toEqual({ act: 'acknowledge' })
  })
  it('shelves with a reason and an end, and asks for the reason first', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a')])
    await page.press('搁置：测点 a')
    await page.press('搁置')
    expect(page.text()).toContain('请写明理由')
    await page.type('理由', '检修中')
    await page.press('搁置')
    const body = askedOf('POST /api/alarms/a/acts')[0]?.body
    expect(body).toEqual({ act: 'shelve', reason: '检修中', untilAt: T0 + HOUR })
    expect(Value.Check(AlarmActSchema, body)).toBe(true)
  })
  it('is to read only for those who may not act', async () => {
    const page = await strip([alarm('a')], false)
    expect(page.buttons().filter((b) => b.includes('确认'))).toEqual([])
  })
  it('axe finds nothing', async () => {
    const page = await strip([alarm('a'), alarm('b')])
    await page.press(/^全部告警/)
    expect(await axeFindings()).toEqual([])
  })
})

describe('new report', () => {
  const PATH = 'POST /api/incidents'
  const press = async (page: Awaited<ReturnType<typeof openPage>>): Promise<void> => {
    document.querySelector('form')?.requestSubmit()
    await page.settle()
  }
  it('asks for what happened and for a place on the map', async () => {
    const page = await openPage(NewReport, { props: { place: undefined } })
    await press(page)
    expect(page.text()).toContain('请写明情况')
    expect(page.text()).toContain('在地图上点选位置')
    expect(askedOf(PATH)).toEqual([])
  })
  it('sends one report, and the same key again after a lost answer', async () => {
    let tries = 0
    answer(PATH, () => (++tries === 1 ? problem(503) : { status: 201, body: row('YZ-20261121-000009') }))
    const page = await openPage(NewReport, { props: { place: { lng: 119.433_333_333, lat: 32.4 } } })
    await page.type('情况描述', '路口积水')
    await page.type(/^上报人/, '张先生')
    await press(page)
    expect(page.text()).toContain('urn:uuid:quote-me')
    await press(page)
    const bodies = askedOf(PATH).map((a) => a.body as { key: string })
    expect(bodies).toHaveLength(2)
    expect(bodies[0]?.key).toBe(bodies[1]?.key)
    expect(bodies[1]).toMatchObject({ text: '路口积水', lng: 119.433333, lat: 32.4, reporter: { name: '张先生' } })
    expect(Value.Check(DeskReportSchema, bodies[1])).toBe(true)
    expect(page.wrapper.emitted('done')).toEqual([['YZ-20261121-000009']])
  })
})
