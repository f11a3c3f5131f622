// @vitest-environment happy-dom
// The settings page: in force at the press, kept by the hub, put back when it will not have it; rules in order, focus never lost.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NoticeRule, Settings } from '../../../../src/wire/settings.ts'
import SettingsView from '../../../../src/web/features/settings/SettingsView.vue'
import { setLocale } from '../../../../src/web/i18n/i18n.ts'
import { useNotices } from '../../../../src/web/stores/notices.ts'
import { useSettings } from '../../../../src/web/stores/settings.ts'
import { chooseTextSize } from '../../../../src/web/ui/textSize.ts'
import { dismiss, toasts } from '../../../../src/web/ui/toast.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const PATCH = 'PATCH /api/settings'
const rule = (change: Partial<NoticeRule> = {}): NoticeRule => ({
  level: 2,
  onShift: false,
  channels: ['bell', 'card'],
  ...change,
})
let kept: Settings
const patches = (): Settings[] => askedOf(PATCH).map(({ body }) => body as Settings)
beforeEach(() => {
  kept = {}
  answer('GET /api/settings', () => ({ body: kept }))
  answer(PATCH, ({ body }) => {
    kept = { ...kept, ...(body as Settings) }
    return { body: kept }
  })
})
afterEach(() => {
  chooseTextSize('normal')
  for (const { id } of toasts.value) dismiss(id)
})
async function open(settings: Settings = {}, role: 'dispatcher' | 'administrator' = 'dispatcher'): Promise<Page> {
  kept = settings
  const page = await openPage(SettingsView, { route: '/settings', path: '/settings', user: { role } })
  await useSettings().load()
  await page.settle()
  return page
}

describe('looks', () => {
  it('are in force at the press and kept with the account', async () => {
    const page = await open()
    document.querySelector<HTMLInputElement>('input[type="radio"][value="largest"]')?.click()
    await page.settle()
    expect(document.documentElement.dataset['text']).toBe('largest')
    expect(patches()).toEqual([{ textSize: 'largest' }])
    document.querySelector<HTMLInputElement>('input[type="radio"][value="en"]')?.click()
    // The other language is fetched; a busy machine takes its time.
    await vi.waitFor(() => expect(page.text()).toContain('Settings'), { timeout: 15_000 })
    expect(patches().at(-1)).toEqual({ language: 'en' })
    await setLocale('zh')
  })
})

describe('rules', () => {
  it('are kept at every change, in their order', async () => {
    const page = await open({ notices: [rule(), rule({ level: 4, channels: ['bell'] })] })
    await page.press('第 2 条规则上移')
    expect(
      patches()
        .at(-1)
        ?.notices?.map(({ level }) => level),
    ).toEqual([4, 2])
    expect((document.activeElement as HTMLElement).textContent).toContain('第 1 条规则')
    expect(page.button('第 1 条规则上移').disabled).toBe(true)
    await page.press('添加规则')
    expect(patches().at(-1)?.notices).toHaveLength(3)
  })

  it('with the last of them gone, focus stands on the way to a new one', async () => {
    const page = await open({ notices: [rule()] })
    await page.press('删除第 1 条规则')
    expect(patches()).toEqual([{ notices: [] }])
    expect(page.text()).toContain('还没有规则')
    expect(document.activeElement?.textContent.trim()).toBe('添加规则')
  })

  it('go back to what the hub has when it refuses, and say so', async () => {
    const page = await open({ notices: [rule()] })
    answer(PATCH, () => problem(503))
    await page.press('删除第 1 条规则')
    expect(page.text()).toContain('第 1 条规则')
    expect(toasts.value.map(({ text }) => text)).toEqual(['办不了'])
  })

  it('show beforehand where the notices at hand would go, and why', async () => {
    const page = await open({ notices: [rule({ level: 1, channels: [] })] })
    const notice = (id: string, level: 1 | 3) => ({
      id,
      kind: 'overdue' as const,
      level,
      text: { zh: `${id} 已超期`, en: `${id} overdue` },
      incident: 'YZ-20261121-000001',
      at: T0,
    })
    useNotices().replace([notice('甲', 1), notice('乙', 3)] as never, T0)
    await page.settle()
    const lines = [...document.querySelectorAll('.preview li')].map((li) => li.textContent.replace(/\s+/g, ' '))
    expect(lines.find((line) => line.includes('甲'))).toMatch(/不提醒.*第 1 条规则/)
    expect(lines.find((line) => line.includes('乙'))).toMatch(/铃铛计数.*无规则符合，按默认/)
  })

  it('are not for whoever is told nothing', async () => {
    const page = await open({}, 'administrator')
    expect(page.text()).not.toContain('哪些通知提醒我')
    expect(page.text()).toContain('已存筛选')
  })
})

it('a kept filter opens its list, and can be forgotten', async () => {
  const page = await open({ queueFilters: [{ name: '超期Ⅰ级', query: { scope: 'overdue', level: '1' } }] })
  expect(page.link('超期Ⅰ级').getAttribute('href')).toBe('/duty?scope=overdue&level=1')
  await page.press('删除筛选“超期Ⅰ级”')
  expect(patches()).toEqual([{ queueFilters: [] }])
})

it('axe finds nothing', async () => {
  await open({ notices: [rule({ hours: { from: 480, to: 1080 } })] })
  expect(await axeFindings()).toEqual([])
})
