// @vitest-environment happy-dom
// From a case to the next report on it: the desk has the way, on the case's page and at the desk; readers and departments have not.
import { answer } from '../../support/fakeHub.ts'
import { expect, it, vi } from 'vitest'
import CasePane from '../../../../src/web/features/duty/CasePane.vue'
import IncidentView from '../../../../src/web/features/incident/IncidentView.vue'
import type { Session } from '../../../../src/wire/api.ts'
import { detail, row } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const ID = 'YZ-20261121-000001'
type Role = Session['user']['role']

async function openCase(role: Role): Promise<Page> {
  answer(`GET /api/incidents/${ID}`, () => ({ body: detail() }))
  answer(`GET /api/trace/${ID}`, () => ({ body: { incident: ID, steps: [] } }))
  const page = await openPage(IncidentView, {
    ...{ route: '/incident/:id?', name: 'incident', path: `/incident/${ID}`, user: { role } },
  })
  await vi.waitFor(async () => {
    await page.settle()
    expect(page.text()).toContain('文昌中路积水')
  })
  return page
}
async function openPane(role: Role): Promise<Page> {
  // Cases near it.
  answer('GET /api/incidents', () => ({ body: { rows: [], total: 0 } }))
  answer(`GET /api/incidents/${ID}`, () => ({ body: detail() }))
  return openPage(CasePane, {
    user: { role },
    props: { row: row(ID), detail: detail(), problem: undefined, refresh: async () => undefined },
  })
}
const FLASH = `/brief?flash=${ID}`

it.each(['acceptor', 'dispatcher', 'dutyChief'] as const)('%s asks for a flash report from the case', async (role) => {
  const page = await openCase(role)
  expect(page.link('值班快报').getAttribute('href')).toBe(FLASH)
  expect(page.link('在值班台打开').getAttribute('href')).toBe(`/duty/${ID}`)
})

it('and from the case at the duty desk', async () => {
  const page = await openPane('dispatcher')
  expect(page.link('值班快报').getAttribute('href')).toBe(FLASH)
  expect(await axeFindings('.case')).toEqual([])
})

it.each(['leader', 'administrator', 'department'] as const)('%s writes no briefs and is offered none', async (role) => {
  const page = await openCase(role)
  expect(() => page.link('值班快报')).toThrow('0 × link')
})
it('a collector neither, who sees the same pane', async () => {
  const page = await openPane('collector')
  expect(() => page.link('值班快报')).toThrow('0 × link')
})
