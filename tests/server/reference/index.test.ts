// The questions the hub asks of a loaded city.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  indexReference,
  loadReference,
  type LoadedReference,
  type ReferenceIndex,
} from '../../../src/server/reference/load.ts'
import type { Matter } from '../../../src/wire/reference.ts'

const NOW = Date.parse('2026-11-21T12:00:00+08:00')
let loaded: LoadedReference
let index: ReferenceIndex
beforeAll(async () => {
  loaded = await loadReference(join(import.meta.dirname, '../../../city/yangzhou'))
  index = indexReference(loaded, NOW)
})

it.each([
  [
    '321002001',
    ['321002001', '321002', '321000'],
    '321002',
    '广陵区 东关街道',
    'Dongguan Subdistrict, Guangling District',
  ],
  [
    '321002001007003',
    ['321002001', '321002', '321000'],
    '321002',
    '广陵区 东关街道',
    'Dongguan Subdistrict, Guangling District',
  ],
  ['321084', ['321084', '321000'], '321084', '高邮市', 'Gaoyou City'],
  ['321000', ['321000'], undefined, '扬州市', 'Yangzhou'],
  ['110105', [], undefined, '110105', '110105'],
])('area %s', (code, path, district, zh, en) => {
  expect(index.areaPath(code)).toEqual(path)
  expect(index.districtOf(code)).toBe(district)
  expect(index.areaName(code)).toEqual({ zh, en })
})

describe('areaAt', () => {
  it.each([
    ['文昌阁', 119.434, 32.3945, '321002'],
    ['邗江区政府', 119.398, 32.3777, '321003'],
    ['仙女镇', 119.56048, 32.42806, '321012'],
    ['宝应县城', 119.36, 33.2404, '321023'],
    ['真州镇', 119.16999, 32.28034, '321081'],
    ['高邮城区', 119.44182, 32.78933, '321084'],
    ['施桥镇（开发区没有自己的边界）', 119.448, 32.308, '321071'],
  ])('%s', (_name, lng, lat, district) => {
    const area = index.areaAt(lng, lat)
    expect(area).toHaveLength(9)
    expect(index.districtOf(area)).toBe(district)
  })

  it.each([
    ['Nanjing', 118.78, 32.06],
    ['the origin', 0, 0],
  ])('answers the city itself for %s', (_name, lng, lat) => {
    expect(index.areaAt(lng, lat)).toBe('321000')
  })
})

describe('snapshotOf', () => {
  const now = NOW

  it('freezes what applies', () => {
    expect(index.snapshotOf('06013', 'pothole', now)).toMatchObject({
      standard: 'GB/T 47678.5-2026',
      code: '06013',
      condition: 'pothole',
      limit: { amount: 5, unit: 'workDay' },
      basis: ['城市道路管理条例 第21、22条', '本市职责分工（示例，以「三定」规定为准）'],
      level: 4,
    })
  })

  it('takes the basis of the condition where it has its own', () => {
    expect(index.snapshotOf('06013', 'highway', now)?.basis).toEqual(['公路法', '公路安全保护条例'])
  })

  it.each([
    ['unknown matter', '99999', 'x', now],
    ['unknown condition', '06013', 'x', now],
    ['before the standard was in force', '06013', 'pothole', Date.parse('2026-06-30T23:59:59+08:00')],
  ])('has none: %s', (_what, matter, condition, when) => {
    expect(index.snapshotOf(matter, condition, when)).toBeUndefined()
  })

  it('begins at midnight of the city, not of Greenwich', () => {
    expect(index.snapshotOf('06013', 'pothole', Date.parse('2026-07-01T00:00:00+08:00'))).toBeDefined()
  })
})

it('finds rules, metrics and listed sensors', () => {
  expect(index.rulesOf('power', 'voltageKv').map((r) => r.id)).toEqual(['power-voltage', 'power-outage'])
  expect(index.rulesOf('power', 'none')).toEqual([])
  expect(index.metricOf('ponding', 'depthM')?.unit).toBe('m')
  expect(index.sensors.get('demo/p-1')?.kind).toBe('ponding')
})

it('evaluates from the city down to the areas an indicator is meant for', () => {
  const districts = ['321002', '321003', '321012', '321023', '321071', '321081', '321084']
  expect(index.areasOf({ areas: 'city' })).toEqual(['321000'])
  expect(index.areasOf({})).toEqual(['321000', ...districts])
  expect(index.areasOf({ areas: 'district' })).toEqual(index.areasOf({}))
  const streets = index.areasOf({ areas: 'street' })
  expect(streets.slice(0, 8)).toEqual(index.areasOf({}))
  expect(streets).toHaveLength(8 + 98)
  expect(new Set(streets).size).toBe(streets.length)
  // No grids are listed in this city: those with sensors are found at run time.
  expect(index.areasOf({ areas: 'grid' })).toEqual(streets)
})

it('holds every edition of the tables, with the zone they are read by', () => {
  expect(index.tables.utcOffsetMinutes).toBe(480)
  expect(index.tables.limitTables.filter((t) => t.id === 'gb3095-class2-day')).toHaveLength(3)
  expect(index.tables.classTables).toBe(index.reference.classTables)
})

describe('versions of a matter', () => {
  const beijing = (time: string): number => Date.parse(`${time}+08:00`)
  const BEFORE = beijing('2026-12-31T23:59:59')
  const AFTER = beijing('2027-01-01T00:00:00')

  /** 06001 gets a second version in 2027 with one condition of its own; 06002 ends with 2026 and 06003 takes its place. */
  function changed(now: number): ReferenceIndex {
    const matters = loaded.matters.flatMap((m): Matter[] => {
      if (m.code === '06001')
        return [
          {
            ...m,
            name: { zh: '违法搭建', en: 'Unlawful building' },
            validFrom: '2027-01-01',
            conditions: m.conditions.slice(0, 1).map((c) => ({ ...c, limit: { amount: 1, unit: 'naturalDay' } })),
          },
          { ...m, validTo: '2026-12-31' },
        ]
      return m.code === '06002' ? [{ ...m, validTo: '2026-12-31', replacedBy: '06003' }] : [m]
    })
    return indexReference({ ...loaded, matters }, now)
  }

  it.each([
    ['the last second of the first', BEFORE, '2026-07-01', 2],
    ['the first second of the next', AFTER, '2027-01-01', 1],
  ])('%s', (_when, at, validFrom, amount) => {
    for (const indexedAt of [BEFORE, AFTER]) {
      const found = changed(indexedAt)
      expect(found.matterAt('06001', at)?.validFrom).toBe(validFrom)
      expect(found.snapshotOf('06001', 'building', at)?.limit).toEqual({ amount, unit: 'naturalDay' })
      const listed = found.mattersAt(at).filter((m) => m.code === '06001')
      expect(listed.map((m) => m.validFrom)).toEqual([validFrom])
    }
    const found = changed(at)
    expect(found.matters.get('06001')?.validFrom).toBe(validFrom)
    expect(found.conditionOf('06001', 'building')?.limit.amount).toBe(amount)
  })

  it('has a condition only where its version has it', () => {
    expect(changed(BEFORE).snapshotOf('06001', 'built', BEFORE)?.name.zh).toBe('私搭乱建')
    expect(changed(BEFORE).snapshotOf('06001', 'built', AFTER)).toBeUndefined()
    expect(changed(AFTER).conditionOf('06001', 'built')).toBeUndefined()
  })

  it('keeps the last version of what is over, or not yet in force, but holds nothing by it', () => {
    const early = beijing('2026-06-30T12:00:00')
    for (const [code, at] of [
      ['06002', AFTER],
      ['06013', early],
    ] as const) {
      const found = changed(at)
      expect(found.matters.get(code)).toBeDefined()
      expect(found.matterAt(code, at)).toBeUndefined()
      expect(found.mattersAt(at).some((m) => m.code === code)).toBe(false)
    }
    expect(index.matterAt('99999', NOW)).toBeUndefined()
  })

  it('gives the successor for a retired code, the code itself while it holds', () => {
    expect(changed(BEFORE).matterFrom('06002')).toBe('06002')
    expect(changed(AFTER).matterFrom('06002')).toBe('06003')
    expect(changed(AFTER).matterFrom('GB/T 30428.2-2013:0102')).toBe('06003')
    expect(changed(AFTER).formerCode('GB/T 30428.2-2013', 'matter', '0102')).toBe('06003')
  })

  it('does not run round a circle that a draft may hold', () => {
    const circle = { validTo: '2026-12-31' }
    const matters = loaded.matters.map((m): Matter =>
      m.code === '06002'
        ? { ...m, ...circle, replacedBy: '06003' }
        : m.code === '06003'
          ? { ...m, ...circle, replacedBy: '06002' }
          : m,
    )
    expect(indexReference({ ...loaded, matters }, AFTER).matterFrom('06002')).toBeUndefined()
    const formerCodes = loaded.formerCodes.map((f) =>
      f.kind === 'component' && f.code === '0101'
        ? { ...f, becomes: { standard: 'CJ/T 214-2007', kind: 'component' as const, code: 'BJ0101' } }
        : f,
    )
    const found = indexReference({ ...loaded, formerCodes }, NOW)
    expect(found.formerCode('CJ/T 214-2007', 'component', 'BJ0101')).toBeUndefined()
  })
})

describe('codes of former editions', () => {
  it.each([
    ['a matter', 'GB/T 30428.2-2013', 'matter', '0136', '06036'],
    ['the component of the same digits', 'GB/T 30428.2-2013', 'component', '0137', '01037'],
    ['a component, by its matter', 'GB/T 30428.2-2013', 'component', '0101', '01001'],
    ['what moved to another major', 'GB/T 30428.2-2013', 'component', '0507', '01070'],
    ['an emergency of the city', 'GB/T 30428.2-2013', 'matter', '0505', 'E002'],
    ['by two editions', 'CJ/T 214-2007', 'component', 'BJ0101', '01001'],
    ['an event by two editions', 'CJ/T 214-2007', 'matter', 'SJ0102', '06010'],
    ['the 2007 number that is another thing in 2013', 'CJ/T 214-2007', 'component', 'BJ0137', '01044'],
    ['broken up', 'CJ/T 214-2007', 'component', 'BJ0117', undefined],
    ['retired', 'GB/T 30428.2-2013', 'matter', '0131', undefined],
    ['unknown', 'GB/T 30428.2-2013', 'matter', '9999', undefined],
  ] as const)('%s: %s %s %s', (_what, standard, kind, code, expected) => {
    expect(index.formerCode(standard, kind, code)).toBe(expected)
  })

  it.each([
    ['06036', '06036'],
    ['M001', 'M001'],
    [' 06036 ', '06036'],
    ['GB/T 47678.5-2026:06036', '06036'],
    ['GB/T 47678.5-2026:BJ01037', '01037'],
    ['GB/T 30428.2-2013:0136', '06036'],
    ['GB/T30428.2-2013:SJ0136', '06036'],
    ['gb/t 30428.2-2013: BJ0137', '01037'],
    ['CJ/T 214-2007:SJ0101', '06001'],
    ['CJ/T 214-2007:0101', '06001'],
    ['CJ/T 214-2007:BJ0101', '01001'],
    ['CJ/T 214-2007:BJ0117', undefined],
    ['0136', undefined],
    ['GB/T 30428.2-2013:06036', undefined],
    ['GB/T 47678.5-2026:0136', undefined],
    ['ISO 9001:0136', undefined],
    ['GB/T 30428.2-2013:', undefined],
    [':', undefined],
    ['', undefined],
  ])('a sender’s «%s» means %s', (given, expected) => {
    expect(index.matterFrom(given)).toBe(expected)
  })
})

it('has the components and the figures of the loop', () => {
  expect(index.components.get('01037')?.name.zh).toBe('路灯')
  expect(index.matters.get('01037')?.component).toBe('01037')
  expect(index.loop).toBe(loaded.loop)
})
