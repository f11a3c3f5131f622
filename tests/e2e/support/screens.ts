// A city on which it rains, and screens of it to be looked at: both languages, dark and light, each size they are made for.
import type { Locator, Page } from '@playwright/test'
import { paths } from '../../../src/wire/api.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import { cases } from './case.ts'
import { startHub, type HubProcess } from './hub.ts'
import { faults, settled, toggleLanguage, toggleTheme, type Asked } from './look.ts'
import { expect, failuresIn, test, type People, type Size } from './people.ts'

/** The place of the demonstration's gauge. */
export const PLACE = '文昌中路下穿通道'
/** States in which a case stays with the department that has it. */
const KEPT: ReadonlySet<string> = new Set(['handling', 'pendingConfirm', 'pendingCheck', 'pendingClose', 'closed'])

export interface RainyCity {
  readonly hub: HubProcess
  /** The demonstration's case, and one that a department has in hand. */
  readonly demo: IncidentRow
  readonly order: IncidentRow
}

/** One for all tests of a file, with some cases when the first begins; its log is held clean. */
export function rainyCity(): () => RainyCity {
  let hub: HubProcess | undefined
  let city: RainyCity | undefined
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(420_000)
    const started = await startHub({ env: { SIMULATE: 'on', STAFF: 'on', SCENARIO: 'storm', SPEED: '8' } })
    hub = started
    await started.publishDepth(0.32)
    const page = await browser.newPage()
    const signedIn = await page.request.post(started.url + paths.session, {
      headers: { 'x-yiwang': '1' },
      data: { username: 'chief', password: started.password('chief') },
    })
    expect(signedIn.status()).toBe(200)
    await page.goto(`${started.url}/signin`)
    await expect
      .poll(
        async () => {
          const rows = await cases(page)
          const demo = rows.find((row) => row.title.zh.includes(PLACE))
          const order = rows.find((row) => row.lead !== undefined && KEPT.has(row.state))
          if (demo !== undefined && order !== undefined) city = { hub: started, demo, order }
          return city !== undefined && rows.length >= 5
        },
        { timeout: 240_000, intervals: [1000] },
      )
      .toBe(true)
    await page.context().close()
  })
  test.afterAll(async () => {
    await hub?.clear()
    expect(failuresIn(`${hub?.out() ?? ''}${hub?.err() ?? ''}`), 'failures in the log of the hub').toEqual([])
  })
  return () => {
    if (city === undefined) throw new Error('the city of this file does not run yet')
    return city
  }
}

export interface Screen {
  readonly name: string
  readonly who: () => string
  readonly path: () => string
  readonly sizes: readonly Size[]
  /** What shows that real work is on it. */
  readonly alive: (page: Page) => Locator
}

/** Looks at the page as it stands, keeps a picture and answers what is wrong. */
export async function look(page: Page, name: string, asked?: Asked): Promise<string[]> {
  await settled(page)
  // Eight million pixels drawn by two busy processors take their time.
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), timeout: 90_000 })
  return (await faults(page, asked)).map((fault) => `${name}: ${fault}`)
}

/** Looks at one screen in one size: Chinese and dark, then English and light. */
export async function lookAt(people: People, { hub }: RainyCity, screen: Screen, size: Size): Promise<void> {
  // Language and theme are kept with the account: an earlier screen's choice is no part of this one.
  const page = await people.enterAt(hub, screen.who(), size, { language: 'zh', theme: 'dark' })
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
  found.push(...(await look(page, `${screen.name}-${size}-en-light`, 'changed')))
  expect(found).toEqual([])
}
