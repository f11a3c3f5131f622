// Windows by the city's clock: across midnight, at their very beginning, and in a zone that is not a whole hour.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityHourAt, spanOf } from '../../../src/core/indicate/span.ts'
import type { Window } from '../../../src/core/indicate/types.ts'

const at = (iso: string) => Date.parse(`${iso}+08:00`)

describe('spanOf', () => {
  test('the newest values have no span', () => {
    expect(spanOf({ type: 'now' }, at('2026-11-21T16:00:00'), 480)).toBeUndefined()
  })
  test.each<[string, Window, string, string]>([
    ['running', { type: 'running', overMs: 5_400_000 }, '2026-11-21T00:30:00', '2026-11-20T23:00:00'],
    ['hour', { type: 'hour' }, '2026-11-21T16:59:59.999', '2026-11-21T16:00:00'],
    ['an hour that has just begun', { type: 'hour' }, '2026-11-21T16:00:00', '2026-11-21T16:00:00'],
    ['today', { type: 'day', fromHour: 0 }, '2026-11-21T07:30:00', '2026-11-21T00:00:00'],
    [
      'today before eight, when UTC is a day behind',
      { type: 'day', fromHour: 0 },
      '2026-11-21T00:00:01',
      '2026-11-21T00:00:00',
    ],
    ['20–20 in the evening', { type: 'day', fromHour: 20 }, '2026-11-21T20:00:00', '2026-11-21T20:00:00'],
    ['20–20 just before', { type: 'day', fromHour: 20 }, '2026-11-21T19:59:59.999', '2026-11-20T20:00:00'],
    ['20–20 across midnight', { type: 'day', fromHour: 20 }, '2026-11-21T03:00:00', '2026-11-20T20:00:00'],
    ['08–08 across midnight', { type: 'day', fromHour: 8 }, '2026-11-21T07:59:00', '2026-11-20T08:00:00'],
    ['08–08 by day', { type: 'day', fromHour: 8 }, '2026-11-21T08:01:00', '2026-11-21T08:00:00'],
    ['over the end of a year', { type: 'day', fromHour: 20 }, '2027-01-01T01:00:00', '2026-12-31T20:00:00'],
  ])('%s', (_, window, now, from) => {
    expect(spanOf(window, at(now), 480)).toEqual({ from: at(from), to: at(now) })
  })
  test('a zone of a quarter hour', () => {
    const now = Date.parse('2026-11-21T00:10:00+05:45')
    expect(spanOf({ type: 'hour' }, now, 345)?.from).toBe(Date.parse('2026-11-21T00:00:00+05:45'))
    expect(cityHourAt(now - 600_001, 345)).toBe(23)
  })
  test('a day begins at its hour, now or up to 24 hours ago, wherever the city is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2e12, max: 4e12 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(480, 0, 345, -210),
        (now, fromHour, offset) => {
          const from = spanOf({ type: 'day', fromHour }, now, offset)?.from ?? Number.NaN
          expect(now - from).toBeGreaterThanOrEqual(0)
          expect(now - from).toBeLessThan(86_400_000)
          expect(cityHourAt(from, offset)).toBe(fromHour)
          expect(cityHourAt(from - 1, offset)).toBe((fromHour + 23) % 24)
        },
      ),
    )
  })
})
