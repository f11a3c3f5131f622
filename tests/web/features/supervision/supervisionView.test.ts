// @vitest-environment happy-dom
// Supervision as leaders, the desk and departments meet it: the list, the sheet, acts by role, causes, the month.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Value } from 'typebox/value'
import {
  SupervisedCommandSchema,
  type SupervisedDetail,
  type SupervisedMonth,
} from '../../../../src/wire/supervisions.ts'
import { cellOf, rateOf, totalOf } from '../../../../src/web/features/supervision/monthTable.ts'
import { codesIn } from '../../../../src/web/features/supervision/actForm.ts'
import SupervisionView from '../../../../src/web/features/supervision/SupervisionView.vue'
import { row as caseRow, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { matter, report, sheet } from '../../supervise/made.ts'

type Role = 'leader' | 'dutyChief' | 'dispatcher' | 'department' | 'administrator'
const ACTS = 'POST /api/supervisions/sv-1/acts'
let detail: SupervisedDetail

beforeEach(() => {
  localStorage.clear()
  detail = sheet()
  answer('GET /api/city', () => problem(503))
  answer('GET /api/supervisions/sv-1', () => ({ body: detail }))
  answer(ACTS, () => ({ body: detail }))
})
async function open(role: Role, path = '/supervision/sv-1'): Promise<Page> {
  answer('GET /api/supervisions', () => ({ body: [matter(), matter({ id: 'sv-2', code: 'YZ-DB-2026-0002' })] }))
  const page = await openPage(SupervisionView, {
    ...{ route: '/supervision/:id?', path, name: 'supervision' },
    user: { role, ...(role === 'department' ? { department: 'water-bureau' } : {}) },
  })
  for (let i = 0; i < 3; i++) {
    await vi.dynamicImportSettled()
    await page.settle()
  }
  return page
}
const acts = (): unknown[] =>
  askedOf(ACTS).map((one) => {
    expect(Value.Check(SupervisedCommandSchema, one.body)).toBe(true)
    return (one.body as { act: unknown }).act
  })

describe('the sheet', () => {
  it('has what was asked and seen, who signed and who has not, and its log', async () => {
    const page = await open('leader')
    for (const words of [
      'YZ-DB-2026-0001',
      '重要批示',
      '昨日积水 3 处',
      '请排水处牵头',
      '举一反三',
      '王工',
      '未签收',
      '立项交办',
    ])
      expect(page.text()).toContain(words)
    expect(page.link('查看当期简报').getAttribute('href')).toBe('/brief/2026-11-20')
    expect(await axeFindings()).toEqual([])
  })
  it('leads no department to the brief', async () => {
    const page = await open('department')
    expect(page.text()).not.toContain('查看当期简报')
  })
  it('says so where there is none', async () => {
    answer('GET /api/supervisions/sv-1', () => problem(404))
    expect((await open('leader')).text()).toContain('没有这件督办事项')
  })
  it('counts what came back as read once its giver looks at it', async () => {
    detail = sheet(matter({ unread: true }), { may: ['read'] })
    const page = await open('leader')
    detail = sheet()
    await page.settle()
    expect(acts()[0]).toEqual({ act: 'read' })
  })
})

describe('acts', () => {
  it('a department signs with one press', async () => {
    detail = sheet(matter({ state: 'pendingSign' }), { may: ['sign', 'report', 'final'] })
    const page = await open('department')
    await page.press('签收')
    expect(acts()).toEqual([{ act: 'sign' }])
  })
  it('reports with the case that shows it, found by its number', async () => {
    detail = sheet(matter(), { may: ['report', 'final'] })
    const one = caseRow('YZ-20261121-000001', {})
    answer('GET /api/incidents', () => ({ body: { rows: [one], total: 1 } }))
    const page = await open('department')
    await page.press('报送最终反馈')
    await page.type(/办理情况/, '已疏通')
    await page.type(/佐证案卷编号/, `${one.code} 没有的`)
    const form = page.wrapper.find('form')
    await form.trigger('submit')
    await page.settle()
    expect(acts()).toEqual([])
    expect(page.text()).toContain('没有找到案卷 没有的')
    await page.type(/佐证案卷编号/, one.code)
    await form.trigger('submit')
    await page.settle()
    expect(acts()).toEqual([{ act: 'report', final: true, text: '已疏通', photos: [], incidents: [one.id] }])
  })
  it('closing without evidence asks for the reason', async () => {
    detail = sheet(matter({ state: 'pendingCheck' }), { may: ['close', 'sendBack'], progress: [report()] })
    const page = await open('leader')
    await page.press('核查通过，办结')
    await page.type(/核查结论/, '属实')
    const form = page.wrapper.find('form')
    await form.trigger('submit')
    expect(acts()).toEqual([])
    await page.type(/免附佐证的理由/, '电话核实')
    await form.trigger('submit')
    await page.settle()
    expect(acts()).toEqual([{ act: 'close', conclusion: '属实', withoutEvidence: '电话核实' }])
  })
  it('what was typed stays where it could not be done', async () => {
    answer(ACTS, () => problem(409))
    detail = sheet(matter(), { may: ['withdraw'] })
    const page = await open('leader')
    await page.press('撤销')
    await page.type(/理由/, '误批')
    await page.wrapper.find('form').trigger('submit')
    await page.settle()
    expect(page.text()).toContain('办不了')
    expect(page.field(/理由/).value).toBe('误批')
  })
})

describe('lists', () => {
  it('are asked for by state, and by department of those who see all', async () => {
    const page = await open('leader', '/supervision?state=all&department=water-bureau')
    expect(askedOf('GET /api/supervisions').at(-1)?.query).toEqual({ limit: 500, department: 'water-bureau' })
    expect(page.text()).toContain('黄 · 将到期')
    expect(page.text()).toContain('2 件')
    expect(await axeFindings()).toEqual([])
  })
  it('causes are the desk’s: a press opens the box with case and lead', async () => {
    const seen = { zh: '超期三日', en: 'late' }
    answer('GET /api/supervisions/causes', () => ({
      body: [
        {
          ...{ origin: 'overdue', title: { zh: '路灯不亮', en: 'x' }, lead: 'water-bureau', incidents: ['c1'] },
          anchor: { kind: 'incident', id: 'c1', incident: 'c1', seen, asOf: T0 },
        },
      ],
    }))
    const page = await open('dispatcher', '/supervision?view=causes')
    expect(page.text()).toContain('超期三日')
    await page.press('立督办')
    await vi.dynamicImportSettled()
    await page.settle()
    expect(document.body.textContent).toContain('超期案卷立督办')
    expect(page.field(/^事项名称/).value).toBe('路灯不亮')
    expect((await open('administrator')).text()).not.toContain('可立督办')
  })
  it('the month has no rate of nothing, and sums that add up', async () => {
    const none = { given: 0, carried: 0, closed: 0, closedOnTime: 0, running: 0, overdue: 0, returns: 0, assisting: 0 }
    const departments: SupervisedMonth['departments'] = [
      { ...none, department: 'water-bureau', name: { zh: '排水处', en: 'x' }, given: 3, closed: 3, closedOnTime: 2 },
      { ...none, department: 'traffic-police', name: { zh: '交警', en: 'y' }, assisting: 3 },
    ]
    answer('GET /api/supervisions/month', () => ({ body: { month: '2026-11', asOf: T0, departments } }))
    const page = await open('leader', '/supervision?view=month')
    expect(page.text()).toContain('66.7 %')
    expect(page.text()).toContain('—')
    expect(totalOf(departments)).toEqual({ ...none, given: 3, closed: 3, closedOnTime: 2, assisting: 3 })
    expect(rateOf(none)).toBeUndefined()
    expect(cellOf(none, 'rate')).toBeNull()
    expect(await axeFindings()).toEqual([])
  })
})

it('numbers of cases are taken as people write them', () => {
  expect(codesIn(' yz-1，YZ-2;yz-1、YZ-3 ')).toEqual(['YZ-1', 'YZ-2', 'YZ-3'])
})
