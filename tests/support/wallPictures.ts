// Every board of the wall at every size in every state, to be looked at, and an error where a text of any of them is too small for its
// distance, cut or off the edge: `node --import tsx tests/support/wallPictures.ts FOLDER [--states calm,storm] [--sizes hd,uhd]
// [--language en]`.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import boards from '../../city/yangzhou/boards.json' with { type: 'json' }
import { paths } from '../../src/wire/api.ts'
import { emergencyPaths, type PlanRow } from '../../src/wire/emergencies.ts'
import type { IncidentRow, Snapshot } from '../../src/wire/views.ts'
import { startHub, type HubProcess } from '../e2e/support/hub.ts'
import { unread } from '../e2e/support/wallText.ts'
import { BROWSER } from './browser.ts'

const SIZES = {
  hd: { width: 1920, height: 1080 },
  uhd: { width: 3840, height: 2160 },
  wide: { width: 5760, height: 1080 },
  broad: { width: 7680, height: 2160 },
} as const
type Size = keyof typeof SIZES
const STATES = ['calm', 'drill', 'disconnected', 'storm', 'visit', 'emergency'] as const
type State = (typeof STATES)[number]
const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { states: { type: 'string' }, sizes: { type: 'string' }, language: { type: 'string', default: 'zh' } },
})
const FOLDER = resolve(positionals[0] ?? 'test-results/wall')
/** Those that were asked for, all where none was; a word that is none of them is a mistake. */
function chosen<T extends string>(all: readonly T[], said: string | undefined): readonly T[] {
  const words = said?.split(',') ?? all
  const wrong = words.find((word) => !all.some((one) => one === word))
  if (wrong !== undefined) throw new TypeError(`${wrong} is none of ${all.join(', ')}`)
  return all.filter((one) => words.includes(one))
}
const states = chosen(STATES, asked.states)
const sizes = chosen(Object.keys(SIZES) as Size[], asked.sizes)
const [language] = chosen(['zh', 'en'], asked.language)
if (language === undefined) throw new TypeError('--language zh or en')
const isAsked = (...some: readonly State[]): boolean => some.some((state) => states.includes(state))
const SHORT_MS = 6_000
const DRAWN_MS = { hd: 4_000, uhd: 5_000, wide: 5_000, broad: 12_000 } as const
/** Eight thousand pixels drawn by a processor. */
const SLOW = { waitUntil: 'commit', timeout: 120_000 } as const

const wrong: string[] = []
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

async function enter(browser: Browser, hub: HubProcess, who: string, size: Size): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: SIZES[size], reducedMotion: 'reduce' })
  // A wall speaks as its device was told to.
  await context.addInitScript((choice) => localStorage.setItem('yiwang.locale', choice), language)
  const data = { username: who, password: hub.password(who) }
  const answer = await context.request.post(hub.url + paths.session, { data })
  if (!answer.ok()) throw new Error(`sign-in of ${who}: ${answer.status()}`)
  return context
}

async function take(page: Page, name: string, size: Size): Promise<void> {
  await pause(DRAWN_MS[size])
  const { width } = SIZES[size]
  const bad = await unread(page, width)
  wrong.push(...bad.map((text) => `${name}: ${text}`))
  await page.screenshot({ path: join(FOLDER, `${name}.jpg`), type: 'jpeg', quality: 82, timeout: 120_000 })
  process.stdout.write(`${name}${bad.length > 0 ? `: ${bad.length} unreadable` : ''}\n`)
}

const stands = (page: Page): Promise<void> => page.locator('.wall-panel').first().waitFor({ timeout: 90_000 })

async function everyBoard(browser: Browser, hub: HubProcess, state: string, query = ''): Promise<void> {
  for (const size of sizes) {
    const context = await enter(browser, hub, 'wall', size)
    const page = await context.newPage()
    for (const { id } of boards) {
      await page.goto(`${hub.url}/wall?board=${id}${query}`, SLOW)
      await stands(page)
      await take(page, `${state}-${id}-${size}`, size)
    }
    await context.close()
  }
}

/** Walls that have seen their boards, and then lose their hub: they turn on by what they have. */
async function disconnected(browser: Browser, hub: HubProcess): Promise<void> {
  const walls: [Size, Page][] = []
  for (const size of sizes) {
    const page = await (await enter(browser, hub, 'wall', size)).newPage()
    await page.goto(`${hub.url}/wall`, SLOW)
    await stands(page)
    for (const _ of boards) {
      await pause(SHORT_MS / 2)
      await page.keyboard.press('ArrowRight')
    }
    walls.push([size, page])
  }
  await hub.end('SIGKILL')
  for (const [size, page] of walls) {
    await page.locator('main.wall.lost').waitFor({ timeout: 60_000 })
    for (const [n] of boards.entries()) {
      await page.keyboard.press('ArrowRight')
      await take(page, `disconnected-${n + 1}-${size}`, size)
    }
    await page.context().close()
  }
}

async function emergency(browser: Browser, hub: HubProcess, drill: boolean): Promise<void> {
  const chief = (await enter(browser, hub, 'chief', 'hd')).request
  const plans = (await (await chief.get(hub.url + emergencyPaths.plans)).json()) as PlanRow[]
  const open = (await (await chief.get(hub.url + paths.snapshot('incidents'))).json()) as Snapshot<IncidentRow>
  // A real one is of a case.
  const [worst] = [...open.rows].sort((a, b) => a.level - b.level)
  const about = drill ? { level: 1, title: '文昌中路下穿通道积水' } : { level: 1, incident: worst?.id }
  const data = { plan: plans[0]?.plan.id, drill, ...about, key: `pictures-${String(drill)}` }
  const answer = await chief.post(hub.url + emergencyPaths.list, { data })
  if (!answer.ok()) throw new Error(`emergency: ${answer.status()} ${await answer.text()}`)
  const { id } = (await answer.json()) as { id: string }
  for (const size of sizes) {
    const context = await enter(browser, hub, 'wall', size)
    const page = await context.newPage()
    await page.goto(`${hub.url}/wall`, SLOW)
    await page.locator('.room').waitFor({ timeout: 90_000 })
    await take(page, `${drill ? 'drill' : 'emergency'}-${size}`, size)
    await context.close()
  }
  const end = { key: `pictures-end-${String(drill)}`, act: { type: 'end', reason: '险情解除' } }
  const ended = await chief.post(hub.url + emergencyPaths.acts(id), { data: end })
  if (!ended.ok()) throw new Error(`end: ${ended.status()} ${await ended.text()}`)
}

await mkdir(FOLDER, { recursive: true })
const browser = await chromium.launch(BROWSER)
try {
  if (isAsked('calm', 'drill', 'disconnected')) {
    const hub = await startHub({ env: { SIMULATE: 'on', SCENARIO: 'ordinary', STAFF: 'on', PAST: 'on' } })
    await pause(60_000)
    if (isAsked('calm')) await everyBoard(browser, hub, 'calm')
    if (isAsked('drill')) await emergency(browser, hub, true)
    if (isAsked('disconnected')) await disconnected(browser, hub)
    await hub.clear()
  }
  if (isAsked('storm', 'visit', 'emergency')) {
    const hub = await startHub({ env: { SIMULATE: 'on', SCENARIO: 'storm', STAFF: 'on', SPEED: '30', PAST: 'on' } })
    await pause(120_000)
    if (isAsked('storm')) await everyBoard(browser, hub, 'storm')
    if (isAsked('visit')) await everyBoard(browser, hub, 'visit', '&visit=1')
    if (isAsked('emergency')) await emergency(browser, hub, false)
    await hub.clear()
  }
} finally {
  await browser.close()
}
if (wrong.length > 0) throw new Error(`unreadable:\n${wrong.join('\n')}`)
process.stdout.write(`every board stands in ${FOLDER}\n`)
