// A crew without signal: what it presses waits on the phone, outlives a reload and a sign-in that ran out, and reaches the hub once,
// in order, with the times of pressing; what the desk has changed meanwhile is shown and decided by hand.
import type { Page } from '@playwright/test'
import type { IncidentRow } from '../../src/wire/views.ts'
import { phrases as outbox } from '../../src/web/i18n/outbox.zh.ts'
import { phrases as signin } from '../../src/web/i18n/signin.zh.ts'
import { act, actsOf, doAct, form, LID, phrase, picture, press, report, state, whole, wordsOf } from './support/case.ts'
import { faults } from './support/look.ts'
import { expect, hubOfFile, test } from './support/people.ts'

const say = (path: string, values?: Readonly<Record<string, string | number>>): string => wordsOf(outbox, path, values)
const PLACE = { lng: 119.4512, lat: 32.3721 }

const hub = hubOfFile({ env: { STAFF: 'off' } })

let places = 0
/** A case that lies with the drainage department. */
async function dispatched(chief: Page, text: string): Promise<IncidentRow> {
  const row = await report(chief, { text, ...PLACE, lng: PLACE.lng + 0.012 * ++places })
  const filed = await doAct(chief, row, { act: 'file', ...LID })
  return doAct(chief, filed, { act: 'dispatch', lead: 'paishui', assist: [] })
}
const openOrder = async (page: Page, row: IncidentRow): Promise<void> => {
  // Parts of the page that are still on their way would be errors of a page that is left.
  await page.waitForLoadState('networkidle')
  await page.goto(`${hub().url}/department/${encodeURIComponent(row.id)}`)
  await expect(actsOf(page)).toBeVisible()
}
const waiting = (page: Page) => page.getByRole('region', { name: say('onCase') }).getByRole('article')
const pending = (page: Page, n: number) =>
  page.getByRole('banner').getByRole('button', { name: new RegExp(`^${say('pending', { n })}`) })

/** The worker has the shell in its cache and answers for this page. */
async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

test('without signal an order is accepted, worked on and handed in; with signal the hub has it all once, in order', async ({
  people,
}) => {
  people.expectOutage()
  const chief = await people.enter(hub(), 'chief', 'desk')
  const row = await dispatched(chief, '雨水井盖作响，夜里吵得睡不着')
  const crew = await people.enter(hub(), 'paishui', 'phone')
  await openOrder(crew, row)
  await installed(crew)

  await crew.context().setOffline(true)
  const startedAt = Date.now()
  await form(crew, 'accept')
  await press(crew, 'accept')
  await expect(crew.getByText(say('kept', { act: act('accept') }))).toBeVisible()
  await expect(waiting(crew)).toHaveCount(1)

  // What comes next is offered though the hub has not answered.
  await form(crew, 'progress')
  await actsOf(crew).locator('form').getByLabel(phrase('field.note')).fill('到场，井圈破损，已设围挡 🚧')
  await crew
    .getByRole('group', { name: phrase('field.photos') })
    .getByLabel(phrase('photo.add'))
    .setInputFiles({ name: 'before.png', mimeType: 'image/png', buffer: picture(31) })
  await expect(crew.locator('[data-state="waiting"]').getByRole('img')).toBeVisible()
  await press(crew, 'progress')
  await expect(waiting(crew)).toHaveCount(2)
  await crew.reload()
  await expect(waiting(crew)).toHaveCount(2)
  await expect(crew.getByText(/^离线，数据截至/)).toBeVisible()

  await form(crew, 'submit')
  await actsOf(crew).locator('form').getByLabel(phrase('field.note')).fill('井圈已更换')
  await crew
    .getByRole('group', { name: phrase('field.photos') })
    .getByLabel(phrase('photo.add'))
    .setInputFiles({ name: 'after.png', mimeType: 'image/png', buffer: picture(32) })
  await expect(crew.locator('[data-state="waiting"]').getByRole('img')).toBeVisible()
  await press(crew, 'submit')
  await expect(waiting(crew)).toHaveCount(3)
  await expect(pending(crew, 3)).toBeVisible()
  expect(await faults(crew)).toEqual([])
  const pressedBy = Date.now()

  await crew.getByRole('link', { name: /返回列表/ }).click()
  const card = crew.getByRole('link').filter({ hasText: row.code })
  await expect(card).toContainText(say('pending', { n: 3 }))
  expect((await whole(chief, row.id)).row.state).toBe('pendingHandle')

  // Long enough for the times of pressing to differ from the time of arrival.
  await expect.poll(() => Date.now() - pressedBy).toBeGreaterThan(3_000)
  const backAt = Date.now()
  await crew.context().setOffline(false)
  await expect.poll(async () => (await whole(chief, row.id)).row.state, { timeout: 60_000 }).toBe('pendingConfirm')
  await expect(pending(crew, 3)).toHaveCount(0)
  const { events } = await whole(chief, row.id)
  const own = events.filter((event) => event.actor.role === 'department' && event.type !== 'clocked')
  expect(own.map((event) => event.type)).toEqual(['accepted', 'progressed', 'submitted'])
  // The page knows the hub's clock by few words before the signal went: it is late by what they travelled.
  const times = own.map((event) => event.occurredAt)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  for (const event of own) {
    expect(event.occurredAt).toBeGreaterThanOrEqual(startedAt - 5_000)
    expect(event.occurredAt).toBeLessThan(pressedBy + 1_000)
    expect(event.recordedAt).toBeGreaterThanOrEqual(backAt - 1_000)
  }
  expect(own.map((event) => (event.body as { photos?: unknown[] }).photos?.length ?? 0)).toEqual([0, 1, 1])
})

test('what the desk has moved on meanwhile is a conflict, shown and turned into a note', async ({ people }) => {
  people.expectOutage()
  people.expectError(/status of 409/)
  const chief = await people.enter(hub(), 'chief', 'desk')
  const row = await dispatched(chief, '雨水井盖翘起')
  const crew = await people.enter(hub(), 'paishui', 'phone')
  await openOrder(crew, row)
  await crew.context().setOffline(true)
  await form(crew, 'return')
  await actsOf(crew).locator('form').getByLabel(phrase('field.reason')).fill('井盖属供水管网，不是排水设施')
  await press(crew, 'return')
  await expect(waiting(crew)).toHaveCount(1)

  await doAct(chief, (await whole(chief, row.id)).row, { act: 'supervise', text: '市民多次来电，请尽快' })
  await crew.context().setOffline(false)
  const entry = waiting(crew)
  await expect(entry).toContainText(say('state.conflict'), { timeout: 60_000 })
  await expect(entry).toContainText('市民多次来电，请尽快')
  await expect(entry).toContainText('井盖属供水管网，不是排水设施')
  await expect(entry.getByRole('button', { name: say('conflict.anyway') })).toBeVisible()
  expect(await faults(crew)).toEqual([])
  await entry.getByRole('button', { name: say('conflict.toNote') }).click()
  await expect(waiting(crew)).toHaveCount(0)
  const { events, row: after } = await whole(chief, row.id)
  expect(after.state).toBe('pendingHandle')
  expect(JSON.stringify(events.findLast((event) => event.type === 'noted')?.body)).toContain('井盖属供水管网')
})

test('a sign-in that runs out while somebody types loses nothing', async ({ people }) => {
  people.expectError(/status of 401/)
  // Sent back, the case is no longer theirs to read.
  people.expectError(/status of 403 .*incidents/)
  people.expectOutage()
  const chief = await people.enter(hub(), 'chief', 'desk')
  const row = await dispatched(chief, '雨水井盖缺失')
  const crew = await people.enter(hub(), 'paishui', 'phone')
  await openOrder(crew, row)
  await form(crew, 'return')
  const reason = actsOf(crew).locator('form').getByLabel(phrase('field.reason'))
  await reason.fill('位置在小区内，')
  await crew.context().clearCookies()
  await reason.pressSequentially('由物业负责')
  await press(crew, 'return')

  const dialog = crew.getByRole('dialog', { name: say('signin.title') })
  await expect(dialog).toBeVisible()
  await expect(crew).toHaveURL(new RegExp(`/department/${encodeURIComponent(row.id)}`))
  expect(await faults(crew)).toEqual([])
  await dialog.getByLabel(String(signin['username'])).fill('paishui')
  await dialog.getByLabel(String(signin['password'])).fill(hub().password('paishui'))
  await dialog.getByRole('button', { name: String(signin['submit']), exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(async () => (await whole(chief, row.id)).row.state, { timeout: 40_000 }).toBe('pendingDispatch')
  const { events } = await whole(chief, row.id)
  expect(JSON.stringify(events.at(-1)?.body) + JSON.stringify(events.at(-2)?.body)).toContain(
    '位置在小区内，由物业负责',
  )
})

test('what is typed is there again after the page was loaded anew', async ({ people }) => {
  const chief = await people.enter(hub(), 'chief', 'desk')
  const row = await dispatched(chief, '雨水井盖下沉')
  const crew = await people.enter(hub(), 'paishui', 'phone')
  await openOrder(crew, row)
  await form(crew, 'return')
  await actsOf(crew).locator('form').getByLabel(phrase('field.reason')).fill('写到一半')
  await crew.reload()
  await expect(actsOf(crew).locator('form').getByLabel(phrase('field.reason'))).toHaveValue('写到一半')
  expect(state('pendingHandle')).not.toBe('')
})
