// @vitest-environment happy-dom
// The page of subscriptions: what the form asks and refuses, a key seen once, what became of each delivery, removal after asking.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import SubscriptionsView from '../../../../src/web/features/subscriptions/SubscriptionsView.vue'
import { toasts } from '../../../../src/web/ui/toast.ts'
import type {
  BriefDelivery,
  Subscription,
  SubscriptionList,
  SubscriptionOptions,
} from '../../../../src/wire/subscriptions.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const MINE: Subscription = {
  ...{ id: 's1', version: 3, account: 'u1', kinds: ['daily', 'weekly'], way: 'webhook', form: 'docx', language: 'zh' },
  ...{ to: 'https://receiver.example/hook', atMinute: 450, sections: ['cases'], area: '321002', on: true },
}
const failed: BriefDelivery = {
  ...{ id: '7', subscription: 's1', brief: '2026-11-20', way: 'webhook', form: 'docx', state: 'failed', attempts: 2 },
  ...{ at: T0, trial: false, problem: { zh: '无法连接', en: 'no connection' } },
  tries: [
    { at: T0, ok: false, problem: { zh: 'HTTP 503', en: 'HTTP 503' } },
    { at: T0 + 60_000, ok: false, problem: { zh: '无法连接', en: 'no connection' } },
  ],
}
const self = { id: 'u1', name: '陈立', role: 'leader' }
let list: SubscriptionList
let options: SubscriptionOptions
beforeEach(() => {
  toasts.value = []
  list = [
    {
      subscription: MINE,
      accountName: '陈立',
      last: { at: T0, ok: false, problem: { zh: '无法连接', en: 'no connection' } },
    },
  ]
  options = { mail: true, links: true, accounts: [self] }
})

async function open(user: { role: 'leader' | 'dutyChief' | 'administrator' } = { role: 'leader' }): Promise<Page> {
  answer('GET /api/subscriptions', () => ({ body: list }))
  answer('GET /api/subscriptions/options', () => ({ body: options }))
  answer('GET /api/subscriptions/log', () => ({ body: [failed] }))
  const page = await openPage(SubscriptionsView, { route: '/subscriptions', path: '/subscriptions', user })
  await page.settle()
  return page
}
const NEW = '00000000-0000-4000-8000-000000000001'
/** Answers what is put as the hub would, and keeps it. */
function takes(answering: (one: Subscription) => { status?: number; body: unknown }): () => Subscription[] {
  const sent: Subscription[] = []
  vi.spyOn(crypto, 'randomUUID').mockReturnValue(NEW)
  for (const id of [MINE.id, NEW])
    answer(`PUT /api/subscriptions/${id}`, ({ body }) => {
      sent.push(body as Subscription)
      return answering(body as Subscription)
    })
  return () => sent
}
const save = (page: Page): Promise<void> => page.press('保存')

describe('the form', () => {
  it('of a new one begins with a notice of the daily brief, and says what notices are', async () => {
    const sent = takes((one) => ({ body: { subscription: { ...one, version: 1 } } }))
    const page = await open()
    await page.press('新增订阅')
    expect(page.text()).toContain('同一岗位只发一条')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
    await page.type(/^发送时间/, '09:15')
    await save(page)
    expect(sent()).toMatchObject([
      { version: 0, account: 'u1', kinds: ['daily'], way: 'notice', form: 'notice', atMinute: 555, language: 'zh' },
    ])
    expect(sent()[0]).not.toHaveProperty('to')
    expect(document.querySelector('[role="dialog"]')).toBeNull()
  })

  it('wants a brief and an address before anything is sent', async () => {
    const sent = takes((one) => ({ body: { subscription: one } }))
    const page = await open()
    await page.press('新增订阅')
    await page.type('方式', 'webhook')
    page.field('日报').click()
    await page.settle()
    await save(page)
    expect(sent()).toEqual([])
    expect(page.text()).toContain('至少选一种简报')
    expect(page.field('接收地址').getAttribute('aria-invalid')).toBe('true')
    const note = document.getElementById(page.field('接收地址').getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toBe('请填写地址')
  })

  it("the hub's reason stands at its field, and what was typed stays", async () => {
    takes(() => problem(400, { field: '/to', detailText: { zh: '只支持 https 地址', en: 'Only https' } }))
    const page = await open()
    await page.press('修改订阅')
    await page.type('接收地址', 'http://receiver.example')
    await save(page)
    const field = page.field('接收地址')
    expect(field.value).toBe('http://receiver.example')
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe('只支持 https 地址')
    expect(document.querySelector('.problem')).toBeNull()
  })
  it('a reason of no field stands below', async () => {
    takes(() => problem(409, { titleText: { zh: '订阅已被他人更改', en: 'Changed' } }))
    const page = await open()
    await page.press('修改订阅')
    await save(page)
    expect(document.querySelector('.problem')?.textContent).toContain('订阅已被他人更改')
  })

  it('a change carries its version; taking the part and the time away takes them away', async () => {
    const sent = takes((one) => ({ body: { subscription: { ...one, version: 4 } } }))
    const page = await open()
    await page.press('修改订阅')
    await page.type(/^发送时间/, '')
    await page.type(/^区域/, '')
    page.field('案卷办理').click()
    await page.settle()
    await save(page)
    const { atMinute: _at, area: _area, ...rest } = MINE
    expect(sent()).toEqual([{ ...rest, sections: [] }])
  })

  it('offers no mail without a server, and no notice to administrators', async () => {
    options = { mail: false, links: false, accounts: [{ ...self, role: 'administrator' }] }
    const page = await open({ role: 'administrator' })
    expect(page.text()).toContain('未配置邮件服务器')
    expect(page.text()).toContain('不带链接和二维码')
    await page.press('新增订阅')
    const way = page.field('方式') as HTMLSelectElement
    expect(way.value).toBe('webhook')
    expect([...way.options].filter((one) => one.disabled).map((one) => one.value)).toEqual(['notice', 'mail'])
  })

  it('asks for whom where there is a choice', async () => {
    options = { ...options, accounts: [self, { id: 'u2', name: '王建国', role: 'dutyChief' }] }
    const sent = takes((one) => ({ body: { subscription: { ...one, version: 1 } } }))
    const page = await open({ role: 'dutyChief' })
    await page.press('新增订阅')
    await page.type('订阅人', 'u2')
    await save(page)
    expect(sent()[0]?.account).toBe('u2')
  })
})

describe('the key of a webhook', () => {
  it('stands until it is said to be kept: Escape does not take it away', async () => {
    takes((one) => ({ body: { subscription: { ...one, version: 1 }, secret: 'k3y-0nce' } }))
    const page = await open()
    await page.press('新增订阅')
    await page.type('方式', 'webhook')
    await page.type('接收地址', ' https://receiver.example/hook ')
    await save(page)
    expect(page.text()).toContain('密钥只显示这一次')
    const field = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>('[aria-label="签名密钥"]')
    expect(field()?.value).toBe('k3y-0nce')
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await page.settle()
    expect(field()?.value).toBe('k3y-0nce')
    await page.press('我已保存')
    expect(field()).toBeNull()
  })
})

describe('the list', () => {
  it('says what is sent when and where, and what became of it', async () => {
    const page = await open()
    for (const words of ['日报、周报', 'Word 文档（DOCX）', '每日 07:30', 'https://receiver.example/hook', '案卷办理'])
      expect(page.text()).toContain(words)
    expect(page.text()).toContain('发送失败')
    expect(page.text()).toContain('无法连接')
    expect(page.text()).toContain('2 次尝试')
    expect(page.link('2026-11-20').getAttribute('href')).toBe('/brief/2026-11-20')
    expect(await axeFindings('main')).toEqual([])
  })
  it('a trial and a second sending say what became of them, a failure as one', async () => {
    answer('POST /api/subscriptions/s1/test', () => ({ body: { ...failed, trial: true } }))
    answer('POST /api/subscriptions/log/7/resend', () => ({ body: { ...failed, state: 'sent' } }))
    const page = await open()
    await page.press('测试发送')
    await page.press('重发')
    expect(toasts.value.map(({ kind, text }) => [kind, text])).toEqual([
      ['failed', '发送失败：无法连接'],
      ['done', '已重发并送达'],
    ])
  })
  it('is taken from after asking, with the version that was seen', async () => {
    answer('DELETE /api/subscriptions/s1?version=3', () => ({ status: 204, body: '' }))
    const page = await open()
    await page.press('删除')
    expect(askedOf('DELETE /api/subscriptions/s1?version=3')).toEqual([])
    document.querySelector<HTMLButtonElement>('[role="dialog"] .primary')?.click()
    await page.settle()
    expect(askedOf('DELETE /api/subscriptions/s1?version=3')).toHaveLength(1)
  })
  it('where there is none it says how one begins', async () => {
    list = []
    const page = await open()
    expect(page.text()).toContain('还没有订阅')
    expect(page.text()).toContain('新增订阅后，简报刊发时自动送达')
  })
})
