// An alarm as the desk has it.
import type { AlarmRow } from '../../../src/wire/views.ts'
import { T0 } from '../../support/cases.ts'

export const alarm = (id: string, change: Partial<AlarmRow> = {}): AlarmRow => ({
  id,
  rule: 'ponding-depth',
  name: { zh: '积水深度', en: 'Ponding depth' },
  sensor: `ponding/${id}`,
  sensorName: `测点 ${id}`,
  metric: 'depthM',
  unit: 'm',
  level: 3,
  value: 0.32,
  lng: 119.4,
  lat: 32.4,
  area: '321002',
  areaName: { zh: '广陵区', en: 'Guangling' },
  raisedAt: T0,
  recordedAt: T0,
  simulated: true,
  ...change,
})
