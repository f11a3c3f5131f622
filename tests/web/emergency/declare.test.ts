// @vitest-environment happy-dom
// 平急切换: what fits stands first and says why, what it will do is said before, and it takes one press more.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { DeclareSchema } from '../../../src/wire/emergencies.ts'
import DeclareDialog from '../../../src/web/emergency/DeclareDialog.vue'
import { useIncidents } from '../../../src/web/stores/incidents.ts'
import { PLAN, emergency, planRow } from '../../fixtures/emergencies.ts'
import { T0 } from '../../support/cases.ts'
import { incident } from '../../support/rows.ts'
import { axeFindings, openPage } from '../support/page.ts'

const GAS = {
  ...PLAN,
  id: 'gas-leak',
  name: { zh: '燃气泄漏应急预案', en: 'Gas leak plan' },
  matters: ['E004'],
  warnings: [],
}
const POST = 'POST /api/emergencies'
const leak = incident({ id: 'case-9', level: 2, matter: 'E004', title: { zh: '燃气泄漏', en: 'Gas leak' } })
const wall = (id: string) => ({
  id,
  name: id,
  paired: true,
  orders: { boards: [], everyMs: 60_000, visit: false },
  version: 1,
})

beforeEach(() => {
  answer('GET /api/plans', () => ({ body: [planRow(), planRow({ plan: GAS })] }))
  answer(POST, () => ({ body: emergency(T0, { id: 'em-9' }) }))
})
const open = (about?: string) =>
  openPage(DeclareDialog, {
    props: { incident: about },
    user: { role: 'dutyChief' },
    rows: [leak],
    side: { walls: [wall('指挥大厅'), wall('值班室'), { ...wall('旧屏'), revokedAt: T0 }] },
  })
const chosen = (name: string): string | undefined =>
  document.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value

describe('about a case', () => {
  it('takes the plan that fits it, says why, and is in earnest', async () => {
    const page = await open('case-9')
    expect(chosen('plan')).toBe('gas-leak')
    expect(document.querySelector('.plans li')?.textContent).toMatch(/燃气泄漏应急预案.*符合案卷事项/)
    expect(chosen('kind')).toBe('false')
    expect(page.field(/^等级/).value).toBe('2')
  })
  it('says what it will do: walls, units, the outside, times', async () => {
    const page = await open('case-9')
    expect(page.text()).toContain('2 块全部切换到应急：指挥大厅、值班室')
    expect(page.text()).not.toContain('旧屏')
    expect(page.text()).toContain('12 个单位')
    expect(page.text()).toContain('向已订阅的外部系统和群机器人发送；不发短信')
  })
  it('is done by the second press, once', async () => {
    const page = await open('case-9')
    await page.press('启动应急响应…')
    expect(askedOf(POST)).toEqual([])
    expect(document.querySelector('p.armed')?.textContent).toContain('真实启动')
    await page.press('确认启动')
    const bodies = askedOf(POST).map((one) => one.body)
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatchObject({ plan: 'gas-leak', drill: false, incident: 'case-9', level: 2 })
    // The case has its words in both languages.
    expect(bodies[0]).not.toHaveProperty('title')
    expect(Value.Check(DeclareSchema, bodies[0])).toBe(true)
    expect(page.wrapper.emitted('declared')).toEqual([['em-9']])
  })
  it('says what the plan does with it: now, once it is filed, or nothing', async () => {
    const worked = '案卷按预案派遣、增派协办'
    const page = await open('case-9')
    expect(page.text()).toContain(worked)
    useIncidents().upsert({ ...leak, state: 'pendingFiling', version: 2 })
    await page.settle()
    expect(page.text()).not.toContain(worked)
    expect(page.text()).toContain('案卷尚未立案，立案后即按预案派遣')
    useIncidents().upsert({ ...leak, state: 'suspended', version: 3 })
    await page.settle()
    expect(page.text()).toContain('预案不代为派遣')
  })
  it('as a drill it is proposed a title, which the hub has in both languages; one of ones own is sent', async () => {
    const page = await open('case-9')
    document.querySelector<HTMLInputElement>('input[name="kind"][value="true"]')?.click()
    await page.settle()
    expect(page.field(/^名称/).value).toBe('燃气泄漏（演练）')
    await page.press('开始演练…')
    await page.press('确认开始演练')
    await page.type(/^名称/, '双盲演练')
    await page.press('开始演练…')
    await page.press('确认开始演练')
    const [proposed, own] = askedOf(POST).map((one) => one.body)
    expect(proposed).toMatchObject({ drill: true, incident: 'case-9' })
    expect(proposed).not.toHaveProperty('title')
    expect(own).toMatchObject({ title: '双盲演练' })
  })
  it('another choice takes the first press back', async () => {
    const page = await open('case-9')
    await page.press('启动应急响应…')
    await page.type(/^等级/, '1')
    expect(page.buttons()).toContain('启动应急响应…')
    expect(document.querySelector('p.armed')).toBeNull()
  })
  it('a refusal is said, what was filled in stays, and it must be armed again', async () => {
    answer(POST, () => problem(409))
    const page = await open('case-9')
    await page.type(/^名称/, '李典镇燃气泄漏')
    await page.press('启动应急响应…')
    await page.press('确认启动')
    expect(page.text()).toContain('办不了')
    expect(page.field(/^名称/).value).toBe('李典镇燃气泄漏')
    expect(page.buttons()).toContain('启动应急响应…')
  })
  it('pressed again after a lost answer it is the same press', async () => {
    let times = 0
    answer(POST, () => (times++ === 0 ? Promise.reject(new Error('gone')) : { body: emergency(T0) }))
    const page = await open('case-9')
    for (const word of ['启动应急响应…', '确认启动', '启动应急响应…', '确认启动']) await page.press(word)
    const keys = askedOf(POST).map((one) => (one.body as { key: string }).key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })
})

describe('without a case', () => {
  it('is a drill, and cannot be anything else', async () => {
    const page = await open()
    expect(chosen('kind')).toBe('true')
    expect(document.querySelector<HTMLInputElement>('input[value="false"]')?.disabled).toBe(true)
    expect(page.text()).toContain('须先选定案卷')
  })
  it('none of the plans stands chosen where none fits: one is asked for', async () => {
    const ask = '请选择一项'
    const page = await open()
    expect(chosen('plan')).toBeUndefined()
    expect(page.text()).toContain(ask)
    expect(page.button('开始演练…').disabled).toBe(true)
    document.querySelector<HTMLInputElement>(`input[value="${PLAN.id}"]`)?.click()
    await page.settle()
    expect(page.text()).not.toContain(ask)
    expect(page.text()).toContain('不发送；仅本系统内提示')
    expect(page.field(/^名称/).value).toBe('城市内涝应急预案（演练）')
    await page.press('开始演练…')
    await page.press('确认开始演练')
    expect(askedOf(POST)[0]?.body).toMatchObject({ drill: true, plan: PLAN.id })
    for (const field of ['incident', 'title']) expect(askedOf(POST)[0]?.body).not.toHaveProperty(field)
  })
  it('axe finds nothing', async () => {
    await open()
    expect(await axeFindings()).toEqual([])
  })
})
