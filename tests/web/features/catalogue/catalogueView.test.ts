// @vitest-environment happy-dom
// The catalogue page against a hub made of a table: read, edit, preview, mend, put in force, conflict, file, other roles.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CataloguePreview } from '../../../../src/wire/catalogue.ts'
import type { Matter } from '../../../../src/wire/reference.ts'
import CatalogueView from '../../../../src/web/features/catalogue/CatalogueView.vue'
import { useStatus } from '../../../../src/web/stores/status.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { T0 } from '../../../support/cases.ts'
import { status } from '../../../support/rows.ts'
import { calendar, entry, matter, text } from './entries.ts'

const ID = '01001@2026-07-01'
const PAGE = 'GET /api/catalogue/matter'
const PREVIEW = 'POST /api/catalogue/preview'
const COMMIT = 'POST /api/catalogue'

let version = 'v1'
let entries = [entry('matter', ID, matter('01001')), entry('matter', '01002@2026-07-01', matter('01002'))]
const preview = (over: Partial<CataloguePreview> = {}): CataloguePreview => ({
  version,
  changes: [],
  problems: [],
  openCases: { total: 0, sample: [] },
  unfiled: 0,
  rules: [],
  feeds: [],
  ...over,
})
const wish = (asked: { body: unknown }): Matter =>
  (asked.body as { changes: { body: Matter }[] }).changes[0]?.body ?? matter('none')

beforeEach(() => {
  sessionStorage.clear()
  version = 'v1'
  entries = [entry('matter', ID, matter('01001')), entry('matter', '01002@2026-07-01', matter('01002'))]
  answer(PAGE, () => ({ body: { version, entries } }))
  answer(PREVIEW, (asked) => ({
    body: preview({
      changes: [{ kind: 'matter', id: ID, how: 'changed', before: matter('01001'), after: wish(asked) }],
    }),
  }))
})

const open = (query = '', role: 'administrator' | 'dispatcher' = 'administrator'): Promise<Page> =>
  openPage(CatalogueView, { route: '/catalogue', path: `/catalogue${query}`, user: { role, name: '管理员' } })
const lines = (): string[] =>
  [...document.querySelectorAll('tbody tr')].map((r) => r.textContent.replace(/\s+/g, ' ').trim())
const amount = (): HTMLInputElement => {
  const field = document.querySelector<HTMLInputElement>('[data-pointer="/conditions/0/limit/amount"] input')
  if (field === null) throw new Error('no amount')
  return field
}
async function limit(page: Page, n: string): Promise<void> {
  amount().value = n
  amount().dispatchEvent(new Event('input', { bubbles: true }))
  await page.settle()
}

describe('the catalogue', () => {
  it('lists what is there, finds it by words, and shows one entry beside the list', async () => {
    const page = await open()
    expect(lines()).toHaveLength(2)
    await page.type('查找', '01002')
    expect(lines()).toHaveLength(1)
    page.link('01002').click()
    await page.settle()
    expect(page.text()).toContain('时限 2 紧急工作时')
    expect(page.router.currentRoute.value.query).toEqual({ q: '01002', id: '01002@2026-07-01' })
    expect(await axeFindings()).toEqual([])
  })

  it('collects a change in a draft that outlives the page, and forgets it when it is undone', async () => {
    const page = await open(`?id=${ID}&edit=1`)
    await limit(page, '4')
    expect(lines()[0]).toContain('草稿：修改')
    expect(page.text()).toContain('草稿 1 处改动')
    expect(await axeFindings()).toEqual([])
    page.wrapper.unmount()
    const again = await open(`?id=${ID}&edit=1`)
    expect(amount().value).toBe('4')
    await limit(again, '2')
    expect(again.text()).toContain('草稿 0 处改动')
    expect(sessionStorage.length).toBe(0)
  })

  it('leads from a problem to its field, and says there what is wrong', async () => {
    answer(PREVIEW, () => ({
      body: preview({
        changes: [{ kind: 'matter', id: ID, how: 'changed', before: matter('01001'), after: matter('01001') }],
        problems: [
          { kind: 'matter', id: ID, pointer: '/conditions/0/limit/amount', text: text('必须大于 0', 'must exceed 0') },
        ],
      }),
    }))
    const page = await open(`?id=${ID}&edit=1`)
    await limit(page, '0')
    await page.press('预览')
    expect(page.text()).toContain('立案条件 · missing · 处置时限 · 数值')
    expect(page.button('生效').disabled).toBe(true)
    await page.press('去改正')
    expect(document.activeElement).toBe(amount())
    expect(amount().getAttribute('aria-invalid')).toBe('true')
    expect(page.text()).toContain('必须大于 0')
  })

  it('shows field by field what would change and whom it touches, wants a reason, and puts it in force', async () => {
    answer(PREVIEW, (asked) => ({
      body: preview({
        changes: [{ kind: 'matter', id: ID, how: 'changed', before: matter('01001'), after: wish(asked) }],
        openCases: { total: 3, sample: [{ id: 'c1', code: 'YZ-1', title: text('井盖缺失'), state: 'handling' }] },
        rules: [{ id: 'r', name: text('井盖倾斜') }],
        feeds: [{ id: 'hotline', name: text('12345 热线') }],
      }),
    }))
    answer(COMMIT, () => ({ body: { version: 'v2' } }))
    const page = await open(`?id=${ID}&edit=1`)
    await limit(page, '5')
    await page.press('预览')
    expect(page.text()).toContain('这些案卷保留立案时的标准。')
    expect(page.link('YZ-1').getAttribute('href')).toBe('/incident/c1')
    expect(document.querySelector('del')?.textContent).toBe('2 紧急工作时')
    expect(document.querySelector('ins')?.textContent).toBe('5 紧急工作时')
    expect(await axeFindings()).toEqual([])
    await page.press('生效')
    expect(page.text()).toContain('请写明理由')
    expect(askedOf(COMMIT)).toEqual([])
    await page.type('理由', '会商结果')
    await page.press('生效')
    expect(askedOf(COMMIT).map((a) => a.body)).toMatchObject([
      { version: 'v1', reason: '会商结果', changes: [{ kind: 'matter', id: ID }] },
    ])
    expect(page.text()).toContain('草稿 0 处改动')
    expect(askedOf(PAGE).length).toBe(2)
  })

  it('keeps the draft when somebody else was quicker: who, what, and mine on top', async () => {
    const page = await open(`?id=${ID}&edit=1`)
    await limit(page, '5')
    version = 'v2'
    const theirs = matter('01001', { keywords: ['窨井'] })
    entries = [entry('matter', ID, theirs, { origin: 'desk', by: '李工', reason: '补关键词' })]
    answer(PREVIEW, (asked) => {
      const { version: seen } = asked.body as { version: string }
      return seen === version ? { body: preview() } : problem(409, { code: 'conflict' })
    })
    await page.press('预览')
    expect(page.text()).toContain('李工 于 2026-11-21 08:00 修改。')
    expect(page.text()).toContain('补关键词')
    expect([...document.querySelectorAll('ins')].map((el) => el.textContent)).toContain('窨井')
    expect(page.text()).toContain('草稿 1 处改动')
    await page.press('保留我的改动，重新预览')
    expect(askedOf(PREVIEW).at(-1)?.body).toMatchObject({ version: 'v2', changes: [{ id: ID }] })
    expect(page.buttons()).toContain('生效')
  })

  it('goes on by itself when others changed other entries only', async () => {
    const page = await open(`?id=${ID}&edit=1`)
    await limit(page, '5')
    version = 'v9'
    await page.press('预览')
    expect(askedOf(PREVIEW).map((a) => (a.body as { version: string }).version)).toEqual(['v1', 'v9'])
    expect(page.buttons()).toContain('生效')
  })

  it('makes a new version of a matter: the old one ends, the new one begins the day after', async () => {
    const page = await open(`?id=${ID}`)
    await page.press('另立新版')
    await page.type('旧版最后一天', '2026-12-31')
    await page.press('另立')
    expect(page.router.currentRoute.value.query['id']).toBe('01001@2027-01-01')
    await page.press('预览')
    expect(askedOf(PREVIEW)[0]?.body).toMatchObject({
      changes: [
        { id: ID, body: { validTo: '2026-12-31' } },
        { id: '01001@2027-01-01', body: { validFrom: '2027-01-01' } },
      ],
    })
  })

  it('adds an entry after asking what makes it itself, once', async () => {
    const page = await open()
    await page.press('新增')
    await page.type('编码', '0100')
    await page.press('记入草稿')
    expect(page.field('编码').getAttribute('aria-invalid')).toBe('true')
    await page.type('编码', '01002')
    await page.type('生效日期', '2026-07-01')
    await page.press('记入草稿')
    expect(page.text()).toContain('已有同样的条目')
    await page.type('编码', '01003')
    await page.press('记入草稿')
    expect(lines()).toHaveLength(3)
    expect(page.router.currentRoute.value.query).toMatchObject({ id: '01003@2026-07-01', edit: '1' })
  })

  it('removes an entry after asking, and takes that back', async () => {
    const page = await open(`?id=${ID}`)
    await page.press('移除')
    const sure = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].at(-1)
    sure?.click()
    await page.settle()
    expect(lines()[0]).toContain('草稿：移除')
    await page.press('撤销此条改动')
    expect(lines()[0]).not.toContain('草稿')
  })

  it('shows a file’s problems by sheet and row, and commits what a good one changes', async () => {
    answer('POST /api/catalogue/import', () => ({
      body: preview({
        problems: [{ kind: 'matter', pointer: '/name/zh', at: '事项 第 7 行', text: text('不能为空', 'empty') }],
      }),
    }))
    const page = await open()
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    const choose = async (): Promise<void> => {
      Object.defineProperty(input, 'files', { value: [new File(['{}'], '目录.json')], configurable: true })
      input?.dispatchEvent(new Event('change'))
      await page.settle()
    }
    await choose()
    expect(page.text()).toContain('事项 第 7 行')
    expect(page.button('生效').disabled).toBe(true)
    await page.press('返回修改')
    const added = matter('01005')
    answer('POST /api/catalogue/import', () => ({
      body: preview({
        changes: [
          { kind: 'matter', id: '01005@2026-07-01', how: 'added', after: added },
          { kind: 'matter', id: '01002@2026-07-01', how: 'ended', before: matter('01002') },
          { kind: 'matter', id: ID, how: 'same', before: matter('01001'), after: matter('01001') },
        ],
      }),
    }))
    answer(COMMIT, () => ({ body: { version: 'v2' } }))
    await choose()
    await page.type('理由', '年度调整')
    await page.press('生效')
    expect(askedOf(COMMIT)[0]?.body).toEqual({
      version: 'v1',
      reason: '年度调整',
      changes: [
        { kind: 'matter', id: '01005@2026-07-01', body: added },
        { kind: 'matter', id: '01002@2026-07-01' },
      ],
    })
  })

  it('shows versions newest first with who, why and what differed', async () => {
    answer(`GET /api/catalogue/matter/${encodeURIComponent(ID)}/history`, () => ({
      body: [
        { since: T0, origin: 'desk', by: '李工', reason: '放宽', body: matter('01001', { standard: '新' }) },
        { since: T0 - 1000, until: T0, origin: 'file', body: matter('01001') },
      ],
    }))
    const page = await open(`?id=${ID}`)
    const history = [...document.querySelectorAll('details')].find((d) => d.textContent.includes('历史版本'))
    history?.setAttribute('open', '')
    history?.dispatchEvent(new Event('toggle'))
    await page.settle()
    expect(history?.textContent).toContain('李工')
    expect(history?.textContent).toContain('理由：放宽')
    expect(history?.querySelector('ins')?.textContent).toBe('新')
    expect(history?.textContent).toContain('首个版本')
  })

  it('reads anew when the hub says that the catalogue changed', async () => {
    const page = await open()
    const told = useStatus()
    told.replace([status({ catalogue: 'a' })], T0)
    await page.settle()
    entries = [entry('matter', ID, matter('01001'))]
    told.apply([status({ catalogue: 'b', at: T0 + 1 })], [], T0 + 1)
    await page.settle()
    expect(lines()).toHaveLength(1)
  })

  it('turns days of the calendar with the keyboard', async () => {
    answer('GET /api/catalogue/calendar', () => ({
      body: { version, entries: [entry('calendar', 'calendar', calendar)] },
    }))
    const page = await open('?kind=calendar&edit=1')
    const day = (date: string): HTMLButtonElement | null => document.querySelector(`[data-date="${date}"]`)
    expect(document.querySelectorAll('.months [tabindex="0"]')).toHaveLength(1)
    const today = day('2026-11-21')
    today?.focus()
    today?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    await page.settle()
    expect(document.activeElement).toBe(day('2026-11-22'))
    day('2026-11-22')?.click()
    await page.settle()
    expect(day('2026-11-22')?.getAttribute('aria-label')).toContain('调休上班')
    expect(page.text()).toContain('草稿 1 处改动')
    expect(await axeFindings('.months section')).toEqual([])
  })

  it('is read, not edited, by the desk', async () => {
    const page = await open(`?id=${ID}&edit=1`, 'dispatcher')
    expect(page.buttons().filter((b) => /编辑|新增|导入|预览|移除/.test(b))).toEqual([])
    expect(document.querySelector('[data-pointer]')).toBeNull()
    expect(page.text()).toContain('时限 2 紧急工作时')
  })
})
