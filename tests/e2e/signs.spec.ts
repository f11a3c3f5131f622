// Vital signs from the overview to the sensor, compared, taken away as files; a rule tried, put into force and taken back. One hub
// with the simulated city, whose devices go wrong by themselves.
import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { paths } from '../../src/wire/api.ts'
import type { IndicatorDetail, SignSeries } from '../../src/wire/signs.ts'
import { phrases as catalogue } from '../../src/web/i18n/catalogue.zh.ts'
import { phrases as charts } from '../../src/web/i18n/charts.zh.ts'
import { phrases as compare } from '../../src/web/i18n/compare.zh.ts'
import { phrases as indicator } from '../../src/web/i18n/indicator.zh.ts'
import { phrases as quality } from '../../src/web/i18n/quality.zh.ts'
import { phrases as signs } from '../../src/web/i18n/signs.zh.ts'
import { phrases as trial } from '../../src/web/i18n/trial.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { startHub, type HubProcess } from './support/hub.ts'
import { faults, settled, toggleLanguage, toggleTheme } from './support/look.ts'
import { expect, failuresIn, test } from './support/people.ts'

const CITY = '321000'
const SIGN = 'pm25'
const said = (phrases: Readonly<Record<string, unknown>>, name: string): string => {
  const found = name
    .split('.')
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], phrases)
  if (typeof found !== 'string') throw new Error(`no phrase ${name}`)
  return found
}
/** A phrase with something put in. */
const like = (text: string): RegExp =>
  new RegExp(
    text
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+'),
  )

let hub: HubProcess
test.beforeAll(async () => {
  test.setTimeout(240_000)
  // The faults of the scenario begin within the first city minutes: within half a minute of ours.
  hub = await startHub({ env: { SPEED: '10' } })
  await hub.publishDepth(0.32)
})
test.afterAll(async () => {
  await hub.clear()
  expect(failuresIn(hub.out() + hub.err()), 'failures in the log of the hub').toEqual([])
})

const detailOf = async (page: Page, id: string): Promise<IndicatorDetail> =>
  (await (await page.request.get(`${hub.url}${paths.indicator(id)}?area=${CITY}`)).json()) as IndicatorDetail
async function seriesOf(page: Page, id: string): Promise<SignSeries> {
  const [from, to] = [Date.now() - 24 * 3_600_000, Date.now()]
  const span = `area=${CITY}&from=${from}&to=${to}`
  return (await (await page.request.get(`${hub.url}${paths.indicatorSeries(id)}?${span}`)).json()) as SignSeries
}
/** A sign's page once some minutes of it are told. */
async function openSign(page: Page, id: string): Promise<void> {
  await expect
    .poll(async () => (await seriesOf(page, id)).value.filter((v) => v !== null).length, {
      timeout: 200_000,
      intervals: [2_000],
    })
    .toBeGreaterThanOrEqual(2)
  await page.goto(`${hub.url}/indicator/${id}?area=${CITY}`)
  await settled(page)
}
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path())

test('from the overview to one sign: searched, filtered, opened, and it says how sure it is', async ({ people }) => {
  const page = await people.enter(hub, 'chief', 'desk')
  await page.goto(`${hub.url}/signs`)
  const table = page.getByRole('table')
  const row = (id: string) => table.locator(`[data-sign="${id}"]`)
  await expect(row(SIGN).locator('.value .figure')).toHaveText(/\d/, { timeout: 60_000 })
  expect(await table.locator('[data-sign]').count()).toBeGreaterThanOrEqual(60)

  await test.step('a search narrows and says so', async () => {
    await page.getByRole('searchbox', { name: said(signs, 'search') }).fill('PM2.5')
    await expect(row(SIGN)).toBeVisible()
    await expect(row('traffic-index')).toHaveCount(0)
    await expect(page.getByRole('search').getByRole('status')).toHaveText(like(said(signs, 'foundOf')))
    expect(page.url()).toContain('PM2.5')
  })
  await test.step('a filter leaves what has a level, and an empty one offers the way back', async () => {
    await page.getByRole('searchbox', { name: said(signs, 'search') }).fill('没有这样的指标')
    await expect(page.getByText(said(signs, 'none'))).toBeVisible()
    await page.getByRole('button', { name: said(signs, 'clear') }).click()
    await expect(row('traffic-index')).toBeVisible()
    await page.getByText(new RegExp(`^\\s*${said(signs, 'showing.level')} \\d+`)).click()
    const shown = table.locator('[data-sign]')
    await expect(shown.filter({ hasNotText: /[ⅠⅡⅢⅣ]/ })).toHaveCount(0)
  })
  await test.step('the sign says value, age, coverage, standard and that it is simulated', async () => {
    await page.goto(`${hub.url}/signs?group=air`)
    await row(SIGN).getByRole('link').click()
    await expect(page).toHaveURL(new RegExp(`/indicator/${SIGN}`))
    const now = page.getByRole('region', { name: said(indicator, 'now') })
    await expect(now).toContainText(/HJ 633/)
    await expect(now.getByText(/\d+ 个中 \d+ 个有效/)).toBeVisible()
    await expect(page.getByText(said(ui, 'simulated')).first()).toBeVisible()
  })
  await test.step('what is normal and foretold is there, or says how much it still has to learn', async () => {
    const detail = await detailOf(page, SIGN)
    if (detail.learning === undefined) await expect(page.getByText(like(said(indicator, 'learning')))).toHaveCount(0)
    else await expect(page.getByText(like(said(indicator, 'learning'))).first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 3, name: /./ }).first()).toBeVisible()
  })
  expect(await faults(page)).toEqual([])
})

test('bad data is found by data quality and followed to its sensor', async ({ people }) => {
  const page = await people.enter(hub, 'chief', 'desk')
  await page.goto(`${hub.url}/quality`)
  const table = page.getByRole('table').first()
  await expect(table.getByRole('row').nth(3)).toBeVisible()
  await expect(page.getByRole('heading', { name: said(quality, 'guide') })).toBeVisible()
  // A level in centimetres: refused as impossible, and its unit doubted.
  await page.goto(`${hub.url}/quality?by=sensor&flag=unitSlip`)
  const link = table.getByRole('rowheader').getByRole('link').first()
  await expect(async () => {
    await page.getByRole('button', { name: said(quality, 'refresh') }).click()
    await expect(link).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 200_000, intervals: [3_000] })
  const found = await faults(page)
  const name = await link.innerText()
  await link.click()
  await expect(page).toHaveURL(/\/sensor\//)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await settled(page)
  found.push(...(await faults(page)))
  expect(found).toEqual([])
})

test('a rule is tried, put into force, and taken back', async ({ people }) => {
  const page = await people.enter(hub, 'admin', 'desk')
  const limit = page.locator('[data-pointer="/steps/1/limit"] input')
  const commit = async (reason: string): Promise<void> => {
    await page.getByRole('button', { name: said(catalogue, 'preview.open'), exact: true }).click()
    const preview = page.getByRole('region', { name: said(catalogue, 'preview.title') })
    await preview.getByLabel(new RegExp(`^${said(catalogue, 'preview.reason')}`)).fill(reason)
    await preview.getByRole('button', { name: said(catalogue, 'preview.commit'), exact: true }).click()
    await expect(preview).toHaveCount(0)
  }
  const open = (edit: boolean) =>
    page.goto(`${hub.url}/catalogue?kind=alarmRule&id=ponding-depth${edit ? '&edit=1' : ''}`)
  await open(true)
  await expect(limit).toHaveValue('0.15')
  await limit.fill('0.1')
  await limit.blur()

  await test.step('it says how often it would have triggered, and how often a case was filed', async () => {
    const panel = page.getByRole('region', { name: said(trial, 'title') })
    await panel.getByRole('button', { name: said(trial, 'run'), exact: true }).click()
    await expect(panel.getByRole('status')).toContainText(like(said(trial, 'alarmRule.would')), { timeout: 60_000 })
    await expect(panel.getByRole('table').first()).toContainText(said(trial, 'present'))
    expect(await faults(page)).toEqual([])
  })
  await test.step('the preview knows that it was tried; into force', async () => {
    await page.getByRole('button', { name: said(catalogue, 'preview.open'), exact: true }).click()
    await expect(page.getByText(/^已试算/)).toBeVisible()
    await page.getByRole('button', { name: said(catalogue, 'preview.back') }).click()
    await commit('试行更低的限值')
    await open(true)
    await expect(limit).toHaveValue('0.1')
  })
  await test.step('and back to the version before', async () => {
    await open(false)
    await page.getByText(said(catalogue, 'history'), { exact: true }).click()
    await page
      .getByRole('button', { name: like(said(catalogue, 'restoreNamed')) })
      .first()
      .click()
    await commit('误报太多，退回')
    await open(true)
    await expect(limit).toHaveValue('0.15')
    await page.getByText(said(catalogue, 'history'), { exact: true }).click()
    await expect(page.getByText(/误报太多，退回/).first()).toBeVisible()
    await expect(page.getByText(/试行更低的限值/).first()).toBeVisible()
  })
})

// These two wait until some minutes of a sign are told: the tests before them are that wait.
test('what is on the screen is in the files', async ({ people }) => {
  const page = await people.enter(hub, 'chief', 'desk')
  await openSign(page, SIGN)
  const chart = page.locator('figure.sign')
  const saved = async (format: 'csv' | 'xlsx'): Promise<Buffer> => {
    const menu = chart.locator('details.save')
    if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click()
    const download = page.waitForEvent('download')
    await menu.getByRole('link', { name: said(charts, format) }).click()
    return bytesOf(await download)
  }
  await chart.getByText(said(ui, 'asTable')).click()
  const lines = chart.locator('details.twin tbody tr')
  await expect(lines.nth(1)).toBeVisible({ timeout: 120_000 })
  const onScreen = new Map<string, string>()
  for (const line of await lines.all()) {
    const [time = '', value = ''] = await line.getByRole('cell').allInnerTexts()
    const clock = /\d\d:\d\d/.exec(time)?.[0]
    if (clock !== undefined && /\d/.test(value)) onScreen.set(clock, value.replaceAll(',', ''))
  }
  expect(onScreen.size).toBeGreaterThanOrEqual(2)

  // What is saved after it was read has no less than the screen.
  const csv = (await saved('csv')).toString('utf8')
  expect(csv).toContain('HJ 633')
  expect(csv).toMatch(/模拟/)
  const inFile = new Map<string, string>()
  for (const line of csv.split(/\r?\n/)) {
    const [time = '', value = ''] = line.split(',')
    const clock = /^\d{4}-\d\d-\d\d[ T](\d\d:\d\d)/.exec(time)?.[1]
    if (clock !== undefined && value !== '') inFile.set(clock, value)
  }
  for (const [clock, value] of onScreen) expect(inFile.get(clock), `${clock} in the CSV`).toBe(value)

  const book = new ExcelJS.Workbook()
  const bytes = await saved('xlsx')
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  expect(book.worksheets.length).toBe(2)
  const figures = new Set<string>()
  book.worksheets[1]?.eachRow((line) => figures.add(String(line.getCell(2).value)))
  for (const [clock, value] of onScreen) expect(figures.has(value), `${value} of ${clock} in the xlsx`).toBe(true)
})

test('two signs are compared on one clock, in both languages and themes', async ({ people }) => {
  const page = await people.enter(hub, 'chief', 'desk')
  await openSign(page, SIGN)
  await page.getByRole('link', { name: said(charts, 'compare') }).click()
  await expect(page).toHaveURL(/\/compare/)
  const chosen = page.locator('section', { has: page.getByRole('heading', { name: said(compare, 'chosen') }) })
  await expect(chosen.getByRole('listitem')).toHaveCount(1)
  await page.getByRole('searchbox', { name: said(compare, 'search') }).fill('交通')
  const results = page.getByRole('list', { name: said(compare, 'results') })
  await results.getByRole('button', { name: /交通/ }).first().click()
  await expect(chosen.getByRole('listitem')).toHaveCount(2)
  await settled(page)
  expect(new URL(page.url()).search).toContain(SIGN)
  // Units differ: two pictures, one clock.
  await expect(page.locator('main figure')).toHaveCount(2)
  const found = [...(await faults(page))]
  await toggleTheme(page)
  found.push(...(await faults(page)))
  await toggleLanguage(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await settled(page)
  await expect(page.getByRole('banner')).not.toContainText(said(compare, 'title'))
  found.push(...(await faults(page)))
  await toggleLanguage(page)
  await toggleTheme(page)
  expect(found).toEqual([])
})
