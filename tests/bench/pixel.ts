// From a device's publish to the frame of the browser that shows it: a value on its sensor's page, an alarm on the duty desk; quiet,
// and while ten thousand other messages a second come in. Against the same text put on the page by the test itself.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { connectAsync } from 'mqtt'
import { BROWSER } from '../support/browser.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { startBenchHub, type BenchHub } from './city.ts'
import { FEED, GATEWAY, type Load } from './load.ts'
import { startPublisher } from './publishing.ts'

const SIZES = { whole: { devices: 1000, probes: 30 }, quick: { devices: 200, probes: 4 } }
const PER_SECOND = 10_000
/** Over the limit of level Ⅱ: a mark that makes a sound. */
const TILT_DEG = 70
/** Pauses run through one frame period, so that probes meet every phase of it. */
const PAUSE_MS = 437
const GIVE_UP_MS = 30_000
const WATCHED = 'b-0'
const WEB = resolve('dist/web')

/** In the page: resolves with the time of the frame after `text` stands within `where`. */
const shown = (where: string, text: string): string => `new Promise((done, failed) => {
  const frame = () => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done(Date.now())
    channel.port2.postMessage(0)
  })
  const stands = () => [...document.querySelectorAll('${where}')].some((one) => one.textContent.includes('${text}'))
  if (stands()) return frame()
  const late = setTimeout(() => failed(new Error('${text} is not shown')), ${GIVE_UP_MS})
  const observer = new MutationObserver(() => {
    if (!stands()) return
    observer.disconnect()
    clearTimeout(late)
    frame()
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
})`

interface Course {
  readonly value: number[]
  readonly alarm: number[]
  readonly bare: number[]
}

async function course(hub: BenchHub, pages: Pages, from: number, probes: number): Promise<Course> {
  const gateway = await connectAsync(`mqtt://127.0.0.1:${hub.mqttPort ?? 0}`, {
    clientId: `pixel-${from}`,
    username: GATEWAY,
    password: hub.secret,
  })
  const out: Course = { value: [], alarm: [], bare: [] }
  const say = (device: string, values: Record<string, number>): number => {
    const at = Date.now()
    void gateway.publish('drainage/manhole/pixel', JSON.stringify([{ device, at, values }]), { qos: 1 })
    return at
  }
  const wait = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS))
  for (let n = 0; n < probes; n++) {
    const gap = (2 + (((from + n) % 90) + 1) / 100).toFixed(2)
    const device = `b-${from + n + 1}`
    const value = pages.sensor.evaluate<number>(shown('.values', gap))
    out.value.push(-say(WATCHED, { tiltDeg: 1, gapM: Number(gap) }) + (await value))
    await wait()
    const alarm = pages.desk.evaluate<number>(shown('[data-alarm]', `bench ${from + n + 1}`))
    out.alarm.push(-say(device, { tiltDeg: TILT_DEG, gapM: 2 }) + (await alarm))
    await wait()
    // The same page, told by itself.
    const bare = pages.sensor.evaluate<number>(shown('#bare', `at ${n}`))
    const at = Date.now()
    void pages.sensor.evaluate(`document.querySelector('#bare').textContent = 'at ${n}'`)
    out.bare.push((await bare) - at)
  }
  await gateway.endAsync()
  return out
}

interface Pages {
  readonly desk: Page
  readonly sensor: Page
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  if (!existsSync(resolve(WEB, 'index.html'))) {
    say('dist/web is not built (npm start builds it): stands aside')
    return []
  }
  const { devices, probes } = quick ? SIZES.quick : SIZES.whole
  const hub = await startBenchHub(['single', 'batch'], devices, { webFolder: WEB })
  const browser = await chromium.launch(BROWSER)
  try {
    const account = { username: 'bench', password: 'Correct-horse-9' }
    await hub.accounts.createAccount({ ...account, name: 'bench', role: 'dispatcher' })
    const url = `http://127.0.0.1:${hub.port}`
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const open = async (path: string): Promise<Page> => {
      const page = await context.newPage()
      await page.goto(url + path)
      return page
    }
    const signIn = await context.request.post(`${url}/api/session`, { data: account })
    if (!signIn.ok()) throw new Error(`sign-in: ${signIn.status()}`)
    const desk = await open('/duty')
    await desk.locator('.pane .status').waitFor()
    const sensor = await open(`/sensor/${encodeURIComponent(`${FEED.batch}/${WATCHED}`)}`)
    await sensor.locator('.values').waitFor()
    await sensor.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p id="bare"></p>')`)
    const figures: Figure[] = []
    for (const [turn, state] of (['quiet', 'load'] as const).entries()) {
      const load: Load = { shape: 'single', devices, from: 0, to: 1, baseAt: Date.now() - 60_000 }
      const background =
        state === 'quiet'
          ? undefined
          : await startPublisher({
              ...{ port: hub.mqttPort ?? 0, username: GATEWAY, password: hub.secret },
              ...{ connections: 4, window: 500, client: 'wire' },
            })
      await background?.ask({ type: 'pace', load, perSecond: PER_SECOND }, 'ready')
      const before = await accepted(hub)
      const since = Date.now()
      const times = await course(hub, { desk, sensor }, turn * probes, probes)
      const rate = ((await accepted(hub)) - before) / ((Date.now() - since) / 1000)
      await background?.end({ type: 'end' })
      say(`${state}: ${rate.toFixed(0)} observations/s taken meanwhile`)
      for (const stage of ['value', 'alarm'] as const)
        for (const q of [50, 95])
          figures.push({
            name: `pixel/${state}/${stage}/p${q}`,
            value: quantile(times[stage], q / 100),
            unit: 'ms',
            baseline: quantile(times.bare, q / 100),
            against: `a text the page puts there itself, p${q}`,
          })
    }
    return figures
  } finally {
    await browser.close()
    await hub.stop()
  }
}

/** Observations the hub has stored. */
async function accepted(hub: BenchHub): Promise<number> {
  const { rows } = await hub.db.pool.query<{ n: number }>('select count(*)::int as n from observation')
  return rows[0]?.n ?? 0
}

export const pixel: Bench = {
  name: 'pixel',
  about: 'publish to the frame that shows it in Chromium: a value, an alarm; quiet and at 10,000 messages a second',
  run,
}
