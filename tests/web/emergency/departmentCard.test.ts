// @vitest-environment happy-dom
// The card of a department's phone: only for those named, signing, answering, own steps; nothing typed is lost.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { EmergencyActSchema, type EmergencyRow } from '../../../src/wire/emergencies.ts'
import DepartmentCards from '../../../src/web/emergency/DepartmentCards.vue'
import { emergency } from '../../fixtures/emergencies.ts'
import { T0 } from '../../support/cases.ts'
import { axeFindings, openPage } from '../support/page.ts'

const ACTS = 'POST /api/emergencies/em-1/acts'
const early = emergency(T0, { runMs: 8 * 60_000 })
const card = async (department: string, rows: EmergencyRow[] = [early]) => {
  const page = await openPage(DepartmentCards, {
    props: { department },
    user: { role: 'department', department },
    side: { emergencies: rows },
  })
  await import('../../../src/web/emergency/DepartmentCard.vue')
  await page.settle()
  await page.settle()
  return page
}
const bodies = (): unknown[] => askedOf(ACTS).map((one) => (one.body as { act: unknown }).act)

describe('who sees it', () => {
  it.each([
    ['a unit that is not named', 'minzheng', [early]],
    ['a unit of one that has ended', 'paishui', [emergency(T0, { endedAt: T0 })]],
    ['anybody on a day like any other', 'paishui', []],
  ] as const)('%s sees nothing', async (_who, department, rows) => {
    await card(department, [...rows])
    expect(document.querySelector('.card')).toBeNull()
  })
  it('a unit that is named sees its task, not that of others', async () => {
    const page = await card('yingji')
    expect(page.text()).toContain('统筹物资与转移安置')
    expect(page.text()).toContain('转移安置低洼片区居民')
    expect(page.text()).not.toContain('移动泵车到场')
  })
  it('a drill says so first', async () => {
    await card('yingji', [{ ...early, drill: true }])
    expect(document.querySelector('.card')?.classList.contains('drill')).toBe(true)
    expect(document.querySelector('.card p')?.textContent).toContain('应急演练')
  })
})

describe('what it does', () => {
  it('signs, answers with a note, ticks a step; each as the contract has it', async () => {
    answer(ACTS, () => ({ body: early }))
    const page = await card('chengguan')
    await page.press('签收指令')
    await page.type(/^说明/, '两队在途')
    await page.press('未就位')
    expect(bodies()).toEqual([{ type: 'sign' }, { type: 'answer', answer: 'notReady', note: '两队在途' }])
    for (const one of askedOf(ACTS)) expect(Value.Check(EmergencyActSchema, one.body)).toBe(true)
  })
  it('ticks its own step', async () => {
    answer(ACTS, () => ({ body: early }))
    const page = await card('yingji')
    document.querySelector<HTMLInputElement>('.own input')?.click()
    await page.settle()
    expect(bodies()).toEqual([{ type: 'doStep', step: 'move' }])
  })
  it('shows what was answered, and lets it be corrected', async () => {
    const page = await card('weijian')
    expect(page.text()).toContain('已答：未就位')
    expect(page.buttons()).not.toContain('就位')
    await page.press('更正应答')
    expect(page.buttons()).toContain('就位')
  })
  it('takes the answer of the hub before the view says it', async () => {
    const next: EmergencyRow = {
      ...early,
      version: early.version + 1,
      parties: early.parties.map((one) =>
        one.department === 'chengguan' ? { ...one, signedAt: T0, answer: 'ready', answeredAt: T0 } : one,
      ),
    }
    answer(ACTS, () => ({ body: next }))
    const page = await card('chengguan')
    await page.press('就位')
    expect(page.text()).toContain('已答：就位')
  })
  it('without signal it says so, keeps the note, and sends the same press again', async () => {
    let times = 0
    answer(ACTS, () => (times++ === 0 ? Promise.reject(new Error('gone')) : { body: early }))
    const page = await card('chengguan')
    await page.type(/^说明/, '桥上堵车')
    await page.press('未就位')
    expect(page.text()).toContain('未送达')
    expect(page.field(/^说明/).value).toBe('桥上堵车')
    await page.press('未就位')
    const keys = askedOf(ACTS).map((one) => (one.body as { key: string }).key)
    expect(keys[0]).toBe(keys[1])
  })
  it('a conflict is said in the hub’s words', async () => {
    answer(ACTS, () => problem(409, { titleText: { zh: '应急指令已签收', en: 'Signed already' } }))
    const page = await card('chengguan')
    await page.press('签收指令')
    expect(page.text()).toContain('应急指令已签收')
  })
  it('axe finds nothing', async () => {
    await card('yingji')
    expect(await axeFindings()).toEqual([])
  })
})
