// @vitest-environment happy-dom
// While visitors stand before a wall: no ring, no mark and no panel of a case that they may not see, on any board, nor where all reports are.
import { askedOf } from '../support/fakeHub.ts'
import { describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { DEFAULT_VISIT, type VisitRules } from '../../../src/core/wall/visit.ts'
import type { DepartmentId } from '../../../src/core/ids.ts'
import { mapPaths } from '../../../src/wire/map.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import EmergencyBoard from '../../../src/web/emergency/EmergencyBoard.vue'
import { CLOCKS } from '../../../src/web/map/overlays/clocks.ts'
import type { DrawnOverlay } from '../../../src/web/map/overlays/overlay.ts'
import CasePanel from '../../../src/web/wall/panels/CasePanel.vue'
import MapPanel from '../../../src/web/wall/panels/MapPanel.vue'
import { emergency } from '../../fixtures/emergencies.ts'
import { HOUR, row, T0 } from '../../support/cases.ts'
import { given } from '../support/givenMap.ts'
import { onWall, text } from '../support/onWall.ts'
import { openPage } from '../support/page.ts'

vi.mock('../../../src/web/map/CityMap.vue', () => import('../support/givenMap.ts'))

const rules: VisitRules = { ...DEFAULT_VISIT, departments: ['traffic-police' as DepartmentId] }
const overdue = (id: string, change: Partial<IncidentRow>): IncidentRow => {
  const late = row(id, { state: 'handling', openedAt: T0 - 3 * HOUR, ...change })
  return { ...late, clock: { ...(late.clock ?? expect.fail()), startedAt: T0 - 3 * HOUR, dueAt: T0 - HOUR } }
}
const rows = [
  overdue('seen', { lng: 119.41, lead: 'water-bureau' }),
  overdue('police', { lng: 119.42, lead: 'traffic-police' }),
  overdue('rumour', { lng: 119.43, state: 'pendingVerify' }),
]
/** Where rings are drawn. */
const rings = (): unknown[] =>
  (given.props['overlays'] as DrawnOverlay[])
    .flatMap(({ sources }) => sources[CLOCKS]?.features ?? [])
    .map(({ geometry }) => (geometry.type === 'Point' ? geometry.coordinates[0] : undefined))
const marks = (): string[] => (given.props['incidents'] as IncidentRow[]).map(({ id }) => id)

describe('the map of every board', () => {
  it('has rings and marks of the cases that may be seen, and all of them once the visitors are gone', async () => {
    const visit = shallowRef<VisitRules | undefined>(rules)
    const page = await onWall(MapPanel, { panel: { layers: ['incidents'] }, seen: true }, { rows, visit })
    expect(marks()).toEqual(['seen'])
    expect(rings()).toEqual([119.41])
    visit.value = undefined
    await page.settle()
    expect(rings()).toHaveLength(3)
  })
  it('does not ask where reports come from', async () => {
    await onWall(
      MapPanel,
      { panel: { layers: ['incidents', 'reports'] }, seen: true },
      { rows, visit: shallowRef(rules) },
    )
    expect(askedOf(`GET ${mapPaths.reports}`)).toEqual([])
  })
})

it('the emergency board has rings of the cases that may be seen', async () => {
  await openPage(EmergencyBoard, {
    props: { row: emergency(T0), text, now: T0, current: true, visit: rules },
    user: { role: 'wall' },
    rows,
  })
  expect(marks()).toEqual(['seen'])
  expect(rings()).toEqual([119.41])
})

describe('the panel of a case that was put on the wall', () => {
  const show = async (change: Partial<IncidentRow>, visit: VisitRules | undefined) => {
    const page = await onWall(CasePanel, { incident: 'meant' }, { rows, visit: shallowRef(visit) })
    const { useIncidents } = await import('../../../src/web/stores/incidents.ts')
    useIncidents().replace([overdue('meant', change)], T0)
    await page.settle()
    return page.text()
  }
  it.each([
    ['at work', { lead: 'water-bureau' }, true],
    ['closed', { lead: 'water-bureau', state: 'closed' }, true],
    ['of the police', { lead: 'traffic-police' }, false],
    ['of the police, closed', { lead: 'traffic-police', state: 'closed' }, false],
    ['not verified', { state: 'pendingVerify' }, false],
    ['refused', { state: 'refused' }, false],
  ] as const)('%s', async (_what, change, may) => {
    expect((await show(change, rules)).includes('文昌中路积水')).toBe(may)
  })
  it('all of them without visitors', async () => {
    expect(await show({ lead: 'traffic-police', state: 'closed' }, undefined)).toContain('文昌中路积水')
  })
})
