// @vitest-environment happy-dom
// Panels whose figures are asked for: the time is the hub's, and what could not be renewed says so, also while the rest of the wall is live.
import { answer, problem } from '../support/fakeHub.ts'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { paths, type Activity } from '../../../src/wire/api.ts'
import { cameraPaths } from '../../../src/wire/cameras.ts'
import { clockSeconds } from '../../../src/web/i18n/format.ts'
import { hubClock } from '../../../src/web/live/clock.ts'
import CamerasPanel from '../../../src/web/wall/panels/CamerasPanel.vue'
import DayPanel from '../../../src/web/wall/panels/DayPanel.vue'
import DepartmentsPanel from '../../../src/web/wall/panels/DepartmentsPanel.vue'
import { T0 } from '../../support/cases.ts'
import { onWall } from '../support/onWall.ts'

vi.mock('../../../src/web/charts/EChart.vue', () => ({
  default: { props: ['build', 'label'], template: '<div role="img" :aria-label="label" />' },
}))

const ACTIVITY = `GET ${paths.activity}`
const CAMERAS = `GET ${cameraPaths.cameras}`
const activity: Activity = {
  ...{ at: [T0], opened: [3], closed: [2], alarms: [7] },
  departments: [{ department: 'water-bureau', open: 4, overdue: 1, closedOnTime: 2, closedLate: 0 }],
}
const MINUTE = 60_000

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))

const openPanel = (part: Component) => onWall(part, { panel: { region: 'a', kind: 'day' } }, { rows: [] })
const time = (): string => document.querySelector('header .time')?.textContent.trim() ?? ''
const isOld = (): boolean => document.querySelector('.wall-panel')?.classList.contains('old') === true

it.each([
  ['the day', DayPanel, ACTIVITY, activity, MINUTE],
  ['departments', DepartmentsPanel, ACTIVITY, activity, MINUTE],
  ['cameras', CamerasPanel, CAMERAS, [], 10 * MINUTE],
] as const)('%s', async (_what, part, route, body, renewMs) => {
  let fails = false
  answer(route, () => (fails ? problem(503) : { body }))
  const page = await openPanel(part)
  await page.settle()
  // The device's own clock says something else.
  expect(time()).toBe(clockSeconds(T0))
  expect(isOld()).toBe(false)

  fails = true
  vi.spyOn(hubClock, 'now').mockReturnValue(T0 + renewMs)
  await vi.advanceTimersByTimeAsync(renewMs)
  await page.settle()
  expect(isOld()).toBe(true)
  expect(time()).toContain(clockSeconds(T0))

  fails = false
  await vi.advanceTimersByTimeAsync(renewMs)
  await page.settle()
  expect(isOld()).toBe(false)
  expect(time()).toBe(clockSeconds(T0 + renewMs))
})
