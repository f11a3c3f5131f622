// @vitest-environment happy-dom
// The report that is being written: it is of one number and one kind, and what was typed is lost to nobody's haste.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import EmergencyView from '../../../../src/web/features/emergency/EmergencyView.vue'
import type { EmergencyDetail, EmergencyRow } from '../../../../src/wire/emergencies.ts'
import { emergency } from '../../../fixtures/emergencies.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const ACTS = 'POST /api/emergencies/em-1/acts'
const MIN = 60_000
const first = { n: 1, kind: 'first' as const, dueAt: T0 + MIN }
const second = { n: 2, kind: 'follow' as const, dueAt: T0 + 60 * MIN }
const row = emergency(T0, { reports: [first] })
const later = (change: Partial<EmergencyRow>): EmergencyRow => ({ ...row, version: row.version + 1, ...change })
const HANDED_IN = later({ reports: [{ ...first, submittedAt: T0 }, second] })
const OVER = later({ endedAt: T0, reports: [{ ...first, kind: 'final' }] })

let stands: EmergencyRow
let handedIn: string
const detail = (): EmergencyDetail => ({
  emergency: stands,
  log: [
    { n: 25, at: T0, type: 'reported', by: { role: 'dispatcher' }, person: '陈立', text: { zh: '报送首报', en: 'x' } },
  ],
  reports: stands.reports.map((one) => ({
    ...one,
    text: one.submittedAt === undefined ? `${one.kind} 生成稿` : handedIn,
  })),
  tightened: [],
})
beforeEach(() => {
  localStorage.clear()
  stands = row
  handedIn = '同事的首报'
  answer('GET /api/emergencies', () => ({ body: [] }))
  answer('GET /api/emergencies/em-1', () => ({ body: detail() }))
})
const open = (now = row): Promise<Page> =>
  openPage(EmergencyView, {
    route: '/emergency/:id?',
    path: '/emergency/em-1',
    user: { role: 'dutyChief' },
    side: { emergencies: [now] },
  })
async function becomes(page: Page, next: EmergencyRow): Promise<void> {
  stands = next
  page.live.tell('emergencies', [next])
  await page.settle()
}
const left = (): string[] =>
  [...document.querySelectorAll('.left')].map((one) => one.textContent.replace(/\s+/g, ' ').trim())
const kept = (): string[] => [...document.querySelectorAll<HTMLTextAreaElement>('.left textarea')].map((t) => t.value)
const DRAFT = /^报告文稿/

describe('when it ends meanwhile', () => {
  it('what was typed does not become the final report, and is kept beside it', async () => {
    const page = await open()
    await page.type(DRAFT, '水位仍在上涨\n请求增援')
    await becomes(page, OVER)
    expect(page.field(DRAFT).value).toBe('final 生成稿')
    expect(left()[0]).toContain('其间已结束，首报不再报送')
    expect(kept()).toEqual(['水位仍在上涨\n请求增援'])
    expect(page.buttons()).toContain('复制未报送的首报')
    expect(await axeFindings('.reports')).toEqual([])
    answer(ACTS, () => ({ body: stands }))
    await page.press('报送终报')
    expect(askedOf(ACTS)[0]?.body).toMatchObject({ act: { n: 1, kind: 'final', text: 'final 生成稿' } })
  })
})

describe('when a colleague hands it in', () => {
  it('says who and when; what is typed in the next one stands beside it', async () => {
    const page = await open()
    await page.type(DRAFT, '我的首报')
    await becomes(page, HANDED_IN)
    expect(page.field(DRAFT).value).toBe('follow 生成稿')
    expect(left()[0]).toMatch(/^首报已由陈立于 \d\d:\d\d 报送/)
    await page.type(DRAFT, '我的续报')
    expect(kept()).toEqual(['我的首报'])
    expect(page.field(DRAFT).value).toBe('我的续报')
    await page.press('放弃')
    expect(left()).toEqual([])
    expect(page.field(DRAFT).value).toBe('我的续报')
  })
  it('what was refused for that is kept as well', async () => {
    const page = await open()
    await page.type(DRAFT, '我的首报')
    answer(ACTS, () => {
      stands = HANDED_IN
      page.live.tell('emergencies', [HANDED_IN])
      return problem(409)
    })
    await page.press('报送首报')
    expect(kept()).toEqual(['我的首报'])
  })
})

describe('when the page is left', () => {
  it('what was typed stands there again, also what was due before; once handed in it does not', async () => {
    const page = await open()
    await page.type(DRAFT, '我的首报')
    await becomes(page, HANDED_IN)
    await page.type(DRAFT, '我的续报')
    page.wrapper.unmount()
    const again = await open(HANDED_IN)
    expect(again.field(DRAFT).value).toBe('我的续报')
    expect(kept()).toEqual(['我的首报'])
    answer(ACTS, () => ({ body: stands }))
    await again.press('放弃')
    await again.press(/^报送续报/)
    again.wrapper.unmount()
    const third = await open(HANDED_IN)
    expect(third.field(DRAFT).value).toBe('follow 生成稿')
    expect(kept()).toEqual([])
  })
})

describe('when it is handed in from here', () => {
  it('nothing is kept beside, also where the answer was lost', async () => {
    const page = await open()
    await page.type(DRAFT, '我的首报 ')
    answer(ACTS, () => {
      stands = HANDED_IN
      handedIn = '我的首报'
      page.live.tell('emergencies', [HANDED_IN])
      return Promise.reject(new Error('gone'))
    })
    await page.press('报送首报')
    expect(page.field(DRAFT).value).toBe('follow 生成稿')
    expect(left()).toEqual([])
  })
})
