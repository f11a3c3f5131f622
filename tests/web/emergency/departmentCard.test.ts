// @vitest-environment happy-dom
// The card of a department's phone: only for those named, signing, answering, own steps; nothing typed is lost.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AxiosError } from 'axios'
import { Value } from 'typebox/value'
import { EmergencyActSchema, type EmergencyRow } from '../../../src/wire/emergencies.ts'
import DepartmentCards from '../../../src/web/emergency/DepartmentCards.vue'
import { emergency } from '../../fixtures/emergencies.ts'
import { T0 } from '../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../support/page.ts'

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

describe('without signal', () => {
  const AWAY = (): never => {
    throw new AxiosError('Network Error')
  }
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => vi.useRealTimers())
  const later = async (page: Page): Promise<void> => {
    vi.advanceTimersByTime(5_000)
    await page.settle()
    await page.settle()
  }
  const waiting = (): string[] =>
    [...document.querySelectorAll('.problem li span:first-child')].map((one) => one.textContent)

  it('what is pressed stays here and goes out by itself in its order, each with its first key', async () => {
    answer(ACTS, AWAY)
    const page = await card('yingji')
    await page.press('就位')
    expect(page.text()).toContain('连不上')
    document.querySelector<HTMLInputElement>('.own input')?.click()
    await page.settle()
    expect(waiting()).toEqual(['就位', '完成：转移安置低洼片区居民'])
    await later(page)
    const [ready, moved] = [
      { type: 'answer', answer: 'ready' },
      { type: 'doStep', step: 'move' },
    ]
    expect(bodies()).toEqual([ready, ready])
    answer(ACTS, () => problem(503))
    await later(page)
    expect(waiting()).toHaveLength(2)
    answer(ACTS, () => ({ body: early }))
    await later(page)
    expect(bodies().slice(3)).toEqual([ready, moved])
    expect(waiting()).toEqual([])
    const keys = askedOf(ACTS).map((one) => (one.body as { key: string }).key)
    expect(new Set(keys.slice(0, 4)).size).toBe(1)
    const times = askedOf(ACTS).map((one) => (one.body as { occurredAt?: number }).occurredAt)
    expect(times[0]).toBeUndefined()
    expect(new Set(times.slice(1, 4)).size).toBe(1)
    expect(times[1]).toBeLessThan(times[4] ?? 0)
    await later(page)
    expect(bodies()).toHaveLength(5)
  })
  it('the later of two answers counts, with its note; one can be taken back', async () => {
    answer(ACTS, AWAY)
    const page = await card('chengguan')
    await page.press('就位')
    await page.press('签收指令')
    await page.type(/^说明/, '桥上堵车')
    await page.press('未就位')
    expect(page.field(/^说明/).value).toBe('')
    expect(waiting()).toEqual(['签收指令', '未就位'])
    document.querySelector<HTMLButtonElement>('.problem li button')?.click()
    answer(ACTS, () => ({ body: early }))
    await later(page)
    expect(bodies().at(-1)).toEqual({ type: 'answer', answer: 'notReady', note: '桥上堵车' })
    expect(bodies()).not.toContainEqual({ type: 'sign' })
  })
  it('a page opened again still has it; what the hub then refuses says why, and the rest goes on', async () => {
    answer(ACTS, AWAY)
    const before = await card('chengguan')
    await before.press('签收指令')
    expect(before.buttons()).not.toContain('签收指令')
    await before.press('就位')
    before.wrapper.unmount()
    const page = await card('chengguan')
    expect(waiting()).toEqual(['签收指令', '就位'])
    answer(ACTS, ({ body }) =>
      (body as { act: { type: string } }).act.type === 'sign'
        ? problem(409, { titleText: { zh: '应急指令已签收', en: 'Signed already' } })
        : { body: early },
    )
    await later(page)
    expect(waiting()).toEqual([])
    expect(page.text()).toContain('应急指令已签收')
    expect(bodies().at(-1)).toEqual({ type: 'answer', answer: 'ready' })
  })
})
