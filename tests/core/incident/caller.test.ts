// What is owed to whoever reported a case: being told who works on it, being called back, and being heard.
import { describe, expect, it } from 'vitest'
import { clockStatus } from '../../../src/core/clock/clock.ts'
import { decide } from '../../../src/core/incident/decide.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import { allowedActs } from '../../../src/core/incident/lifecycle.ts'
import { ownerOf } from '../../../src/core/incident/owner.ts'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import {
  HOUR,
  INPUTS,
  MINUTE,
  type Played,
  RULES,
  START,
  acceptor,
  act,
  actOnBoth,
  append,
  attempt,
  chief,
  collector,
  context,
  dispatcher,
  inState,
  leader,
  open,
  openCallable,
  parks,
  share,
  traffic,
  water,
} from './play.ts'

const AT = START + 30 * MINUTE
const DAY = 24 * HOUR
const callable = (state: IncidentState): Played => inState(state, openCallable())
const notReached: ActInput = { act: 'callBack', reached: false, note: '两次无人接听' }
const bad: ActInput = { act: 'callBack', reached: true, rating: 'dissatisfied', solved: true, note: '又积水了' }
const unsolved: ActInput = { act: 'callBack', reached: true, rating: 'satisfied', solved: false, note: '路口仍有积水' }

describe('contacting', () => {
  it('is asked for from the dispatch on, within the city’s limit, where somebody can be called', () => {
    const { clocks } = callable('pendingHandle').incident
    const startedAt = START + 2 * MINUTE
    expect(clocks.respond).toMatchObject({ stage: 'respond', startedAt, dueAt: startedAt + DAY })
    expect(clocks.respond).not.toHaveProperty('chiefAt')
    expect(inState('pendingHandle').incident.clocks.respond).toBeUndefined()
    expect(callable('pendingDispatch').incident.clocks.respond).toBeUndefined()
  })

  it.each(['pendingHandle', 'handling', 'pendingCheck', 'suspended'] as const)(
    'is for the desk and the departments while %s',
    (state) => {
      for (const by of [acceptor, chief, water, traffic]) {
        const { incident } = act(callable(state), by, INPUTS.contact, AT)
        expect(incident).toMatchObject({ state, contactedAt: AT })
        expect(incident.clocks.respond?.stoppedAt).toBe(AT)
      }
      for (const by of [parks, dispatcher, collector, leader])
        expect(attempt(callable(state), by, INPUTS.contact, AT).ok).toBe(false)
    },
  )

  it('that reaches nobody says why, and the clock runs on', () => {
    const played = callable('handling')
    expect(attempt(played, water, { act: 'contact', reached: false }, AT)).toMatchObject({
      code: 'noteIfNotReached',
      field: '/note',
    })
    const { incident } = act(played, water, { act: 'contact', reached: false, note: '关机' }, AT)
    expect(incident.contactedAt).toBeUndefined()
    expect(incident.clocks.respond).toEqual(played.incident.clocks.respond)
  })

  it('counts the first time; nobody calls who has no number, or before there is a department', () => {
    const twice = act(act(callable('handling'), water, INPUTS.contact, AT), acceptor, INPUTS.contact, AT + HOUR)
    expect(twice.incident.contactedAt).toBe(AT)
    expect(twice.incident.clocks.respond?.stoppedAt).toBe(AT)
    expect(attempt(inState('handling'), acceptor, INPUTS.contact, AT)).toMatchObject({ code: 'callable' })
    expect(attempt(callable('pendingDispatch'), acceptor, INPUTS.contact, AT)).toMatchObject({ code: 'dispatchedOnce' })
  })

  it('is void with a return and owed anew with the next dispatch', () => {
    const told = act(callable('pendingHandle'), water, INPUTS.contact, AT)
    const returned = act(told, water, INPUTS.return, AT)
    expect(returned.incident.contactedAt).toBeUndefined()
    expect(returned.incident.clocks.respond).toBeUndefined()
    const again = act(returned, dispatcher, { act: 'dispatch', lead: 'traffic', assist: [] }, AT + HOUR)
    expect(again.incident.clocks.respond).toMatchObject({ startedAt: AT + HOUR })
  })

  it('is over with the case', () => {
    const { respond } = callable('closed').incident.clocks
    expect(respond?.stoppedAt).toBe(callable('closed').incident.closedAt)
    expect(callable('forceClosed').incident.clocks.respond?.stoppedAt).toBeDefined()
  })
})

describe('a call-back', () => {
  const closed = callable('closed')
  const closedAt = closed.incident.closedAt ?? 0

  it('is owed by the acceptor after a closure, not after one by force', () => {
    expect(closed.incident.clocks.callBack).toMatchObject({ startedAt: closedAt, dueAt: closedAt + 2 * DAY })
    expect(ownerOf(closed.incident)).toEqual({ post: 'acceptor' })
    expect(callable('forceClosed').incident.clocks.callBack).toBeUndefined()
    expect(inState('closed').incident.clocks.callBack).toBeUndefined()
    for (const by of [acceptor, chief]) expect(attempt(closed, by, INPUTS.callBack, AT).ok).toBe(true)
    for (const by of [dispatcher, water, leader, collector])
      expect(attempt(closed, by, INPUTS.callBack, AT).ok).toBe(false)
    expect(attempt(callable('forceClosed'), acceptor, INPUTS.callBack, AT)).toMatchObject({ code: 'state' })
    expect(attempt(inState('closed'), acceptor, INPUTS.callBack, AT)).toMatchObject({ code: 'callable' })
  })

  it('with a good rating ends there', () => {
    const { incident } = act(closed, acceptor, INPUTS.callBack, AT)
    expect(incident).toMatchObject({
      state: 'closed',
      callBacks: [{ reached: true, rating: 'satisfied', solved: true, by: acceptor.name, at: AT }],
    })
    expect(incident.clocks.callBack?.stoppedAt).toBe(AT)
    expect(ownerOf(incident)).toBeUndefined()
    expect(attempt(append(closed, [], acceptor, AT), acceptor, INPUTS.callBack, AT).ok).toBe(true)
    expect(attempt(act(closed, acceptor, INPUTS.callBack, AT), chief, INPUTS.callBack, AT)).toMatchObject({
      code: 'notRated',
    })
  })

  it('that reaches nobody may be repeated while its clock runs on', () => {
    const tried = act(closed, acceptor, notReached, AT)
    expect(tried.incident.clocks.callBack).toEqual(closed.incident.clocks.callBack)
    const { incident } = act(tried, acceptor, INPUTS.callBack, closedAt + 3 * DAY)
    expect(incident.callBacks?.map((call) => call.reached)).toEqual([false, true])
    expect(incident.clocks.callBack && clockStatus(incident.clocks.callBack, closedAt + 3 * DAY)).toBe('metLate')
  })

  it.each<[string, object, string, string]>([
    ['nobody was reached and nothing said', { reached: false }, 'noteIfNotReached', '/note'],
    [
      'nobody was reached and yet rated it',
      { reached: false, note: '忙', rating: 'satisfied' },
      'ratingIfReached',
      '/rating',
    ],
    [
      'nobody was reached and yet called it solved',
      { reached: false, note: '忙', solved: true },
      'ratingIfReached',
      '/solved',
    ],
    ['there is no rating', { reached: true, solved: true }, 'ratingIfReached', '/rating'],
    ['nobody asked whether it is solved', { reached: true, rating: 'satisfied' }, 'ratingIfReached', '/solved'],
    ['a bad rating says nothing', { reached: true, rating: 'veryDissatisfied', solved: true }, 'noteIfBad', '/note'],
    [
      'it is not solved and nothing said',
      { reached: true, rating: 'satisfied', solved: false, note: ' ' },
      'noteIfBad',
      '/note',
    ],
  ])('is refused when %s', (_, said, code, field) => {
    expect(attempt(closed, acceptor, { act: 'callBack', ...said } as ActInput, AT)).toMatchObject({
      ok: false,
      code,
      field,
    })
  })

  it.each([bad, unsolved])('with a discontent caller gives the case back to its department: %o', (input) => {
    const back = act(closed, acceptor, input, AT)
    expect(back.log.slice(closed.log.length).map(({ body }) => body.type)).toEqual([
      'calledBack',
      'clocked',
      'reopened',
      'clocked',
      'clocked',
    ])
    expect(back.incident).toMatchObject({ state: 'pendingHandle', lead: 'water', reopenings: 1 })
    expect(back.incident.clocks.handle).toMatchObject({ startedAt: AT, dueAt: AT + 2 * HOUR })
    expect(back.incident.clocks.callBack?.stoppedAt).toBe(AT)
    // What the caller said stays with the case until it is closed again, and is asked for anew then.
    expect(back.incident.callBacks).toHaveLength(1)
    let again = back
    for (const [by, what] of [
      [water, INPUTS.accept],
      [traffic, INPUTS.acceptOrder],
      [traffic, INPUTS.finishOrder],
      [water, INPUTS.submit],
      [water, INPUTS.confirm],
      [acceptor, INPUTS.check],
      [chief, INPUTS.close],
    ] as const)
      again = act(again, by, what, AT + HOUR)
    expect(again.incident.callBacks).toBeUndefined()
    expect(again.incident.clocks.callBack).toMatchObject({ startedAt: AT + HOUR })
    expect(act(again, acceptor, INPUTS.callBack, AT + 2 * HOUR).incident.callBacks).toHaveLength(1)
  })

  it('that comes too late for a reopening, or after a newer case of the same alarm, is only recorded', () => {
    const late = act(closed, acceptor, bad, closedAt + 15 * DAY + 1)
    expect(late.incident).toMatchObject({ state: 'closed', reopenings: 0, callBacks: [{ rating: 'dissatisfied' }] })
    const decision = decide(closed.incident, bad, context(acceptor, AT, { superseded: true }))
    expect(decision).toMatchObject({ ok: true, events: [{ type: 'calledBack' }, { type: 'clocked' }] })
  })

  it('still owed at a reopening is void, and comes with the next closure', () => {
    const reopened = act(closed, chief, INPUTS.reopen, AT)
    expect(reopened.incident.clocks.callBack).toBeUndefined()
  })
})

describe('a case that ended with another', () => {
  const [child, main] = actOnBoth(
    openCallable(),
    inState('pendingClose', open(undefined, START, 'YZ-2')),
    acceptor,
    INPUTS.merge,
    START,
  )
  const closedMain = act(main, chief, INPUTS.close, AT)
  const closed = share(closedMain, child, AT)

  it('is called back itself', () => {
    expect(closed.incident).toMatchObject({ state: 'closed', mergedInto: 'YZ-2' })
    expect(closed.incident.clocks.callBack).toMatchObject({ startedAt: AT })
    expect(closedMain.incident.clocks.callBack).toBeUndefined()
    const forced = share(act(main, leader, INPUTS.forceClose, AT), child, AT)
    expect(forced.incident.clocks.callBack).toBeUndefined()
  })

  it('reopens the one that was worked on when its caller is discontent', () => {
    const [rated, back] = actOnBoth(closed, closedMain, acceptor, bad, AT + HOUR)
    expect(rated.incident).toMatchObject({ state: 'closed', callBacks: [{ rating: 'dissatisfied' }] })
    expect(back.incident).toMatchObject({ state: 'pendingHandle', reopenings: 1 })
    expect(back.log.find(({ body }) => body.type === 'reopened')?.body).toEqual({
      type: 'reopened',
      reason: '又积水了',
    })
  })

  it('says nothing on the other when it is content, too late, or the other is open again', () => {
    const said = (input: ActInput, now: number, other = closedMain) => attempt(closed, acceptor, input, now, other)
    for (const decision of [
      said(INPUTS.callBack, AT),
      said(bad, AT + 15 * DAY + 1),
      said(bad, AT, act(closedMain, chief, INPUTS.reopen, AT)),
    ]) {
      expect(decision.ok).toBe(true)
      expect(decision).not.toHaveProperty('other')
    }
  })
})

describe('exclusion', () => {
  it('is the duty chief’s, once, of cases somebody reported', () => {
    const done = act(callable('closed'), chief, INPUTS.exclude, AT)
    expect(done.incident).toMatchObject({
      state: 'closed',
      excluded: { ground: 'unreasonable', reason: INPUTS.exclude.reason },
    })
    expect(attempt(done, chief, INPUTS.exclude, AT)).toMatchObject({ code: 'notExcluded' })
    expect(act(callable('forceClosed'), chief, INPUTS.exclude, AT).incident.excluded).toBeDefined()
    for (const by of [acceptor, dispatcher, leader, water])
      expect(attempt(callable('closed'), by, INPUTS.exclude, AT)).toMatchObject({ code: 'role' })
    expect(attempt(inState('closed'), chief, INPUTS.exclude, AT)).toMatchObject({ code: 'callable' })
    expect(attempt(callable('closed'), chief, { ...INPUTS.exclude, reason: ' ' }, AT)).toMatchObject({ code: 'reason' })
  })
})

describe('crews', () => {
  it('go with the handler and with the case', () => {
    const accepted = act(inState('pendingHandle'), water, { act: 'accept', handler: '张三', crew: 'pumps' }, AT)
    expect(accepted.incident).toMatchObject({ handler: '张三', crew: 'pumps' })
    const given = act(accepted, water, { act: 'assign', handler: '李四' }, AT)
    expect(given.incident).toMatchObject({ state: 'handling', handler: '李四' })
    expect(given.incident).not.toHaveProperty('crew')
    expect(act(given, water, INPUTS.assign, AT).incident).toMatchObject({ handler: '王五', crew: 'pumps' })
    expect(act(accepted, water, INPUTS.revoke, AT).incident).not.toHaveProperty('crew')
    expect(attempt(accepted, traffic, INPUTS.assign, AT)).toMatchObject({ code: 'leads' })
    expect(attempt(accepted, water, { act: 'assign', handler: ' ' }, AT)).toMatchObject({
      code: 'handler',
      field: '/handler',
    })
    expect(allowedActs(inState('pendingHandle').incident, water, AT, RULES)).not.toContain('assign')
  })
})
