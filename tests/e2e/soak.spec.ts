// Half a minute of many sensors on the map: neither the heap nor the cost of a frame may grow. An hour of it is `npm run bench -- --only soak`.
import { expect, test } from '@playwright/test'
import { servePage, type Served } from '../bench/pageServed.ts'

const COUNT = 20_000
const TURN_MS = 4_000
const TURNS = 6

let served: Served
test.beforeAll(async () => {
  served = await servePage('tests/bench/mapPage.ts')
})
test.afterAll(() => served.end())

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

test('the heap stays flat, and a frame costs what it cost at the beginning', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(served.url)
  await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
  const cdp = await page.context().newCDPSession(page)
  await page.evaluate(`page.open(${COUNT}, 'ours')`)
  const heaps: number[] = []
  const costs: number[] = []
  let shown = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const ran = await page.evaluate<{ perFrame: number[]; shown: number }>(`page.run(${TURN_MS})`)
    shown += ran.shown
    costs.push(middle(ran.perFrame))
    for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage')
    heaps.push((await cdp.send('Runtime.getHeapUsage')).usedSize / 1_000_000)
  }
  const said = (values: readonly number[]): string => values.map((v) => v.toFixed(2)).join(' ')
  const description = `heap after each turn, MB: ${said(heaps)}; script in a frame, ms: ${said(costs)}`
  test.info().annotations.push({ type: 'measured', description })
  // It did run: changes came to the screen.
  expect(shown).toBeGreaterThan(TURNS)
  // The first turn compiles and fills caches. A leak of one number per sensor and second would be more than half a MB a turn.
  expect(heaps.at(-1)).toBeLessThan((heaps[1] ?? 0) + 1)
  // Machines are shared: a frame that got dearer with time would be many times as dear.
  expect(middle(costs.slice(-2))).toBeLessThan(3 * Math.max(0.3, middle(costs.slice(0, 3))))
  expect(problems).toEqual([])
})
