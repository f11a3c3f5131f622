// The sentence of each change, word for word.
import { expect, test } from 'vitest'
import { why, type MetricWords } from '../../../src/core/alarm/why.ts'
import type { AlarmChange, AlarmRule } from '../../../src/core/alarm/types.ts'

const depth: MetricWords = { name: { zh: '道路积水深度', en: 'Road ponding depth' }, unit: 'm', decimals: 2 }
const gas: MetricWords = { name: { zh: '燃气浓度', en: 'Gas concentration' }, unit: '%LEL', decimals: 0 }
const rule: AlarmRule = {
  id: 'ponding',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Road ponding' },
  direction: 'above',
  steps: [
    { level: 1, limit: 0.4 },
    { level: 2, limit: 0.27 },
    { level: 3, limit: 0.15 },
  ],
  deadband: 0.02,
  onDelayMs: 0,
  offDelayMs: 0,
}
const slow = { ...rule, onDelayMs: 60_000, offDelayMs: 90_000 }
const falling: AlarmRule = { ...rule, direction: 'below', steps: [{ level: 3, limit: 0.145 }] }
const common = { at: 0, because: [] }

test.each<[AlarmChange, AlarmRule, MetricWords, string, string]>([
  [
    { type: 'raised', level: 2, value: 0.32, ...common },
    rule,
    depth,
    '道路积水深度 0.32 m，达到Ⅱ级限值 0.27 m',
    'Road ponding depth 0.32 m, at or above the level Ⅱ limit 0.27 m',
  ],
  [
    { type: 'raised', level: 2, value: 0.3, ...common },
    slow,
    depth,
    '道路积水深度 0.30 m，达到Ⅱ级限值 0.27 m，持续 1 分钟',
    'Road ponding depth 0.30 m, at or above the level Ⅱ limit 0.27 m for 1 min',
  ],
  [
    { type: 'levelChanged', from: 2, level: 1, value: 0.45, ...common },
    rule,
    depth,
    '道路积水深度 0.45 m，达到Ⅰ级限值 0.40 m，由Ⅱ级升为Ⅰ级',
    'Road ponding depth 0.45 m, at or above the level Ⅰ limit 0.40 m: raised from level Ⅱ to Ⅰ',
  ],
  [
    { type: 'levelChanged', from: 1, level: 3, value: 0.2, ...common },
    slow,
    depth,
    '道路积水深度 0.20 m，已回落至Ⅱ级限值 0.27 m 以下，持续 90 秒，由Ⅰ级降为Ⅲ级',
    'Road ponding depth 0.20 m, back below the level Ⅱ limit 0.27 m for 90 s: lowered from level Ⅰ to Ⅲ',
  ],
  [
    { type: 'cleared', from: 1, value: 0.08, ...common },
    rule,
    depth,
    '道路积水深度 0.08 m，已回落至Ⅲ级限值 0.15 m 以下，告警解除',
    'Road ponding depth 0.08 m, back below the level Ⅲ limit 0.15 m: cleared',
  ],
  [
    { type: 'cleared', from: 3, value: 0.148, ...common },
    { ...rule, deadband: 0 },
    depth,
    '道路积水深度 0.148 m，已回落至Ⅲ级限值 0.15 m 以下，告警解除',
    'Road ponding depth 0.148 m, back below the level Ⅲ limit 0.15 m: cleared',
  ],
  [
    { type: 'raised', level: 3, value: 0.12, ...common },
    falling,
    { name: { zh: '管网压力', en: 'Main pressure' }, unit: 'MPa', decimals: 2 },
    '管网压力 0.12 MPa，低至Ⅲ级限值 0.145 MPa',
    'Main pressure 0.12 MPa, at or below the level Ⅲ limit 0.145 MPa',
  ],
  [
    { type: 'cleared', from: 3, value: 0.2, ...common },
    falling,
    { name: { zh: '管网压力', en: 'Main pressure' }, unit: 'MPa', decimals: 2 },
    '管网压力 0.20 MPa，已回升至Ⅲ级限值 0.145 MPa 以上，告警解除',
    'Main pressure 0.20 MPa, back above the level Ⅲ limit 0.145 MPa: cleared',
  ],
  [
    { type: 'raised', level: 1, value: 52, ...common },
    { ...rule, steps: [{ level: 1, limit: 50 }] },
    gas,
    '燃气浓度 52%LEL，达到Ⅰ级限值 50%LEL',
    'Gas concentration 52%LEL, at or above the level Ⅰ limit 50%LEL',
  ],
  [
    { type: 'raised', level: 3, value: 3, ...common },
    { ...rule, steps: [{ level: 3, limit: 3 }] },
    { name: { zh: '越限次数', en: 'Exceedances' }, unit: '', decimals: 0 },
    '越限次数 3，达到Ⅲ级限值 3',
    'Exceedances 3, at or above the level Ⅲ limit 3',
  ],
])('%#', (change, r, metric, zh, en) => {
  expect(why(change, r, metric)).toEqual({ zh, en })
})
