// The lifecycle written out a second time, as the standard's table reads, and held against what the rules allow.
import { describe, expect, it } from 'vitest'
import { GUARDS } from '../../../src/core/incident/guards.ts'
import {
  LIFECYCLE,
  type Transition,
  allowedActs,
  isTerminal,
  stageOf,
  transitionOf,
} from '../../../src/core/incident/lifecycle.ts'
import { NEEDS } from '../../../src/core/incident/needs.ts'
import { ownerOf } from '../../../src/core/incident/owner.ts'
import type { Act, ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, IncidentState } from '../../../src/core/incident/types.ts'
import { ACT_WORDS, STATE_WORDS } from '../../../src/core/incident/words.ts'
import {
  EVERYONE,
  INPUTS,
  MINUTE,
  RULES,
  START,
  acceptor,
  act,
  append,
  attempt,
  chief,
  collector,
  dispatcher,
  inState,
  leader,
  system,
  traffic,
  water,
} from './play.ts'

const NOW = START + 30 * MINUTE
const STATES = Object.keys(STATE_WORDS) as IncidentState[]
const ACTS = Object.keys(ACT_WORDS) as Act[]

type Way = [from: IncidentState, input: ActInput, by: Actor[], to: IncidentState]
const desk = [acceptor, chief]
const command = [dispatcher, chief]
const allDesks = [acceptor, ...command]
const onTheSpot = [collector, ...desk]
const failed: ActInput = { act: 'check', passed: false, note: '仍有积水', photos: [] }
const untrue: ActInput = { act: 'verify', found: false, note: '现场未发现积水', photos: [] }
const mergeable: IncidentState[] = ['pendingVerify', 'pendingFiling', 'pendingDispatch']
const dispatched: IncidentState[] = [
  'pendingHandle',
  'handling',
  'pendingConfirm',
  'pendingCheck',
  'pendingClose',
  'suspended',
]

// domain: «Allowed transitions», row by row, and the rows of our own; nothing that is not here may happen. The assisting order
// of `traffic` is pending in `pendingHandle` and finished afterwards; what rests on requests, appeals and supervisions is below.
const WAYS: Way[] = [
  ['pendingFiling', INPUTS.requestVerify, desk, 'pendingVerify'],
  ['pendingVerify', INPUTS.verify, onTheSpot, 'pendingFiling'],
  ['pendingVerify', untrue, onTheSpot, 'pendingFiling'],
  ['pendingFiling', INPUTS.file, [...desk, system], 'pendingDispatch'],
  ['pendingFiling', INPUTS.refuse, [chief], 'refused'],
  ['pendingFiling', INPUTS.cancel, [chief], 'cancelled'],
  ['pendingVerify', INPUTS.refuse, [chief], 'refused'],
  ['pendingVerify', INPUTS.cancel, [chief], 'cancelled'],
  ['pendingDispatch', INPUTS.dispatch, [...command, system], 'pendingHandle'],
  ['pendingDispatch', INPUTS.returnToAcceptor, command, 'pendingFiling'],
  ...mergeable.map((state): Way => [state, INPUTS.merge, allDesks, 'merged']),
  ['merged', INPUTS.unmerge, allDesks, 'pendingFiling'],
  ['merged', INPUTS.note, [collector, ...allDesks, leader, system], 'merged'],
  ['pendingHandle', INPUTS.accept, [water], 'handling'],
  ['pendingHandle', INPUTS.return, [water], 'pendingDispatch'],
  ['pendingHandle', INPUTS.progress, [water, traffic], 'pendingHandle'],
  ['pendingHandle', INPUTS.engage, command, 'pendingHandle'],
  ['pendingHandle', INPUTS.release, [...command, water], 'pendingHandle'],
  ['pendingHandle', INPUTS.acceptOrder, [traffic], 'pendingHandle'],
  ['pendingHandle', INPUTS.returnOrder, [traffic], 'pendingHandle'],
  ['pendingHandle', INPUTS.requestExtension, [water], 'pendingHandle'],
  ['pendingHandle', INPUTS.requestSuspension, [water], 'pendingHandle'],
  ['handling', INPUTS.assign, [water], 'handling'],
  ['handling', INPUTS.revoke, [water], 'pendingHandle'],
  ['handling', INPUTS.progress, [water, traffic], 'handling'],
  ['handling', INPUTS.engage, command, 'handling'],
  ['handling', INPUTS.submit, [water], 'pendingConfirm'],
  ['handling', INPUTS.requestExtension, [water], 'handling'],
  ['handling', INPUTS.requestSuspension, [water], 'handling'],
  ['pendingConfirm', INPUTS.sendBack, [water], 'handling'],
  ['pendingConfirm', INPUTS.confirm, [water], 'pendingCheck'],
  ['pendingCheck', INPUTS.check, onTheSpot, 'pendingClose'],
  ['pendingCheck', failed, onTheSpot, 'pendingHandle'],
  ['pendingCheck', INPUTS.rework, allDesks, 'pendingHandle'],
  ['pendingClose', INPUTS.rework, allDesks, 'pendingHandle'],
  ['pendingClose', INPUTS.close, desk, 'closed'],
  ['suspended', INPUTS.resume, [...command, system], 'handling'],
  ['closed', INPUTS.reopen, desk, 'pendingHandle'],
  ...STATES.filter((state) => !isTerminal(state) && state !== 'merged').flatMap((state): Way[] => {
    const crews = dispatched.includes(state) ? [water, traffic] : []
    const every: Way[] = [
      [state, INPUTS.supervise, [leader, ...command, system], state],
      [state, INPUTS.forceClose, [leader], 'forceClosed'],
      [state, INPUTS.note, [collector, ...allDesks, leader, system, ...crews], state],
    ]
    return state === 'suspended' ? every : [...every, [state, INPUTS.remind, [...allDesks, system], state]]
  }),
]

describe('the lifecycle', () => {
  it.each(WAYS)('%s: %o', (from, input, by, to) => {
    const before = inState(from)
    expect(before.incident.state).toBe(from)
    for (const actor of EVERYONE) {
      const decision = attempt(before, actor, input, NOW)
      expect([actor.id, decision.ok]).toEqual([actor.id, by.includes(actor)])
      if (decision.ok) expect(append(before, decision.events, actor, NOW).incident.state).toBe(to)
    }
  })

  it('allows nothing else, and the acts offered are exactly the acts accepted', () => {
    for (const state of STATES)
      for (const actor of EVERYONE) {
        const { incident } = inState(state)
        const wanted = new Set<Act>(
          WAYS.filter(([from, , by]) => from === state && by.includes(actor)).map(([, i]) => i.act),
        )
        // Done by time alone: nobody can send it.
        if (actor === system && transitionOf('escalate').from.includes(state)) wanted.add('escalate')
        expect([state, actor.id, new Set(allowedActs(incident, actor, NOW, RULES))]).toEqual([state, actor.id, wanted])
        for (const name of ACTS) {
          if (name === 'escalate') continue
          const decision = attempt(inState(state), actor, INPUTS[name], NOW)
          expect([state, actor.id, name, decision.ok]).toEqual([state, actor.id, name, wanted.has(name)])
        }
      }
  })

  it('leads where its table says', () => {
    for (const [from, input, , to] of WAYS) {
      const row = LIFECYCLE.find((t) => t.act === input.act)
      const no = ('passed' in input && !input.passed) || ('granted' in input && !input.granted)
      const next = typeof row?.to === 'object' ? row.to[no ? 'no' : 'yes'] : row?.to
      const back: Partial<Record<string, IncidentState>> = {
        same: from,
        resumeState: 'handling',
        mergedFrom: 'pendingFiling',
      }
      expect([input.act, back[String(next)] ?? next]).toEqual([input.act, to])
    }
  })

  it('has one row for each act and offers acts in its order', () => {
    expect(LIFECYCLE.map((row) => row.act).sort()).toEqual([...ACTS].sort())
    const offered = allowedActs(inState('handling').incident, water, NOW, RULES)
    expect(offered).toEqual(['assign', 'revoke', 'progress', 'submit', 'requestExtension', 'requestSuspension', 'note'])
    const toChief = allowedActs(inState('pendingHandle').incident, chief, NOW, RULES)
    expect(toChief).toEqual(['engage', 'release', 'supervise', 'remind', 'note'])
  })

  it('gives neither wall nor administrator any act on a case', () => {
    const posts = new Set(LIFECYCLE.flatMap((row) => row.by))
    expect(posts.has('wall') || posts.has('administrator')).toBe(false)
  })
})

describe('requests of the department', () => {
  it('are judged by the dispatcher or the chief, and only when asked', () => {
    const asked = act(inState('handling'), water, INPUTS.requestExtension, NOW)
    expect(allowedActs(asked.incident, dispatcher, NOW, RULES)).toContain('decideExtension')
    expect(allowedActs(asked.incident, dispatcher, NOW, RULES)).not.toContain('decideSuspension')
    expect(allowedActs(asked.incident, acceptor, NOW, RULES)).not.toContain('decideExtension')
    expect(allowedActs(asked.incident, water, NOW, RULES)).not.toContain('requestSuspension')
    expect(allowedActs(inState('handling').incident, dispatcher, NOW, RULES)).not.toContain('decideExtension')
  })
})

describe('the table as a graph', () => {
  const humans = (row: Transition): boolean => row.by.some((post) => post !== 'system')
  /** Where a row may lead from one state. A merged or suspended case goes back to where it was taken from. */
  const origins: Partial<Record<string, readonly IncidentState[]>> = {
    resumeState: ['pendingHandle', 'handling'],
    mergedFrom: transitionOf('merge').from,
    // Where the act came from: a state that others lead to already.
    undone: [],
  }
  const targets = (row: Transition, from: IncidentState): IncidentState[] =>
    (typeof row.to === 'object' ? [row.to.yes, row.to.no] : [row.to]).flatMap((to) =>
      to === 'same' ? [from] : [...(origins[to] ?? [to as IncidentState])],
    )
  const onward = (from: IncidentState, may: (row: Transition) => boolean): IncidentState[] =>
    LIFECYCLE.filter((row) => row.from.includes(from) && may(row)).flatMap((row) => targets(row, from))
  const reached = (from: readonly IncidentState[], may: (row: Transition) => boolean): Set<IncidentState> => {
    const seen = new Set(from)
    for (const state of seen) for (const next of onward(state, may)) seen.add(next)
    return seen
  }

  it.each(STATES.filter((state) => !isTerminal(state)))('%s has a way to an end by people alone', (state) => {
    const ends = [...reached([state], humans)].filter(isTerminal)
    expect(ends).toContain('closed')
    // Nor is a leader's force the only way out of anything.
    expect([...reached([state], (row) => humans(row) && row.act !== 'forceClose')]).toContain('closed')
  })

  it('leads from opening to every state', () => {
    expect([...reached(['pendingVerify', 'pendingFiling'], humans)].sort()).toEqual([...STATES].sort())
  })

  it('gives the post that a case waits for an act that brings it on', () => {
    for (const state of STATES) {
      const owner = ownerOf({ state, lead: 'water' })
      expect([state, owner === undefined]).toEqual([state, isTerminal(state)])
      if (!owner) continue
      const forward = LIFECYCLE.filter(
        (row) =>
          row.from.includes(state) && row.by.includes(owner.post) && targets(row, state).some((to) => to !== state),
      )
      expect([state, forward.length > 0]).toEqual([state, true])
      expect([state, owner.department]).toEqual([state, owner.post === 'department' ? 'water' : undefined])
    }
  })

  it('names no row, guard or need in vain', () => {
    const { guards, needs } = {
      guards: new Set(LIFECYCLE.flatMap((row) => row.guards)),
      needs: new Set(LIFECYCLE.flatMap((row) => row.needs)),
    }
    expect([...guards].sort()).toEqual(Object.keys(GUARDS).sort())
    expect([...needs].sort()).toEqual(Object.keys(NEEDS).sort())
  })
})

describe('stages', () => {
  it('every state in which time counts has a stage; a merged case waits with another, an ended one waits for nothing', () => {
    for (const state of STATES)
      expect([state, stageOf(state) === undefined]).toEqual([state, isTerminal(state) || state === 'merged'])
  })
})
