// Notices and webhooks over the real case store and a real receiver: written with the case, sent in order, given up, replayed.
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { openCases } from '../../../src/server/cases/cases.ts'
import { openNotify, type Notify } from '../../../src/server/notify/notify.ts'
import { ProblemError } from '../../../src/server/problems.ts'
import { expire } from '../../../src/server/maintain.ts'
import type { CaseFiles } from '../../../src/server/ports.ts'
import {
  DeliveryRowSchema,
  WebhookMessageSchema,
  WebhookRowSchema,
  type WebhookInput,
} from '../../../src/wire/notify.ts'
import { NoticeRowSchema, type NoticeRow } from '../../../src/wire/views.ts'
import { until } from '../../support/hub.ts'
import { command, people, stageCases, type CaseStage } from '../cases/setup.ts'
import { startReceiver } from './receiver.ts'

const SECRET = 'a-secret-of-sixteen-or-more'
let stage: CaseStage
let receiver: Awaited<ReturnType<typeof startReceiver>>
let notify: Notify
let cases: CaseFiles
let shown: NoticeRow[]
let serial = 0

beforeAll(async () => {
  stage = await stageCases()
  receiver = await startReceiver()
}, 60_000)
afterAll(async () => {
  await receiver.stop()
  await stage.stop()
})
beforeEach(async () => {
  shown = []
  receiver.received.length = 0
  receiver.answerWith((_, response) => response.end())
  await sql`truncate delivery, webhook, notice`.execute(stage.db.query)
  const { db, reference, clock } = stage
  const now = () => clock.at
  notify = openNotify({
    db,
    reference,
    now,
    show: (rows) => shown.push(...rows),
    onError: (error) => {
      throw error
    },
  })
  cases = openCases({ db, reference, now, changed: () => undefined, whenWritten: notify.whenWritten })
  await notify.start()
})
afterEach(() => notify.stop())

const hook = (more: Partial<WebhookInput> = {}) =>
  notify.webhooks.create({
    name: '测试系统',
    url: `${receiver.url}/in`,
    form: 'yiwang',
    topics: ['notices'],
    enabled: true,
    secret: SECRET,
    ...more,
  })
const newCase = () => cases.fromAlarm(stage.alarm(`notify-${(serial += 1)}`))
const dispatched = async (): Promise<string> => {
  const id = await newCase()
  const version = (await cases.get(id))?.version ?? 0
  await cases.act(id, command(version, { act: 'dispatch', lead: 'paishui', assist: [] }), people.dispatcher)
  return id
}
const states = async () => (await notify.webhooks.deliveries({})).map(({ state }) => state).reverse()

describe('a notice', () => {
  it('is there exactly when its case is, and shown after the commit', async () => {
    const id = await dispatched()
    const rows = await stage.db.query
      .selectFrom('notice')
      .selectAll()
      .where('incident', '=', id)
      .orderBy('id')
      .execute()
    expect(rows.map((row) => [row.audience, row.kind])).toEqual(
      expect.arrayContaining([
        ['dispatcher', 'toDispatch'],
        ['department:paishui', 'order'],
      ]),
    )
    expect(shown.map((row) => row.id).sort()).toEqual(rows.map((row) => row.id).sort())
    for (const row of shown) expect([...Value.Errors(NoticeRowSchema, row)]).toEqual([])
    expect(shown.every((row) => !/\d{2}:\d{2}/.test(row.text.zh) || /\d{2}-\d{2} \d{2}:\d{2}/.test(row.text.zh))).toBe(
      true,
    )
  })

  it('is not there when the act was refused', async () => {
    const id = await newCase()
    const before = shown.length
    await expect(cases.act(id, command(1, { act: 'resume' }), people.dispatcher)).rejects.toThrow(ProblemError)
    expect(shown).toHaveLength(before)
  })

  it('is shown again by the next run, the last two hundred of a week', async () => {
    const at = (ms: number) => new Date(stage.clock.at - ms)
    await stage.db.query
      .insertInto('notice')
      .values(
        Array.from({ length: 203 }, (_, i) => ({
          id: `n${String(i).padStart(3, '0')}`,
          at: at(i === 0 ? 8 * 86_400_000 : 300_000 - i * 1000),
          audience: 'acceptor',
          kind: 'toFile',
          incident: 'x',
          level: 3,
          text: JSON.stringify({ zh: '甲', en: 'A' }),
        })),
      )
      .execute()
    shown = []
    await notify.stop()
    await notify.start()
    expect(shown.map((row) => row.id)).toEqual(
      Array.from({ length: 200 }, (_, i) => `n${String(i + 3).padStart(3, '0')}`),
    )
  })
})

describe('a webhook', () => {
  it('of a department hears its notices, signed, with a key, and nothing of others', async () => {
    await hook({ department: 'paishui' })
    await hook({ department: 'gas', url: `${receiver.url}/gas` })
    const id = await dispatched()
    const got = await until(() => receiver.received[0])
    expect(got.path).toBe('/in')
    const message: unknown = JSON.parse(got.body)
    expect([...Value.Errors(WebhookMessageSchema, message)]).toEqual([])
    expect(message).toMatchObject({
      topic: 'notices',
      city: stage.reference.city.code,
      key: got.key,
      incident: { id, lead: 'paishui' },
      body: { kind: 'order', audience: 'department:paishui' },
    })
    expect(got.headers['x-yiwang-signature']).toBe(
      createHmac('sha256', SECRET)
        .update(`${got.headers['x-yiwang-timestamp'] as string}.${got.body}`)
        .digest('hex'),
    )
    await until(async () => (await states()).every((state) => state === 'done'))
    expect(receiver.received).toHaveLength(1)
  })

  it('of the desk hears every event in the order of the log, numbers that people wrote masked', async () => {
    await hook({ topics: ['events'] })
    const id = await dispatched()
    const version = (await cases.get(id))?.version ?? 0
    await cases.act(id, command(version, { act: 'note', text: '联系 13812345678' }), people.dispatcher)
    const events = await cases.events(id)
    await until(() => receiver.received.length === events.length)
    expect(receiver.received.map(({ key }) => key)).toEqual(events.map(({ n }) => `${id}#${n}`))
    expect(receiver.received.at(-1)?.body).toContain('138****5678')
    expect(receiver.received.map(({ body }) => body).join()).not.toContain('13812345678')
  })

  it('hears nothing milder than its level', async () => {
    await hook({ level: 1, topics: ['events', 'notices'] })
    await dispatched()
    expect(await states()).toEqual([])
  })

  it('is tried again later, in order, and by the same key', async () => {
    let failures = 2
    receiver.answerWith((_, response) => {
      response.statusCode = failures-- > 0 ? 503 : 200
      response.end()
    })
    const { id } = await hook()
    for (let i = 0; i < 3; i++) await notify.webhooks.test(id)
    await until(async () => (await notify.webhooks.list())[0]?.lastError)
    expect(receiver.received).toHaveLength(1)
    expect((await notify.webhooks.list())[0]).toMatchObject({ waiting: 3, dead: 0, lastError: 'HTTP 503' })
    for (let round = 0; round < 2; round++) {
      // What was refused is written down first: its next time is counted from the clock as it stands then.
      await until(async () => (await notify.webhooks.deliveries({})).some(({ attempts }) => attempts === round + 1))
      stage.clock.at += 60_000
      await notify.stop()
      const { db, reference, clock } = stage
      notify = openNotify({ db, reference, now: () => clock.at, show: () => undefined, onError: () => undefined })
      await notify.start()
      await until(() => receiver.received.length >= 2 + round)
    }
    await until(async () => (await states()).every((state) => state === 'done'))
    const keys = receiver.received.map(({ key }) => key)
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]])
    expect(new Set(keys).size).toBe(3)
    expect((await notify.webhooks.deliveries({})).map(({ key }) => key).reverse()).toEqual([...new Set(keys)])
    for (const row of await notify.webhooks.deliveries({}))
      expect([...Value.Errors(DeliveryRowSchema, row)]).toEqual([])
    for (const row of await notify.webhooks.list()) expect([...Value.Errors(WebhookRowSchema, row)]).toEqual([])
  })

  it('that answers wrongly is given up, and replayed with its own key', async () => {
    receiver.answerWith((_, response) => {
      response.statusCode = 404
      response.end()
    })
    const { id } = await hook()
    await notify.webhooks.test(id)
    await until(() => receiver.received.length === 1)
    for (let round = 0; round < 2; round++) {
      await until(async () => (await notify.webhooks.deliveries({}))[0]?.attempts === round + 1)
      stage.clock.at += 60_000
      await notify.webhooks.change(id, {
        name: 'n',
        url: `${receiver.url}/in`,
        form: 'yiwang',
        topics: ['notices'],
        enabled: true,
      })
    }
    const dead = await until(async () => (await notify.webhooks.deliveries({ state: 'dead' }))[0])
    expect(dead).toMatchObject({ attempts: 3, status: 404, error: 'HTTP 404' })
    expect(dead.nextAt).toBeUndefined()
    receiver.answerWith((_, response) => response.end())
    await notify.webhooks.replay(dead.id)
    await until(async () => (await states())[0] === 'done')
    expect(new Set(receiver.received.map(({ key }) => key))).toEqual(new Set([dead.key]))
    expect(receiver.received).toHaveLength(4)
  })

  it('does not follow redirects, and does not hold the others up', async () => {
    receiver.answerWith(({ path }, response) => {
      if (path === '/slow') return
      response.writeHead(path === '/in' ? 302 : 200, { location: '/elsewhere' }).end()
    })
    const slow = await hook({ url: `${receiver.url}/slow` })
    const moved = await hook()
    const other = await hook({ url: `${receiver.url}/other` })
    for (const { id } of [slow, moved, other]) await notify.webhooks.test(id)
    await until(async () => (await notify.webhooks.deliveries({ webhook: other.id }))[0]?.state === 'done')
    const failed = await until(async () =>
      (await notify.webhooks.deliveries({ webhook: moved.id })).find((d) => d.error),
    )
    expect(failed).toMatchObject({ state: 'waiting', status: 302 })
    expect(receiver.received.map(({ path }) => path)).not.toContain('/elsewhere')
    receiver.answerWith((_, response) => response.end())
  }, 20_000)

  it('of a robot folds what waits into one message, and reads its answer', async () => {
    receiver.answerWith((_, response) => response.end('{"errcode":0,"errmsg":"ok"}'))
    const { id } = await hook({ form: 'wecom', enabled: false })
    await expect(notify.webhooks.test(id)).rejects.toThrow(/switched off/)
    const change = {
      name: '群',
      url: `${receiver.url}/robot?key=k`,
      form: 'wecom',
      topics: ['notices'],
      enabled: true,
    } as const
    await notify.webhooks.change(id, { ...change, topics: ['notices'] })
    // Both are queued in one transaction each, the second while the first is on its way or waiting for its turn.
    for (let i = 0; i < 5; i++) await notify.webhooks.test(id)
    await until(() => receiver.received.length > 0)
    stage.clock.at += 10_000
    await notify.webhooks.test(id)
    await until(async () => (await states()).every((state) => state === 'done'))
    const lines = receiver.received.map(({ body }) => body.split('测试消息').length - 1)
    expect(lines.reduce((sum, n) => sum + n, 0)).toBe(6)
    expect(receiver.received.length).toBeLessThanOrEqual(3)
    expect(receiver.received[0]?.path).toBe('/robot?key=k')
  })

  it.each([['ftp://example.org/x'], ['https://user:pass@example.org/x'], ['http://']])(
    'is refused with the address %s',
    async (url) => {
      await expect(hook({ url })).rejects.toMatchObject({ code: 'invalid', extras: { field: '/url' } })
    },
  )

  it('gets a secret of its own when none is given, and keeps it when it is changed', async () => {
    const { secret: _, ...without } = {
      name: 'n',
      url: receiver.url,
      form: 'yiwang',
      topics: ['notices'],
      enabled: true,
      secret: 1,
    } as const
    const made = await notify.webhooks.create({ ...without, topics: ['notices'] })
    expect(made.secret).toMatch(/^[\w-]{32}$/)
    await notify.webhooks.change(made.id, { ...without, topics: ['notices'], name: 'other' })
    await notify.webhooks.test(made.id)
    const got = await until(() => receiver.received[0])
    expect(got.headers['x-yiwang-signature']).toBe(
      createHmac('sha256', made.secret)
        .update(`${got.headers['x-yiwang-timestamp'] as string}.${got.body}`)
        .digest('hex'),
    )
  })

  it('that was removed takes what waits for it along, and stops no case', async () => {
    receiver.answerWith((_, response) => {
      response.statusCode = 503
      response.end()
    })
    const { id } = await hook()
    await notify.webhooks.test(id)
    // Another hub removes it: this one still has it in memory.
    await stage.db.query.deleteFrom('webhook').where('id', '=', id).execute()
    await dispatched()
    await expire(stage.db, 30, stage.clock.at)
    expect(await stage.db.query.selectFrom('delivery').select('id').execute()).toEqual([])
    await expect(notify.webhooks.remove(id)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('hears of the published heads once', async () => {
    await hook({ topics: ['auditHead'] })
    const heads = [{ chain: 'cases', date: '2026-11-22', seq: '7', hash: 'ab'.repeat(32), at: stage.clock.at }] as const
    for (let i = 0; i < 2; i++)
      (await stage.db.query.transaction().execute((query) => notify.headsPublished(query, heads)))?.()
    const got = await until(() => receiver.received[0])
    expect(JSON.parse(got.body)).toMatchObject({ topic: 'auditHead', body: { heads } })
    await until(async () => (await states()).every((state) => state === 'done'))
    expect(receiver.received).toHaveLength(1)
  })
})

describe('two hubs', () => {
  it('send each message once, in order', async () => {
    const { db, reference, clock } = stage
    const other = openNotify({ db, reference, now: () => clock.at, show: () => undefined, onError: () => undefined })
    const { id } = await hook()
    await other.start()
    for (let i = 0; i < 40; i++) await (i % 2 === 0 ? notify : other).webhooks.test(id)
    await until(async () => (await states()).every((state) => state === 'done'))
    await other.stop()
    expect(receiver.received.map(({ key }) => key)).toEqual(
      (await notify.webhooks.deliveries({})).map(({ key }) => key).reverse(),
    )
  }, 30_000)
})

it('keeps notices for 90 days and what was sent for 30', async () => {
  const { db, clock } = stage
  const ago = (days: number) => new Date(clock.at - days * 86_400_000)
  const { id } = await hook({ enabled: false })
  const text = JSON.stringify({ zh: '甲', en: 'A' })
  await db.query
    .insertInto('notice')
    .values(
      [89, 91].map((days) => ({
        id: `d${days}`,
        at: ago(days),
        audience: 'leader',
        kind: 'ended',
        incident: 'x',
        level: 1,
        text,
      })),
    )
    .execute()
  const delivery = (key: string, state: 'done' | 'dead', days: number) =>
    ({
      webhook: id,
      key,
      topic: 'notices',
      text,
      body: '{}',
      state,
      created_at: ago(days),
      done_at: state === 'done' ? ago(days) : null,
    }) as const
  await db.query
    .insertInto('delivery')
    .values([
      delivery('new', 'done', 29),
      delivery('old', 'done', 31),
      delivery('dead', 'dead', 100),
      delivery('gone', 'dead', 181),
    ])
    .execute()
  await expire(db, 30, clock.at)
  expect((await db.query.selectFrom('notice').select('id').execute()).map((row) => row.id)).toEqual(['d89'])
  const kept = await db.query.selectFrom('delivery').select('key').orderBy('id').execute()
  expect(kept.map((row) => row.key)).toEqual(['new', 'dead'])
})
