// Cases for tests of the case screens: a plain row and a plain detail with every field right, changed where a test cares.
import { ownerOf } from '../../src/core/incident/owner.ts'
import type { IncidentDetail } from '../../src/wire/api.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { incident } from './rows.ts'

/** 2026-11-21 08:00 in Yangzhou. */
export const T0 = Date.UTC(2026, 10, 21)
export const HOUR = 3_600_000

export function row(id: string, change: Partial<IncidentRow> = {}): IncidentRow {
  const owner = ownerOf({ state: change.state ?? 'pendingDispatch', ...(change.lead && { lead: change.lead }) })
  return incident({
    id,
    version: 3,
    state: 'pendingDispatch',
    source: 'hotline',
    title: { zh: '文昌中路积水', en: 'Ponding on Wenchang Middle Road' },
    matter: 'M006',
    matterName: { zh: '道路积水', en: 'Road ponding' },
    lng: 119.43,
    lat: 32.39,
    area: '321002003',
    areaName: { zh: '广陵区东关街道', en: 'Dongguan, Guangling' },
    openedAt: T0,
    updatedAt: T0,
    clock: {
      stage: 'dispatch',
      limit: { amount: 1, unit: 'urgentHour' },
      startedAt: T0,
      dueAt: T0 + HOUR,
      warnAt: T0 + 0.8 * HOUR,
    },
    alarms: 0,
    reports: 1,
    ...(owner && { owner }),
    ...change,
  })
}

export function detail(change: Partial<IncidentDetail> = {}): IncidentDetail {
  return {
    row: row('YZ-20261121-000001'),
    text: '文昌中路与汶河路口积水约 20 厘米，车辆熄火',
    clocks: [],
    events: [],
    alarms: [],
    reports: [],
    photos: [],
    orders: [],
    supervisions: [],
    callable: false,
    callBacks: [],
    alike: [],
    absorbed: [],
    acts: ['dispatch', 'returnToAcceptor', 'supervise', 'note'],
    recommendations: [
      {
        lead: 'water-bureau',
        assist: ['traffic-police'],
        via: 'matrix',
        reason: { zh: '道路积水由市政排水主管部门处置', en: 'Road ponding belongs to the drainage authority' },
        basis: [{ scope: 'national', text: '城镇排水与污水处理条例', checked: '2026-10-01' }],
        load: 4,
        overdue: 1,
        firstResponsible: false,
        past: { handled: 37, onTime: 34, returned: 2 },
      },
    ],
    suggestions: [
      {
        matter: 'M006',
        condition: 'M006-1',
        name: { zh: '道路积水', en: 'Road ponding' },
        why: { zh: '描述含「积水」', en: 'The text says “ponding”' },
      },
    ],
    ...change,
  }
}
