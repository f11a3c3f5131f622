// Every question that screens ask of the store, asked once of a hub with a day's work in it: the SQL is right, the answers are true.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import {
  ActivitySchema,
  SensorDetailSchema,
  SeriesSchema,
  TraceSchema,
  type Activity,
  type IncidentPage,
  type SensorDetail,
  type Series,
  type Trace,
} from '../../src/wire/api.ts'
import { BriefSchema, type BriefView } from '../../src/wire/briefs.ts'
import { IndicatorDetailSchema, SignSeriesSchema, type IndicatorDetail, type SignSeries } from '../../src/wire/signs.ts'
import type { IncidentRow, Snapshot } from '../../src/wire/views.ts'
import { DirtyHours, maintain, rollUpHour } from '../../src/server/maintain.ts'
import { startTestHub, until, type TestHub } from '../support/hub.ts'

const HOUR_MS = 3_600_000
const SENSOR = encodeURIComponent('demo/p-1')

describe('reads', () => {
  let hub: TestHub
  let cookie: string
  let incident: string
  beforeAll(async () => {
    hub = await startTestHub()
    await hub.accounts.createAccount({
      username: 'chief',
      name: '值班长',
      role: 'dutyChief',
      password: 'Correct-horse-9',
    })
    cookie = await hub.signIn('chief', 'Correct-horse-9')
    const gateway = await hub.gateway('gw-demo')
    const now = hub.now()
    for (const [minutesAgo, depthM] of [
      [5, 0.01],
      [4, 0.05],
      [3, 0.12],
      [1, 0.31],
    ] as const)
      await gateway.publishAsync(
        'demo/ponding/p-1',
        JSON.stringify({ at: now - minutesAgo * 60_000, values: { depthM } }),
        { qos: 1 },
      )
    const row = await until(
      async () => (await hub.get<Snapshot<IncidentRow>>('/api/snapshot/incidents', cookie)).body.rows[0],
    )
    incident = row.id
    // What came after its minute had been told is told again within seconds.
    hub.advance(70_000)
    const told = `select distinct value from indicator_value
      where indicator = 'ponding-max' and area = '321000' and value in (0.05, 0.31)`
    await until(async () => (await hub.db.pool.query(told)).rowCount === 2, 60_000)
  }, 120_000)
  afterAll(() => hub.stop())

  const ask = async <T>(path: string): Promise<T> => {
    const { status, body } = await hub.get<T>(path, cookie)
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const window = (span: number): string => `from=${hub.now() - span}&to=${hub.now()}`

  it('gives a sensor its raw curve for a day, and hourly means beyond', async () => {
    const raw = await ask<Series>(`/api/sensors/${SENSOR}/series?${window(HOUR_MS)}`)
    expect([...Value.Errors(SeriesSchema, raw)]).toEqual([])
    expect(raw.value.filter((v) => v !== null)).toEqual([0.01, 0.05, 0.12, 0.31])
    for (const back of [0, 1]) await rollUpHour(hub.db, Math.floor(hub.now() / HOUR_MS - back) * HOUR_MS)
    const hourly = await ask<Series>(`/api/sensors/${SENSOR}/series?${window(48 * HOUR_MS)}`)
    const n = await hub.db.pool.query<{ n: number; sum: number }>(
      'select sum(n)::int as n, sum(sum) as sum from observation_hour',
    )
    expect(n.rows[0]?.n).toBe(4)
    expect(n.rows[0]?.sum).toBeCloseTo(0.49)
    expect(hourly.value.length).toBeGreaterThan(0)
  })

  it('says everything about a sensor and an indicator', async () => {
    const sensor = await ask<SensorDetail>(`/api/sensors/${SENSOR}`)
    expect([...Value.Errors(SensorDetailSchema, sensor)]).toEqual([])
    expect(sensor).toMatchObject({ kind: 'ponding', incidents: [incident] })
    const detail = await ask<IndicatorDetail>('/api/indicators/ponding-max')
    expect([...Value.Errors(IndicatorDetailSchema, detail)]).toEqual([])
    expect(detail.sensors[0]).toMatchObject({ id: 'demo/p-1', value: 0.31, fresh: true, level: 2 })
    expect(detail.incidents).toEqual([incident])
    const series = await ask<SignSeries>(`/api/indicators/ponding-max/series?${window(HOUR_MS)}`)
    expect([...Value.Errors(SignSeriesSchema, series)]).toEqual([])
    expect(series.stepMs).toBe(60_000)
    expect(series.value).toContain(0.31)
    // Those of some minutes ago were not known when their minute was told.
    expect(series.corrections.map((c) => c.value)).toContain(0.05)
  })

  it('counts what happened, per step and department', async () => {
    const activity = await ask<Activity>(`/api/activity?${window(24 * HOUR_MS)}&stepMs=${HOUR_MS}`)
    expect([...Value.Errors(ActivitySchema, activity)]).toEqual([])
    const sum = (counts: number[]): number => counts.reduce((a, b) => a + b, 0)
    expect([sum(activity.opened), sum(activity.closed), sum(activity.alarms)]).toEqual([1, 0, 1])
  })

  it('writes the day so far, naming the case, and issues yesterday once when its hour has come', async () => {
    const date = new Date(hub.now() + hub.reference.city.utcOffsetMinutes * 60_000).toISOString().slice(0, 10)
    const brief = await ask<BriefView>(`/api/briefs/${date}`)
    expect([...Value.Errors(BriefSchema, brief)]).toEqual([])
    expect(brief.complete).toBe(false)
    expect(brief.statements.some((s) => s.sources.some((b) => b.kind === 'incident' && b.id === incident))).toBe(true)
    expect((await hub.get('/api/briefs/2999-01-01', cookie)).status).toBe(404)
  })

  it('traces the case: every reason is a step before it', async () => {
    const trace = await ask<Trace>(`/api/trace/${incident}`)
    expect([...Value.Errors(TraceSchema, trace)]).toEqual([])
    const ids = new Set(trace.steps.map((s) => s.id))
    for (const step of trace.steps.filter((s) => s.stage === 2 || s.stage === 3))
      expect(
        step.because.some((b) => ids.has(b.id)),
        `${step.stage} ${step.id}`,
      ).toBe(true)
    expect(trace.steps.map((s) => s.stage)).toEqual([...trace.steps.map((s) => s.stage)].sort((a, b) => a - b))
  })

  it('finds cases by words, with wildcards taken as they are', async () => {
    const found = await ask<IncidentPage>(`/api/incidents?text=${encodeURIComponent('积水')}`)
    expect(found.rows.map((r) => r.id)).toEqual([incident])
    expect(await ask<IncidentPage>('/api/incidents?text=%25')).toEqual({ rows: [], total: 0 })
  })

  it('keeps house: rolls ended hours up, bounds the samples, drops what is older than the retention', async () => {
    const dirty = new DirtyHours(hub.now())
    await hub.db.pool.query(
      `insert into reject (at, feed, reason, detail, topic, payload, bytes) select now(), 'demo', 'schema', '', '', '', 0 from generate_series(1, 80)`,
    )
    await maintain(hub.db, 30, dirty, hub.now())
    expect((await hub.db.pool.query('select 1 from reject')).rowCount).toBe(50)
    await maintain(hub.db, 30, dirty, hub.now() + 40 * 24 * HOUR_MS)
    expect((await hub.db.pool.query('select 1 from observation')).rowCount).toBe(0)
    expect((await hub.db.pool.query('select 1 from incident')).rowCount).toBe(1)
  })
})
