// The lifecycle written out a second time, as the standard's table reads, and held against what the rules allow.
import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/core/incident/decide.ts'
import { LIFECYCLE, allowedActs, isTerminal, stageOf } from '../../../src/core/incident/lifecycle.ts'
import type { Act, ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, IncidentState } from '../../../src/core/incident/types.ts'
import { ACT_WORDS, STATE_WORDS } from '../../../src/core/incident/words.ts'
import {
  EVERYONE,
  INPUTS,
  MINUTE,
  START,
  acceptor,
  act,
  append,
  chief,
  context,
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
const failed: ActInput = { act: 'check', passed: false, note: '仍有积水', photos: [] }
const untrue: ActInput = { act: 'verify', found: false, note: '现场未发现积水', photos: [] }

// domain: «Allowed transitions», row by row; nothing that is not here may happen.
const WAYS: Way[] = [
  ['pendingFiling', INPUTS.requestVerify, desk, 'pendingVerify'],
  ['pendingVerify', INPUTS.verify, desk, 'pendingFiling'],
  ['pendingVerify', untrue, desk, 'pendingFiling'],
  ['pendingFiling', INPUTS.file, [...desk, system], 'pendingDispatch'],
  ['pendingFiling', INPUTS.refuse, [chief], 'refused'],
  ['pendingFiling', INPUTS.cancel, [chief], 'cancelled'],
  ['pendingVerify', INPUTS.refuse, [chief], 'refused'],
  ['pendingVerify', INPUTS.cancel, [chief], 'cancelled'],
  ['pendingDispatch', INPUTS.dispatch, [...command, system], 'pendingHandle'],
  ['pendingDispatch', INPUTS.returnToAcceptor, command, 'pendingFiling'],
  ['pendingHandle', INPUTS.accept, [water], 'handling'],
  ['pendingHandle', INPUTS.return, [water], 'pendingDispatch'],
  ['pendingHandle', INPUTS.progress, [water, traffic], 'pendingHandle'],
  ['pendingHandle', INPUTS.requestExtension, [water], 'pendingHandle'],
  ['pendingHandle', INPUTS.requestSuspension, [water], 'pendingHandle'],
  ['handling', INPUTS.revoke, [water], 'pendingHandle'],
  ['handling', INPUTS.progress, [water, traffic], 'handling'],
  ['handling', INPUTS.submit, [water], 'pendingConfirm'],
  ['handling', INPUTS.requestExtension, [water], 'handling'],
  ['handling', INPUTS.requestSuspension, [water], 'handling'],
  ['pendingConfirm', INPUTS.sendBack, [water], 'handling'],
  ['pendingConfirm', INPUTS.confirm, [water], 'pendingCheck'],
  ['pendingCheck', INPUTS.check, desk, 'pendingClose'],
  ['pendingCheck', failed, desk, 'pendingHandle'],
  ['pendingCheck', INPUTS.rework, [acceptor, dispatcher, chief], 'pendingHandle'],
  ['pendingClose', INPUTS.rework, [acceptor, dispatcher, chief], 'pendingHandle'],
  ['pendingClose', INPUTS.close, desk, 'closed'],
  ['suspended', INPUTS.resume, [...command, system], 'handling'],
  ...STATES.filter((state) => !isTerminal(state)).flatMap((state): Way[] => {
    const involved = ['pendingHandle', 'handling', 'pendingConfirm', 'pendingCheck', 'pendingClose', 'suspended']
    const crews = involved.includes(state) ? [water, traffic] : []
    const every: Way[] = [
      [state, INPUTS.supervise, [leader, ...command], state],
      [state, INPUTS.note, [acceptor, ...command, leader, system, ...crews], state],
    ]
    return state === 'suspended' ? every : [...every, [state, INPUTS.remind, [acceptor, ...command, system], state]]
  }),
]

describe('the lifecycle', () => {
  it.each(WAYS)('%s: %o', (from, input, by, to) => {
    const before = inState(from)
    expect(before.incident.state).toBe(from)
    for (const actor of EVERYONE) {
      const decision = decide(before.incident, input, context(actor, NOW))
      expect([actor.id, decision.ok]).toEqual([actor.id, by.includes(actor)])
      if (decision.ok) expect(append(before, decision.events, actor, NOW).incident.state).toBe(to)
    }
  })

  it('allows nothing else, and the acts offered are exactly the acts accepted', () => {
    for (const state of STATES)
      for (const actor of EVERYONE) {
        const { incident } = inState(state)
        const wanted = new Set(
          WAYS.filter(([from, , by]) => from === state && by.includes(actor)).map(([, i]) => i.act),
        )
        expect([state, actor.id, new Set(allowedActs(incident, actor, NOW))]).toEqual([state, actor.id, wanted])
        for (const name of ACTS) {
          const decision = decide(incident, INPUTS[name], context(actor, NOW))
          expect([state, actor.id, name, decision.ok]).toEqual([state, actor.id, name, wanted.has(name)])
        }
      }
  })

  it('leads where its table says', () => {
    for (const [from, input, , to] of WAYS) {
      const row = LIFECYCLE.find((t) => t.act === input.act)
      const no = ('passed' in input && !input.passed) || ('granted' in input && !input.granted)
      const next = typeof row?.to === 'object' ? row.to[no ? 'no' : 'yes'] : row?.to
      expect([input.act, next === 'same' ? from : next === 'resumeState' ? 'handling' : next]).toEqual([input.act, to])
    }
  })

  it('has one row for each act and offers acts in its order', () => {
    expect(LIFECYCLE.map((row) => row.act).sort()).toEqual([...ACTS].sort())
    const offered = allowedActs(inState('handling').incident, water, NOW)
    expect(offered).toEqual(['revoke', 'progress', 'submit', 'requestExtension', 'requestSuspension', 'note'])
  })

  it('gives neither wall nor administrator any act on a case', () => {
    const posts = new Set(LIFECYCLE.flatMap((row) => row.by))
    expect(posts.has('wall') || posts.has('administrator')).toBe(false)
  })
})

describe('requests of the department', () => {
  it('are judged by the dispatcher or the chief, and only when asked', () => {
    const asked = act(inState('handling'), water, INPUTS.requestExtension, NOW)
    expect(allowedActs(asked.incident, dispatcher, NOW)).toContain('decideExtension')
    expect(allowedActs(asked.incident, dispatcher, NOW)).not.toContain('decideSuspension')
    expect(allowedActs(asked.incident, acceptor, NOW)).not.toContain('decideExtension')
    expect(allowedActs(asked.incident, water, NOW)).not.toContain('requestSuspension')
    expect(allowedActs(inState('handling').incident, dispatcher, NOW)).not.toContain('decideExtension')
  })
})

describe('stages', () => {
  it('every open state has a stage, every finished one has none', () => {
    for (const state of STATES) expect([state, stageOf(state) === undefined]).toEqual([state, isTerminal(state)])
  })
})
