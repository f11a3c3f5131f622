// The hub as a whole: real broker, real database. What goes in by MQTT comes out on the screens, and nothing accepted is lost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { decodeFrame } from '../../src/wire/frame.ts'
import { topics } from '../../src/wire/topics.ts'
import type { RejectRow, Trace } from '../../src/wire/api.ts'
import {
  VIEW_MESSAGES,
  type AlarmRow,
  type FeedStatus,
  type IncidentRow,
  type SensorRow,
  type SensorSnapshot,
  type Snapshot,
  type Status,
  type ViewMessage,
} from '../../src/wire/views.ts'
import { startTestHub, until, type TestHub } from '../support/hub.ts'

const PONDING = 'demo/ponding/p-1'

async function dispatcher(hub: TestHub): Promise<string> {
  await hub.accounts.createAccount({ username: 'anna', name: '安娜', role: 'dispatcher', password: 'Correct-horse-9' })
  return hub.signIn('anna', 'Correct-horse-9')
}

const snapshot = async <R>(hub: TestHub, view: string, cookie: string): Promise<Snapshot<R>> =>
  (await hub.get<Snapshot<R>>(`/api/snapshot/${view}`, cookie)).body

/** The demonstration gauge as the sensor list shows it. */
const gauge = async (hub: TestHub, cookie: string): Promise<SensorRow | undefined> =>
  (await hub.get<SensorSnapshot>('/api/sensors', cookie)).body.rows.find((s) => s.id === 'demo/p-1')

describe('hub', () => {
  let hub: TestHub
  let cookie: string
  beforeAll(async () => {
    hub = await startTestHub()
    cookie = await dispatcher(hub)
  })
  afterAll(() => hub.stop())

  const feed = async (id: string): Promise<FeedStatus> => {
    const found = (await hub.get<Status>('/api/health')).body.feeds.find((f) => f.id === id)
    if (found === undefined) throw new Error(`no feed ${id}`)
    return found
  }
  const cases = async (): Promise<readonly IncidentRow[]> =>
    (await snapshot<IncidentRow>(hub, 'incidents', cookie)).rows

  it.each([4, 5] as const)(
    'turns a reading over the limit into a filed case, its evidence kept (MQTT %i)',
    async (protocolVersion) => {
      const gateway = await hub.gateway('gw-demo', { protocolVersion })
      await gateway.publishAsync(PONDING, JSON.stringify({ values: { depthM: 0.32 } }), { qos: 1 })
      const [row] = await until(async () => {
        const rows = await cases()
        return rows.length > 0 && rows
      })
      expect(row).toMatchObject({ state: 'pendingDispatch', matter: 'M001', level: 2, source: 'sensor' })
      const trace = await hub.get<Trace>(`/api/trace/${row?.id}`, cookie)
      const stages = trace.body.steps.map((s) => s.stage)
      expect([...new Set(stages)]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 6]))
      const observation = trace.body.steps.find((s) => s.stage === 2)
      const alarm = trace.body.steps.find((s) => s.stage === 3)
      expect(alarm?.because.map((b) => b.id)).toContain(observation?.id)
    },
  )

  it('opens one case however often the limit is crossed at that place', async () => {
    const gateway = await hub.gateway('gw-demo')
    for (const depthM of [0.33, 0.34, 0.45])
      await gateway.publishAsync(PONDING, JSON.stringify({ values: { depthM } }), { qos: 1 })
    expect(await cases()).toHaveLength(1)
  })

  it.each([
    ['unparseable', 'demo/ponding/p-1', 'not json'],
    ['unparseable', 'demo/ponding/p-1', ''],
    ['oversized', 'demo/ponding/p-1', JSON.stringify({ values: { depthM: 0.1 }, note: 'x'.repeat(200_000) })],
    ['wrongUnit', 'demo/ponding/p-1', JSON.stringify({ values: { depthM: 3 }, units: { depthM: 'kPa' } })],
    ['impossibleValue', 'demo/ponding/p-1', JSON.stringify({ values: { depthM: 9999 } })],
    ['unknownSensor', 'demo/ponding/nobody', JSON.stringify({ values: { depthM: 0.1 } })],
    ['unknownMetric', 'demo/ponding/p-1', JSON.stringify({ values: { warmth: 0.1 } })],
    ['future', 'demo/ponding/p-1', JSON.stringify({ at: '2099-01-01T00:00:00+08:00', values: { depthM: 0.1 } })],
    ['ancient', 'demo/ponding/p-1', JSON.stringify({ at: '2001-01-01T00:00:00+08:00', values: { depthM: 0.1 } })],
  ])(
    'keeps a message that is %s with its reason in both languages, and takes the next',
    async (reason, topic, payload) => {
      const gateway = await hub.gateway('gw-demo')
      const before = await feed('demo')
      await gateway.publishAsync(topic, payload, { qos: 1 })
      await gateway.publishAsync(PONDING, JSON.stringify({ values: { depthM: Math.random() / 100 } }), { qos: 1 })
      const after = await until(async () => {
        const f = await feed('demo')
        return f.accepted > before.accepted && f
      })
      expect(after.reasons[reason]).toBe((before.reasons[reason] ?? 0) + 1)
      const admin = await administrator()
      const { body } = await hub.get<RejectRow[]>('/api/feeds/demo/rejects', admin)
      const kept = body.find((r) => r.reason === reason)
      expect(kept?.text.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(kept?.text.en).toMatch(/[a-z]/)
    },
  )

  let adminCookie: string | undefined
  async function administrator(): Promise<string> {
    if (adminCookie === undefined) {
      await hub.accounts.createAccount({
        username: 'root',
        name: '管理员',
        role: 'administrator',
        password: 'Correct-horse-9',
      })
      adminCookie = await hub.signIn('root', 'Correct-horse-9')
    }
    return adminCookie
  }

  it('counts a repeated message once', async () => {
    const gateway = await hub.gateway('gw-demo')
    const message = JSON.stringify({ at: hub.now() - 1000, values: { depthM: 0.011 } })
    const before = await feed('demo')
    for (let i = 0; i < 3; i++) await gateway.publishAsync(PONDING, message, { qos: 1 })
    const after = await until(async () => {
      const f = await feed('demo')
      return f.duplicates >= before.duplicates + 2 && f
    })
    expect(after.accepted - before.accepted - (after.duplicates - before.duplicates - 2)).toBeGreaterThanOrEqual(1)
    const { rows } = await hub.db.pool.query('select count(*)::int as n from observation where value = 0.011')
    expect(rows).toEqual([{ n: 1 }])
  })

  it('tells screens by views and frames that pass their schemas, in sequence', async () => {
    const screen = await hub.screen(cookie)
    const views: { topic: string; message: ViewMessage<unknown> }[] = []
    const frames: { topic: string; seq: number; count: number }[] = []
    screen.on('message', (topic, payload) => {
      if (topic.includes('/frame/')) {
        const decoded = decodeFrame(payload, () => undefined)
        if (decoded.ok) frames.push({ topic, seq: decoded.header.seq, count: decoded.count })
      } else views.push({ topic, message: JSON.parse(payload.toString()) as ViewMessage<unknown> })
    })
    await screen.subscribeAsync([
      topics.view('incidents'),
      topics.view('alarms'),
      topics.view('indicators'),
      topics.view('status'),
      topics.frames('+', '+'),
    ])
    const gateway = await hub.gateway('gw-demo')
    for (let i = 0; i < 4; i++) {
      await gateway.publishAsync(PONDING, JSON.stringify({ values: { depthM: 0.2 + i / 100 } }), { qos: 1 })
      await until(() => frames.length > i)
    }
    await until(
      () =>
        views.some((v) => v.topic === topics.view('status')) &&
        views.some((v) => v.topic === topics.view('indicators')),
    )
    for (const { topic, message } of views) {
      const name = topic.split('/').at(-1) as keyof typeof VIEW_MESSAGES
      expect([...Value.Errors(VIEW_MESSAGES[name], message)]).toEqual([])
    }
    const seqs = frames.map((f) => f.seq)
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i))
  })

  it('lets a gateway publish under its feeds only, and read nothing', async () => {
    const gateway = await hub.gateway('gw-demo', { protocolVersion: 5 })
    await expect(gateway.publishAsync('drainage/ponding/x-1', '{}', { qos: 1 })).rejects.toThrow(/[Nn]ot authorized/)
    await expect(gateway.publishAsync(topics.view('incidents'), '{}', { qos: 1 })).rejects.toThrow(/[Nn]ot authorized/)
    for (const filter of ['#', topics.view('incidents'), PONDING])
      await expect(gateway.subscribeAsync(filter)).rejects.toThrow()
  })

  it('lets a screen read the views of its role and publish nothing', async () => {
    await hub.accounts.createAccount({
      username: 'bureau',
      name: '水利',
      role: 'department',
      department: 'shuili',
      password: 'Correct-horse-9',
    })
    const screen = await hub.screen(await hub.signIn('bureau', 'Correct-horse-9'))
    await screen.subscribeAsync(topics.departmentIncidents('shuili'))
    for (const filter of [
      '#',
      topics.view('incidents'),
      topics.departmentIncidents('gas'),
      'yiwang/v1/view/department/+/incidents',
      PONDING,
    ])
      await expect(screen.subscribeAsync(filter)).rejects.toThrow()
    await expect(screen.publishAsync(PONDING, '{}', { qos: 1 })).rejects.toThrow(/[Nn]ot authorized/)
  })

  it('closes the live links of an account that is disabled or gets another password', async () => {
    const password = 'Correct-horse-9'
    await hub.accounts.createAccount({ username: 'leaver', name: '某', role: 'dispatcher', password })
    const closed = async (act: () => Promise<void>): Promise<void> => {
      const screen = await hub.screen(await hub.signIn('leaver', password))
      const end = new Promise<void>((done) => screen.once('close', done))
      await act()
      await end
    }
    await closed(() => hub.accounts.setPassword('leaver', password))
    await closed(() => hub.accounts.setDisabled('leaver', true))
  })

  it('lets nobody in without a right', async () => {
    await expect(hub.screen('yiwang_session=nonsense')).rejects.toThrow()
    expect((await hub.get('/api/snapshot/incidents')).status).toBe(401)
  })

  it('answers Prometheus', async () => {
    const { status, body } = await hub.get('/metrics')
    expect(status).toBe(200)
    expect(body).toMatch(/yiwang_feed_total\{feed="demo",outcome="accepted"\} \d+/)
  })
})

describe('hub after an end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-restart-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('goes on where it stopped: cases, alarms, values, counts', async () => {
    const first = await startTestHub({ folder })
    const cookie = await dispatcher(first)
    const gateway = await first.gateway('gw-demo')
    await gateway.publishAsync(PONDING, JSON.stringify({ values: { depthM: 0.3 } }), { qos: 1 })
    await until(async () => (await snapshot<IncidentRow>(first, 'incidents', cookie)).rows.length === 1)
    const before = await snapshot<IncidentRow>(first, 'incidents', cookie)
    await first.stop()
    const second = await startTestHub({ folder })
    try {
      const after = await snapshot<IncidentRow>(second, 'incidents', cookie)
      expect(after.epoch).not.toBe(before.epoch)
      expect(after.rows).toEqual(before.rows)
      expect(await gauge(second, cookie)).toMatchObject({ values: [0.3], level: 2 })
      // The alarm still stands: the same value again is no second alarm, and no second case.
      const again = await second.gateway('gw-demo')
      await again.publishAsync(PONDING, JSON.stringify({ values: { depthM: 0.31 } }), { qos: 1 })
      await until(async () => (await gauge(second, cookie))?.values[0] === 0.31)
      expect((await snapshot<AlarmRow>(second, 'alarms', cookie)).rows).toHaveLength(1)
      expect((await snapshot<IncidentRow>(second, 'incidents', cookie)).rows).toHaveLength(1)
    } finally {
      await second.stop()
    }
  })
})
