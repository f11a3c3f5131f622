// Two cases of one problem: merged, ended together, taken apart again.
import { describe, expect, it } from 'vitest'
import { clockStatus } from '../../../src/core/clock/clock.ts'
import { decide } from '../../../src/core/incident/decide.ts'
import { sharedOutcome } from '../../../src/core/incident/merge.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import {
  HOTLINE,
  HOUR,
  INPUTS,
  MINUTE,
  OTHER,
  type Played,
  RULES,
  START,
  acceptor,
  act,
  actOnBoth,
  attempt,
  chief,
  context,
  dispatcher,
  inState,
  leader,
  open,
  share,
  system,
} from './play.ts'

const NOW = START + 10 * MINUTE
/** The main case brought to a state; the other merged into it while that was still to be filed. */
const pair = (): [Played, Played] => actOnBoth(open(HOTLINE), OTHER, acceptor, INPUTS.merge, NOW)

describe('a merge', () => {
  it('is written on both cases, and the merged one stands', () => {
    const [child, main] = pair()
    expect(child.incident).toMatchObject({ state: 'merged', mergedInto: 'YZ-2', mergedFrom: 'pendingFiling' })
    expect(child.incident.clocks.filing).toMatchObject({ pausedAt: NOW, leftMs: 20 * MINUTE })
    expect(child.log.find((e) => e.body.type === 'merged')?.body).toEqual({
      type: 'merged',
      into: 'YZ-2',
      reason: '同一处积水',
    })
    expect(main.incident).toMatchObject({ state: 'pendingFiling', absorbed: ['YZ-1'] })
    expect(child.incident.reports).toEqual(['r1'])
  })

  it.each<[string, Played, ActInput, Played, string]>([
    ['itself', open(), { act: 'merge', into: 'YZ-1' }, OTHER, '不能并入自身'],
    ['one that does not exist', open(), { act: 'merge', into: 'YZ-9' }, OTHER, '不存在'],
    [
      'one that is merged itself',
      open(HOTLINE, START, 'YZ-3'),
      { act: 'merge', into: 'YZ-1' },
      inState('merged'),
      'YZ-2',
    ],
    ['one that has ended', open(HOTLINE, START, 'YZ-3'), { act: 'merge', into: 'YZ-1' }, inState('closed'), '已办结'],
  ])('is refused into %s', (_, played, input, other, words) => {
    const decision = attempt(played, acceptor, input, START + HOUR, other)
    expect(decision).toMatchObject({ ok: false, code: 'mergeable', field: '/into' })
    if (!decision.ok) expect(decision.reason.zh).toContain(words)
  })

  it('needs to know the other case', () => {
    expect(decide(open().incident, INPUTS.merge, context(acceptor, NOW))).toMatchObject({ code: 'mergeable' })
  })

  it.each<IncidentState>(['pendingHandle', 'handling', 'pendingCheck', 'pendingClose', 'suspended'])(
    'is possible into a case that is %s',
    (state) => {
      const [child, main] = actOnBoth(
        open(HOTLINE, START, 'YZ-3'),
        inState(state),
        dispatcher,
        { act: 'merge', into: 'YZ-1' },
        START + HOUR,
      )
      expect([child.incident.state, main.incident.state, main.incident.absorbed]).toEqual(['merged', state, ['YZ-3']])
    },
  )

  it('makes a case one that is neither refused, cancelled nor merged on before the others are taken out', () => {
    const [, main] = pair()
    for (const input of [INPUTS.refuse, INPUTS.cancel, { act: 'merge', into: 'YZ-7' } as const]) {
      const decision = attempt(main, chief, input, NOW)
      expect(decision).toMatchObject({ ok: false, code: 'absorbsNone' })
      if (!decision.ok) expect(decision.reason.zh).toContain('请先拆出')
    }
  })
})

describe('an unmerge', () => {
  it('lays the rest of the clocks again and tells the other case', () => {
    const [child, main] = pair()
    const [out, left] = actOnBoth(child, main, dispatcher, INPUTS.unmerge, NOW + 5 * HOUR)
    expect(out.incident.state).toBe('pendingFiling')
    expect(out.incident).not.toHaveProperty('mergedInto')
    expect(out.incident).not.toHaveProperty('mergedFrom')
    expect(out.incident.clocks.filing).toMatchObject({ dueAt: NOW + 5 * HOUR + 20 * MINUTE })
    expect(out.incident.clocks.filing).not.toHaveProperty('pausedAt')
    expect(left.incident.absorbed).toEqual([])
    expect(left.log.at(-1)?.body).toEqual({ type: 'separated', incident: 'YZ-1', reason: '不是同一处' })
    expect(attempt(left, chief, INPUTS.refuse, NOW + 6 * HOUR).ok).toBe(true)
  })

  it('goes back to where it was taken from, total clock and all', () => {
    const child = act(inState('pendingDispatch'), dispatcher, INPUTS.merge, NOW)
    const out = act(child, acceptor, INPUTS.unmerge, NOW + HOUR)
    expect(out.incident.state).toBe('pendingDispatch')
    const { dispatch, total } = out.incident.clocks
    expect([dispatch?.dueAt, total?.dueAt]).toEqual([START + 31 * MINUTE + HOUR, START + MINUTE + 3 * HOUR])
  })

  it('cannot be asked of a case without its main case: that is the hub’s fault, not the officer’s', () => {
    const [child] = pair()
    expect(() => decide(child.incident, INPUTS.unmerge, context(acceptor, NOW))).toThrow(RangeError)
  })
})

describe('the end of the main case', () => {
  const ended = (input: ActInput, by = leader): Played => act(pair()[1], by, input, NOW + 5 * HOUR)

  it('is shared, with every clock stopped and judged as of the merge', () => {
    const [child] = pair()
    const main = ended(INPUTS.forceClose)
    const after = share(main, child, NOW + 5 * HOUR)
    expect(after.incident).toMatchObject({ state: 'forceClosed', mergedInto: 'YZ-2', closedAt: NOW + 5 * HOUR })
    expect(after.incident).not.toHaveProperty('mergedFrom')
    expect(after.log.at(-2)?.body).toEqual({ type: 'outcomeShared', from: 'YZ-2', state: 'forceClosed' })
    const filing = after.incident.clocks.filing!
    expect(filing).toMatchObject({ pausedAt: NOW, leftMs: 20 * MINUTE, stoppedAt: NOW + 5 * HOUR })
    expect(clockStatus(filing, NOW + 9 * HOUR)).toBe('metOnTime')
  })

  it('is shared once, by the main case only, and not before it', () => {
    const [child, main] = pair()
    const over = ended(INPUTS.forceClose)
    expect(sharedOutcome(main.incident, child.incident, { now: NOW, ...RULES })).toEqual([])
    expect(sharedOutcome(inState('closed').incident, child.incident, { now: NOW, ...RULES })).toEqual([])
    expect(share(over, share(over, child, NOW), NOW)).toEqual(share(over, child, NOW))
    expect(sharedOutcome(over.incident, open().incident, { now: NOW, ...RULES })).toEqual([])
  })

  it('a closed one is reopened through the main case', () => {
    const after = share({ ...OTHER, incident: { ...inState('closed').incident, id: 'YZ-2' } }, pair()[0], NOW + HOUR)
    expect(after.incident).toMatchObject({ state: 'closed', closedAt: NOW + HOUR })
    const decision = attempt(after, chief, INPUTS.reopen, NOW + 2 * HOUR)
    expect(decision).toMatchObject({ ok: false, code: 'ledItself' })
    if (!decision.ok) expect(decision.reason.zh).toContain('主案')
  })

  it('shares a refusal and a cancellation without a closing time', () => {
    for (const state of ['refused', 'cancelled'] as const) {
      const after = share({ ...OTHER, incident: { ...inState(state).incident, id: 'YZ-2' } }, pair()[0], NOW)
      expect(after.incident.state).toBe(state)
      expect(after.incident).not.toHaveProperty('closedAt')
    }
  })

  it('is no act of a person', () => {
    expect(attempt(pair()[0], system, INPUTS.close, NOW)).toMatchObject({ ok: false })
  })
})
