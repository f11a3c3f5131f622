// Tables for alarm states, the rules a sensor falls under, and fingerprints.
import { expect, test } from 'vitest'
import { alarmState, fingerprintOf, matchesRule } from '../../../src/core/alarm/state.ts'
import type { Alarm, AlarmRule, AlarmState } from '../../../src/core/alarm/types.ts'

const NOW = Date.UTC(2026, 10, 21, 8)

test.each<[string, Pick<Alarm, 'clearedAt' | 'acknowledgedAt' | 'shelvedUntil'>, AlarmState]>([
  ['stands', {}, 'active'],
  ['stands, acknowledged', { acknowledgedAt: NOW - 1 }, 'acknowledged'],
  ['gone before anyone acknowledged', { clearedAt: NOW - 1 }, 'returned'],
  ['gone and acknowledged', { clearedAt: NOW - 1, acknowledgedAt: NOW - 2 }, 'normal'],
  ['shelved', { shelvedUntil: NOW + 1 }, 'shelved'],
  ['shelved wins over acknowledged', { shelvedUntil: NOW + 1, acknowledgedAt: NOW - 1 }, 'shelved'],
  ['shelved wins over gone', { shelvedUntil: NOW + 1, clearedAt: NOW - 1 }, 'shelved'],
  ['shelving ends by itself', { shelvedUntil: NOW }, 'active'],
  ['shelving ended, acknowledged before', { shelvedUntil: NOW - 1, acknowledgedAt: NOW - 2 }, 'acknowledged'],
])('alarmState: %s', (_, alarm, state) => {
  expect(alarmState(alarm, NOW)).toBe(state)
})

const rule: AlarmRule = {
  id: 'ponding',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Road ponding' },
  direction: 'above',
  steps: [{ level: 3, limit: 0.15 }],
  deadband: 0,
  onDelayMs: 0,
  offDelayMs: 0,
}
const opening = (groupBy: 'sensor' | 'street' | 'district', id = 'ponding'): AlarmRule => ({
  ...rule,
  id,
  incident: { matter: 'M001', condition: 'c1', fromLevel: 3, groupBy },
})
const where = { sensor: 'jx/007', street: '321003001', district: '321003' }

test.each([
  ['alarm only', rule, where, 'rule:ponding@sensor:jx/007'],
  ['by sensor', opening('sensor'), where, 'M001:c1@sensor:jx/007'],
  ['by street', opening('street'), where, 'M001:c1@street:321003001'],
  ['by district', opening('district'), where, 'M001:c1@district:321003'],
  ['another rule of the same matter joins', opening('street', 'ponding-2'), where, 'M001:c1@street:321003001'],
  ['street unknown: the sensor alone', opening('street'), { ...where, street: undefined }, 'M001:c1@sensor:jx/007'],
  ['district unknown: the sensor alone', opening('district'), { sensor: 'jx/007' }, 'M001:c1@sensor:jx/007'],
])('fingerprintOf: %s', (_, r, place, expected) => {
  expect(fingerprintOf(r, place)).toBe(expected)
})

test.each<[string, Record<string, string | number> | undefined, Record<string, string | number> | undefined, boolean]>([
  ['asks for nothing', undefined, undefined, true],
  ['asks for nothing of a sensor with facts', undefined, { zone: '1' }, true],
  ['the same', { zone: '1' }, { zone: '1', road: 'main' }, true],
  ['number or text is the same', { zone: '1' }, { zone: 1 }, true],
  ['another', { zone: '1' }, { zone: '2' }, false],
  ['missing', { zone: '1' }, { road: 'main' }, false],
  ['no facts', { zone: '1' }, undefined, false],
  ['all must agree', { zone: '1', road: 'main' }, { zone: '1', road: 'side' }, false],
])('matchesRule: %s', (_, wanted, attributes, expected) => {
  expect(matchesRule(wanted === undefined ? {} : { where: wanted }, attributes)).toBe(expected)
})
