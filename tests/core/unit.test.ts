// Units as people read them, in both languages.
import { expect, test } from 'vitest'
import { unitWords } from '../../src/core/unit.ts'

test.each([
  ['ug/m3', 'µg/m³', 'µg/m³'],
  ['m3/h', 'm³/h', 'm³/h'],
  ['C', '℃', '℃'],
  ['1/m2', '人/m²', '/m²'],
  ['%', '%', '%'],
  ['km/h', 'km/h', 'km/h'],
  ['count', '个', ''],
  ['case', '件', ''],
  ['person', '人', ''],
  ['h', '小时', 'h'],
  ['', '', ''],
])('%s', (unit, zh, en) => {
  expect(unitWords(unit)).toEqual({ zh, en })
})
