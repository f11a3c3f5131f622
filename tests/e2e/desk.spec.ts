// What officers decide beside the straight way: alike reports become one case and part again, an administrator changes a limit
// that holds for what is filed afterwards, and a department hears of its order without looking for it.
import type { Page } from '@playwright/test'
import { paths } from '../../src/wire/api.ts'
import type { ActCommand } from '../../src/wire/acts.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { phrases as catalogue } from '../../src/web/i18n/catalogue.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { act, actsOf, form, phrase, press, state, whole } from './support/case.ts'
import { startHub, type HubProcess } from './support/hub.ts'
import { expect, failuresIn, test } from './support/people.ts'

const of = (words: object, path: string): string => {
  let at: unknown = words
  for (const name of path.split('.')) at = (at as Record<string, unknown>)[name]
  if (typeof at !== 'string') throw new Error(`no phrase ${path}`)
  return at
}
const MATTER = '01003'
const CONDITION = 'rattle'
/** A place with nothing of the simulated city near by. */
const PLACE = { lng: 119.4312, lat: 32.3921 }

let hub: HubProcess
test.beforeAll(async () => {
  test.setTimeout(150_000)
  hub = await startHub({ env: { STAFF: 'off' } })
})
test.afterAll(async () => {
  await hub.clear()
  expect(failuresIn(hub.out() + hub.err()), 'failures in the log of the hub').toEqual([])
})

async function post<T>(page: Page, path: string, data: object): Promise<T> {
  const answer = await page.request.post(hub.url + path, { headers: { 'x-yiwang': '1' }, data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as T
}
const report = (page: Page, text: string, at = PLACE): Promise<IncidentRow> =>
  post(page, paths.incidents, { key: crypto.randomUUID(), text, ...at, matter: MATTER, condition: CONDITION })
const doAct = (page: Page, row: IncidentRow, input: ActCommand['input']): Promise<IncidentRow> =>
  post(page, paths.incidentActs(row.id), { key: crypto.randomUUID(), version: row.version, input })
const open = (page: Page, row: IncidentRow): Promise<unknown> =>
  page.goto(`${hub.url}/duty/${encodeURIComponent(row.id)}`)

test('two reports of one lid become one case, and part again', async ({ people }) => {
  const desk = await people.enter(hub, 'acceptor', 'desk')
  const main = await report(desk, '文昌中路路口雨水井盖松动，车一过就响')
  const again = await report(desk, '雨水井盖松动，过车有响声', { ...PLACE, lat: PLACE.lat + 0.0001 })

  await open(desk, again)
  const offered = desk.getByRole('region', { name: phrase('alike.title') })
  await expect(offered).toContainText(phrase('alike.sameMatter'))
  await offered.getByRole('button', { name: phrase('alike.mergeInto', { code: main.code }) }).click()
  await press(desk, 'merge')
  await expect
    .poll(async () => (await whole(desk, again.id)).row)
    .toMatchObject({ state: 'merged', mergedInto: main.id })
  await expect(desk.getByRole('main')).toContainText(state('merged'))

  const merged = await whole(desk, main.id)
  expect(merged.absorbed.map((row) => row.id)).toEqual([again.id])
  expect(merged.reports.map((one) => one.incident ?? main.id).sort()).toEqual([main.id, again.id].sort())

  await form(desk, 'unmerge')
  await actsOf(desk).getByLabel(phrase('field.reason')).fill('现场是两处井盖')
  await press(desk, 'unmerge')
  await expect.poll(async () => (await whole(desk, again.id)).row.state).toBe('pendingFiling')
  const clocks = (await whole(desk, again.id)).clocks.filter((clock) => clock.stoppedAt === undefined)
  expect(clocks.every((clock) => clock.pausedAt === undefined)).toBe(true)
})

test('a limit changed in the catalogue holds for what is filed afterwards, and for nothing before', async ({
  people,
}) => {
  const chief = await people.enter(hub, 'chief', 'desk')
  const before = await report(chief, '路口井盖作响', { ...PLACE, lng: PLACE.lng + 0.01 })
  const filed = await doAct(chief, before, { act: 'file', matter: MATTER, condition: CONDITION })

  const admin = await people.enter(hub, 'admin', 'desk')
  await admin.goto(`${hub.url}/catalogue?id=${MATTER}@2026-07-01`)
  await admin.getByRole('button', { name: of(catalogue, 'edit'), exact: true }).click()
  const condition = admin.locator('fieldset').filter({ has: admin.getByText(CONDITION, { exact: true }) })
  await condition.getByLabel(of(catalogue, 'field.limit'), { exact: true }).fill('3')
  await admin.getByRole('button', { name: of(catalogue, 'preview.open'), exact: true }).click()
  const preview = admin.getByRole('region', { name: of(catalogue, 'preview.title') })
  await expect(preview).toContainText(of(catalogue, 'preview.kept'))
  await preview.getByLabel(of(catalogue, 'preview.reason')).fill('雨季前放宽')
  await preview.getByRole('button', { name: of(catalogue, 'preview.commit'), exact: true }).click()
  await expect(admin.getByText(of(catalogue, 'inForce')).first()).toBeVisible()

  const after = await report(chief, '另一处井盖作响', { ...PLACE, lng: PLACE.lng + 0.02 })
  await doAct(chief, after, { act: 'file', matter: MATTER, condition: CONDITION })
  const limitOf = async (id: string) =>
    (await whole(chief, id)).clocks.find((clock) => clock.stage === 'total')?.limit.amount
  expect(await limitOf(filed.id)).toBe(2)
  expect(await limitOf(after.id)).toBe(3)
})

test('the department hears of its order at once, in the head of its page', async ({ people }) => {
  const chief = await people.enter(hub, 'chief', 'desk')
  const department = await people.enter(hub, 'paishui', 'phone')
  const row = await report(chief, '雨水井盖翻转', { ...PLACE, lng: PLACE.lng + 0.03 })
  const filed = await doAct(chief, row, { act: 'file', matter: MATTER, condition: CONDITION })
  await doAct(chief, filed, { act: 'dispatch', lead: 'paishui', assist: [] })
  const bell = department.getByRole('banner').getByRole('button', { name: new RegExp(of(ui, 'notices.title')) })
  await expect(bell).toContainText(/[1-9]/)
  await bell.tap()
  await department.getByRole('link').filter({ hasText: row.code }).first().tap()
  await expect(department).toHaveURL(new RegExp(`/department/${encodeURIComponent(row.id)}$`))
  await expect(
    actsOf(department)
      .getByRole('button', { name: act('accept'), exact: true })
      .first(),
  ).toBeVisible()
})
