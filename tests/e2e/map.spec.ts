// Sensors on the map in a real browser: what comes in stands there, in its colour and its shape, the pointer finds it, and all of it
// comes back when the graphics card was taken away. The page is the bench's: the real table, layer and map, no hub.
import { expect, test, type Page } from '@playwright/test'
import { PIN } from '../../src/web/map/casePin.ts'
import { servePage, type Served } from '../bench/pageServed.ts'

const COUNT = 3_000
const SLOT = 777

let served: Served
test.beforeAll(async () => {
  served = await servePage('tests/bench/mapPage.ts')
})
test.afterAll(() => served.end())

/** The level whose colour is drawn some px from the middle of a sensor, 0 for none of them. */
const levelAt = (page: Page, dx: number, dy: number): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const got = await page.colourAt(${SLOT}, ${dx}, ${dy})
    const near = page.colours().levels.findIndex((hex) =>
      [1, 3, 5].every((n, i) => Math.abs(Number.parseInt(hex.slice(n, n + 2), 16) - got[i]) < 24))
    return near + 1
  })()`)
const setLevel = (page: Page, level: number, quality = 0): Promise<unknown> =>
  page.evaluate(`page.setLevel(${SLOT}, ${level}, ${quality})`)
const pointedAt = async (page: Page): Promise<unknown> => {
  const { x, y } = await page.evaluate<{ x: number; y: number }>(`page.placeOf(${SLOT})`)
  await page.mouse.move(x + 40, y + 40)
  await page.mouse.move(x + 1, y)
  return page.evaluate('page.hovered()?.id')
}

test('a sensor stands in its level, is found, and comes back with the graphics card', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(served.url)
  await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
  await page.evaluate(`page.open(${COUNT}, 'ours')`)
  await page.evaluate(`page.lookAt(${SLOT}, 15)`)
  expect(await levelAt(page, 0, 0)).toBe(0)
  expect(await pointedAt(page)).toBe(`s${SLOT}`)

  await test.step('each level has its colour, and Ⅰ its bar', async () => {
    for (const level of [4, 3, 2, 1]) {
      await setLevel(page, level)
      await expect.poll(() => levelAt(page, 0, 4)).toBe(level)
      expect(await levelAt(page, 0, 0)).toBe(level === 1 ? 0 : level)
    }
  })
  await test.step('a doubted value is seen without colour', async () => {
    // On the broken ring, between two of its gaps.
    const ring = (): Promise<number[]> => page.evaluate(`page.colourAt(${SLOT}, 8, 8)`)
    const bare = await ring()
    await setLevel(page, 1, 128)
    await expect.poll(ring).not.toEqual(bare)
    await setLevel(page, 1)
    await expect.poll(ring).toEqual(bare)
  })
  await test.step('the context is lost, a level changes meanwhile, the context comes back', async () => {
    await page.evaluate('page.lose()')
    await expect.poll(() => page.evaluate('page.hasLayer()')).toBe(false)
    await setLevel(page, 3)
    await page.evaluate('page.restore()')
    await expect.poll(() => page.evaluate('page.hasLayer()')).toBe(true)
    await expect.poll(() => levelAt(page, 0, 4)).toBe(3)
    expect(await pointedAt(page)).toBe(`s${SLOT}`)
  })
  expect(problems).toEqual([])
})

test('a case stands above the sensor that caused it: both are seen, and each is pressed where it is drawn', async ({
  page,
}) => {
  await page.goto(served.url)
  await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
  await page.evaluate(`page.open(${COUNT}, 'ours')`)
  await page.evaluate(`page.lookAt(${SLOT}, 15)`)
  await setLevel(page, 1)
  await page.evaluate(`page.putCase(${SLOT})`)
  const { lift, tall } = { lift: Math.round(PIN.lift * 0.8), tall: Math.round(PIN.tall * 0.8) }
  // Ⅱ above, Ⅰ below, at the side of the stem.
  await expect.poll(() => levelAt(page, 0, -lift)).toBe(2)
  await expect.poll(() => levelAt(page, 4, 4)).toBe(1)
  const { x, y } = await page.evaluate<{ x: number; y: number }>(`page.placeOf(${SLOT})`)
  const at = async (up: number): Promise<unknown> => {
    await page.mouse.move(x + 60, y + 60)
    await page.mouse.move(x, y - up)
    return page.evaluate('page.hovered()?.id')
  }
  expect(await at(lift)).toBe(`case-${SLOT}`)
  expect(await at(0)).toBe(`s${SLOT}`)
  expect(await at(tall + 8)).not.toBe(`case-${SLOT}`)
})

test('a red one among 300 calm is seen where they are drawn as clusters', async ({ page }) => {
  const red = 77
  await page.goto(served.url)
  await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
  await page.evaluate(`page.open(300, 'ours')`)
  // The whole city in a corner of the screen.
  await page.evaluate(`page.lookAt(${red}, 7)`)
  const redness = (): Promise<boolean> =>
    page.evaluate<boolean>(`(async () => {
      const [r, g, b] = await page.colourAt(${red}, 0, 2)
      const wanted = page.colours().levels[0]
      const part = (n) => Number.parseInt(wanted.slice(n, n + 2), 16)
      return Math.hypot(r - part(1), g - part(3), b - part(5)) < 60
    })()`)
  expect(await redness()).toBe(false)
  await page.evaluate(`page.setLevel(${red}, 1)`)
  await expect.poll(redness).toBe(true)
  const { x, y } = await page.evaluate<{ x: number; y: number }>(`page.placeOf(${red})`)
  await page.mouse.move(x, y)
  expect(await page.evaluate('page.hovered()?.id')).toBe(`s${red}`)
  // Beside it are clusters, and one of them tells of it.
  const told = new Set<unknown>()
  for (let dx = -120; dx <= 120; dx += 12)
    for (let dy = -72; dy <= 24; dy += 12) {
      await page.mouse.move(x + dx, y + dy)
      told.add(await page.evaluate('page.hovered()?.cluster?.levels[0]'))
    }
  expect([...told]).toContain(0)
  expect([...told]).toContain(1)
})
