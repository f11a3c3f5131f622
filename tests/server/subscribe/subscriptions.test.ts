// Briefs on their way to real receivers: a mail server and an HTTP listener of our own, failing, answering late, and after a restart.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openScreens } from '../../../src/server/notify/tell.ts'
import { indexReference, loadReference } from '../../../src/server/reference/load.ts'
import { openSubscriptions, type SubscriptionDeps } from '../../../src/server/subscribe/subscriptions.ts'
import type { SubscriptionDesk } from '../../../src/server/subscribe/desk.ts'
import type { Db } from '../../../src/server/store/db.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import type { Subscription } from '../../../src/wire/subscriptions.ts'
import { openTestDb } from '../../support/db.ts'
import { viewOf } from '../brief/forms/views.ts'
import { actor, PEOPLE } from './people.ts'

const reference = indexReference(await loadReference('city/yangzhou'))

const LING = actor('ling')

const base: Subscription = {
  id: 'one',
  version: 0,
  account: 'ling',
  kinds: ['daily'],
  way: 'webhook',
  form: 'text',
  language: 'zh',
  sections: [],
  on: true,
}

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
let db: Db
let brief = viewOf()
let clock = 0
const desks: SubscriptionDesk[] = []
const audit: string[] = []
const shown: NoticeRow[] = []
const errors: Error[] = []

function open(more: Partial<SubscriptionDeps> = {}): SubscriptionDesk {
  const desk = openSubscriptions({
    db,
    reference: reference,
    accounts: { listAccounts: () => Promise.resolve(PEOPLE) },
    audit: {
      write: (line: { text: { zh: string } }) => {
        audit.push(line.text.zh)
        return Promise.resolve()
      },
    } as unknown as SubscriptionDeps['audit'],
    now: () => clock,
    tell: openScreens((rows) => shown.push(...rows)),
    briefOf: () => Promise.resolve(brief),
    publicUrl: 'https://hub.example',
    onError: (error) => errors.push(error),
    loopback: true,
    ...more,
  })
  desks.push(desk)
  return desk
}

let http: Server
const received: Received[] = []
let answer: (n: number) => number = () => 200
const url = (): string => `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`

const until = async (what: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 400; i += 1) {
    if (await what()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error(`it did not come to pass: ${what.toString()}`)
}

beforeAll(async () => {
  db = await openTestDb()
})
afterAll(() => db.stop())

beforeEach(async () => {
  await db.pool.query('truncate subscription, brief_delivery, brief_attempt, brief_head, notice')
  brief = viewOf()
  clock = (brief.issuedAt ?? 0) - 60_000
  for (const list of [audit, shown, errors, received]) list.length = 0
  answer = () => 200
  http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(answer(received.length)).end()
    })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.stop()))
  await new Promise((done) => http.close(done))
  expect(errors).toEqual([])
})

const put = (desk: SubscriptionDesk, more: Partial<Subscription>, by = LING) =>
  desk.put({ ...base, ...more }, by, '::1')
const issue = async (desk: SubscriptionDesk): Promise<void> => {
  clock = brief.issuedAt ?? 0
  await desk.issued(brief)
}

describe('a webhook', () => {
  it('is signed, carries the text, and comes once however often the brief is said to be issued', async () => {
    const desk = open()
    const { secret } = await put(desk, { to: url() })
    await issue(desk)
    await issue(desk)
    await until(() => received.length > 0)
    await desk.round()
    await until(async () => (await desk.log(LING))[0]?.state === 'sent')
    expect(received).toHaveLength(1)
    const { headers, body } = received[0] as Received
    expect(headers['idempotency-key']).toBe(`one/${brief.key}`)
    expect(headers['x-yiwang-signature']).toBe(
      createHmac('sha256', secret ?? '')
        .update(`${String(headers['x-yiwang-timestamp'])}.${body}`)
        .digest('hex'),
    )
    const said = JSON.parse(body) as { text: string; link: string; trial: boolean }
    expect(said.text).toContain(brief.statements[0]?.text.zh)
    expect(said).toMatchObject({ link: `https://hub.example/brief/${brief.key}`, trial: false })
  })

  it('is tried again under the same key after a failure; every attempt is in the log', async () => {
    const desk = open()
    await put(desk, { to: url(), form: 'docx' })
    answer = (n) => (n < 3 ? 503 : 200)
    await issue(desk)
    for (let n = 1; n < 3; n += 1) {
      await until(async () => (await desk.log(LING))[0]?.attempts === n)
      const waiting = (await desk.log(LING))[0]
      expect(waiting).toMatchObject({ state: 'waiting', problem: { en: 'HTTP 503' } })
      clock = waiting?.nextAt ?? 0
      await desk.round()
    }
    await until(async () => (await desk.log(LING))[0]?.state === 'sent')
    const [done] = await desk.log(LING)
    expect(done?.tries.map((one) => one.ok)).toEqual([false, false, true])
    expect(new Set(received.map((one) => one.headers['idempotency-key'])).size).toBe(1)
    const file = (JSON.parse(received[2]?.body ?? '') as { file: { name: string; base64: string } }).file
    expect(file.name).toContain('.docx')
    expect(Buffer.from(file.base64, 'base64').subarray(0, 2).toString()).toBe('PK')
  })

  it('is given up when nobody can be reached, said so, and can be sent once more', async () => {
    const desk = open()
    await put(desk, { to: url() })
    answer = () => 404
    await issue(desk)
    for (let n = 1; n <= 3; n += 1) {
      await until(async () => (await desk.log(LING))[0]?.attempts === n)
      clock += 2 * 3_600_000
      await desk.round()
    }
    expect((await desk.log(LING))[0]).toMatchObject({ state: 'failed', attempts: 3, problem: { en: 'HTTP 404' } })
    expect((await desk.list(LING))[0]?.last).toMatchObject({ ok: false, problem: { en: 'HTTP 404' } })
    answer = () => 200
    const again = await desk.resend((await desk.log(LING))[0]?.id ?? '', LING, '::1')
    expect(again).toMatchObject({ state: 'sent' })
    expect(again.tries).toHaveLength(4)
    await expect(desk.resend(again.id, LING, '::1')).rejects.toMatchObject({ code: 'refused' })
  })

  it('waits for its minute of the day', async () => {
    const desk = open()
    await put(desk, { to: url(), atMinute: 9 * 60 })
    await issue(desk)
    await desk.round()
    const [waiting] = await desk.log(LING)
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(new Date((waiting?.nextAt ?? 0) + 8 * 3_600_000).toISOString()).toBe('2026-10-14T09:00:00.000Z')
    clock = waiting?.nextAt ?? 0
    await desk.round()
    await until(() => received.length === 1)
  })
})

describe('a restart', () => {
  it('sends what was queued and not sent, once', async () => {
    const before = open()
    await put(before, { to: url(), atMinute: 9 * 60 })
    await issue(before)
    await before.stop()
    clock += 2 * 3_600_000
    const after = open()
    await after.round()
    await until(async () => (await after.log(LING))[0]?.state === 'sent')
    await after.round()
    expect(received).toHaveLength(1)
  })

  it('takes up what was on its way when the process ended, under the same key', async () => {
    const desk = open()
    await put(desk, { to: url() })
    // The process ended after the message was taken: nobody said what became of it.
    const dead = open({ post: () => new Promise(() => undefined), leaseMs: 30_000 })
    await issue(dead)
    await until(async () => {
      const { rows } = await db.pool.query('select 1 from brief_delivery where next_at > to_timestamp($1)', [
        clock / 1000,
      ])
      return rows.length === 1
    })
    await desk.round()
    expect(received).toHaveLength(0)
    clock += 31_000
    await desk.round()
    await until(async () => (await desk.log(LING))[0]?.state === 'sent')
    expect(received.map((one) => one.headers['idempotency-key'])).toEqual([`one/${brief.key}`])
  })

  it('finds a brief that nobody told it of', async () => {
    const desk = open()
    await put(desk, { to: url() })
    clock = (brief.issuedAt ?? 0) + 60_000
    await db.pool.query(
      `insert into brief_head (id, kind, state, from_at, to_at, issued_at, version, hash, body)
       values ($1, 'daily', 'issued', now(), now(), to_timestamp($2), 1, '', '{}')`,
      [brief.key, (brief.issuedAt ?? 0) / 1000],
    )
    await desk.round()
    await until(() => received.length === 1)
    await desk.round()
    expect(await desk.log(LING)).toHaveLength(1)
  })
})

describe('mail', () => {
  interface Mail {
    readonly to: readonly string[]
    readonly raw: string
  }
  async function server(refuse: (n: number) => number | undefined) {
    const mails: Mail[] = []
    let n = 0
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === 'hub' && password === 'hush' ? done(null, { user: username }) : done(new Error('no')),
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          n += 1
          const code = refuse(n)
          if (code !== undefined) return done(Object.assign(new Error('try later'), { responseCode: code }))
          mails.push({
            to: session.envelope.rcptTo.map((one) => one.address),
            raw: Buffer.concat(chunks).toString('utf8'),
          })
          done()
        })
      },
    })
    await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done))
    const { port } = smtp.server.address() as AddressInfo
    return { mails, port, close: () => new Promise<void>((done) => smtp.close(() => done())) }
  }

  it('is tried again with the same Message-ID and brings text and file', async () => {
    const smtp = await server((n) => (n === 1 ? 451 : undefined))
    const mail = { url: `smtp://hub:hush@127.0.0.1:${smtp.port}`, from: 'brief@hub.example' }
    const desk = open({ mail })
    await put(desk, { way: 'mail', form: 'xlsx', to: 'ling@city.example' })
    await issue(desk)
    await until(async () => (await desk.log(LING))[0]?.attempts === 1)
    const [waiting] = await desk.log(LING)
    expect(waiting?.problem?.en).toMatch(/^SMTP 451/)
    clock = waiting?.nextAt ?? 0
    await desk.round()
    await until(async () => (await desk.log(LING))[0]?.state === 'sent')
    expect(smtp.mails).toHaveLength(1)
    const [{ to, raw }] = smtp.mails as [Mail]
    expect(to).toEqual(['ling@city.example'])
    expect(raw).toMatch(/^Message-ID: <[0-9a-f]{40}@hub\.example>$/im)
    expect(raw).toContain(`X-Yiwang-Delivery: one/${brief.key}`)
    expect(raw).toContain('spreadsheetml.sheet')
    await smtp.close()
  })

  it('never repeats the password, whatever fails; a refused account is a setting at fault', async () => {
    const smtp = await server(() => undefined)
    const desk = open({ mail: { url: `smtp://hub:wrongsecret@127.0.0.1:${smtp.port}`, from: 'brief@hub.example' } })
    await put(desk, { way: 'mail', to: 'ling@city.example' })
    const trial = await desk.test('one', LING)
    expect(trial).toMatchObject({ state: 'failed', trial: true, problem: { zh: '邮件服务器不接受所配置的账号' } })
    expect(JSON.stringify([trial, await desk.log(LING), audit])).not.toContain('wrongsecret')
    await smtp.close()
  })

  it('is refused where no server is configured', async () => {
    await expect(put(open(), { way: 'mail', to: 'ling@city.example' })).rejects.toMatchObject({ code: 'invalid' })
    expect(await open().options(LING)).toMatchObject({ mail: false, links: true })
  })
})

describe('what is sent', () => {
  it('is narrowed to sections and area, says so, and keeps the codes', async () => {
    const desk = open()
    const area = [...reference.areas.keys()].find((code) => code.length === 6 && code !== '321000') ?? ''
    await put(desk, { to: url(), sections: ['incidents', 'cases'], area })
    await issue(desk)
    await until(() => received.length === 1)
    const { text } = JSON.parse(received[0]?.body ?? '') as { text: string }
    expect(text).toContain('四-1 ')
    expect(text).not.toContain('主要变化')
    // None of the storm's cases is stored in that area.
    expect(text).not.toContain('文昌中路发生道路积水')
    expect(text).toContain('按订阅只含：重要事件、案卷办理')
    expect(text).toContain('事项只列')
  })

  it('masks telephone numbers that people wrote', async () => {
    const first = brief.statements[0]
    if (first) first.text = { zh: '联系人电话13800138000。', en: 'Call 13800138000.' }
    const desk = open()
    await put(desk, { to: url() })
    await issue(desk)
    await until(() => received.length === 1)
    expect(received[0]?.body).not.toContain('13800138000')
  })

  it('is not what was issued before it was asked for, nor of other kinds, nor to one that is off', async () => {
    const desk = open()
    await put(desk, { id: 'weekly', kinds: ['weekly'], to: url() })
    await put(desk, { id: 'off', on: false, to: url() })
    clock = (brief.issuedAt ?? 0) + 1
    await put(desk, { id: 'later', to: url() })
    await issue(desk)
    expect(await desk.log(LING)).toEqual([])
  })

  it('reaches the post as one notice, however many of it subscribed', async () => {
    const desk = open()
    await put(desk, { way: 'notice', form: 'notice' })
    await put(desk, { id: 'two', way: 'notice', form: 'notice' })
    await issue(desk)
    await until(async () => (await desk.log(LING)).every((one) => one.state === 'sent'))
    const { rows } = await db.pool.query<{ audience: string; kind: string }>('select audience, kind from notice')
    expect(rows).toEqual([{ audience: 'leader', kind: 'brief' }])
  })
})

describe('who may', () => {
  it.each(['pai', 'ping'])('%s may not subscribe, list or be subscribed', async (id) => {
    const desk = open()
    await expect(put(desk, { account: id, to: url() }, actor(id))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.list(actor(id))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(put(desk, { account: id, to: url() }, actor('adm'))).rejects.toMatchObject({ code: 'invalid' })
  })

  it('sees and changes their own; the chief and administrators those of all', async () => {
    const desk = open()
    await put(desk, { id: 'chief', account: 'zhou', to: url() }, actor('zhou'))
    await put(desk, { to: url() }, actor('adm'))
    expect(await desk.list(LING)).toHaveLength(1)
    expect(await desk.list(actor('zhou'))).toHaveLength(2)
    await expect(put(desk, { id: 'chief', version: 1, account: 'ling', to: url() })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(desk.log(LING, 'chief')).rejects.toMatchObject({ code: 'notFound' })
    await expect(put(desk, { version: 0, to: url() })).rejects.toMatchObject({ code: 'subscriptionChanged' })
    await desk.remove('one', 1, LING, '::1')
    expect(await desk.list(LING)).toEqual([])
  })

  it.each([
    ['http', 'http://receiver.example/hook'],
    ['a password', 'https://me:secret@receiver.example/hook'],
    ['nothing', ''],
  ])('refuses an address with %s', async (_, to) => {
    await expect(put(open(), { to })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('an account that was switched off gets nothing more', async () => {
    const desk = open({
      accounts: { listAccounts: () => Promise.resolve(PEOPLE.filter((p) => p.username !== 'ling')) },
    })
    await put(open(), { to: url() })
    await issue(desk)
    await until(async () => (await desk.log(actor('adm')))[0]?.state === 'failed')
    expect(received).toHaveLength(0)
  })
})
