// What time alone does to cases when two hubs look at once: nothing missed, nothing twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventBody } from '../../../src/core/incident/events.ts'
import { HOUR, START, people, stageCases, type CaseStage } from './setup.ts'

const DAY = 24 * HOUR
let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

/** What the hub wrote about clocks in a case, in order. */
async function written(id: string): Promise<string[]> {
  const events = await stage.cases.events(id)
  return events
    .filter(
      ({ actor, type }) => actor.role === 'system' && ['reminded', 'escalated', 'supervised', 'resumed'].includes(type),
    )
    .map(({ type, body }) => (type === 'reminded' ? (body as Extract<EventBody, { type: 'reminded' }>).why : type))
}

describe('two hubs on one store', () => {
  it('remind, escalate and supervise each overdue case once, in order', async () => {
    const hubs = [stage.cases, stage.another()]
    const ids: string[] = []
    for (let i = 0; i < 12; i += 1) ids.push(await stage.cases.fromAlarm(stage.alarm(`time-${i}`)))
    // Closer together than any two of the three are, whatever the city's spans.
    const moments = Array.from({ length: 120 }, (_, i) => START + i * HOUR)
    let changed = 0
    for (const at of moments) {
      stage.clock.at = at
      for (const count of await Promise.all(hubs.map((hub) => hub.tick(at)))) changed += count
    }
    expect(changed).toBe(12 * 3)
    for (const id of ids) {
      expect(await written(id)).toEqual(['overdue', 'escalated', 'supervised'])
      expect(await stage.cases.get(id)).toMatchObject({ supervised: true, state: 'pendingDispatch' })
    }
    const rows = await stage.db.query
      .selectFrom('incident')
      .select(['escalated', 'supervised', 'next_tick_at'])
      .where('id', 'in', ids)
      .execute()
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ escalated: true, supervised: true, next_tick_at: null })]),
    )
    stage.clock.at = START
  })

  it('catch up together after both were down, in the same order', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('down'))
    stage.clock.at = START + 6 * DAY
    await Promise.all([stage.cases, stage.another()].map((hub) => hub.tick(stage.clock.at)))
    expect(await written(id)).toEqual(['overdue', 'escalated', 'supervised'])
    stage.clock.at = START
  })

  it('resume a suspended case once', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('suspended'))
    await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
    await stage.does(people.paishui, id, { act: 'requestSuspension', reason: '等待备件', until: START + DAY })
    await stage.does(people.dispatcher, id, { act: 'decideSuspension', granted: true })
    const row = async () =>
      stage.db.query.selectFrom('incident').select(['due_at', 'state']).where('id', '=', id).executeTakeFirstOrThrow()
    expect(await row()).toEqual({ state: 'suspended', due_at: null })
    stage.clock.at = START + DAY
    const hubs = [stage.cases, stage.another()]
    await Promise.all(hubs.map((hub) => hub.tick(stage.clock.at)))
    expect(await written(id)).toEqual(['resumed'])
    expect((await row()).due_at).not.toBeNull()
    stage.clock.at = START
  })

  it('leave a merged case alone until it is taken out', async () => {
    const main = await stage.cases.fromAlarm(stage.alarm('main'))
    const id = await stage.cases.fromAlarm(stage.alarm('child'))
    await stage.does(people.acceptor, id, { act: 'merge', into: main })
    stage.clock.at = START + 6 * DAY
    await stage.cases.tick(stage.clock.at)
    expect(await written(id)).toEqual([])
    expect(await written(main)).toContain('overdue')
    stage.clock.at = START
  })
})
