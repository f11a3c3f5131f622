// Notices, webhooks and heads in a whole hub: from a reading over MQTT to the screens of those it concerns and to another system.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { topics } from '../../../src/wire/topics.ts'
import { VIEW_MESSAGES, type NoticeRow, type Snapshot, type ViewMessage } from '../../../src/wire/views.ts'
import type { AuditRow, ChainHead } from '../../../src/wire/audit.ts'
import { verifyChain } from '../../../src/server/audit/read.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'
import { startReceiver } from './receiver.ts'

const PASSWORD = 'Correct-horse-9'
let hub: TestHub
let receiver: Awaited<ReturnType<typeof startReceiver>>
const cookies: Record<string, string> = {}
beforeAll(async () => {
  receiver = await startReceiver()
  hub = await startTestHub()
  for (const [username, role, department] of [
    ['anna', 'dispatcher', undefined],
    ['root', 'administrator', undefined],
    ['gas', 'department', 'gas'],
  ] as const) {
    await hub.accounts.createAccount({
      username,
      name: username,
      role,
      password: PASSWORD,
      ...(department && { department }),
    })
    cookies[username] = await hub.signIn(username, PASSWORD)
  }
}, 60_000)
afterAll(async () => {
  await hub.stop()
  await receiver.stop()
})

it('tells the dispatcher of a case on the screen, in sequence after the snapshot, and the other system once', async () => {
  await hub.post(
    '/api/webhooks',
    { name: 'n', url: receiver.url, form: 'yiwang', topics: ['notices'], enabled: true },
    cookies['root'],
  )
  const screen = await hub.screen(cookies['anna'] ?? '')
  const heard: ViewMessage<NoticeRow>[] = []
  screen.on('message', (_, payload) => heard.push(JSON.parse(payload.toString()) as ViewMessage<NoticeRow>))
  await screen.subscribeAsync(topics.notices({ post: 'dispatcher' }))
  const before = (await hub.get<Snapshot<NoticeRow>>('/api/snapshot/notices', cookies['anna'])).body
  const gateway = await hub.gateway('gw-demo')
  await gateway.publishAsync('demo/ponding/p-1', JSON.stringify({ values: { depthM: 0.32 } }), { qos: 1 })
  const message = await until(() => heard[0])
  expect([...Value.Errors(VIEW_MESSAGES.notices, message)]).toEqual([])
  expect(message.seq).toBe(before.seq + 1)
  expect(message.rows).toMatchObject([{ kind: 'toDispatch', audience: 'dispatcher' }])
  const after = (await hub.get<Snapshot<NoticeRow>>('/api/snapshot/notices', cookies['anna'])).body
  expect(after.rows).toEqual([...before.rows, ...message.rows])
  await until(() => receiver.received.length > 0)
  expect(receiver.received.map(({ key }) => key)).toEqual([message.rows[0]?.id])
})

it('lets nobody hear what others are told', async () => {
  const screen = await hub.screen(cookies['gas'] ?? '')
  await screen.subscribeAsync(topics.notices({ department: 'gas' }))
  for (const filter of [
    topics.notices({ post: 'dispatcher' }),
    topics.notices({ department: 'shuili' }),
    topics.view('notices'),
    topics.notices({ post: '+' }),
    topics.notices({ department: '+' }),
  ])
    await expect(screen.subscribeAsync(filter)).rejects.toThrow()
})

it('publishes the heads at its start, which hold, and writes down who signed in', async () => {
  const heads = (await hub.get<ChainHead[]>('/api/audit/heads', cookies['root'])).body
  expect(heads.map(({ chain }) => chain).sort()).toEqual(['audit', 'cases'])
  const rows = (await hub.get<AuditRow[]>('/api/audit?kind=signIn', cookies['root'])).body
  expect(rows.map((row) => row.actor.id)).toEqual(['gas', 'root', 'anna'])
  for (const chain of ['cases', 'audit'] as const)
    expect(await verifyChain(hub.db.query, chain)).toMatchObject({ ok: true, heads: 1 })
})
