// What the simulated staff would do on a case, and when: decisions alone, nothing is sent.
import { describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { caseKey, delayMs, nextStep, postFor, WAIT_FOR_SENSOR_MS } from '../../mock/staff/step.ts'
import { ActCommandSchema } from '../../src/wire/acts.ts'
import type { IncidentDetail } from '../../src/wire/api.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { alarm, detailOf, event, NOW, rowOf } from './staffCases.ts'

const isCommand = Compile(ActCommandSchema)
/** A key for which the case takes the ordinary way: no return, no failed check. */
const PLAIN = caseKey({ id: 'plain-7' }, 'test')
const act = (detail: IncidentDetail, key = PLAIN, now = NOW): string | undefined =>
  nextStep(detail, key, now, 1)?.input.act

describe('nextStep', () => {
  const accepted = event('accepted', 'sim-paishui', 'department', NOW)
  const progressed = event('progressed', 'sim-paishui', 'department', NOW)
  it.each([
    ['files what the case suggests', detailOf({}), 'file'],
    ['leaves to people what nothing suggests', detailOf({}, { suggestions: [] }), undefined],
    ['dispatches by the first recommendation', detailOf({ state: 'pendingDispatch' }), 'dispatch'],
    [
      'leaves to people what has no recommendation',
      detailOf({ state: 'pendingDispatch' }, { recommendations: [] }),
      undefined,
    ],
    ['accepts', detailOf({ state: 'pendingHandle' }), 'accept'],
    ['reports progress once', detailOf({ state: 'handling' }, { events: [accepted] }), 'progress'],
    [
      'submits when the sensor is quiet',
      detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm(NOW)] }),
      'submit',
    ],
    [
      'waits while the sensor still alarms',
      detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm()] }),
      undefined,
    ],
    [
      'works a returned order anew',
      detailOf({ state: 'handling' }, { events: [accepted, progressed, accepted] }),
      'progress',
    ],
    ['confirms', detailOf({ state: 'pendingConfirm' }), 'confirm'],
    ['checks', detailOf({ state: 'pendingCheck' }), 'check'],
    ['closes', detailOf({ state: 'pendingClose' }), 'close'],
    ['leaves suspended cases', detailOf({ state: 'suspended' }), undefined],
    [
      'refuses what was not found',
      detailOf(
        { source: 'hotline' },
        { events: [event('verified', 'sim-acceptor', 'acceptor', NOW, { found: false })] },
      ),
      'refuse',
    ],
  ])('%s', (_name, detail, expected) => {
    expect(act(detail)).toBe(expected)
  })

  const order = { department: 'jiaojing', photos: [] }
  it('has assisting departments do their part before the lead hands in', () => {
    const pending = detailOf(
      { state: 'handling', ordersOpen: 1 },
      { events: [accepted, progressed], orders: [{ ...order, state: 'pending' }] },
    )
    const working = { ...pending, orders: [{ ...order, state: 'handling' as const }] }
    const finished = { ...pending, orders: [{ ...order, state: 'finished' as const }] }
    expect(nextStep(pending, PLAIN, NOW, 1)).toMatchObject({ department: 'jiaojing', input: { act: 'acceptOrder' } })
    expect(nextStep(working, PLAIN, NOW, 1)).toMatchObject({ photo: 'after', input: { act: 'finishOrder' } })
    expect(act(finished)).toBe('submit')
  })

  it('sends assisting departments along only where it is serious', () => {
    const assistAt = (level: IncidentRow['level']): unknown =>
      nextStep(detailOf({ state: 'pendingDispatch', level }), PLAIN, NOW, 1)?.input
    expect(assistAt(2)).toMatchObject({ lead: 'paishui', assist: ['jiaojing'] })
    expect(assistAt(4)).toMatchObject({ lead: 'paishui', assist: [] })
  })

  it('answers a supervision before anything else', () => {
    expect(act(detailOf({ state: 'handling', replyOwed: true }, { events: [accepted] }))).toBe('reply')
  })

  it('merges a report into an earlier one that is the same, never the other way and never a sensor’s', () => {
    const earlier = rowOf({ id: 'YZ-20261123-000000', alarms: 0 })
    const alike = [{ row: earlier, score: 0.9, distanceM: 8, apartMs: 60_000, sameMatter: true, words: 0.7 }]
    expect(act(detailOf({ source: 'hotline', alarms: 0 }, { alike }))).toBe('merge')
    expect(act(detailOf({ source: 'sensor', alarms: 1 }, { alike }))).toBe('file')
    const later = [{ ...alike[0]!, row: rowOf({ id: 'YZ-20261123-000009' }) }]
    expect(act(detailOf({ source: 'hotline', alarms: 0 }, { alike: later }))).not.toBe('merge')
  })

  it('tells the caller once who has the case, before it reports', () => {
    const due = { state: 'handling', source: 'hotline', contact: 'due' } as const
    const contacted = event('contacted', 'sim-paishui', 'department', NOW)
    expect(nextStep(detailOf(due, { events: [accepted] }), PLAIN, NOW, 1)).toMatchObject({
      post: 'department',
      input: { act: 'contact' },
    })
    expect(act(detailOf(due, { events: [accepted, contacted] }))).toBe('progress')
    const keys = Array.from({ length: 400 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const missed = keys.filter((k) => {
      const input = nextStep(detailOf(due, { events: [accepted] }), k, NOW, 1)?.input
      expect(isCommand.Check({ key: 'key-000001', version: 1, input })).toBe(true)
      return input?.act === 'contact' && !input.reached
    })
    expect(missed.length).toBeGreaterThan(20)
    expect(missed.length).toBeLessThan(80)
  })

  describe('call-backs', () => {
    const keys = Array.from({ length: 600 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const closed = { state: 'closed', source: 'hotline', callBackDueAt: NOW + 86_400_000 } as const
    const unreached = { reached: false, note: '关机', by: 'sim-acceptor', at: NOW }
    const calls = (more: Partial<IncidentRow> = {}, callBacks: IncidentDetail['callBacks'] = []) =>
      keys.map((k) => {
        const input = nextStep(detailOf({ ...closed, ...more }, { callBacks }), k, NOW, 1)?.input
        if (input?.act !== 'callBack') return expect.fail(`${input?.act ?? 'nothing'} instead of a call`)
        expect(isCommand.Check({ key: 'key-000001', version: 1, input })).toBe(true)
        return input
      })
    const bad = ({ solved, rating }: { solved?: boolean; rating?: string }): boolean =>
      solved === false || rating === 'dissatisfied' || rating === 'veryDissatisfied'

    it('are made where one is owed, by the acceptor, and nowhere else', () => {
      expect(postFor(rowOf(closed))).toBe('acceptor')
      expect(postFor(rowOf({ state: 'closed', source: 'hotline' }))).toBeUndefined()
      expect(act(detailOf({ state: 'closed', source: 'hotline' }))).toBeUndefined()
    })

    it('reach most at once and everybody the second time, who mostly are content', () => {
      const first = calls()
      const missed = first.filter(({ reached }) => !reached).length / keys.length
      expect(missed).toBeGreaterThan(0.06)
      expect(missed).toBeLessThan(0.2)
      expect(calls({}, [unreached]).every(({ reached }) => reached)).toBe(true)
      const unhappy = first.filter(bad)
      expect(unhappy.length).toBeGreaterThan(15)
      expect(unhappy.length).toBeLessThan(100)
      // A discontent caller says with what.
      for (const input of unhappy) expect(input.note).toBeTruthy()
      expect(new Set(first.map(({ rating }) => rating)).size).toBe(6)
    })

    it('find nobody discontent a second time', () => {
      expect(calls({ reopenings: 1 }, [unreached]).some(bad)).toBe(false)
    })
  })

  it('waits for a sensor, but not for ever', () => {
    const stuck = detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm()] })
    expect(act(stuck, PLAIN, rowOf().openedAt + WAIT_FOR_SENSOR_MS + 1)).toBe('submit')
  })

  it('returns some orders and fails some checks, once', () => {
    const keys = Array.from({ length: 400 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const returns = keys.filter((k) => act(detailOf({ state: 'pendingHandle' }), k) === 'return').length / keys.length
    expect(returns).toBeGreaterThan(0.04)
    expect(returns).toBeLessThan(0.13)
    expect(keys.some((k) => act(detailOf({ state: 'pendingHandle', returns: 1 }), k) === 'return')).toBe(false)
    const failed = keys.filter(
      (k) => (nextStep(detailOf({ state: 'pendingCheck' }), k, NOW, 1)?.input as { passed?: boolean }).passed === false,
    )
    expect(failed.length).toBeGreaterThan(5)
    expect(failed.length).toBeLessThan(60)
  })

  it('takes its time, less for the urgent and at speed', () => {
    const at = (row: Partial<IncidentRow>, speed = 1): number => delayMs(rowOf(row), PLAIN, speed)
    expect(at({})).toBeGreaterThan(5_000)
    expect(at({ level: 1 })).toBeLessThan(at({ level: 4 }))
    expect(at({}, 10)).toBeCloseTo(at({}) / 10, 6)
    expect(at({ state: 'refused' })).toBe(Infinity)
  })

  it('has nobody for real cases, and nobody while something waits for a decision', () => {
    expect(postFor(rowOf({ simulated: false }))).toBeUndefined()
    expect(postFor(rowOf({ request: 'extension' }))).toBeUndefined()
    expect(postFor(rowOf({ state: 'closed', source: 'hotline' }))).toBeUndefined()
  })
})
