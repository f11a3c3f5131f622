// Definitions, inputs and tables in few words, for the tests of this folder.
import type { IndicatorInputs, SeriesInput, Tables } from '../../../src/core/indicate/inputs.ts'
import type { ClassTable, Formula, Indicator, LimitTable } from '../../../src/core/indicate/types.ts'

/** 16:00 in Yangzhou. */
export const NOW = Date.UTC(2026, 10, 21, 8)
export const AREA = '321003'
const text = { zh: '指标', en: 'Indicator' }

export const indicator = (formula: Formula, over: Partial<Indicator> = {}): Indicator => ({
  id: 'x',
  group: 'water',
  name: text,
  unit: 'm',
  decimals: 2,
  window: { type: 'now' },
  formula,
  polarity: 'lowerBetter',
  scales: [],
  coverageFloor: 0.5,
  explain: text,
  ...over,
})

export const series = (value: number, over: Partial<SeriesInput> = {}): SeriesInput => ({
  sensor: `s${value}`,
  metric: 'depthM',
  value,
  occurredAt: NOW - 60_000,
  fresh: true,
  suspect: false,
  simulated: false,
  attributes: {},
  ...over,
})

export const of = (...values: number[]): IndicatorInputs => ({
  series: values.map((v, i) => series(v, { sensor: `s${i}` })),
  total: values.length,
})

export const tables = (over: Partial<Tables> = {}): Tables => ({
  limitTables: [],
  classTables: [],
  utcOffsetMinutes: 480,
  ...over,
})

export const limitTable = (over: Partial<LimitTable>): LimitTable => ({
  id: 't',
  name: text,
  sure: 'local',
  items: [],
  ...over,
})

export const classTable = ({
  classes,
  ...over
}: Omit<Partial<ClassTable>, 'classes'> & { readonly classes: readonly string[] }): ClassTable => ({
  id: 'c',
  name: text,
  sure: 'local',
  classes: classes.map((name, i) => ({ from: i + 1, name: { zh: name, en: name } })),
  items: [],
  ...over,
})
