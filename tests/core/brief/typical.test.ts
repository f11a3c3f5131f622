// Typical cases of a week: which are chosen, and which never are.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefCase, BriefFacts } from '../../../src/core/brief/types.ts'
import { at } from '../clock/fixtures.ts'
import { WEEK } from './moreDays.ts'

const [model] = WEEK.cases
if (model === undefined) throw new Error('no case')
/** Begun and dispatched at 08:00, due at 16:00; disposed of at that time of the day. */
const done = (id: string, confirmed: string, more: Partial<BriefCase> = {}): BriefCase => ({
  ...{ ...model, id, level: 4, state: 'closed', openedAt: at('2026-10-13 08:00') },
  ...{ dispatchedAt: at('2026-10-13 08:00'), dueAt: at('2026-10-13 16:00') },
  ...{ confirmedAt: at(`2026-10-13 ${confirmed}`), closedAt: at('2026-10-13 21:00') },
  ...more,
})
/** Twelve grave ones stand open, so that no other is told among the incidents. */
const GRAVE = Array.from({ length: 12 }, (_, n): BriefCase => {
  const { confirmedAt: _confirmed, closedAt: _closed, ...open } = done(`grave-${n}`, '20:00')
  return { ...open, level: 1, state: 'handling', dueAt: at('2026-10-20 16:00') }
})
const chosen = (cases: readonly BriefCase[], more: Partial<BriefFacts> = {}, others = GRAVE): Record<string, string> =>
  Object.fromEntries(
    composeBrief({ ...WEEK, ...more, cases: [...others, ...cases] }).statements.flatMap(({ id, sources }) =>
      id.startsWith('cases.typical') ? [[id.slice('cases.typical.'.length), sources.map((s) => s.id).join()]] : [],
    ),
  )

describe('chosen are', () => {
  it('the one that took least of its time, and the one that was longest over it', () =>
    expect(
      chosen([done('noon', '12:00'), done('ten', '10:00'), done('late', '17:00'), done('later', '20:00')]),
    ).toEqual({ inTime: 'ten', late: 'later' }))
  it('the graver before the quicker', () =>
    expect(chosen([done('ten', '10:00'), done('grave', '11:00', { level: 2 })])).toEqual({ inTime: 'grave' }))
  it('the first by its number of two alike', () =>
    expect(chosen([done('b', '10:00'), done('a', '10:00')])).toEqual({ inTime: 'a' }))
})

describe('never chosen is', () => {
  it.each<[string, BriefCase]>([
    ['one that took more than half of its time', done('x', '12:01')],
    ['one that was disposed of as soon as it was dispatched', done('x', '08:04')],
    ['one that is late by an appeal that was granted', done('x', '17:00', { exempt: true })],
    ['one that came to an end without being closed', done('x', '10:00', { state: 'forceClosed' })],
  ])('%s', (_, one) => {
    expect(chosen([one])).toEqual({})
  })
  it('one that is told among the incidents already', () => {
    const grave = done('x', '10:00', { level: 1 })
    expect(chosen([grave])).toEqual({ inTime: 'x' })
    expect(chosen([grave], {}, GRAVE.slice(1))).toEqual({})
  })
  it('anything of a week that runs, or of a day', () => {
    const cases = [done('ten', '10:00'), done('late', '17:00')]
    expect(chosen(cases, { now: at('2026-10-15 12:00') })).toEqual({})
    expect(chosen(cases, { kind: 'daily', to: at('2026-10-14 00:00'), date: '2026-10-13' })).toEqual({})
  })
})
