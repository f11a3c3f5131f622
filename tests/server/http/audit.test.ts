// What is written down and who may read it; webhooks and notices over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '../../../src/wire/audit.ts'
import type { WebhookRow } from '../../../src/wire/notify.ts'
import type { Session } from '../../../src/wire/api.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const lines = async (query = ''): Promise<AuditRow[]> =>
  (await stage.as('admin', { method: 'GET', url: `/api/audit${query}` })).json<AuditRow[]>()
const signIn = (username: string, password: string) =>
  stage.app.inject({ method: 'POST', url: '/api/session', payload: { username, password }, remoteAddress: '10.9.8.7' })

describe('the audit log', () => {
  it('has sign-ins and sign-outs, with the name and address, never the password', async () => {
    const response = await signIn('leader', PASSWORD)
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? ''
    await stage.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie }, remoteAddress: '10.9.8.7' })
    await signIn('leader', 'not-the-password')
    await signIn('nobody-here', 'some-secret-typed')
    const mine = (await lines()).filter((row) => row.address === '10.9.8.7').reverse()
    expect(mine.map(({ kind, ok, actor, text }) => [kind, ok, actor.id, actor.role, text.en])).toEqual([
      ['signIn', true, 'leader', 'leader', 'Signed in'],
      ['signOut', true, 'leader', 'leader', 'Signed out'],
      ['signInFailed', false, 'leader', 'leader', 'Sign-in failed: wrong password'],
      ['signInFailed', false, 'nobody-here', '', 'Sign-in failed: no such account'],
    ])
    expect(JSON.stringify(mine)).not.toMatch(/not-the-password|some-secret-typed|correct-horse/)
  })

  it('has changes of accounts and gateways, by whom', async () => {
    const account = { username: 'new-one', name: '新人', role: 'acceptor', password: 'a-long-password-1' }
    await stage.as('admin', { method: 'POST', url: '/api/accounts', payload: account })
    for (const payload of [{ password: 'another-password-2' }, { disabled: true }, { disabled: false }])
      await stage.as('admin', { method: 'PATCH', url: '/api/accounts/new-one', payload })
    await stage.as('admin', { method: 'POST', url: '/api/gateways', payload: { gateway: 'gw-new' } })
    const found = [...(await lines('?subject=new-one')), ...(await lines('?subject=gw-new'))]
    expect(found.map((row) => row.text.en)).toEqual([
      'Account enabled',
      'Account disabled',
      'Password set anew',
      'Account made: 新人 (acceptor)',
      'Gateway made, its secret shown once',
    ])
    expect(found.every((row) => row.actor.id === 'admin' && row.ok)).toBe(true)
    expect(JSON.stringify(await lines('?limit=500'))).not.toMatch(/another-password-2|a-long-password-1/)
  })

  it('is read by those who look after the others, by filter and page', async () => {
    for (const [who, status] of [
      ['leader', 200],
      ['chief', 403],
      ['paishui', 403],
      ['wall', 403],
      [undefined, 401],
    ] as const) {
      expect((await stage.as(who, { method: 'GET', url: '/api/audit' })).statusCode).toBe(status)
      expect((await stage.as(who, { method: 'GET', url: '/api/audit/heads' })).statusCode).toBe(status)
    }
    const [first, second] = await lines('?kind=account&limit=2')
    expect(first?.kind).toBe('account')
    expect((await lines(`?kind=account&limit=1&before=${first?.seq}`))[0]).toEqual(second)
    const wrong = await stage.as('admin', { method: 'GET', url: '/api/audit?kind=gossip' })
    expect(problemOf(wrong)).toMatchObject({ status: 400, field: '/kind' })
  })
})

describe('webhooks', () => {
  const input = {
    name: '排水系统',
    url: 'http://127.0.0.1:9/x?key=robot-key',
    form: 'yiwang',
    topics: ['notices'],
    enabled: true,
  }

  it('are the administrator’s; every change is written down, no key and no secret with it', async () => {
    const made = await stage.as('admin', { method: 'POST', url: '/api/webhooks', payload: input })
    expect(made.statusCode).toBe(201)
    const { id, secret } = made.json<{ id: string; secret: string }>()
    const url = `/api/webhooks/${id}`
    expect(
      (await stage.as('admin', { method: 'PUT', url, payload: { ...input, secret: 'x'.repeat(16) } })).statusCode,
    ).toBe(204)
    expect((await stage.as('admin', { method: 'POST', url: `${url}/test` })).statusCode).toBe(204)
    const [row] = (await stage.as('admin', { method: 'GET', url: '/api/webhooks' })).json<WebhookRow[]>()
    expect(row).toMatchObject({ id, name: '排水系统', waiting: 1, dead: 0 })
    expect(row).not.toHaveProperty('secret')
    const waiting = await stage.as('admin', { method: 'GET', url: '/api/deliveries?state=waiting' })
    expect(waiting.json()).toMatchObject([{ webhook: id, webhookName: '排水系统', state: 'waiting' }])
    expect((await stage.as('admin', { method: 'DELETE', url })).statusCode).toBe(204)
    const said = await lines('?kind=webhook')
    expect(said.map((one) => one.text.en)).toEqual([
      'Webhook removed',
      'Webhook changed: 排水系统 (yiwang, 127.0.0.1:9, notices), new secret',
      'Webhook made: 排水系统 (yiwang, 127.0.0.1:9, notices)',
    ])
    expect(JSON.stringify(said)).not.toMatch(new RegExp(`robot-key|${secret}`))
  })

  it.each([
    ['POST', '/api/webhooks', { ...input, url: 'ftp://x/y' }, 400],
    ['POST', '/api/webhooks', { ...input, url: 'http://user:secret@host/y' }, 400],
    ['POST', '/api/webhooks', { ...input, department: 'nowhere' }, 400],
    ['POST', '/api/webhooks', { ...input, topics: [] }, 400],
    ['POST', '/api/webhooks', { ...input, secret: 'short' }, 400],
    ['PUT', '/api/webhooks/nothing', input, 404],
    ['POST', '/api/webhooks/nothing/test', undefined, 404],
    ['DELETE', '/api/webhooks/nothing', undefined, 404],
    ['POST', '/api/deliveries/999/replay', undefined, 404],
    ['POST', '/api/deliveries/abc/replay', undefined, 400],
  ] as const)('%s %s %j → %i', async (method, url, payload, status) => {
    const response = await stage.as('admin', { method, url, ...(payload && { payload }) })
    expect(problemOf(response).status).toBe(status)
    expect((await stage.as('leader', { method, url, ...(payload && { payload }) })).statusCode).toBe(403)
  })
})

describe('notices', () => {
  it('come by post or department', async () => {
    for (const who of ['acceptor', 'paishui', 'wall', 'admin'])
      expect((await stage.as(who, { method: 'GET', url: '/api/snapshot/notices' })).statusCode).toBe(200)
    expect(stage.asked.audiences).toEqual(['acceptor', 'department:paishui', 'wall', 'administrator'])
  })

  it('are seen up to a moment, which never goes back nor ahead of the hub', async () => {
    const seenAt = async () =>
      (await stage.as('chief', { method: 'GET', url: '/api/session' })).json<Session>().noticesSeenAt
    const see = (at: number) => stage.as('chief', { method: 'POST', url: '/api/notices/seen', payload: { at } })
    expect(await seenAt()).toBe(0)
    const now = stage.clock.at
    expect((await see(now - 5000)).statusCode).toBe(204)
    await see(now - 9000)
    expect(await seenAt()).toBe(now - 5000)
    await see(now + 9_000_000)
    expect(await seenAt()).toBe(now)
    expect((await stage.as('chief', { method: 'POST', url: '/api/notices/seen', payload: {} })).statusCode).toBe(400)
  })
})
