// Sensors on their way to the map of a real hub: how much is sent for what is looked at, what a
// hidden page, a slow line and a new hub do to it, and that what stands on the page is right again afterwards.
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { connectAsync, type MqttClient } from 'mqtt'
import { paths } from '../../src/wire/api.ts'
import type { SensorRow } from '../../src/wire/views.ts'
import { phrases as hot } from '../../src/web/i18n/hot.zh.ts'
import { phrases as map } from '../../src/web/i18n/map.zh.ts'
import { slowLink, type SlowLink } from '../support/slowLink.ts'
import { wordsOf } from './support/case.ts'
import { newFolder, ROOT, startHub, type HubProcess } from './support/hub.ts'
import { expect, failuresIn, signInBy, test, type People } from './support/people.ts'
import { watchTraffic, type Traffic } from './support/traffic.ts'

/** The gauge of the demonstration stands here. */
const GAUGE = '演示：文昌中路下穿通道积水点'
const PLACE = '119.4292,32.3947'
const DISTRICT = '321002'
const GAUGES = 800
/** Less than the gauges of this test are told with, more than views need. */
const SLOW_BYTES_A_SECOND = 8_000
const GAUGE_EVERY_MS = 500

/** The city as it is, but the gateway of the demonstration may also announce devices. */
function cityOfTest(): string {
  const from = join(ROOT, 'city/yangzhou')
  const to = join(newFolder(), 'city')
  mkdirSync(to)
  for (const name of readdirSync(from)) if (name !== 'feeds.json') symlinkSync(join(from, name), join(to, name))
  const feeds = JSON.parse(readFileSync(join(from, 'feeds.json'), 'utf8')) as Record<string, unknown>[]
  const open = { carries: ['readings', 'devices'], devices: 'announced', maxBytes: 262_144 }
  writeFileSync(join(to, 'feeds.json'), JSON.stringify(feeds.map((f) => (f['id'] === 'demo' ? { ...f, ...open } : f))))
  return to
}

let hub: HubProcess
let line: SlowLink
let gateway: MqttClient | undefined
test.beforeAll(async () => {
  test.setTimeout(150_000)
  hub = await startHub({ env: { SIMULATE: 'on', CITY: cityOfTest() } })
  // Questions over HTTP have connections of their own and stay fast: what can be slow is the live link.
  line = await slowLink(Number(new URL(hub.url).port), (first) => first.startsWith(`GET ${paths.mqtt} `))
})
test.afterAll(async () => {
  await gateway?.endAsync(true)
  await line.stop()
  await hub.clear()
  expect(failuresIn(hub.out() + hub.err()), 'failures in the log of the hub').toEqual([])
})

const layer = (id: string): string => wordsOf(map, `layer.${id}.name`)
const tableName = (id: string): string => wordsOf(map, 'tableOf', { name: layer(id) })
const itemOf = (page: Page, id: string): Locator =>
  page
    .getByRole('region', { name: wordsOf(map, 'layers'), exact: true })
    .getByRole('listitem')
    .filter({ has: page.getByRole('checkbox', { name: layer(id), exact: true }) })
async function openTable(page: Page, id: string): Promise<Locator> {
  await itemOf(page, id)
    .getByRole('button', { name: tableName(id) })
    .click()
  return page.getByRole('grid', { name: tableName(id) })
}
const rowOf = (table: Locator, name: string): Locator => table.getByRole('row').filter({ hasText: name })
const countOf = async (page: Page): Promise<number> =>
  Number((await itemOf(page, 'sensors').locator('.count').innerText()).replaceAll(',', ''))
/** Signed in, with everything counted that comes; at first the whole city lies before it. */
async function openMap(people: People, zoom: number): Promise<{ page: Page; traffic: Traffic }> {
  const page = await people.open('desk')
  await page.setViewportSize({ width: 1024, height: 700 })
  const traffic = await watchTraffic(page)
  const url = `http://127.0.0.1:${line.port}`
  await page.goto(`${url}/signin`)
  await signInBy(page, 'chief', hub.password('chief'))
  await expect(page).not.toHaveURL(/\/signin/)
  await page.goto(`${url}/map?on=districts,sensors,alarms&at=${PLACE},${zoom}`)
  await expect(page.locator('.maplibregl-ctrl-zoom-in')).toBeVisible()
  return { page, traffic }
}
const followed = (traffic: Traffic, type: 'frame' | 'state'): string[] =>
  traffic.followed().filter((filter) => filter.startsWith(`yiwang/v1/${type}/`))
const came = (traffic: Traffic, type: 'frame' | 'state'): string[] =>
  traffic.topics().filter((topic) => topic.startsWith(`yiwang/v1/${type}/`))
/** Several topics brought something since the last reset: the link is alive, and what should not come would have come. */
const alive = (traffic: Traffic): Promise<void> =>
  expect.poll(() => traffic.topics().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3)
async function rate(what: string, traffic: Traffic, ms: number): Promise<void> {
  const [bytes, sensors, from] = [traffic.bytes(), traffic.bytes(/\/(frame|state)\//), Date.now()]
  await new Promise((wake) => setTimeout(wake, ms))
  const a = (n: number): number => Math.round((n * 1000) / (Date.now() - from))
  process.stdout.write(
    `      ${what}: ${a(traffic.bytes() - bytes)} bytes/s, of sensors ${a(traffic.bytes(/\/(frame|state)\//) - sensors)}\n`,
  )
}

async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    const state = isHidden ? 'hidden' : 'visible'
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

/** As the hub knows them. */
async function sensorsOf(page: Page): Promise<SensorRow[]> {
  const answer = await page.request.get(`http://127.0.0.1:${line.port}${paths.sensors}`)
  return ((await answer.json()) as { rows: SensorRow[] }).rows
}
const withheld = async (): Promise<number> =>
  Number(/^yiwang_frames_withheld_total (\d+)$/m.exec(await (await fetch(hub.url + paths.metrics)).text())?.[1])
/** As any gateway with an account does. */
async function openGateway(): Promise<MqttClient> {
  const said = (name: string): string => hub.door[hub.door.indexOf(name) + 1] ?? ''
  const [username, password] = [said('-u'), said('-P')]
  return connectAsync(`mqtt://127.0.0.1:${hub.mqttPort}`, { username, password, reconnectPeriod: 0 })
}
/** Gauges beside the demonstration's, in lots as a registry tells of them. */
async function announce(to: MqttClient): Promise<void> {
  const [lng = 0, lat = 0] = PLACE.split(',').map(Number)
  const all = Array.from({ length: GAUGES }, (_, n) => ({
    ...{ device: `new-${n}`, feed: 'demo', kind: 'ponding', name: `新装积水点 ${n}`, area: '321002002' },
    ...{ lng: lng + (n % 40) / 10_000, lat: lat + Math.floor(n / 40) / 10_000 },
  }))
  for (let n = 0; n < GAUGES; n += 100)
    await to.publishAsync('demo/ponding/new', JSON.stringify({ devices: all.slice(n, n + 100) }), { qos: 1 })
}
/** All of them tell what they read, calm depths. */
async function tell(to: MqttClient, round: number): Promise<string> {
  const depthM = 0.01 + (round % 8) / 100
  const readings = Array.from({ length: GAUGES }, (_, n) => ({ device: `new-${n}`, values: { depthM } }))
  await to.publishAsync('demo/ponding/new', JSON.stringify(readings), { qos: 1 })
  return depthM.toFixed(2)
}
/** Once and again, until stopped. */
function keepTelling(to: MqttClient): () => Promise<void> {
  let going = true
  const ended = (async () => {
    for (let round = 1; going; round++) {
      await tell(to, round)
      await new Promise((wake) => setTimeout(wake, GAUGE_EVERY_MS))
    }
  })()
  return () => {
    going = false
    return ended
  }
}
const note = (page: Page): Locator => page.getByText(new RegExp(`^${String(hot['folded']).split('：')[0] ?? ''}`))
test('what is sent follows the eye, and what stands there is right afterwards', async ({ people }) => {
  const { page, traffic } = await openMap(people, 12.5)
  const zoomIn = page.locator('.maplibregl-ctrl-zoom-in')
  const zoomOut = page.locator('.maplibregl-ctrl-zoom-out')
  const table = await openTable(page, 'sensors')
  const gauge = rowOf(table, GAUGE)

  await test.step('a sensor announced while the page is open stands on it', async () => {
    // The city announces its own first.
    await expect
      .poll(
        async () => {
          const known = (await sensorsOf(page)).length
          return known > 3_000 && known === (await countOf(page))
        },
        { timeout: 60_000 },
      )
      .toBe(true)
    const before = await countOf(page)
    gateway = await openGateway()
    await announce(gateway)
    await tell(gateway, 0)
    await expect.poll(() => countOf(page), { timeout: 60_000 }).toBe(before + GAUGES)
  })

  await test.step('from afar the states alone come, near by the values in view too, and from afar again no more', async () => {
    traffic.reset()
    await alive(traffic)
    expect(followed(traffic, 'frame')).toEqual([])
    expect(came(traffic, 'frame')).toEqual([])
    await rate('afar', traffic, 3_000)
    await zoomIn.click()
    await expect.poll(() => came(traffic, 'frame').filter((t) => t.includes(DISTRICT)).length).toBeGreaterThan(0)
    expect(followed(traffic, 'state')).toEqual(['yiwang/v1/state/+/+'])
    const near = followed(traffic, 'frame')
    expect(near).toContain(`yiwang/v1/frame/${DISTRICT}/+`)
    expect(near.length).toBeLessThan(7)
    await rate('near by', traffic, 3_000)
    await zoomOut.click()
    await expect.poll(() => followed(traffic, 'frame')).toEqual([])
    // What was on its way may still come.
    await expect(async () => {
      traffic.reset()
      await alive(traffic)
      expect(came(traffic, 'frame')).toEqual([])
    }).toPass({ timeout: 60_000 })
    await zoomIn.click()
    await expect.poll(() => followed(traffic, 'frame')).toContain(`yiwang/v1/frame/${DISTRICT}/+`)
  })

  await itemOf(page, 'sensors').getByRole('combobox').selectOption('ponding')
  await test.step('hidden it is sent nothing; seen again it asks once for what it missed', async () => {
    await hide(page, true)
    await expect.poll(() => [...followed(traffic, 'state'), ...followed(traffic, 'frame')]).toEqual([])
    await hub.publishDepth(0.37)
    traffic.reset()
    await rate('hidden', traffic, 3_000)
    expect([...came(traffic, 'state'), ...came(traffic, 'frame')]).toEqual([])
    expect(traffic.requests(paths.sensorsSince)).toBe(0)
    const before = await withheld()
    await hide(page, false)
    await expect(gauge).toContainText('0.37')
    await alive(traffic)
    // A machine that is busy elsewhere is a slow line, too: then, and only then, it asks again.
    const asked = traffic.requests(paths.sensorsSince)
    expect(asked).toBeGreaterThanOrEqual(1)
    expect(asked).toBeLessThanOrEqual(1 + (await withheld()) - before)
    expect(traffic.requests(paths.sensorColumns)).toBe(0)
  })

  await test.step('on a slow line the page says what was left out, an alarm comes through, and afterwards all is right', async () => {
    if (gateway === undefined) throw new Error('no gateway')
    const stop = keepTelling(gateway)
    line.slow(SLOW_BYTES_A_SECOND)
    await expect(note(page)).toBeVisible({ timeout: 120_000 })
    await hub.publishDepth(0.45)
    const alarms = await openTable(page, 'alarms')
    await expect(rowOf(alarms, GAUGE)).toBeVisible({ timeout: 60_000 })
    await stop()
    line.slow(undefined)
    await openTable(page, 'sensors')
    await expect(gauge).toContainText('0.45', { timeout: 60_000 })
  })

  await test.step('a new hub on the same folder: everything is asked for anew, and all stand again', async () => {
    const before = await countOf(page)
    people.expectOutage()
    await gateway?.endAsync(true)
    gateway = undefined
    await hub.end('SIGKILL')
    traffic.reset()
    hub = await hub.again()
    await expect.poll(() => traffic.requests(paths.sensorColumns), { timeout: 60_000 }).toBeGreaterThan(0)
    await hub.publishDepth(0.29)
    await expect(gauge).toContainText('0.29', { timeout: 60_000 })
    expect(await countOf(page)).toBe(before)
  })
})
