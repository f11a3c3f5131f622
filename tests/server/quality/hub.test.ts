// Quality through the real hub: what devices do wrong is marked on the stored value, counted, told in words, and outlives a restart.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qualityFlags } from '../../../src/core/observe/check.ts'
import type { Problem } from '../../../src/wire/api.ts'
import type { QualityPage, SensorQuality } from '../../../src/wire/signs.ts'
import type { SensorRow, SensorSnapshot } from '../../../src/wire/views.ts'
import { rollUpHour } from '../../../src/server/maintain.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const MIN = 60_000
const H = 60 * MIN
const PASSWORD = 'Correct-horse-9'
const SENSOR = 'demo/p-1'

async function person(hub: TestHub, username: string, role: 'dutyChief' | 'department', department?: string) {
  await hub.accounts.createAccount({
    ...{ username, name: username, role, password: PASSWORD },
    ...(department === undefined ? {} : { department }),
  })
  return hub.signIn(username, PASSWORD)
}

const qualityOf = async (hub: TestHub, cookie: string, backMs = 2 * H): Promise<SensorQuality> =>
  (
    await hub.get<SensorQuality>(
      `/api/sensors/${encodeURIComponent(SENSOR)}/quality?from=${hub.now() - backMs}&to=${hub.now() + MIN}`,
      cookie,
    )
  ).body
const pageOf = async (hub: TestHub, cookie: string, query: string): Promise<QualityPage> =>
  (await hub.get<QualityPage>(`/api/quality?from=${hub.now() - 2 * H}&to=${hub.now() + MIN}&${query}`, cookie)).body
const gauge = async (hub: TestHub, cookie: string): Promise<SensorRow | undefined> =>
  (await hub.get<SensorSnapshot>('/api/sensors', cookie)).body.rows.find((s) => s.id === SENSOR)

/** Publishes one value, its time as the device says; resolves when it is durable. */
async function tell(hub: TestHub, depthM: number, at = hub.now()): Promise<void> {
  const gateway = await hub.gateway('gw-demo')
  await gateway.publishAsync('demo/ponding/p-1', JSON.stringify({ at: Math.round(at), values: { depthM } }), { qos: 1 })
  await gateway.endAsync()
}

describe('a device that does it wrong', () => {
  let hub: TestHub
  let chief: string
  beforeAll(async () => {
    hub = await startTestHub()
    chief = await person(hub, 'chief', 'dutyChief')
  }, 60_000)
  afterAll(() => hub.stop())

  const stored = async (): Promise<readonly { value: number; flags: string }[]> => {
    const { rows } = await hub.db.pool.query<{ value: number; quality: number }>(
      `select o.value, o.quality from observation o join series s on s.id = o.series where s.sensor = $1 order by o.recorded_at, o.occurred_at`,
      [SENSOR],
    )
    return rows.map((r) => ({ value: r.value, flags: qualityFlags(r.quality).join() }))
  }

  it('stays marked while it sends another unit, and is clean when it comes back', async () => {
    const beginAt = hub.now()
    for (const [i, depth] of [0.02, 0.195, 1.95, 1.96, 0.2].entries()) {
      await tell(hub, depth, beginAt + i * 20_000)
      hub.advance(20_000)
    }
    expect(await stored()).toEqual([
      { value: 0.02, flags: '' },
      { value: 0.195, flags: 'rate' },
      { value: 1.95, flags: 'rate,unitSlip' },
      { value: 1.96, flags: 'unitSlip' },
      { value: 0.2, flags: '' },
    ])
    const { row, flagged } = await qualityOf(hub, chief)
    expect(row).toMatchObject({ observations: 5, flags: { rate: 2, unitSlip: 2 }, suspect: 3, silences: 0, silent: 0 })
    expect(flagged[0]?.why.zh).toContain('尚未恢复')
    expect(flagged[1]?.why).toEqual({
      zh: '积水深度 20 秒内由 0.20 m 变为 1.95 m，快于每分钟 0.50 m；积水深度由 0.20 m 变为 1.95 m，约为原来的 10 倍，疑似单位或小数点有误',
      en: 'Ponding depth went from 0.20 m to 1.95 m within 20 s, faster than 0.50 m a minute; Ponding depth went from 0.20 m to 1.95 m, about 10 times as much: probably another unit or a misplaced point',
    })
  })

  it('is told apart when it repeats itself: refused, counted, and marked on the value that is there', async () => {
    hub.advance(MIN)
    const at = hub.now()
    await tell(hub, 0.23, at)
    await tell(hub, 0.23, at)
    hub.advance(MIN)
    await tell(hub, 0.24)
    // Behind the newest value: found in the store, not in memory.
    await tell(hub, 0.23, at)
    expect((await stored()).filter((o) => o.value === 0.23)).toEqual([{ value: 0.23, flags: 'repeated' }])
    const { row } = await qualityOf(hub, chief)
    expect(row).toMatchObject({ observations: 7, flags: { repeated: 2 } })
  })

  it('is followed after its clock went back an hour, and its current value does not stand still', async () => {
    hub.advance(2 * H)
    for (let i = 0; i < 8; i++) {
      await tell(hub, 0.3 + i / 100, hub.now() - (i < 2 ? 0 : H))
      hub.advance(MIN)
    }
    const flags = (await stored()).slice(-8).map((o) => o.flags)
    expect(flags).toEqual([
      'afterSilence',
      '',
      ...Array.from({ length: 4 }, () => 'late,outOfOrder'),
      'late,clockSkew',
      'late,clockSkew',
    ])
    const current = await until(async () => {
      const row = await gauge(hub, chief)
      return row?.values[0] === 0.37 && row
    })
    expect(current.at[0]).toBeLessThan(hub.now() - H)
    const { flagged } = await qualityOf(hub, chief)
    expect(flagged.some((f) => f.why.en.startsWith('The first value after 2 h'))).toBe(true)
    expect(flagged.filter((f) => f.why.en.includes('clock')).map((f) => f.why.en)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.stringMatching(/^Arrived 1 h after it happened; The device’s clock is about 1 h behind ours/),
      ),
    )
  })

  it('is listed by sensor, feed and department, worst first, to those it concerns', async () => {
    // Whole hours are counted from their roll-up, which follows within ten minutes of a clock that does not leap.
    for (let i = 0; i < 5; i++) await rollUpHour(hub.db, Math.floor(hub.now() / H - i) * H)
    const bySensor = await pageOf(hub, chief, 'by=sensor')
    expect(bySensor.rows.map((r) => r.key)).toEqual([SENSOR])
    expect(bySensor.rows[0]).toMatchObject({ sensor: { kind: 'ponding', feed: 'demo' }, simulated: true, sensors: 1 })
    const byFeed = await pageOf(hub, chief, 'by=feed')
    expect(byFeed.rows.find((r) => r.key === 'demo')).toMatchObject({
      name: { zh: '演示：一个积水点' },
      flags: { clockSkew: 2 },
      observations: bySensor.rows[0]?.observations,
    })
    expect((await pageOf(hub, chief, 'by=department')).rows[0]).toMatchObject({
      key: 'paishui',
      flags: { clockSkew: 2 },
    })
    expect((await pageOf(hub, chief, 'by=feed&flag=clockSkew')).rows.map((r) => r.key)).toEqual(['demo'])
    expect((await pageOf(hub, chief, 'by=sensor&flag=misplaced')).rows).toEqual([])
    // Also those without a blemish: whoever looks at one feed wants to see all of it.
    const listed = [...hub.reference.sensors.values()].filter((s) => s.feed === 'replay-air').length
    expect((await pageOf(hub, chief, 'by=sensor&feed=replay-air')).rows).toHaveLength(listed)

    const owner = await person(hub, 'owner', 'department', 'paishui')
    expect((await pageOf(hub, owner, 'by=sensor')).rows.map((r) => r.key)).toEqual([SENSOR])
    expect((await pageOf(hub, owner, 'by=department')).rows.map((r) => r.key)).toEqual(['paishui'])
    const stranger = await person(hub, 'stranger', 'department', 'shengtai')
    expect((await pageOf(hub, stranger, 'by=sensor')).rows).toEqual([])
    expect((await pageOf(hub, stranger, 'by=feed')).rows.map((r) => r.key)).not.toContain('demo')
    const refused = await hub.get<Problem>(
      `/api/sensors/${encodeURIComponent(SENSOR)}/quality?from=${hub.now() - H}&to=${hub.now()}`,
      stranger,
    )
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  })

  it.each([
    ['by=sensor&flag=nonsense', '/flag'],
    [`by=sensor&from=${Date.UTC(2026, 0)}&to=${Date.UTC(2026, 2)}`, '/to'],
    [`by=sensor&from=${Date.UTC(2026, 0)}&to=${Date.UTC(2026, 0)}`, '/to'],
  ])('refuses %s, naming the field', async (query, field) => {
    const span = query.includes('from=') ? '' : `&from=${hub.now() - H}&to=${hub.now()}`
    const { status, body } = await hub.get<Problem>(`/api/quality?${query}${span}`, chief)
    expect([status, body.field]).toEqual([400, field])
  })

  it('is told when it is registered far from the area it says', async () => {
    const registry = await hub.gateway('gw-registry')
    const device = { feed: 'sim-ponding', kind: 'ponding', owner: 'paishui', lng: 119.4292, lat: 32.3947 }
    await registry.publishAsync(
      [...hub.reference.feeds.values()].find((f) => f.id === 'sim-registry')?.topic ?? '',
      JSON.stringify({
        devices: [
          { ...device, device: 'far', name: '高邮的积水点', area: '321084' },
          { ...device, device: 'near', name: '广陵的积水点', area: '321002002' },
        ],
      }),
      { qos: 1 },
    )
    const page = await until(async () => {
      const found = await pageOf(hub, chief, 'by=sensor&flag=misplaced')
      return found.rows.length > 0 && found
    })
    expect(page.rows.map((r) => [r.key, r.flags])).toEqual([['sim-ponding/far', { misplaced: 1 }]])
  })
})

describe('silence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-silence-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is opened when a sensor is too long quiet, goes on over a restart, and ends with the next value', async () => {
    const first = await startTestHub({ folder })
    let chief = await person(first, 'chief', 'dutyChief')
    const spokeAt = first.now()
    await tell(first, 0.1)
    first.advance(4 * MIN)
    await first.quality.round()
    expect((await qualityOf(first, chief)).silences).toEqual([])
    first.advance(2 * MIN)
    await first.quality.round()
    await first.quality.round()
    const quiet = await qualityOf(first, chief)
    expect(quiet.row).toMatchObject({ silences: 1, silent: 1, observations: 1 })
    expect(quiet.silences).toHaveLength(1)
    expect(quiet.silences[0]?.to).toBeUndefined()
    expect(Math.abs((quiet.silences[0]?.from ?? 0) - spokeAt)).toBeLessThan(30_000)
    expect((await pageOf(first, chief, 'by=feed')).rows[0]).toMatchObject({ key: 'demo', silent: 1, silences: 1 })
    await first.stop()

    const second = await startTestHub({ folder })
    try {
      second.advance(20 * MIN)
      chief = await second.signIn('chief', PASSWORD)
      expect((await qualityOf(second, chief)).row).toMatchObject({ silences: 1, silent: 1 })
      await second.quality.round()
      const spokeAgainAt = second.now()
      await tell(second, 0.11)
      await second.quality.round()
      const after = await qualityOf(second, chief)
      expect(after.row).toMatchObject({ silences: 1, silent: 0, flags: { afterSilence: 1 } })
      expect(Math.abs((after.silences[0]?.to ?? 0) - spokeAgainAt)).toBeLessThan(30_000)
      expect(after.row.silentMs).toBe((after.silences[0]?.to ?? 0) - (after.silences[0]?.from ?? 0))
    } finally {
      await second.stop()
    }
  }, 120_000)
})
