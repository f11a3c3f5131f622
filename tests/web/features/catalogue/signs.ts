// A rule, an indicator and tables for tests, each whole and lawful, and the kinds of sensors they name.
import type { AlarmRule } from '../../../../src/core/alarm/types.ts'
import type { ClassTable, Indicator, LimitTable } from '../../../../src/core/indicate/types.ts'
import type { CityReference } from '../../../../src/web/api/city.ts'
import { useCity } from '../../../../src/web/stores/city.ts'
import type { Trial } from '../../../../src/wire/signs.ts'
import { T0 } from '../../../support/cases.ts'
import { text } from './entries.ts'

export const rule: AlarmRule = {
  id: 'ponding-depth',
  kind: 'ponding',
  metric: 'depthM',
  name: text('道路积水', 'Road ponding'),
  direction: 'above',
  steps: [
    { level: 4, limit: 0.05 },
    { level: 3, limit: 0.15 },
  ],
  deadband: 0.02,
  onDelayMs: 60_000,
  offDelayMs: 120_000,
  where: { grade: 'a' },
  incident: { matter: 'M006', condition: 'M006-1', fromLevel: 3, groupBy: 'street' },
}
export const indicator: Indicator = {
  id: 'noise',
  group: 'air',
  name: text('噪声达标率', 'Noise'),
  unit: '%',
  decimals: 1,
  input: { kind: 'ponding', metric: 'depthM', where: { zone: ['1', '2'] } },
  window: { type: 'running', overMs: 3_600_000 },
  formula: { type: 'share', op: 'atLeast', limit: { table: 'noise-day', by: 'zone' } },
  polarity: 'higherBetter',
  scales: [
    {
      validFrom: '2026-01-01',
      standard: 'GB 3096-2008',
      sure: 'src',
      steps: [{ level: 4, limit: 80 }],
      grades: [
        { from: 0, name: text('差') },
        { from: 80, name: text('好') },
      ],
    },
  ],
  coverageFloor: 0.5,
  explain: text('解释'),
}
export const limitTable: LimitTable = {
  id: 'noise-day',
  name: text('噪声限值'),
  sure: 'src',
  night: { fromHour: 22, toHour: 6 },
  items: [
    { id: '1', limit: 55, night: 45 },
    { id: '2', limit: 60 },
  ],
}
export const classTable: ClassTable = {
  id: 'water',
  name: text('地表水类别'),
  sure: 'mem',
  classes: [
    { from: 1, name: text('Ⅰ类') },
    { from: 2, name: text('Ⅱ类') },
  ],
  items: [{ metric: 'depthM', bad: 'above', limits: [2] }],
}
export const trial = (over: Partial<Trial> = {}): Trial => ({
  from: T0 - 30 * 86_400_000,
  to: T0,
  whole: true,
  sensors: 12,
  simulated: false,
  proposed: {
    raised: 14,
    filed: 9,
    brief: 2,
    byLevel: [
      { level: 3, n: 4 },
      { level: 4, n: 10 },
    ],
    byDay: [
      { date: '2026-11-19', n: 10 },
      { date: '2026-11-20', n: 4 },
    ],
  },
  present: {
    raised: 3,
    filed: 3,
    brief: 0,
    byLevel: [{ level: 3, n: 3 }],
    byDay: [
      { date: '2026-11-19', n: 3 },
      { date: '2026-11-20', n: 0 },
    ],
  },
  examples: [
    {
      at: T0 - 3_600_000,
      clearedAt: T0 - 3_000_000,
      level: 3,
      value: 0.21,
      sensor: 'ponding/jx-007',
      area: '321002',
      name: text('文昌中路积水点'),
      incident: 'YZ20261120-0001',
      isNew: true,
    },
  ],
  ...over,
})
/** After the page has its city: kinds of sensors and tables that the forms offer. */
export function withSensors(): void {
  const city = useCity()
  const metrics = [{ id: 'depthM', unit: 'm', min: 0, max: 3, name: text('深度'), decimals: 2 }]
  city.reference = {
    ...(city.reference as CityReference),
    sensorKinds: [{ id: 'ponding', name: text('积水点'), group: 'water', metrics, everyMs: 1000, staleAfterMs: 9000 }],
    limitTables: [limitTable],
    classTables: [classTable],
  }
}
