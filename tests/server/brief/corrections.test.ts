// What later knowledge says otherwise of an issued brief, and that time alone says nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changedSince, findCorrections } from '../../../src/server/brief/corrections.ts'
import { correctMinutes } from '../../../src/server/signs/minutes.ts'
import type { IndicatorValue } from '../../../src/core/indicate/types.ts'
import type { Report } from '../../../src/core/observe/types.ts'
import type { BriefView } from '../../../src/wire/briefs.ts'
import { people } from '../cases/setup.ts'
import { at, type Cast, type Day, FROM, playCases, playFeeds, playSigns, stageDay, WRITTEN_AT } from './day.ts'

let day: Day
let cast: Cast
let brief: BriefView
beforeAll(async () => {
  day = await stageDay()
  cast = await playCases(day)
  await playSigns(day)
  await playFeeds(day)
  day.clock.at = WRITTEN_AT
  brief = await day.brief()
}, 120_000)
afterAll(() => day.stop())

const found = async (): Promise<Record<string, readonly [number, number]>> =>
  Object.fromEntries((await findCorrections(day.facts, brief)).map(({ figure, was, is }) => [figure, [was, is]]))

describe('corrections', () => {
  it('are none of what was issued a moment ago', async () => {
    expect(await found()).toEqual({})
    expect(await changedSince(day.facts, brief, WRITTEN_AT)).toBe(false)
  })

  it('are none because the city has gone on', async () => {
    // Dispatched, disposed of, closed, opened, supervised, cleared: all of it of the next day.
    await day.confirms(cast.standing, at('08:30', 1))
    await day.closes(cast.standing, at('08:40', 1))
    await day.opens(at('08:50', 1))
    await day.db.pool.query(`update alarm set cleared_at = $1 where id = 'al-1'`, [new Date(at('09:00', 1))])
    day.clock.at = at('09:10', 1)
    await day.does(people.leader, cast.filedLast, { act: 'supervise', text: '请加快' })
    day.clock.at = at('20:00', 3)
    expect(await found()).toEqual({})
    expect(await changedSince(day.facts, brief, WRITTEN_AT)).toBe(false)
  }, 30_000)

  it('are those of a reading that came late', async () => {
    const minute = FROM + 3_600_000
    const area = day.reference.city.code
    const value = {
      indicator: 'pm25',
      area,
      at: minute,
      value: 187,
      coverage: 0.95,
      simulated: false,
      suspect: 0,
    } as IndicatorValue
    day.clock.at = at('20:10', 3)
    expect(await correctMinutes(day.db, [value], day.clock.at, FROM)).toBe(1)
    expect(await changedSince(day.facts, brief, at('20:00', 3))).toBe(true)
    expect(await changedSince(day.facts, brief, day.clock.at)).toBe(false)
    const corrections = await found()
    expect(corrections['vitals.pm25.max']).toEqual([expect.any(Number), 187])
    expect(Object.keys(corrections).filter((key) => !key.includes('pm25'))).toEqual([])
  }, 30_000)

  it('are those of an appeal granted afterwards', async () => {
    const since = day.clock.at
    day.clock.at = at('20:20', 3)
    await day.does(people.paishui, cast.late, { act: 'appeal', reason: '道路封闭', photos: [await day.photo('after')] })
    await day.does(people.dispatcher, cast.late, { act: 'reviewAppeal', granted: true })
    expect(Object.keys(await found()).filter((key) => !key.includes('pm25'))).toEqual([])
    await day.does(people.acceptor, cast.late, { act: 'decideAppeal', granted: true })
    expect(await changedSince(day.facts, brief, since)).toBe(true)
    const { 'cases.onTime': onTime, 'cases.late': late, ...rest } = await found()
    expect(onTime?.[1]).toBe((onTime?.[0] ?? NaN) + 1)
    expect(late?.[1]).toBe((late?.[0] ?? NaN) - 1)
    // Beside them only what is made of them: the rate, and the department's own.
    for (const key of Object.keys(rest)) expect(key).toMatch(/pm25|[oO]nTime|late/)
  }, 30_000)

  it('are those of a report of that day that came the next', async () => {
    const before = await found()
    day.clock.at = at('21:00', 3)
    const report = { channel: 'hotline', text: '22点就没有路灯了', occurredAt: at('22:00') } as Report
    const place = { lng: 119.43, lat: 32.39, area: '321002' }
    await day.cases.fromReport({ reportId: 'feed/late-1', report, place, callable: false, simulated: false })
    const after = await found()
    expect(before['cases.opened']).toBeUndefined()
    expect(after['cases.opened']?.[1]).toBe((after['cases.opened']?.[0] ?? NaN) + 1)
  }, 30_000)
})
