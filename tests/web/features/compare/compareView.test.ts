// @vitest-environment happy-dom
// The compare page: series found and added by keys alone, one picture for each unit, all of it in the address.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import CompareView from '../../../../src/web/features/compare/CompareView.vue'
import type { PictureInput } from '../../../../src/web/charts/picture.ts'
import { useCity } from '../../../../src/web/stores/city.ts'
import type { CityReference } from '../../../../src/web/api/city.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

vi.mock('../../../../src/web/charts/echarts.ts', () => ({
  init: () => ({ setOption: () => undefined, resize: () => undefined, dispose: () => undefined }),
}))

const taken = vi.hoisted((): PictureInput[] => [])
vi.mock('../../../../src/web/charts/picture.ts', () => ({
  savePicture: (input: PictureInput) => {
    taken.push(input)
    return Promise.resolve()
  },
}))

const HOUR = 3_600_000
const text = (zh: string) => ({ zh, en: zh })
const indicator = (id: string, zh: string, unit: string, kind = 'air') => ({
  id,
  name: text(zh),
  unit,
  decimals: 1,
  input: { kind },
  formula: { type: 'mean' },
})
const series = (unit: string, base: number) => ({
  body: {
    unit,
    stepMs: HOUR,
    at: [T0 - 3 * HOUR, T0 - 2 * HOUR, T0 - HOUR],
    value: [base, base * 2, base * 3],
    coverage: [1, 1, 1],
    simulated: true,
    mixed: false,
    corrections: [],
  },
})
const PM = 'GET /api/indicators/air.pm25/series'

beforeEach(() => {
  answer(PM, () => series('ug/m3', 20))
  answer('GET /api/indicators/air.pm10/series', () => series('ug/m3', 40))
  answer('GET /api/indicators/river.level/series', () => series('m', 4))
  answer('GET /api/find', () => ({ body: { incidents: [], sensors: [], places: [], people: [] } }))
})
async function open(search = ''): Promise<Page> {
  const page = await openPage(CompareView, {
    route: '/compare',
    path: `/compare${search}`,
    user: { role: 'dutyChief' },
  })
  const city = useCity()
  city.reference = {
    ...city.reference,
    city: { ...city.reference?.city, code: '3210' },
    areas: [
      { code: '3210', name: text('扬州市'), kind: 'city' },
      { code: '321002', name: text('广陵区'), kind: 'district' },
    ],
    sensorKinds: [
      { id: 'air', name: text('空气站'), metrics: [] },
      { id: 'river', name: text('水位计'), metrics: [] },
    ],
    indicators: [
      indicator('air.pm25', '细颗粒物', 'ug/m3'),
      indicator('air.pm10', '可吸入颗粒物', 'ug/m3'),
      indicator('river.level', '河道水位', 'm', 'river'),
    ],
  } as unknown as CityReference
  await page.settle()
  return page
}
const stages = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=slider]')]
const s = (...keys: string[]): string => `?${keys.map((key) => `s=${encodeURIComponent(key)}`).join('&')}`

describe('the compare page', () => {
  it('says what it is for while nothing is chosen', async () => {
    const page = await open()
    expect(page.text()).toContain('还没有选曲线')
    expect(await axeFindings()).toEqual([])
  })
  it('puts series of one unit in one picture, and another unit beneath with the same cursor', async () => {
    const page = await open(s('air.pm25@3210', 'air.pm10@3210', 'river.level@321002'))
    await vi.waitFor(() => expect(stages()).toHaveLength(2))
    stages()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }))
    await page.settle()
    expect(stages()[0]?.getAttribute('aria-valuetext')).toMatch(
      /扬州市 · 细颗粒物 20\.0 µg\/m³、扬州市 · 可吸入颗粒物 40\.0/,
    )
    expect(stages()[1]?.getAttribute('aria-valuetext')).toContain('广陵区 · 河道水位 4.0 m')
    expect(await axeFindings()).toEqual([])
  })
  it('finds a series by its name, adds it to the address, and takes it out again', async () => {
    const page = await open()
    await page.type(/查找指标或设备/, '颗粒')
    expect(page.text()).toContain('2 条可加入')
    await page.press('加入细颗粒物 扬州市')
    expect(page.router.currentRoute.value.query).toEqual({ s: ['air.pm25@3210'] })
    expect(askedOf(PM).at(-1)?.query).toMatchObject({ area: '3210', to: T0, from: T0 - 24 * HOUR })
    await page.press('移除扬州市 · 细颗粒物')
    expect(page.router.currentRoute.value.query).toEqual({})
  })
  it('reckons an index and says plainly what that is', async () => {
    const page = await open(`${s('air.pm25@3210', 'river.level@3210')}&index=1`)
    await vi.waitFor(() => expect(stages()).toHaveLength(1))
    stages()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
    await page.settle()
    expect(stages()[0]?.getAttribute('aria-valuetext')).toMatch(/细颗粒物.* 300\.0.*河道水位.* 300\.0/)
    expect(page.text()).toContain('第一个值为 100')
  })
  it('asks for the same span a week ago and draws it dotted', async () => {
    const page = await open(`${s('air.pm25@3210')}&shift=7d`)
    await vi.waitFor(() => expect(stages()).toHaveLength(1))
    expect(askedOf(PM).map((a) => a.query['to'])).toContain(T0 - 7 * 24 * HOUR)
    expect(page.text()).toContain('扬州市 · 细颗粒物（一周前）')
  })
  it('gives all of it to take away as one picture, with title, sources and time', async () => {
    const page = await open(s('air.pm25@3210', 'river.level@321002'))
    await vi.waitFor(() => expect(stages()).toHaveLength(2))
    taken.length = 0
    await page.press('图片（PNG）')
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({
      title: '对比：扬州市 · 细颗粒物、广陵区 · 河道水位',
      span: { from: T0 - 24 * HOUR, to: T0 },
      legend: [{ name: '扬州市 · 细颗粒物' }, { name: '广陵区 · 河道水位' }],
      sources: ['空气站、水位计'],
      now: T0,
    })
    expect(taken[0]?.charts).toHaveLength(2)
  })
  it('says why a series is missing and shows the others', async () => {
    answer('GET /api/indicators/air.pm10/series', () => problem(404))
    const page = await open(s('air.pm25@3210', 'air.pm10@3210'))
    await vi.waitFor(() => expect(page.text()).toContain('没有取到'))
    expect(stages()).toHaveLength(1)
  })
})
