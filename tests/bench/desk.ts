// The duty desk in a real browser with a full register behind it: filter, keys, typing while cases change, opening a case.
// Each against the bare thing in the same browser: the same bytes fetched and a plain list drawn of them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type LaunchOptions, type Page } from '@playwright/test'
import { BROWSER, MAPLESS_BROWSER } from '../support/browser.ts'
import { openAccounts } from '../../src/server/accounts/accounts.ts'
import { openAudit } from '../../src/server/audit/audit.ts'
import { indexReference, loadReference } from '../../src/server/reference/load.ts'
import { paths, type IncidentPage } from '../../src/wire/api.ts'
import { startHub, type HubProcess } from '../e2e/support/hub.ts'
import { expectSame, median, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { Caseload, OPEN_SHARE } from './caseload.ts'
import { embeddedStore, fill, prepare } from './register.ts'

interface Sizes {
  readonly cases: number
  /** Times each thing is done. */
  readonly times: number
  readonly letters: number
}
const WHOLE: Sizes = { cases: 100_000, times: 9, letters: 60 }
const QUICK: Sizes = { cases: 2_000, times: 5, letters: 25 }
/** As fast as people type who type fast. */
const KEY_MS = 70
/** Rows that change per second while somebody types. */
const CHANGES = 10

const PASSWORD = 'correct-horse-9'

type Times = Record<'desk' | 'bare', number[]>
const none = (): Times => ({ desk: [], bare: [] })

/** A store with the cases in it, as a hub left it; nothing in it falls due while the bench runs. */
async function seed(folder: string, cases: number): Promise<void> {
  const store = await embeddedStore(folder)
  try {
    await prepare(store)
    const now = Date.now()
    const reference = indexReference(await loadReference('city/yangzhou'), now)
    await fill(store, new Caseload(reference, now), reference, 0, cases)
    await store.db.pool.query(
      `update incident set next_tick_at = now() + interval '1 day' where next_tick_at is not null`,
    )
    const audit = openAudit({ db: store.db, now: Date.now })
    const accounts = openAccounts({ db: store.db, now: Date.now, audit })
    await accounts.createAccount({ username: 'dispatcher', name: '派遣员', role: 'dispatcher', password: PASSWORD })
  } finally {
    await store.stop()
  }
}

async function signedIn(page: Page, hub: HubProcess, username: string): Promise<void> {
  const answer = await page.request.post(`${hub.url}/api/session`, {
    data: { username, password: PASSWORD },
  })
  if (!answer.ok()) throw new Error(`sign-in of ${username}: ${answer.status()}`)
}

/** The cases were put into the store past the hub: what it makes of them for the evaluation it makes once, now, and not while we measure. */
async function caughtUp(page: Page, hub: HubProcess): Promise<void> {
  for (;;) {
    const answer = await page.request.get(hub.url + paths.evaluation, {
      params: { object: 'department', period: 'day', date: new Date().toISOString().slice(0, 10) },
    })
    if (answer.ok()) return
    if (answer.status() !== 503) throw new Error(`evaluation: ${answer.status()} ${await answer.text()}`)
    await new Promise((wake) => setTimeout(wake, 500))
  }
}

/** The bytes of the queue, fetched and drawn as a plain list, once. */
const bareList = (page: Page): Promise<number> =>
  page.evaluate(`(async () => {
    const from = performance.now()
    const rows = (await (await fetch('/api/snapshot/incidents')).json()).rows
    const shown = rows.slice(0, 25).map((r) => '<li>' + r.code + ' ' + r.title.zh + '</li>').join('')
    document.body.innerHTML = '<input id="text"><ol>' + shown + '</ol>'
    window.bareRows = rows
    return (await probe.painted()) - from
  })()`)

const total = '.pane .status .figure'

/** Every level in turn, pressed on and off: from the press to the rows it leaves. */
const deskFilter = (page: Page, level: number): Promise<number> =>
  page.evaluate(`(async () => {
    const count = () => document.querySelector('${total}').textContent
    const button = document.querySelectorAll('.pane .levels .level')[${level - 1}]
    const before = count()
    const spent = await probe.span(() => button.click(), () => button.ariaPressed === 'true' && count() !== before)
    await probe.span(() => button.click(), () => count() === before)
    return spent
  })()`)
const bareFilter = (page: Page, level: number): Promise<number> =>
  page.evaluate(`(async () => {
    const list = document.querySelector('ol')
    return probe.span(() => {
      const rows = window.bareRows.filter((r) => r.level === ${level}).sort((a, b) => (a.clock?.dueAt ?? 9e15) - (b.clock?.dueAt ?? 9e15))
      list.innerHTML = rows.slice(0, 25).map((r) => '<li>' + r.code + ' ' + r.title.zh + '</li>').join('')
    }, () => true)
  })()`)

const deskKey = (page: Page, key: string): Promise<number> =>
  page.evaluate(`(async () => {
    const at = () => document.querySelector('.option.cursor')?.id
    const before = at()
    return probe.span(
      () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true, cancelable: true })),
      () => at() !== undefined && at() !== before,
    )
  })()`)
const bareKey = (page: Page, n: number): Promise<number> =>
  page.evaluate(`(async () => {
    const items = document.querySelectorAll('li')
    return probe.span(() => { items[${n} % items.length].className = 'cursor' }, () => true)
  })()`)

/** A hand comes to a row, finds its place and presses: this is quick for it. */
const HAND_MS = 150
/** From the press on a row to its facts, its log and what may be done, all drawn; `handMs` after the pointer has come to it. */
const deskOpen = (page: Page, n: number, handMs: number): Promise<number> =>
  page.evaluate(`(async () => {
    const row = document.querySelectorAll('.pane [role=option]')[${n}]
    if (${handMs} > 0) {
      row.dispatchEvent(new PointerEvent('pointerenter'))
      await new Promise((pressed) => setTimeout(pressed, ${handMs}))
    }
    const before = location.pathname
    const code = row.id.replace(/^.*?(YZ-)/, '$1')
    return probe.span(
      () => row.click(),
      () => location.pathname !== before && document.querySelector('.detail .facts') !== null &&
        document.querySelector('.action form, .action .panel, .action button') !== null && document.body.dataset.read !== 'no' &&
        document.querySelector('.detail')?.textContent.includes(code) === true,
    )
  })()`)
const bareOpen = (page: Page, id: string): Promise<number> =>
  page.evaluate(`(async () => {
    const from = performance.now()
    const detail = await (await fetch('/api/incidents/${id}')).json()
    document.body.append(Object.assign(document.createElement('p'), { textContent: detail.text + detail.events.length }))
    return (await probe.painted()) - from
  })()`)

interface Held {
  readonly longest: number
  readonly tasks: number
  readonly frame: number
}
/** Types into a field and says what held the page meanwhile. Every letter has to arrive. */
async function typing(page: Page, field: string, letters: number): Promise<Held> {
  await page.locator(field).focus()
  await page.evaluate('window.stopWatch = probe.watch()')
  const words = '文昌路 ponding 0123456789 '
    .repeat(4)
    .slice(0, letters)
    .replace(/[^\x20-\x7e]/g, 'w')
  await page.keyboard.type(words, { delay: KEY_MS })
  const held: Held = await page.evaluate('window.stopWatch()')
  expectSame('letters that arrived', await page.locator(field).inputValue(), words)
  await page.locator(field).fill('')
  return held
}

/** Ten cases a second change, as in a busy hour, until stopped. */
function churn(page: Page, hub: HubProcess, ids: readonly string[]): () => Promise<number> {
  let sent = 0
  let on = true
  const run = (async () => {
    while (on) {
      const cases = Array.from({ length: CHANGES }, (_, n) => ({ id: ids[(sent + n) % ids.length], version: 0 }))
      const startedAt = Date.now()
      const answer = await page.request.post(`${hub.url}/api/bulk`, {
        data: { key: `bench-churn-${startedAt}`, cases, input: { act: 'note', text: '例行记录' }, preview: false },
      })
      if (!answer.ok()) throw new Error(`bulk: ${answer.status()} ${await answer.text()}`)
      sent += CHANGES
      await new Promise((wake) => setTimeout(wake, Math.max(0, 1000 - (Date.now() - startedAt))))
    }
  })()
  return async () => {
    on = false
    await run
    return sent
  }
}

/** What the desk itself costs is seen where no processor has to draw the map, as on a desk with a graphics card. */
const BROWSERS: readonly { readonly launch: LaunchOptions; readonly words: string }[] = [
  { launch: BROWSER, words: '' },
  { launch: MAPLESS_BROWSER, words: ' without the map' },
]

async function measure(
  hub: HubProcess,
  { times, letters, cases }: Sizes,
  { say }: BenchContext,
  { launch, words }: (typeof BROWSERS)[number],
): Promise<Figure[]> {
  const browser = await chromium.launch(launch)
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await context.addInitScript({ path: join(import.meta.dirname, 'deskProbe.js') })
    const page = await context.newPage()
    const bare = await context.newPage()
    await signedIn(page, hub, 'dispatcher')
    await caughtUp(page, hub)
    const load = none()
    const open = async (): Promise<void> => {
      await page.bringToFront()
      const from = Date.now()
      await page.goto(`${hub.url}/duty`)
      await page.locator('.pane [role=option]').nth(3).waitFor({ timeout: 60_000 })
      load.desk.push(Date.now() - from)
    }
    await bare.goto(`${hub.url}/favicon.svg`).catch(() => undefined)
    await bare.goto(`${hub.url}/api/health`)
    for (let n = 0; n < Math.min(3, times); n += 1) {
      await open()
      await bare.bringToFront()
      load.bare.push(await bareList(bare))
    }
    await page.bringToFront()
    const shown = Number(((await page.locator(total).first().textContent()) ?? '').replace(/\D/g, ''))
    expectSame('open cases on the desk', shown, (cases * OPEN_SHARE) / 100)
    say(`${shown} open cases on the desk, ${cases} in the register`)

    const [filter, key, opening, sudden, register] = [none(), none(), none(), none(), none()]
    // The map and the first drawing come to rest.
    await page.waitForTimeout(3_000)
    const ids: string[] = (
      (await (
        await page.request.get(`${hub.url}/api/incidents`, { params: { open: true, limit: 400, sort: 'opened' } })
      ).json()) as IncidentPage
    ).rows.map((row) => row.id)
    for (let n = 0; n <= times; n += 1) {
      await page.bringToFront()
      const level = await page.evaluate<number>(
        `1 + [...document.querySelectorAll('.pane .levels .level')].findIndex((b, i) => i >= ${n % 4} && !/\\b0\\b/.test(b.textContent))`,
      )
      const spent = await deskFilter(page, Math.max(1, level))
      // The cursor stands where the round before opened a case; from the first row there is no way up.
      const keyed = await deskKey(page, n % 2 === 0 && (n - 1) % 8 > 0 ? 'k' : 'j')
      await page.waitForTimeout(300)
      const opened = await deskOpen(page, n % 8, HAND_MS)
      await page.waitForTimeout(1_200)
      const openedSuddenly = await deskOpen(page, (n + 4) % 8, 0)
      await page.waitForTimeout(1_200)
      await bare.bringToFront()
      const bareSpent = await bareFilter(bare, Math.max(1, level))
      const bareKeyed = await bareKey(bare, n)
      const bareOpened = await bareOpen(bare, ids[n] ?? '')
      // The first round warms up.
      if (n === 0) continue
      filter.desk.push(spent)
      filter.bare.push(bareSpent)
      key.desk.push(keyed)
      key.bare.push(bareKeyed)
      opening.desk.push(opened)
      opening.bare.push(bareOpened)
      sudden.desk.push(openedSuddenly)
      sudden.bare.push(bareOpened)
    }

    const held: Record<'desk' | 'bare', Held[]> = { desk: [], bare: [] }
    for (let n = 0; n < 3; n += 1) {
      await page.bringToFront()
      const stop = churn(page, hub, ids)
      const typed = await typing(page, '.pane input[type=search]', letters).finally(() => stop())
      held.desk.push(typed)
      say(`typed while ${await stop()} cases changed: longest task ${typed.longest.toFixed(0)} ms`)
      await bare.bringToFront()
      held.bare.push(await typing(bare, '#text', letters))
    }

    await page.bringToFront()
    await page.goto(`${hub.url}/register`)
    await page.locator('[data-row]').first().waitFor()
    for (let n = 0; n <= times; n += 1) {
      await page.bringToFront()
      const level = 2 + (n % 3)
      const asked = `(async () => {
        const words = () => document.querySelector('.list header [role=status]').textContent
        const button = document.querySelectorAll('.levels .level')[${level - 1}]
        const before = words()
        const spent = await probe.span(() => button.click(), () => words() !== before && document.querySelector('.list').ariaBusy !== 'true')
        await probe.span(() => button.click(), () => words() === before)
        return spent
      })()`
      const spent = await page.evaluate<number>(asked)
      await bare.bringToFront()
      const bareSpent = await bare.evaluate<number>(`(async () => {
        const from = performance.now()
        const page = await (await fetch('/api/incidents?level=${level}&sort=updated&order=desc&limit=50')).json()
        document.querySelector('ol').innerHTML = page.rows.map((r) => '<li>' + r.code + ' ' + r.title.zh + '</li>').join('')
        return (await probe.painted()) - from
      })()`)
      if (n === 0) continue
      register.desk.push(spent)
      register.bare.push(bareSpent)
    }

    const at = `desk/${cases}${words}`
    const figure = (what: string, { desk, bare: plain }: Times, q: number, against: string): Figure => ({
      name: `${at}/${what}`,
      value: quantile(desk, q),
      unit: 'ms',
      baseline: quantile(plain, q),
      against,
    })
    const worst = (side: 'desk' | 'bare', of: keyof Held): number => median(held[side].map((one) => one[of]))
    return [
      figure('page opens, p50', load, 0.5, 'the same rows fetched, a plain list drawn'),
      figure('filter to rows, p50', filter, 0.5, 'a plain array filtered and listed'),
      figure('filter to rows, p95', filter, 0.95, 'a plain array filtered and listed'),
      figure('j or k, p50', key, 0.5, 'a class set on a list item'),
      figure('j or k, p95', key, 0.95, 'a class set on a list item'),
      figure('a case opens, p50', opening, 0.5, 'the same case fetched, its text drawn'),
      figure('a case opens, p95', opening, 0.95, 'the same case fetched, its text drawn'),
      figure('a case opens with no hand before, p50', sudden, 0.5, 'the same case fetched, its text drawn'),
      figure('a case opens with no hand before, p95', sudden, 0.95, 'the same case fetched, its text drawn'),
      figure('register filter, p50', register, 0.5, 'the same page fetched, a plain list drawn'),
      figure('register filter, p95', register, 0.95, 'the same page fetched, a plain list drawn'),
      {
        name: `${at}/typing while ${CHANGES}/s change, longest frame`,
        value: worst('desk', 'frame'),
        unit: 'ms',
        baseline: worst('bare', 'frame'),
        against: 'a plain field in a still page',
      },
      { name: `${at}/typing while ${CHANGES}/s change, longest task`, value: worst('desk', 'longest'), unit: 'ms' },
    ]
  } finally {
    await browser.close()
  }
}

async function run(context: BenchContext): Promise<Figure[]> {
  const sizes = context.quick ? QUICK : WHOLE
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
  try {
    await seed(folder, sizes.cases)
    context.say(`${sizes.cases} cases in the store`)
    const hub = await startHub({ folder, env: { SIMULATE: 'off', CITY: resolve('city/yangzhou') } })
    try {
      const figures: Figure[] = []
      for (const browser of BROWSERS) figures.push(...(await measure(hub, sizes, context, browser)))
      return figures
    } finally {
      await hub.end()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

export const desk: Bench = {
  name: 'desk',
  about: 'the duty desk in Chromium with 100,000 cases behind it: filter, keys, typing, opening, against bare pages',
  run,
}
