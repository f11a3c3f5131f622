// Time alone: reminders once each, suspensions that end, and when to look again.
import { describe, expect, it } from 'vitest'
import { currentClock, nextTickAt, tickIncident } from '../../../src/core/incident/tick.ts'
import { HOUR, INPUTS, MINUTE, RULES, START, act, dispatcher, inState, tick, water } from './play.ts'

const DUE = START + 2 * MINUTE + 2 * HOUR
const WARN = START + 2 * MINUTE + 96 * MINUTE
const reasons = (played: ReturnType<typeof inState>) =>
  played.log.flatMap(({ body }) => (body.type === 'reminded' ? [`${body.stage} ${body.why}`] : []))

describe('reminders', () => {
  it('come once near due and once overdue, however often time is asked', () => {
    let played = inState('handling')
    for (let now = START + 10 * MINUTE; now <= DUE + HOUR; now += MINUTE) played = tick(played, now)
    expect(reasons(played)).toEqual(['handle nearDue', 'handle overdue'])
    const at = played.log.filter((e) => e.body.type === 'reminded').map((e) => e.recordedAt)
    expect(at).toEqual([WARN, DUE + MINUTE])
  })

  it('come at the very times they are said to come next', () => {
    let played = inState('handling')
    expect(nextTickAt(played.incident)).toBe(WARN)
    expect(tickIncident(played.incident, WARN - 1, RULES)).toEqual([])
    played = tick(played, WARN)
    expect(nextTickAt(played.incident)).toBe(DUE + 1)
    expect(tickIncident(played.incident, DUE, RULES)).toEqual([])
    played = tick(played, DUE + 1)
    expect(reasons(played)).toEqual(['handle nearDue', 'handle overdue'])
    expect(nextTickAt(played.incident)).toBe(DUE + HOUR)
  })

  it('after a hub that was down say only that it is overdue', () => {
    const late = tick(inState('handling'), DUE + HOUR - 1)
    expect(reasons(late)).toEqual(['handle overdue'])
    expect(nextTickAt(late.incident)).toBe(DUE + HOUR)
  })

  it('come again after an extension', () => {
    let played = tick(inState('handling'), WARN)
    played = act(played, water, INPUTS.requestExtension, WARN)
    played = act(played, dispatcher, INPUTS.decideExtension, WARN)
    expect(nextTickAt(played.incident)).toBe(DUE + 96 * MINUTE)
    played = tick(tick(played, DUE + 96 * MINUTE), DUE + 3 * HOUR)
    expect(reasons(played)).toEqual(['handle nearDue', 'handle nearDue', 'handle overdue'])
  })

  it('follow the stage', () => {
    expect(reasons(tick(inState('pendingFiling'), START + 31 * MINUTE))).toEqual(['filing overdue'])
    expect(reasons(tick(inState('pendingDispatch'), START + 31 * MINUTE))).toEqual(['dispatch nearDue'])
    expect(reasons(tick(inState('pendingClose'), START + 4 * HOUR))).toEqual(['check overdue'])
    expect(currentClock(inState('pendingConfirm').incident)?.stage).toBe('handle')
  })

  it('never come to a finished or merged case', () => {
    for (const state of ['closed', 'forceClosed', 'refused', 'cancelled', 'merged'] as const) {
      const { incident } = inState(state)
      expect(tickIncident(incident, START + 1000 * HOUR, RULES)).toEqual([])
      expect(nextTickAt(incident)).toBeUndefined()
      expect(currentClock(incident)).toBeUndefined()
    }
  })
})

describe('an overdue case', () => {
  /** What the hub did by itself, and when after the deadline (minutes). */
  const automatic = (played: ReturnType<typeof inState>) =>
    played.log.flatMap(({ body, recordedAt, actor }) => {
      if (actor.role !== 'system' || !('stage' in body) || body.stage === undefined) return []
      const what = body.type === 'reminded' ? body.why : body.type
      return [`${what} ${body.stage} ${Math.round((recordedAt - DUE) / MINUTE)}`]
    })

  it('is reminded, goes up to the duty chief, then under supervision: once each', () => {
    let played = inState('handling')
    for (let now = START + 10 * MINUTE; now <= DUE + 10 * HOUR; now += MINUTE) played = tick(played, now)
    expect(automatic(played)).toEqual([
      'nearDue handle -24',
      'overdue handle 1',
      'escalated handle 60',
      'supervised handle 240',
    ])
    expect(nextTickAt(played.incident)).toBeUndefined()
  })

  it('does so at the very instants it is said to', () => {
    let played = inState('handling')
    const instants = []
    for (let at = nextTickAt(played.incident); at !== undefined; at = nextTickAt(played.incident)) {
      expect(tick(played, at - 1)).toBe(played)
      played = tick(played, at)
      instants.push(at)
    }
    expect(instants).toEqual([WARN, DUE + 1, DUE + HOUR, DUE + 4 * HOUR])
  })

  it('says who and why: the system, with words that people read, open to an answer', () => {
    const late = tick(inState('handling'), DUE + 5 * HOUR)
    expect(late.log.at(-1)).toMatchObject({
      actor: { role: 'system' },
      body: { type: 'supervised', text: '超期未办结，自动转督办', urgency: 'normal', stage: 'handle' },
    })
    expect(late.incident).toMatchObject({ supervised: true, supervisions: [{ level: 'normal', by: 'system' }] })
    const answered = act(late, water, INPUTS.reply, DUE + 6 * HOUR)
    expect(answered.incident.supervisions[0]?.reply).toEqual({ text: '泵车已增派', by: water.name, at: DUE + 6 * HOUR })
  })

  it.each([
    ['an hour', HOUR, ['overdue', 'escalated']],
    ['days', 72 * HOUR, ['overdue', 'escalated', 'supervised']],
  ])('after a hub that was down for %s is caught up in one tick, in order', (_, after, expected) => {
    const late = tick(inState('handling'), DUE + after)
    expect(automatic(late).map((one) => one.split(' ')[0])).toEqual(expected)
    expect(tick(late, DUE + after)).toBe(late)
  })

  it('goes up anew for a new deadline: after an extension, a rework, another stage', () => {
    let played = act(inState('handling'), water, INPUTS.requestExtension, START + HOUR)
    played = tick(played, DUE + 5 * HOUR)
    played = act(played, dispatcher, INPUTS.decideExtension, DUE + 5 * HOUR)
    // Two hours more on the old deadline: overdue again, and an hour later still.
    expect(nextTickAt(played.incident)).toBe(DUE + 2 * HOUR + 96 * MINUTE - 2 * HOUR)
    played = tick(played, DUE + 5 * HOUR)
    expect(automatic(played).map((one) => one.split(' ')[0])).toEqual([
      'overdue',
      'escalated',
      'supervised',
      'overdue',
      'escalated',
    ])
    const check = tick(inState('pendingCheck'), START + 100 * HOUR)
    expect(automatic(check).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      'overdue check',
      'escalated check',
      'supervised check',
    ])
  })

  it('is not called again by a supervision of people, nor silenced by it', () => {
    const supervised = act(inState('handling'), dispatcher, INPUTS.supervise, START + HOUR)
    const late = tick(supervised, DUE + 5 * HOUR)
    expect(late.incident.supervisions).toHaveLength(2)
    expect(tick(late, DUE + 6 * HOUR)).toBe(late)
  })

  it('before it is filed goes up too: the desk has its limits', () => {
    const late = tick(inState('pendingFiling'), START + 10 * HOUR)
    expect(automatic(late).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      'overdue filing',
      'escalated filing',
      'supervised filing',
    ])
  })

  it('suspended, is left alone, and goes on where it stood', () => {
    const asked = act(inState('handling'), water, INPUTS.requestSuspension, START + HOUR)
    const overdue = tick(asked, DUE + 30 * MINUTE)
    const suspended = act(overdue, dispatcher, INPUTS.decideSuspension, DUE + 30 * MINUTE)
    const later = DUE + 200 * HOUR
    expect(tick(suspended, later)).toBe(suspended)
    const resumed = act(suspended, dispatcher, INPUTS.resume, later)
    expect(nextTickAt(resumed.incident)).toBe(later + 30 * MINUTE)
    expect(tick(resumed, later)).toBe(resumed)
  })
})

describe('a suspension', () => {
  const until = START + 30 * 24 * HOUR
  it('ends at its date and not before, by the system', () => {
    const suspended = inState('suspended')
    expect(nextTickAt(suspended.incident)).toBe(until)
    expect(tick(suspended, until - 1)).toBe(suspended)
    const resumed = tick(suspended, until)
    expect(resumed.incident.state).toBe('handling')
    expect(resumed.log.at(-1)?.actor.role).toBe('system')
    expect(resumed.incident.clocks.handle?.dueAt).toBe(until + 102 * MINUTE)
    expect(tick(resumed, until)).toBe(resumed)
  })

  it('that ended while the hub was down costs the department nothing', () => {
    const resumed = tick(inState('suspended'), until + 72 * HOUR)
    expect(resumed.incident.clocks.handle?.dueAt).toBe(until + 72 * HOUR + 102 * MINUTE)
  })
})
