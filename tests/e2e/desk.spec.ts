// What officers decide beside the straight way: alike reports become one case and part again, an administrator changes a limit
// that holds for what is filed afterwards, and a department hears of its order without looking for it.
import type { Page } from '@playwright/test'
import type { IncidentRow } from '../../src/wire/views.ts'
import { phrases as catalogue } from '../../src/web/i18n/catalogue.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { act, actsOf, doAct, form, LID, phrase, press, report, state, whole, wordsOf } from './support/case.ts'
import { expect, hubOfFile, test } from './support/people.ts'

/** A place with nothing of the simulated city near by. */
const PLACE = { lng: 119.4312, lat: 32.3921 }

const hub = hubOfFile({ env: { STAFF: 'off' } })

const lid = (page: Page, text: string, at = PLACE): Promise<IncidentRow> => report(page, { text, ...at })
const open = (page: Page, row: IncidentRow): Promise<unknown> =>
  page.goto(`${hub().url}/duty/${encodeURIComponent(row.id)}`)

test('two reports of one lid become one case, and part again', async ({ people }) => {
  const desk = await people.enter(hub(), 'acceptor', 'desk')
  const main = await lid(desk, '文昌中路路口雨水井盖松动，车一过就响')
  const again = await lid(desk, '雨水井盖松动，过车有响声', { ...PLACE, lat: PLACE.lat + 0.0001 })

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
  const chief = await people.enter(hub(), 'chief', 'desk')
  const before = await lid(chief, '路口井盖作响', { ...PLACE, lng: PLACE.lng + 0.01 })
  const filed = await doAct(chief, before, { act: 'file', ...LID })

  const admin = await people.enter(hub(), 'admin', 'desk')
  await admin.goto(`${hub().url}/catalogue?id=${LID.matter}@2026-07-01`)
  await admin.getByRole('button', { name: wordsOf(catalogue, 'edit'), exact: true }).click()
  const condition = admin.locator('fieldset').filter({ has: admin.getByText(LID.condition, { exact: true }) })
  await condition.getByLabel(wordsOf(catalogue, 'field.limit'), { exact: true }).fill('3')
  await admin.getByRole('button', { name: wordsOf(catalogue, 'preview.open'), exact: true }).click()
  const preview = admin.getByRole('region', { name: wordsOf(catalogue, 'preview.title') })
  await expect(preview).toContainText(wordsOf(catalogue, 'preview.kept'))
  await preview.getByLabel(wordsOf(catalogue, 'preview.reason')).fill('雨季前放宽')
  await preview.getByRole('button', { name: wordsOf(catalogue, 'preview.commit'), exact: true }).click()
  await expect(admin.getByText(wordsOf(catalogue, 'inForce')).first()).toBeVisible()

  const after = await lid(chief, '另一处井盖作响', { ...PLACE, lng: PLACE.lng + 0.02 })
  await doAct(chief, after, { act: 'file', ...LID })
  const limitOf = async (id: string) =>
    (await whole(chief, id)).clocks.find((clock) => clock.stage === 'total')?.limit.amount
  expect(await limitOf(filed.id)).toBe(2)
  expect(await limitOf(after.id)).toBe(3)
})

test('the department hears of its order at once, in the head of its page', async ({ people }) => {
  const chief = await people.enter(hub(), 'chief', 'desk')
  const department = await people.enter(hub(), 'paishui', 'phone')
  const row = await lid(chief, '雨水井盖翻转', { ...PLACE, lng: PLACE.lng + 0.03 })
  const filed = await doAct(chief, row, { act: 'file', ...LID })
  await doAct(chief, filed, { act: 'dispatch', lead: 'paishui', assist: [] })
  const bell = department.getByRole('banner').getByRole('button', { name: new RegExp(wordsOf(ui, 'notices.title')) })
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
