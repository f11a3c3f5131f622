// @vitest-environment happy-dom
// The brief as read: verdict and light, every sentence and figure to its evidence, incomplete days, days beside it.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { IncidentRow } from '../../../../src/wire/views.ts'
import BriefView from '../../../../src/web/features/brief/BriefView.vue'
// Their chunks are here before a test waits for them.
import '../../../../src/web/features/brief/EvidenceSheet.vue'
import '../../../../src/web/features/brief/ItemTools.vue'
import '../../../../src/web/features/brief/MarksReader.vue'
import '../../../../src/web/supervise/InstructionPen.vue'
import '../../../../src/web/features/brief/desk/DeskPanel.vue'
import '../../../../src/web/features/brief/desk/StatementEdit.vue'
import { row, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { briefOf, figure, rowOf, statement } from './brief.ts'

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
  { light: 'orange', issue: 12, issuedBy: '王建国', issuedAt: T0 },
)
/** The sheet comes in its own chunk. */
async function sheet(page: Page, words: string): Promise<string> {
  await vi.waitFor(async () => {
    await page.settle()
    expect(document.querySelector('[role="dialog"]')?.textContent ?? '').toContain(words)
  })
  return document.querySelector('[role="dialog"]')?.textContent ?? ''
}
const since = { asOf: T0, statements: [], unread: [] }
const open = async (
  key = '2026-11-20',
  { rows = [row(incident.id)], role = 'leader' }: { rows?: IncidentRow[]; role?: 'leader' | 'dutyChief' } = {},
) => await openPage(BriefView, { route: '/brief/:key?', path: `/brief/${key}`, rows, user: { role } })
beforeEach(() => {
  answer('GET /api/briefs', () => ({ body: [] }))
  answer('GET /api/supervisions', () => ({ body: [] }))
  answer('GET /api/briefs/since', () => ({ body: since }))
  for (const key of ['2026-11-20', '2026-11-21']) answer(`POST /api/briefs/${key}/read`, () => ({ body: {} }))
})

describe('a whole day', () => {
  it('carries masthead, issue, light and numbered sections', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    for (const words of [
      '扬州市城市运行日报',
      '2026年第 12 期',
      '签发：王建国',
      '紧张',
      '一、重要事件',
      '二、城市体征',
      '模拟',
    ])
      expect(page.text()).toContain(words)
    expect(page.text()).not.toContain('时段未完')
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
    await sheet(page, 'aqi 的口径')
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
    await sheet(page, 'vitals.t 的口径')
  })

  it('every sentence has a code that opens its evidence', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    expect(page.buttons().filter((b) => b.startsWith('依据'))).toEqual(['依据 总-1', '依据 一-1', '依据 二-1'])
    await page.press('依据 总-1')
    await sheet(page, 'open 的口径')
    expect(page.link(/YZ-20261120-000007 文昌中路积水/).getAttribute('href')).toBe('/incident/YZ-20261120-000007')
  })

  it('axe finds nothing, closed or open', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    expect(await axeFindings()).toEqual([])
    await page.press('依据 一-1')
    await sheet(page, '原句')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
  })
})

describe('other days', () => {
  it('marks a day that is not over with the time of its data', async () => {
    answer('GET /api/briefs/2026-11-21', () => ({ body: briefOf([], { complete: false, asOf: T0 }) }))
    const page = await open('2026-11-21')
    expect(page.text()).toContain('时段未完，数据截至 11月21日 08:00')
    expect(page.text()).toContain('这一期没有可写的内容')
  })
  it('leads to the day before, and never beyond today', async () => {
    answer('GET /api/briefs/2026-11-21', () => ({ body: { ...brief, key: '2026-11-21' } }))
    const page = await open('2026-11-21')
    expect(page.link(/前一日/).getAttribute('href')).toBe('/brief/2026-11-20')
    expect(() => page.link(/后一日/)).toThrow()
  })
  it('says so when the address holds no day, week or month, and asks the hub nothing', async () => {
    const page = await open('2026-02-30')
    expect(page.text()).toContain('地址不正确')
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

describe('since the reader last looked', () => {
  it('tells what changed and what is unread; nothing new, no box', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    answer('GET /api/briefs/since', () => ({
      body: {
        since: T0 - 3_600_000,
        asOf: T0,
        statements: [statement('n1', 'changes', '新增Ⅱ级案卷：东关街道积水。', { level: 2, sources: [incident] })],
        unread: [rowOf(brief, { key: '2026-11-19' })],
      },
    }))
    const page = await open()
    expect(page.text()).toContain('上次查看（11月21日 07:00）以来')
    expect(page.link('新增Ⅱ级案卷：东关街道积水。').getAttribute('href')).toBe('/incident/YZ-20261120-000007')
    expect(page.link('城市运行日报，未读').getAttribute('href')).toBe('/brief/2026-11-19')
    expect(await axeFindings('.since')).toEqual([])
  })
  it('nothing new: no box', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    await open()
    expect(document.querySelector('.since')).toBeNull()
  })
})

describe('what became of it', () => {
  it('a corrected figure keeps what was printed and says what it is since when', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({
      body: {
        ...brief,
        corrections: [{ statement: 'v', figure: 'open', was: 3, is: 5, noticedAt: T0 }],
        note: { text: '补录两件。', by: '王建国', at: T0, issue: 2 },
      },
    }))
    const page = await open()
    expect(page.text()).toContain('在办案卷 3 件')
    expect(page.text()).toContain('已更正 3→5件（11月21日 08:00）')
    expect(page.text()).toContain('更正说明补录两件。')
  })
  it('issued by nobody, and late: both said plainly', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: { ...brief, automatic: true, late: true } }))
    const page = await open()
    expect(page.text()).toContain('系统自动发布')
    expect(page.text()).toContain('迟发，11月21日 08:00 签发')
    expect(page.text()).not.toContain('签发：王建国')
  })
  it('reading an issued brief is kept; the list marks those unread', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    answer('GET /api/briefs', () => ({ body: [rowOf(brief), rowOf(brief, { key: '2026-11-19', readAt: T0 })] }))
    const page = await open()
    expect(askedOf('POST /api/briefs/2026-11-20/read').map((a) => a.body)).toEqual([{ form: 'page' }])
    expect(page.text()).toContain('1 期未读')
  })
  it('the pen stands beside each item, for leaders', async () => {
    answer('GET /api/briefs/2026-11-20', () => ({ body: brief }))
    const page = await open()
    await vi.waitFor(async () => {
      await page.settle()
      expect(page.buttons().filter((b) => b === '批示')).toHaveLength(3)
    })
    expect(askedOf('GET /api/supervisions')[0]?.query).toMatchObject({ brief: '2026-11-20' })
  })
})
