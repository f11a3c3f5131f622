// What a screen does when the line breaks, the tab sleeps or the person leaves: it says so, and comes back right by itself.
import type { Page } from '@playwright/test'
import { connectAsync, type MqttClient } from 'mqtt'
import { decodeFrame } from '../../src/wire/frame.ts'
import { paths } from '../../src/wire/api.ts'
import { topics } from '../../src/wire/topics.ts'
import type { ViewMessage } from '../../src/wire/views.ts'
import { phrases as duty } from '../../src/web/i18n/duty.zh.ts'
import { phrases as signin } from '../../src/web/i18n/signin.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { cases, form, press, state } from './support/case.ts'
import { mosquitto, startHub, type HubProcess } from './support/hub.ts'
import { expect, failuresIn, signInBy, submitOf, test } from './support/people.ts'

const PLACE = '文昌中路下穿通道'
const alarms = duty['alarms'] as Record<string, string>
const DOWN = String((ui['link'] as Record<string, string>)['down'])

let hub: HubProcess
test.beforeAll(async () => {
  hub = await startHub({ env: { SIMULATE: 'on' }, isFirst: true })
})
test.afterAll(async () => {
  await hub.clear()
  expect(failuresIn(hub.out() + hub.err()), 'failures in the log of the hub').toEqual([])
})

test('a hub just started shows live values on the wall', async ({ people }) => {
  const wall = await people.enter(hub, 'wall', 'wall')
  const known = wall.locator('.vital .number')
  await expect(known.first()).toHaveText(/\d/, { timeout: 60_000 })
  const now = Date.now()
  process.stdout.write(
    `      from start to Ready: ${hub.readyAt - hub.startedAt} ms; from Ready to the first live value on the wall, ` +
      `sign-in included: ${now - hub.readyAt} ms\n`,
  )
  // A value of a living city does not stand still.
  const heartbeat = wall.getByText(/^\d+ 秒$/)
  await expect(heartbeat.first()).toBeVisible()
})

test('a raw subscriber sees views and frames of the hub, a gateway sees nothing', async ({ people }) => {
  const desk = await people.enter(hub, 'chief', 'desk')
  const cookies = await desk.context().cookies()
  const cookie = cookies.map((c) => `${c.name}=${c.value}`).join('; ')
  let screen: MqttClient | undefined
  try {
    screen = await connectAsync(`${hub.url.replace('http', 'ws')}${paths.mqtt}`, {
      protocolVersion: 5,
      reconnectPeriod: 0,
      wsOptions: { headers: { cookie } },
    })
    const views = new Map<string, number>()
    let values = 0
    screen.on('message', (topic, payload) => {
      if (topic.includes('/frame/')) {
        const frame = decodeFrame(payload, () => undefined)
        if (frame.ok) values += frame.count
      } else views.set(topic, (JSON.parse(payload.toString('utf8')) as ViewMessage<unknown>).seq)
    })
    await screen.subscribeAsync([topics.view('status'), topics.view('indicators'), topics.frames('+', '+')])
    await expect.poll(() => [...views.keys()].sort()).toEqual([topics.view('indicators'), topics.view('status')].sort())
    await expect.poll(() => values).toBeGreaterThan(0)
    await expect(screen.publishAsync('demo/ponding/p-1', '{"values":{"depthM":9}}', { qos: 1 })).rejects.toThrow(
      /[Nn]ot authorized/,
    )
  } finally {
    await screen?.endAsync(true)
  }
  const account = hub.door.slice(0, hub.door.indexOf('-q'))
  const gateway = await mosquitto('mosquitto_sub', [...account, '-t', topics.everything, '-t', '#', '-W', '3'])
  expect(gateway.stdout).toBe('')
  expect(gateway.stderr).toMatch(/denied/i)
})

test('a page that slept wakes up with what happened meanwhile', async ({ people }) => {
  const desk = await people.enter(hub, 'dispatcher', 'desk')
  await expect(desk.getByRole('region', { name: String(duty['queue']) })).toBeVisible()
  const option = desk.getByRole('option').filter({ hasText: PLACE })
  await expect(option).toHaveCount(0)
  await mark(desk)
  const browser = await desk.context().newCDPSession(desk)
  // Frozen, as a browser treats a tab in the background. (An hour of it is held by tests/web/live with a clock of its own.)
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
  await hub.publishDepth(0.32)
  const other = await people.enter(hub, 'chief', 'desk')
  await expect.poll(async () => (await cases(other)).some((row) => row.title.zh.includes(PLACE))).toBe(true)
  await other.context().close()
  await browser.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(option).toBeVisible()
  expect(await isMarked(desk)).toBe(true)
})

test('an open page outlives a hub that is killed and started again', async ({ people }) => {
  const desk = await people.enter(hub, 'dispatcher', 'desk')
  const option = desk.getByRole('option').filter({ hasText: PLACE })
  await hub.publishDepth(0.33)
  await expect(option).toContainText('Ⅱ级')
  await mark(desk)
  people.expectOutage()
  await hub.end('SIGKILL')
  const bar = desk.getByRole('status').filter({ hasText: DOWN })
  await expect(bar).toBeVisible()
  // What is shown stays readable.
  await expect(option).toBeVisible()
  hub = await hub.again()
  await expect(bar).toHaveCount(0, { timeout: 40_000 })
  // News of the new run arrives on the page, which was never loaded again: the alarm is worse now, and the case goes on.
  await hub.publishDepth(0.45)
  const alarm = desk.getByRole('region', { name: String(alarms['title']), exact: true })
  await expect(alarm).toContainText(/Ⅰ级.*文昌中路/)
  const other = await people.enter(hub, 'chief', 'desk')
  await other.getByRole('option').filter({ hasText: PLACE }).click()
  await form(other, 'dispatch')
  await press(other, 'dispatch')
  await expect(option).toContainText(state('pendingHandle'))
  expect(await isMarked(desk)).toBe(true)
})

test('after signing out nothing opens any more', async ({ people }) => {
  const desk = await people.enter(hub, 'chief', 'desk')
  // What a page that still begins has asked for is refused once its session is over, and a browser says so.
  await desk.waitForLoadState('networkidle')
  const session = await desk.context().cookies()
  await desk.getByRole('button', { name: String(ui['signOut']) }).click()
  await expect(desk).toHaveURL(/\/signin/)
  await desk.goto(`${hub.url}/duty`)
  await expect(desk).toHaveURL(/\/signin\?to=/)
  await expect(desk.getByRole('option')).toHaveCount(0)
  // The session is over at the hub too, not only forgotten by the browser.
  const kept = session.map((c) => `${c.name}=${c.value}`).join('; ')
  expect(kept).not.toBe('')
  const answer = await fetch(hub.url + paths.snapshot('incidents'), { headers: { cookie: kept } })
  expect(answer.status).toBe(401)
})

test('a wrong password is slowed down after five', async ({ people }) => {
  people.expectError(/status of (401|429) .*\/api\/session$/)
  const page = await people.open('phone')
  await page.goto(`${hub.url}/signin`)
  const problem = page.getByRole('alert')
  for (let n = 1; n <= 4; n++) {
    const answered = page.waitForResponse((r) => r.url().endsWith(paths.session) && r.request().method() === 'POST')
    await signInBy(page, 'leader', `not-the-password-${n}`)
    expect((await answered).status()).toBe(401)
    await expect(submitOf(page)).toBeEnabled()
  }
  await signInBy(page, 'leader', 'not-the-password-5')
  await expect(problem).toContainText(new RegExp(String(signin['wait']).replace('{seconds}', '\\d+')))
  await expect(submitOf(page)).toBeDisabled()
  // The right password waits as well.
  const answer = await page.request.post(hub.url + paths.session, {
    headers: { 'x-yiwang': '1' },
    data: { username: 'leader', password: hub.password('leader') },
  })
  expect(answer.status()).toBe(429)
  expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
})

/** A reload would lose the mark. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.dataset['marked'] = 'yes'
  })
const isMarked = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.dataset['marked'] === 'yes')
