// Lead and assisting departments: orders of their own, one joint result, and who is answerable when nobody is.
import { describe, expect, it } from 'vitest'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import {
  INPUTS,
  MINUTE,
  PHOTO,
  type Played,
  START,
  acceptor,
  act,
  append,
  attempt,
  chief,
  dispatcher,
  inState,
  leader,
  parks,
  system,
  traffic,
  water,
} from './play.ts'

const NOW = START + 30 * MINUTE
const orders = ({ incident }: Played): string[] => incident.orders.map((one) => `${one.department} ${one.state}`)
const play = (from: Played, ...steps: readonly [Actor, ActInput][]): Played =>
  steps.reduce((played, [who, input], at) => act(played, who, input, NOW + at * MINUTE), from)

describe('orders of assisting departments', () => {
  const begun = inState('pendingHandle')

  it('come with the dispatch and by engaging, are accepted, and finished with photos', () => {
    expect(orders(begun)).toEqual(['traffic pending'])
    const engaged = play(begun, [dispatcher, INPUTS.engage])
    expect(engaged.incident).toMatchObject({ assist: ['traffic', 'parks'] })
    expect(engaged.incident.orders[1]).toEqual({ department: 'parks', state: 'pending', task: '清运落叶', photos: [] })
    const done = play(engaged, [parks, { act: 'acceptOrder' }], [parks, INPUTS.finishOrder])
    expect(done.incident.orders[1]).toEqual({
      department: 'parks',
      state: 'finished',
      task: '清运落叶',
      handler: parks.name,
      note: '交通已疏导',
      photos: [PHOTO],
    })
    expect(done.incident.photos).toEqual([PHOTO])
    expect(done.incident.disposers).toEqual([parks.id])
  })

  it('must all be finished or released before the lead hands in the joint result', () => {
    const handling = play(begun, [water, INPUTS.accept], [traffic, INPUTS.acceptOrder])
    expect(attempt(handling, water, INPUTS.submit, NOW)).toMatchObject({ ok: false, code: 'ordersFinished' })
    const released = play(handling, [water, INPUTS.release])
    expect([released.incident.assist, orders(released)]).toEqual([[], []])
    expect(play(released, [water, INPUTS.submit]).incident.state).toBe('pendingConfirm')
    const finished = play(handling, [traffic, INPUTS.finishOrder])
    expect(play(finished, [water, INPUTS.submit]).incident.state).toBe('pendingConfirm')
  })

  it.each<[string, Played, Actor, ActInput, string]>([
    ['one accepts only what is asked of one', begun, parks, INPUTS.acceptOrder, 'assists'],
    ['the lead has no order', begun, water, INPUTS.acceptOrder, 'assists'],
    ['one finishes only what one accepted', begun, traffic, INPUTS.finishOrder, 'orderHandling'],
    [
      'an accepted order is not sent back',
      play(begun, [traffic, INPUTS.acceptOrder]),
      traffic,
      INPUTS.returnOrder,
      'orderPending',
    ],
    [
      'an order is not accepted twice',
      play(begun, [traffic, INPUTS.acceptOrder]),
      traffic,
      INPUTS.acceptOrder,
      'orderPending',
    ],
    ['of the departments only the lead releases', begun, traffic, INPUTS.release, 'leadsIfDepartment'],
    ['only what is there is released', begun, dispatcher, { ...INPUTS.release, department: 'parks' }, 'openOrder'],
    ['what is finished stays', inState('handling'), dispatcher, INPUTS.release, 'hasOrders'],
    ['nobody assists twice', begun, dispatcher, { ...INPUTS.engage, department: 'traffic' }, 'newAssistant'],
    ['the lead does not assist itself', begun, dispatcher, { ...INPUTS.engage, department: 'water' }, 'newAssistant'],
    ['nor does one that does not exist', begun, dispatcher, { ...INPUTS.engage, department: 'x' }, 'newAssistant'],
    ['one must be asked something', begun, dispatcher, { ...INPUTS.engage, task: ' ' }, 'task'],
    [
      'a result has a photo',
      play(begun, [traffic, INPUTS.acceptOrder]),
      traffic,
      { ...INPUTS.finishOrder, photos: [] },
      'photo',
    ],
  ])('%s', (_, played, who, input, code) => {
    expect(attempt(played, who, input, NOW)).toMatchObject({ ok: false, code })
  })

  it('sent back with a reason leave the case; the dispatcher may engage another', () => {
    const back = play(begun, [traffic, INPUTS.returnOrder])
    expect(back.log.at(-1)?.body).toEqual({ type: 'orderReturned', department: 'traffic', reason: '不在本单位辖区' })
    expect([back.incident.assist, back.incident.returns]).toEqual([[], 0])
    expect(attempt(back, traffic, INPUTS.progress, NOW)).toMatchObject({ code: 'takesPart' })
    expect(orders(play(back, [dispatcher, { ...INPUTS.engage, department: 'traffic' }]))).toEqual(['traffic pending'])
  })

  const failed: ActInput = { act: 'check', passed: false, note: '仍有积水', photos: [] }
  it.each<[string, Played, Actor, ActInput]>([
    ['a failed check', inState('pendingCheck'), acceptor, failed],
    ['a rework', inState('pendingClose'), dispatcher, INPUTS.rework],
    ['a reopening', inState('closed'), chief, INPUTS.reopen],
  ])('wait anew after %s, with their task and nothing of the last round', (_, before, who, input) => {
    const again = play(before, [who, input])
    expect(again.incident.orders).toEqual([{ department: 'traffic', state: 'pending', photos: [] }])
    expect(again.incident).not.toHaveProperty('handler')
    expect(again.incident.disposers).toEqual([traffic.id, water.id])
  })

  it('stay through a revoked assignment and a result sent back, go with the order of the lead', () => {
    const handling = inState('handling')
    expect(orders(play(handling, [water, INPUTS.revoke]))).toEqual(['traffic finished'])
    expect(orders(play(inState('pendingConfirm'), [water, INPUTS.sendBack]))).toEqual(['traffic finished'])
    expect(orders(play(begun, [water, INPUTS.return]))).toEqual([])
  })

  it('who finished one neither checks nor closes the case', () => {
    const promoted: Actor = { ...acceptor, id: traffic.id }
    expect(attempt(inState('pendingCheck'), promoted, INPUTS.check, NOW)).toMatchObject({ code: 'notDisposer' })
    expect(attempt(inState('pendingClose'), promoted, INPUTS.close, NOW)).toMatchObject({ code: 'notDisposer' })
    const promotedLeader: Actor = { ...leader, id: traffic.id }
    expect(attempt(inState('handling'), promotedLeader, INPUTS.forceClose, NOW)).toMatchObject({ code: 'notDisposer' })
  })
})

describe('首接负责', () => {
  const first = play(inState('pendingDispatch'), [dispatcher, { ...INPUTS.dispatch, firstResponsible: true }])

  it('may not be handed on', () => {
    expect(first.incident.firstResponsible).toBe(true)
    expect(first.log.find((e) => e.body.type === 'dispatched')?.body).toMatchObject({ firstResponsible: true })
    expect(attempt(first, water, { act: 'return', reason: '非本单位职责' }, NOW)).toMatchObject({ code: 'mayReturn' })
    expect(play(first, [water, INPUTS.accept]).incident.state).toBe('handling')
  })

  it('holds through a rework, and is not said where it is not meant', () => {
    expect(inState('pendingHandle').incident).not.toHaveProperty('firstResponsible')
    expect(inState('pendingHandle').log.map((e) => e.body)).not.toContainEqual(
      expect.objectContaining({ firstResponsible: expect.anything() }),
    )
    const reworked = append(first, [{ type: 'reworked', reason: '仍有积水' }], system, NOW)
    expect(reworked.incident.firstResponsible).toBe(true)
  })
})
