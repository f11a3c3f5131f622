// Series as charts get them: drawn together without hiding extremes, gaps as gaps, hours where minutes are gone; and as a file.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import ExcelJS from 'exceljs'
import { foreseen } from '../../../src/server/reads/foreseen.ts'
import { indicatorSeries } from '../../../src/server/reads/indicatorSeries.ts'
import { sensorSeries } from '../../../src/server/reads/series.ts'
import { writeSheet } from '../../../src/server/reads/signSheet.ts'
import { stepFor } from '../../../src/server/reads/steps.ts'
import type { ForesightReads } from '../../../src/server/foresee/types.ts'
import type { SensorEntry } from '../../../src/server/live/sensors.ts'
import { ensurePartitions } from '../../../src/server/store/partitions.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Midnight in the city. */
const FROM = Date.UTC(2026, 9, 31, 16)

let db: Db
beforeAll(async () => {
  db = await openTestDb()
  // Three days of minutes with a rising line, one spike, one hole of two hours, one correction.
  await db.pool.query(
    `insert into indicator_value (indicator, area, at, value, coverage, simulated)
     select 'x', '321000', t, extract(epoch from t - to_timestamp($1)) / 60, 1, false
     from generate_series(to_timestamp($1), to_timestamp($1) + interval '3 days' - interval '1 minute', interval '1 minute') as t
     where t < to_timestamp($1) + interval '30 hours' or t >= to_timestamp($1) + interval '32 hours'`,
    [FROM / 1000],
  )
  const at = (ms: number): Date => new Date(FROM + ms)
  await db.query
    .updateTable('indicator_value')
    .set({ value: 9_999 })
    .where('at', '=', at(40 * HOUR))
    .execute()
  await db.query
    .updateTable('indicator_value')
    .set({ was: 5, corrected_at: at(4 * DAY) })
    .where('at', '=', at(10 * MINUTE))
    .execute()
  // A day before of which the minutes are gone.
  await db.pool.query(
    `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, simulated)
     select 'x', '321000', t, 100, 50, 150, 60, 0.5, true
     from generate_series(to_timestamp($1) - interval '1 day', to_timestamp($1) - interval '1 hour', interval '1 hour') as t`,
    [FROM / 1000],
  )
}, 120_000)
afterAll(() => db.stop())

const ask = (from: number, to: number, points?: number) =>
  indicatorSeries(db, { indicator: 'x', area: '321000', from, to, points }, 'm', 480)

describe('steps', () => {
  it('are spans people know, as short as the points allow', () => {
    expect(stepFor(HOUR, 1_500)).toBe(MINUTE)
    expect(stepFor(1_500 * MINUTE, 1_500)).toBe(MINUTE)
    expect(stepFor(1_501 * MINUTE, 1_500)).toBe(2 * MINUTE)
    expect(stepFor(365 * DAY, 1_500)).toBe(6 * HOUR)
    expect(stepFor(400 * DAY, 50)).toBe(8 * DAY)
  })
})

describe('an indicator’s series', () => {
  it('is given minute by minute where it fits, its corrections beside it', async () => {
    const series = await ask(FROM, FROM + HOUR - MINUTE)
    expect(series).toMatchObject({ unit: 'm', stepMs: MINUTE, simulated: false })
    expect(series.value).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect(series.least).toBeUndefined()
    expect(series.corrections).toEqual([{ at: FROM + 10 * MINUTE, was: 5, value: 10, correctedAt: FROM + 4 * DAY }])
  })

  it('keeps the least and the greatest of what it draws together, and the hole', async () => {
    const series = await ask(FROM, FROM + 3 * DAY - MINUTE, 300)
    expect(series.stepMs).toBe(15 * MINUTE)
    expect(Math.max(...(series.greatest ?? []).map((v) => v ?? 0))).toBe(9_999)
    expect(series.least?.[0]).toBe(0)
    expect(series.greatest?.[0]).toBe(14)
    expect(series.value[0]).toBe(7)
    expect(series.at.every((at) => (at - FROM) % (15 * MINUTE) <= 1)).toBe(true)
    const hole = series.at.filter((at) => at >= FROM + 30 * HOUR && at < FROM + 32 * HOUR)
    expect(hole).toHaveLength(1)
    expect(series.value[series.at.indexOf(hole[0] ?? 0)]).toBeNull()
  })

  it('takes hours where minutes are gone, and for long spans', async () => {
    const both = await ask(FROM - DAY, FROM + HOUR, 2_000)
    expect(both.stepMs).toBe(MINUTE)
    expect(both.at.filter((at) => at < FROM)).toHaveLength(24)
    expect(both.least?.[0]).toBe(50)
    expect(both.simulated).toBe(true)
    expect(both.value.filter((v) => v === null)).toEqual([])
    const long = await ask(FROM - DAY, FROM + 3 * DAY, 50)
    expect(long.stepMs).toBe(2 * HOUR)
    // Hours to the end of the last one that is told, minutes from there.
    expect(Math.max(...(long.greatest ?? []).map((v) => v ?? 0))).toBe(9_999)
    expect(long.at.every((at) => (at + 480 * MINUTE) % (2 * HOUR) <= 1)).toBe(true)
  })

  it('has band, ghosts and forecast behind it where somebody knows them', async () => {
    const cell = { low: 1, mid: 2, high: 3, n: 8 }
    const foresight = {
      normalOf: () => ({ from: 1, to: 2, hours: 200, cells: {} }),
      cellOf: () => cell,
      forecastOf: () => ({
        ...{ indicator: 'x', area: '321000', madeAt: FROM, model: 'm', learnedHours: 9, simulated: false },
        points: [{ at: FROM + 3 * HOUR, ahead: 1, value: 5, low: 4, high: 6 }],
      }),
      ghostSpan: (kind: string, from: number, to: number) =>
        Promise.resolve(kind === 'yesterday' ? { from: from - DAY, to: to - DAY } : undefined),
    } as unknown as ForesightReads
    const asked = { indicator: 'x', area: '321000', from: FROM, to: FROM + 2 * HOUR }
    const figures = () => ask(asked.from - DAY, asked.to - DAY)
    const { band, ghosts, forecast } = await foreseen(
      foresight,
      asked,
      new Set(['band', 'ghosts', 'forecast']),
      figures,
    )
    expect(band?.at).toEqual([0, 1, 2, 3, 4].map((h) => FROM + h * HOUR))
    expect(band?.low.every((v) => v === 1)).toBe(true)
    expect(forecast).toMatchObject({ value: [5], low: [4], high: [6] })
    expect(ghosts?.map((g) => g.kind)).toEqual(['yesterday'])
    expect(ghosts?.[0]?.at[0]).toBe(FROM)
    expect(await foreseen(foresight, asked, new Set(), figures)).toEqual({})
  })
})

describe('a sensor’s series', () => {
  const sensor = {
    series: [77],
    kind: { everyMs: MINUTE, staleAfterMs: 5 * MINUTE, metrics: [{ id: 'levelM', unit: 'm' }] },
  } as unknown as SensorEntry

  it('is raw where it fits, else drawn together with its extremes and every mark', async () => {
    await ensurePartitions(db, [FROM, FROM + DAY, FROM + 2 * DAY])
    await db.pool.query(
      `insert into observation (series, occurred_at, recorded_at, value, quality)
       select 77, t, t, case when extract(epoch from t) = $2 then 50 else 1 end, case when extract(epoch from t) = $2 then 5 else 0 end
       from generate_series(to_timestamp($1), to_timestamp($1) + interval '1 day', interval '1 minute') as t`,
      [FROM / 1000, (FROM + 100 * MINUTE) / 1000],
    )
    const raw = await sensorSeries(db, sensor, 0, { from: FROM, to: FROM + HOUR }, 480)
    expect(raw.value).toHaveLength(61)
    expect(raw.stepMs).toBeUndefined()
    const drawn = await sensorSeries(db, sensor, 0, { from: FROM, to: FROM + DAY, points: 100 }, 480)
    expect(drawn.stepMs).toBe(15 * MINUTE)
    expect(drawn.at.length).toBeLessThanOrEqual(98)
    const spike = drawn.greatest?.indexOf(50) ?? -1
    expect(drawn.at[spike]).toBe(FROM + 90 * MINUTE)
    expect(drawn.least?.[spike]).toBe(1)
    expect(drawn.mark[spike]).toBe(5)
    expect(drawn.mark.filter((m) => m !== 0)).toHaveLength(1)
  })
})

describe('a file of a series', () => {
  const sheet = {
    name: 'x-321000',
    about: [[{ zh: '名称', en: 'Name' }, '=HYPERLINK("http://x","y")']] as const,
    heads: [
      { zh: '时间', en: 'Time' },
      { zh: '数值', en: 'Value' },
    ],
    rows: [
      ['2026-11-01 00:00', -1.5],
      ['+cmd, "quoted"', null],
    ] as const,
  }

  it('is a table that spreadsheets read as text and numbers, never as formulas', async () => {
    const { bytes, name, type } = await writeSheet(sheet, 'csv')
    expect([name, type]).toEqual(['x-321000.csv', 'text/csv; charset=utf-8'])
    const text = bytes.toString('utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text.split('\r\n')).toEqual([
      `\uFEFF# 名称 Name,"'=HYPERLINK(""http://x"",""y"")"`,
      '',
      '时间 Time,数值 Value',
      '2026-11-01 00:00,-1.5',
      `"'+cmd, ""quoted""",`,
      '',
    ])
  })

  it('is a workbook with its sources on the first sheet', async () => {
    const { bytes } = await writeSheet(sheet, 'xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
    expect(book.worksheets.map((s) => s.name)).toEqual(['说明 About', '数值 Values'])
    const cell = book.worksheets[0]?.getCell('B1')
    expect(cell?.type).toBe(ExcelJS.ValueType.String)
    expect(book.worksheets[1]?.getCell('B2').value).toBe(-1.5)
  })
})
