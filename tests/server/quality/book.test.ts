// The book between two writes: what is counted where, who was heard, and that a failed write loses nothing.
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { COUNTED, groupRows, QualityBook, type HourCounts } from '../../../src/server/quality/book.ts'
import type { SensorEntry } from '../../../src/server/live/sensors.ts'

const H = 3_600_000
const T0 = Date.UTC(2026, 10, 21, 8)
const sensor = (slot: number, owner?: string, feed = 'river'): SensorEntry =>
  ({ slot, feed, ...(owner === undefined ? {} : { owner }) }) as SensorEntry

/** Counts as `hour slot flag: n` and `hour feed/owner what: n`. */
function told(book: QualityBook, taken: readonly HourCounts[]): Record<string, number> {
  const out: Record<string, number> = {}
  for (const counts of taken) {
    const hour = new Date(counts.hourAt).getUTCHours()
    for (const [slot, ns] of counts.sensors)
      for (const [i, n] of ns.entries()) if (n !== 0) out[`${hour} #${slot} ${COUNTED[i]}`] = n
    for (const [g, what, n] of groupRows(book.groups, counts)) out[`${hour} ${g.feed}/${g.owner} ${what}`] = n
  }
  return out
}

describe('counting', () => {
  it('goes by the hour a value happened in, by sensor and by who answers for it', () => {
    const book = new QualityBook()
    book.took(sensor(0, 'shuili'), 0, T0, T0)
    book.took(sensor(0, 'shuili'), Quality.rate | Quality.unitSlip, T0 + 1, T0 + 1)
    book.took(sensor(1, 'paishui'), Quality.late, T0 - H, T0 + 2)
    expect(told(book, book.take())).toEqual({
      '8 #0 rate': 1,
      '8 #0 unitSlip': 1,
      '8 #0 suspect': 1,
      '8 river/shuili rate': 1,
      '8 river/shuili unitSlip': 1,
      '8 river/shuili suspect': 1,
      '8 river/shuili observations': 2,
      '7 #1 late': 1,
      '7 river/paishui late': 1,
      '7 river/paishui observations': 1,
    })
    expect(book.take()).toEqual([])
  })
  it('of what was not kept names the flag, and neither a value nor a suspect one', () => {
    const book = new QualityBook()
    book.refused(sensor(3), Quality.unitSlip, T0)
    book.marked(sensor(3), Quality.misplaced, T0)
    expect(told(book, book.take())).toEqual({
      '8 #3 unitSlip': 1,
      '8 #3 misplaced': 1,
      '8 river/ unitSlip': 1,
      '8 river/ misplaced': 1,
    })
  })
  it('takes a value back that was in the store already', () => {
    const book = new QualityBook()
    book.took(sensor(0), 0, T0, T0)
    book.repeated(sensor(0), T0)
    expect(told(book, book.take())).toEqual({ '8 #0 repeated': 1, '8 river/ repeated': 1 })
  })
  it('follows a sensor to its new owner', () => {
    const book = new QualityBook()
    book.took(sensor(0, 'a'), 0, T0, T0)
    book.took(sensor(0, 'b'), 0, T0, T0)
    expect(told(book, book.take())).toEqual({ '8 river/a observations': 1, '8 river/b observations': 1 })
  })
  it('loses nothing to a write that failed', () => {
    const [book, plain] = [new QualityBook(), new QualityBook()]
    for (let i = 0; i < 500; i++) {
      const [s, quality, at] = [sensor(i % 7, `d${i % 3}`), i % 2048, T0 + (i % 5) * H]
      book.took(s, quality, at, at)
      plain.took(s, quality, at, at)
      if (i % 50 === 0) book.restore(book.take())
    }
    expect(told(book, book.take())).toEqual(told(plain, plain.take()))
  })
})

describe('hearing', () => {
  it('knows when each was last heard, refused or not, also beyond the room there was', () => {
    const book = new QualityBook()
    book.took(sensor(9_000), 0, T0 - H, T0)
    book.refused(sensor(2), 0, T0 + 5)
    expect([book.lastHeard(9_000), book.lastHeard(2), book.lastHeard(3), book.lastHeard(99_999)]).toEqual([
      T0,
      T0 + 5,
      0,
      0,
    ])
  })
  it('ends a silence once, at the first message', () => {
    const book = new QualityBook()
    book.knownHeard(5, T0)
    book.setSilent(5)
    expect(book.isSilent(5)).toBe(true)
    book.took(sensor(5), 0, T0 + 10, T0 + 10)
    book.took(sensor(5), 0, T0 + 20, T0 + 20)
    expect(book.isSilent(5)).toBe(false)
    const ended = book.takeEnded()
    expect(ended).toEqual([{ slot: 5, at: T0 + 10 }])
    book.restoreEnded(ended)
    expect(book.takeEnded()).toEqual(ended)
    expect(book.takeEnded()).toEqual([])
  })
})
