// A small city of vital signs for tests of their screens: one of each kind of formula, with the tables they are judged by.
import type { ClassTable, Indicator, LimitTable } from '../../../src/core/indicate/types.ts'
import type { IndicatorDetail, SignSeries } from '../../../src/wire/signs.ts'
import type { IndicatorView } from '../../../src/wire/views.ts'
import type { CityReference } from '../../../src/web/api/city.ts'
import { useCity } from '../../../src/web/stores/city.ts'
import { HOUR, T0 } from '../../support/cases.ts'

const name = (zh: string, en = zh) => ({ zh, en })

export const sign = (id: string, change: Partial<Indicator> = {}): Indicator => ({
  id,
  group: 'air',
  name: name(id),
  unit: 'ug/m3',
  decimals: 0,
  input: { kind: 'air', metric: 'pm25' },
  window: { type: 'running', overMs: HOUR },
  formula: { type: 'mean' },
  polarity: 'lowerBetter',
  scales: [
    {
      validTo: '2026-02-28',
      standard: 'HJ 633-2012',
      sure: 'mem',
      steps: [{ level: 4, limit: 76 }],
    },
    {
      validFrom: '2026-03-01',
      standard: 'HJ 633-2026',
      sure: 'src',
      steps: [
        { level: 4, limit: 61 },
        { level: 3, limit: 116 },
      ],
      grades: [
        { from: 0, name: name('优', 'Excellent'), colour: '#00E400' },
        { from: 36, name: name('良', 'Good'), colour: '#FFFF00' },
        { from: 61, name: name('轻度污染', 'Lightly polluted'), colour: '#FF7E00' },
      ],
    },
  ],
  coverageFloor: 0.5,
  explain: name('各站平均'),
  ...change,
})

export const LIMITS: LimitTable[] = [
  {
    id: 'gb3096',
    name: name('环境噪声限值', 'Noise limits'),
    standard: 'GB 3096-2008',
    sure: 'src',
    night: { fromHour: 22, toHour: 6 },
    items: [
      { id: '1', limit: 55, night: 45 },
      { id: '2', limit: 60, night: 50 },
    ],
  },
]
export const CLASSES: ClassTable[] = [
  {
    id: 'gb3838',
    name: name('地表水类别', 'Surface water classes'),
    standard: 'GB 3838-2002',
    sure: 'mem',
    classes: [1, 2, 3].map((n) => ({ from: n, name: name(`${n} 类`, `Class ${n}`) })),
    items: [{ metric: 'do', bad: 'below', limits: [7.5, 5] }],
  },
]

export const SIGNS: Indicator[] = [
  sign('pm25', { name: name('PM2.5 小时均值', 'PM2.5, 1 h'), forecastHours: 24, areas: 'street' }),
  sign('no2', { name: name('二氧化氮', 'NO2') }),
  sign('noise', {
    name: name('噪声达标率', 'Noise within limits'),
    unit: '%',
    input: { kind: 'noise', metric: 'leq' },
    formula: { type: 'share', op: 'atMost', limit: { table: 'gb3096', by: 'zone' } },
    polarity: 'higherBetter',
    scales: [{ sure: 'local', steps: [{ level: 4, limit: 80 }] }],
  }),
  sign('water-class', {
    group: 'water',
    name: name('断面最差水质', 'Worst surface water'),
    unit: '',
    input: { kind: 'water' },
    window: { type: 'now' },
    formula: { type: 'class', table: 'gb3838', of: 'worst' },
    scales: [{ standard: 'GB 3838-2002', sure: 'mem', steps: [{ level: 4, limit: 3 }] }],
  }),
  sign('open', {
    group: 'service',
    name: name('在办案卷', 'Open cases'),
    unit: 'case',
    window: { type: 'now' },
    formula: { type: 'cases', of: 'open' },
    scales: [],
    areas: 'city',
  }),
].map((s) => (s.id === 'open' ? withoutInput(s) : s))

function withoutInput({ input: _, ...rest }: Indicator): Indicator {
  return rest
}

/** Takes the place of the city that openPage gives. */
export function giveCity(indicators: readonly Indicator[] = SIGNS): void {
  const city = useCity()
  const known = city.reference
  if (known === undefined) throw new Error('open the page first')
  city.reference = {
    ...known,
    city: { ...known.city, code: '321000' },
    areas: [
      { code: '321000', name: name('扬州市', 'Yangzhou'), kind: 'city' },
      {
        code: '321002',
        name: name('广陵区', 'Guangling'),
        kind: 'district',
        parent: '321000',
        lng: 119.43,
        lat: 32.39,
      },
      { code: '321003', name: name('邗江区', 'Hanjiang'), kind: 'district', parent: '321000', lng: 119.4, lat: 32.38 },
      {
        code: '321002001',
        name: name('东关街道', 'Dongguan'),
        kind: 'street',
        parent: '321002',
        lng: 119.446,
        lat: 32.4,
      },
    ],
    sensorKinds: [
      {
        id: 'air',
        name: name('空气监测站', 'air station'),
        metrics: [{ id: 'pm25', name: name('PM2.5'), unit: 'ug/m3', decimals: 0 }],
      },
      {
        id: 'noise',
        name: name('噪声监测点', 'noise monitor'),
        metrics: [{ id: 'leq', name: name('等效声级', 'level'), unit: 'dB(A)', decimals: 1 }],
      },
      {
        id: 'water',
        name: name('水质断面', 'section'),
        metrics: [{ id: 'do', name: name('溶解氧', 'oxygen'), unit: 'mg/L', decimals: 1 }],
      },
    ],
    indicators: [...indicators],
    limitTables: LIMITS,
    classTables: CLASSES,
  } as unknown as CityReference
}

export const view = (indicator: string, change: Partial<IndicatorView> = {}): IndicatorView => ({
  indicator,
  area: '321000',
  at: T0 - 5_000,
  from: T0 - HOUR,
  coverage: 1,
  sensors: 54,
  suspect: 0,
  newestAt: T0 - 60_000,
  oldestAt: T0 - 50 * 60_000,
  simulated: false,
  ...change,
})

export const series = (change: Partial<SignSeries> = {}): SignSeries => ({
  unit: 'ug/m3',
  stepMs: 60_000,
  at: [T0 - 3 * 60_000, T0 - 2 * 60_000, T0 - 60_000],
  value: [40, 41, 42],
  coverage: [1, 1, 1],
  simulated: false,
  mixed: false,
  corrections: [],
  ...change,
})

export const detail = (change: Partial<IndicatorDetail> = {}): IndicatorDetail => ({
  values: [],
  sensors: [],
  incidents: [],
  scores: [],
  ...change,
})
