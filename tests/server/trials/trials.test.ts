// Trials over a seeded store of 30 days: the answer equals a replay of every single value; cases at the place; what is missing is said.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReplay } from '../../../src/core/alarm/trial.ts'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import type { Indicator } from '../../../src/core/indicate/types.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { ProblemError } from '../../../src/server/problems.ts'
import { ensurePartitions } from '../../../src/server/store/partitions.ts'
import { openPace } from '../../../src/server/trials/pace.ts'
import { openTrials } from '../../../src/server/trials/trials.ts'
import type { Trial, TrialQuery } from '../../../src/wire/signs.ts'
import { TrialSchema } from '../../../src/wire/signs.ts'
import { Compile } from 'typebox/compile'
import { PLACE, START, stageCases, type CaseStage } from '../cases/setup.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const EVERY = 10 * MINUTE
const FROM = START - 30 * DAY
const ids = ['ponding/a', 'ponding/b', 'ponding/c']
const fits = Compile(TrialSchema)

let stage: CaseStage
let rule: AlarmRule
const sensors = new SensorTable(() => [])
const values = new Map<string, { at: number; value: number }[]>()

/** A storm every few days, deeper at some places, with values around the limits. */
function depth(sensor: number, at: number): number {
  const hours = (at - FROM) / HOUR
  const storm = Math.max(0, Math.sin((hours / 61) * 2 * Math.PI + sensor) - 0.9) * 3
  return Math.round((storm + ((at / EVERY + sensor * 3) % 4) * 0.008) * 1000) / 1000
}

beforeAll(async () => {
  stage = await stageCases()
  const { db, reference } = stage
  rule = reference.alarmRules.get('ponding-depth') ?? expect.fail('no rule')
  const kind = reference.sensorKinds.get('ponding') ?? expect.fail('no kind')
  await ensurePartitions(
    db,
    Array.from({ length: 33 }, (_, d) => START - d * DAY),
  )
  for (const [n, id] of ids.entries()) {
    const place = { lng: PLACE.lng + n * 0.01, lat: PLACE.lat, area: PLACE.area, district: PLACE.area }
    await db.pool.query(
      `insert into sensor (id, feed, device, kind, name, lng, lat, area, district, simulated, registered_at)
       values ($1, 'f', $1, 'ponding', $2, $3, $4, $5, $5, true, to_timestamp($6))`,
      [id, `积水点 ${n}`, place.lng, place.lat, place.area, START / 1000],
    )
    const { rows } = await db.pool.query<{ id: number }>(
      `insert into series (sensor, metric) values ($1, 'depthM') returning id`,
      [id],
    )
    const series = rows[0]?.id ?? 0
    const metric = kind.metrics.findIndex((m) => m.id === 'depthM')
    sensors.put({
      ...place,
      ...{
        id,
        feed: 'f',
        device: id,
        kind,
        name: `积水点 ${n}`,
        attributes: {},
        simulated: true,
        silentAfterMs: kind.staleAfterMs,
        everyMs: 60_000,
      },
      series: kind.metrics.map((_, m) => (m === metric ? series : 0)),
    })
    const own = Array.from({ length: (31 * DAY) / EVERY }, (_, i) => {
      const at = START - 31 * DAY + i * EVERY
      return { at, value: depth(n, at) }
    })
    values.set(id, own)
    await db.pool.query(
      `insert into observation (series, occurred_at, recorded_at, value, quality)
       select $1, to_timestamp(a), to_timestamp(a), v, 0 from unnest($2::float8[], $3::float8[]) as t (a, v)`,
      [series, own.map((o) => o.at / 1000), own.map((o) => o.value)],
    )
  }
  await db.pool.query(
    `insert into observation_hour (series, hour, n, sum, min, max)
     select series, date_trunc('hour', occurred_at), count(*), sum(value), min(value), max(value) from observation group by 1, 2`,
  )
}, 120_000)
afterAll(() => stage.stop())

const open = (patience?: number) =>
  openTrials({
    db: stage.db,
    sensors,
    reference: stage.reference,
    now: () => START,
    ...(patience === undefined ? {} : { pace: (signal) => openPace(signal, undefined, patience) }),
  })
const never = new AbortController().signal
const ask = (body: unknown, more: Partial<TrialQuery> = {}): TrialQuery => ({
  kind: 'alarmRule',
  id: 'ponding-depth',
  body,
  days: 30,
  ...more,
})
const tried = async (query: TrialQuery): Promise<Trial> => {
  const answer = await open().run(query, 'chief', never)
  expect(fits.Errors(answer)).toEqual([])
  return answer
}
const shifted = (by: number): AlarmRule => ({
  ...rule,
  steps: rule.steps.map((s) => ({ ...s, limit: Math.round((s.limit + by) * 100) / 100 })),
})
/** Every value, one by one. */
const replayed = (of: AlarmRule, days = 30): { at: number; level: number; sensor: string }[] =>
  [...values].flatMap(([sensor, own]) => {
    const replay = openReplay(of)
    for (const { at, value } of own) if (at >= START - (days + 1) * DAY) replay.take(value, at)
    return replay
      .end(START)
      .filter((a) => a.raisedAt >= START - days * DAY)
      .map((a) => ({ at: a.raisedAt, level: a.level, sensor }))
  })
const refusal = async (query: TrialQuery): Promise<ProblemError> => {
  const error: unknown = await open()
    .run(query, 'chief', never)
    .catch((e: unknown) => e)
  return error instanceof ProblemError ? error : expect.fail(`expected a refusal, got ${String(error)}`)
}

describe('an alarm rule', () => {
  it.each([0, 0.05, 0.12, -0.03])('with limits %d higher answers as a replay of every value does', async (by) => {
    const body = shifted(by)
    const answer = await tried(ask(body))
    const wanted = replayed(body)
    expect(wanted.length).toBeGreaterThan(0)
    expect(answer.proposed.raised).toBe(wanted.length)
    expect(answer.proposed.byLevel).toEqual(
      ([1, 2, 3, 4] as const)
        .map((level) => ({ level, n: wanted.filter((a) => a.level === level).length }))
        .filter((l) => l.n > 0),
    )
    expect(answer.present?.raised).toBe(replayed(rule).length)
    expect(answer).toMatchObject({ whole: true, sensors: 3, simulated: true, from: FROM, to: START })
    expect(answer.proposed.byDay.reduce((n, d) => n + d.n, 0)).toBe(wanted.length)
    expect(answer.examples[0]?.at).toBe(Math.max(...wanted.map((a) => a.at)))
    if (by === 0) expect(answer.examples.every((e) => !e.isNew)).toBe(true)
  })

  it('of fewer days, with delays and a deadband of its own, too', async () => {
    const body = { ...shifted(0.02), deadband: 0.015, onDelayMs: 25 * MINUTE, offDelayMs: 2 * HOUR }
    const answer = await tried(ask(body, { days: 7 }))
    expect(answer.proposed.raised).toBe(replayed(body, 7).length)
  })

  it('that nobody has yet has nothing beside it; one that watches no sensor raises nothing', async () => {
    const body = { ...rule, id: 'new-one', where: { zone: 'nowhere' } }
    const answer = await tried(ask(body, { id: 'new-one' }))
    expect(answer.present).toBeUndefined()
    expect(answer).toMatchObject({ sensors: 0, proposed: { raised: 0 }, whole: true })
  })

  it('counts alarms of which a case was filed: its own, or one of the matter at the place within a day', async () => {
    const before = await tried(ask(rule))
    expect(before.proposed.filed).toBe(0)
    const all = replayed(rule)
    const [first, second] = [all.find((a) => a.sensor === 'ponding/a'), all.find((a) => a.sensor === 'ponding/b')]
    if (first === undefined || second === undefined) return expect.fail('too few alarms')
    const filed = async (id: string, at: number, lng: number, matter: string): Promise<void> => {
      await stage.db.pool.query(
        `insert into incident (id, code, version, state, level, matter, assist, area, district, source, simulated,
           opened_at, updated_at, filed_at, title, search, lng, lat, exempt, returned_by, body)
         values ($1, $1, 1, 'closed', 3, $2, '{}', $3, $3, 'sensor', true, to_timestamp($4), to_timestamp($4),
           to_timestamp($4), '', '', $5, $6, false, '{}', '{}')`,
        [id, matter, PLACE.area, at / 1000, lng, PLACE.lat],
      )
    }
    await filed('case-far', first.at + HOUR, PLACE.lng + 0.005, 'M001')
    await filed('case-other', first.at + HOUR, PLACE.lng, 'M002')
    await filed('case-late', first.at + 25 * HOUR, PLACE.lng + 0.0001, 'M001')
    const none = await tried(ask(rule))
    const late = all.filter(
      (a) => a.sensor === 'ponding/a' && Math.abs(first.at + 25 * HOUR - a.at - 12 * HOUR) <= 12 * HOUR,
    )
    expect(none.proposed.filed).toBe(late.length)
    await filed('case-near', first.at + HOUR, PLACE.lng + 0.0005, 'M001')
    await filed('case-own', second.at, PLACE.lng + 1, 'M001')
    await stage.db.pool.query(
      `insert into alarm (id, rule, sensor, metric, level, value, raised_at, recorded_at, cleared_at, incident, because)
       values ('al-x', 'ponding-depth', 'ponding/b', 'depthM', 3, 1, to_timestamp($1), to_timestamp($1), to_timestamp($1), 'case-own', '[]')`,
      [second.at / 1000],
    )
    const answer = await tried(ask(rule))
    expect(answer.proposed.filed).toBeGreaterThan(none.proposed.filed)
    expect(answer.present?.filed).toBe(answer.proposed.filed)
  })

  it('over a store that has nothing yet says so, and not that nothing would have been', async () => {
    const kind = stage.reference.sensorKinds.get('gas') ?? expect.fail('no kind')
    const place = { lng: PLACE.lng, lat: PLACE.lat, area: PLACE.area, district: PLACE.area }
    const empty = new SensorTable(() => [])
    empty.put({
      ...place,
      ...{
        id: 'gas/new',
        feed: 'f',
        device: 'new',
        kind,
        name: '新装',
        attributes: {},
        simulated: false,
        silentAfterMs: kind.staleAfterMs,
        everyMs: 60_000,
      },
      series: kind.metrics.map(() => 999_999),
    })
    const body = stage.reference.alarmRules.get('gas-lel')
    const trials = openTrials({ db: stage.db, sensors: empty, reference: stage.reference, now: () => START })
    const answer = await trials.run(ask(body, { id: 'gas-lel' }), 'chief', never)
    expect(answer).toMatchObject({ whole: false, sensors: 1, from: START - 3 * HOUR, proposed: { raised: 0 } })
  })

  it('says so when there was no time to look at all sensors', async () => {
    const answer = await open(-1).run(ask(rule), 'chief', never)
    expect(answer).toMatchObject({ whole: false, sensors: 0, ofSensors: 3 })
  })

  it('is called off with its request, and by the next one of the same account', async () => {
    const gone = new AbortController()
    const one = open().run(ask(rule), 'chief', gone.signal)
    gone.abort()
    await expect(one).rejects.toThrow(/called off/)
    const trials = open()
    const first = trials.run(ask(rule), 'chief', never)
    const second = trials.run(ask(rule), 'chief', never)
    await expect(first).rejects.toThrow(/called off/)
    expect((await second).sensors).toBe(3)
  })

  it('says since when there are values, and what is no longer kept', async () => {
    const { db } = stage
    const day = new Date(FROM).toISOString().slice(0, 10).replaceAll('-', '')
    const names = [-2, -1, 0, 1, 2, 3].map((d) =>
      new Date(FROM + d * DAY).toISOString().slice(0, 10).replaceAll('-', ''),
    )
    for (const name of names) await db.pool.query(`drop table observation_${name}`)
    expect(day).toBe(names[2])
    expect((await tried(ask(rule))).whole).toBe(false)
    await db.pool.query('delete from observation_hour where hour < to_timestamp($1)', [(FROM + 5 * DAY) / 1000])
    const young = await tried(ask(rule))
    expect(young).toMatchObject({ whole: false, from: FROM + 5 * DAY })
  })
})

describe('an indicator', () => {
  const indicator = (): Indicator => {
    const one = [...stage.reference.indicators.values()].find(
      (d) => d.polarity === 'lowerBetter' && d.scales.some((s) => s.steps.length >= 2),
    )
    return one ?? expect.fail('no indicator with levels')
  }
  it('counts the levels reached, for how long and where', async () => {
    const def = indicator()
    const steps = [
      { level: 4 as const, limit: 10 },
      { level: 3 as const, limit: 20 },
    ]
    const body: Indicator = { ...def, scales: [{ sure: 'local', steps }] }
    const { code } = stage.reference.city
    // From minute 100: 30 minutes of 15, then 5 of 25; nothing before, nothing after.
    const minutes = Array.from({ length: 200 }, (_, m) => (m < 100 ? 1 : m < 130 ? 15 : m < 135 ? 25 : 1))
    await stage.db.pool.query(
      `insert into indicator_value (indicator, area, at, value, coverage, simulated)
       select $1, $2, to_timestamp($3 + 60 * (n - 1)), v, 1, false from unnest($4::float8[]) with ordinality as t (v, n)`,
      [def.id, code, (START - 3 * HOUR - 20 * MINUTE) / 1000, minutes],
    )
    const answer = await tried({ kind: 'indicator', id: def.id, body, days: 1 })
    expect(answer.proposed).toMatchObject({
      raised: 1,
      brief: 0,
      byLevel: [
        { level: 3, n: 1, heldMs: 5 * MINUTE },
        { level: 4, n: 0, heldMs: 30 * MINUTE },
      ],
      byArea: [{ area: code, n: 1, heldMs: 35 * MINUTE }],
    })
    expect(answer.present).toBeDefined()
    expect(answer.examples).toMatchObject([{ area: code, level: 3, value: 15 }])
  })
})

describe('what could not stand is refused with its place', () => {
  it.each<[string, () => unknown, string]>([
    ['no object', () => 7, '/body'],
    ['a level there is not', () => ({ ...rule, steps: [{ level: 5, limit: 1 }] }), '/body/steps/0/level'],
    ['a limit nobody can reach', () => ({ ...rule, steps: [{ level: 4, limit: 1e9 }] }), '/body/steps/0/limit'],
    ['a metric the kind has not', () => ({ ...rule, metric: 'taste' }), '/body/metric'],
    ['another name than it is asked under', () => ({ ...rule, id: 'other' }), '/body'],
    [
      'a matter nobody knows',
      () => ({ ...rule, incident: { ...rule.incident, matter: 'M999' } }),
      '/body/incident/matter',
    ],
  ])('%s', async (_what, body, field) => {
    const problem = await refusal(ask(body()))
    expect([problem.code, problem.extras.field]).toEqual(['invalid', field])
  })
})
