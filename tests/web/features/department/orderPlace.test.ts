// @vitest-environment happy-dom
// The place of an order: a map beside it at the desk, none of the map's code on a phone until it is asked for, and the way to the city
// map with the order picked among the department's own layers.
import { answer } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { ORDER_LAYERS } from '../../../../src/web/features/department/place.ts'
import { fromQuery } from '../../../../src/web/map/viewAddress.ts'
import { DEPARTMENT_LAYERS } from '../../../../src/web/map/list/department.ts'
import { row } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const map = vi.hoisted(() => ({
  props: undefined as Record<string, unknown> | undefined,
  pick: ((): void => undefined) as (type: string, id: string) => void,
}))
vi.mock('../../../../src/web/map/CityMap.vue', () => ({
  default: defineComponent({
    inheritAttrs: false,
    emits: ['pick', 'sight'],
    setup(_, { attrs, emit }) {
      map.pick = (type, id) => emit('pick', type, id)
      return () => {
        map.props = { ...attrs }
        return h('section', { 'aria-label': 'map' })
      }
    },
  }),
}))
const order = row('YZ-1', { state: 'handling', lead: 'water-bureau', lng: 119.4212, lat: 32.3932 })
const other = row('YZ-2', { state: 'handling', lead: 'water-bureau' })

async function open(narrow: boolean, own = order): Promise<Page> {
  const { default: OrderPlace } = await import('../../../../src/web/features/department/OrderPlace.vue')
  const page = await openPage(OrderPlace, {
    props: { row: own, narrow },
    user: { role: 'department', department: 'water-bureau' },
    rows: [order, other],
  })
  await vi.dynamicImportSettled()
  await page.settle()
  return page
}

beforeEach(() => {
  map.props = undefined
  answer('GET /api/crews', () => ({ body: [] }))
})

describe('the place of an order', () => {
  it('stands on a map at the desk, among the department’s own cases', async () => {
    const page = await open(false)
    expect(map.props).toMatchObject({ selected: 'YZ-1', focus: { lng: 119.4212, lat: 32.3932 } })
    expect((map.props?.['incidents'] as { id: string }[]).map(({ id }) => id).sort()).toEqual(['YZ-1', 'YZ-2'])
    expect(await axeFindings()).toEqual([])
    await page.press('收起地图')
    expect(document.querySelector('[aria-label=map]')).toBeNull()
  })

  it('stays where its reader has put it while the order changes, and is there for an ended order', async () => {
    const page = await open(false, row('YZ-9', { state: 'closed' }))
    expect((map.props?.['incidents'] as { id: string }[]).map(({ id }) => id)).toContain('YZ-9')
    const { focus } = map.props ?? {}
    await page.wrapper.setProps({ row: row('YZ-9', { state: 'closed', version: 9 }) })
    expect(map.props?.['focus']).toBe(focus)
    await page.wrapper.setProps({ row: order })
    expect(map.props?.['focus']).toEqual({ lng: order.lng, lat: order.lat, zoom: 15 })
  })

  it('is asked for on a phone', async () => {
    const page = await open(true)
    expect(map.props).toBeUndefined()
    expect(await axeFindings()).toEqual([])
    await page.press('展开地图')
    await vi.dynamicImportSettled()
    await page.settle()
    expect(map.props).toMatchObject({ selected: 'YZ-1' })
  })

  it('leads to the city map, where the order is picked and the department’s layers are on', async () => {
    const page = await open(true)
    page.link('在城市地图上看').click()
    await page.settle()
    const { path, query } = page.router.currentRoute.value
    expect(path).toBe('/map')
    expect(fromQuery(query)).toMatchObject({
      picked: { type: 'incident', id: 'YZ-1' },
      camera: { lng: 119.4212, lat: 32.3932, zoom: 15 },
    })
    const own = DEPARTMENT_LAYERS.map(({ id }) => id)
    expect([...ORDER_LAYERS].sort()).toEqual([...own].sort())
    expect(fromQuery(query).layers).toEqual(expect.arrayContaining(own))
  })

  it('leads on from its marks: a case to its order, anything else to the city map', async () => {
    const page = await open(false)
    const path = () => page.router.currentRoute.value.fullPath
    map.pick('incident', 'YZ-2')
    await vi.waitFor(() => expect(path()).toBe('/department/YZ-2'))
    map.pick('orders', 'YZ-1')
    await vi.waitFor(() => expect(path()).toBe('/department/YZ-1'))
    map.pick('units', 'u/1')
    await vi.waitFor(() => expect(path()).toContain('/map'))
    expect(fromQuery(page.router.currentRoute.value.query).picked).toEqual({ type: 'units', id: 'u/1' })
  })
})
