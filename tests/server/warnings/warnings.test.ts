// Warnings through a whole hub: published as a gateway does, kept once, told to every role, over when they are over.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MqttClient } from 'mqtt'
import { Compile } from 'typebox/compile'
import { topics } from '../../../src/wire/topics.ts'
import { VIEW_MESSAGES, type ViewMessage } from '../../../src/wire/views.ts'
import type { WarningRow } from '../../../src/wire/warnings.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

let hub: TestHub
let gateway: MqttClient
let cookie: string
const isView = Compile(VIEW_MESSAGES.warnings)

beforeAll(async () => {
  hub = await startTestHub()
  gateway = await hub.gateway('gw-warning')
  await hub.accounts.createAccount({ username: 'wall-1', password: 'correct-horse-9', name: '大屏', role: 'wall' })
  await hub.accounts.createAccount({
    username: 'gas-1',
    password: 'correct-horse-9',
    name: '燃气',
    role: 'department',
    department: 'gas',
  })
  cookie = await hub.signIn('gas-1', 'correct-horse-9')
}, 60_000)
afterAll(() => hub.stop())

const iso = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
interface Said {
  readonly severity?: string
  readonly status?: string
  readonly type?: string
  readonly names?: string
  readonly lastsMin?: number
  readonly agoMin?: number
  readonly area?: string
}
function cap(id: string, said: Said = {}): string {
  const { severity = 'Minor', status = 'Actual', type = 'Alert', names, lastsMin = 60, agoMin = 0 } = said
  const sentAt = hub.now() - agoMin * 60_000
  const info = `<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>${severity}</severity><certainty>Likely</certainty><expires>${iso(hub.now() + lastsMin * 60_000)}</expires><instruction>减少外出</instruction><area><areaDesc>x</areaDesc><geocode><valueName>GB</valueName><value>${said.area ?? '321000'}</value></geocode></area></info>`
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sender>t@yz</sender><sent>${iso(sentAt)}</sent><status>${status}</status><msgType>${type}</msgType><scope>Public</scope>${names === undefined ? '' : `<references>t@yz,${names},${iso(sentAt)}</references>`}${type === 'Cancel' ? '' : info}</alert>`
}
const send = (message: string) => gateway.publishAsync('warning/cap', message, { qos: 1 })
async function shown(who = cookie): Promise<WarningRow[]> {
  const { status, body } = await hub.get<ViewMessage<WarningRow>>('/api/snapshot/warnings', who)
  expect(status).toBe(200)
  expect(isView.Check(body)).toBe(true)
  return [...body.rows]
}
const row = async (id: string): Promise<WarningRow | undefined> => (await shown()).find((r) => r.id === `t@yz,${id}`)
const stored = async (id: string) =>
  (
    await hub.db.pool.query<Record<string, unknown>>(
      'select state, level, kind, ended_by, msg_type, body, simulated from warning where identifier = $1',
      [id],
    )
  ).rows

it('one warning reaches a department’s screen by snapshot and by delta', async () => {
  const screen = await hub.screen(cookie)
  const deltas: ViewMessage<WarningRow>[] = []
  screen.on('message', (_topic, payload) => deltas.push(JSON.parse(payload.toString()) as ViewMessage<WarningRow>))
  await screen.subscribeAsync(topics.view('warnings'))
  await send(cap('w1'))
  const delta = await until(() => deltas.find((d) => d.rows.some((r) => r.id === 't@yz,w1')))
  expect(isView.Check(delta)).toBe(true)
  expect(await row('w1')).toMatchObject({
    state: 'issued',
    status: 'Actual',
    level: 4,
    kind: 'rainstorm',
    name: { zh: '暴雨', en: 'Rainstorm' },
    areas: ['321000'],
    areaName: { zh: '全市', en: 'Whole city' },
    instruction: { zh: '减少外出', en: '减少外出' },
    untilStated: true,
    simulated: true,
  })
  expect((await shown(await hub.signIn('wall-1', 'correct-horse-9'))).map((r) => r.id)).toContain('t@yz,w1')
})

it('the same again is kept once and counted', async () => {
  const message = cap('w2')
  await send(message)
  await send(message)
  await send(message.replace('减少外出', '改了的内容'))
  expect(await stored('w2')).toMatchObject([{ body: message, simulated: true }])
  expect((await row('w2'))?.instruction?.zh).toBe('减少外出')
  await until(async () => {
    const { body } = await hub.get<ViewMessage<{ feeds: { id: string; duplicates: number }[] }>>(
      '/api/snapshot/status',
      cookie,
    )
    return body.rows[0]?.feeds.find((f) => f.id === 'sim-warning')?.duplicates === 2
  })
})

it('an update that comes before what it updates stands; a cancel lifts both', async () => {
  await send(cap('u2', { type: 'Update', names: 'u1', severity: 'Severe' }))
  await until(async () => (await row('u2')) !== undefined)
  await send(cap('u1', { agoMin: 5 }))
  await until(async () => (await row('u2'))?.state === 'changed')
  expect(await row('u2')).toMatchObject({ level: 2, was: 4 })
  expect(await row('u1')).toBeUndefined()
  await until(async () => (await stored('u1'))[0]?.['ended_by'] === 't@yz,u2')
  await send(cap('u3', { type: 'Cancel', names: 'u2' }))
  await until(async () => (await row('u3'))?.state === 'lifted')
  expect(await row('u3')).toMatchObject({ level: 2, kind: 'rainstorm', areaName: { zh: '全市', en: 'Whole city' } })
  expect(await row('u2')).toBeUndefined()
})

it('a drill is told as a drill', async () => {
  await send(cap('e1', { status: 'Exercise', severity: 'Extreme' }))
  expect((await until(() => row('e1'))).status).toBe('Exercise')
})

it('what is for elsewhere is kept and not shown; what cannot be read is refused with its reason', async () => {
  await send(cap('n1', { area: '320100' }))
  await until(async () => (await stored('n1')).length === 1)
  expect(await row('n1')).toBeUndefined()
  await send('<!DOCTYPE alert [<!ENTITY x "y">]><alert>&x;</alert>')
  const { rows } = await hub.db.pool.query<{ reason: string; payload: string }>(
    `select reason, payload from reject where feed = 'sim-warning' order by id desc limit 1`,
  )
  expect(rows[0]).toMatchObject({ reason: 'unparseable' })
  expect(rows[0]?.payload).toContain('DOCTYPE')
})

it('is over by the clock, found by the next round', async () => {
  await send(cap('x1', { lastsMin: 30 }))
  await until(() => row('x1'))
  hub.advance(31 * 60_000)
  await until(async () => (await row('x1')) === undefined)
  expect(await stored('x1')).toHaveLength(1)
})
