// An evaluation as the hub answers it, checked against its schema by the tests that use it.
import type {
  Evaluation,
  EvaluationCases,
  EvaluationRow,
  EvaluationTrend,
  EvaluationValue,
} from '../../../../src/wire/evaluation.ts'
import { HOUR, row, T0 } from '../../../support/cases.ts'

const name = (zh: string, en = zh) => ({ zh, en })
export const share = (numerator: number, denominator: number): EvaluationValue => ({
  ...(denominator > 0 && { value: numerator / denominator }),
  numerator,
  denominator,
  small: denominator < 5,
})
export const mean = (ms: number, cases: number): EvaluationValue => ({
  value: ms,
  numerator: ms * cases,
  denominator: cases,
  small: cases < 5,
})

export const evaluationRow = (subject: string, change: Partial<EvaluationRow> = {}): EvaluationRow => ({
  subject,
  name: name(subject),
  values: {},
  missing: [],
  small: false,
  open: 0,
  overdue: 0,
  exempted: 0,
  ...change,
})

const water = evaluationRow('water-bureau', {
  name: name('排水处', 'Drainage'),
  values: {
    handled: share(50, 50),
    handledOnTime: share(46, 50),
    reworked: share(2, 40),
    meanHandling: mean(2 * HOUR, 50),
  },
  score: 93.4,
  grade: 'A',
  rank: 1,
  open: 7,
  overdue: 1,
  exempted: 2,
  previous: { score: 92.2, rank: 3 },
})
const police = evaluationRow('traffic-police', {
  name: name('交警', 'Traffic police'),
  values: {
    handled: share(18, 20),
    handledOnTime: share(15, 20),
    reworked: share(0, 20),
    meanHandling: mean(HOUR, 18),
  },
  score: 81,
  grade: 'B',
  rank: 2,
  previous: { score: 84, rank: 1 },
})
const few = evaluationRow('parking', {
  name: name('停车办', 'Parking'),
  values: { handled: share(3, 3), handledOnTime: share(3, 3), reworked: share(0, 0) },
  missing: ['reworked'],
  small: true,
})

export const evaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  object: 'department',
  period: 'month',
  from: Date.UTC(2026, 9, 31, 16),
  to: Date.UTC(2026, 10, 30, 16),
  asOf: T0,
  complete: false,
  simulated: 'some',
  indicators: [
    {
      id: 'handled',
      name: name('处置率', 'Handled'),
      formula: name('已处置数 ÷ 应处置数', 'done ÷ due'),
      source: '示例',
      better: 'higher',
      unit: 'share',
    },
    {
      id: 'handledOnTime',
      name: name('按期处置率', 'Handled on time'),
      formula: name('按期处置数 ÷ 应处置数', 'done in time ÷ due'),
      source: '示例',
      better: 'higher',
      unit: 'share',
    },
    {
      id: 'reworked',
      name: name('返工率', 'Reworked'),
      formula: name('返工数 ÷ 应结案数', 'reworked ÷ due'),
      source: '示例',
      better: 'lower',
      unit: 'share',
    },
    {
      id: 'meanHandling',
      name: name('平均处置时长', 'Mean handling time'),
      formula: name('Σ 用时 ÷ 处置数', 'sum ÷ done'),
      source: '示例',
      better: 'lower',
      unit: 'duration',
    },
  ],
  composite: {
    name: name('部门综合得分', 'Department score'),
    source: '示例',
    parts: [
      { indicator: 'handledOnTime', weight: 60, inverse: false },
      { indicator: 'reworked', weight: 40, inverse: true },
    ],
    grades: [
      { id: 'A', name: name('优', 'Excellent'), from: 90 },
      { id: 'B', name: name('良', 'Good'), from: 80 },
    ],
  },
  smallBelow: 5,
  rows: [water, police, few],
  total: evaluationRow('', {
    name: name('合计', 'Together'),
    values: {
      handled: share(71, 73),
      handledOnTime: share(64, 73),
      reworked: share(2, 60),
      meanHandling: mean(HOUR, 68),
    },
    score: 91.2,
    grade: 'A',
  }),
  ...change,
})

/** The month before: a little worse, so that changes show. */
export const before = (): Evaluation =>
  evaluation({
    complete: true,
    rows: [{ ...water, values: { ...water.values, handledOnTime: share(36, 40), meanHandling: mean(3 * HOUR, 40) } }],
  })

export const cases = (n: number, from = 0): EvaluationCases => ({
  total: 120,
  next: `after-${from + n}`,
  rows: Array.from({ length: n }, (_, i) => ({
    row: row(`YZ-20261121-${String(from + i + 1).padStart(6, '0')}`, { lead: 'water-bureau', state: 'closed' }),
    stage: 'handle',
    startedAt: T0,
    dueAt: T0 + 2 * HOUR,
    ...(i % 2 === 0 && { doneAt: T0 + HOUR }),
    outcome: i % 2 === 0 ? 'done' : 'open',
    exempt: i === 2,
    counted: i % 2 === 0,
  })),
})

export const trend: EvaluationTrend = {
  from: [Date.UTC(2026, 8, 30, 16), Date.UTC(2026, 9, 31, 16)],
  value: [null, 93.4],
  denominator: [0, 50],
}
