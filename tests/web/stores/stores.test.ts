// @vitest-environment happy-dom
// Stores hold rows by key and put them in the orders that lists need.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import { ApiProblem } from '../../../src/web/api/client.ts'
import { useAlarms } from '../../../src/web/stores/alarms.ts'
import { useConnection } from '../../../src/web/stores/connection.ts'
import { useIncidents } from '../../../src/web/stores/incidents.ts'
import { useIndicators } from '../../../src/web/stores/indicators.ts'
import { HOME } from '../../../src/web/stores/session.ts'
import { useStatus } from '../../../src/web/stores/status.ts'
import { ROLES } from '../../../src/wire/api.ts'
import type { AlarmRow } from '../../../src/wire/views.ts'
import { T0, incident, indicator, status } from '../../support/rows.ts'

beforeEach(() => setActivePinia(createPinia()))

const clock = (dueAt: number, over: object = {}): NonNullable<ReturnType<typeof incident>['clock']> => ({
  stage: 'handle',
  limit: { amount: 2, unit: 'urgentHour' },
  startedAt: T0,
  dueAt,
  warnAt: dueAt - 1000,
  ...over,
})

describe('incidents', () => {
  it('lists open cases by level, then deadline, paused last', () => {
    const store = useIncidents()
    store.replace(
      [
        incident({ id: 'late', level: 3, clock: clock(T0 + 1) }),
        incident({ id: 'paused', level: 3, clock: clock(T0, { pausedAt: T0 }) }),
        incident({ id: 'later', level: 3, clock: clock(T0 + 99) }),
        incident({ id: 'worst', level: 1 }),
        incident({ id: 'done', level: 1, state: 'closed' }),
      ],
      T0,
    )
    expect(store.open.map((r) => r.id)).toEqual(['worst', 'late', 'later', 'paused'])
    expect(store.state).toBe('live')
    expect(store.at).toBe(T0)
  })

  it('replaces by version, removes what is gone, and tells watchers once per batch', () => {
    const store = useIncidents()
    let told = 0
    watch(
      () => store.all,
      () => told++,
      { flush: 'sync' },
    )
    store.replace([incident({ id: 'a', version: 5 })], T0)
    store.apply([incident({ id: 'a', version: 4 }), incident({ id: 'b' }), incident({ id: 'c' })], ['c'], T0 + 1)
    expect(store.row('a')?.version).toBe(5)
    expect(store.all.map((r) => r.id)).toEqual(['a', 'b'])
    expect(told).toBe(2)
    store.upsert(incident({ id: 'a', version: 6 }))
    expect(store.row('a')?.version).toBe(6)
    expect(told).toBe(3)
    // What is here already, or newer, wakes nobody.
    store.upsert(incident({ id: 'a', version: 6 }))
    store.upsert(incident({ id: 'a', version: 5 }))
    expect(store.row('a')?.version).toBe(6)
    expect(told).toBe(3)
  })

  it('keeps rows when a renewal fails and says failed only when nothing was there', () => {
    const problem = new ApiProblem({
      status: 503,
      code: 'x',
      titleText: { zh: '一', en: 'x' },
      detailText: { zh: '一', en: 'x' },
      instance: '1',
    })
    const store = useIncidents()
    store.failed(problem)
    expect(store.state).toBe('failed')
    store.replace([incident({ id: 'a' })], T0)
    store.failed(problem)
    expect(store.state).toBe('live')
    expect(store.all).toHaveLength(1)
    store.clear()
    expect(store.state).toBe('loading')
    expect(store.all).toHaveLength(0)
  })
})

describe('the others', () => {
  it('alarms: standing worst first, those nobody took apart', () => {
    const alarm = (over: Partial<AlarmRow> & { id: string }): AlarmRow => ({
      rule: 'r',
      name: { zh: '积水', en: 'ponding' },
      sensor: 's',
      sensorName: 's',
      metric: 'm',
      unit: 'm',
      level: 3,
      value: 1,
      lng: 1,
      lat: 1,
      area: '1',
      areaName: { zh: '一', en: 'a' },
      raisedAt: T0,
      recordedAt: T0,
      simulated: true,
      ...over,
    })
    const store = useAlarms()
    store.replace(
      [
        alarm({ id: 'a' }),
        alarm({ id: 'b', level: 1, acknowledgedAt: T0 }),
        alarm({ id: 'c', clearedAt: T0 }),
        alarm({ id: 'd', raisedAt: T0 + 1 }),
      ],
      T0,
    )
    expect(store.standing.map((a) => a.id)).toEqual(['b', 'd', 'a'])
    expect(store.unacknowledged.map((a) => a.id)).toEqual(['d', 'a'])
  })
  it('indicators: an older value never replaces a newer one', () => {
    const store = useIndicators()
    store.replace([indicator({ indicator: 'aqi', at: T0, value: 1 })], T0)
    store.apply([indicator({ indicator: 'aqi', at: T0 - 1, value: 2 })], [], T0)
    expect(store.value('aqi', '321000')?.value).toBe(1)
    store.apply([indicator({ indicator: 'aqi', area: '321002', value: 3 })], [], T0)
    expect(store.areas('aqi')).toHaveLength(2)
  })
  it('status: the hub that spoke last', () => {
    const store = useStatus()
    store.replace([status({ hub: 'a', at: T0 + 5 }), status({ hub: 'b', at: T0, simulation: { on: false } })], T0)
    expect(store.newest?.hub).toBe('a')
    expect(store.simulated).toBe(true)
  })
  it('connection: a link that stands but says nothing is not current', () => {
    const store = useConnection()
    store.link = 'up'
    expect(store.current).toBe(true)
    store.silent = true
    expect(store.state).toBe('silent')
    store.link = 'down'
    expect(store.state).toBe('down')
  })
  it('every role has a home', () => {
    expect(Object.keys(HOME).sort()).toEqual([...ROLES].sort())
  })
})
