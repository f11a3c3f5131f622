// Every screen while it rains on the simulated city: both languages, dark and light, each size it is made for.
import type { Locator, Page } from '@playwright/test'
import { paths } from '../../src/wire/api.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { cases } from './support/case.ts'
import { startHub, type HubProcess } from './support/hub.ts'
import { faults, settled, toggleLanguage, toggleTheme } from './support/look.ts'
import { expect, failuresIn, test, type Size } from './support/people.ts'

const SENSOR = 'demo/p-1'
const PLACE = '文昌中路下穿通道'

let hub: HubProcess
/** States in which a case stays with the department that has it. */
const KEPT: ReadonlySet<string> = new Set(['handling', 'pendingConfirm', 'pendingCheck', 'pendingClose', 'closed'])
/** The demonstration's case, and one that a department has in hand. */
let demo: IncidentRow
let order: IncidentRow

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  hub = await startHub({ env: { SIMULATE: 'on', STAFF: 'on', SCENARIO: 'storm', SPEED: '30' } })
  await hub.publishDepth(0.32)
  const page = await browser.newPage()
  const signedIn = await page.request.post(`${hub.url}/api/session`, {
    headers: { 'x-yiwang': '1' },
    data: { username: 'chief', password: hub.password('chief') },
  })
  expect(signedIn.status()).toBe(200)
  await page.goto(`${hub.url}/signin`)
  await expect
    .poll(
      async () => {
        const rows = await cases(page)
        const own = rows.find((row) => row.title.zh.includes(PLACE))
        const given = rows.find((row) => row.lead !== undefined && KEPT.has(row.state))
        if (own !== undefined) demo = own
        if (given !== undefined) order = given
        return own !== undefined && given !== undefined && rows.length >= 5
      },
      { timeout: 150_000, intervals: [1000] },
    )
    .toBe(true)
  await page.context().close()
})
test.afterAll(async () => {
  await hub.clear()
  expect(failuresIn(hub.out() + hub.err()), 'failures in the log of the hub').toEqual([])
})

interface Screen {
  readonly name: string
  readonly who: () => string
  readonly path: () => string
  readonly sizes: readonly Size[]
  /** What shows that real work is on it. */
  readonly alive: (page: Page) => Locator
}
const chief = (): string => 'chief'
const SCREENS: readonly Screen[] = [
  {
    name: 'duty',
    who: chief,
    path: () => `/duty/${encodeURIComponent(demo.id)}`,
    sizes: ['desk'],
    alive: (page) => page.getByRole('listbox').getByRole('option').first(),
  },
  {
    name: 'map',
    who: chief,
    path: () =>
      `/map?pick=incident:${encodeURIComponent(demo.id)}&on=districts,water,roads,sensors,incidents,units,warnings`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).filter({ hasText: PLACE }),
  },
  {
    name: 'department',
    who: () => order.lead ?? '',
    path: () => '/department',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('a[href^="/department/"]').first(),
  },
  {
    name: 'order',
    who: () => order.lead ?? '',
    path: () => `/department/${encodeURIComponent(order.id)}`,
    sizes: ['phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'brief',
    who: () => 'leader',
    path: () => '/brief',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('article').getByRole('link').first(),
  },
  {
    name: 'incident',
    who: () => 'leader',
    path: () => `/incident/${encodeURIComponent(demo.id)}`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2, name: PLACE }),
  },
  {
    name: 'indicator',
    who: chief,
    path: () => '/indicator/ponding-max',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').filter({ hasText: '扬州市' }).first(),
  },
  {
    name: 'signs',
    who: chief,
    path: () => '/signs',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('[data-sign] .value .figure').first(),
  },
  {
    name: 'compare',
    who: chief,
    path: () => '/compare?s=ponding-max@321000&s=traffic-index@321000',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('main figure').first(),
  },
  {
    name: 'quality',
    who: chief,
    path: () => '/quality',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'sensor',
    who: chief,
    path: () => `/sensor/${encodeURIComponent(SENSOR)}`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 1, name: PLACE }),
  },
  {
    name: 'feeds',
    who: () => 'admin',
    path: () => '/feeds',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'register',
    who: chief,
    path: () => '/register',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'lifecycle',
    who: chief,
    path: () => '/lifecycle',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(20),
  },
  {
    name: 'catalogue',
    who: () => 'admin',
    path: () => '/catalogue?id=01003@2026-07-01',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).filter({ hasText: '01003' }),
  },
  {
    name: 'notify',
    who: () => 'admin',
    path: () => '/notify',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'evaluation',
    who: chief,
    path: () => '/evaluation?period=day',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(2),
  },
  {
    name: 'handover',
    who: () => 'dispatcher',
    path: () => '/handover',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'shifts',
    who: chief,
    path: () => '/shifts',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(2),
  },
  {
    name: 'settings',
    who: () => 'acceptor',
    path: () => '/settings',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('group').first(),
  },
  {
    name: 'audit',
    who: () => 'admin',
    path: () => '/audit',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(3),
  },
]

/** Looks at the page as it stands, keeps a picture and answers what is wrong. */
async function look(page: Page, name: string): Promise<string[]> {
  await settled(page)
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) })
  return (await faults(page)).map((fault) => `${name}: ${fault}`)
}

for (const screen of SCREENS)
  for (const size of screen.sizes)
    test(`${screen.name} at ${size}`, async ({ people }) => {
      const page = await people.enter(hub, screen.who(), size)
      // Language and theme are kept with the account: an earlier screen's choice is no part of this one.
      await page.request.patch(hub.url + paths.settings, {
        headers: { 'x-yiwang': '1' },
        data: { language: 'zh', theme: 'dark' },
      })
      await page.goto(hub.url + screen.path())
      await expect(screen.alive(page).first()).toBeVisible()
      const html = page.locator('html')
      await expect(html).toHaveAttribute('lang', 'zh-CN')
      await expect(html).toHaveAttribute('data-theme', 'dark')
      const found = await look(page, `${screen.name}-${size}-zh-dark`)
      await toggleTheme(page)
      await toggleLanguage(page)
      await expect(html).toHaveAttribute('data-theme', 'light')
      await expect(html).toHaveAttribute('lang', 'en')
      await expect(page.locator('nav').first()).not.toHaveText(/[\u4e00-\u9fff]/)
      found.push(...(await look(page, `${screen.name}-${size}-en-light`)))
      expect(found).toEqual([])
    })

for (const size of ['wall', 'wall4k'] as const)
  test(`wall at ${size}`, async ({ people }) => {
    const page = await people.enter(hub, 'wall', size)
    const found: string[] = []
    for (const language of ['zh', 'en']) {
      await page.evaluate((choice) => localStorage.setItem('yiwang.locale', choice), language)
      await page.goto(`${hub.url}/wall`)
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-CN')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await expect(page.locator('.vital .number').first()).toHaveText(/\d/)
      found.push(...(await look(page, `wall-${size}-${language}`)))
      // Nothing on a wall is ever scrolled to.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
      if (tall > 0) found.push(`wall-${size}-${language}: taller than the screen by ${tall} px`)
    }
    expect(found).toEqual([])
  })

for (const size of ['desk', 'phone'] as const)
  test(`sign-in and an unknown address at ${size}`, async ({ people }) => {
    const page = await people.open(size)
    const found: string[] = []
    for (const [name, path] of [
      ['signin', '/signin'],
      ['nowhere', '/no/such/page'],
    ] as const) {
      await page.goto(hub.url + path)
      await expect(page.getByRole('main')).toBeVisible()
      found.push(...(await look(page, `${name}-${size}`)))
    }
    expect(found).toEqual([])
  })
