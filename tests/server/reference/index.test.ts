// The questions the hub asks of a loaded city.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { indexReference, loadReference, type ReferenceIndex } from '../../../src/server/reference/load.ts'

let index: ReferenceIndex
beforeAll(async () => {
  index = indexReference(await loadReference(join(import.meta.dirname, '../../../city/yangzhou')))
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
  const now = Date.parse('2026-11-21T12:00:00+08:00')

  it('freezes what applies', () => {
    expect(index.snapshotOf('06013', 'pothole', now)).toMatchObject({
      standard: 'GB/T 47678.5-2026',
      code: '06013',
      condition: 'pothole',
      limit: { amount: 5, unit: 'workDay' },
      basis: ['城市道路管理条例 第21、22条'],
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

it('finds rules, metrics, listed sensors and evaluation areas', () => {
  expect(index.rulesOf('power', 'voltageKv').map((r) => r.id)).toEqual(['power-voltage', 'power-outage'])
  expect(index.rulesOf('power', 'none')).toEqual([])
  expect(index.metricOf('ponding', 'depthM')?.unit).toBe('m')
  expect(index.sensors.get('demo/p-1')?.kind).toBe('ponding')
  expect(index.indicatorAreas).toEqual(['321000', '321002', '321003', '321012', '321023', '321071', '321081', '321084'])
})
