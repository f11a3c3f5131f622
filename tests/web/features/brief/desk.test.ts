// @vitest-environment happy-dom
// The desk's hand on a draft: words whose figures stay, order, items of one's own, signing; a conflict says what changed.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { describe, expect, it, vi } from 'vitest'
import BriefView from '../../../../src/web/features/brief/BriefView.vue'
// Their chunks are here before a test waits for them.
import '../../../../src/web/features/brief/desk/AddItem.vue'
import '../../../../src/web/features/brief/desk/AskedInputs.vue'
import '../../../../src/web/features/brief/desk/DeskPanel.vue'
import '../../../../src/web/features/brief/desk/StatementEdit.vue'
import { noticePlace } from '../../../../src/web/ui/casePlace.ts'
import { differences } from '../../../../src/web/features/brief/desk/difference.ts'
import type { BriefCommand, BriefView as Brief } from '../../../../src/wire/briefs.ts'
import type { NoticeRow } from '../../../../src/wire/views.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { briefOf, figure, rowOf, statement } from './brief.ts'

const KEY = '2026-11-20'
const cases = statement('cases.opened', 'cases', '新立案12件。', { figures: [figure('opened', 12, '件')] })
const late = statement('cases.late', 'cases', '超期2件。', { figures: [figure('late', 2, '件')] })
const draft = (more: Partial<Brief> = {}): Brief => briefOf([cases, late], { state: 'draft', version: 4, ...more })
const sent = (): BriefCommand[] => askedOf(`POST /api/briefs/${KEY}/acts`).map((a) => a.body as BriefCommand)
const acts = (body: Brief | (() => { status?: number; body: unknown })): void =>
  answer(`POST /api/briefs/${KEY}/acts`, typeof body === 'function' ? body : () => ({ body }))

async function open(
  brief = draft(),
  role: 'dispatcher' | 'dutyChief' | 'department' = 'dispatcher',
  path = `/brief/${KEY}`,
): Promise<Page> {
  answer('GET /api/briefs', () => ({ body: [rowOf(brief)] }))
  answer('GET /api/supervisions', () => ({ body: [] }))
  answer('GET /api/briefs/since', () => ({ body: { asOf: T0, statements: [], unread: [] } }))
  answer(`GET /api/briefs/${KEY}`, () => ({ body: brief }))
  answer(`POST /api/briefs/${KEY}/read`, () => ({ body: {} }))
  const page = await openPage(BriefView, { route: '/brief/:key?', path, user: { role } })
  await vi.waitFor(async () => {
    await page.settle()
    expect(page.text()).toContain(role === 'department' ? '请您单位提供的情况' : '值班编辑')
  })
  return page
}
async function edit(): Promise<Page> {
  const page = await open()
  await page.press('编辑')
  await vi.waitFor(async () => {
    await page.settle()
    page.button('改写二-1'.replace('二', '一'))
  })
  return page
}

describe('words', () => {
  it('other words go to the hub with the version that was seen', async () => {
    const page = await edit()
    await page.press('改写一-1')
    expect(page.field('文字').value).toBe('新立案12件。')
    await page.type('文字', '全天新立案12件。')
    const now = statement('cases.opened', 'cases', '全天新立案12件。', {
      figures: cases.figures,
      written: { by: '陈立', at: T0, was: cases.text },
    })
    acts(draft({ version: 5, statements: [now, late] }))
    await page.press('保存')
    expect(sent()[0]).toMatchObject({
      version: 4,
      act: { act: 'reword', statement: 'cases.opened', text: { zh: '全天新立案12件。' } },
    })
    expect(page.text()).toContain('值班改写 · 陈立')
  })

  it('a figure that is lost is said at the field, and nothing is sent', async () => {
    const page = await edit()
    await page.press('改写一-1')
    await page.type('文字', '全天新立案13件。')
    await page.press('保存')
    expect(sent()).toEqual([])
    expect(page.field('文字').getAttribute('aria-invalid')).toBe('true')
    const note = document.getElementById(page.field('文字').getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toContain('12件')
    expect(page.field('文字').value).toBe('全天新立案13件。')
    expect(await axeFindings('main')).toEqual([])
  })

  it("the hub's own reason stands at the field too", async () => {
    const page = await edit()
    await page.press('改写一-1')
    await page.type('文字', '本日新立案12件。')
    acts(() => problem(422, { field: '/act/text/zh', detailText: { zh: '与原句的升降方向相反', en: 'turned' } }))
    await page.press('保存')
    const note = document.getElementById(page.field('文字').getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toBe('与原句的升降方向相反')
  })

  it('somebody was quicker: who, when and what changed; what was typed stays', async () => {
    const page = await edit()
    await page.press('改写一-1')
    await page.type('文字', '本日新立案12件。')
    const theirs = draft({
      version: 5,
      statements: [
        statement('cases.opened', 'cases', '昨日新立案12件。', {
          figures: cases.figures,
          written: { by: '周宁', at: T0, was: cases.text },
        }),
        late,
      ],
    })
    answer(`GET /api/briefs/${KEY}`, () => ({ body: theirs }))
    acts(() => problem(409, { code: 'briefChanged', conflict: { version: 5, by: '周宁', at: T0, type: 'reworded' } }))
    await page.press('保存')
    expect(page.text()).toContain('周宁 于 08:00 先改了')
    expect(page.text()).toContain('一-1 改写为「昨日新立案12件。」')
    expect(page.field('文字').value).toBe('本日新立案12件。')
    acts(draft({ version: 6 }))
    await page.press('保存')
    expect(sent().at(-1)).toMatchObject({ version: 5, act: { act: 'reword' } })
  })
})

describe('order and items', () => {
  it('a sentence moves one place; the ends do not go further', async () => {
    const page = await edit()
    expect(page.button('上移 一-1').disabled).toBe(true)
    expect(page.button('下移 一-2').disabled).toBe(true)
    acts(draft({ version: 5, statements: [late, cases] }))
    await page.press('下移 一-1')
    expect(sent()[0]?.act).toEqual({ act: 'reorder', section: 'cases', statements: ['cases.late', 'cases.opened'] })
    expect(document.querySelector('#cases .statement')?.textContent).toContain('超期2件')
  })

  it("an item of one's own says whose it is; a number in it wants its source", async () => {
    const page = await edit()
    await vi.waitFor(() => page.button('在本节补充一条案卷办理'))
    await page.press('在本节补充一条案卷办理')
    await page.type('补充到「案卷办理」', '现场3人受伤。')
    await page.press('保存')
    expect(sent()).toEqual([])
    expect(page.text()).toContain('没有系统依据')
    await page.type('补充到「案卷办理」', '据急救中心通报，现场3人受伤。')
    const own = statement('own.5', 'cases', '据急救中心通报，现场3人受伤。', { written: { by: '陈立', at: T0 } })
    acts(draft({ version: 5, statements: [cases, late, own] }))
    await page.press('保存')
    expect(page.text()).toContain('值班补充 · 陈立')
    expect(page.button('删除 一-3').disabled).toBe(false)
    expect(() => page.button('删除 一-1')).toThrow()
  })
})

describe('out of the desk', () => {
  it('signs after being asked; a period that is not over cannot be', async () => {
    const running = await open(draft({ complete: false }))
    expect(running.button('签字').disabled).toBe(true)
    expect(running.text()).toContain('所述时段尚未结束')
  })
  it('the chief issues what is signed', async () => {
    const page = await open(draft({ state: 'signed', signed: { by: '陈立', at: T0 } }), 'dutyChief')
    expect(page.text()).toContain('签字：陈立 08:00')
    acts(draft({ state: 'issued', version: 5, issue: 325, issuedBy: '王建国', issuedAt: T0 }))
    await page.press('签发')
    expect(page.text()).toContain('不能收回')
    document.querySelector<HTMLButtonElement>('[role="dialog"] .primary')?.click()
    await page.settle()
    expect(sent()[0]?.act).toEqual({ act: 'issue' })
    expect(page.text()).toContain('2026年第 325 期')
  })
  it('a dispatcher cannot issue, and is told who does', async () => {
    const page = await open(draft({ state: 'signed' }))
    expect(page.buttons()).not.toContain('签发')
    expect(page.text()).toContain('等待值班长签发')
  })
  it('who has read an issued one stands beside it', async () => {
    answer(`GET /api/briefs/${KEY}/readers`, () => ({
      body: [{ account: 'u9', name: '赵市长', role: 'leader', at: T0, lastAt: T0, form: 'page' }],
    }))
    const page = await open(briefOf([cases], { state: 'issued' }), 'dutyChief')
    await page.press('谁读过')
    expect(page.text()).toContain('赵市长')
  })
})

describe('a flash report', () => {
  const CASE = 'YZ-20261121-000001'
  const NEXT = `flash-${CASE}-1`
  const asks = (): HTMLElement | null => document.querySelector<HTMLElement>('[role="dialog"]')
  async function confirm(page: Page): Promise<void> {
    asks()?.querySelector<HTMLButtonElement>('.primary')?.click()
    await page.settle()
  }
  it('asked for by the address of a case: said which, made once it is confirmed, and opened', async () => {
    const page = await open(draft(), 'dispatcher', `/brief?flash=${CASE}`)
    expect(page.text()).toContain(`为案卷 ${CASE} 生成下一份值班快报？`)
    expect(askedOf('POST /api/briefs')).toEqual([])
    answer('POST /api/briefs', () => ({ body: { key: NEXT } }))
    answer(`GET /api/briefs/${NEXT}`, () => ({ body: { ...draft(), key: NEXT, kind: 'flash' } }))
    await confirm(page)
    expect(askedOf('POST /api/briefs').map(({ body }) => body)).toEqual([{ kind: 'flash', incident: CASE }])
    expect(page.router.currentRoute.value.fullPath).toBe(`/brief/${NEXT}`)
  })
  it('of a case that is not there: the reason stands in the question', async () => {
    const page = await open(draft(), 'dispatcher', `/brief?flash=${CASE}`)
    answer('POST /api/briefs', () => problem(404, { detailText: { zh: '没有这个案卷', en: 'No such case' } }))
    await confirm(page)
    expect(asks()?.textContent).toContain('没有这个案卷')
    expect(page.router.currentRoute.value.query['flash']).toBe(CASE)
  })
})

describe('departments', () => {
  it('answer what they are asked, and read nothing else', async () => {
    const input = {
      id: 'in.3',
      department: 'water-bureau',
      departmentName: { zh: '排水处', en: 'Water' },
      question: '说明积水原因',
      askedBy: '陈立',
      askedAt: T0,
    }
    answer('GET /api/briefs/inputs', () => ({
      body: [{ key: KEY, kind: 'daily', from: T0, to: T0, open: true, input }],
    }))
    const page = await open(draft(), 'department')
    expect(page.text()).toContain('说明积水原因')
    await page.type('答复', '泵站检修，已恢复。')
    acts(() => ({ status: 204, body: '' }))
    await page.press('提交答复')
    expect(sent()[0]?.act).toEqual({ act: 'answer', input: 'in.3', text: '泵站检修，已恢复。' })
    expect(askedOf(`GET /api/briefs/${KEY}`)).toEqual([])
  })

  it('come from their notice; questions of two briefs with one number are two questions', async () => {
    const input = {
      ...{ id: 'in.3', department: 'water-bureau', departmentName: { zh: '排水处', en: 'Water' } },
      ...{ askedBy: '陈立', askedAt: T0 },
    }
    const rows = [
      { key: KEY, kind: 'daily', from: T0, to: T0, open: true, input: { ...input, question: '积水原因？' } },
      { key: '2026-W47', kind: 'weekly', from: T0, to: T0, open: true, input: { ...input, question: '一周检修？' } },
    ]
    answer('GET /api/briefs/inputs', () => ({ body: rows }))
    const notice = { ...{ id: 'n1', at: T0, kind: 'briefInput', audience: 'department:water-bureau', incident: '' } }
    const place = noticePlace('department', { ...notice, brief: KEY, level: 4, text: { zh: '', en: '' } } as NoticeRow)
    const page = await open(draft(), 'department', String(place))
    const [first, second] = [...document.querySelectorAll('textarea')]
    if (first === undefined || second === undefined) return expect.fail('two questions')
    first.value = '泵站检修。'
    first.dispatchEvent(new Event('input', { bubbles: true }))
    await page.settle()
    expect(second.value).toBe('')
    acts(() => problem(422, { detailText: { zh: '本部门排水处已作答', en: 'answered' } }))
    first.form?.requestSubmit()
    await page.settle()
    expect(first.form?.textContent).toContain('本部门排水处已作答')
    expect(second.form?.textContent).not.toContain('本部门排水处已作答')
    expect(sent().map((one) => one.act)).toEqual([{ act: 'answer', input: 'in.3', text: '泵站检修。' }])
  })
})

describe('what another changed', () => {
  const seen = draft()
  it.each<[string, Partial<Brief>, string[]]>([
    ['nothing', {}, []],
    ['state', { state: 'signed' }, ['state']],
    ['order', { statements: [late, cases] }, ['moved']],
    ['an item gone', { statements: [cases] }, ['removed']],
    ['an item more', { statements: [cases, late, statement('own.5', 'cases', '补充')] }, ['added']],
  ])('%s', (_, change, expected) => expect(differences(seen, draft(change), 'zh').map((d) => d.what)).toEqual(expected))
})
