// This test is a document. Read it from top to bottom: it is the way of one message through the whole system,
// and the files it imports are the stages. `npm run walk` prints the same journey.
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, it } from 'vitest'
import { clockStatus } from '../../src/core/clock/clock.ts'
import { type ReferenceIndex, indexReference, loadReference } from '../../src/server/reference/load.ts'
import { TraceSchema } from '../../src/wire/api.ts'
import { parseTopic } from '../../src/wire/topics.ts'
import { type Journey, type Step, walk } from './journey.ts'
import { HAPPENED_AT, ponding } from './plan.ts'
import { print } from './print.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const city = (clock: string): number => Date.parse(`2026-10-13T${clock}+08:00`)

let reference: ReferenceIndex
let journey: Journey
const stage = (n: number): Step[] => journey.trace.steps.filter((step) => step.stage === n)
const ids = (steps: readonly Step[]): string[] => steps.map((step) => step.id)
const restsOn = (step: Step | undefined): string[] => (step?.because ?? []).map(({ kind, id }) => `${kind} ${id}`)

beforeAll(async () => {
  reference = indexReference(await loadReference(join(ROOT, 'city/yangzhou')))
  journey = walk(reference, ponding(HAPPENED_AT, 0.32))
})

describe('a road is under 32 cm of water', () => {
  it('0: at 07:42 a gauge in the underpass of Wenchang Middle Road stands in it', () => {
    expect(ids(stage(0))).toEqual(['demo/p-1'])
    expect(stage(0)[0]?.occurredAt).toBe(city('07:42:00'))
  })

  it('1: publishes 45 bytes over MQTT, which reach the hub 350 ms later', () => {
    const [message] = stage(1)
    expect(message).toMatchObject({
      id: 'demo/ponding/p-1',
      occurredAt: city('07:42:00'),
      recordedAt: city('07:42:00.350'),
      detail: { payload: '{"at":1791848520000,"values":{"depthM":0.32}}', bytes: 45, feed: 'demo', format: 'yiwang' },
    })
    expect(restsOn(message)).toEqual(['sensor demo/p-1'])
  })

  it('2: is decoded by its contract and checked: a good observation that keeps both times', () => {
    expect(journey.sensed.observation).toEqual({
      sensor: 'demo/p-1',
      metric: 'depthM',
      value: 0.32,
      quality: 0,
      occurredAt: city('07:42:00'),
      recordedAt: city('07:42:00.350'),
    })
    expect(restsOn(stage(2)[0])).toEqual(['message demo/ponding/p-1', 'feed demo'])
  })

  it('3: lifts the city’s vital sign and raises an alarm of level Ⅱ that says why', () => {
    const { indicator, alarm, why } = journey.sensed
    const [observed] = ids(stage(2))
    expect(indicator).toMatchObject({ indicator: 'ponding-max', value: 0.32, level: 2, coverage: 1 })
    expect(alarm).toMatchObject({ rule: 'ponding-depth', level: 2, value: 0.32, raisedAt: city('07:42:00') })
    expect(why).toEqual({
      zh: '积水深度 0.32 m，达到Ⅱ级限值 0.27 m',
      en: 'Ponding depth 0.32 m, at or above the level Ⅱ limit 0.27 m',
    })
    expect(stage(3).map(restsOn)).toEqual([
      [`observation ${observed}`],
      [`observation ${observed}`, 'rule ponding-depth'],
    ])
  })

  it('4: opens a case that files itself under what the rule names, frozen as it applies today', () => {
    const [opened] = journey.entries
    expect(opened?.events.map((event) => event.body.type)).toEqual([
      'opened',
      'alarmLinked',
      'clocked',
      'filed',
      'clocked',
      'clocked',
      'clocked',
    ])
    expect(opened?.incident).toMatchObject({
      id: 'YZ-20261013-000001',
      state: 'pendingDispatch',
      level: 2,
      source: 'sensor',
      openedAt: city('07:42:00'),
      recordedAt: city('07:42:00.750'),
      alarms: [journey.sensed.alarm.id],
      fingerprint: 'M001:depth@street:321002002',
      snapshot: { code: 'M001', condition: 'depth', limit: { amount: 2, unit: 'urgentHour' } },
    })
    expect(restsOn(stage(4)[0])).toEqual([`alarm ${journey.sensed.alarm.id}`, 'rule ponding-depth'])
  })

  it('5: goes to the department that the list of responsibilities names, and every clock is met', () => {
    const [first] = journey.recommendations
    expect(first).toMatchObject({ lead: 'paishui', via: 'matrix' })
    expect(first?.assist).toContain('jiaojing')
    expect(first?.basis.length).toBeGreaterThan(0)
    expect(journey.entries.map(({ incident }) => incident.state)).toEqual([
      'pendingDispatch',
      'pendingHandle',
      'handling',
      'handling',
      'handling',
      'handling',
      'pendingConfirm',
      'pendingCheck',
      'pendingClose',
      'closed',
    ])
    const closed = journey.entries.at(-1)?.incident
    expect(closed).toMatchObject({ lead: 'paishui', handler: '泵车一组', closedAt: city('09:40:20') })
    expect(closed?.clocks.handle).toMatchObject({
      startedAt: city('07:48:20'),
      dueAt: city('09:48:20'),
      stoppedAt: city('09:07:20'),
    })
    for (const clock of Object.values(closed?.clocks ?? {}))
      expect(clockStatus(clock, city('23:00:00'))).toBe('metOnTime')
  })

  it('5: with every act resting on the version its officer saw, and the log chained line by line', () => {
    const orders = stage(5)
    expect(orders).toHaveLength(9)
    const seen = [...stage(4), ...orders]
    orders.forEach((order, i) => {
      expect(restsOn(order)).toEqual([`event ${seen[i]?.id}`, expect.stringMatching(/^command walk-/)])
    })
    const lines = journey.entries.flatMap((entry) => entry.events.map((event) => event.n))
    expect(lines).toEqual(lines.map((_, i) => i + 1))
    expect(new Set(journey.entries.map((entry) => entry.hash)).size).toBe(journey.entries.length)
  })

  it('6: is on the screens as a 40-byte frame half a second later', () => {
    const { value } = journey.shown
    expect(parseTopic(value.topic)).toEqual({ type: 'frame', area: '321002', kind: 'ponding' })
    expect(value).toMatchObject({ seq: 1, level: 2, occurredAt: city('07:42:00'), sentAt: city('07:42:00.850') })
    expect(value.value).toBeCloseTo(0.32, 6)
    expect(value.bytes).toHaveLength(40)
    expect(restsOn(stage(6)[0])).toEqual([`observation ${ids(stage(2))[0]}`])
  })

  it('6: and as one row, version after version, for the desk and for the department that leads', () => {
    const { rows } = journey.shown
    const sentAs = (type: string) => rows.filter(({ topic }) => parseTopic(topic)?.type === type)
    const all = sentAs('view')
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(all.map(({ row }) => `${row.id}#${row.version}`)).toEqual([...ids(stage(4)), ...ids(stage(5))])
    expect(all.at(-1)?.row).toMatchObject({ state: 'closed', level: 2, lead: 'paishui', simulated: true, alarms: 1 })
    // The lead and the assisting department hear of it once it is dispatched, and of each version after.
    expect(new Set(sentAs('departmentIncidents').map(({ topic }) => topic)).size).toBe(2)
    expect(sentAs('departmentIncidents')).toHaveLength(2 * 9)
    expect(stage(6).slice(1).map(restsOn)).toEqual([...stage(4), ...stage(5)].map(({ id }) => [`event ${id}`]))
  })

  it('7: stands in the brief next morning at 07:30, in a sentence that opens the case', () => {
    const { brief, issuedAt, statement } = journey.morning
    expect(brief).toMatchObject({ date: '2026-10-13', complete: true, simulated: true })
    expect(issuedAt).toBe(Date.parse('2026-10-14T07:30:00+08:00'))
    expect(statement).toMatchObject({ id: 'incidents.YZ-20261013-000001', level: 2 })
    for (const word of ['07:42', '道路积水', 'Ⅱ级', '排水处', '09:48', '09:07', '结案'])
      expect(statement.text.zh).toContain(word)
    expect(restsOn(stage(7)[0])).toEqual(['incident YZ-20261013-000001'])
    // Every figure of the brief has its sources; what this one case counts in names it.
    const figures = brief.statements.flatMap((s) => s.figures)
    expect(figures.filter((f) => f.value > 0 && f.sources.length === 0)).toEqual([])
  })
})

describe('the whole way', () => {
  it('leads from the brief back to the sensor, product by product', () => {
    const made = new Map(journey.trace.steps.map((step) => [step.id, step]))
    made.set(journey.trace.incident, stage(5).at(-1) as Step)
    const way: string[] = []
    for (
      let at = stage(7)[0];
      at !== undefined;
      at = at.because.map(({ id }) => made.get(id)).find((s) => s !== undefined)
    )
      way.push(String(at.stage))
    expect(way.join('')).toBe('755555555543210')
  })

  it('knows nothing before it happened, and nothing before what it rests on', () => {
    const recorded = new Map(journey.trace.steps.map((step) => [step.id, step.recordedAt]))
    for (const step of journey.trace.steps) {
      expect(step.recordedAt).toBeGreaterThanOrEqual(step.occurredAt)
      for (const { id } of step.because) expect(step.recordedAt).toBeGreaterThanOrEqual(recorded.get(id) ?? 0)
    }
  })

  it('has the shape that GET /api/trace/:incident promises', () => {
    expect([...Value.Errors(TraceSchema, journey.trace)]).toEqual([])
  })

  it('is the same way every time', () => {
    expect(walk(reference, ponding(HAPPENED_AT, 0.32)).trace).toEqual(journey.trace)
  })

  it.each(['zh', 'en'] as const)('reads in %s as kept beside this test', async (language) => {
    const page = print(journey.trace.steps, language, reference.city.utcOffsetMinutes)
    await expect(page).toMatchFileSnapshot(`journey.${language}.txt`)
  })
})

describe('other messages end sooner, and say where', () => {
  it.each<[string, number, RegExp]>([
    ['below every limit', 0.03, /^no alarm: depthM 0\.03/],
    ['level Ⅳ', 0.08, /^an alarm only: .* no case at level 4/],
    ['no water is 5 m deep on a road', 5, /^refused: impossibleValue/],
  ])('%s', (_, depthM, reason) => {
    expect(() => walk(reference, ponding(HAPPENED_AT, depthM))).toThrow(reason)
  })

  it('a topic that no contract covers', () => {
    expect(() => walk(reference, { ...ponding(HAPPENED_AT, 0.32), topic: 'somewhere/else' })).toThrow(/no contract/)
  })

  it('bytes that are no message', () => {
    const message = { ...ponding(HAPPENED_AT, 0.32), payload: new TextEncoder().encode('{"values":') }
    expect(() => walk(reference, message)).toThrow(/^unparseable/)
  })
})

describe('npm run walk', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'tests/walk/walk.ts', ...args], { cwd: ROOT })

  it('prints the page, or the trace for machines', async () => {
    const [page, json] = await Promise.all([run('--lang', 'en'), run('--json')])
    expect(page.stdout).toBe(print(journey.trace.steps, 'en', reference.city.utcOffsetMinutes))
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(journey.trace)))
  })

  it('refuses a wrong argument in one sentence', async () => {
    await expect(run('--lang', 'fr')).rejects.toMatchObject({ code: 2, stderr: '--lang must be zh or en.\n' })
  })
})
