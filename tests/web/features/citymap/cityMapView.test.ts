// @vitest-environment happy-dom
// The page of the city map as its reader meets it, the map itself aside: layers, cases in view, search, time brush, area, address.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Found } from '../../../../src/wire/desk.ts'
import type { Inside } from '../../../../src/wire/map.ts'
import type { Sight } from '../../../../src/web/map/tools/tool.ts'
import { phrases as en } from '../../../../src/web/i18n/map.en.ts'
import { phrases as zh } from '../../../../src/web/i18n/map.zh.ts'
import type { Phrases } from '../../../../src/web/i18n/i18n.ts'
import { row as caseRow, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type PageOptions } from '../../support/page.ts'

/** What the page gave the map last, and what the map may say. */
const map = vi.hoisted(() => ({
  props: {} as Record<string, unknown>,
  say: ((): void => undefined) as (event: string, ...args: unknown[]) => void,
}))
vi.mock('../../../../src/web/map/CityMap.vue', () => ({
  default: defineComponent({
    inheritAttrs: false,
    emits: ['pick', 'sight', 'state', 'point', 'place'],
    setup(_, { attrs, emit, slots, expose }) {
      map.say = (event, ...args) => emit(event as 'pick', ...args)
      expose({ pan: () => undefined, fit: () => undefined })
      return () => {
        map.props = { ...attrs }
        return h('section', { 'aria-label': 'map' }, slots['default']?.())
      }
    },
  }),
}))
// Layers have tests of their own: here are two plain ones.
vi.mock('../../../../src/web/map/list/ground.ts', async () => {
  const { computed } = await import('vue')
  const layer = (id: string, usual: boolean) => ({
    id,
    group: 'ground',
    usual,
    ground: 'roads',
    open: () => ({
      drawn: computed(() => undefined),
      legend: computed(() => [{ swatch: { type: 'line', colour: '#fff', width: 2 }, text: `${id}线` }]),
      count: computed(() => 2),
      table: () => ({
        columns: ['名称'],
        rows: [
          { id: 'a', cells: ['文昌路'], lng: 119.4, lat: 32.4 },
          { id: 'b', cells: ['扬子江路'] },
        ],
      }),
    }),
  })
  return { groundLayers: [layer('roads', true), layer('streets', false)] }
})
vi.mock('../../../../src/web/map/list/work.ts', () => ({ workLayers: [] }))

const SIGHT: Sight = { lng: 119.4, lat: 32.4, zoom: 10, bounds: [119, 32, 120, 33] }
const row: typeof caseRow = (id, change) => caseRow(id, { lng: 119.4, lat: 32.4, ...change })
const activity = { at: [T0 - 3_600_000], opened: [4], closed: [0], alarms: [0], departments: [] }

async function open(path = '/map', options: PageOptions = {}) {
  const { default: CityMapView } = await import('../../../../src/web/features/citymap/CityMapView.vue')
  const page = await openPage(CityMapView, {
    route: '/map',
    name: 'map',
    path,
    user: { role: 'dispatcher' },
    rows: [row('near', { level: 2 }), row('far', { level: 1, lng: 118 })],
    ...options,
  })
  map.say('sight', SIGHT)
  map.say('state', 'ready')
  await page.settle()
  return page
}
const query = (page: Awaited<ReturnType<typeof open>>) => page.router.currentRoute.value.query

beforeEach(() => {
  answer('GET /api/activity', () => ({ body: activity }))
})

describe('layers', () => {
  it('are shown and hidden, and the address says so; going back restores', async () => {
    const page = await open()
    expect(map.props['hidden']).toEqual(['roads'])
    expect(page.text()).toContain('roads线')
    const box = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    expect(box.map((b) => b.checked)).toEqual([true, false])
    box[1]?.click()
    await page.settle()
    expect(query(page)).toEqual({ on: 'roads,streets' })
    expect(map.props['hidden']).toEqual([])
    page.router.back()
    await vi.waitFor(() => expect(query(page)).toEqual({}))
    expect(await axeFindings()).toEqual([])
  })

  it('have a table whose lines move the map', async () => {
    const page = await open()
    document.querySelector<HTMLButtonElement>('button.twin')?.click()
    await page.settle()
    expect(page.text()).toContain('2 行')
    const grid = document.querySelector('[role=grid]')
    const press = (key: string) => grid?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    press('ArrowDown')
    press('Enter')
    await page.settle()
    expect(map.props['focus']).toEqual({ lng: 119.4, lat: 32.4 })
    expect(query(page)).toEqual({ pick: 'roads:a' })
    expect(document.querySelector('.picked')?.textContent).toContain('文昌路')
    expect(await axeFindings()).toEqual([])
  })
})

describe('cases in view', () => {
  it('are counted for what the map looks at, and follow the camera', async () => {
    const page = await open()
    expect(page.text()).toContain('1 件未结')
    map.say('sight', { ...SIGHT, lng: 118.5, bounds: [117, 32, 120, 33] })
    await page.settle()
    expect(page.text()).toContain('2 件未结')
    expect(query(page)).toEqual({ at: '118.5,32.4,10' })
  })

  it('picked on the map open their card with the way to where this role works on them', async () => {
    const page = await open()
    map.say('pick', 'incident', 'near')
    await vi.waitFor(() => expect(page.link('打开案卷').getAttribute('href')).toBe('/duty/near'))
    expect(map.props['selected']).toBe('near')
    expect(await axeFindings()).toEqual([])
    await page.press('返回列表')
    expect(query(page)).toEqual({})
  })

  it('within the brushed time only', async () => {
    const page = await open('/map?last=60', {
      rows: [row('new', { openedAt: T0 - 60_000 }), row('old', { openedAt: T0 - 7_200_000 })],
    })
    expect(page.text()).toContain('1 件未结 · 所选时段内发生')
    await page.press('清除')
    expect(query(page)).toEqual({})
    expect(page.text()).toContain('2 件未结')
  })

  it('says so when there is none', async () => {
    const page = await open('/map', { rows: [] })
    expect(page.text()).toContain('视野内没有未结案卷')
  })
})

describe('the time brush', () => {
  it('is worked by keys and says its time', async () => {
    const page = await open()
    const from = document.querySelector<HTMLElement>('[role=slider][data-edge=from]')
    from?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true }))
    await page.settle()
    expect(Object.keys(query(page))).toEqual(['last'])
    expect(document.querySelector('.words')?.textContent).toContain('最近')
    expect(askedOf('GET /api/activity')[0]?.query).toMatchObject({ stepMs: 3_600_000 })
  })
  it('counts a department its own cases alone', async () => {
    await open('/map', { user: { role: 'department', department: 'water-bureau' } })
    expect(askedOf('GET /api/activity')).toEqual([])
  })
})

describe('search', () => {
  const found: Found = {
    incidents: [],
    sensors: [
      { id: 's/1', name: '文昌桥水位', kind: 'riverLevel', areaName: { zh: '广陵区', en: 'G' }, lng: 119.5, lat: 32.5 },
    ],
    places: [{ name: { zh: '文昌路', en: 'W' }, kind: 'road', area: '321002', lng: 119.41, lat: 32.41 }],
    components: [],
    people: [],
  }
  it('asks near what is looked at, and Enter goes there and picks', async () => {
    answer('GET /api/find', () => ({ body: found }))
    answer('GET /api/sensors/s%2F1', () => problem(404))
    const page = await open()
    await page.type('查找案卷、设备、地点', 'wenchang')
    await vi.waitFor(() => expect(document.querySelectorAll('.drop [role=option]')).toHaveLength(2))
    expect(askedOf('GET /api/find')[0]?.query).toEqual({ q: 'wenchang', near: '119.4000,32.4000' })
    expect(await axeFindings()).toEqual([])
    const field = page.field('查找案卷、设备、地点')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await page.settle()
    expect(map.props['focus']).toEqual({ lng: 119.41, lat: 32.41, zoom: 13.5 })
    expect(map.props['spot']).toEqual({ lng: 119.41, lat: 32.41 })
  })
})

describe('an area', () => {
  const levels: [number, number, number, number] = [0, 1, 0, 2]
  const inside: Inside = {
    at: T0,
    areaKm2: 7.05,
    sensors: { total: 12, silent: 1, kinds: [] },
    alarms: { total: 3, levels },
    cases: { open: { total: 3, levels, states: [] }, overdue: 1 },
    components: [],
    units: [],
    grid: { total: 4, codes: [] },
    streets: [],
  }
  it('of the address is asked about, counted, listed and saved', async () => {
    answer('POST /api/map/inside', () => ({ body: inside }))
    answer('POST /api/map/inside/list', () => ({ body: { total: 1, incidents: [row('near')] } }))
    const page = await open('/map?draw=c119.40000,32.40000,1500')
    await vi.waitFor(() => expect(page.text()).toContain('7.05 km²'))
    const asked = askedOf('POST /api/map/inside')[0]?.body as { polygon: [number, number][][] }
    expect(asked.polygon[0]).toHaveLength(64)
    expect(page.text()).toContain('超期 1 件')
    await vi.waitFor(() => expect(document.querySelectorAll('.rows li')).toHaveLength(1))
    expect(await axeFindings()).toEqual([])
    document.querySelector<HTMLButtonElement>('.rows button')?.click()
    await page.settle()
    expect(query(page)).toEqual({ draw: 'c119.40000,32.40000,1500', pick: 'incident:near' })
    await page.press('返回列表')
    await page.press('清除范围')
    expect(query(page)).toEqual({})
  })
  it('that the hub does not take says why', async () => {
    answer('POST /api/map/inside', () => problem(400))
    answer('POST /api/map/inside/list', () => problem(400))
    const page = await open('/map?draw=c119.40000,32.40000,1500')
    await vi.waitFor(() => expect(page.text()).toContain('办不了'))
  })
})

describe('tools', () => {
  it('have the pointer while one is in hand; Escape ends, Backspace takes back, Enter sets a point under the cross', async () => {
    const page = await open()
    await page.press('测距')
    expect(map.props['tool']).toBeDefined()
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    press('ArrowRight')
    press('Enter')
    await page.settle()
    expect(document.querySelector('.cross')).not.toBeNull()
    map.say('sight', { ...SIGHT, lng: 119.41 })
    await page.settle()
    press('Enter')
    await page.settle()
    expect(document.querySelector('.hand')?.textContent).toContain('941 m')
    expect(document.querySelector('.hand')?.textContent).not.toContain('+ 941')
    expect(page.buttons()).toContain('结束')
    press('Backspace')
    await page.settle()
    // One point alone is nothing to end with; the next would be where the cross is.
    expect(page.buttons()).not.toContain('结束')
    expect(await axeFindings()).toEqual([])
    press('Escape')
    await page.settle()
    expect(map.props['tool']).toBeUndefined()
  })
  it('without a drawable map leave the areas that have a name', async () => {
    const page = await open()
    map.say('state', 'undrawable')
    await page.settle()
    expect(page.buttons()).not.toContain('测距')
    expect(document.querySelector('select[aria-label^="按区县"]')).not.toBeNull()
  })
})

it('has the same words in both languages', () => {
  const keys = (phrases: Phrases, path = ''): string[] =>
    Object.entries(phrases).flatMap(([key, value]) =>
      key === 'layer' ? [] : typeof value === 'string' ? [path + key] : keys(value, `${path}${key}.`),
    )
  expect(keys(en).sort()).toEqual(keys(zh).sort())
})
