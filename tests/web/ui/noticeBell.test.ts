// @vitest-environment happy-dom
// Notices in the head: counted, shown newest first, still while read, seen by opening, each leading to its case.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../../../src/wire/api.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import { useNotices, isTold } from '../../../src/web/stores/notices.ts'
import { useSession } from '../../../src/web/stores/session.ts'
import NoticeBell from '../../../src/web/ui/NoticeBell.vue'
import { casePlace } from '../../../src/web/ui/casePlace.ts'
import { toasts } from '../../../src/web/ui/toast.ts'
import { T0 } from '../../support/cases.ts'
import { axeFindings, openPage } from '../support/page.ts'

const SEEN = 'POST /api/notices/seen'
const notice = (id: string, at: number, over: Partial<NoticeRow> = {}): NoticeRow => ({
  id,
  at: T0 + at,
  kind: 'toDispatch',
  audience: 'dispatcher',
  incident: `YZ-${id}`,
  level: 3,
  text: { zh: `通知${id}`, en: `Notice ${id}` },
  ...over,
})
const listed = (): string[] => [...document.querySelectorAll('ol .text')].map((el) => el.textContent.trim())
const spoken = (): string => document.querySelector('[aria-live]')?.textContent ?? ''

async function bell(rows: readonly NoticeRow[], user: object = {}) {
  answer(SEEN, () => ({ body: {} }))
  const page = await openPage(NoticeBell, { user })
  useNotices().replace(rows, T0)
  await page.settle()
  return page
}

describe('the bell', () => {
  it('counts what came after the account last looked, and opening it is looking', async () => {
    const page = await bell([notice('a', 1), notice('b', 2)])
    await page.press('通知，2 条未读')
    expect(listed()).toEqual(['未读 通知b', '未读 通知a'])
    expect(askedOf(SEEN).map((a) => a.body)).toEqual([{ at: T0 + 2 }])
    expect(useSession().session?.noticesSeenAt).toBe(T0 + 2)
    expect(page.button('通知').getAttribute('aria-expanded')).toBe('true')
    expect(await axeFindings()).toEqual([])
    page.button('全部已读').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await page.settle()
    expect(listed()).toEqual([])
    await page.press('通知')
    expect(listed()).toEqual(['通知b', '通知a'])
    expect(askedOf(SEEN)).toHaveLength(1)
  })

  it('stands still while it is read: what comes meanwhile waits behind one button', async () => {
    const page = await bell([notice('a', 1)])
    await page.press(/条未读/)
    useNotices().apply([notice('b', 5)], [], T0 + 5)
    await page.settle()
    expect(listed()).toEqual(['未读 通知a'])
    await page.press('有 1 条新通知，点击显示')
    expect(listed()).toEqual(['未读 通知b', '未读 通知a'])
    expect(askedOf(SEEN).at(-1)?.body).toEqual({ at: T0 + 5 })
    await page.press('全部已读')
    expect(listed()).toEqual(['通知b', '通知a'])
  })

  it('says aloud new ones of level Ⅰ and Ⅱ only, and nothing of what was there already', async () => {
    const page = await bell([notice('old', 1, { level: 1 })])
    expect(spoken()).toBe('')
    useNotices().apply([notice('mild', 2, { level: 4 })], [], T0)
    await page.settle()
    expect(spoken()).toBe('')
    useNotices().apply([notice('grave', 3, { level: 1 })], [], T0)
    await page.settle()
    expect(spoken()).toBe('通知grave')
  })

  it('says so when the hub could not be told', async () => {
    const page = await openPage(NoticeBell, { user: {} })
    answer(SEEN, () => problem(503))
    useNotices().replace([notice('a', 1)], T0)
    await page.settle()
    await page.press(/条未读/)
    expect(toasts.value.at(-1)?.text).toBe('办不了')
  })

  it('closes when the reader looks elsewhere', async () => {
    const page = await bell([notice('a', 1)])
    await page.press(/条未读/)
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await page.settle()
    expect(page.button('通知').getAttribute('aria-expanded')).toBe('false')
  })

  it('says that there is none, and is not there for those who are not told', async () => {
    const page = await bell([])
    await page.press('通知')
    expect(page.text()).toContain('还没有通知')
    page.wrapper.unmount()
    await bell([notice('a', 1)], { role: 'administrator' })
    expect(document.querySelector('button')).toBeNull()
  })
})

it('leads each role to the case where that role works', () => {
  expect(casePlace('dispatcher', 'a/b')).toBe('/duty/a%2Fb')
  expect(casePlace('collector', 'x')).toBe('/duty/x')
  expect(casePlace('department', 'x')).toBe('/department/x')
  expect(casePlace('leader', 'x')).toBe('/incident/x')
})

it('tells posts, the leader and departments; neither the wall nor the administrator', () => {
  const user = (role: (typeof ROLES)[number]) => ({ id: 'u', name: 'u', role, demo: false, department: 'water' })
  expect(ROLES.filter((role) => isTold(user(role)))).toEqual([
    'collector',
    'acceptor',
    'dispatcher',
    'dutyChief',
    'department',
    'leader',
  ])
  expect(isTold({ id: 'u', name: 'u', role: 'department', demo: false })).toBe(false)
})
