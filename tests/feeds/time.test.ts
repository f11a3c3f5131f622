// Times as devices write them, and which of them are refused.
import { expect, it } from 'vitest'
import { fromIso, toInstant } from '../../src/feeds/time.ts'
import type { Feed } from '../../src/wire/reference.ts'

const NOW = 1_790_000_000_000
const AT = Date.UTC(2026, 8, 21, 14, 13, 20)
const auto: Feed['time'] = { format: 'auto' }
const city: Feed['time'] = { format: 'auto', zoneOffsetMinutes: 480 }

it.each<[unknown, Feed['time'], number | undefined]>([
  [AT, auto, AT],
  [AT / 1000, auto, AT],
  [String(AT), auto, AT],
  ['1790000000.25', auto, AT + 250],
  [AT / 1000, { format: 's' }, AT],
  [String(AT / 1000), { format: 's' }, AT],
  [AT, { format: 'ms' }, AT],
  [String(AT), { format: 'ms' }, AT],
  // Milliseconds read as seconds are the year 58693: refused, not stored.
  [AT, { format: 's' }, undefined],
  [AT / 1000, { format: 'ms' }, undefined],
  [0, auto, undefined],
  [-5, auto, undefined],
  [NaN, auto, undefined],
  [AT, { format: 'iso' }, undefined],
  ['2026-09-21T14:13:20Z', auto, AT],
  ['2026-09-21T22:13:20+08:00', auto, AT],
  ['2026-09-21T22:13:20.5+0800', auto, AT + 500],
  ['2026-09-21T10:13:20-04', auto, AT],
  ['2026-09-21T22:13:20.123456789', city, AT + 123],
  ['2026-09-21 22:13:20', city, AT],
  ['2026/9/21 22:13:20', city, AT],
  ['2026年9月21日 22时13分20秒', city, AT],
  ['2026年9月21日22时13分', city, AT - 20_000],
  ['20260921221320', city, AT],
  ['20260921221320456', city, AT + 456],
  ['20260921T221320Z', auto, AT + 8 * 3_600_000],
  ['2026-09-21 22:13:20', auto, undefined],
  ['20260921221320', auto, undefined],
  ['2026-09-20 24:00:00', city, Date.UTC(2026, 8, 20, 16)],
  ['2026-09-20 24:00:01', city, undefined],
  ['2026-02-29 10:00:00', city, undefined],
  ['2028-02-29 10:00:00', city, Date.UTC(2028, 1, 29, 2)],
  ['2026-13-01 10:00:00', city, undefined],
  ['2026-09-21 10:60:00', city, undefined],
  ['2026-09-21', city, undefined],
  ['2026-09-21T22:13:20+15:00', city, undefined],
  ['1999-12-31T23:59:59Z', auto, undefined],
  ['yesterday', city, undefined],
  ['9'.repeat(100), auto, undefined],
  [true, auto, undefined],
  [{}, auto, undefined],
  [undefined, auto, NOW],
  [null, { format: 'iso' }, NOW],
  ['', auto, NOW],
  ['  ', auto, NOW],
  ['nonsense', { format: 'arrival' }, NOW],
])('%j under %j → %s', (raw, time, expected) => {
  expect(toInstant(raw, time, NOW)).toBe(expected)
})

it('takes no zone from the machine it runs on', () => {
  const before = process.env['TZ']
  process.env['TZ'] = 'America/New_York'
  try {
    expect(fromIso('2026-09-21 22:13:20', 480)).toBe(AT)
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
})
