// What acts write, what they need, and what they do to the clocks.
import { describe, expect, it } from 'vitest'
import { clockStatus } from '../../../src/core/clock/clock.ts'
import { decide } from '../../../src/core/incident/decide.ts'
import type { ClockStage } from '../../../src/core/clock/types.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import { local } from '../clock/fixtures.ts'
import {
  HOUR,
  INPUTS,
  MINUTE,
  PHOTO,
  type Played,
  START,
  acceptor,
  act,
  attempt,
  chief,
  context,
  dispatcher,
  inState,
  open,
  parks,
  system,
  traffic,
  water,
} from './play.ts'

const NOW = START + 30 * MINUTE
const running = ({ incident }: Played): ClockStage[] =>
  Object.values(incident.clocks)
    .filter((clock) => clock.stoppedAt === undefined && clock.pausedAt === undefined)
    .map((clock) => clock.stage)
    .sort()

describe('what an act needs', () => {
  const until = (ms: number): ActInput => ({ act: 'requestSuspension', reason: '待管网改造', until: NOW + ms })
  it.each<[string, Played, Actor, ActInput, string, string | undefined]>([
    [
      'a condition in force',
      inState('pendingFiling'),
      acceptor,
      { act: 'file', matter: 'E001', condition: 'E001.9' },
      'knownCondition',
      '/condition',
    ],
    [
      'a known lead',
      inState('pendingDispatch'),
      dispatcher,
      { act: 'dispatch', lead: 'nobody', assist: [] },
      'knownDepartments',
      '/lead',
    ],
    [
      'known helpers',
      inState('pendingDispatch'),
      dispatcher,
      { act: 'dispatch', lead: 'water', assist: ['nobody'] },
      'knownDepartments',
      '/assist',
    ],
    [
      'nobody named twice',
      inState('pendingDispatch'),
      dispatcher,
      { act: 'dispatch', lead: 'water', assist: ['water'] },
      'knownDepartments',
      '/assist',
    ],
    ['a reason to return', inState('pendingHandle'), water, { act: 'return', reason: '  ' }, 'reason', '/reason'],
    ['a reason to refuse', inState('pendingFiling'), chief, { act: 'refuse', reason: '' }, 'reason', '/reason'],
    [
      'a photo after the work',
      inState('handling'),
      water,
      { act: 'submit', note: '已排除', photos: [] },
      'photo',
      '/photos',
    ],
    [
      'words with the result',
      inState('handling'),
      water,
      { act: 'submit', note: ' ', photos: [PHOTO] },
      'note',
      '/note',
    ],
    [
      'a photo of what is true',
      inState('pendingVerify'),
      acceptor,
      { act: 'verify', found: true, photos: [] },
      'photoIfFound',
      '/photos',
    ],
    [
      'words about what is not',
      inState('pendingVerify'),
      acceptor,
      { act: 'verify', found: false, photos: [] },
      'noteIfNotFound',
      '/note',
    ],
    [
      'a photo of what is fixed',
      inState('pendingCheck'),
      acceptor,
      { act: 'check', passed: true, photos: [] },
      'photoIfPassed',
      '/photos',
    ],
    [
      'why the check failed',
      inState('pendingCheck'),
      acceptor,
      { act: 'check', passed: false, photos: [] },
      'noteIfFailed',
      '/note',
    ],
    ['an end in the future', inState('handling'), water, until(0), 'endWithinYear', '/until'],
    ['an end within a year', inState('handling'), water, until(367 * 24 * HOUR), 'endWithinYear', '/until'],
    [
      'a proposed owner that exists',
      inState('pendingHandle'),
      water,
      { act: 'return', reason: '非本单位职责', proposed: 'nobody' },
      'knownProposal',
      '/proposed',
    ],
    [
      'another owner than oneself',
      inState('pendingHandle'),
      water,
      { act: 'return', reason: '非本单位职责', proposed: 'water' },
      'knownProposal',
      '/proposed',
    ],
    [
      'a supervision that can still be answered in time',
      inState('handling'),
      chief,
      { act: 'supervise', text: '今晚办结', dueAt: NOW },
      'replyAhead',
      '/dueAt',
    ],
    ['words in a note', inState('handling'), water, { act: 'note', text: ' ' }, 'text', '/text'],
    ['its own department', inState('pendingHandle'), parks, INPUTS.accept, 'leads', undefined],
    ['the lead, not a helper', inState('handling'), traffic, INPUTS.submit, 'leads', undefined],
    ['a part in the case', inState('handling'), parks, INPUTS.note, 'takesPart', undefined],
    ['a request', inState('handling'), dispatcher, INPUTS.decideExtension, 'extensionAsked', undefined],
    ['the right post', inState('pendingFiling'), acceptor, INPUTS.refuse, 'role', undefined],
    ['the right state', inState('closed'), dispatcher, INPUTS.dispatch, 'state', undefined],
  ])('%s', (_, played, actor, input, code, field) => {
    const decision = attempt(played, actor, input, NOW)
    expect(decision).toMatchObject({ ok: false, code })
    if (decision.ok) return
    expect(decision.field).toBe(field)
    expect(decision.reason.zh).toMatch(/\p{Script=Han}/u)
    expect(decision.reason.en).toMatch(/^[A-Z].*\.$/)
  })

  it('a time that can be: not after now, not before the case', () => {
    const { incident } = inState('handling')
    const later = decide(incident, INPUTS.progress, context(water, NOW, { occurredAt: NOW + 1 }))
    const earlier = decide(incident, INPUTS.progress, context(water, NOW, { occurredAt: START - 1 }))
    const between = decide(incident, INPUTS.progress, context(water, NOW, { occurredAt: START + MINUTE }))
    expect([later.ok, earlier.ok, between.ok]).toEqual([false, false, true])
    expect(later).toMatchObject({ code: 'time' })
  })
})

describe('separation of duties', () => {
  it('who submitted or confirmed neither checks nor closes, whatever post he holds later', () => {
    const promoted: Actor = { id: water.id, name: water.name, role: 'dutyChief' }
    expect(attempt(inState('pendingCheck'), promoted, INPUTS.check, NOW)).toMatchObject({ code: 'notDisposer' })
    expect(attempt(inState('pendingClose'), promoted, INPUTS.close, NOW)).toMatchObject({ code: 'notDisposer' })
    expect(attempt(inState('pendingClose'), promoted, INPUTS.rework, NOW).ok).toBe(true)
  })
})

describe('clocks', () => {
  it.each([
    ['pendingVerify', ['filing']],
    ['pendingFiling', ['filing']],
    ['pendingDispatch', ['dispatch', 'total']],
    ['pendingHandle', ['handle', 'total']],
    ['handling', ['handle', 'total']],
    ['pendingConfirm', ['handle', 'total']],
    ['pendingCheck', ['check', 'total']],
    ['pendingClose', ['check', 'total']],
    ['suspended', []],
    ['merged', []],
    ['closed', []],
    ['forceClosed', []],
    ['refused', []],
    ['cancelled', []],
  ] as const)('%s runs %o', (state, stages) => {
    expect(running(inState(state))).toEqual(stages)
  })

  it('handle has the limit of the condition, from the dispatch; total the same, from the filing', () => {
    const { clocks } = inState('handling').incident
    expect(clocks.handle).toMatchObject({ startedAt: START + 2 * MINUTE, dueAt: START + 2 * MINUTE + 2 * HOUR })
    expect(clocks.total).toMatchObject({ startedAt: START + MINUTE, dueAt: START + MINUTE + 2 * HOUR })
    expect(clocks.dispatch).toMatchObject({ startedAt: START + MINUTE, stoppedAt: START + 2 * MINUTE })
  })

  it('stop with the confirmation, as recorded: dating back beats no deadline', () => {
    const late = START + 5 * HOUR
    const before = inState('pendingConfirm')
    const decision = decide(before.incident, INPUTS.confirm, context(water, late, { occurredAt: START + HOUR }))
    const stopped = decision.ok ? decision.events.find((e) => e.type === 'clocked') : undefined
    expect(stopped?.clock.stoppedAt).toBe(late)
    expect(stopped && clockStatus(stopped.clock, late)).toBe('metLate')
  })

  it('a returned order has no handling clock; the next department gets the full limit', () => {
    const returned = act(inState('pendingHandle'), water, INPUTS.return, NOW)
    expect(returned.incident.clocks).not.toHaveProperty('handle')
    expect(returned.incident).toMatchObject({ state: 'pendingDispatch', returns: 1, returnedBy: ['water'], assist: [] })
    expect(returned.incident).not.toHaveProperty('lead')
    const again = act(returned, dispatcher, { act: 'dispatch', lead: 'traffic', assist: [] }, NOW + MINUTE)
    expect(again.incident.clocks.handle?.dueAt).toBe(NOW + MINUTE + 2 * HOUR)
    expect(again.incident.clocks.total?.dueAt).toBe(START + MINUTE + 2 * HOUR)
    expect(again.log.at(-3)?.body).toMatchObject({ type: 'dispatched', recommended: false })
  })

  it('a case sent back to the acceptor keeps what was filled in, and is filed anew', () => {
    const back = act(inState('pendingDispatch'), dispatcher, INPUTS.returnToAcceptor, NOW)
    expect(running(back)).toEqual(['filing'])
    expect(back.incident).toMatchObject({ state: 'pendingFiling', matter: 'E001', condition: 'E001.1' })
    expect(back.incident.filedAt).toBeUndefined()
    const again = act(back, chief, INPUTS.file, NOW + MINUTE)
    expect(running(again)).toEqual(['dispatch', 'total'])
    expect(again.incident.clocks.total?.startedAt).toBe(NOW + MINUTE)
  })

  it('rework gives the same department a new clock and keeps who disposed', () => {
    const reworked = act(
      inState('pendingCheck'),
      acceptor,
      { act: 'check', passed: false, note: '仍有积水', photos: [] },
      NOW,
    )
    expect(reworked.incident).toMatchObject({
      state: 'pendingHandle',
      lead: 'water',
      reworks: 1,
      disposers: [traffic.id, water.id],
    })
    expect(reworked.incident.confirmedAt).toBeUndefined()
    expect(reworked.incident.clocks.handle).toMatchObject({ startedAt: NOW, dueAt: NOW + 2 * HOUR })
    expect(reworked.incident.clocks.handle).not.toHaveProperty('stoppedAt')
    expect(reworked.log.filter((e) => e.body.type === 'reworked')).toHaveLength(1)
  })
})

describe('extension', () => {
  it('adds the original limit to the deadline, twice at most; a refused one does not count', () => {
    let played = inState('handling')
    const due = played.incident.clocks.handle?.dueAt ?? 0
    played = act(played, water, INPUTS.requestExtension, NOW)
    expect(attempt(played, dispatcher, { act: 'decideExtension', granted: false }, NOW)).toMatchObject({
      code: 'reasonIfRefused',
    })
    played = act(played, dispatcher, { act: 'decideExtension', granted: false, reason: '理由不足' }, NOW)
    expect(played.incident).toMatchObject({ extensions: 0 })
    for (const times of [1, 2]) {
      played = act(played, water, INPUTS.requestExtension, NOW)
      played = act(played, dispatcher, INPUTS.decideExtension, NOW)
      expect(played.incident.extensions).toBe(times)
      expect(played.incident.clocks.handle?.dueAt).toBe(due + times * 2 * HOUR)
      expect(played.incident.clocks.total?.dueAt).toBe(due - MINUTE + times * 2 * HOUR)
    }
    expect(attempt(played, water, INPUTS.requestExtension, NOW)).toMatchObject({ code: 'extensionLeft' })
  })

  it('cannot be asked for when overdue', () => {
    expect(attempt(inState('handling'), water, INPUTS.requestExtension, START + 3 * HOUR)).toMatchObject({
      code: 'notOverdue',
    })
  })

  it('asked for in time may be granted later', () => {
    const asked = act(inState('handling'), water, INPUTS.requestExtension, NOW)
    const granted = act(asked, dispatcher, INPUTS.decideExtension, START + 3 * HOUR)
    expect(granted.incident.clocks.handle?.dueAt).toBe(START + 2 * MINUTE + 4 * HOUR)
  })
})

describe('suspension', () => {
  it('stops the clock, allows no disposal, and lays the rest again on resuming', () => {
    const suspended = inState('suspended')
    expect(suspended.incident).toMatchObject({ state: 'suspended', resumeState: 'handling', suspensions: 1 })
    expect(attempt(suspended, water, INPUTS.progress, NOW)).toMatchObject({ code: 'state' })
    const resumed = act(suspended, system, INPUTS.resume, START + 100 * HOUR)
    expect(resumed.incident).toMatchObject({ state: 'handling' })
    expect(resumed.incident).not.toHaveProperty('suspendedUntil')
    // Paused 20 min after 09:00, due at 11:02: 1 h 42 min were left.
    expect(resumed.incident.clocks.handle?.dueAt).toBe(START + 100 * HOUR + 102 * MINUTE)
    expect(attempt(resumed, water, INPUTS.requestSuspension, START + 100 * HOUR)).toMatchObject({
      code: 'suspensionLeft',
    })
  })

  it('refused leaves everything as it was and may be asked for again', () => {
    const asked = act(inState('handling'), water, INPUTS.requestSuspension, NOW)
    const refused = act(asked, chief, { act: 'decideSuspension', granted: false, reason: '可以处置' }, NOW)
    expect(refused.incident).toMatchObject({ state: 'handling', suspensions: 0 })
    expect(attempt(refused, water, INPUTS.requestSuspension, NOW).ok).toBe(true)
  })

  it('cannot be granted after the end that was asked for', () => {
    const asked = act(inState('handling'), water, { act: 'requestSuspension', reason: '待料', until: NOW + HOUR }, NOW)
    expect(attempt(asked, dispatcher, INPUTS.decideSuspension, NOW + HOUR)).toMatchObject({ code: 'endAhead' })
  })
})

describe('what is written', () => {
  it('filing freezes what applied', () => {
    const { incident } = inState('pendingDispatch')
    expect(incident.snapshot).toEqual(
      expect.objectContaining({ code: 'E001', standard: '示例', limit: { amount: 2, unit: 'urgentHour' } }),
    )
    expect(incident.snapshot).not.toHaveProperty('level')
    expect(incident.level).toBe(2)
  })

  it('the officer’s level wins; else a measured level is never filed away', () => {
    expect(act(open(), acceptor, { ...INPUTS.file, level: 4 }, NOW).incident.level).toBe(4)
    const text = { zh: '积水 60 厘米', en: '60 cm of water' }
    const alarm = open({ type: 'alarm', alarm: 'a1', level: 1, text, autofile: false })
    expect(act(alarm, acceptor, INPUTS.file, NOW).incident.level).toBe(1)
  })

  it('an acceptance without a named handler names who accepted', () => {
    expect(act(inState('pendingHandle'), water, { act: 'accept' }, NOW).incident.handler).toBe(water.name)
  })

  it('a reminder from the desk names the stage', () => {
    const reminded = act(inState('handling'), dispatcher, { act: 'remind', note: '请抓紧' }, NOW)
    expect(reminded.log.at(-1)?.body).toEqual({ type: 'reminded', stage: 'handle', why: 'desk', note: '请抓紧' })
  })

  it('the straight way reads like this', () => {
    const { log } = inState('closed')
    const lines = log.map(
      ({ n, body, recordedAt }) =>
        `${n} ${local(recordedAt).slice(11)} ${body.type === 'clocked' ? `clock ${body.clock.stage} ${body.clock.stoppedAt === undefined ? 'starts' : 'stops'}` : body.type}`,
    )
    expect(lines).toEqual([
      '1 09:00 opened',
      '2 09:00 reportLinked',
      '3 09:00 clock filing starts',
      '4 09:01 filed',
      '5 09:01 clock filing stops',
      '6 09:01 clock total starts',
      '7 09:01 clock dispatch starts',
      '8 09:02 dispatched',
      '9 09:02 clock dispatch stops',
      '10 09:02 clock handle starts',
      '11 09:03 accepted',
      '12 09:04 orderAccepted',
      '13 09:05 orderFinished',
      '14 09:06 submitted',
      '15 09:07 confirmed',
      '16 09:07 clock handle stops',
      '17 09:07 clock check starts',
      '18 09:08 checked',
      '19 09:09 closed',
      '20 09:09 clock check stops',
      '21 09:09 clock total stops',
    ])
  })
})
