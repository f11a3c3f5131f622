// A year of minutes of one series in a real browser: until it stands in the picture, and until a live point does. Each against a
// bare ECharts line of the same data in the same browser.
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { BROWSER } from '../support/browser.ts'
import { expectSame, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { servePage } from './pageServed.ts'

const YEAR = 365 * 24 * 60
const SIZES = { whole: { points: YEAR, times: 5 }, quick: { points: YEAR / 10, times: 3 } }

/** The same numbers every time: a day, a year, a wobble, a gap each fortnight and one spike that must not be lost. */
const series = (points: number): string => `(() => {
  const MINUTE = 60000, end = Date.UTC(2026, 10, 22), from = end - ${points} * MINUTE
  const at = [], value = []
  for (let i = 0; i < ${points}; i++) {
    at.push(from + i * MINUTE)
    const gap = i % 20160 > 19800
    value.push(gap ? null : Math.round((40 + 20 * Math.sin(i / 229) + 15 * Math.sin(i / 83000) + 4 * Math.sin(i * 1.7)) * 10) / 10)
  }
  value[Math.floor(${points} / 3)] = 480
  window.data = { at, value, from, to: end }
})()`

const props = `{ name: 'PM2.5', decimals: 1, zero: true, from: data.from, to: data.to, gapMs: 180000,
  limits: [{ level: 4, limit: 75 }, { level: 3, limit: 115 }], series: { unit: 'ug/m3', stepMs: 60000, at: data.at, value: data.value } }`

/** From the call to the frame after the one in which the line stands on the canvas. */
const drawn = (page: Page, act: string): Promise<number> =>
  page.evaluate(`(async () => {
    const from = performance.now()
    await ${act}
    await probe.until(() => document.querySelector('#app canvas') !== null)
    return (await probe.painted()) - from
  })()`)

/** What holds the page while one more minute comes in: the script alone, without waiting for a frame. */
const live = (page: Page): Promise<number> =>
  page.evaluate(`(async () => {
    const at = [...data.at.slice(1), data.at.at(-1) + 60000], value = [...data.value.slice(1), 41.5]
    Object.assign(data, { at, value, from: data.from + 60000, to: data.to + 60000 })
    const from = performance.now()
    page.change({ from: data.from, to: data.to, series: { unit: 'ug/m3', stepMs: 60000, at, value } })
    await Promise.resolve().then(() => undefined)
    await new Promise((next) => setTimeout(next))
    return performance.now() - from
  })()`)
const bareLive = (page: Page): Promise<number> =>
  page.evaluate(`(async () => {
    const at = [...data.at.slice(1), data.at.at(-1) + 60000], value = [...data.value.slice(1), 41.5]
    Object.assign(data, { at, value })
    const from = performance.now()
    page.bareChange(at, value)
    await new Promise((next) => setTimeout(next))
    return performance.now() - from
  })()`)

/** Until frames come at once again: what the chart before left to be drawn is none of the next one's time. */
const rested = (page: Page): Promise<void> =>
  page.evaluate(`(async () => {
    for (let quick = 0; quick < 5; ) {
      const from = performance.now()
      await probe.painted()
      quick = performance.now() - from < 60 ? quick + 1 : 0
    }
  })()`)

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const { points, times } = quick ? SIZES.quick : SIZES.whole
  const served = await servePage('tests/bench/chartsPage.ts')
  const browser = await chromium.launch(BROWSER)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript({ path: join(import.meta.dirname, 'deskProbe.js') })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(served.url)
    await page.locator('body[data-ready=yes]').waitFor()
    await page.evaluate(series(points))
    // Processor time of the page's own thread: what else the machine does is not in it.
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const cpuMs = async (): Promise<number> => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
    }
    const spent = {
      cpu: [] as number[],
      bareCpu: [] as number[],
      first: [] as number[],
      bare: [] as number[],
      live: [] as number[],
      bareLive: [] as number[],
    }
    for (let n = 0; n <= times; n += 1) {
      await rested(page)
      const before = await cpuMs()
      const first = await drawn(page, `page.open(${props})`)
      const cpu = (await cpuMs()) - before
      const more = await live(page)
      await page.evaluate('page.close()')
      await rested(page)
      const bareBefore = await cpuMs()
      const bare = await drawn(page, 'page.bare(data.at, data.value)')
      const bareCpu = (await cpuMs()) - bareBefore
      const bareMore = await bareLive(page)
      await page.evaluate('page.close()')
      say(
        `drawn ${first.toFixed(0)} ms, ${cpu.toFixed(0)} of them its own (bare ${bare.toFixed(0)}, ${bareCpu.toFixed(0)}), a live point ${more.toFixed(0)} ms (bare ${bareMore.toFixed(0)})`,
      )
      // The first round loads the chart chunk and warms up.
      if (n === 0) continue
      spent.first.push(first)
      spent.cpu.push(cpu)
      spent.bareCpu.push(bareCpu)
      spent.live.push(more)
      spent.bare.push(bare)
      spent.bareLive.push(bareMore)
    }
    // Fast and wrong is no figure: the one minute of the year that stood out is still told.
    await page.evaluate(`page.open(${props})`)
    await page.locator('[role=slider]').focus()
    const told = await page.evaluate<string>(`(async () => {
      const stage = document.querySelector('[role=slider]')
      let most = ''
      const press = (key) => stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      press('Home')
      for (let i = 0; i < 1500; i++) {
        press('ArrowRight')
        await Promise.resolve()
        if (i % 5 === 0) await new Promise((next) => setTimeout(next))
        const text = stage.getAttribute('aria-valuetext')
        if (text.includes('480.0')) most = text
      }
      return most
    })()`)
    expectSame('the spike of one minute is said', told.includes('480.0'), true)
    expectSame('errors of the page', problems.join('; '), '')
    say(`${points} points; said of the spike: ${told}`)
    const at = `charts/${points}`
    const figure = (what: string, own: number[], plain: number[], q: number, against: string): Figure => ({
      name: `${at}/${what}`,
      value: quantile(own, q),
      unit: 'ms',
      baseline: quantile(plain, q),
      against,
    })
    return [
      figure('drawn, p50', spent.first, spent.bare, 0.5, 'a bare ECharts line of the same points'),
      figure('drawn, p95', spent.first, spent.bare, 0.95, 'a bare ECharts line of the same points'),
      figure('drawn, processor time p50', spent.cpu, spent.bareCpu, 0.5, 'a bare ECharts line of the same points'),
      figure('a live point, p50', spent.live, spent.bareLive, 0.5, 'setOption of a bare ECharts line'),
      figure('a live point, p95', spent.live, spent.bareLive, 0.95, 'setOption of a bare ECharts line'),
    ]
  } finally {
    await browser.close()
    await served.end()
  }
}

export const charts: Bench = {
  name: 'charts',
  about: 'a year of minute data of one series in Chromium, against a bare ECharts line of the same points',
  run,
}
