// @vitest-environment happy-dom
// The register on screen: asked of the hub, paged by it, sorted by its columns, walked with the keys, and each state in words.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import RegisterView from '../../../../src/web/features/register/RegisterView.vue'
import { useIncidents } from '../../../../src/web/stores/incidents.ts'
import { row } from '../../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'

const LIST = 'GET /api/incidents'
const rows = [
  row('YZ-1', { state: 'closed', handledLate: true }),
  row('YZ-2', { state: 'forceClosed' }),
  row('YZ-3', { escalated: true, supervised: true }),
]
const page1 = { rows, total: 53, next: 'cursor-2' }
const open = (path = '/register', user = {}) =>
  openPage(RegisterView, { route: '/register', path, user, name: 'register' })
const shown = (): string[] => [...document.querySelectorAll('[data-row]')].map((a) => a.textContent.trim())
const key = async (page: Awaited<ReturnType<typeof open>>, k: string): Promise<void> => {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true, cancelable: true }))
  await page.settle()
}

// Rows link to the page of a case, which these tests have by path alone.
const query = () => askedOf(LIST).at(-1)?.query ?? {}

describe('what is asked', () => {
  it('is the plain register first, with its total', async () => {
    answer(LIST, () => ({ body: page1 }))
    const page = await open()
    expect(query()).toEqual({ sort: 'updated', order: 'desc', limit: 50 })
    expect(page.text()).toContain('共 53 件')
    expect(shown()).toEqual(['YZ-1', 'YZ-2', 'YZ-3'])
    expect(page.text()).toContain('超期办结')
    expect(page.text()).toContain('已提请值班长')
  })
  it('comes from the address, and every choice goes back into it', async () => {
    answer(LIST, () => ({ body: page1 }))
    const page = await open('/register?state=closed&span=ended&after=cursor-2&page=2')
    expect(query()).toMatchObject({ state: 'closed', open: false, after: 'cursor-2' })
    await page.type('事项', 'M006')
    expect(page.router.currentRoute.value.query).toEqual({ state: 'closed', span: 'ended', matter: 'M006' })
    expect(query()).toMatchObject({ matter: 'M006' })
    expect(query()).not.toHaveProperty('after')
    await page.press('清除筛选')
    expect(page.router.currentRoute.value.query).toEqual({})
  })
  it('sorts by a column, and turns round on the second press', async () => {
    answer(LIST, () => ({ body: page1 }))
    const page = await open()
    await page.press(/^时限/)
    expect(query()).toMatchObject({ sort: 'due', order: 'asc' })
    await page.press(/^时限/)
    expect(query()).toMatchObject({ sort: 'due', order: 'desc' })
    expect(document.querySelector('th[aria-sort]')?.textContent).toContain('时限')
  })
})

describe('pages', () => {
  it('go forward by the hub’s cursor and back to where they began', async () => {
    answer(LIST, ({ query: q }) => ({
      body: q['after'] === undefined ? page1 : { rows: [row('YZ-51'), row('YZ-52'), row('YZ-53')], total: 53 },
    }))
    const page = await open()
    await page.press('下一页')
    expect(page.router.currentRoute.value.query).toEqual({ after: 'cursor-2', page: '2' })
    expect(shown()).toEqual(['YZ-51', 'YZ-52', 'YZ-53'])
    expect(page.text()).toContain('第 51–53 件，第 2 / 2 页')
    expect(page.button('下一页').disabled).toBe(true)
    await page.press('上一页')
    expect(shown()).toEqual(['YZ-1', 'YZ-2', 'YZ-3'])
  })
  it('j and k walk the rows, beyond the last one to the next page', async () => {
    answer(LIST, ({ query: q }) => ({ body: q['after'] === undefined ? page1 : { rows: [row('YZ-51')], total: 53 } }))
    const page = await open()
    await key(page, 'j')
    expect(document.activeElement?.textContent.trim()).toBe('YZ-1')
    await key(page, 'j')
    await key(page, 'j')
    await key(page, 'k')
    expect(document.activeElement?.textContent.trim()).toBe('YZ-2')
    expect(document.activeElement?.getAttribute('href')).toBe('/incident/YZ-2')
    await key(page, 'j')
    await key(page, 'j')
    expect(shown()).toEqual(['YZ-51'])
  })
  it('leaves keys to whoever types', async () => {
    answer(LIST, () => ({ body: page1 }))
    const page = await open()
    await key(page, '/')
    expect(document.activeElement?.getAttribute('type')).toBe('search')
    await key(page, 'j')
    expect(document.activeElement?.getAttribute('type')).toBe('search')
  })
})

it('shows the newer row where the live view has one', async () => {
  answer(LIST, () => ({ body: page1 }))
  const page = await open()
  useIncidents().apply([row('YZ-3', { version: 9, state: 'pendingHandle', lead: 'water-bureau' })], [], Date.now())
  await page.settle()
  expect(page.text()).toContain('待处置')
})

describe('states', () => {
  it('empty for a filter, with the way out', async () => {
    answer(LIST, () => ({ body: { rows: [], total: 0 } }))
    const page = await open('/register?q=没有')
    expect(page.text()).toContain('没有符合条件的案卷')
    expect(page.buttons().filter((b) => b === '清除筛选')).toHaveLength(2)
  })
  it('empty from the beginning', async () => {
    answer(LIST, () => ({ body: { rows: [], total: 0 } }))
    expect((await open()).text()).toContain('还没有案卷')
  })
  it('an error with its id, and another try', async () => {
    answer(LIST, () => problem(503))
    const page = await open()
    expect(page.text()).toContain('urn:uuid:quote-me')
    answer(LIST, () => ({ body: page1 }))
    await page.press('重试')
    expect(shown()).toHaveLength(3)
  })
  it('a department is told that these are its own, and cannot ask for another’s', async () => {
    answer(LIST, () => ({ body: page1 }))
    const page = await open('/register', { role: 'department', department: 'water-bureau' })
    expect(page.text()).toContain('本部门主办或协办的案卷')
    expect(() => page.field('主办或协办部门')).toThrow()
  })
})

it('axe finds nothing', async () => {
  answer(LIST, () => ({ body: page1 }))
  await open()
  expect(await axeFindings()).toEqual([])
})
