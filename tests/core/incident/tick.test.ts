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
    expect(nextTickAt(played.incident)).toBeUndefined()
  })

  it('after a hub that was down say only that it is overdue', () => {
    const late = tick(inState('handling'), DUE + HOUR)
    expect(reasons(late)).toEqual(['handle overdue'])
    expect(nextTickAt(late.incident)).toBeUndefined()
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

  it('never come to a finished case', () => {
    for (const state of ['closed', 'refused', 'cancelled'] as const) {
      const { incident } = inState(state)
      expect(tickIncident(incident, START + 1000 * HOUR, RULES)).toEqual([])
      expect(nextTickAt(incident)).toBeUndefined()
      expect(currentClock(incident)).toBeUndefined()
    }
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
