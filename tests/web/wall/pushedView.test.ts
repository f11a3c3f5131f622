// @vitest-environment happy-dom
// A view of the map page on a wall: the same cases, choices and marked area as whoever pushed it saw, and the time it is of in words.
import { answer, askedOf } from '../support/fakeHub.ts'
import { expect, it, vi } from 'vitest'
import { mapPaths } from '../../../src/wire/map.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import type { DrawnOverlay } from '../../../src/web/map/overlays/overlay.ts'
import { ASKED } from '../../../src/web/map/tools/drawn.ts'
import MapPanel from '../../../src/web/wall/panels/MapPanel.vue'
import type { PushedView } from '../../../src/web/wall/pushedMap.ts'
import { HOUR, row, T0 } from '../../support/cases.ts'
import { given } from '../support/givenMap.ts'
import { onWall } from '../support/onWall.ts'
import type { Page } from '../support/page.ts'
import { detail, giveCity, sign, view } from '../support/signs.ts'

vi.mock('../../../src/web/map/CityMap.vue', () => import('../support/givenMap.ts'))

const NO_REPORTS = { from: T0 - HOUR, to: T0, total: 0, lng: [], lat: [], second: [], rounded: true, simulated: 0 }
const rows = [row('old', { openedAt: T0 - 3 * HOUR }), row('recent', { openedAt: T0 - HOUR / 2 })]
const marks = (): string[] => (given.props['incidents'] as IncidentRow[]).map(({ id }) => id)
const open = (view: Partial<PushedView>, layers?: readonly string[]): Promise<Page> =>
  onWall(MapPanel, { panel: { layers }, view: { choices: {}, cases: true, ...view }, seen: true }, { rows })

it('has the cases of the time that was brushed, and says which', async () => {
  const page = await open({ brushed: { lastMs: HOUR } })
  expect(marks()).toEqual(['recent'])
  expect(page.text()).toContain('最近 1 时')
})

it('has every case without a brush', async () => {
  const page = await open({})
  expect(marks().sort()).toEqual(['old', 'recent'])
  expect(page.text()).not.toContain('最近')
})

it('has none where they were put away', async () => {
  await open({ cases: false })
  expect(marks()).toEqual([])
})

it('asks a layer for what was chosen in it', async () => {
  answer(`GET ${mapPaths.reports}`, () => ({ body: NO_REPORTS }))
  await open({ choices: { reports: 'hotline' }, brushed: { from: T0 - HOUR, to: T0 } }, ['reports'])
  expect(askedOf(`GET ${mapPaths.reports}`)[0]?.query).toEqual({ source: 'hotline', from: T0 - HOUR, to: T0 })
})

it('draws the area that was marked', async () => {
  await open({ shape: { type: 'circle', at: { lng: 119.4, lat: 32.4 }, radiusM: 500 } })
  expect((given.props['overlays'] as DrawnOverlay[]).map(({ id }) => id)).toContain(ASKED)
})

it('says what the districts are shaded by, also where nobody chose it', async () => {
  answer('GET /api/indicators/pm25', () => ({
    body: detail({ values: [view('pm25', { area: '321002', value: 42, grade: 1 })] }),
  }))
  const page = await open({}, ['choropleth'])
  giveCity([sign('pm25', { name: { zh: '细颗粒物', en: 'PM2.5' } })])
  await page.settle()
  await page.settle()
  expect(page.text()).toContain('细颗粒物')
  expect(page.text()).toContain('良')
})
