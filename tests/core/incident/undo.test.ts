// Taking back one's own last act: when it is lawful, what it gives back, and why not.
import { describe, expect, it } from 'vitest'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import { allowedActs } from '../../../src/core/incident/lifecycle.ts'
import type { Actor, IncidentState } from '../../../src/core/incident/types.ts'
import {
  INPUTS,
  MINUTE,
  type Played,
  RULES,
  START,
  acceptor,
  act,
  append,
  attempt,
  chief,
  dispatcher,
  inState,
  open,
  openCallable,
  opening,
  system,
  tick,
  traffic,
  water,
} from './play.ts'

const AT = START + 30 * MINUTE
const undo = INPUTS.undo
/** The same without what an undone act may leave behind. */
const facts = ({ incident }: Played) => {
  const { version: _, updatedAt: _at, lastAct: _last, ...rest } = incident
  return rest
}

type Case = [what: string, before: Played, by: Actor, input: ActInput]
const CASES: Case[] = [
  ['a request for verification', open(), acceptor, INPUTS.requestVerify],
  ['a dispatch', inState('pendingDispatch'), dispatcher, INPUTS.dispatch],
  ['a dispatch of a callable case', inState('pendingDispatch', openCallable()), dispatcher, INPUTS.dispatch],
  ['an acceptance with a crew', inState('pendingHandle'), water, { act: 'accept', handler: '张三', crew: 'pumps' }],
  ['a request for an extension', inState('handling'), water, INPUTS.requestExtension],
  ['a request for a suspension', inState('pendingHandle'), water, INPUTS.requestSuspension],
  ['an exclusion', inState('closed', openCallable()), chief, INPUTS.exclude],
]

describe('undo', () => {
  it.each(CASES)('gives back what stood before %s', (_, before, by, input) => {
    const done = act(before, by, input, AT)
    const undone = act(done, by, undo, AT + 10 * MINUTE)
    expect(facts(undone)).toEqual(facts(before))
    expect(undone.log.at(-1)?.body).toEqual({
      type: 'undone',
      n: done.incident.lastAct?.n,
      of: done.incident.lastAct?.of,
    })
  })

  it('of a filing gives back level and clocks and leaves the matter as a suggestion', () => {
    const bare = opening({ type: 'report', report: 'r', source: 'hotline' }).map((body) => {
      if (body.type !== 'opened') return body
      const { matter: _, condition: _condition, ...rest } = body
      return { ...rest, level: 4 as const }
    })
    const before = append(undefined, bare, system, START)
    const undone = act(act(before, acceptor, INPUTS.file, AT), acceptor, undo, AT + MINUTE)
    expect(facts(undone)).toEqual({ ...facts(before), matter: 'E001', condition: 'E001.1' })
    expect(undone.incident.clocks.filing).toEqual(before.incident.clocks.filing)
    for (const gone of ['filedAt', 'snapshot']) expect(undone.incident).not.toHaveProperty(gone)
  })

  it('of a second filing gives back what the first had left', () => {
    const returned = act(inState('pendingDispatch'), dispatcher, INPUTS.returnToAcceptor, AT)
    const undone = act(act(returned, acceptor, INPUTS.file, AT), acceptor, undo, AT)
    expect(facts(undone)).toEqual(facts(returned))
    expect(undone.incident.clocks.dispatch?.stoppedAt).toBe(AT)
  })

  it('lets the act be done again, and that be taken back again', () => {
    let played = inState('pendingDispatch')
    for (const lead of ['water', 'traffic', 'water']) {
      played = act(played, dispatcher, { act: 'dispatch', lead, assist: [] }, AT)
      expect(played.incident.lead).toBe(lead)
      played = act(played, dispatcher, undo, AT)
    }
    expect(facts(played)).toEqual(facts(inState('pendingDispatch')))
  })

  const refusals: [string, Played, Actor, number, string][] = [
    ['after the city’s minutes, to the millisecond', dispatched(), dispatcher, AT + 10 * MINUTE + 1, 'too late'],
    ['of somebody else’s act', dispatched(), chief, AT, 'somebody else'],
    ['once the department has accepted', act(dispatched(), water, INPUTS.accept, AT), dispatcher, AT, 'somebody else'],
    ['once an assisting department has', act(dispatched(), traffic, INPUTS.acceptOrder, AT), dispatcher, AT, 'nothing'],
    ['once the hub has reminded', tick(dispatched(), AT + 100 * MINUTE), dispatcher, AT, 'nothing'],
    ['of a filing by the hub', act(open(), system, INPUTS.file, AT), acceptor, AT, 'nothing'],
    ['twice', act(dispatched(), dispatcher, undo, AT), dispatcher, AT, 'nothing'],
    ['of an act that cannot be undone', act(inState('handling'), water, INPUTS.submit, AT), water, AT, 'nothing'],
  ]
  it.each(refusals)('is refused %s', (_, played, by, now, why) => {
    const decision = attempt(played, by, undo, now)
    expect(decision).toMatchObject({ ok: false, code: 'undoable' })
    if (!decision.ok) expect(decision.reason.en).toContain(why)
    expect(allowedActs(played.incident, by, now, RULES)).not.toContain('undo')
  })

  it('is not disturbed by notes and calls in between; who was told of the department is to be told anew', () => {
    let played = act(inState('pendingDispatch', openCallable()), dispatcher, INPUTS.dispatch, AT)
    played = act(played, water, INPUTS.note, AT)
    played = act(played, acceptor, INPUTS.contact, AT)
    expect(played.incident.contactedAt).toBe(AT)
    const undone = act(played, dispatcher, undo, AT + MINUTE)
    expect(facts(undone)).toEqual(facts(inState('pendingDispatch', openCallable())))
    const again = act(undone, dispatcher, INPUTS.dispatch, AT + 2 * MINUTE)
    expect(again.incident.clocks.respond).toMatchObject({ startedAt: AT + 2 * MINUTE })
  })

  it.each<[IncidentState, Actor]>([
    ['suspended', water],
    ['merged', acceptor],
    ['refused', chief],
  ])('is not for a case that is %s', (state, by) => {
    expect(attempt(inState(state), by, undo, AT)).toMatchObject({ ok: false, code: 'state' })
  })
})

function dispatched(): Played {
  return act(inState('pendingDispatch'), dispatcher, INPUTS.dispatch, AT)
}
