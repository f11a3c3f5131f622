// @vitest-environment happy-dom
// The plans: read as documents, changed as forms by those who keep them, conflicts decided by a person, restored, removed.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { PlanChangeSchema, type PlanRow } from '../../../../src/wire/emergencies.ts'
import PlansView from '../../../../src/web/features/plans/PlansView.vue'
import { freshId, moved, tidied, toDraft } from '../../../../src/web/features/plans/draft.ts'
import { PLAN, planRow } from '../../../fixtures/emergencies.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const PUT = 'PUT /api/plans/waterlogging'
let stands: PlanRow
beforeEach(() => {
  stands = planRow({ version: 2, changedAt: T0 })
  answer('GET /api/plans', () => ({ body: [stands] }))
  answer(PUT, ({ body }) => ({ body: { ...stands, plan: (body as { plan: PlanRow['plan'] }).plan, version: 3 } }))
})
const open = (role: 'dutyChief' | 'dispatcher' | 'administrator' = 'dutyChief'): Promise<Page> =>
  openPage(PlansView, { route: '/plans/:id?', path: '/plans', name: 'plans', user: { role } })

describe('draft', () => {
  it('tidied, an untouched plan is the plan', () => expect(tidied(toDraft(PLAN))).toEqual(PLAN))
  it('empty English takes the Chinese words, spaces go', () => {
    const draft = toDraft(PLAN)
    draft.name = { zh: ' 新名 ', en: ' ' }
    expect(tidied(draft).name).toEqual({ zh: '新名', en: '新名' })
  })
  it('moves rows, and not past the ends', () => {
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3])
  })
  it('finds an id nobody has', () => {
    expect(freshId('step', ['step-1', 'step-3'])).toBe('step-4')
    expect(freshId('step', ['a', 'step-3'])).toBe('step-4')
  })
})

describe('reading', () => {
  it('is a document with all its parts, in the order of time', async () => {
    const page = await open('dispatcher')
    for (const words of ['暴雨', '启动后 15 分内应答', '封闭下穿通道', '牵头', '0514-0000 0001', '沙袋', '第 2 版'])
      expect(page.text()).toContain(words)
    expect(page.buttons()).not.toContain('修改')
    expect(await axeFindings()).toEqual([])
  })
})

describe('changing', () => {
  it('saves the whole plan with the version it was made from', async () => {
    const page = await open('administrator')
    await page.press('修改')
    await page.type(/^点名应答/, '20')
    await page.type('名称', '内涝预案')
    await page.press('保存')
    const body = askedOf(PUT)[0]?.body
    expect(body).toMatchObject({ version: 2, plan: { rollCallMs: 20 * 60_000, name: { zh: '内涝预案' } } })
    expect(Value.Check(PlanChangeSchema, body)).toBe(true)
    expect(document.querySelector('form')).toBeNull()
  })
  it('adds, moves and removes steps', async () => {
    const page = await open()
    await page.press('修改')
    await page.press('步骤 1下移')
    await page.press('删除步骤 10')
    await page.press('添加步骤')
    await page.type('步骤 10', '核对水位')
    await page.press('保存')
    const { plan } = askedOf(PUT)[0]?.body as { plan: PlanRow['plan'] }
    expect(plan.steps[0]?.id).toBe('close')
    expect(plan.steps.some((one) => one.id === 'press')).toBe(false)
    expect(plan.steps.at(-1)).toMatchObject({ text: { zh: '核对水位', en: '核对水位' } })
  })
  it('a form of it all passes axe', async () => {
    const page = await open()
    await page.press('修改')
    expect(await axeFindings()).toEqual([])
  })
  it('what the hub does not take is said, and nothing typed is lost', async () => {
    answer(PUT, () => problem(422))
    const page = await open()
    await page.press('修改')
    await page.type('名称', '写了很久')
    await page.press('保存')
    expect(page.text()).toContain('办不了')
    expect(page.field('名称').value).toBe('写了很久')
  })
})

describe('a conflict', () => {
  it('says which parts differ and saves mine over theirs when asked to', async () => {
    const page = await open()
    await page.press('修改')
    await page.type('名称', '我的名字')
    // The store keeps fields in an order of its own: that is no difference.
    const reports = { everyMs: PLAN.reports.everyMs, firstMs: PLAN.reports.firstMs }
    stands = planRow({ version: 3, changedAt: T0 + 1, plan: { ...PLAN, reports, rollCallMs: 60_000 } })
    answer(PUT, ({ body }) =>
      (body as { version: number }).version === 3 ? { body: { ...stands, version: 4 } } : problem(409),
    )
    await page.press('保存')
    expect(page.text()).toContain('他人已先修改')
    expect([...document.querySelectorAll('.conflict li')].map((li) => li.textContent)).toEqual(['名称', '点名时限'])
    await page.press('以我的内容保存')
    expect(askedOf(PUT).at(-1)?.body).toMatchObject({ version: 3, plan: { name: { zh: '我的名字' } } })
    expect(document.querySelector('.conflict')).toBeNull()
  })
})

describe('removing', () => {
  it('asks first, for one that was added here alone', async () => {
    const DELETE = 'DELETE /api/plans/waterlogging?version=2'
    expect((await open()).buttons()).not.toContain('删除预案')
    stands = planRow({ version: 2, changedAt: T0, own: false })
    answer(DELETE, () => ({ status: 204, body: undefined }))
    const page = await open()
    await page.press('删除预案')
    expect(askedOf(DELETE)).toEqual([])
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].at(-1)
    answer('GET /api/plans', () => ({ body: [] }))
    confirm?.click()
    await page.settle()
    expect(askedOf(DELETE)).toHaveLength(1)
    expect(page.text()).toContain('尚无预案')
  })
})

describe('restoring', () => {
  it('asks first', async () => {
    const POST = 'POST /api/plans/waterlogging/restore'
    answer(POST, () => ({ body: planRow({ version: 3 }) }))
    const page = await open()
    await page.press('恢复原版')
    expect(askedOf(POST)).toEqual([])
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].at(-1)
    confirm?.click()
    await page.settle()
    expect(askedOf(POST)[0]?.body).toEqual({ version: 2 })
  })
})

describe('a new plan whose id a colleague took meanwhile', () => {
  const POST = 'POST /api/plans'
  const idsAsked = (): string[] => askedOf(POST).map(({ body }) => (body as { plan: PlanRow['plan'] }).plan.id)
  const list = (rows: PlanRow[]): void => answer('GET /api/plans', () => ({ body: rows }))
  async function written(): Promise<Page> {
    const page = await open()
    await page.press('新增预案')
    for (const [field, words] of [
      ['名称', '我的预案'],
      ['任务', '排水'],
      ['联系岗位', '值班室'],
      ['电话', '0514-0000 0013'],
      ['步骤 1', '到场'],
    ] as const)
      await page.type(field, words)
    return page
  }
  it('is added under the next one: theirs is neither shown nor touched', async () => {
    const page = await written()
    answer(POST, ({ body }) => {
      const { plan } = body as { plan: PlanRow['plan'] }
      list([stands, planRow({ plan: { ...PLAN, id: 'plan-2' } })])
      return plan.id === 'plan-2' ? problem(409) : { body: planRow({ plan }) }
    })
    await page.press('保存')
    expect(idsAsked()).toEqual(['plan-2', 'plan-3'])
    expect(page.text()).not.toContain('他人已先修改')
    expect(askedOf('PUT /api/plans/plan-2')).toEqual([])
    expect(document.querySelector('form')).toBeNull()
    expect(page.router.currentRoute.value.params['id']).toBe('plan-3')
  })
  it('is not added twice where the answer to an earlier press was lost', async () => {
    const page = await written()
    answer(POST, ({ body }) => {
      list([stands, planRow({ plan: (body as { plan: PlanRow['plan'] }).plan })])
      return Promise.reject(new Error('gone'))
    })
    await page.press('保存')
    answer(POST, () => problem(409))
    await page.press('保存')
    expect(idsAsked()).toEqual(['plan-2', 'plan-2'])
    expect(document.querySelector('form')).toBeNull()
  })
  it('and is kept where the hub takes none', async () => {
    const page = await written()
    answer(POST, () => problem(409))
    await page.press('保存')
    expect(new Set(idsAsked()).size).toBe(idsAsked().length)
    expect(page.text()).toContain('办不了')
    expect(page.text()).not.toContain('以我的内容保存')
    expect(page.field('名称').value).toBe('我的预案')
  })
})

describe('another plan of the list', () => {
  const HEAT = { ...PLAN, id: 'heat', name: { zh: '高温预案', en: 'Heat plan' } }
  beforeEach(() => answer('GET /api/plans', () => ({ body: [stands, planRow({ plan: HEAT })] })))
  const to = async (page: Page): Promise<void> => {
    page.link(/^高温预案/).click()
    await page.settle()
  }
  it('is not opened over what was typed before that is given up', async () => {
    const page = await open()
    await page.press('修改')
    await page.type('名称', '写了很久')
    await to(page)
    expect(page.text()).toContain('「写了很久」的修改尚未保存')
    document.querySelector<HTMLButtonElement>('[role="dialog"] button:not(.primary)')?.click()
    await page.settle()
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(page.field('名称').value).toBe('写了很久')
    await to(page)
    await page.press('放弃修改')
    expect(document.querySelector('form')).toBeNull()
    expect(page.router.currentRoute.value.params['id']).toBe('heat')
  })
  it('is opened at once where nothing was typed', async () => {
    const page = await open()
    await page.press('修改')
    await to(page)
    expect(page.router.currentRoute.value.params['id']).toBe('heat')
    expect(document.querySelector('form')).toBeNull()
  })
})
