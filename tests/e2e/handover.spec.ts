// A shift changes hands in two browsers: the draft wrote itself, the incoming officer opens what is red, both sign, it is locked.
// And what an account has chosen is there in a new browser.
import { paths } from '../../src/wire/api.ts'
import type { HandoversInHand } from '../../src/wire/shifts.ts'
import { phrases } from '../../src/web/i18n/handover.zh.ts'
import { phrases as settings } from '../../src/web/i18n/settings.zh.ts'
import { expect, test } from './support/people.ts'

const say = (name: string, of: object = phrases): string => String((of as Record<string, unknown>)[name])

test('a shift is handed over between two officers and locked; settings follow the account', async ({
  hubs,
  people,
}) => {
  const hub = await hubs({ env: { SIMULATE: 'on', STAFF: 'off' } })
  const out = await people.enter(hub, 'chief', 'desk')
  await hub.publishDepth(0.32)
  await expect(out.getByRole('listbox').getByRole('option').first()).toBeVisible()

  await out.goto(new URL('/handover', out.url()).href)
  const sheet = out.getByRole('article')
  await expect(sheet).toContainText('交班稿')
  const hand = (await (
    await out.request.post(new URL(paths.handoverDraft, out.url()).href, { headers: { 'x-yiwang': '1' } })
  ).json()) as HandoversInHand
  const red = hand.running.items.filter((item) => item.mustOpen)
  expect(red.length).toBeGreaterThan(0)
  await out.getByLabel(say('note')).fill('夜间有雨，留意下穿通道')
  await out.getByLabel(say('password')).fill(hub.password('chief'))
  await out.getByRole('button', { name: say('offer'), exact: true }).click()
  await expect(sheet).toContainText('待接班')

  const next = await people.enter(hub, 'acceptor', 'desk')
  await next.goto(new URL(`/handover/${hand.running.id}`, next.url()).href)
  const theirs = next.getByRole('article')
  const sign = next.getByRole('button', { name: say('sign'), exact: true })
  await next.getByLabel(say('password')).fill(hub.password('acceptor'))
  await expect(sign).toBeDisabled()
  for (const [n, item] of red.entries()) {
    await theirs.getByRole('button', { name: item.text.zh, exact: true }).first().click()
    // It counts as opened once the case is really on the screen; the drawer hides the sheet from readers meanwhile.
    await expect(next.locator('article').getByText(say('opened'), { exact: true })).toHaveCount(n + 1)
    await next.getByRole('button', { name: say('close') }).click()
  }
  await expect(theirs).toContainText(say('allOpened'))
  await next.getByLabel(say('password')).fill(hub.password('acceptor'))
  await sign.click()
  await expect(theirs).toContainText('已交接，锁定')
  await expect(theirs).toContainText(/[0-9a-f]{64}/)
  await expect(sign).toHaveCount(0)
  const late = await out.request.post(new URL(paths.handover(hand.running.id), out.url()).href, {
    headers: { 'x-yiwang': '1' },
    data: { act: 'write', version: 3, note: '改一改' },
  })
  expect(late.status()).toBe(409)

  await next.goto(new URL('/settings', next.url()).href)
  await next.getByText('浅色', { exact: true }).click()
  await next.getByText('特大', { exact: true }).click()
  await expect(next.locator('html')).toHaveAttribute('data-text', 'largest')
  const fresh = await people.enter(hub, 'acceptor', 'desk')
  await expect(fresh.locator('html')).toHaveAttribute('data-text', 'largest')
  await expect(fresh.locator('html')).toHaveAttribute('data-theme', 'light')
  await fresh.goto(new URL('/settings', fresh.url()).href)
  await expect(fresh.getByRole('heading', { name: say('title', settings) })).toBeVisible()
})
