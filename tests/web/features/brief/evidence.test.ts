// @vitest-environment happy-dom
// A figure asked again: what stands beside what was printed, what it is made of, and what is said where nothing is kept.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import EvidenceSheet from '../../../../src/web/features/brief/EvidenceSheet.vue'
import { printAlike, spelt, standingOf } from '../../../../src/web/features/brief/evidence.ts'
import { cut, type PageStatement } from '../../../../src/web/features/brief/page.ts'
import type { Evidence } from '../../../../src/wire/briefs.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'
import { figure, statement } from './brief.ts'

const opened = { ...figure('opened', 12, '件'), query: { ask: 'cases', set: 'opened' } as const }
const rate = { ...figure('rate', 93.3, '%'), query: { ask: 'cases', set: 'onTime' } as const }
const told = statement('c', 'cases', '新立案12件，按期处置率93.3%。', { figures: [opened, rate] })
const line: PageStatement = {
  id: 'c',
  code: '三-1',
  level: undefined,
  statement: told,
  ...cut(told.text.zh, told.figures),
}
const name = (zh: string) => ({ zh, en: zh })
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  figure: opened,
  formula: name('时段内立案的案卷数'),
  asOf: T0,
  knownAt: T0,
  recomputed: 12,
  today: 12,
  sources: [],
  ...more,
})
const ROUTE = 'GET /api/briefs/2026-11-20/evidence'
const open = async (chosen = opened) => {
  const page = await openPage(EvidenceSheet, { props: { brief: '2026-11-20', statement: line, figure: chosen } })
  await page.settle()
  return page
}
const caseRow = {
  id: 'YZ-20261120-000007',
  code: 'YZ-20261120-000007',
  title: name('文昌中路积水'),
  level: 2 as const,
  state: 'inDisposal',
  areaName: name('广陵区'),
  openedAt: T0,
}

describe('numbers', () => {
  it.each([
    [93.3, 93.333_33, true],
    [93.3, 93.4, false],
    [12, 12, true],
    [12, 13, false],
    [57, 57.4, true],
  ])('%d printed, %d now: alike %s', (printed, now, alike) => expect(printAlike(printed, now)).toBe(alike))
  it('is spelt with as many decimals as the printed one', () => expect(spelt(1234.567, 93.3)).toBe('1,234.6'))
  it('tells apart what changed and what is no longer kept', () => {
    expect(standingOf(evidence({ today: 14 }))).toEqual({ then: 'same', now: 'different' })
    const { recomputed: _, today: __, ...kept } = evidence()
    expect(standingOf(kept)).toEqual({ then: 'gone', now: 'unknown' })
  })
})

describe('the sheet', () => {
  beforeEach(() => answer(ROUTE, () => ({ body: evidence({ cases: [caseRow], today: 14 }) })))

  it('asks for the chosen figure and shows it recomputed, and what it is today', async () => {
    const page = await open()
    expect(askedOf(ROUTE)[0]?.query).toEqual({ figure: 'opened' })
    for (const words of ['时段内立案的案卷数', '按当时所知重算12件 一致', '按今日所知14件', '案卷 1 件'])
      expect(page.text()).toContain(words)
    expect(page.link('文昌中路积水').getAttribute('href')).toBe('/incident/YZ-20261120-000007')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
  })

  it('another figure of the sentence is one press away, and is asked in its turn', async () => {
    const page = await open()
    answer(ROUTE, () => ({
      body: evidence({ figure: rate, formula: name('按期处置数÷应处置数'), recomputed: 93.333 }),
    }))
    await page.press('93.3%')
    expect(askedOf(ROUTE).at(-1)?.query).toEqual({ figure: 'rate' })
    expect(page.text()).toContain('按期处置数÷应处置数')
  })

  it('says so where what it rests on is no longer kept', async () => {
    const { recomputed: _, today: __, ...kept } = evidence({ gone: name('原始观测已过保存期') })
    answer(ROUTE, () => ({ body: kept }))
    const page = await open()
    expect(page.text()).toContain('原始观测已过保存期')
    expect(page.text()).not.toContain('一致')
  })

  it('a series has its table; a table of the brief its rows', async () => {
    answer(ROUTE, () => ({
      body: evidence({
        series: { indicator: 'aqi', name: name('空气质量指数'), unit: '', at: [T0, T0 + 3_600_000], values: [50, 61] },
        rows: {
          id: 't',
          title: name('分区立案'),
          columns: [{ name: name('区域'), align: 'left' }],
          rows: [['广陵区'], [null]],
        },
      }),
    }))
    const page = await open()
    expect(page.link('空气质量指数').getAttribute('href')).toBe('/indicator/aqi')
    expect(document.querySelector('svg[role="img"]')).not.toBeNull()
    expect([...document.querySelectorAll('.rows td')].map((td) => td.textContent.trim())).toEqual(['广陵区', '—'])
  })

  it('a failure shows the id to quote, and is asked again', async () => {
    let tries = 0
    answer(ROUTE, () => (++tries === 1 ? problem(500) : { body: evidence() }))
    const page = await open()
    expect(page.text()).toContain('urn:uuid:quote-me')
    await page.press('重试')
    expect(page.text()).toContain('至今未变')
  })

  it('a figure without a question is not asked: its sources stand', async () => {
    const bare = figure('old', 3, '件', [{ kind: 'rule', id: 'r1' }])
    const page = await openPage(EvidenceSheet, { props: { brief: '2026-11-20', statement: line, figure: bare } })
    await vi.waitFor(() => expect(page.text()).toContain('此数没有保存算法'))
    expect(askedOf(ROUTE)).toEqual([])
  })
})
