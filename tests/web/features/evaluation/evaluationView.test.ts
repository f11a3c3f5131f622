// @vitest-environment happy-dom
// The evaluation on screen: ranked, explained, compared with the period before, and every figure a way to its cases.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { Value } from 'typebox/value'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import EvaluationView from '../../../../src/web/features/evaluation/EvaluationView.vue'
import { EvaluationCasesSchema, EvaluationSchema, type Evaluation } from '../../../../src/wire/evaluation.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { before, cases, evaluation, trend } from './fixtures.ts'

const ALL = 'GET /api/evaluation'
const CASES = 'GET /api/evaluation/cases'

// Charts need a canvas; what they show is in their table twins.
vi.mock('../../../../src/web/charts/EChart.vue', () => ({
  default: { props: ['build', 'label'], template: '<div role="img" :aria-label="label" />' },
}))

beforeEach(() => {
  answer(ALL, ({ query }) => ({ body: String(query['date']).startsWith('2026-10') ? before() : evaluation() }))
  answer('GET /api/evaluation/trend', () => ({ body: trend }))
  answer(CASES, ({ query }) => ({
    body: query['after'] === undefined ? cases(4) : { ...cases(2, 4), next: undefined },
  }))
})
const open = async (path = '/evaluation'): Promise<Page> => {
  const page = await openPage(EvaluationView, { route: '/evaluation', path, user: { role: 'dutyChief' } })
  await page.settle()
  await vi.dynamicImportSettled()
  await page.settle()
  return page
}
const line = (n: number): string =>
  (document.querySelectorAll('table')[0]?.querySelectorAll('tbody tr')[n]?.textContent ?? '').replace(/\s+/g, ' ')
const query = (page: Page) => page.router.currentRoute.value.query

it('the fixtures are what the hub may send', () => {
  for (const one of [evaluation(), before()]) expect([...Value.Errors(EvaluationSchema, one)]).toEqual([])
  expect([...Value.Errors(EvaluationCasesSchema, cases(4))]).toEqual([])
})

describe('the table', () => {
  it('ranks, with grades in words, counts, and changes in percentage points', async () => {
    await open()
    expect(line(0)).toMatch(/^1↑ 升 2 位排水处93\.4优/)
    expect(line(0)).toContain('↑ 升 1.2 分')
    expect(line(0)).toContain('92 % 46/50')
    expect(line(0)).toContain('↑ 升 2.0 个百分点')
    expect(line(1)).toContain('↓ 降 1 位')
    expect(line(2)).toContain('样本少，不排名')
    expect(line(2)).toContain('不评分')
    expect(line(3)).toContain('合计')
  })
  it('says what the figures rest on: time, unfinished period, simulation', async () => {
    const page = await open()
    expect(page.text()).toContain('记录截至')
    expect(page.text()).toContain('本期尚未结束')
    expect(page.text()).toContain('其中含模拟城市的案卷')
  })
  it('explains the score in words, with weights and source', async () => {
    const page = await open()
    expect(page.text()).toContain('部门综合得分 = 按期处置率 × 60 + （1 − 返工率）× 40')
    expect(page.text()).toContain('优 90 分及以上、良 80 分及以上')
    expect(page.text()).toContain('少于 5 件')
  })
  it('is sorted by its headings, in the address', async () => {
    const page = await open()
    await page.press(/^按期处置率$/)
    expect(query(page)).toMatchObject({ sort: 'handledOnTime' })
    await page.press(/^按期处置率↓$/)
    expect(query(page)).toMatchObject({ sort: 'handledOnTime', order: 'asc' })
    expect(line(0)).toContain('交警')
  })
  it('takes other columns', async () => {
    const page = await open()
    page.field('平均处置时长').click()
    await page.settle()
    expect(query(page)['columns']).toBe('handledOnTime,reworked,meanHandling')
    expect(line(0)).toContain('2 时 共 50 件')
    expect(line(0)).toContain('↓ 短 1 时')
    await page.press('恢复默认列')
    expect(query(page)['columns']).toBeUndefined()
  })
})

describe('what is asked', () => {
  it('is today’s month of departments, then the one before, and moves with the buttons', async () => {
    const page = await open()
    expect(askedOf(ALL)[0]?.query).toEqual({ object: 'department', period: 'month', date: '2026-11-21' })
    expect(askedOf(ALL)[1]?.query).toMatchObject({ date: '2026-10-01' })
    expect(page.button('下一期').disabled).toBe(true)
    await page.press('上一期')
    expect(query(page)).toEqual({ date: '2026-10-01' })
    expect(page.text()).toContain('2026年10月')
    await page.press('下一期')
    expect(query(page)).toEqual({})
  })
  it('changes object and period', async () => {
    const page = await open('/evaluation?columns=handled&of=water-bureau')
    page.field('区域').click()
    await page.settle()
    expect(query(page)).toEqual({ object: 'area' })
    page.field('周').click()
    await page.settle()
    expect(askedOf(ALL).at(-1)?.query).toMatchObject({ object: 'area', period: 'week' })
    expect(page.text()).toContain('2026年第47周')
  })
  it('opens streets of a district, and leads back', async () => {
    answer(ALL, () => ({
      body: evaluation({
        object: 'area',
        rows: [{ ...(evaluation().rows[0] as Evaluation['rows'][number]), subject: '321002' }],
      }),
    }))
    const page = await open('/evaluation?object=area')
    page.link('排水处').click()
    await page.settle()
    expect(query(page)).toEqual({ object: 'area', under: '321002' })
    expect(askedOf(ALL).at(-2)?.query).toMatchObject({ under: '321002' })
    expect(page.text()).toContain('广陵区')
    page.link('全市各区').click()
    await page.settle()
    expect(query(page)).toEqual({ object: 'area' })
  })
  it('as recorded then: asked on purpose, said aloud', async () => {
    const page = await open()
    await page.type('记录截至（城市时间）', '2026-11-10T08:00')
    expect(query(page)).toEqual({})
    document.querySelector('form')?.requestSubmit()
    await page.settle()
    expect(askedOf(ALL).at(-1)?.query['asOf']).toBe(Date.UTC(2026, 10, 10))
    expect(page.text()).toContain('按 2026-11-10 08:00 的记录计算')
    expect(page.link('导出 Excel').getAttribute('href')).toContain(`asOf=${Date.UTC(2026, 10, 10)}`)
  })
})

describe('behind a figure', () => {
  it('are its cases, counted and not, page by page', async () => {
    const page = await open()
    await page.press('92 % 46/50，排水处，按期处置率，查看案卷')
    await vi.dynamicImportSettled()
    await page.settle()
    expect(query(page)).toEqual({ subject: 'water-bureau', indicator: 'handledOnTime' })
    expect(askedOf(CASES)[0]?.query).toMatchObject({
      subject: 'water-bureau',
      indicator: 'handledOnTime',
      part: 'denominator',
      period: 'month',
    })
    expect(document.querySelector('[role="dialog"] h2')?.textContent).toBe('排水处 · 按期处置率')
    expect(page.text()).toContain('120 件')
    expect(page.text()).toContain('未计入')
    expect(page.text()).toContain('免责')
    await page.press('再看 50 件')
    expect(askedOf(CASES).at(-1)?.query['after']).toBe('after-4')
    expect(document.querySelectorAll('[role="dialog"] li')).toHaveLength(6)
    expect(page.text()).toContain('已到末尾')
    page.field('未计入 4').click()
    await page.settle()
    expect(askedOf(CASES).at(-1)?.query['part']).toBe('rest')
    const first = document.querySelector<HTMLAnchorElement>('[role="dialog"] li a')
    expect(first?.getAttribute('href')).toBe('/incident/YZ-20261121-000001')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
    await page.press('关闭')
    expect(query(page)).toEqual({})
  })
  it('a score is taken apart, each part a way on', async () => {
    const page = await open('/evaluation?subject=water-bureau&indicator=score')
    expect(page.text()).toContain('1 − 返工率')
    expect(page.text()).toContain('55.2')
    await page.press('92 % 46/50')
    expect(query(page)).toEqual({ subject: 'water-bureau', indicator: 'handledOnTime' })
  })
  it('a failed read says so with its id', async () => {
    answer(CASES, () => problem(403))
    const page = await open('/evaluation?subject=water-bureau&indicator=handledOnTime')
    expect(page.text()).toContain('urn:uuid:quote-me')
  })
})

describe('charts', () => {
  it('have table twins, with gaps where there was nothing to count', async () => {
    const page = await open('/evaluation?of=water-bureau')
    expect(askedOf('GET /api/evaluation/trend').at(-1)?.query).toMatchObject({ subject: 'water-bureau', n: 12 })
    const twin = [...document.querySelectorAll('details.twin tbody tr')].map((tr) =>
      tr.textContent.replace(/\s+/g, ' ').trim(),
    )
    expect(twin).toContain('2026年10月无应计0')
    expect(twin).toContain('2026年11月93.4 分50')
    expect(page.text()).toContain('排水处得分走势')
  })
})

describe('states', () => {
  it('empty says why and what next', async () => {
    answer(ALL, () => ({ body: evaluation({ rows: [] }) }))
    const page = await open()
    expect(page.text()).toContain('这一期没有可评价的案卷')
    await page.press('改看整年')
    expect(query(page)).toEqual({ period: 'year' })
  })
  it('an error with its id, and another try', async () => {
    answer(ALL, () => problem(503))
    const page = await open()
    expect(page.text()).toContain('urn:uuid:quote-me')
    answer(ALL, () => ({ body: evaluation() }))
    await page.press('重试')
    expect(page.text()).toContain('排水处')
  })
})

it('axe finds nothing', async () => {
  await open()
  expect(await axeFindings()).toEqual([])
})
