// The proof that a drill reaches nobody outside, and that the same run for real does: a whole hub, another system that listens.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { Plan } from '../../../src/core/emergency/types.ts'
import { topics } from '../../../src/wire/topics.ts'
import {
  EmergencyDetailSchema,
  emergencyPaths,
  type EmergencyDetail,
  type EmergencyRow,
  type PlanRow,
} from '../../../src/wire/emergencies.ts'
import type { NoticeRow, Snapshot, ViewMessage } from '../../../src/wire/views.ts'
import { startReceiver } from '../notify/receiver.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const PASSWORD = 'Correct-horse-9'
const MINUTE = 60_000
let hub: TestHub
let receiver: Awaited<ReturnType<typeof startReceiver>>
const cookies: Record<string, string> = {}

beforeAll(async () => {
  receiver = await startReceiver()
  hub = await startTestHub()
  for (const [username, role, department] of [
    ['chief', 'dutyChief', undefined],
    ['anna', 'dispatcher', undefined],
    ['root', 'administrator', undefined],
    ['screen', 'wall', undefined],
    ['drains', 'department', 'paishui'],
  ] as const) {
    const name = `人${username}`
    await hub.accounts.createAccount({ username, name, role, password: PASSWORD, ...(department && { department }) })
    cookies[username] = await hub.signIn(username, PASSWORD)
  }
  // Everything there is to hear: the desk's notices and events, and those of a department.
  for (const department of [undefined, 'paishui'])
    await hub.post(
      '/api/webhooks',
      {
        name: department ?? 'desk',
        url: receiver.url,
        form: 'yiwang',
        topics: ['notices', 'events'],
        enabled: true,
        ...(department !== undefined && { department }),
      },
      cookies['root'],
    )
}, 180_000)
afterAll(async () => {
  await hub.stop()
  await receiver.stop()
})

let keys = 0
const key = (): string => `key-${String((keys += 1)).padStart(6, '0')}`
async function act(who: string, id: string, input: object): Promise<EmergencyRow> {
  const { status, body } = await hub.post<EmergencyRow>(
    emergencyPaths.acts(id),
    { key: key(), act: input },
    cookies[who],
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const rulesNow = (): string => JSON.stringify([...hub.reference.alarmRules.values()])
const countOf = async (table: 'incident_event' | 'delivery' | 'alarm' | 'command'): Promise<number> =>
  Number((await hub.db.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n)

/** Orders, roll call, reports, notes, deadlines that pass, and the end: all that can happen. */
async function runThrough(declaration: object): Promise<EmergencyRow> {
  const declared = await hub.post<EmergencyRow>(emergencyPaths.list, { key: key(), ...declaration }, cookies['chief'])
  expect(declared.status, JSON.stringify(declared.body)).toBe(200)
  const { id, plan } = declared.body
  await act('drains', id, { type: 'sign' })
  await act('drains', id, { type: 'answer', answer: 'notReady', note: '泵车在途' })
  await act('anna', id, { type: 'answer', department: 'jiaojing', answer: 'ready' })
  await act('anna', id, { type: 'doStep', step: plan.steps[0]?.id, note: '已核对' })
  await act('anna', id, { type: 'report', n: 1, kind: 'first', text: '首报正文' })
  // The roll call, steps and the next report fall due.
  hub.advance(5 * 60 * MINUTE)
  await until(async () => {
    const { body } = await hub.get<EmergencyDetail>(emergencyPaths.one(id), cookies['chief'])
    return body.log.some(({ type }) => type === 'reportOverdue')
  })
  await act('chief', id, { type: 'callRoll' })
  await act('anna', id, { type: 'note', text: '水已退' })
  await act('chief', id, { type: 'end', reason: '险情解除' })
  const ended = await act('anna', id, { type: 'report', n: 2, kind: 'final', text: '终报正文' })
  expect(ended.endedAt).toBeDefined()
  return ended
}

/** Long enough for whatever was put in line to be sent: a test message goes after it, in order. */
async function sent(): Promise<number> {
  const { rows } = await hub.db.pool.query<{ id: string }>('select id from webhook order by name')
  const before = receiver.received.length
  for (const { id } of rows) await hub.post(`/api/webhooks/${id}/test`, {}, cookies['root'])
  await until(async () => (await hub.db.pool.query(`select 1 from delivery where state <> 'done'`)).rowCount === 0)
  return receiver.received.length - before - rows.length
}

async function openCase(): Promise<string> {
  const gateway = await hub.gateway('gw-demo')
  await gateway.publishAsync('demo/ponding/p-1', JSON.stringify({ values: { depthM: 0.32 } }), { qos: 1 })
  return until(async () => {
    const { rows } = await hub.db.pool.query<{ id: string }>(`select id from incident where state = 'pendingDispatch'`)
    return rows[0]?.id
  })
}

it('a drill reaches no other system, no case and no limit; its notices on the hub’s own screens say what they are', async () => {
  const notices = await hub.screen(cookies['drains'] ?? '')
  const heard: NoticeRow[] = []
  notices.on('message', (_, payload) => heard.push(...(JSON.parse(payload.toString()) as ViewMessage<NoticeRow>).rows))
  await notices.subscribeAsync(topics.notices({ department: 'paishui' }))
  const rules = rulesNow()

  // Alone: nothing else goes on, so nothing at all may arrive.
  const alone = await runThrough({ plan: 'waterlogging', drill: true })
  expect(alone.drill).toBe(true)
  expect(rulesNow()).toBe(rules)
  expect(await countOf('delivery')).toBe(0)
  expect(await sent()).toBe(0)
  expect(receiver.received.every(({ body }) => body.includes('"test":true'))).toBe(true)
  expect(await countOf('incident_event')).toBe(0)

  // Of a case: that goes on by its own clocks, and the drill adds nothing to it.
  const incident = await openCase()
  await sent()
  const [events, commands] = [await countOf('incident_event'), await countOf('command')]
  const received = receiver.received.length
  const ofCase = await runThrough({ plan: 'waterlogging', drill: true, incident })
  expect(rulesNow()).toBe(rules)
  await sent()
  const later = receiver.received.slice(received).map(({ body }) => body)
  for (const word of [alone.id, ofCase.id, '演练', 'Drill', '应急', '"kind":"emergency"'])
    expect(later.filter((body) => body.includes(word))).toEqual([])
  // Time goes on for the case itself, by its own clocks; of the drill nothing is in its log.
  const log = await hub.db.pool.query<{ type: string; actor: { role: string } }>(
    'select type, actor from incident_event order by seq offset $1',
    [events],
  )
  expect(log.rows.filter(({ actor }) => actor.role !== 'system')).toEqual([])
  expect(await countOf('command')).toBe(commands)
  expect((await hub.cases.get(incident))?.state).toBe('pendingDispatch')
  // Told on the screens, every sentence marked in both languages.
  await until(() => heard.some(({ text }) => text.zh.includes('演练结束')))
  const drilled = await hub.db.pool.query<{ text: NoticeRow['text'] }>(
    `select text from notice where emergency is not null`,
  )
  expect(drilled.rows.length).toBeGreaterThan(30)
  for (const { text } of drilled.rows) {
    expect(text.zh).toMatch(/^【演练】/u)
    expect(text.en).toMatch(/^\[Drill\] /u)
  }
}, 180_000)

it('the same for real: it arrives, the case goes to the units, limits are stricter until the end', async () => {
  const incident = (await hub.db.pool.query<{ id: string }>(`select id from incident where state = 'pendingDispatch'`))
    .rows[0]?.id
  const rules = rulesNow()
  const received = receiver.received.length
  const before = hub.reference.alarmRules.get('ponding-depth')
  const { status, body: row } = await hub.post<EmergencyRow>(
    emergencyPaths.list,
    { plan: 'waterlogging', drill: false, incident, key: key() },
    cookies['chief'],
  )
  expect(status, JSON.stringify(row)).toBe(200)
  // Limits.
  expect(before?.steps[0]?.limit).toBe(0.05)
  expect(hub.reference.alarmRules.get('ponding-depth')?.steps[0]?.limit).toBe(0.04)
  // The case: dispatched to the plan's lead, the others engaged with their tasks, in the chief's name.
  const detail = await until(async () => {
    const { body } = await hub.get<EmergencyDetail>(emergencyPaths.one(row.id), cookies['chief'])
    return body.log.some(({ type }) => type === 'caseWorked') && body
  })
  expect([...Value.Errors(EmergencyDetailSchema, detail)]).toEqual([])
  const worked = await hub.cases.get(incident ?? '')
  expect(worked).toMatchObject({ state: 'pendingHandle', lead: 'paishui' })
  const others = row.plan.parties.map(({ department }) => department).filter((id) => id !== 'paishui')
  expect(worked?.assist).toEqual(others)
  expect(worked?.orders.every(({ task }) => (task ?? '').length > 4)).toBe(true)
  const doers = await hub.db.pool.query<{ id: string }>(
    `select distinct actor ->> 'id' as id from incident_event where type in ('dispatched', 'engaged')`,
  )
  expect(doers.rows).toEqual([{ id: 'chief' }])
  expect(detail.log.find(({ type }) => type === 'caseWorked')?.text.zh).toMatch(/^案卷已派遣至排水处；已通知协办：/u)
  await act('chief', row.id, { type: 'end', reason: '险情解除' })
  // Exactly as before.
  expect(rulesNow()).toBe(rules)
  expect(hub.reference.alarmRules.get('ponding-depth')).toBe(before)

  await sent()
  const bodies = receiver.received.slice(received).map(({ body }) => body)
  const orders = bodies.filter((body) => body.includes('"kind":"emergency"'))
  expect(orders.some((body) => body.includes('department:paishui') && body.includes('本单位任务'))).toBe(true)
  expect(orders.some((body) => body.includes('"audience":"dutyChief"'))).toBe(true)
  expect(orders.some((body) => body.includes('应急响应解除'))).toBe(true)
  expect(bodies.some((body) => body.includes('演练'))).toBe(false)
  expect(bodies.some((body) => body.includes('"type":"dispatched"'))).toBe(true)
}, 180_000)

it('says nothing personal to walls, and names people to the desk alone', async () => {
  const { body } = await hub.get<Snapshot<EmergencyRow>>('/api/snapshot/emergencies', cookies['screen'])
  expect(body.rows.length).toBe(3)
  const words = JSON.stringify(body)
  for (const secret of ['人chief', '人anna', 'anna', '泵车在途', '已核对', '水已退', '险情解除'])
    expect(words).not.toContain(secret)
  const id = body.rows[0]?.id ?? ''
  expect((await hub.get(emergencyPaths.one(id), cookies['screen'])).status).toBe(403)
  expect((await hub.get(emergencyPaths.list, cookies['screen'])).status).toBe(403)
  expect((await hub.get(emergencyPaths.plans, cookies['screen'])).status).toBe(403)
  const atDesk = (await hub.get<EmergencyDetail>(emergencyPaths.one(id), cookies['anna'])).body
  expect(atDesk.log.map(({ person }) => person)).toContain('人chief')
  expect(JSON.stringify(atDesk)).toContain('泵车在途')
  const inDepartment = (await hub.get<EmergencyDetail>(emergencyPaths.one(id), cookies['drains'])).body
  expect([...new Set(inDepartment.log.flatMap(({ person }) => person ?? []))]).toEqual(['人drains'])
  const { body: plans } = await hub.get<PlanRow[]>(emergencyPaths.plans, cookies['drains'])
  expect(plans.map(({ plan }: { plan: Plan }) => plan.id)).toContain('waterlogging')
})
