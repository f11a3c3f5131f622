// Past hours from a file: what is refused and why, what is taken, and that no hour measured here is ever changed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill, takeHours } from '../../../src/server/foresee/backfill.ts'
import { readHours } from '../../../src/server/foresee/hoursFile.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../../../src/server/reference/load.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const NOW = Date.parse('2026-06-08T10:10:00+08:00')
const HEAD = 'indicator,area,hour,value'
let reference: ReferenceIndex
beforeAll(async () => {
  reference = indexReference(await loadReference('city/yangzhou'), NOW)
})
const read = (...lines: string[]) => readHours([HEAD, ...lines].join('\n'), reference, NOW)

describe('lines', () => {
  it.each([
    ['with a zone', '2026-06-08T08:00+08:00'],
    ['with another zone', '2026-06-08T05:30:00+0530'],
    ['in UTC', '2026-06-08T00:00:00.000Z'],
    ['in the city’s time', '2026-06-08 08:00'],
    ['by the hour alone', '2026-06-08 08'],
  ])('are taken %s', (_, hour) => {
    expect(read(`pm25,321000,${hour},12.5`)).toEqual({
      hours: [{ indicator: 'pm25', area: '321000', at: Date.parse('2026-06-08T00:00:00Z'), value: 12.5 }],
      refusals: [],
    })
  })

  it.each([
    ['an unknown indicator', 'pm99,321000,2026-06-08 08:00,1', 'there is no indicator "pm99"'],
    ['an unknown area', 'pm25,999999,2026-06-08 08:00,1', 'there is no area "999999"'],
    ['no time', 'pm25,321000,yesterday,1', '"yesterday" is no time like 2026-03-01T08:00+08:00'],
    [
      'a day that is none',
      'pm25,321000,2026-02-31 08:00,1',
      '"2026-02-31 08:00" is no time like 2026-03-01T08:00+08:00',
    ],
    ['half an hour', 'pm25,321000,2026-06-08 08:30,1', '"2026-06-08 08:30" is not a full hour'],
    ['the present hour', 'pm25,321000,2026-06-08 10:00,1', 'the hour "2026-06-08 10:00" is not over'],
    ['no value', 'pm25,321000,2026-06-08 08:00,', '"" is no number'],
    ['a word', 'pm25,321000,2026-06-08 08:00,NA', '"NA" is no number'],
    ['a column too few', 'pm25,321000,2026-06-08 08:00', '3 columns, not 4'],
  ])('are refused with %s', (_, line, reason) => {
    expect(read(line)).toEqual({ hours: [], refusals: [{ line: 2, reason }] })
  })

  it('are refused the second time, and do not spoil the others', () => {
    const same = 'pm25,321000,2026-06-08 08:00,1'
    const { hours, refusals } = read(same, '', 'x,y,z,1', same, 'pm25,321000,2026-06-08 07:00,2')
    expect(hours.map((h) => h.value)).toEqual([1, 2])
    expect(refusals).toEqual([
      { line: 4, reason: 'there is no indicator "x"' },
      { line: 5, reason: 'the same hour as line 2' },
    ])
  })

  it('go by the names in the head', () => {
    const text = '\uFEFF"value",note,hour,area,indicator\r\n3,by hand,2026-06-08 08:00,321000,pm25\r\n'
    expect(readHours(text, reference, NOW).hours).toMatchObject([{ value: 3, indicator: 'pm25' }])
    expect(readHours('a,b\n1,2', reference, NOW).refusals).toEqual([
      { line: 1, reason: 'the head lacks indicator, area, hour, value' },
    ])
  })
})

describe('the store', () => {
  let db: Db
  beforeAll(async () => {
    db = await openTestDb()
  }, 60_000)
  afterAll(() => db.stop())

  it('keeps what was measured, replaces what was brought in, and judges by the scale', async () => {
    await db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, minutes, coverage, simulated)
       values ('pm25', '321000', '2026-06-08T00:00:00Z', 77, 60, 1, false)`,
    )
    const { hours } = read('pm25,321000,2026-06-08 08:00,1', 'pm25,321000,2026-06-08 07:00,999')
    expect(await takeHours(db, hours, reference, false)).toBe(1)
    expect(await takeHours(db, hours, reference, true)).toBe(1)
    const rows = await db.query
      .selectFrom('indicator_hour')
      .select(['value', 'minutes', 'level', 'simulated'])
      .orderBy('hour')
      .execute()
    expect(rows).toEqual([
      { value: 999, minutes: 0, level: 1, simulated: true },
      { value: 77, minutes: 60, level: null, simulated: false },
    ])
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-hours-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const env = { DATA_DIR: folder, CITY: resolve('city/yangzhou') }
  const run = async (...args: string[]) => {
    const said: string[] = []
    const code = await backfill(args, env, NOW, (line) => said.push(line))
    return { code, said: said.join('\n') }
  }
  const file = (text: string): string => {
    const path = join(folder, 'hours.csv')
    writeFileSync(path, text)
    return path
  }

  it('says what it wants', async () => {
    expect(await run('--help')).toMatchObject({ code: 0 })
    expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('Name one file') })
    expect(await run(join(folder, 'none.csv'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no file'),
    })
    expect(await run('--what')).toMatchObject({ code: 2, said: expect.stringContaining('--help') })
  })
  it('needs a database the hub has made, and tells each line it refuses', async () => {
    expect(await run(file(`${HEAD}\npm25,321000,2026-06-08 08:00,1`))).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no database'),
    })
    expect(await run(file(`${HEAD}\npm25,321000,soon,1`))).toEqual({
      code: 2,
      said: 'line 2: "soon" is no time like 2026-03-01T08:00+08:00\n0 hours taken, 0 measured here already, 1 lines refused',
    })
  })
})
