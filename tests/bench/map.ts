// A hundred thousand sensors that all change once a second on the map in a real browser: what our script costs per animation frame,
// and what the page's thread spends; against the same points given as plain GeoJSON at the same rate in the same browser.
import { chromium, type CDPSession, type Page } from '@playwright/test'
import { BROWSER } from '../support/browser.ts'
import { expectSame, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { servePage } from './pageServed.ts'

const SIZES = {
  whole: { count: 100_000, ms: 12_000, still: 1_000_000 },
  quick: { count: 10_000, ms: 3_000, still: 100_000 },
}

interface Course {
  /** ms of our own work in each frame that had any. */
  readonly perFrame: number[]
  readonly framesPerSecond: number
  /** Changes that reached the map. */
  readonly shownPerSecond: number
  /** ms of the page's thread for each of them, drawing the map included; while nobody counts frames. */
  readonly thread: number
  /** The same while the camera moves and comes nearer. */
  readonly moving: Ran
}

async function course(page: Page, cdp: CDPSession, how: string, count: number, ms: number): Promise<Course> {
  await page.evaluate(`page.open(${count}, '${how}')`)
  // The first round compiles and fills; it is none of the figure.
  await page.evaluate('page.run(2000)')
  const spent = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
  }
  const ran = await page.evaluate<Ran>(`page.run(${ms})`)
  await page.evaluate('page.count(false)')
  const before = await spent()
  const { shown } = await page.evaluate<Ran>(`page.run(${ms})`)
  const thread = (await spent()) - before
  await page.evaluate('page.count(true)')
  return {
    perFrame: ran.perFrame,
    framesPerSecond: (ran.frames / ran.tookMs) * 1_000,
    shownPerSecond: (ran.shown / ran.tookMs) * 1_000,
    thread: thread / shown,
    moving: await page.evaluate<Ran>(`page.move(${ms})`),
  }
}

interface Ran {
  readonly perFrame: number[]
  readonly frames: number
  readonly shown: number
  readonly tookMs: number
}

const perSecond = (r: Ran): number => (r.frames / r.tookMs) * 1_000

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const { count, ms, still } = quick ? SIZES.quick : SIZES.whole
  const served = await servePage('tests/bench/mapPage.ts')
  const browser = await chromium.launch(BROWSER)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(served.url)
    await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const plain = await course(page, cdp, 'plain', count, ms)
    const ours = await course(page, cdp, 'ours', count, ms)
    for (const [name, c] of [
      ['plain GeoJSON', plain],
      ['ours', ours],
    ] as const)
      say(
        `${name}: ${quantile(c.perFrame, 0.5).toFixed(1)} / ${quantile(c.perFrame, 0.95).toFixed(1)} ms in ${c.perFrame.length} frames with work; ${c.thread.toFixed(1)} ms of the thread for each of ${c.shownPerSecond.toFixed(2)} changes/s shown; ${c.framesPerSecond.toFixed(1)} frames/s`,
      )
    const firstDraw = await page.evaluate<number>(`page.still(${still})`)
    const above = await page.evaluate<Ran>(`page.move(${ms})`)
    for (const [name, r] of [
      ['plain GeoJSON, camera moving', plain.moving],
      ['ours, camera moving', ours.moving],
      [`ours over ${still} still points, camera moving`, above],
    ] as const)
      say(
        `${name}: ${quantile(r.perFrame, 0.5).toFixed(1)} / ${quantile(r.perFrame, 0.95).toFixed(1)} ms in ${r.perFrame.length} frames with work; ${perSecond(r).toFixed(1)} frames/s`,
      )
    say(`${still} still points: ${firstDraw.toFixed(0)} ms to the screen`)
    // Fast and wrong is no figure: a level that comes in stands on the map, and the pointer finds its sensor.
    await page.evaluate('page.lookAt(777, 15)')
    await page.evaluate('page.setLevel(777, 1)')
    // On a busy machine a frame takes its time; what is asked is whether it comes at all.
    await page.waitForFunction(IS_RED, undefined, { polling: 250, timeout: 20_000 }).catch(() => undefined)
    expectSame('the level drawn', await page.evaluate(IS_RED), true)
    const { x, y } = await page.evaluate<{ x: number; y: number }>('page.placeOf(777)')
    await page.mouse.move(x + 1, y)
    expectSame('the sensor pointed at', await page.evaluate('page.hovered()?.id'), 's777')
    expectSame('errors of the page', problems.join('; '), '')

    const figure = (what: string, value: number, baseline: number, unit = 'ms'): Figure => ({
      name: `map/${count}/${what}`,
      value,
      unit,
      baseline,
      against: 'plain GeoJSON setData of the same points',
    })
    const q = (c: Course, share: number): number => quantile(c.perFrame, share)
    return [
      figure('script in a frame with work, p50', q(ours, 0.5), q(plain, 0.5)),
      figure('script in a frame with work, p95', q(ours, 0.95), q(plain, 0.95)),
      figure('processor time of the page for one change on the map', ours.thread, plain.thread),
      figure('changes on the map', ours.shownPerSecond, plain.shownPerSecond, '1/s'),
      figure(
        'moving: script in a frame with work, p95',
        quantile(ours.moving.perFrame, 0.95),
        quantile(plain.moving.perFrame, 0.95),
      ),
      figure('moving: frames', perSecond(ours.moving), perSecond(plain.moving), '1/s'),
      figure(
        `moving over ${still} still points: script, p95`,
        quantile(above.perFrame, 0.95),
        quantile(plain.moving.perFrame, 0.95),
      ),
      figure('frames', ours.framesPerSecond, plain.framesPerSecond, '1/s'),
    ]
  } finally {
    await browser.close()
    await served.end()
  }
}

/** Beside the bar in the middle of the octagon. */
const IS_RED = `(async () => {
  const [r, g, b] = await page.colourAt(777, 0, -4)
  const wanted = page.colours().levels[0]
  const part = (n) => Number.parseInt(wanted.slice(n, n + 2), 16)
  return Math.hypot(r - part(1), g - part(3), b - part(5)) < 40
})()`

export const map: Bench = {
  name: 'map',
  about: '100,000 sensors changing once a second on the map in Chromium, against plain GeoJSON setData',
  run,
}
