// @vitest-environment happy-dom
// Questions of the desk's briefs, where the department works: one line while something is open to answer.
import { answer, askedOf } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import DepartmentView from '../../../../src/web/features/department/DepartmentView.vue'
import { clockTime } from '../../../../src/web/i18n/format.ts'
import { useNotices } from '../../../../src/web/stores/notices.ts'
import type { BriefInputRow } from '../../../../src/wire/briefs.ts'
import { HOUR, T0 } from '../../../support/cases.ts'
import { openPage, type Page, type PageOptions } from '../../support/page.ts'
import { evaluation } from '../evaluation/fixtures.ts'

beforeEach(() => {
  answer('GET /api/evaluation', () => ({ body: evaluation() }))
  answer('GET /api/crews', () => ({ body: [] }))
})

describe('what the brief asks of the department', () => {
  const asked = (n: number, more: Partial<BriefInputRow> = {}): BriefInputRow => ({
    ...{ key: `2026-11-2${n}`, kind: 'daily', from: T0 - 24 * HOUR, to: T0, open: true, ...more },
    input: {
      ...{ id: `in.${n}`, department: 'water-bureau', departmentName: { zh: '排水处', en: 'Water' } },
      ...{ question: '泵站检修情况？', askedBy: '陈立', askedAt: T0 - HOUR },
    },
  })
  let rows: BriefInputRow[]
  const strip = (): HTMLAnchorElement | null => document.querySelector('a[href="/brief"].strip')
  const show = async (options: PageOptions = {}): Promise<Page> => {
    answer('GET /api/briefs/inputs', () => ({ body: rows }))
    const user = { role: 'department', department: 'water-bureau' } as const
    const page = await openPage(DepartmentView, {
      ...{ route: '/department/:id?', path: '/department', user, rows: [], ...options },
    })
    for (let i = 0; i < 3; i++) {
      await vi.dynamicImportSettled()
      await page.settle()
    }
    return page
  }
  /** The hub tells the department that it is asked. */
  const tell = (id: string): void => {
    const notice = { kind: 'briefInput', audience: 'department:water-bureau', incident: '', level: 4 } as const
    useNotices().apply([{ ...notice, id, at: T0, brief: '2026-11-22', text: { zh: '', en: '' } }], [], T0)
  }

  it('stands as one line with the nearest hour, and leads to where it is answered', async () => {
    rows = [asked(1, { dueAt: T0 + HOUR }), asked(2, { dueAt: T0 + 24 * HOUR }), asked(3, { open: false })]
    await show()
    expect(strip()?.textContent).toBe(`简报征询2 条待答复${clockTime(T0 + HOUR)} 前答复›`)
  })
  it('names no hour where the brief has none', async () => {
    rows = [asked(1, { kind: 'topic' })]
    await show()
    expect(strip()?.textContent).toBe('简报征询1 条待答复›')
  })
  it('comes with its notice, and goes within a minute once a colleague has answered or the brief is issued', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    rows = []
    const page = await show()
    expect(strip()).toBeNull()
    rows = [asked(1)]
    tell('n1')
    await page.settle()
    expect(strip()?.textContent).toContain('1 条待答复')
    rows = [asked(1, { open: false })]
    vi.advanceTimersByTime(60_000)
    await page.settle()
    expect(strip()).toBeNull()
  })
  it('is nothing to those who only look in on a department', async () => {
    rows = [asked(1)]
    await show({ path: '/department?of=water-bureau', user: { role: 'dutyChief' } })
    expect(strip()).toBeNull()
    expect(askedOf('GET /api/briefs/inputs')).toEqual([])
  })
})
