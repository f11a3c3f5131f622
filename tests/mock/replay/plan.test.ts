// Rows → timed messages: tables, no file, no broker.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMap, ReplayError, type ReplayMap } from '../../../mock/replay/map.ts'
import { fillTopic, Planner, toDue, toIso, type Pace, type Plan, type Window } from '../../../mock/replay/plan.ts'

const HOUR = 3_600_000
const T0 = Date.UTC(2026, 5, 9, 8, 0)

const map: ReplayMap = {
  input: 'csv',
  time: 'at',
  arrival: 'got',
  zoneOffsetMinutes: 480,
  topic: 'replay/rain/{station}',
  timeAs: 't',
  skip: [{ column: 'status', is: ['missing'] }],
  fields: [
    { column: 'mm', as: 'mm10', missing: ['-'] },
    { column: 'note', as: 'note' },
  ],
  everyMs: HOUR,
  lateAfterMs: 2 * HOUR,
}
const row = (hour: number, over: Record<string, unknown> = {}) => ({
  at: toIso(T0 + hour * HOUR, 480),
  got: toIso(T0 + hour * HOUR, 480),
  station: '南郷山',
  mm: '1.5',
  note: '',
  status: 'ok',
  ...over,
})
function plan(rows: Record<string, unknown>[], window: Window = {}): Plan {
  const planner = new Planner(map, window)
  rows.forEach((r, i) => planner.add(r, i + 2))
  return planner.finish()
}

describe('planning', () => {
  it('publishes by arrival, not by file order or time of measuring', () => {
    const late = row(0, { got: toIso(T0 + 5 * HOUR, 480), mm: '9' })
    const { messages } = plan([late, row(1), row(2)])
    expect(messages.map((m) => m.fields['mm10'])).toEqual([1.5, 1.5, 9])
    expect(messages.at(-1)).toEqual({
      topic: 'replay/rain/南郷山',
      fields: { mm10: 9 },
      occurredAt: T0,
      arrivedAt: T0 + 5 * HOUR,
    })
  })

  it('counts what is missing, late, repeated and absent', () => {
    const { series } = plan([
      row(0),
      row(1, { status: 'missing', mm: '0' }),
      row(2, { mm: ' - ' }),
      row(3, { mm: '' }),
      row(4),
      row(4),
      row(5, { got: toIso(T0 + 8 * HOUR, 480) }),
      row(8),
    ])
    expect(series.get('replay/rain/南郷山')).toEqual({
      rows: 8,
      published: 5,
      missing: 3,
      late: 1,
      gaps: 2,
      absent: 5,
      repeated: 1,
      firstAt: T0,
      lastAt: T0 + 8 * HOUR,
    })
  })

  it('knows a gauge that never spoke', () => {
    const dead = plan([row(0, { status: 'missing' }), row(1, { status: 'missing' })])
    expect(dead.messages).toEqual([])
    expect(dead.series.get('replay/rain/南郷山')).toMatchObject({ rows: 2, published: 0, gaps: 1, absent: 2 })
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a time that is none', { at: 'noon' }, /line 2: at is no time: noon/],
    ['no time', { at: '' }, /at is no time/],
    ['no arrival', { got: '' }, /got is no time/],
    ['no station', { station: '' }, /no topic/],
    ['a station that breaks the topic', { station: 'a/+/#' }, /no topic/],
  ])('refuses %s and goes on', (_, over, why) => {
    const got = plan([row(0, over), row(1)])
    expect(got.refused).toBe(1)
    expect(got.samples[0]).toMatch(why)
    expect(got.messages).toHaveLength(1)
  })

  it('keeps few samples of many refusals', () => {
    const got = plan(Array.from({ length: 50 }, () => row(0, { at: 'x' })))
    expect(got.refused).toBe(50)
    expect(got.samples).toHaveLength(5)
  })

  it('leaves broken values as they were recorded, for the hub to refuse', () => {
    expect(plan([row(0, { mm: 'ERR' }), row(1, { mm: 'NaN' })]).messages.map((m) => m.fields['mm10'])).toEqual([
      'ERR',
      'NaN',
    ])
  })

  it('never has a row arrive before it was measured', () => {
    const [message] = plan([row(3, { got: toIso(T0, 480) })]).messages
    expect(message?.arrivedAt).toBe(message?.occurredAt)
  })

  it('takes a window, from inclusive and to exclusive, and a limit', () => {
    const rows = [0, 1, 2, 3, 4].map((h) => row(h))
    const got = plan(rows, { from: T0 + HOUR, to: T0 + 4 * HOUR, limit: 2 })
    expect(got.outside).toBe(2)
    expect(got.messages.map((m) => m.occurredAt)).toEqual([T0 + HOUR, T0 + 2 * HOUR])
  })

  it('reads numbers, seconds and texts without zone', () => {
    const got = plan([
      row(0, { at: T0 / 1000, got: T0, mm: 2, note: true, station: 7 }),
      row(0, { at: '2026-06-09 16:00' }),
    ])
    expect(got.messages).toEqual([
      { topic: 'replay/rain/7', fields: { mm10: 2, note: true }, occurredAt: T0, arrivedAt: T0 },
      { topic: 'replay/rain/南郷山', fields: { mm10: 1.5 }, occurredAt: T0, arrivedAt: T0 },
    ])
  })
})

describe('timing', () => {
  const NOW = Date.UTC(2026, 10, 21, 12)
  const pace: Pace = { startAt: NOW, speed: 60, shift: 'now', timeAs: 't', zoneOffsetMinutes: 480 }
  const message = { topic: 'x', fields: { mm10: 1 }, occurredAt: T0, arrivedAt: T0 + HOUR }
  it.each<[string, Partial<Pace>, number, string]>([
    ['the first arrival is now, its stamp as late as it was', { speed: 1 }, NOW, '2026-11-21T19:00:00+08:00'],
    ['at speed 60 an hour late is a minute late', {}, NOW, '2026-11-21T19:59:00+08:00'],
    ['without shift the stamp stays', { shift: 'none' }, NOW, '2026-06-09T16:00:00+08:00'],
    ['fractions of a second are kept', { speed: 7000 }, NOW, '2026-11-21T19:59:59.486+08:00'],
  ])('%s', (_, over, dueAt, t) => {
    const due = toDue(message, message.arrivedAt, { ...pace, ...over })
    expect(due).toEqual({ dueAt, topic: 'x', payload: JSON.stringify({ t, mm10: 1 }) })
  })

  it('spaces arrivals by the speed', () => {
    expect(toDue(message, T0, pace).dueAt).toBe(NOW + HOUR / 60)
  })

  it('keeps order and proportion for any rows and speed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 9 })), { minLength: 1 }),
        fc.integer({ min: 1, max: 3600 }),
        (hours, speed) => {
          const { messages } = plan(hours.map(([h, delay]) => row(h, { got: toIso(T0 + (h + delay) * HOUR, 480) })))
          const origin = messages[0]?.arrivedAt ?? 0
          let before = NOW
          for (const m of messages) {
            const due = toDue(m, origin, { ...pace, speed })
            const { t } = JSON.parse(due.payload) as { t: string }
            expect(due.dueAt).toBeGreaterThanOrEqual(before)
            // The stamp is rounded to a millisecond.
            expect(Math.abs(due.dueAt - Date.parse(t) - (m.arrivedAt - m.occurredAt) / speed)).toBeLessThanOrEqual(1)
            before = due.dueAt
          }
        },
      ),
    )
  })
})

it.each([
  [0, 480, '1970-01-01T08:00:00+08:00'],
  [5, 0, '1970-01-01T00:00:00.005+00:00'],
  [0, -570, '1969-12-31T14:30:00-09:30'],
])('%d ms at %d minutes is %s', (at, zone, text) => {
  expect(toIso(at, zone)).toBe(text)
})

it('fills topics', () => {
  expect(fillTopic('a/{x}/{y}', { x: ' 甲 ', y: 3 })).toBe('a/甲/3')
  expect(fillTopic('a/{x}', { x: null })).toBeUndefined()
  expect(fillTopic('a/fixed', {})).toBe('a/fixed')
})

it.each([
  ['{', /the map m is not JSON/i],
  ['{}', /The map m is wrong at its top: /],
  [JSON.stringify({ ...map, everyMs: 'hourly' }), /wrong at \/everyMs/],
  [JSON.stringify({ ...map, colour: 1 }), /wrong at/],
  [JSON.stringify({ ...map, fields: [] }), /wrong at \/fields/],
])('refuses the map %s', (text, why) => {
  expect(() => readMap(text, 'm')).toThrow(ReplayError)
  expect(() => readMap(text, 'm')).toThrow(why)
})
