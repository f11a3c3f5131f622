// From a page asked for to the first map on it, the simulated city running: a browser that has never been here, and one that has.
// Against a bare MapLibre page with the districts alone, in the same browser.
import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import { startHub, type HubProcess } from '../e2e/support/hub.ts'
import { BROWSER } from '../support/browser.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { servePage } from './pageServed.ts'

const TIMES = { whole: 9, quick: 3 }
const SIZE = { width: 1440, height: 900 }

/** ms from the navigation to the frame after the map says that it is drawn. */
const DRAWN = `new Promise((done) => {
  const look = () => {
    const stands = document.querySelector('.map canvas.maplibregl-canvas') !== null && document.querySelector('.map .message') === null
    if (stands) requestAnimationFrame(() => done(performance.now()))
    else setTimeout(look, 8)
  }
  look()
})`

async function mapOf(context: BrowserContext, hub: HubProcess): Promise<number> {
  const page = await context.newPage()
  await page.goto(`${hub.url}/map`, { waitUntil: 'commit' })
  const spent = await page.evaluate<number>(DRAWN)
  await page.close()
  return spent
}

async function bareOf(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForSelector('body[data-drawn]', { state: 'attached' })
  const spent = Number(await page.locator('body').getAttribute('data-drawn'))
  await page.close()
  return spent
}

async function visitor(browser: Browser, hub: HubProcess): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: SIZE, locale: 'zh-CN' })
  const answer = await context.request.post(`${hub.url}/api/session`, {
    headers: { 'x-yiwang': '1' },
    data: { username: 'dispatcher', password: hub.password('dispatcher') },
  })
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`)
  return context
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const times = quick ? TIMES.quick : TIMES.whole
  const served = await servePage('tests/bench/firstMapPage.ts')
  const hub = await startHub({ env: { SIMULATE: 'on', STAFF: 'on', SCENARIO: 'ordinary' } })
  const browser = await chromium.launch(BROWSER)
  try {
    // The city has said everything once.
    await new Promise((wake) => setTimeout(wake, 20_000))
    const [cold, warm, bareCold, bareWarm]: number[][] = [[], [], [], []]
    for (let n = 0; n < times; n += 1) {
      const context = await visitor(browser, hub)
      cold?.push(await mapOf(context, hub))
      warm?.push(await mapOf(context, hub))
      bareCold?.push(await bareOf(context, served.url))
      bareWarm?.push(await bareOf(context, served.url))
      await context.close()
    }
    say(`${times} visitors, each twice`)
    const figure = (what: string, ours: readonly number[] = [], bare: readonly number[] = [], q = 0.5): Figure => ({
      name: `firstmap/${what}, p${q * 100}`,
      value: quantile(ours, q),
      unit: 'ms',
      baseline: quantile(bare, q),
      against: 'a bare MapLibre page with the districts alone',
    })
    return [0.5, 0.95].flatMap((q) => [
      figure('first visit', cold, bareCold, q),
      figure('second visit', warm, bareWarm, q),
    ])
  } finally {
    await browser.close()
    await hub.clear()
    await served.end()
  }
}

export const firstMap: Bench = {
  name: 'firstmap',
  about: 'from a page asked for to the first map on it, with the simulated city running, against a bare MapLibre page',
  run,
}
