// Subscriptions over HTTP: one's own and no other's; the chief and administrators see to all; what is wrong is said at its field.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { paths } from '../../../src/wire/api.ts'
import {
  SubscriptionListSchema,
  SubscriptionOptionsSchema,
  type Subscription,
  type SubscriptionList,
  type SubscriptionOptions,
  type SubscriptionPut,
} from '../../../src/wire/subscriptions.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
  await stage.accounts.createAccount({ username: 'collector', name: '监督员', role: 'collector', password: PASSWORD })
}, 60_000)
afterAll(() => stage.stop())

const base: Subscription = {
  ...{ id: 'mine', version: 0, account: 'leader', kinds: ['daily'], way: 'webhook', form: 'text', language: 'zh' },
  ...{ to: 'https://receiver.example/hook', sections: [], on: true },
}
const put = (who: string | undefined, more: Partial<Record<keyof Subscription, unknown>> = {}) => {
  const payload = { ...base, ...more }
  return stage.as(who, { method: 'PUT', url: paths.subscription(payload.id as string), payload })
}
const list = async (who: string): Promise<SubscriptionList> => {
  const response = await stage.as(who, { url: paths.subscriptions })
  expect([...Value.Errors(SubscriptionListSchema, response.json())]).toEqual([])
  return response.json()
}
const idsOf = async (who: string) => (await list(who)).map(({ subscription }) => subscription.id)
const remove = (who: string, id: string, version: number) =>
  stage.as(who, { method: 'DELETE', url: `${paths.subscription(id)}?version=${version}` })

describe('one of their own', () => {
  it('is for those who read briefs', async () => {
    for (const [who, status] of [
      ['leader', 200],
      ['chief', 200],
      ['dispatcher', 200],
      ['acceptor', 200],
      ['admin', 200],
      ['paishui', 403],
      ['collector', 403],
      ['wall', 403],
      [undefined, 401],
    ] as const)
      for (const url of [paths.subscriptions, `${paths.subscriptions}/options`, `${paths.subscriptions}/log`])
        expect([who, url, (await stage.as(who, { url })).statusCode]).toEqual([who, url, status])
    expect((await put('paishui', { account: 'paishui' })).statusCode).toBe(403)
  })

  it('tells the key of a webhook once: when it is made, and when another way becomes one', async () => {
    const made = (await put('leader')).json<SubscriptionPut>()
    expect(made.subscription.version).toBe(1)
    expect(made.secret).toMatch(/^[\w-]{32}$/)
    const changed = (await put('leader', { version: 1, form: 'docx' })).json<SubscriptionPut>()
    expect(changed).toEqual({ subscription: { ...base, version: 2, form: 'docx' } })
    const { to: _to, ...noAddress } = base
    const noticed = await stage.as('leader', {
      ...{ method: 'PUT', url: paths.subscription('mine') },
      payload: { ...noAddress, version: 2, way: 'notice', form: 'notice' },
    })
    expect(noticed.json()).not.toHaveProperty('secret')
    expect((await put('leader', { version: 3 })).json<SubscriptionPut>().secret).toBe(made.secret)
    const said = await Promise.all(
      ['', '/log'].map(async (tail) => (await stage.as('leader', { url: `${paths.subscriptions}${tail}` })).body),
    )
    const lines = await stage.db.pool.query('select * from audit_event')
    expect(JSON.stringify([said, lines.rows])).not.toContain(made.secret)
  })

  it('is kept from others, and from two who change it at once', async () => {
    expect((await put('dispatcher', { id: 'theirs', account: 'dispatcher' })).statusCode).toBe(200)
    expect(await idsOf('dispatcher')).toEqual(['theirs'])
    expect(await idsOf('leader')).toEqual(['mine'])
    // Nor may it be taken, tried, looked into or removed by them.
    expect(problemOf(await put('leader', { id: 'theirs', version: 1 }))).toMatchObject({
      ...{ status: 403, detailText: { zh: '只能订阅给自己；为他人订阅由值班长或管理员办理' } },
    })
    expect(problemOf(await put('leader', { id: 'new', account: 'dispatcher' })).status).toBe(403)
    const test = await stage.as('leader', { method: 'POST', url: `${paths.subscription('theirs')}/test` })
    expect(problemOf(test).status).toBe(404)
    expect((await stage.as('leader', { url: `${paths.subscriptions}/log?subscription=theirs` })).statusCode).toBe(404)
    expect((await remove('leader', 'theirs', 1)).statusCode).toBe(404)
    const stale = problemOf(await put('leader', { version: 1 }))
    expect(stale).toMatchObject({ status: 409, code: 'subscriptionChanged', titleText: { zh: '订阅已被他人更改' } })
    expect(problemOf(await remove('leader', 'mine', 1)).status).toBe(409)
  })
})

describe('the chief and administrators', () => {
  it.each(['chief', 'admin'])('%s: see, make and change those of all who read briefs', async (who) => {
    const id = `by-${who}`
    expect(await idsOf(who)).toEqual(expect.arrayContaining(['mine', 'theirs']))
    expect((await put(who, { id })).statusCode).toBe(200)
    expect(await idsOf('leader')).toContain(id)
    expect(problemOf(await put(who, { id: 'no', account: 'paishui' }))).toMatchObject({
      ...{ field: '/account', detailText: { zh: '该账号不能阅读简报' } },
    })
    expect(problemOf(await put(who, { id: 'no', account: 'nobody' })).field).toBe('/account')
    expect((await remove(who, id, 1)).statusCode).toBe(204)
    expect(await idsOf('leader')).not.toContain(id)
  })

  it('are offered the accounts of all; the others their own', async () => {
    const options = async (who: string): Promise<SubscriptionOptions> => {
      const response = await stage.as(who, { url: `${paths.subscriptions}/options` })
      expect([...Value.Errors(SubscriptionOptionsSchema, response.json())]).toEqual([])
      return response.json()
    }
    const all = ['acceptor', 'admin', 'chief', 'dispatcher', 'leader']
    expect((await options('chief')).accounts.map(({ id }) => id).sort()).toEqual(all)
    expect(await options('leader')).toEqual({
      ...{ mail: false, links: false, accounts: [{ id: 'leader', name: '领导', role: 'leader' }] },
    })
  })
})

describe('what is wrong', () => {
  it.each<[string, Partial<Record<keyof Subscription, unknown>>, string, string]>([
    ['no brief at all', { kinds: [] }, '/kinds', ''],
    ['a brief twice', { kinds: ['daily', 'daily'] }, '/kinds', ''],
    ['an hour of no day', { atMinute: 1440 }, '/atMinute', ''],
    ['a form that a webhook does not carry', { form: 'notice' }, '/form', '此方式不支持该形式'],
    ['an area of no city', { area: '999999' }, '/area', '没有这个区域'],
    ['an address in the clear', { to: 'http://receiver.example' }, '/to', '只支持 https 地址'],
    ['a password in an address', { to: 'https://a:b@receiver.example' }, '/to', '地址中不得包含用户名或密码'],
    ['no address', { to: '' }, '/to', '地址无法识别'],
    ['a notice with an address', { way: 'notice', form: 'notice' }, '/to', '平台通知不需要地址'],
    ['mail where there is no server', { way: 'mail', to: 'a@b.example' }, '/way', '未配置邮件服务器'],
  ])('%s is said in both languages at its field', async (_, more, field, zh) => {
    const problem = problemOf(await put('leader', { id: 'wrong', ...more }))
    expect(problem).toMatchObject({ status: 400, code: 'invalid', field })
    if (zh !== '') expect(problem.detailText.zh).toBe(zh)
    expect(problem.detailText.zh).toMatch(/\p{Script=Han}/u)
    expect(problem.detailText.en).toMatch(/^[\x20-\x7e]+$/)
  })

  it('an administrator gets no notices', async () => {
    const { to: _to, ...rest } = base
    const response = await stage.as('admin', {
      ...{ method: 'PUT', url: paths.subscription('adm') },
      payload: { ...rest, id: 'adm', account: 'admin', way: 'notice', form: 'notice' },
    })
    expect(problemOf(response)).toMatchObject({
      field: '/way',
      detailText: { zh: '该岗位没有平台通知，请选邮件或推送' },
    })
  })

  it('another id than that of the address', async () => {
    const response = await stage.as('leader', { method: 'PUT', url: paths.subscription('one'), payload: base })
    expect(problemOf(response)).toMatchObject({ field: '/id', detailText: { zh: '标识与地址不一致' } })
  })
  it('a delivery that is not there cannot be sent again', async () => {
    const response = await stage.as('leader', { method: 'POST', url: `${paths.subscriptions}/log/4711/resend` })
    expect(problemOf(response).status).toBe(404)
  })
})
