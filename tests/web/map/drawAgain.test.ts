// @vitest-environment happy-dom
// A map opened while the browser keeps the graphics card from it stands by itself once it may draw; until then one note stands still.
import { answer } from '../support/fakeHub.ts'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { basePaths } from '../../../src/wire/reference/baseMaps.ts'
import type { CityReference } from '../../../src/web/api/city.ts'
import type { MapState } from '../../../src/web/map/useCityMap.ts'
import CityMap from '../../../src/web/map/CityMap.vue'
import { useCity } from '../../../src/web/stores/city.ts'
import { openPage } from '../support/page.ts'

const card = vi.hoisted(() => ({ may: false, throws: false, asked: 0, made: 0 }))
vi.mock('../../../src/web/map/fetchMap.ts', () => ({
  fetchMap: async () => ({
    canDrawMap: () => {
      card.asked++
      return card.may
    },
    createCityMap: () => {
      if (card.throws) throw new Error('Failed to initialize WebGL')
      card.made++
      return new Proxy({} as Record<string, unknown>, { get: () => () => undefined })
    },
  }),
}))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  Object.assign(card, { may: false, throws: false, asked: 0, made: 0 })
})

async function open() {
  answer(`GET ${basePaths.list}`, () => ({ body: { bases: [] } }))
  const states: MapState[] = []
  const Screen = defineComponent({
    setup() {
      const { reference } = useCity()
      const city = { ...reference?.city, bounds: [119, 32, 120, 33], center: [119.4, 32.4] }
      useCity().reference = { ...reference, city } as unknown as CityReference
      return () => h(CityMap, { incidents: [], onState: (now: MapState) => states.push(now) })
    },
  })
  const page = await openPage(Screen)
  await vi.advanceTimersByTimeAsync(0)
  return { page, states }
}
const NOTE = '此浏览器不能绘制地图'

it('stands within a minute of being allowed to draw', async () => {
  const { page, states } = await open()
  expect(page.text()).toContain(NOTE)
  await vi.advanceTimersByTimeAsync(130_000)
  expect(card.made).toBe(0)
  card.may = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(card.made).toBe(1)
  expect(page.text()).not.toContain(NOTE)
  expect(states).toEqual(['undrawable', 'ready'])
  // One map is enough.
  await vi.advanceTimersByTimeAsync(300_000)
  expect(card.made).toBe(1)
})

it('tries again as well where the card is taken away while the map is made', async () => {
  Object.assign(card, { may: true, throws: true })
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const { page, states } = await open()
  expect(page.text()).toContain(NOTE)
  expect(reported).toHaveBeenCalledWith(new Error('Failed to initialize WebGL'))
  card.throws = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(states).toEqual(['undrawable', 'ready'])
})

it('where nothing can ever be drawn the note stands, and nobody asks once the page is left', async () => {
  const { page, states } = await open()
  const first = card.asked
  await vi.advanceTimersByTimeAsync(600_000)
  expect(states).toEqual(['undrawable'])
  expect(card.asked).toBe(first + 10)
  page.wrapper.unmount()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(card.asked).toBe(first + 10)
})
