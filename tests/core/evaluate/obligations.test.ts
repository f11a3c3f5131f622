// What a log says was owed: told step by step, and true to the case at every moment of random histories.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { obligationsOf, tellsOfObligations } from '../../../src/core/evaluate/obligations.ts'
import type { Obligation, ObligationStage } from '../../../src/core/evaluate/types.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { CALENDAR_2026 } from '../clock/fixtures.ts'
import {
  HOUR,
  INPUTS,
  MINUTE,
  PHOTO,
  START,
  acceptor,
  act,
  actOnBoth,
  append,
  chief,
  collector,
  dispatcher,
  inState,
  leader,
  open,
  openCallable,
  parks,
  traffic,
  water,
  OTHER,
  type Played,
} from '../incident/play.ts'
import { playing, steps } from './histories.ts'

const owed = ({ log }: Pick<Played, 'log'>): readonly Obligation[] => obligationsOf(log, CALENDAR_2026)
const of = (played: Played, stage: ObligationStage): readonly Obligation[] =>
  owed(played).filter((row) => row.stage === stage)
const outcomes = (played: Played, stage: ObligationStage): string[] => of(played, stage).map((row) => row.outcome)

const dispatched = (begun = open(), assist: string[] = []): Played =>
  act(
    act(begun, acceptor, INPUTS.file, START + 5 * MINUTE),
    dispatcher,
    { act: 'dispatch', lead: 'water', assist },
    START + 10 * MINUTE,
  )
const DISPATCHED = START + 10 * MINUTE
const LIMIT = 2 * HOUR
/** Accepts, submits and confirms at that moment. */
const handled = (played: Played, at: number): Played =>
  act(act(act(played, water, INPUTS.accept, at), water, INPUTS.submit, at), water, INPUTS.confirm, at)
const closed = (played: Played, at: number): Played =>
  act(act(played, collector, INPUTS.check, at), acceptor, INPUTS.close, at)

describe('obligations of a case that goes straight', () => {
  const played = inState('closed')
  it('are one of each stage, done by whoever did it', () => {
    expect(owed(played).map(({ stage, outcome, role, department }) => [stage, outcome, role, department])).toEqual([
      ['report', 'done', undefined, undefined],
      ['filing', 'done', 'acceptor', undefined],
      ['dispatch', 'done', 'dispatcher', undefined],
      ['close', 'done', 'dutyChief', 'water'],
      ['handle', 'done', 'department', 'water'],
      ['assist', 'done', 'department', 'traffic'],
      ['check', 'done', 'acceptor', 'water'],
    ])
  })
  it('carry the deadlines of their clocks', () => {
    const { clocks } = played.incident
    expect(of(played, 'filing')[0]?.dueAt).toBe(clocks.filing?.dueAt)
    expect(of(played, 'dispatch')[0]?.dueAt).toBe(clocks.dispatch?.dueAt)
    expect(of(played, 'handle')[0]?.dueAt).toBe(clocks.handle?.dueAt)
    expect(of(played, 'assist')[0]?.dueAt).toBe(clocks.handle?.dueAt)
    expect(of(played, 'check')[0]?.dueAt).toBe(clocks.check?.dueAt)
    expect(of(played, 'close')[0]?.dueAt).toBe(clocks.total?.dueAt)
  })
  it('know what the disposal took', () => {
    expect(of(handled(dispatched(), DISPATCHED + 90 * MINUTE), 'handle')[0]?.spentMs).toBe(90 * MINUTE)
  })
})

describe('what moves a deadline', () => {
  const asked = act(act(dispatched(), water, INPUTS.accept, DISPATCHED), water, INPUTS.requestExtension, DISPATCHED)
  it('a granted extension adds the limit once more, and is remembered', () => {
    const granted = act(asked, dispatcher, INPUTS.decideExtension, DISPATCHED)
    expect(of(granted, 'handle')[0]).toMatchObject({ extensions: 1, dueAt: DISPATCHED + 2 * LIMIT })
    const done = act(
      act(granted, water, INPUTS.submit, DISPATCHED + 3 * HOUR),
      water,
      INPUTS.confirm,
      DISPATCHED + 3 * HOUR,
    )
    expect(of(done, 'handle')[0]?.spentMs).toBe(3 * HOUR)
  })
  it('a refused one does not', () => {
    const refused = act(asked, dispatcher, { act: 'decideExtension', granted: false, reason: '不同意' }, DISPATCHED)
    expect(of(refused, 'handle')[0]).toMatchObject({ extensions: 0, dueAt: DISPATCHED + LIMIT })
  })
  it('a suspension takes it away, and its end brings the rest back', () => {
    const half = DISPATCHED + HOUR
    const wanted = act(dispatched(), water, INPUTS.requestSuspension, half)
    const stands = act(wanted, dispatcher, INPUTS.decideSuspension, half)
    expect(of(stands, 'handle')[0]).toMatchObject({ outcome: 'open' })
    expect(of(stands, 'handle')[0]?.dueAt).toBeUndefined()
    const later = half + 48 * HOUR
    const on = act(stands, dispatcher, INPUTS.resume, later)
    expect(of(on, 'handle')[0]?.dueAt).toBe(later + HOUR)
    expect(of(handled(on, later + 30 * MINUTE), 'handle')[0]?.spentMs).toBe(90 * MINUTE)
  })
  it('one that had passed stays where it was', () => {
    const late = DISPATCHED + LIMIT + HOUR
    const stands = act(
      act(dispatched(), water, INPUTS.requestSuspension, late),
      dispatcher,
      INPUTS.decideSuspension,
      late,
    )
    expect(of(stands, 'handle')[0]?.dueAt).toBe(DISPATCHED + LIMIT)
  })
})

describe('what comes back', () => {
  it('a return ends the order, marks the dispatch and asks for another', () => {
    const back = act(dispatched(openCallable(), ['traffic']), water, INPUTS.return, DISPATCHED + MINUTE)
    expect(outcomes(back, 'handle')).toEqual(['returned'])
    expect(outcomes(back, 'assist')).toEqual(['void'])
    expect(outcomes(back, 'respond')).toEqual(['void'])
    expect(of(back, 'dispatch').map(({ outcome, returned }) => [outcome, returned])).toEqual([
      ['done', true],
      ['open', false],
    ])
    expect(of(back, 'close')[0]?.department).toBeUndefined()
    const again = act(back, dispatcher, { act: 'dispatch', lead: 'parks', assist: [] }, DISPATCHED + 2 * MINUTE)
    expect(of(again, 'handle').map(({ department, outcome }) => [department, outcome])).toEqual([
      ['water', 'returned'],
      ['parks', 'open'],
    ])
    expect(of(again, 'close')[0]?.department).toBe('parks')
    expect(of(again, 'respond').map(({ department, outcome }) => [department, outcome])).toEqual([
      ['water', 'void'],
      ['parks', 'open'],
    ])
  })
  it('a case sent back to the acceptor marks the filing and is filed anew', () => {
    const filed = act(open(), acceptor, INPUTS.file, START + MINUTE)
    const back = act(filed, dispatcher, INPUTS.returnToAcceptor, START + 2 * MINUTE)
    const again = act(back, acceptor, INPUTS.file, START + 3 * MINUTE)
    expect(of(again, 'filing').map(({ outcome, returned }) => [outcome, returned])).toEqual([
      ['done', true],
      ['done', false],
    ])
    expect(outcomes(again, 'dispatch')).toEqual(['returned', 'open'])
    expect(outcomes(again, 'close')).toEqual(['void', 'open'])
  })
  it('a failed check is a rework of the same department and its helpers', () => {
    const work = act(
      act(dispatched(open(), ['traffic']), water, INPUTS.accept, DISPATCHED),
      traffic,
      INPUTS.acceptOrder,
      DISPATCHED,
    )
    const done = act(
      act(act(work, traffic, INPUTS.finishOrder, DISPATCHED), water, INPUTS.submit, DISPATCHED),
      water,
      INPUTS.confirm,
      DISPATCHED,
    )
    const at = DISPATCHED + HOUR
    const failed = act(done, collector, { act: 'check', passed: false, note: '未修复', photos: [PHOTO] }, at)
    expect(of(failed, 'handle').map(({ outcome, reworked, dueAt }) => [outcome, reworked, dueAt])).toEqual([
      ['done', true, DISPATCHED + LIMIT],
      ['open', false, at + LIMIT],
    ])
    expect(of(failed, 'assist').map(({ department, outcome }) => [department, outcome])).toEqual([
      ['traffic', 'done'],
      ['traffic', 'open'],
    ])
    expect(of(failed, 'close')[0]).toMatchObject({ reworked: true, outcome: 'open' })
    expect(of(failed, 'check')[0]).toMatchObject({ outcome: 'done', person: 'collector' })
  })
  it('a reopened case is handled, closed and called about anew', () => {
    const first = closed(handled(dispatched(openCallable()), DISPATCHED + HOUR), DISPATCHED + 2 * HOUR)
    expect(outcomes(first, 'respond')).toEqual(['missed'])
    const again = act(first, acceptor, INPUTS.reopen, DISPATCHED + 3 * HOUR)
    expect(outcomes(again, 'handle')).toEqual(['done', 'open'])
    expect(outcomes(again, 'close')).toEqual(['done', 'open'])
    expect(outcomes(again, 'callBack')).toEqual(['void'])
  })
})

describe('calls', () => {
  const begun = dispatched(openCallable())
  it('a contact ends the response, an attempt does not', () => {
    const tried = act(begun, acceptor, { act: 'contact', reached: false, note: '无人接听' }, DISPATCHED + MINUTE)
    expect(outcomes(tried, 'respond')).toEqual(['open'])
    const reached = act(tried, acceptor, INPUTS.contact, DISPATCHED + 2 * MINUTE)
    expect(of(reached, 'respond')[0]).toMatchObject({ outcome: 'done', department: 'water', person: 'acceptor' })
  })
  const after = closed(handled(begun, DISPATCHED + HOUR), DISPATCHED + HOUR)
  it('a call-back tells what the caller said', () => {
    const called = act(after, acceptor, INPUTS.callBack, DISPATCHED + 5 * HOUR)
    expect(of(called, 'callBack')).toMatchObject([
      { outcome: 'done', rating: 'satisfied', solved: true, department: 'water' },
    ])
  })
  it('an exclusion speaks of the whole case, also of what comes later', () => {
    const out = act(after, chief, INPUTS.exclude, DISPATCHED + 5 * HOUR)
    expect(owed(out).every(({ excluded }) => excluded)).toBe(true)
    const back = act(out, chief, INPUTS.undo, DISPATCHED + 5 * HOUR + MINUTE)
    expect(owed(back).some(({ excluded }) => excluded)).toBe(false)
  })
})

describe('ends of another kind', () => {
  it('a forced closing ends what was open', () => {
    const forced = act(dispatched(openCallable(), ['traffic']), leader, INPUTS.forceClose, DISPATCHED + HOUR)
    for (const stage of ['handle', 'assist', 'close', 'respond'] as const)
      expect(outcomes(forced, stage)).toEqual(['forced'])
  })
  it('a refusal is a decision', () => {
    const refused = act(open(), chief, INPUTS.refuse, START + MINUTE)
    expect(of(refused, 'filing')[0]).toMatchObject({ outcome: 'refused', role: 'dutyChief' })
    expect(outcomes(refused, 'report')).toEqual(['refused'])
  })
  it('a merged case owes nothing until it is taken out again', () => {
    const [child, main] = actOnBoth(open(), OTHER, acceptor, INPUTS.merge, START + MINUTE)
    expect(owed(child).map(({ outcome }) => outcome)).toEqual(['merged', 'merged'])
    const [out] = actOnBoth(child, main, acceptor, INPUTS.unmerge, START + HOUR)
    expect(owed(out).map(({ outcome }) => outcome)).toEqual(['open', 'open'])
    expect(of(out, 'filing')[0]?.dueAt).toBe(START + HOUR + 29 * MINUTE)
  })
  it('an appeal granted twice exempts the late disposal; refused once it does not', () => {
    const late = closed(handled(dispatched(), DISPATCHED + 3 * HOUR), DISPATCHED + 3 * HOUR)
    const asked = act(late, water, INPUTS.appeal, DISPATCHED + 4 * HOUR)
    const reviewed = act(asked, dispatcher, INPUTS.reviewAppeal, DISPATCHED + 5 * HOUR)
    expect(of(reviewed, 'handle')[0]?.exempt).toBe(false)
    const granted = act(reviewed, acceptor, INPUTS.decideAppeal, DISPATCHED + 6 * HOUR)
    expect(of(granted, 'handle')[0]).toMatchObject({ exempt: true, endedAt: DISPATCHED + 3 * HOUR })
  })
})

describe('an act taken back', () => {
  it('an undone dispatch laid no obligation: the dispatch is owed as before', () => {
    const back = act(dispatched(openCallable(), ['traffic']), dispatcher, INPUTS.undo, DISPATCHED + MINUTE)
    for (const stage of ['handle', 'assist', 'respond'] as const) expect(outcomes(back, stage)).toEqual(['undone'])
    expect(of(back, 'dispatch')).toMatchObject([{ outcome: 'open', role: 'dispatcher' }])
    expect(of(back, 'dispatch')[0]?.endedAt).toBeUndefined()
    expect(of(back, 'close')[0]?.department).toBeUndefined()
  })
  it('an undone filing is owed again, and its report is not judged', () => {
    const filed = act(open(), acceptor, INPUTS.file, START + MINUTE)
    const back = act(filed, acceptor, INPUTS.undo, START + 2 * MINUTE)
    expect(outcomes(back, 'filing')).toEqual(['open'])
    expect(outcomes(back, 'report')).toEqual(['open'])
    expect(outcomes(back, 'dispatch')).toEqual(['undone'])
    expect(outcomes(back, 'close')).toEqual(['undone'])
  })
})

/** Which obligations are open in which state. */
function expected({ state }: Incident): readonly ObligationStage[] {
  switch (state) {
    case 'pendingVerify':
      return ['filing', 'report', 'verify']
    case 'pendingFiling':
      return ['filing', 'report']
    case 'pendingDispatch':
      return ['close', 'dispatch']
    case 'pendingHandle':
    case 'handling':
    case 'pendingConfirm':
    case 'suspended':
      return ['close', 'handle']
    case 'pendingCheck':
      return ['check', 'close']
    case 'pendingClose':
      return ['close']
    default:
      return []
  }
}

describe('random histories', () => {
  const APART = new Set<ObligationStage>(['assist', 'respond', 'callBack'])
  it('owe at every moment exactly what the state of the case says, by the deadlines of its clocks', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (all, callable) => {
        for (const played of playing(all, callable)) {
          const { incident } = played
          const rows = owed(played).filter(({ outcome }) => outcome === 'open')
          const stages = rows.map(({ stage }) => stage).filter((stage) => !APART.has(stage))
          // A filing sent back leaves its report as judged.
          const refiled = of(played, 'report').every(({ outcome }) => outcome !== 'open')
          expect([...stages].sort()).toEqual(
            expected(incident)
              .filter((stage) => stage !== 'report' || !refiled)
              .toSorted(),
          )
          for (const row of rows) {
            const name = row.stage === 'close' ? 'total' : row.stage
            const clock =
              name === 'report'
                ? undefined
                : incident.clocks[name === 'verify' ? 'filing' : name === 'assist' ? 'handle' : name]
            if (clock && clock.stoppedAt === undefined)
              expect(row.dueAt).toBe(
                clock.pausedAt !== undefined && clock.pausedAt <= clock.dueAt ? undefined : clock.dueAt,
              )
          }
          const assisting = rows.filter(({ stage }) => stage === 'assist').map(({ department }) => department)
          const unfinished = incident.orders
            .filter(({ state }) => state !== 'finished')
            .map(({ department }) => department)
          if (stages.includes('handle')) expect(assisting.sort()).toEqual(unfinished.toSorted())
        }
      }),
      { numRuns: 300 },
    )
  })
  it('say nothing new where the events are silent', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let before: Played | undefined
        for (const played of playing(all, true)) {
          const fresh = played.log.slice(before?.log.length ?? 0)
          if (before && !tellsOfObligations(fresh)) expect(owed(played)).toEqual(owed(before))
          before = played
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('a log of earlier releases', () => {
  it('without response clocks still knows a call-back', () => {
    const after = closed(handled(dispatched(), DISPATCHED + HOUR), DISPATCHED + HOUR)
    const called = append(
      after,
      [{ type: 'calledBack', reached: true, rating: 'dissatisfied', solved: false }],
      acceptor,
      DISPATCHED + 2 * HOUR,
    )
    expect(of(called, 'callBack')).toMatchObject([{ outcome: 'done', rating: 'dissatisfied', solved: false }])
  })
  it('parks that never led owe nothing', () => {
    expect(owed(dispatched()).some(({ department }) => department === parks.department)).toBe(false)
  })
})
