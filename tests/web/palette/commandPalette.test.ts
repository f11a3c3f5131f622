// @vitest-environment happy-dom
// The palette as its user meets it: typed into, moved through by arrows, chosen with Enter, left with Escape.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openCase } from '../../../src/web/incident/openCase.ts'
import CommandPalette from '../../../src/web/palette/CommandPalette.vue'
import { listenForPalette, paletteOpen } from '../../../src/web/palette/open.ts'
import type { Found } from '../../../src/wire/desk.ts'
import { row } from '../../support/cases.ts'
import { axeFindings, openPage, type Page, type PageOptions } from '../support/page.ts'

const FOUND: Found = {
  incidents: [row('YZ-20261121-000001'), row('YZ-20261121-000002')],
  sensors: [
    {
      id: 'ponding/jx-007',
      name: '文昌中路积水点',
      kind: 'ponding',
      areaName: { zh: '广陵区', en: 'Guangling' },
      lng: 119.4,
      lat: 32.4,
    },
  ],
  places: [
    { name: { zh: '文昌中路 17 号', en: '文昌中路 17 号' }, kind: 'address', area: '321002', lng: 119.43, lat: 32.39 },
  ],
  components: [
    {
      code: '01001',
      name: { zh: '供水井盖', en: 'Water manhole cover' },
      major: { zh: '市政公用设施', en: 'Municipal facilities' },
      matters: [{ code: '01001', name: { zh: '供水井盖异常', en: 'Water manhole cover defect' } }],
    },
  ],
  people: [{ account: 'wangmin', name: '王敏', role: 'dispatcher' }],
}
const field = (): HTMLInputElement => {
  const input = document.querySelector<HTMLInputElement>('[role="combobox"]')
  return input ?? expect.fail('no field')
}
const options = (): string[] =>
  [...document.querySelectorAll('[role="option"]')].map((one) => one.textContent.replace(/\s+/g, ' ').trim())
const marked = (): string =>
  (document.querySelector('[data-highlighted]')?.textContent ?? '').replace(/\s+/g, ' ').trim()
const key = (name: string): boolean =>
  field().dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))

async function open(more: PageOptions = {}): Promise<Page> {
  paletteOpen.value = true
  const page = await openPage(CommandPalette, { user: {}, ...more })
  await page.settle()
  return page
}
async function type(page: Page, text: string): Promise<void> {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  await page.settle()
  await vi.waitFor(() => expect(page.text()).not.toContain('正在查找'), { timeout: 2_000 })
  await page.settle()
}

beforeEach(() => {
  sessionStorage.clear()
  answer('GET /api/find', () => ({ body: FOUND }))
})
afterEach(() => {
  paletteOpen.value = false
  openCase.value = undefined
})

describe('the palette', () => {
  it('offers pages and tools before anything is typed, and asks the hub nothing', async () => {
    await open()
    expect(options()).toContain('值班台')
    expect(options()).toContain('登记上报')
    expect(askedOf('GET /api/find')).toEqual([])
  })
  it('shows what the hub finds, with the words marked, and goes there with Enter', async () => {
    const page = await open()
    await type(page, '文昌')
    expect(askedOf('GET /api/find').map((one) => one.query)).toEqual([{ q: '文昌' }])
    expect(options()[0]).toContain('YZ-20261121-000001')
    expect([...document.querySelectorAll('mark')].map((one) => one.textContent)).toContain('文昌')
    expect(marked()).toContain('YZ-20261121-000001')
    key('ArrowDown')
    key('ArrowDown')
    await page.settle()
    expect(marked()).toContain('文昌中路积水点')
    expect(field().getAttribute('aria-activedescendant')).toBe(document.querySelector('[data-highlighted]')?.id)
    key('Enter')
    await vi.waitFor(() => expect(page.router.currentRoute.value.path).toBe('/sensor/ponding%2Fjx-007'))
    expect(paletteOpen.value).toBe(false)
  })
  it('offers the acts of the open case first and opens their form', async () => {
    const asked: string[] = []
    openCase.value = {
      id: 'YZ-1',
      code: 'YZ-1',
      acts: ['dispatch', 'note'],
      ask: async (act) => void asked.push(act),
    }
    const page = await open()
    expect(options()[0]).toBe('派遣 YZ-1')
    key('Enter')
    await vi.waitFor(() => expect(asked).toEqual(['dispatch']))
    await page.settle()
  })
  it('offers no desk to a department, and its own case page', async () => {
    const page = await open({ user: { role: 'department', department: 'water-bureau' } })
    expect(options()).not.toContain('值班台')
    expect(options()).not.toContain('登记上报')
    await type(page, '积水')
    key('Enter')
    await vi.waitFor(() => expect(page.router.currentRoute.value.path).toBe('/department/YZ-20261121-000001'))
  })
  it('says what failed and still reaches pages; says what was not found and leads to the register', async () => {
    answer('GET /api/find', () => problem(503))
    const page = await open()
    await type(page, '值班')
    expect(page.text()).toContain('暂时查不到')
    expect(options()).toContain('值班台')
    answer('GET /api/find', () => ({ body: { incidents: [], sensors: [], places: [], components: [], people: [] } }))
    await type(page, '查无此事')
    expect(page.text()).toContain('没有找到「查无此事」')
    expect(options()).toEqual(['在案卷库中查找「查无此事」'])
  })
  it('leads from a component to the cases about it, and says while names are still being learned', async () => {
    answer('GET /api/find', () => ({ body: { ...FOUND, incidents: [], sensors: [], places: [], ready: 0.416 } }))
    const page = await open({ path: '/?at=119.4,32.4' })
    await type(page, 'gsjg')
    expect(askedOf('GET /api/find').at(-1)?.query).toEqual({ q: 'gsjg', near: '119.4,32.4' })
    expect(options()[0]).toBe('供水井盖供水井盖异常 · 01001')
    expect(page.text()).toContain('名称索引正在建立（41%）')
    key('Enter')
    await vi.waitFor(() => expect(page.router.currentRoute.value.fullPath).toBe('/register?matter=01001'))
  })
  it('says what kind of place it is, where, and that it is simulated', async () => {
    const road = { name: { zh: '文昌中路', en: '文昌中路' }, kind: 'road', area: '321002', lng: 119.4, lat: 32.4 }
    const areaName = { zh: '广陵区', en: 'Guangling' }
    answer('GET /api/find', () => ({ body: { ...FOUND, places: [{ ...road, areaName, simulated: true }] } }))
    const page = await open()
    await type(page, 'wczl')
    expect(options()).toContain('文昌中路道路 · 广陵区 · 模拟')
  })
  it('remembers what was chosen', async () => {
    const page = await open()
    await type(page, '文昌')
    key('Enter')
    await vi.waitFor(() => expect(paletteOpen.value).toBe(false))
    page.wrapper.unmount()
    await open()
    expect(options()[0]).toContain('YZ-20261121-000001')
  })
  it('axe finds nothing', async () => {
    const page = await open()
    await type(page, '文昌')
    expect(await axeFindings()).toEqual([])
  })
})

describe('its keys', () => {
  const press = (init: KeyboardEventInit): void =>
    void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', cancelable: true, ...init }))
  it('Ctrl+K and ⌘K open and close it where one may find things', async () => {
    let may = true
    await openPage({ template: '<p>x</p>', setup: () => listenForPalette(() => may) })
    press({ ctrlKey: true })
    expect(paletteOpen.value).toBe(true)
    press({ metaKey: true })
    expect(paletteOpen.value).toBe(false)
    press({})
    press({ ctrlKey: true, shiftKey: true })
    may = false
    press({ ctrlKey: true })
    expect(paletteOpen.value).toBe(false)
  })
})
