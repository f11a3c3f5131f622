// The city map by hand and by keys: found by initials, a layer's table, a circle and what is in it as a file, the way back; and on a phone.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { phrases as en } from '../../src/web/i18n/map.en.ts'
import { phrases as zh } from '../../src/web/i18n/map.zh.ts'
import { wordsOf } from './support/case.ts'
import { faults, settled, toggleLanguage } from './support/look.ts'
import { expect, hubOfFile, test } from './support/people.ts'

const PLACE = '文昌中路下穿通道'
const RADIUS_M = 3000
const hub = hubOfFile({ env: { SIMULATE: 'on' } })
const say = (path: string, values?: Readonly<Record<string, string | number>>): string => wordsOf(zh, path, values)
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams
const placeOf = (page: Page): string => (query(page).get('at') ?? '').split(',').slice(0, 2).join()

test('found by initials, listed in a table, asked within a circle, and back again', async ({ people }) => {
  await hub().publishDepth(0.32)
  const page = await people.enter(hub(), 'chief', 'desk')
  await page.goto(`${hub().url}/map`)
  const left = page.getByRole('region', { name: say('left'), exact: true })
  const right = page.getByRole('region', { name: say('right'), exact: true })

  await test.step('initials lead to the sensor, and it is picked', async () => {
    const field = left.getByRole('combobox', { name: say('search.label') })
    await expect(field).toBeVisible()
    await settled(page)
    await page.keyboard.press('/')
    await expect(field).toBeFocused()
    await field.pressSequentially('wczlxctd')
    await expect(left.getByRole('option').filter({ hasText: PLACE }).first()).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(right.getByRole('heading', { level: 2 })).toContainText('文昌中路')
    await expect.poll(() => query(page).get('pick')).not.toBeNull()
    await expect.poll(() => placeOf(page)).toMatch(/^119\.\d+,32\.\d+$/)
    await right.getByRole('button', { name: say('back') }).click()
    await expect.poll(() => query(page).get('pick')).toBeNull()
  })

  await test.step('a layer is switched on; a line of its table moves the map', async () => {
    const layer = say('layer.cameras.name')
    await left.getByRole('checkbox', { name: layer }).check()
    await expect.poll(() => query(page).get('on')?.split(',')).toContain('cameras')
    await left.getByRole('button', { name: say('tableOf', { name: layer }) }).click()
    const table = page.getByRole('grid', { name: say('tableOf', { name: layer }) })
    const row = table.getByRole('row').nth(2)
    const name = await row.getByRole('gridcell').first().innerText()
    const before = placeOf(page)
    await row.click()
    await expect.poll(() => placeOf(page)).not.toBe(before)
    await expect(right.getByRole('heading', { level: 2 })).toHaveText(name)
    await page.getByRole('button', { name: say('closeTable') }).click()
    await right.getByRole('button', { name: say('back') }).click()
  })

  await test.step('a circle drawn by keys says what is in it, and gives it as a file', async () => {
    const circle = page.getByRole('button', { name: say('tool.circle'), exact: true })
    await circle.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const radius = page.getByRole('spinbutton', { name: say('tool.radius') })
    await radius.fill(String(RADIUS_M))
    await radius.press('Enter')
    await expect.poll(() => query(page).get('draw')).toMatch(new RegExp(`^c.*,${RADIUS_M}$`))
    const sensors = right.getByRole('button', { name: new RegExp(`^${say('inside.list.sensors')}`) })
    await expect(sensors.locator('strong')).toHaveText(/^[1-9]/)
    const told = Number((await sensors.locator('strong').innerText()).replaceAll(',', ''))
    await sensors.click()
    await expect(sensors).toHaveAttribute('aria-pressed', 'true')
    const csv = right.getByRole('button', { name: say('inside.save', { format: 'CSV' }) })
    await expect(csv).toBeEnabled()
    const [file] = await Promise.all([page.waitForEvent('download'), csv.click()])
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n')
    expect(file.suggestedFilename()).toMatch(/\.csv$/)
    // Sensors come and go: not by many.
    expect(lines.length).toBeGreaterThan(told * 0.9)
    await settled(page)
    expect(await faults(page)).toEqual([])
  })

  await test.step('going back takes the circle away, then the layer', async () => {
    await page.goBack()
    await expect.poll(() => query(page).get('draw')).toBeNull()
    await expect(right.getByRole('heading', { name: say('cases') })).toBeVisible()
    for (let i = 0; i < 6 && (query(page).get('on') ?? '').includes('cameras'); i++) {
      await page.goBack()
      await settled(page)
    }
    await expect(left.getByRole('checkbox', { name: say('layer.cameras.name') })).not.toBeChecked()
  })
})

test('in English on a phone: searched, picked, big enough for a thumb', async ({ people }) => {
  const page = await people.enter(hub(), 'leader', 'phone')
  await toggleLanguage(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto(`${hub().url}/map`)
  const field = page.getByRole('combobox', { name: wordsOf(en, 'search.label') })
  await expect(field).toBeVisible()
  await settled(page)
  await field.fill('wczl')
  const hit = page.getByRole('option').filter({ hasText: '文昌中路' }).first()
  await expect(hit).toBeVisible()
  await hit.click()
  await expect(page.getByRole('button', { name: wordsOf(en, 'back') })).toBeVisible()
  const small = await page.locator('main button:visible').evaluateAll((buttons) =>
    buttons
      // The notice of the map's library folds beside its words.
      .filter((button) => !button.matches('.maplibregl-ctrl-attrib-button'))
      .map((button) => ({ box: button.getBoundingClientRect(), text: button.ariaLabel ?? button.textContent }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ box, text }) => `${text.trim()}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
  )
  expect(small).toEqual([])
  expect(await faults(page)).toEqual([])
})
