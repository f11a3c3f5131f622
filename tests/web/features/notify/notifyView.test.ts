// @vitest-environment happy-dom
// The page of webhooks: what a form asks, a secret seen once, tests, replays, removal after asking.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryRow, WebhookRow } from '../../../../src/wire/notify.ts'
import { WEBHOOK_FORMS, WebhookInputSchema } from '../../../../src/wire/notify.ts'
import { fits } from '../../../../src/web/api/check.ts'
import NotifyView from '../../../../src/web/features/notify/NotifyView.vue'
import { fresh, problemsOf, switched, toInput, typedOf } from '../../../../src/web/features/notify/webhookForm.ts'
import { toasts } from '../../../../src/web/ui/toast.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { T0 } from '../../../support/cases.ts'

const hook = (over: Partial<WebhookRow> = {}): WebhookRow => ({
  id: 'w1',
  name: '排水处业务系统',
  url: 'https://water.example/hook?key=private',
  form: 'yiwang',
  topics: ['notices'],
  department: 'water-bureau',
  level: 2,
  enabled: true,
  createdAt: T0,
  waiting: 2,
  dead: 1,
  lastError: 'HTTP 500',
  ...over,
})
const delivery = (over: Partial<DeliveryRow> = {}): DeliveryRow => ({
  id: '7',
  key: 'YZ-1#3/order',
  webhook: 'w1',
  webhookName: '排水处业务系统',
  topic: 'notices',
  incident: 'YZ-1',
  text: { zh: '请处置', en: 'Please act' },
  state: 'dead',
  attempts: 12,
  createdAt: T0,
  status: 500,
  error: 'HTTP 500',
  ...over,
})
const LIST = 'GET /api/webhooks'
const CREATE = 'POST /api/webhooks'

let hooks: WebhookRow[] = []
beforeEach(() => {
  hooks = [hook()]
  answer(LIST, () => ({ body: hooks }))
  answer('GET /api/deliveries', () => ({
    body: [delivery(), delivery({ id: '8', incident: 'YZ-2', state: 'waiting', nextAt: T0 })],
  }))
})
const open = (): Promise<Page> =>
  openPage(NotifyView, { route: '/notify', path: '/notify', user: { role: 'administrator' } })

describe('the form', () => {
  const whole = { ...fresh, name: '群', url: 'https://a.example/x' }
  it.each([
    ['nothing typed', fresh, true, ['name', 'url']],
    ['a whole one', whole, true, []],
    ['an address of another kind', { ...whole, url: 'ftp://a' }, true, ['url']],
    ['no topic', { ...whole, topics: [] }, true, ['topics']],
    ['a short secret', { ...whole, secret: '123' }, true, ['secret']],
    ['a new robot that signs, without its secret', { ...whole, form: 'dingtalk' as const }, true, ['secret']],
    ['the same, kept as it is', { ...whole, form: 'dingtalk' as const }, false, []],
  ])('%s', (_, typed, isNew, expected) => {
    expect(problemsOf(typed, isNew)).toEqual(expected)
  })
  it.each(WEBHOOK_FORMS)('of %s makes what the hub takes', (form) => {
    const input = toInput({ ...whole, form, level: '2', department: 'water', secret: 'SEC0123456789abcdef' })
    expect(fits(WebhookInputSchema, input)).toBe(true)
    expect('secret' in input).toBe(form === 'yiwang' || form === 'dingtalk')
  })
  it('switches one off and leaves the rest', () => {
    expect(switched(hook())).toEqual({ ...toInput(typedOf(hook())), enabled: false })
  })
})

describe('webhooks', () => {
  it('are listed with how they go, without the key in their address', async () => {
    const page = await open()
    expect(page.text()).toContain('water.example')
    expect(page.text()).not.toContain('private')
    expect(page.text()).toContain('HTTP 500')
    expect(page.text()).toContain('排水处')
    expect(await axeFindings()).toEqual([])
  })

  it('show a made secret once, and not away by Escape', async () => {
    answer(CREATE, () => ({ status: 201, body: { id: 'w2', secret: 'made-by-the-hub-0001' } }))
    const page = await open()
    await page.press('新增接收方')
    await page.press('保存')
    expect(page.text()).toContain('请填写名称。')
    expect(askedOf(CREATE)).toEqual([])
    await page.type('名称', '城管平台')
    await page.type('地址', 'https://cg.example/in')
    await page.press('保存')
    const secret = (): HTMLInputElement | null => document.querySelector('[role=dialog] input[readonly]')
    expect(secret()?.value).toBe('made-by-the-hub-0001')
    secret()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await page.settle()
    expect(secret()).not.toBeNull()
    expect(await axeFindings('[role=dialog]')).toEqual([])
    await page.press('已保存好')
    expect(secret()).toBeNull()
    expect(askedOf(CREATE)[0]?.body).toEqual({
      name: '城管平台',
      url: 'https://cg.example/in',
      form: 'yiwang',
      topics: ['notices'],
      enabled: true,
    })
  })

  it('keep what was typed when the hub refuses', async () => {
    answer('PUT /api/webhooks/w1', () => problem(422))
    const page = await open()
    await page.press('修改接收方 排水处业务系统')
    await page.type('名称', '改名')
    await page.press('保存')
    expect(page.text()).toContain('urn:uuid:quote-me')
    expect(page.field('名称').value).toBe('改名')
    expect(askedOf('PUT /api/webhooks/w1')[0]?.body).toMatchObject({ name: '改名', level: 2 })
    expect(askedOf('PUT /api/webhooks/w1')[0]?.body).not.toHaveProperty('secret')
  })

  it('are tested where the result will be seen, and switched off', async () => {
    answer('POST /api/webhooks/w1/test', () => ({ status: 204, body: '' }))
    answer('PUT /api/webhooks/w1', () => ({ status: 204, body: '' }))
    const page = await open()
    await page.press('测试 排水处业务系统')
    expect(askedOf('POST /api/webhooks/w1/test')).toHaveLength(1)
    expect(page.router.currentRoute.value.query).toEqual({ state: 'all', webhook: 'w1' })
    await page.press('停用')
    expect(askedOf('PUT /api/webhooks/w1')[0]?.body).toMatchObject({ enabled: false })
  })

  it('go only after asking', async () => {
    answer('DELETE /api/webhooks/w1', () => ({ status: 204, body: '' }))
    const page = await open()
    await page.press('删除 排水处业务系统')
    expect(page.text()).toContain('还在等待的 2 条不再推送')
    expect(askedOf('DELETE /api/webhooks/w1')).toEqual([])
    hooks = []
    await page.press('删除')
    expect(askedOf('DELETE /api/webhooks/w1')).toHaveLength(1)
    expect(page.text()).toContain('还没有接收方')
  })

  it('have all listed dead letters sent again after asking, one after the other', async () => {
    const sent: string[] = []
    answer('GET /api/deliveries', () => ({ body: ['7', '8', '9'].map((id) => delivery({ id })) }))
    for (const id of ['7', '8', '9'])
      answer(`POST /api/deliveries/${id}/replay`, () => {
        sent.push(id)
        return id === '8' ? problem(503) : { status: 204, body: '' }
      })
    const page = await open()
    await page.press('重发列出的 3 条')
    expect(sent).toEqual([])
    const sure = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].at(-1)
    sure?.click()
    await page.settle()
    expect(sent).toEqual(['7', '8'])
    expect(toasts.value.at(-1)?.text).toBe('办不了')
  })

  it('have their dead letters sent again', async () => {
    answer('POST /api/deliveries/7/replay', () => ({ status: 204, body: '' }))
    const page = await open()
    expect(page.text()).toContain('请处置')
    expect(page.link('YZ-1').getAttribute('href')).toBe('/incident/YZ-1')
    await page.press('重发')
    expect(askedOf('POST /api/deliveries/7/replay')).toHaveLength(1)
  })
})
