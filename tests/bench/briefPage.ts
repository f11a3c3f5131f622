// From a brief asked for on a phone to a page that answers a press, and from the press on a figure to its evidence, a wet day on the
// simulated city. Against a bare page that fetches the same brief and sets its sentences.
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { cityDate } from '../../src/core/clock/calendar.ts'
import { paths } from '../../src/wire/api.ts'
import { startHub, type HubProcess } from '../e2e/support/hub.ts'
import { MAPLESS_BROWSER } from '../support/browser.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'

const TIMES = { whole: 15, quick: 3 }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
const BARE = '/bare-brief'
const CITY = { utcOffsetMinutes: 480 }
/** Until the city has said something of itself. */
const SETTLE_MS = 45_000

/** ms from the navigation until a figure can be pressed and the page has had the next two frames to answer in. */
const ANSWERS = `new Promise((done) => {
  const look = () => {
    if (document.querySelector('main article button.number') === null) return void setTimeout(look, 8)
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))
  }
  look()
})`
/** ms from the press to what the figure rests on. */
const OPENS = `new Promise((done) => {
  const from = performance.now()
  document.querySelector('main article button.number').click()
  const look = () => {
    const box = document.querySelector('[role="dialog"]')
    const stands = box !== null && box.querySelector('[role="status"]') === null && box.innerText.length > 80
    if (stands) requestAnimationFrame(() => done(performance.now() - from))
    else setTimeout(look, 4)
  }
  look()
})`

const bareHtml = (key: string): string => `<!doctype html><meta name="viewport" content="width=device-width"><script>
fetch('${paths.brief(key)}').then((a) => a.json()).then((brief) => {
  for (const { text } of brief.statements) document.body.append(Object.assign(document.createElement('p'), { textContent: text.zh }))
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => (document.body.dataset.drawn = performance.now()))))
})
</script><body>`

async function reader(browser: Browser, hub: HubProcess, key: string): Promise<BrowserContext> {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' })
  const answer = await context.request.post(hub.url + paths.session, {
    headers: { 'x-yiwang': '1' },
    data: { username: 'leader', password: hub.password('leader') },
  })
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`)
  await context.route(hub.url + BARE, (route) => route.fulfill({ contentType: 'text/html', body: bareHtml(key) }))
  return context
}

async function measured<T>(context: BrowserContext, url: string, of: (page: Page) => Promise<T>): Promise<T> {
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  const answer = await of(page)
  await page.close()
  return answer
}
const bareOf = async (page: Page): Promise<number> => {
  await page.waitForSelector('body[data-drawn]', { state: 'attached' })
  return Number(await page.locator('body').getAttribute('data-drawn'))
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const times = quick ? TIMES.quick : TIMES.whole
  const hub = await startHub({ env: { SIMULATE: 'on', STAFF: 'on', SCENARIO: 'storm' } })
  const browser = await chromium.launch(MAPLESS_BROWSER)
  const key = cityDate(Date.now(), CITY)
  try {
    await hub.publishDepth(0.32)
    await new Promise((wake) => setTimeout(wake, SETTLE_MS))
    const [first, again, press, bareFirst, bareAgain]: [number[], number[], number[], number[], number[]] = [
      [],
      [],
      [],
      [],
      [],
    ]
    for (let n = 0; n < times; n += 1) {
      const context = await reader(browser, hub, key)
      const url = `${hub.url}/brief/${key}`
      bareFirst.push(await measured(context, hub.url + BARE, bareOf))
      first.push(await measured(context, url, (page) => page.evaluate<number>(ANSWERS)))
      again.push(
        await measured(context, url, async (page) => {
          const spent = await page.evaluate<number>(ANSWERS)
          press.push(await page.evaluate<number>(OPENS))
          return spent
        }),
      )
      bareAgain.push(await measured(context, hub.url + BARE, bareOf))
      await context.close()
    }
    say(`${times} readers, each twice`)
    const against = 'the same brief fetched, its sentences set on a bare page'
    const figure = (what: string, ours: readonly number[], bare: readonly number[], q: number): Figure => ({
      ...{ name: `briefpage/${what}, p${q * 100}`, value: quantile(ours, q), unit: 'ms' },
      ...(bare.length > 0 && { baseline: quantile(bare, q), against }),
    })
    return [0.5, 0.95].flatMap((q) => [
      figure('a reader who was never here', first, bareFirst, q),
      figure('a reader who was', again, bareAgain, q),
      figure('a figure to its evidence', press, [], q),
    ])
  } finally {
    await browser.close()
    await hub.clear()
  }
}

export const briefPage: Bench = {
  name: 'briefpage',
  about:
    'from a brief asked for on a phone to a page that answers, and from a figure to its evidence, against a bare page',
  run,
}
