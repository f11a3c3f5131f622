// @vitest-environment happy-dom
// The brief as read: verdict and light, every sentence and figure to its evidence, incomplete days, days beside it.
import { answer, problem } from '../../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import BriefView from '../../../../src/web/features/brief/BriefView.vue'
import { row, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'
import { briefOf, figure, statement } from './brief.ts'

const incident = { kind: 'incident', id: 'YZ-20261120-000007' }
const brief = briefOf(
  [
    statement('v', 'verdict', '全市运行平稳，在办案卷 3 件。', { figures: [figure('open', 3, '件', [incident])] }),
    statement('i', 'incidents', '06:10，东关街道道路积水，排水处主办。', { level: 2, sources: [incident] }),
    statement('s', 'vitals', 'AQI 57。', {
      figures: [
        figure('aqi', 57, '', [
          { kind: 'indicator', id: 'aqi@321000' },
          { kind: 'rule', id: 'r1' },
        ]),
      ],
    }),
  ],
  { light: 'orange', issue: 12 },
)
const open = async (date = '2026-11-20', rows = [row(incident.id)]) =>
  await openPage(BriefView, { route: '/brief/:date?', path: `/brief/${date}`, rows })

describe('a whole day', () => {
  it('carries masthead, issue, light and numbered sections', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    for (const words of ['扬州市城市运行日报', '第 12 期', '紧张', '一、重要事件', '二、城市体征', '模拟'])
      expect(page.text()).toContain(words)
    expect(page.text()).not.toContain('当日未完')
  })

  it('a sentence about one case is the way to that case', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    expect(page.link(/东关街道道路积水/).getAttribute('href')).toBe('/incident/YZ-20261120-000007')
  })

  it('a figure opens its definition, its time and its sources, with links where there are pages', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    await page.press('57，查看依据')
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('aqi 的口径')
    expect(page.link('体征指标 aqi@321000').getAttribute('href')).toBe('/indicator/aqi')
    expect(page.text()).toContain('规则 r1')
  })

  it('a vital sign in order is one press away from its evidence', async () => {
    const calm = statement('vitals.t', 'vitals', '气温9.0℃。', {
      figures: [{ ...figure('vitals.t', 9, 'C'), asOf: brief.asOf }],
    })
    answer('GET /api/briefs/2026-11-20', () => ({ body: briefOf([calm]) }))
    const page = await open()
    expect(page.text()).toContain('1 项均未达告警级别')
    expect(await axeFindings()).toEqual([])
    await page.press(/^vitals.t 的口径 ?9.0℃.*一-1.*查看依据$/)
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('vitals.t 的口径')
  })

  it('every sentence has a code that opens its evidence', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    expect(page.buttons().filter((b) => b.startsWith('依据'))).toEqual(['依据 总-1', '依据 一-1', '依据 二-1'])
    await page.press('依据 总-1')
    expect(page.link(/YZ-20261120-000007 文昌中路积水/).getAttribute('href')).toBe('/incident/YZ-20261120-000007')
  })

  it('axe finds nothing, closed or open', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    expect(await axeFindings()).toEqual([])
    await page.press('依据 一-1')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
  })
})

describe('other days', () => {
  it('marks a day that is not over with the time of its data', async () => {
    answer('GET /api/briefs/2026-11-21', () => ({ body: briefOf([], { complete: false, asOf: T0 }) }))
    const page = await open('2026-11-21')
    expect(page.text()).toContain('当日未完，数据截至 08:00')
    expect(page.text()).toContain('这一天没有可写的内容')
  })
  it('leads to the day before, and never beyond today', async () => {
    answer('GET /api/briefs/2026-11-21', () => ({ body: brief }))
    const page = await open('2026-11-21')
    expect(page.link(/前一日/).getAttribute('href')).toBe('/brief/2026-11-20')
    expect(() => page.link(/后一日/)).toThrow()
  })
  it('says so when the address holds no date, and asks the hub nothing', async () => {
    const page = await open('2026-02-30')
    expect(page.text()).toContain('日期不正确')
  })
  it('shows a failure with the id to quote, and tries again', async () => {
    let tries = 0
    answer('GET /api/briefs/2026-11-20', () => (++tries === 1 ? problem(500) : { body: brief }))
    const page = await open()
    expect(page.text()).toContain('urn:uuid:quote-me')
    await page.press('重试')
    expect(page.text()).toContain('全市运行平稳')
  })
})
