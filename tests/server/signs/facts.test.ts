// Facts of cases by area: against the case store itself, with hand-turned time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countNow, factsFrom, ratesOf } from '../../../src/server/signs/caseFacts.ts'
import { openProjection } from '../../../src/server/evaluate/projection.ts'
import { cityDate, daySpan } from '../../../src/core/clock/calendar.ts'
import type { CaseFacts } from '../../../src/core/indicate/inputs.ts'
import { HOUR, people, stageCases, type CaseStage } from '../cases/setup.ts'
import { openTestDb } from '../../support/db.ts'
import { loadReference, indexReference } from '../../../src/server/reference/load.ts'

let stage: CaseStage
beforeAll(async () => {
  const db = await openTestDb()
  const reference = indexReference(await loadReference('city/yangzhou'))
  const projection = openProjection({ db, reference })
  await projection.catchUp()
  stage = await stageCases({ db, whenWritten: projection.whenWritten })
}, 120_000)
afterAll(() => stage.stop())

async function facts(): Promise<(area: string) => CaseFacts> {
  const { db, reference, clock } = stage
  const { from } = daySpan(cityDate(clock.at, reference.city), reference.city)
  const counts = await countNow({ db, reference }, from, clock.at)
  const rates = await ratesOf({ db, reference }, clock.at)
  const all = factsFrom(counts, rates, reference.areas.keys(), false)
  return (area) => all.get(area) ?? {}
}

const report = (reportId: string, area: string, channel: 'hotline' | 'patrol') => ({
  reportId,
  report: { id: reportId, channel, text: '路面积水', occurredAt: stage.clock.at },
  place: { lng: 119.43, lat: 32.39, area },
  callable: false,
  simulated: false,
})

describe('facts of cases', () => {
  it('are nought where nothing happened, and rates of nothing are unknown', async () => {
    const of = await facts()
    expect(of('321000')).toMatchObject({ open: 0, openedToday: 0, hotlineToday: 0, simulated: false })
    expect(of('321000').onTimeRate).toBeUndefined()
    expect(of('321000').returnRate).toBeUndefined()
  })

  it('count each case in its street, its district and the city', async () => {
    await stage.cases.fromReport(report('sim-12345/1', '321002001', 'hotline'))
    await stage.cases.fromReport(report('sim-12345/2', '321002002', 'hotline'))
    const third = await stage.cases.fromReport(report('sim-patrol/3', '321003001', 'patrol'))
    let of = await facts()
    expect(['321002001', '321002', '321003', '321000'].map((area) => of(area).open)).toEqual([1, 2, 1, 3])
    expect(['321002', '321003', '321000'].map((area) => of(area).hotlineToday)).toEqual([2, 0, 2])
    expect(of('321000')).toMatchObject({ openedToday: 3, reportsToday: 3, hotlineHour: 2, closedToday: 0 })
    // Two hours on the hotline's hour is over, its day is not.
    stage.clock.at += 2 * HOUR
    await stage.does(people.dutyChief, third, { act: 'refuse', reason: '不属于城市管理范围' })
    of = await facts()
    expect(of('321000')).toMatchObject({ hotlineHour: 0, hotlineToday: 2, open: 2 })
    // Over midnight of the city the day begins anew.
    stage.clock.at += 14 * HOUR
    of = await facts()
    expect(of('321000')).toMatchObject({ openedToday: 0, hotlineToday: 0, open: 2 })
  })

  it('take the rates from the evaluation’s own obligations', async () => {
    const id = await stage.cases.fromReport(report('sim-12345/4', '321002001', 'hotline'))
    const matter = [...stage.reference.matters.values()].find((m) => m.code && m.conditions.length > 0)
    const condition = matter?.conditions[0]
    if (matter === undefined || condition === undefined) throw new Error('a city without matters')
    await stage.does(people.acceptor, id, { act: 'file', matter: matter.code, condition: condition.id })
    await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'chengguan', assist: [] })
    stage.clock.at += 60_000
    expect((await facts())('321000').returnRate).toBe(0)
    await stage.does(people.chengguan, id, { act: 'return', reason: '非本单位职责范围' })
    stage.clock.at += 60_000
    const of = await facts()
    expect(of('321000').returnRate).toBe(100)
    expect(of('321002001').returnRate).toBe(100)
    expect(of('321003').returnRate).toBeUndefined()
    expect(of('321000').waitingDispatch).toBeGreaterThanOrEqual(1)
  })
})
