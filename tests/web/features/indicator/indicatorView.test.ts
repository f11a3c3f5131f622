// @vitest-environment happy-dom
// The page of one vital sign in every state: known, unknown, mixed, unusual, learning, corrected, old, failed; by area, by span.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import IndicatorView from '../../../../src/web/features/indicator/IndicatorView.vue'
import { Quality } from '../../../../src/core/observe/types.ts'
import { setLocale } from '../../../../src/web/i18n/i18n.ts'
import { useIndicators } from '../../../../src/web/stores/indicators.ts'
import type { IndicatorDetail } from '../../../../src/wire/signs.ts'
import type { IndicatorView as Value } from '../../../../src/wire/views.ts'
import { HOUR, T0, row } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { detail, giveCity, series, view } from '../../support/signs.ts'

vi.mock('../../../../src/web/charts/TimeStage.vue', () => ({
  default: { props: ['label'], template: '<div role="img" :aria-label="label" />' },
}))
vi.mock('../../../../src/web/charts/EChart.vue', () => ({
  default: { props: ['build', 'label'], template: '<div role="img" :aria-label="label" />' },
}))
vi.mock('../../../../src/web/map/CityMap.vue', () => ({
  default: { props: ['areas', 'incidents', 'textSize'], template: '<div class="map">{{ areas.length }}</div>' },
}))

const DETAIL = 'GET /api/indicators/pm25'
const SERIES = 'GET /api/indicators/pm25/series'
const NOW = view('pm25', { value: 42, grade: 1, change1h: -3, coverage: 51 / 54, suspect: 2 })

beforeEach(() => {
  answer(DETAIL, () => ({ body: detail({ values: [NOW] }) }))
  answer(SERIES, () => ({ body: series() }))
})
async function open(path = '/indicator/pm25', values: readonly Value[] = [NOW]): Promise<Page> {
  const page = await openPage(IndicatorView, {
    route: '/indicator/:id',
    name: 'indicator',
    path,
    user: { role: 'dutyChief' },
    rows: [row('YZ-1')],
  })
  for (const name of ['signs', 'sensor'])
    page.router.addRoute({ path: `/${name}/:id?`, name, component: { template: '<div />' } })
  giveCity()
  useIndicators().replace(values, T0)
  await page.settle()
  await page.settle()
  return page
}
const give = (change: Partial<IndicatorDetail>): void => answer(DETAIL, () => ({ body: detail(change) }))
const block = (): string => document.querySelector('section[aria-label="现值"]')?.textContent.replace(/\s+/g, ' ') ?? ''

describe('what it says now', () => {
  it('value, grade, change, window with its start, coverage, standard with validity and sureness', async () => {
    await open()
    for (const words of [
      '42',
      'µg/m³',
      '良',
      '↓ 3',
      '近 1 小时（自 07:00）',
      '54 个中 51 个有效，2 个可疑未计入',
      'HJ 633-2026',
      '2026-03-01 起有效',
      '标准原文',
      '在此时段的常值范围内',
    ])
      expect(block()).toContain(words)
    expect(await axeFindings()).toEqual([])
  })
  it('unknown: no figure, why, and what is missing', async () => {
    await open('/indicator/pm25', [view('pm25', { unknown: 'coverage', coverage: 20 / 54 })])
    expect(block()).toContain('54 个中 20 个有效，至少需 27 个')
    expect(block()).not.toMatch(/\d µg/)
  })
  it('mixed inputs are said, and so is what is unusual, in words', async () => {
    give({
      values: [NOW],
      anomaly: {
        direction: 'high',
        beyond: 1,
        low: 10,
        mid: 20,
        high: 30,
        n: 40,
        why: { zh: '比同时段常值上沿高 40 %', en: '40 % above' },
      },
    })
    await open('/indicator/pm25', [{ ...NOW, simulated: true, mixed: true, unusual: 'high' }])
    expect(block()).toContain('模拟与真实混合')
    expect(block()).toContain('异常偏高')
    expect(block()).toContain('比同时段常值上沿高 40 %')
  })
  it('while it learns it says how far it is, and calls nothing unusual', async () => {
    give({ values: [NOW], learning: { hours: 31, needed: 336 } })
    const page = await open()
    expect(block()).toContain('常值尚在学习，不作异常判断')
    expect(page.text()).toContain('正在学习：已有 31 小时，需 336 小时')
    expect(document.querySelector('progress')?.value).toBe(31)
  })
  it('an old value is hatched and dated', async () => {
    give({ values: [{ ...NOW, at: T0 - HOUR }] })
    await open('/indicator/pm25', [{ ...NOW, at: T0 - HOUR }])
    expect(block()).toContain('过期')
    expect(document.querySelector('.number.stale')).not.toBeNull()
  })
  it('what belongs to one area is not shown beside another', async () => {
    give({
      values: [NOW],
      anomaly: { direction: 'high', beyond: 1, low: 1, mid: 2, high: 3, n: 9, why: { zh: '全市偏高', en: 'high' } },
    })
    const page = await open('/indicator/pm25', [NOW, view('pm25', { area: '321002', value: 30 })])
    expect(block()).toContain('全市偏高')
    answer(DETAIL, () => new Promise(() => undefined))
    await page.type('区域', '321002')
    expect(page.router.currentRoute.value.query).toEqual({ area: '321002' })
    expect(block()).toContain('30')
    expect(block()).not.toContain('全市偏高')
  })
})

describe('over time', () => {
  it('asks the chosen span with band, ghosts and forecast', async () => {
    const page = await open()
    expect(askedOf(SERIES).at(-1)?.query).toMatchObject({
      area: '321000',
      from: T0 - 24 * HOUR,
      to: T0,
      with: 'band,ghosts,forecast',
    })
    const year = [...document.querySelectorAll('label')].find((l) => l.textContent.trim() === '1 年')
    year?.click()
    await page.settle()
    expect(page.router.currentRoute.value.query).toEqual({ span: '1y' })
    expect(askedOf(SERIES).at(-1)?.query).toMatchObject({ from: T0 - 365 * 24 * HOUR, with: 'band,forecast' })
  })
  it('a free span is checked before it is asked', async () => {
    const page = await open()
    const free = [...document.querySelectorAll('label')].find((l) => l.textContent.trim() === '自选')
    free?.click()
    await page.settle()
    await page.type(/^起/, '2026-11-21T07:00')
    await page.type(/^止/, '2026-11-21T06:00')
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await page.settle()
    expect(page.text()).toContain('止须晚于起')
    await page.type(/^起/, '2026-11-21T05:00')
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await page.settle()
    expect(page.router.currentRoute.value.query).toEqual({ from: '2026-11-21T05:00', to: '2026-11-21T06:00' })
    expect(askedOf(SERIES).at(-1)?.query).toMatchObject({ from: T0 - 3 * HOUR, to: T0 - 2 * HOUR })
  })
  it('says how many values were corrected', async () => {
    answer(SERIES, () => ({
      body: series({ corrections: [{ at: T0 - 120_000, was: 30, value: 41, correctedAt: T0 - 60_000 }] }),
    }))
    expect((await open()).text()).toContain('更正 1 处')
  })
  it('stands the forecast’s score beside those of the simple forecasts', async () => {
    give({
      values: [NOW],
      scores: [{ ahead: 6, n: 120, mae: 4.21, maePersistence: 5.9, maeLastWeek: 7.7, covered: 0.81 }],
      lead: { came: 12, foretold: 9, medianLeadHours: 5, falseAlarms: 3 },
    })
    const text = (await open()).text()
    expect(text).toContain('提前 6 小时：平均误差 4.2，区间命中 81 %（应为 80 %），共 120 次；持续法 5.9，上周同时 7.7')
    expect(text).toContain('优于两种简单预报')
    expect(text).toContain('达到级别 12 次，提前报出 9 次；空报 3 次；提前量中位 5 小时')
  })
  it('keeps the rest of the page when the series fails, and asks again', async () => {
    answer(SERIES, () => problem(503))
    const page = await open()
    expect(block()).toContain('42')
    expect(page.text()).toContain('urn:uuid:quote-me')
    answer(SERIES, () => ({ body: series() }))
    await page.press('重试')
    expect(document.querySelector('[aria-label="PM2.5 小时均值变化趋势"]')).not.toBeNull()
  })
  it('leads to the comparison of this sign in this area', async () => {
    const page = await open('/indicator/pm25?area=321002')
    expect(page.link('与其他曲线对比').getAttribute('href')).toContain('/compare?')
    expect(page.link('与其他曲线对比').getAttribute('href')).toContain('pm25')
  })
})

describe('by area', () => {
  const districts = [
    NOW,
    view('pm25', { area: '321002', value: 70, level: 4, grade: 2 }),
    view('pm25', { area: '321003', unknown: 'noSensors', sensors: 0, coverage: 0 }),
  ]
  it('map and table say the same; the table is worst first with the unknown last', async () => {
    await open('/indicator/pm25', districts)
    expect(document.querySelector('.map')?.textContent).toBe('2')
    const table = document.querySelector('[aria-label="PM2.5 小时均值 分区"] tbody')
    const rows = [...(table?.querySelectorAll('tr') ?? [])].map((tr) => tr.textContent.replace(/\s+/g, ' ').trim())
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('扬州市')
    expect(rows[1]).toMatch(/广陵区.*70.*轻度污染/)
    expect(rows[2]).toMatch(/邗江区.*未知.*没有监测设备/)
  })
  it('choosing a line looks at that area', async () => {
    const page = await open('/indicator/pm25', districts)
    await page.press('广陵区')
    expect(page.router.currentRoute.value.query).toEqual({ area: '321002' })
    expect(askedOf(DETAIL).at(-1)?.query['area']).toBe('321002')
    expect(page.button('广陵区').getAttribute('aria-pressed')).toBe('true')
  })
})

describe('behind it', () => {
  it('sensors with what keeps them out, cases, and the formula in words', async () => {
    give({
      values: [NOW],
      sensors: [
        {
          id: 'a/1',
          name: '城东站',
          area: '321002',
          value: 44,
          at: T0,
          fresh: true,
          suspect: false,
          quality: 0,
          level: 0,
        },
        {
          id: 'a/2',
          name: '城西站',
          area: '321003',
          value: 900,
          at: T0,
          fresh: true,
          suspect: true,
          quality: Quality.rate,
          level: 0,
        },
        { id: 'a/3', name: '邵伯站', area: '321003', fresh: false, suspect: false, quality: 0, level: 0 },
      ],
      incidents: ['YZ-1', 'YZ-2'],
    })
    const page = await open()
    expect(page.link('城东站').getAttribute('href')).toBe('/sensor/a%2F1')
    expect(page.text()).toContain('可疑，未计入 · 变化过快')
    expect(page.text()).toContain('从未收到')
    expect(page.link('文昌中路积水')).toBeDefined()
    expect(page.text()).toContain('另有 1 件')
    expect(page.text()).toContain('有效设备不足 50 % 时为未知')
  })
  it('limits by day and night, saying which hold now', async () => {
    answer('GET /api/indicators/noise', () => ({ body: detail() }))
    answer('GET /api/indicators/noise/series', () => ({ body: series({ unit: '%' }) }))
    const page = await open('/indicator/noise', [view('noise', { value: 75, level: 4 })])
    expect(page.text()).toContain('限值：环境噪声限值')
    expect(page.text()).toContain('此刻按昼间限值')
    expect(page.text()).toContain('夜间（22 时至 6 时）')
  })
})

it('says that there is no such sign, and where all of them are', async () => {
  const page = await open('/indicator/humour', [])
  expect(page.text()).toContain('没有这项指标')
  expect(page.link('全部体征').getAttribute('href')).toBe('/signs')
})

it('says the same in English', async () => {
  await setLocale('en')
  const page = await open()
  expect(page.text()).toContain('51 of 54 usable, 2 suspect left out')
  expect(page.text()).toContain('Last hour (since 07:00)')
  expect(await axeFindings()).toEqual([])
})
