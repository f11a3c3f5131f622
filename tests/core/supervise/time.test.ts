// Colours, reminders, the monthly table and places complained about again and again.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byUrgency, colourOf } from '../../../src/core/supervise/colour.ts'
import { monthOf } from '../../../src/core/supervise/month.ts'
import { repeatedOf } from '../../../src/core/supervise/repeated.ts'
import { dueReminder, nextReminderAt } from '../../../src/core/supervise/tick.ts'
import { cityDay } from '../../../src/core/clock/calendar.ts'
import { distanceM } from '../../../src/core/place.ts'
import { CITY, DAY, GIVING, HOUR, REPORT, RULES, T0, play, history } from './made.ts'

describe('colours', () => {
  const seven = play([]).matter
  const today = play([], { giving: { ...GIVING, dueAt: T0 + 8 * HOUR } }).matter
  it.each([
    ['just given', seven, 0, 'blue'],
    ['three days and a minute before', seven, 4 * DAY - 60_000, 'blue'],
    ['three days before', seven, 4 * DAY, 'yellow'],
    ['on the minute', seven, 7 * DAY, 'yellow'],
    ['later', seven, 7 * DAY + 1, 'red'],
    ['due today, just given', today, 0, 'blue'],
    ['due today, half of the time gone', today, 4 * HOUR, 'yellow'],
    ['due today, late', today, 8 * HOUR + 1, 'red'],
  ] as const)('%s', (_, matter, after, colour) => {
    expect(colourOf(matter, T0 + after, RULES)).toBe(colour)
  })

  it('stops with the final report, goes on when sent back, and stays when closed', () => {
    const reported = play([['water', REPORT]]).matter
    expect(colourOf(reported, T0 + 99 * DAY, RULES)).toBe('blue')
    const back = play([
      ['water', REPORT],
      ['leader', { act: 'sendBack', reason: '不到位' }],
    ]).matter
    expect(colourOf(back, T0 + 99 * DAY, RULES)).toBe('red')
    const closed = play([
      ['water', REPORT],
      ['leader', { act: 'close', conclusion: '属实' }],
    ]).matter
    expect(colourOf(closed, T0 + 99 * DAY, RULES)).toBe('blue')
  })

  it('never grows milder while nothing is written', () => {
    const order = ['blue', 'yellow', 'red']
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * 24 }), fc.nat(60 * 24), fc.nat(60 * 24), (hours, a, b) => {
        const { matter } = play([], { giving: { ...GIVING, dueAt: T0 + hours * HOUR } })
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((h) =>
          order.indexOf(colourOf(matter, T0 + h * HOUR, RULES)),
        )
        expect(late).toBeGreaterThanOrEqual(early ?? 0)
      }),
    )
  })

  it('sorts the urgent first and the ended last', () => {
    const closed = play([
      ['water', REPORT],
      ['leader', { act: 'close', conclusion: '属实' }],
    ]).matter
    const list = [
      { matter: closed, colour: 'red' as const },
      { matter: play([]).matter, colour: 'blue' as const },
      { matter: play([]).matter, colour: 'red' as const },
    ]
    expect(list.sort(byUrgency).map(({ matter, colour }) => [matter.state, colour])).toEqual([
      ['pendingSign', 'red'],
      ['pendingSign', 'blue'],
      ['closed', 'red'],
    ])
  })
})

describe('reminders', () => {
  /** 09:00 of the city's day so many days after the giving. */
  const nine = (day: number) => Date.UTC(2026, 10, 20 + day, 1)
  const said = (days: number, stepMs = HOUR) => {
    const acts = Array.from({ length: (days * DAY) / stepMs }, () => 'time' as const)
    return play(acts, { stepMs }).lines.flatMap(({ at, body }) => (body.type === 'reminded' ? [[body.why, at]] : []))
  }

  it('go out three days and one day before, then daily, at nine', () => {
    expect(said(9)).toEqual([
      ['before', nine(4)],
      ['before', nine(6)],
      ['after', nine(8)],
      ['after', nine(9)],
    ])
  })

  it('are made up once after a standstill, and a missed «due soon» is not said when it is late', () => {
    expect(said(6, 5 * DAY)).toEqual([['before', T0 + 5 * DAY]])
    expect(said(30, 10 * DAY)).toEqual([
      ['after', T0 + 10 * DAY],
      ['after', T0 + 20 * DAY],
      ['after', T0 + 30 * DAY],
    ])
  })

  it('begin anew with a new due date, and stop while the check is waited for', () => {
    const { matter } = play([['leader', { act: 'reschedule', dueAt: T0 + 20 * DAY, reason: '雨天' }]])
    expect(dueReminder(matter, nine(4), RULES, CITY)).toBeUndefined()
    expect(nextReminderAt(matter, RULES, CITY)).toBe(nine(17))
    expect(nextReminderAt(play([['water', REPORT]]).matter, RULES, CITY)).toBeUndefined()
  })

  it('never go out twice on one day, nor before the next one is due', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 40 }), (acts, hours) => {
        const { lines, matter } = play(acts, { stepMs: hours * HOUR })
        const days = lines.flatMap(({ at, body }) =>
          body.type === 'reminded' && body.why !== 'person' ? [cityDay(at, CITY)] : [],
        )
        // A new due date may ask for another on the day itself.
        if (!lines.some(({ body }) => body.type === 'rescheduled' || body.type === 'sentBack'))
          expect(new Set(days).size).toBe(days.length)
        const next = nextReminderAt(matter, RULES, CITY)
        if (next !== undefined) expect(dueReminder(matter, next - 1, RULES, CITY)).toBeUndefined()
      }),
    )
  })
})

describe('the month', () => {
  it('counts by department what was given, carried, ended, late and sent back', () => {
    const open = play([]).lines
    const closed = play([
      ['water', REPORT],
      ['leader', { act: 'sendBack', reason: '不到位' }],
      ['water', REPORT],
      ['leader', { act: 'close', conclusion: '属实' }],
    ]).lines
    const gone = play([['leader', { act: 'withdraw', reason: '误批' }]]).lines
    const november = { from: Date.UTC(2026, 9, 31, 16), until: Date.UTC(2026, 10, 30, 16) }
    const none = { given: 0, carried: 0, closed: 0, closedOnTime: 0, running: 0, overdue: 0, returns: 0, assisting: 0 }
    expect(monthOf([open, closed, gone], { ...november, asOf: T0 + 9 * DAY })).toEqual([
      { ...none, department: 'roads', assisting: 3 },
      { ...none, department: 'water', given: 3, closed: 1, closedOnTime: 1, running: 1, overdue: 1, returns: 1 },
    ])
    // Before anything was reported, and in the month after.
    expect(monthOf([closed], { ...november, asOf: T0 })).toMatchObject([
      {},
      { given: 1, running: 1, overdue: 0, returns: 0 },
    ])
    const december = { from: november.until, until: november.until + 31 * DAY }
    expect(monthOf([open, closed, gone], { ...december, asOf: december.until })).toEqual([
      { ...none, department: 'roads', assisting: 1 },
      { ...none, department: 'water', carried: 1, running: 1, overdue: 1 },
    ])
  })
})

describe('places complained about again and again', () => {
  const at = (id: string, metres: number, matter = 'M1', day = 0) => ({
    id,
    matter,
    at: T0 + day * DAY,
    lng: 119.4 + metres / 94_000,
    lat: 32.39,
  })
  const rules = RULES.repeated
  it('groups what is near and of one matter', () => {
    const groups = repeatedOf(
      [at('a', 0), at('b', 60, 'M1', 1), at('c', 95, 'M1', 2), at('d', 50, 'M2'), at('e', 5000)],
      rules,
    )
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['c', 'b', 'a']])
  })

  it('every group is of one matter, near its first report and large enough; no report is in two', () => {
    const report = fc.record({
      id: fc.uuid(),
      matter: fc.constantFrom('M1', 'M2'),
      at: fc.integer({ min: T0, max: T0 + 30 * DAY }),
      lng: fc.double({ min: 119.4, max: 119.41, noNaN: true }),
      lat: fc.double({ min: 32.39, max: 32.395, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(report, { maxLength: 80 }), (reports) => {
        const groups = repeatedOf(reports, rules)
        const ids = groups.flat().map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const group of groups) {
          const first = group.at(-1)
          expect(group.length).toBeGreaterThanOrEqual(rules.times)
          expect(
            group.every((one) => one.matter === first?.matter && first && distanceM(first, one) <= rules.withinM),
          ).toBe(true)
        }
      }),
    )
  })
})
