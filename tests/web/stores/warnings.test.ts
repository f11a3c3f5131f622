// @vitest-environment happy-dom
// Warnings on a screen: the worst first, drills apart, over by the clock without waiting for the hub.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { useWarnings } from '../../../src/web/stores/warnings.ts'
import type { WarningRow } from '../../../src/wire/warnings.ts'
import { T0 } from '../../support/cases.ts'

const row = (id: string, over: Partial<WarningRow> = {}): WarningRow => ({
  id,
  feed: 'f',
  state: 'issued',
  status: 'Actual',
  level: 3,
  name: { zh: '暴雨', en: 'Rainstorm' },
  areaName: { zh: '全市', en: 'Whole city' },
  areas: ['321000'],
  sentAt: T0,
  fromAt: T0,
  untilAt: T0 + 3_600_000,
  untilStated: true,
  urgency: 'Expected',
  severity: 'Moderate',
  certainty: 'Likely',
  senderName: { zh: '气象台', en: 'Weather service' },
  simulated: false,
  ...over,
})
beforeEach(() => setActivePinia(createPinia()))

it('keeps the worst first, drills and lifted ones apart', () => {
  const warnings = useWarnings()
  warnings.replace(
    [row('a'), row('b', { level: 1 }), row('c', { status: 'Exercise', level: 1 }), row('d', { state: 'lifted' })],
    T0,
  )
  expect(warnings.standing.map((w) => w.id)).toEqual(['b', 'a'])
  expect(warnings.drills.map((w) => w.id)).toEqual(['c'])
  expect(warnings.lifted.map((w) => w.id)).toEqual(['d'])
  warnings.apply([], ['b'], T0 + 1)
  expect(warnings.standing.map((w) => w.id)).toEqual(['a'])
})

it('knows what is in force at an instant, and the worst at a place', () => {
  const warnings = useWarnings()
  warnings.replace([row('a'), row('b', { level: 2, areas: ['321012'], fromAt: T0 + 60_000 })], T0)
  expect(warnings.inForce(T0).map((w) => w.id)).toEqual(['a'])
  expect(warnings.worst({ area: '321012' }, T0 + 60_000)).toBe(2)
  expect(warnings.worst({ area: '321002001' }, T0 + 60_000)).toBe(3)
  expect(warnings.inForce(T0 + 3_600_000)).toEqual([])
})
