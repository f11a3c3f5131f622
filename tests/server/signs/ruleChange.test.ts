// Alarm rules changed through the catalogue of a running hub, while their alarm stands: what the store, the screens and the cases see.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import { paths } from '../../../src/wire/api.ts'
import type { CatalogueChange, CataloguePage, CatalogueVersion } from '../../../src/wire/catalogue.ts'
import type { Trial } from '../../../src/wire/signs.ts'
import type { AlarmRow, Snapshot } from '../../../src/wire/views.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const PASSWORD = 'correct-horse-9'
let hub: TestHub
let admin: string
let rule: AlarmRule
let sensor: string

beforeAll(async () => {
  hub = await startTestHub({ simulate: false })
  for (const [username, role] of [
    ['admin', 'administrator'],
    ['chief', 'dutyChief'],
    ['pai', 'dispatcher'],
  ] as const)
    await hub.accounts.createAccount({ username, name: username, role, password: PASSWORD })
  admin = await hub.signIn('admin', PASSWORD)
  const { rows } = await hub.db.pool.query<{ id: string; kind: string }>('select id, kind from sensor')
  // A device that the city's own list has, with a rule that watches it, and a feed that speaks the plain format.
  const watched = rows.flatMap(({ id, kind }) => {
    const found = [...hub.reference.alarmRules.values()].find((r) => r.kind === kind && r.direction === 'above')
    return found === undefined ? [] : [{ id, found }]
  })
  const listed = watched.find(({ id }) => hub.reference.sensors.has(id))
  if (listed === undefined) return expect.fail('the city lists no watched sensor')
  sensor = listed.id
  const own: AlarmRule = { ...listed.found, id: 'on-trial', deadband: 0, onDelayMs: 0, offDelayMs: 0 }
  const { incident: _incident, where: _where, ...plain } = own
  rule = plain
}, 180_000)
afterAll(() => hub.stop())

async function commit(changes: CatalogueChange[]): Promise<void> {
  const { version } = (await hub.get<CataloguePage>(paths.catalogueKind('loop'), admin)).body
  const done = await hub.post(paths.catalogue, { version, changes, reason: '试一试' }, admin)
  expect(done).toMatchObject({ status: 200 })
}
const put = (body: AlarmRule): Promise<void> => commit([{ kind: 'alarmRule', id: body.id, body }])
const withLimit = (limit: number): AlarmRule => ({ ...rule, steps: [{ level: 4, limit }] })
const rows = async (): Promise<AlarmRow[]> =>
  (await hub.get<Snapshot<AlarmRow>>(paths.snapshot('alarms'), admin)).body.rows.filter((r) => r.rule === 'on-trial')
const stored = async (): Promise<{ cleared: boolean; reason: { zh: string } | null }[]> =>
  (
    await hub.db.pool.query<{ cleared: boolean; reason: { zh: string } | null }>(
      `select cleared_at is not null as cleared, cleared_reason as reason from alarm where rule = 'on-trial' order by recorded_at`,
    )
  ).rows

/** The one value the sensor has: between the least and the greatest that its metric can be. */
async function speak(): Promise<number> {
  const metric = hub.reference.metricOf(rule.kind, rule.metric) ?? expect.fail('no metric')
  const value = metric.min + (metric.max - metric.min) / 4
  const listed = hub.reference.sensors.get(sensor) ?? expect.fail('no sensor')
  const feed = hub.reference.feeds.get(listed.feed) ?? expect.fail('no feed')
  const { rows: series } = await hub.db.pool.query<{ id: number }>(
    'select id from series where sensor = $1 and metric = $2',
    [sensor, rule.metric],
  )
  expect(series).toHaveLength(1)
  const client = await hub.gateway(feed.gateway)
  const topic = feed.topic.replace('{device}', listed.device).replace('{metric}', rule.metric)
  const payload =
    feed.format === 'yiwang'
      ? { device: listed.device, at: hub.now(), values: { [rule.metric]: value } }
      : { [rule.metric]: value }
  await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 })
  await until(async () => {
    const { rows: known } = await hub.db.pool.query('select 1 from observation where series = $1', [series[0]?.id])
    return known.length > 0
  })
  return value
}

it('takes effect at once, stands through a change, falls with its limit, and goes with its rule, saying so', async () => {
  const value = await speak()
  expect(await rows()).toEqual([])
  // A new rule whose limit the newest value has reached raises without another value.
  await put(withLimit(value))
  const raised = await until(async () => (await rows())[0])
  expect(raised).toMatchObject({ level: 4, sensor, value })
  // Changed in a way that asks for the same: it is still that alarm, under the new name.
  await put({ ...withLimit(value), name: { zh: '改名', en: 'Renamed' }, onDelayMs: 60_000 })
  expect((await rows()).map((r) => [r.id, r.clearedAt])).toEqual([[raised.id, undefined]])
  // A limit the value does not reach: cleared by the value, as it would be by a new one.
  await put(withLimit(value * 2 + 1))
  await until(async () => (await rows())[0]?.clearedAt)
  expect(await stored()).toMatchObject([{ cleared: true, reason: null }])
  // Raised again, and then the rule goes.
  hub.advance(1000)
  await put(withLimit(value))
  await until(async () => (await rows()).some((r) => r.clearedAt === undefined))
  await commit([{ kind: 'alarmRule', id: 'on-trial' }])
  const gone = await until(async () => (await rows()).find((r) => r.clearedReason !== undefined))
  expect(gone.clearedReason?.zh).toContain('规则已移除')
  await until(async () => (await stored()).every((a) => a.cleared))
  expect((await stored()).at(-1)?.reason?.zh).toContain('规则已移除')
}, 180_000)

it('an earlier version can be put back, and the history says so', async () => {
  const before = hub.reference.alarmRules.get('ponding-depth') ?? expect.fail('no rule')
  await put({ ...before, deadband: 0.03 })
  expect(hub.reference.alarmRules.get('ponding-depth')?.deadband).toBe(0.03)
  const url = paths.catalogueHistory('alarmRule', 'ponding-depth')
  const older = (await hub.get<CatalogueVersion[]>(url, admin)).body[1]?.body as AlarmRule
  await put(older)
  expect(hub.reference.alarmRules.get('ponding-depth')).toEqual(before)
  expect((await hub.get<CatalogueVersion[]>(url, admin)).body).toHaveLength(3)
})

it('a rule without sense is refused with its place', async () => {
  const { version } = (await hub.get<CataloguePage>(paths.catalogueKind('loop'), admin)).body
  const body = { ...withLimit(1), metric: 'taste' }
  const change = { kind: 'alarmRule', id: 'on-trial', body }
  const preview = await hub.post<{ problems: unknown[] }>(paths.cataloguePreview, { version, changes: [change] }, admin)
  expect(preview.body.problems).toContainEqual(
    expect.objectContaining({ kind: 'alarmRule', id: 'on-trial', pointer: '/metric' }),
  )
})

it('trials are for the duty chief and the administrator', async () => {
  const query = { kind: 'alarmRule', id: 'on-trial', body: withLimit(1), days: 1 }
  for (const [username, status] of [
    ['admin', 200],
    ['chief', 200],
    ['pai', 403],
  ] as const) {
    const cookie = await hub.signIn(username, PASSWORD)
    expect((await hub.post<Trial>(paths.trials, query, cookie)).status, username).toBe(status)
  }
  const chief = await hub.signIn('chief', PASSWORD)
  for (const bad of [
    { ...query, days: 31 },
    { ...query, kind: 'matter' },
    { ...query, body: { id: 'on-trial' } },
  ])
    expect((await hub.post(paths.trials, bad, chief)).status).toBe(400)
})
