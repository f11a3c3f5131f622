// @vitest-environment happy-dom
// The emergency page: what runs, steps, roll call on behalf of others, reports, log, ending it; who is offered what.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { EmergencyActSchema, type EmergencyDetail } from '../../../../src/wire/emergencies.ts'
import EmergencyView from '../../../../src/web/features/emergency/EmergencyView.vue'
import { emergency } from '../../../fixtures/emergencies.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const row = emergency(T0)
const ACTS = 'POST /api/emergencies/em-1/acts'
const detail = (): EmergencyDetail => ({
  emergency: row,
  log: [
    {
      n: 1,
      at: T0 - 9,
      type: 'declared',
      by: { role: 'dutyChief' },
      person: '值班长 王海',
      text: { zh: '启动', en: 'x' },
    },
    { n: 2, at: T0 - 5, type: 'noted', by: { role: 'dispatcher' }, person: '陈立', text: { zh: '水位已降', en: 'y' } },
  ],
  reports: [{ n: 1, kind: 'first', dueAt: T0 + 60_000, text: '一、时间地点……' }],
  tightened: [{ rule: 'ponding-depth', name: { zh: '道路积水', en: 'Ponding' }, text: { zh: '收紧', en: 'stricter' } }],
})
beforeEach(() => {
  localStorage.clear()
  answer('GET /api/emergencies', () => ({ body: [emergency(T0, { id: 'old', drill: true, endedAt: T0 - 1 })] }))
  answer('GET /api/emergencies/em-1', () => ({ body: detail() }))
  answer(ACTS, () => ({ body: row }))
})
const open = (role: 'dutyChief' | 'dispatcher' | 'leader' | 'department' = 'dutyChief'): Promise<Page> =>
  openPage(EmergencyView, {
    route: '/emergency/:id?',
    path: '/emergency',
    name: 'emergency',
    user: { role, ...(role === 'department' ? { department: 'jiaojing' } : {}) },
    side: { emergencies: [row] },
  })
const acts = (): unknown[] =>
  askedOf(ACTS).map((one) => {
    expect(Value.Check(EmergencyActSchema, one.body)).toBe(true)
    return (one.body as { act: unknown }).act
  })

describe('what it shows', () => {
  it('opens the one that runs, lists earlier ones, and has the log with its people', async () => {
    const page = await open()
    expect(page.text()).toContain('文昌中路下穿通道积水')
    expect(page.text()).toContain('已结束')
    expect(page.text()).toContain('陈立')
    expect(page.text()).toContain('急救车 2 辆在途')
    expect(await axeFindings()).toEqual([])
  })
  it('says why where the detail cannot be had, and keeps what the view knows', async () => {
    answer('GET /api/emergencies/em-1', () => problem(503))
    const page = await open()
    expect(page.text()).toContain('办不了')
    expect(page.text()).toContain('封闭下穿通道')
  })
})

describe('without one in the address', () => {
  const heading = (): string => document.querySelector('article h2')?.textContent ?? ''
  const worse = emergency(T0, { id: 'em-2', level: 1, runMs: 60 * 60_000, title: { zh: '燃气爆炸', en: 'Explosion' } })
  beforeEach(() => {
    answer('GET /api/emergencies/em-2', () => ({ body: { ...detail(), emergency: worse } }))
  })
  it('the one that is shown stays when another that comes first is declared, with what is typed', async () => {
    const page = await open()
    await page.type(/^报告文稿/, '写到一半')
    page.live.tell('emergencies', [worse])
    await page.settle()
    expect(document.querySelector('.emergencies > nav li')?.textContent).toContain('燃气爆炸')
    expect(heading()).toBe('文昌中路下穿通道积水，车辆被困')
    expect(page.field(/^报告文稿/).value).toBe('写到一半')
  })
  it('and when it ends: its final report is due then', async () => {
    const page = await open()
    const over = { ...row, endedAt: T0, version: 25, reports: [{ n: 1, kind: 'final' as const, dueAt: T0 + 60_000 }] }
    answer('GET /api/emergencies/em-1', () => ({ body: { ...detail(), emergency: over } }))
    page.live.tell('emergencies', [over])
    await page.settle()
    expect(heading()).toBe('文昌中路下穿通道积水，车辆被困')
    expect(page.text()).toContain('报送终报')
  })
  it('until one is chosen', async () => {
    const page = await open()
    await page.router.push('/emergency/em-2')
    page.live.tell('emergencies', [worse])
    await page.settle()
    expect(heading()).toBe('燃气爆炸')
    await page.router.push('/emergency')
    await page.settle()
    expect(heading()).toBe('燃气爆炸')
  })
})

describe('the list', () => {
  it('knows that one has ended when the view lets it go', async () => {
    answer('GET /api/emergencies', () => ({ body: [row] }))
    const page = await open()
    const parts = (): string => document.querySelector('.emergencies > nav')?.textContent ?? ''
    expect(parts()).not.toContain('已结束')
    answer('GET /api/emergencies', () => ({ body: [{ ...row, endedAt: T0 + 1, version: 25 }] }))
    page.live.tell('emergencies', [], ['em-1'])
    await page.settle()
    expect(parts()).toContain('当前无应急响应')
    expect(parts()).toContain('已结束')
    expect(askedOf('GET /api/emergencies')).toHaveLength(2)
  })
})

describe('acts', () => {
  it('ticks a step and unticks one', async () => {
    const page = await open()
    const boxes = [...document.querySelectorAll<HTMLInputElement>('.steps input')]
    boxes[0]?.click()
    await page.settle()
    boxes[1]?.click()
    await page.settle()
    expect(acts()).toEqual([
      { type: 'undoStep', step: 'report' },
      { type: 'doStep', step: 'close' },
    ])
  })
  it('answers for a unit that rang', async () => {
    const page = await open('dispatcher')
    await page.press('代应急局应答'.replace('应急局', 'yingji'))
    await page.type(/^说明/, '电话报告')
    await page.press('就位')
    expect(acts()).toEqual([{ type: 'answer', department: 'yingji', answer: 'ready', note: '电话报告' }])
  })
  it('sends the draft as it was changed', async () => {
    const page = await open()
    expect(page.field(/^报告文稿/).value).toContain('一、时间地点')
    await page.type(/^报告文稿/, '首报：已封闭')
    await page.press('报送首报')
    expect(acts()).toEqual([{ type: 'report', n: 1, kind: 'first', text: '首报：已封闭' }])
  })
  it('keeps what is typed in a report when the hub does not take it', async () => {
    answer(ACTS, () => problem(503))
    const page = await open()
    await page.type(/^报告文稿/, '写了很久')
    await page.press('报送首报')
    expect(page.text()).toContain('办不了')
    expect(page.field(/^报告文稿/).value).toBe('写了很久')
  })
  it('ends it with a reason and a second word, not before', async () => {
    const page = await open()
    await page.press('解除应急响应')
    await import('../../../../src/web/features/emergency/EndDialog.vue')
    await page.settle()
    expect(page.button('结束').disabled).toBe(true)
    await page.type(/^理由/, '积水退尽')
    expect(page.button('结束').disabled).toBe(true)
    ;(page.field(/^确认解除/) as HTMLInputElement).click()
    await page.settle()
    await page.press('结束')
    expect(acts()).toEqual([{ type: 'end', reason: '积水退尽' }])
  })
})

describe('who is offered what', () => {
  it('a dispatcher neither declares nor ends', async () => {
    const page = await open('dispatcher')
    expect(page.buttons()).not.toContain('平急切换')
    expect(page.buttons()).not.toContain('解除应急响应')
  })
  it('a leader reads, writes notes and ticks what the plan leaves to leaders', async () => {
    const page = await open('leader')
    const own = [...document.querySelectorAll('.steps li')].filter((li) => li.querySelector('input'))
    expect(own.map((li) => li.querySelector('label')?.textContent ?? li.textContent)).toEqual(['发布首次权威信息'])
    expect(page.buttons().filter((b) => b.startsWith('代'))).toEqual([])
    expect(page.buttons()).toContain('记录')
  })
  it('a department ticks its own step alone', async () => {
    await open('department')
    const own = [...document.querySelectorAll('.steps li')].filter((li) => li.querySelector('input'))
    expect(own).toHaveLength(1)
    expect(own[0]?.textContent).toContain('封闭下穿通道')
  })
})
