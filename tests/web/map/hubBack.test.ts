// @vitest-environment happy-dom
// A map that was opened while the hub was away: its script, its files and the list of base maps did not come. It stands by itself once
// the hub answers again, and what the hub refuses for good is not asked for again.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { AxiosError } from 'axios'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { paths } from '../../../src/wire/api.ts'
import { basePaths } from '../../../src/wire/reference/baseMaps.ts'
import type { Ground } from '../../../src/web/map/cityMap.ts'
import type { CityReference } from '../../../src/web/api/city.ts'
import { useCity } from '../../../src/web/stores/city.ts'
import { useConnection } from '../../../src/web/stores/connection.ts'
import { openPage } from '../support/page.ts'

const fetching = vi.hoisted(() => ({ fails: true, grounds: [] as Ground[] }))
vi.mock('../../../src/web/map/fetchMap.ts', () => ({
  fetchMap: async () => {
    if (fetching.fails) throw new TypeError('Failed to fetch dynamically imported module')
    return {
      canDrawMap: () => true,
      createCityMap: () =>
        new Proxy({} as Record<string, unknown>, {
          get: (_, name) =>
            name === 'setGround' ? (ground: Ground) => fetching.grounds.push(ground) : () => undefined,
        }),
    }
  },
}))
const FILES = { districts: 'districts.geojson', lakes: 'lakes.geojson' }
const map = Object.entries(FILES).map(([id, file]) => ({
  id,
  file,
  simulated: false,
  notice: { zh: '来源', en: 'Source' },
}))
const BASES = `GET ${basePaths.list}`
const DISTRICTS = `GET ${paths.map(FILES.districts)}`
const LAKES = `GET ${paths.map(FILES.lakes)}`

async function open() {
  const { default: CityMap } = await import('../../../src/web/map/CityMap.vue')
  const Screen = defineComponent({
    setup() {
      useConnection().link = 'down'
      const { reference } = useCity()
      const city = { ...reference?.city, bounds: [119, 32, 120, 33], center: [119.4, 32.4], map }
      useCity().reference = { ...reference, city } as unknown as CityReference
      return () => h(CityMap, { incidents: [] })
    },
  })
  return openPage(Screen)
}
const away = (): never => {
  throw new AxiosError('Network Error')
}
const collection = { type: 'FeatureCollection', features: [] }

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))

it('comes by itself, each part of it, and asks no more for what will never be there', async () => {
  for (const route of [BASES, DISTRICTS, LAKES]) answer(route, away)
  const page = await open()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(page.text()).toContain('正在载入地图')
  // Nobody asks a hub that is away.
  expect(askedOf(DISTRICTS)).toHaveLength(1)

  fetching.fails = false
  answer(BASES, () => ({ body: { bases: [] } }))
  answer(DISTRICTS, () => problem(503))
  answer(LAKES, () => problem(404))
  useConnection().link = 'up'
  await page.settle()
  await vi.advanceTimersByTimeAsync(0)
  expect(page.text()).not.toContain('正在载入地图')
  expect(fetching.grounds.at(-1)?.files).toEqual([])

  answer(DISTRICTS, () => ({ body: collection }))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(fetching.grounds.at(-1)?.files.map(({ id }) => id)).toEqual(['districts'])
  const asked = askedOf(LAKES).length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedOf(LAKES)).toHaveLength(asked)
  expect(askedOf(DISTRICTS)).toHaveLength(3)
  expect(askedOf(BASES)).toHaveLength(2)
})
