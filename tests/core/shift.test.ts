// Which shift runs when, and who is on it: midnight edges, shifts over midnight, both sides of every boundary.
import { describe, expect, it } from 'vitest'
import { isOnShift, shiftAt, shiftBefore, shiftOn, type ShiftRule } from '../../src/core/shift.ts'

const city = { utcOffsetMinutes: 480 }
const rule = (id: string, from: number, to: number): ShiftRule => ({ id, name: { zh: id, en: id }, from, to })
const THREE = [rule('day', 480, 1020), rule('evening', 1020, 1440), rule('night', 0, 480)]
const OVER = [rule('day', 480, 1200), rule('night', 1200, 480)]
const WHOLE = [rule('whole', 510, 510)]
/** City time of 2026-11-`day`. */
const at = (day: number, time: string, ms = 0): number => Date.parse(`2026-11-${day}T${time}:00+08:00`) + ms

describe('the shift at an instant', () => {
  it.each([
    ['midnight begins the night', THREE, at(21, '00:00'), '2026-11-21', 'night'],
    ['one millisecond before is still the evening', THREE, at(21, '00:00', -1), '2026-11-20', 'evening'],
    ['the last of the night', THREE, at(21, '08:00', -1), '2026-11-21', 'night'],
    ['the first of the day', THREE, at(21, '08:00'), '2026-11-21', 'day'],
    ['the first of the evening', THREE, at(21, '17:00'), '2026-11-21', 'evening'],
    ['before midnight on a shift over it', OVER, at(21, '23:59'), '2026-11-21', 'night'],
    ['after midnight it is yesterday’s', OVER, at(22, '00:00'), '2026-11-21', 'night'],
    ['to its last millisecond', OVER, at(22, '08:00', -1), '2026-11-21', 'night'],
    ['and not one more', OVER, at(22, '08:00'), '2026-11-22', 'day'],
    ['round the clock, before the change', WHOLE, at(21, '08:29'), '2026-11-20', 'whole'],
    ['round the clock, at the change', WHOLE, at(21, '08:30'), '2026-11-21', 'whole'],
  ] as const)('%s', (_, rules, instant, date, shift) => {
    expect(shiftAt(instant, rules, city)).toMatchObject({ date, shift })
  })

  it('spans what its rule says, in instants', () => {
    expect(shiftOn('2026-11-21', rule('night', 1200, 480), city)).toMatchObject({
      from: at(21, '20:00'),
      to: at(22, '08:00'),
    })
  })

  it('is none in a gap', () => {
    expect(shiftAt(at(21, '03:00'), [rule('day', 480, 1020)], city)).toBeUndefined()
  })

  it.each([THREE, OVER, WHOLE])('leads to its neighbours without hole or overlap', (...rules) => {
    for (let hour = 0; hour < 48; hour++) {
      const shift = shiftAt(at(21, '00:00') + hour * 3_600_000, rules, city)
      if (!shift) throw new Error(`no shift at hour ${hour}`)
      expect(shiftAt(shift.to, rules, city)?.from).toBe(shift.to)
      expect(shiftBefore(shift, rules, city)?.to).toBe(shift.from)
    }
  })
})

describe('being on shift', () => {
  const roster = [{ date: '2026-11-21', shift: 'night', account: 'wang' }]
  it.each([
    ['on the first evening', at(21, '20:00'), 'wang', true],
    ['on the morning after', at(22, '07:59'), 'wang', true],
    ['once it is over', at(22, '08:00'), 'wang', false],
    ['on the night before', at(21, '07:00'), 'wang', false],
    ['as somebody else', at(21, '20:00'), 'chen', false],
  ])('%s', (_, instant, account, expected) => {
    expect(isOnShift(account, instant, roster, OVER, city)).toBe(expected)
  })
})
