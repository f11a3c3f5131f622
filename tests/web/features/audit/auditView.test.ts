// @vitest-environment happy-dom
// The audit page: lines by filter, older ones on demand, heads by day to be copied whole.
import { answer, askedOf } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuditRow, ChainHead } from '../../../../src/wire/audit.ts'
import AuditView from '../../../../src/web/features/audit/AuditView.vue'
import { daysOf, headText } from '../../../../src/web/features/audit/days.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const LOG = 'GET /api/audit'
const row = (seq: number, over: Partial<AuditRow> = {}): AuditRow => ({
  seq: String(seq),
  at: T0 + seq,
  kind: 'signIn',
  actor: { id: 'admin', name: '系统管理员', role: 'administrator' },
  address: '10.0.0.1',
  subject: 'admin',
  ok: true,
  text: { zh: '登录', en: 'Signed in' },
  hash: 'ab'.repeat(32),
  ...over,
})
const head = (chain: ChainHead['chain'], date: string, seq: string): ChainHead => ({
  chain,
  date,
  seq,
  hash: 'cd'.repeat(32),
  at: T0,
})

let rows: AuditRow[] = []
/** What the log was asked for last. */
const query = (): unknown => askedOf(LOG).at(-1)?.query
beforeEach(() => {
  rows = [row(3, { ok: false, kind: 'signInFailed', text: { zh: '密码不符', en: 'Wrong password' } }), row(2), row(1)]
  answer(LOG, () => ({ body: rows }))
  answer('GET /api/audit/heads', () => ({
    body: [head('cases', '2026-11-20', '90'), head('audit', '2026-11-21', '12'), head('cases', '2026-11-21', '120')],
  }))
})
const open = (search = ''): Promise<Page> =>
  openPage(AuditView, { route: '/audit', path: `/audit${search}`, user: { role: 'leader' } })

describe('the audit log', () => {
  it('tells who did what to what, and what did not come off', async () => {
    const page = await open()
    expect(page.text()).toContain('密码不符')
    expect(document.querySelector('.failed')?.textContent).toBe('未成功')
    expect(page.text()).toContain('已到最早的记录')
    expect(page.text()).toContain('npm run audit:verify')
    expect(await axeFindings()).toEqual([])
  })

  it('is narrowed by what the address says, in city time', async () => {
    const page = await open('?kind=export&from=2026-11-21T08:00&subject=catalogue')
    expect(page.field('类别').value).toBe('export')
    expect(query()).toEqual({ limit: 100, kind: 'export', subject: 'catalogue', from: T0 })
    await page.press('清除筛选')
    expect(query()).toEqual({ limit: 100 })
  })

  it('goes to one person by a press, and asks for a typed one when the field is left', async () => {
    rows = [row(1)]
    const page = await open()
    await page.press('系统管理员')
    expect(query()).toEqual({ limit: 100, actor: 'admin' })
    const field = page.field('人员')
    field.value = 'chief'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await page.settle()
    expect(query()).toEqual({ limit: 100, actor: 'admin' })
    field.dispatchEvent(new Event('change', { bubbles: true }))
    await page.settle()
    expect(query()).toEqual({ limit: 100, actor: 'chief' })
  })

  it('shows older lines on demand until there are none', async () => {
    rows = Array.from({ length: 100 }, (_, i) => row(200 - i))
    const page = await open()
    rows = [row(100)]
    await page.press('更早的记录')
    expect(query()).toEqual({ limit: 100, before: '101' })
    expect(document.querySelectorAll('tbody tr')).toHaveLength(101)
    expect(page.buttons()).not.toContain('更早的记录')
    expect(askedOf(LOG)).toHaveLength(2)
  })

  it('gives heads by day, newest first, as the check takes them', async () => {
    expect(daysOf([head('cases', '2026-11-20', '90'), head('audit', '2026-11-21', '12')]).map((d) => d.date)).toEqual([
      '2026-11-21',
      '2026-11-20',
    ])
    expect(headText(head('cases', '2026-11-20', '90'))).toBe(`cases:90:${'cd'.repeat(32)}`)
    const page = await open()
    const fields = [...document.querySelectorAll<HTMLInputElement>('input[readonly]')].map((f) => f.value.slice(0, 10))
    expect(fields).toEqual(['cases:120:', 'audit:12:c', 'cases:90:c'])
    const wrote = vi.fn(() => Promise.resolve())
    vi.stubGlobal('navigator', { clipboard: { writeText: wrote } })
    await page.press('复制2026-11-21 案卷日志')
    expect(wrote).toHaveBeenCalledWith(`cases:120:${'cd'.repeat(32)}`)
    expect(page.text()).toContain('已复制')
    vi.unstubAllGlobals()
  })
})
