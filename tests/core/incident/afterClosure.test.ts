// What may still happen to a closed case, and how a leader ends an open one; supervisions and their answers.
import { describe, expect, it } from 'vitest'
import { clockStatus } from '../../../src/core/clock/clock.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import {
  HOUR,
  INPUTS,
  MINUTE,
  type Played,
  START,
  acceptor,
  act,
  attempt,
  chief,
  dispatcher,
  inState,
  leader,
  parks,
  tick,
  traffic,
  water,
} from './play.ts'

const NOW = START + 30 * MINUTE
const DAY = 24 * HOUR

describe('reopening', () => {
  const closed = inState('closed')
  const reopened = act(closed, acceptor, INPUTS.reopen, START + DAY)

  it('gives the case back to the department that led it, with clocks of its own', () => {
    expect(reopened.incident).toMatchObject({ state: 'pendingHandle', lead: 'water', reopenings: 1, reworks: 0 })
    for (const gone of ['closedAt', 'confirmedAt', 'handler']) expect(reopened.incident).not.toHaveProperty(gone)
    const { handle, total, check } = reopened.incident.clocks
    expect(handle).toMatchObject({ startedAt: START + DAY, dueAt: START + DAY + 2 * HOUR })
    expect(total).toMatchObject({ startedAt: START + DAY, dueAt: START + DAY + 2 * HOUR })
    expect(check).toEqual(closed.incident.clocks.check)
  })

  it('keeps the first closure and its clocks in the log', () => {
    const lines = reopened.log.map(({ body }) => body)
    expect(lines.filter((body) => body.type === 'closed')).toHaveLength(1)
    expect(lines).toContainEqual({ type: 'clocked', clock: closed.incident.clocks.total })
  })

  it('still knows who disposed: they neither check nor close', () => {
    expect(reopened.incident.disposers).toEqual(closed.incident.disposers)
  })

  it('is possible for as long as the city says, to the millisecond', () => {
    const last = closed.incident.closedAt! + 15 * DAY
    expect(attempt(closed, chief, INPUTS.reopen, last).ok).toBe(true)
    const late = attempt(closed, chief, INPUTS.reopen, last + 1)
    expect(late).toMatchObject({ ok: false, code: 'reopenable' })
  })

  it.each<[string, Played]>([
    ['a forced closure', inState('forceClosed')],
    ['a refusal', inState('refused')],
    ['a cancellation', inState('cancelled')],
  ])('is not for %s', (_, played) => {
    expect(attempt(played, chief, INPUTS.reopen, NOW)).toMatchObject({ ok: false, code: 'state' })
  })
})

/** Closed with the work confirmed three hours late. */
function closedLate(): Played {
  let played = inState('pendingConfirm')
  const steps: [Actor, ActInput][] = [
    [water, INPUTS.confirm],
    [acceptor, INPUTS.check],
    [chief, INPUTS.close],
  ]
  for (const [who, input] of steps) played = act(played, who, input, START + 5 * HOUR)
  return played
}

describe('an appeal against overdue', () => {
  const later = START + DAY
  const late = closedLate()
  const asked = act(late, water, INPUTS.appeal, later)
  const reviewed = act(asked, dispatcher, INPUTS.reviewAppeal, later)

  it('is asked by the lead, reviewed by command, decided by supervision; the fact stays', () => {
    expect(asked.incident.appeal).toEqual({ reason: '暴雨红色预警期间无法作业', state: 'asked' })
    expect(reviewed.incident.appeal).toMatchObject({ state: 'reviewed', reviewer: dispatcher.id })
    const granted = act(reviewed, acceptor, INPUTS.decideAppeal, later)
    expect(granted.incident.appeal).toMatchObject({ state: 'granted' })
    expect(granted.incident.state).toBe('closed')
    expect(clockStatus(granted.incident.clocks.handle!, later)).toBe('metLate')
  })

  it('may be refused at either step, with a reason, and that ends it', () => {
    const no = { granted: false, reason: '理由不成立' } as const
    const first = act(asked, dispatcher, { act: 'reviewAppeal', ...no }, later)
    const second = act(reviewed, acceptor, { act: 'decideAppeal', ...no }, later)
    expect([first.incident.appeal?.state, second.incident.appeal?.state]).toEqual(['refused', 'refused'])
    expect(attempt(first, acceptor, INPUTS.decideAppeal, later)).toMatchObject({ code: 'appealReviewed' })
    expect(attempt(asked, dispatcher, { act: 'reviewAppeal', granted: false }, later)).toMatchObject({
      code: 'reasonIfRefused',
    })
  })

  it.each<[string, Played, Actor, ActInput, string]>([
    ['what was on time', inState('closed'), water, INPUTS.appeal, 'handledLate'],
    ['a second time', asked, water, INPUTS.appeal, 'notAppealed'],
    ['not by a helper', late, traffic, INPUTS.appeal, 'leads'],
    ['no review without an appeal', late, dispatcher, INPUTS.reviewAppeal, 'appealAsked'],
    ['no decision before the review', asked, acceptor, INPUTS.decideAppeal, 'appealReviewed'],
    ['no second review', reviewed, dispatcher, INPUTS.reviewAppeal, 'appealAsked'],
  ])('%s', (_, played, who, input, code) => {
    expect(attempt(played, who, input, later)).toMatchObject({ ok: false, code })
  })

  it('is never decided by the person who reviewed it', () => {
    const byChief = act(asked, chief, INPUTS.reviewAppeal, later)
    expect(attempt(byChief, chief, INPUTS.decideAppeal, later)).toMatchObject({ code: 'notReviewer' })
    expect(attempt(byChief, { ...chief, id: 'another' }, INPUTS.decideAppeal, later).ok).toBe(true)
  })

  it('stands through a reopening and is decided after the next closure', () => {
    const again = act(asked, acceptor, INPUTS.reopen, later)
    expect(again.incident.appeal?.state).toBe('asked')
    expect(attempt(again, dispatcher, INPUTS.reviewAppeal, later)).toMatchObject({ code: 'state' })
  })
})

describe('a forced closure', () => {
  it('ends an open case as it stands, with what was asked for', () => {
    const asked = act(inState('handling'), water, INPUTS.requestSuspension, NOW)
    const forced = act(asked, leader, INPUTS.forceClose, NOW)
    expect(forced.incident).toMatchObject({ state: 'forceClosed', closedAt: NOW })
    expect(forced.incident).not.toHaveProperty('request')
    const suspended = act(inState('suspended'), leader, INPUTS.forceClose, NOW)
    for (const gone of ['suspendedUntil', 'resumeState']) expect(suspended.incident).not.toHaveProperty(gone)
    expect(clockStatus(suspended.incident.clocks.handle!, NOW)).toBe('metOnTime')
  })

  it('needs a reason', () => {
    expect(attempt(inState('handling'), leader, { act: 'forceClose', reason: ' ' }, NOW)).toMatchObject({
      code: 'reason',
      field: '/reason',
    })
  })
})

describe('a supervision', () => {
  const text = '今晚办结'
  it.each<[string, Actor, ActInput, string]>([
    ['a leader’s is a leader’s', leader, { act: 'supervise', text }, 'leader'],
    ['the desk’s is normal', dispatcher, { act: 'supervise', text }, 'normal'],
    ['unless it says otherwise', dispatcher, { act: 'supervise', text, urgency: 'urgent' }, 'urgent'],
    ['also for a leader', leader, { act: 'supervise', text, urgency: 'normal' }, 'normal'],
  ])('%s', (_, who, input, level) => {
    const supervised = act(inState('handling'), who, input, NOW)
    expect(supervised.incident.supervisions).toEqual([{ level, text, by: who.name, at: NOW }])
    expect(supervised.incident.supervised).toBe(true)
  })

  it('has a deadline of its own, and the latest one waiting is answered first', () => {
    let played = act(inState('handling'), leader, { act: 'supervise', text: '一', dueAt: NOW + HOUR }, NOW)
    played = act(played, chief, { act: 'supervise', text: '二' }, NOW)
    expect(played.incident.supervisions[0]?.dueAt).toBe(NOW + HOUR)
    const answers = (): (string | undefined)[] => played.incident.supervisions.map((one) => one.reply?.text)
    played = act(played, water, { act: 'reply', text: '答二' }, NOW)
    expect(answers()).toEqual([undefined, '答二'])
    played = act(played, water, { act: 'reply', text: '答一' }, NOW)
    expect(answers()).toEqual(['答一', '答二'])
    expect(attempt(played, water, INPUTS.reply, NOW)).toMatchObject({ code: 'replyOwed' })
  })

  it('is answered by the lead alone', () => {
    const played = act(inState('handling'), leader, INPUTS.supervise, NOW)
    expect(attempt(played, traffic, INPUTS.reply, NOW)).toMatchObject({ code: 'leads' })
    expect(attempt(played, parks, INPUTS.reply, NOW)).toMatchObject({ code: 'leads' })
  })

  it('of the hub before the dispatch is answered by whoever leads then', () => {
    const late = tick(inState('pendingDispatch'), START + 10 * HOUR)
    const led = act(late, dispatcher, INPUTS.dispatch, START + 10 * HOUR)
    expect(act(led, water, INPUTS.reply, START + 10 * HOUR).incident.supervisions[0]?.reply?.by).toBe(water.name)
  })
})
