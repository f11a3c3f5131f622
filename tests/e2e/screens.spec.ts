// Screens with a map, and the boards of the wall, while it rains on the simulated city. The others are in pages.spec.
import type { Page } from '@playwright/test'
import { paths } from '../../src/wire/api.ts'
import type { Snapshot } from '../../src/wire/views.ts'
import { wallPaths, type WallRow } from '../../src/wire/walls.ts'
import boards from '../../city/yangzhou/boards.json' with { type: 'json' }
import { expect, SIZES, test } from './support/people.ts'
import { look, lookAt, PLACE, rainyCity, type Screen } from './support/screens.ts'
import { seenTexts, unread } from './support/wallText.ts'

const SENSOR = 'demo/p-1'
const BOARDS = boards.map((board) => board.id)
const city = rainyCity()

const SCREENS: readonly Screen[] = [
  {
    name: 'duty',
    who: () => 'chief',
    path: () => `/duty/${encodeURIComponent(city().demo.id)}`,
    sizes: ['desk'],
    alive: (page) => page.getByRole('listbox').getByRole('option').first(),
  },
  {
    name: 'map',
    who: () => 'chief',
    path: () =>
      `/map?pick=incident:${encodeURIComponent(city().demo.id)}&on=districts,water,roads,sensors,incidents,units,warnings`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).filter({ hasText: PLACE }),
  },
  {
    name: 'indicator',
    who: () => 'chief',
    path: () => '/indicator/ponding-max',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').filter({ hasText: '扬州市' }).first(),
  },
  {
    name: 'sensor',
    who: () => 'chief',
    path: () => `/sensor/${encodeURIComponent(SENSOR)}`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 1, name: PLACE }),
  },
  {
    name: 'boards',
    who: () => 'chief',
    path: () => '/boards',
    sizes: ['desk'],
    alive: (page) => page.getByRole('textbox').first(),
  },
]
for (const screen of SCREENS)
  for (const size of screen.sizes)
    test(`${screen.name} at ${size}`, ({ people }) => lookAt(people, city(), screen, size))

/** Panels that say nothing: no figure, no word, nothing drawn. */
const hollow = (page: Page): Promise<string[]> =>
  page.locator('.wall-panel').evaluateAll((panels) =>
    panels
      .filter((panel) => panel.checkVisibility())
      .filter((panel) => {
        const content = panel.querySelector('.content')
        const says = content instanceof HTMLElement ? content.innerText : ''
        return !/\d|\p{L}{2}/u.test(says) && content?.querySelector('canvas, svg, img, video') === null
      })
      .map((panel) => panel.ariaLabel ?? ''),
  )
/** What the boards have to say comes with figures: most of the texts of a board that says nothing real have none. */
const figures = async (page: Page): Promise<number> =>
  (await seenTexts(page)).filter(({ text, figures: isFigure }) => isFigure && /\d/.test(text)).length

for (const [size, ids] of [
  ['wall', BOARDS],
  ['wall4k', BOARDS.slice(0, 2)],
] as const)
  test(`boards at ${size}`, async ({ people }) => {
    test.setTimeout(300_000)
    const chief = await people.enterAt(city().hub, 'chief', 'desk')
    const page = await people.enterAt(city().hub, 'wall', size)
    const found: string[] = []
    for (const language of ['zh', 'en'] as const) {
      await page.addInitScript((choice) => localStorage.setItem('yiwang.locale', choice), language)
      await page.goto(`${city().hub.url}/wall`)
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-CN')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      for (const board of ids) {
        await show(chief, board)
        const name = `${board}-${size}-${language}`
        await expect.poll(() => hollow(page), { message: `${name}: panels that say nothing` }).toEqual([])
        await expect.poll(() => figures(page), { message: `${name}: figures` }).toBeGreaterThan(5)
        await expect(page.locator('.wall-panel.old')).toHaveCount(0)
        found.push(...(await look(page, name, language === 'zh' ? 'all' : 'nothing')))
        expect(await unread(page, SIZES[size].width), `${name}: too small, cut or off`).toEqual([])
        // Nothing on a wall is ever scrolled to.
        const tall = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
        if (tall > 0) found.push(`${name}: taller than the screen by ${tall} px`)
      }
    }
    expect(found).toEqual([])
  })

/** The desk pushes a board to the wall, once the hub has heard of one, and the wall says that it stands. */
async function show(chief: Page, board: string): Promise<void> {
  const pushed = async (): Promise<readonly WallRow[]> => {
    const answer = await chief.request.post(city().hub.url + wallPaths.push, {
      headers: { 'x-yiwang': '1' },
      data: { walls: 'all', show: { type: 'board', board }, forMs: 600_000 },
    })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as readonly WallRow[]
  }
  await expect.poll(async () => (await pushed()).length, { message: `pushing ${board}` }).toBeGreaterThan(0)
  await expect
    .poll(
      async () => {
        const answer = await chief.request.get(city().hub.url + paths.snapshot('walls'))
        return ((await answer.json()) as Snapshot<WallRow>).rows.map((row) => row.says?.showing.id)
      },
      { message: `showing ${board}`, timeout: 30_000 },
    )
    .toContain(board)
}
