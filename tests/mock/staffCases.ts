// Cases as the hub would show them to the simulated staff.
import type { IncidentDetail } from '../../src/wire/api.ts'
import type { AlarmRow, EventView, IncidentRow } from '../../src/wire/views.ts'
import { detail } from '../support/cases.ts'
import { incident } from '../support/rows.ts'

export const NOW = Date.UTC(2026, 10, 23, 2, 0, 0)
const text = { zh: '道路积水', en: 'Road ponding' }

export const rowOf = (more: Partial<IncidentRow> = {}): IncidentRow =>
  incident({
    id: 'YZ-20261123-000001',
    version: 3,
    state: 'pendingFiling',
    title: text,
    area: '321002001',
    areaName: text,
    openedAt: NOW - 600_000,
    updatedAt: NOW - 600_000,
    lead: 'paishui',
    ...more,
  })
export const event = (type: string, actor: string, role: string, at: number, body: unknown = { type }): EventView => ({
  n: 1,
  type,
  actor: { id: actor, name: actor, role },
  occurredAt: at,
  recordedAt: at,
  because: [],
  body,
  hash: '',
})
export const alarm = (clearedAt?: number): AlarmRow => ({
  id: 'a',
  rule: 'r',
  name: text,
  sensor: 's',
  sensorName: 's',
  metric: 'depthM',
  unit: 'm',
  level: 3,
  value: 0.2,
  lng: 119.4,
  lat: 32.4,
  area: '321002001',
  areaName: text,
  raisedAt: NOW,
  recordedAt: NOW,
  simulated: true,
  ...(clearedAt === undefined ? {} : { clearedAt }),
})
export const detailOf = (row: Partial<IncidentRow>, more: Partial<IncidentDetail> = {}): IncidentDetail =>
  detail({
    row: rowOf(row),
    text: '积水',
    acts: [],
    recommendations: [
      {
        lead: 'paishui',
        assist: ['jiaojing'],
        via: 'matrix',
        reason: text,
        basis: [],
        load: 0,
        overdue: 0,
        firstResponsible: false,
        past: { handled: 0, onTime: 0, returned: 0 },
      },
    ],
    suggestions: [{ matter: 'M001', condition: 'depth', name: text, why: text }],
    ...more,
  })
