// When a wall begins anew, and when it must not: nothing here knows a browser.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_REST_MS,
  FRESH,
  GROWN_BYTES,
  MOST_AN_HOUR,
  PATIENCE,
  RELOAD_WHYS,
  growth,
  mayReload,
  watch,
  type CareVerdict,
  type Glimpse,
} from '../../../../src/web/wall/care/watchdog.ts'

const S = 1_000
const MIN = 60 * S
const HOUR = 60 * MIN
const MB = 1e6
const well: Glimpse = {
  ...{ at: 0, heapBytes: 60 * MB, heapLimit: 4_000 * MB, frameMs: 20, link: 'up' },
  ...{ contextLost: false, version: '1', clockOffset: 0 },
}

/** Looks every five seconds for so long; the first verdict that is not fine, and when. */
function lookFor(ms: number, at: (t: number) => Partial<Glimpse>): { verdict: CareVerdict; at: number } {
  let watched = FRESH
  for (let t = 0; t <= ms; t += 5 * S) {
    const next = watch(watched, { ...well, ...at(t), at: t })
    watched = next.watched
    if (next.verdict.type !== 'fine') return { verdict: next.verdict, at: t }
  }
  return { verdict: { type: 'fine' }, at: ms }
}

describe('the watchdog', () => {
  it('leaves a wall that is well alone for three days', () =>
    expect(lookFor(72 * HOUR, (t) => ({ heapBytes: (60 + 20 * Math.sin(t / MIN)) * MB })).verdict.type).toBe('fine'))

  it.each([
    ['another version of the hub', 'version', (t: number) => ({ version: t < MIN ? '1' : '2' })],
    ['a newer shell that waits', 'update', (t: number) => ({ newer: t >= MIN })],
    ['a lost graphics card', 'context', (t: number) => ({ contextLost: t >= MIN })],
    [
      'silence while the hub answers',
      'silence',
      (t: number) => (t < MIN ? {} : { link: 'down' as const, hubAnswers: true }),
    ],
    ['a full heap', 'heap', (t: number) => ({ heapBytes: t < MIN ? 60 * MB : 3_500 * MB })],
    ['frames that crawl', 'frames', (t: number) => ({ frameMs: t < MIN ? 20 : 900 })],
  ] as const)('%s: begins anew once it has lasted', (_what, why, at) => {
    const found = lookFor(HOUR, at)
    expect(found.verdict).toEqual({ type: 'reload', why })
    expect(found.at - MIN).toBeGreaterThanOrEqual(PATIENCE[why])
    expect(found.at - MIN).toBeLessThan(PATIENCE[why] + 10 * S)
  })

  it('a heap that grows and grows', () => {
    const found = lookFor(6 * HOUR, (t) => ({ heapBytes: GROWN_BYTES + (t / HOUR) * 100 * MB }))
    expect(found.verdict).toEqual({ type: 'reload', why: 'growth' })
  })
  it('a large heap that does not grow is no trouble', () =>
    expect(lookFor(6 * HOUR, () => ({ heapBytes: GROWN_BYTES + 200 * MB })).verdict.type).toBe('fine'))

  it('a machine that never was any faster is left alone', () =>
    expect(lookFor(6 * HOUR, (t) => ({ frameMs: 350 + 60 * Math.sin(t / MIN) })).verdict.type).toBe('fine'))

  it('how quick it was with nothing to draw is no measure of it', () => {
    const slow = (t: number): Partial<Glimpse> =>
      t % HOUR < 5 * MIN ? { link: 'down', hubAnswers: false, frameMs: 16 } : { frameMs: 350 }
    expect(lookFor(6 * HOUR, slow).verdict.type).toBe('fine')
  })

  it('an hour without a network loses nothing: the page stays, whatever the hub was', () =>
    expect(lookFor(2 * HOUR, () => ({ link: 'down', hubAnswers: false })).verdict.type).toBe('fine'))
  it('a newer shell that stays hides no other trouble', () => {
    const lost = HOUR / 2
    let watched = FRESH
    const found = new Set<string>()
    for (let t = 0; t <= HOUR; t += 5 * S) {
      const { verdict, ...next } = watch(watched, { ...well, at: t, newer: true, contextLost: t >= lost })
      watched = next.watched
      if (verdict.type === 'reload' && t >= lost + PATIENCE.context) found.add(verdict.why)
    }
    expect([...found]).toEqual(['context'])
  })
  it('a newer shell waits for the network, too', () =>
    expect(lookFor(HOUR, () => ({ newer: true, link: 'down', hubAnswers: false })).verdict.type).toBe('fine'))
  it('a trouble that goes away in time was none', () =>
    expect(lookFor(HOUR, (t) => ({ contextLost: t % MIN < 10 * S })).verdict.type).toBe('fine'))
  it('a clock that was set asks for everything anew and keeps the page', () =>
    expect(lookFor(HOUR, (t) => ({ clockOffset: t < MIN ? 0 : -3 * HOUR })).verdict).toEqual({ type: 'refresh' }))

  it('growth is least squares of an hour, and nothing before that', () => {
    const line = Array.from({ length: 61 }, (_, i) => ({ at: i * MIN, bytes: 100 * MB + i * MB }))
    expect(growth(line)).toBeCloseTo(60 * MB, -2)
    expect(growth(line.slice(0, 30))).toBe(0)
  })
})

describe('reloads', () => {
  const may = (at: readonly number[], now: number): boolean => mayReload({ at }, 'silence', now)
  it('rest longer after each, and are forgiven after an hour', () => {
    expect(may([], 0)).toBe(true)
    expect(may([0], FIRST_REST_MS - 1)).toBe(false)
    expect(may([0], FIRST_REST_MS)).toBe(true)
    expect(may([0, FIRST_REST_MS], 2 * FIRST_REST_MS)).toBe(false)
    expect(may([0, FIRST_REST_MS], 3 * FIRST_REST_MS)).toBe(true)
    expect(may([0, 1, 2, 3], HOUR - 1)).toBe(false)
    expect(may([0, 1, 2, 3], 2 * HOUR)).toBe(true)
  })
  it('are not tried twice within the hour for a picture that stays slow', () => {
    expect(mayReload({ at: [0], last: 'frames' }, 'frames', 30 * MIN)).toBe(false)
    expect(mayReload({ at: [0], last: 'frames' }, 'frames', HOUR)).toBe(true)
    expect(mayReload({ at: [0], last: 'frames' }, 'context', 30 * MIN)).toBe(true)
    expect(mayReload({ at: [0], last: 'version' }, 'frames', 30 * MIN)).toBe(true)
  })
  it('are not tried twice within the hour for a shell that does not take its place', () => {
    expect(mayReload({ at: [0], last: 'update' }, 'update', 30 * MIN)).toBe(false)
    expect(mayReload({ at: [0], last: 'update' }, 'update', HOUR)).toBe(true)
    expect(mayReload({ at: [0], last: 'version' }, 'update', FIRST_REST_MS)).toBe(true)
  })
  it('are at most so many an hour, whatever goes wrong', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * HOUR }), { maxLength: 200 }), (asks) => {
        const done: number[] = []
        for (const at of asks.sort((a, b) => a - b)) if (may(done, at)) done.push(at)
        for (const at of done)
          expect(done.filter((d) => d >= at && d < at + HOUR).length).toBeLessThanOrEqual(MOST_AN_HOUR)
      }),
    ))
  it('every reason has a patience', () => expect(Object.keys(PATIENCE).sort()).toEqual([...RELOAD_WHYS].sort()))
  it('a clock set back does not forbid them for ever', () => expect(may([5 * HOUR], HOUR)).toBe(true))
})
