// Rows as the hub sends them, with only what a test cares about to be said.
import type { IncidentRow, IndicatorView, Status } from '../../src/wire/views.ts'

export const T0 = 1_795_000_000_000

export const incident = (over: Partial<IncidentRow> & { id: string }): IncidentRow => ({
  code: over.id,
  version: 1,
  state: 'handling',
  source: 'sensor',
  title: { zh: '道路积水', en: 'Road ponding' },
  level: 3,
  lng: 119.4,
  lat: 32.4,
  area: '321002',
  areaName: { zh: '广陵区', en: 'Guangling' },
  assist: [],
  openedAt: T0,
  updatedAt: T0,
  alarms: 1,
  reports: 0,
  reworks: 0,
  returns: 0,
  supervised: false,
  escalated: false,
  reopenings: 0,
  ordersOpen: 0,
  replyOwed: false,
  absorbed: 0,
  simulated: true,
  ...over,
})

export const indicator = (over: Partial<IndicatorView> & { indicator: string }): IndicatorView => ({
  area: '321000',
  at: T0,
  coverage: 1,
  sensors: 4,
  suspect: 0,
  simulated: true,
  ...over,
})

export const status = (over: Partial<Status> = {}): Status => ({
  hub: 'h1',
  version: '0',
  catalogue: '1',
  at: T0,
  startedAt: T0,
  ready: true,
  reasons: [],
  database: { ok: true, detail: '' },
  broker: { ok: true, detail: '', clients: 1 },
  simulation: { on: true },
  sensors: { total: 1, fresh: 1, stale: 0 },
  rate: 1,
  feeds: [],
  ...over,
})
