// A wall left alone: it turns from board to board for as long as it is told, faults are forced on it, and what became of it is read.
// The bench runs it for long, the journeys for a short while. Everything a hand would have to do is a failure.
import { chromium, type APIRequestContext, type Page } from '@playwright/test'
import pg from 'pg'
import type { BoardRow } from '../../src/wire/boards.ts'
import { paths } from '../../src/wire/api.ts'
import type { AlarmRow, Snapshot } from '../../src/wire/views.ts'
import { wallPaths, type Pairing, type WallRow } from '../../src/wire/walls.ts'
import { startHub, type HubProcess } from '../e2e/support/hub.ts'
import { unread } from '../e2e/support/wallText.ts'
import { BROWSER } from './browser.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { slowLink } from './slowLink.ts'
import { force, pause, type Fault } from './wallFaults.ts'

export interface WallSoakOptions {
  /** How often the desk turns it; faults are spread over the first half. */
  readonly turns: number
  /** Then it turns by itself for so long, as fast as a wall may be told to. */
  readonly byItselfMs: number
  /** Then its line is broken for so long, while it turns by itself; 0: not at all. */
  readonly cutMs: number
  /** How many times as fast as a real one the city's day runs: so many times as many messages. */
  readonly speed: number
  readonly size: { readonly width: number; readonly height: number }
  readonly faults: readonly Fault[]
  /** How long what is taken away stays away. */
  readonly awayMs: number
  /** Heap and counts are read after so many turns. */
  readonly readEvery: number
  readonly say: (line: string) => void
}

export interface WallRead {
  readonly atMinutes: number
  readonly turns: number
  readonly heapMB: number
  readonly nodes: number
  readonly listeners: number
  /** What the page holds in any case: it grows with the city, not with the page. */
  readonly cases: number
  /** Nothing is forced on it any more: from here on the heap can be compared. */
  readonly leftAlone: boolean
  /** As the wall says of itself. */
  readonly frameMs: number | undefined
  /** How many times the page had begun anew: heaps of two pages are not compared. */
  readonly reloads: number
}

export interface WallSoak {
  readonly turns: number
  /** Turns it took by itself. */
  readonly ownTurns: number
  /** Turns it took by itself with no line to the hub. */
  readonly cutTurns: number
  /** How long after the line was mended it was current again, ms; undefined: never, or the line was not broken. */
  readonly mendedMs: number | undefined
  /** Boards that did not come within {@link TURN_WITHIN_MS}, or stayed after the wall said that they turn, in words. */
  readonly missed: readonly string[]
  /** Panels that called themselves stale while the line was whole, in words. */
  readonly frozen: readonly string[]
  /** Texts too small for who stands there, cut or off the edge, by board. */
  readonly unread: readonly string[]
  readonly turnMs: readonly number[]
  /** Of each fault: how long after what was taken away came back the wall was current again, ms; undefined: never. */
  readonly faults: readonly { readonly fault: Fault; readonly backMs: number | undefined }[]
  readonly reads: readonly WallRead[]
  /** A page begun anew at the end that has shown every board of the same city: what the old one holds beyond it, it has gathered. */
  readonly fresh: WallRead
  /** Hours that the city's day ran. */
  readonly cityHours: number
  /** Observations kept meanwhile; undefined where the hub keeps them in its own database. */
  readonly observations: number | undefined
  /** How many times the page began anew by itself. */
  readonly reloads: number
  readonly problems: readonly string[]
}

const TURN_WITHIN_MS = 30_000
const FASTEST_TURN_MS = 10_000
const BACK_WITHIN_MS = 150_000
/** What a browser itself says on its console when a request fails; what the page does about it is what is looked at here. */
const OUTAGE = /net::ERR_|WebSocket|Failed to load resource|CONTEXT_LOST|context lost|Worker failed to load/i

async function until(there: () => Promise<boolean>, withinMs: number): Promise<number | undefined> {
  const from = Date.now()
  while (Date.now() - from < withinMs) {
    if (await there().catch(() => false)) return Date.now() - from
    await pause(200)
  }
  return undefined
}

/** Paired as at the desk, by a code the chief approves; the page stands at `/wall` afterwards. */
async function pair(page: Page, origin: string, chief: APIRequestContext, hub: HubProcess): Promise<string> {
  const asked = (await (await page.request.post(origin + wallPaths.pairing)).json()) as Pairing
  const approved = await chief.post(hub.url + wallPaths.list, { data: { code: asked.code, name: '长跑大屏' } })
  if (!approved.ok()) throw new Error(`pairing: ${approved.status()} ${await approved.text()}`)
  const claimed = await page.request.post(origin + wallPaths.claim, { data: { secret: asked.secret } })
  if (claimed.status() !== 200) throw new Error(`claim: ${claimed.status()} ${await claimed.text()}`)
  await page.goto(`${origin}/wall`)
  const session = (await (await page.request.get(origin + paths.session)).json()) as { user: { id: string } }
  return session.user.id
}

export async function soakWall(options: WallSoakOptions): Promise<WallSoak> {
  const { faults, say, awayMs } = options
  const grown = faults.includes('databaseStopped') || faults.includes('tokenExpired')
  const postgres = grown ? await startPostgres() : undefined
  if (grown && postgres === undefined)
    throw new Error('these faults need a PostgreSQL that can be stopped (Debian: postgresql)')
  let hub = await startHub({
    env: {
      SIMULATE: 'on',
      SCENARIO: 'ordinary',
      SPEED: String(options.speed),
      STAFF: 'on',
      ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
    },
  })
  const line = await slowLink(Number(new URL(hub.url).port))
  const origin = `http://127.0.0.1:${line.port}`
  const browser = await chromium.launch(BROWSER)
  const problems: string[] = []
  try {
    const desk = await browser.newContext()
    const chief = desk.request
    const enter = async (): Promise<void> => {
      const answer = await chief.post(hub.url + paths.session, {
        data: { username: 'chief', password: hub.password('chief') },
      })
      if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`)
    }
    await enter()
    const context = await browser.newContext({ viewport: options.size, reducedMotion: 'reduce' })
    // The page's clock can be set without touching that of the machine.
    await context.addInitScript(() => {
      const real = Date.now
      // The empty page a browser begins with has no storage.
      const ahead = { ms: location.protocol === 'http:' ? Number(sessionStorage.getItem('soak.ahead') ?? 0) : 0 }
      Object.assign(window, { ahead })
      Date.now = () => real() + ahead.ms
    })
    context.on('weberror', (error) => problems.push(error.error().message))
    context.on('console', (message) => {
      if (message.type() === 'error' && !OUTAGE.test(`${message.text()} ${message.location().url}`))
        problems.push(message.text())
    })
    const page = await context.newPage()
    const wall = await pair(page, origin, chief, hub)
    const cdp = await context.newCDPSession(page)

    const row = async (): Promise<WallRow | undefined> => {
      const answer = await chief.get(hub.url + paths.snapshot('walls'), { timeout: 5_000 })
      return ((await answer.json()) as Snapshot<WallRow>).rows.find((one) => one.id === wall)
    }
    const boards = ((await (await chief.get(hub.url + paths.snapshot('boards'))).json()) as Snapshot<BoardRow>).rows
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, board: { name } }) => ({ id, names: [name.zh, name.en] }))
    /** It says so itself, has said it just now, and looks like it. */
    const isCurrent = async (): Promise<boolean> => {
      const heard = (await row())?.heardAt
      return (
        heard !== undefined &&
        Date.now() - heard < 12_000 &&
        (await page.locator('main.wall:not(.lost)').count()) === 1 &&
        (await page.locator('.wall-panel:not(.old)').count()) > 0 &&
        (await page.evaluate(() => {
          const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
          return canvas?.getContext('webgl2')?.isContextLost() === false
        }))
      )
    }
    if ((await until(isCurrent, BACK_WITHIN_MS)) === undefined) throw new Error('the wall never came up')

    const [missed, frozen, unreadTexts, turnMs, reads]: [string[], string[], string[], number[], WallRead[]] = [
      [],
      [],
      [],
      [],
      [],
    ]
    /** Said at once: a run of hours that has failed need not be waited for. */
    const note = (where: string[], what: string): void => {
      where.push(what)
      say(`! ${what}`)
    }
    const begun = Date.now()
    const waiting = [...faults]
    const told: { fault: Fault; backMs: number | undefined }[] = []
    let turns = 0

    const due = (): (typeof boards)[number] => boards[turns % boards.length] ?? { id: '', names: [] }
    let last = ''
    async function turn(): Promise<void> {
      const { id: board, names } = due()
      turns += 1
      const from = Date.now()
      const answer = await chief.post(hub.url + wallPaths.push, {
        data: { walls: [wall], show: { type: 'board', board }, forMs: 3_600_000 },
      })
      if (!answer.ok()) return void note(missed, `${board}: push ${answer.status()}`)
      const head = page.locator('.why .board')
      const came = await until(
        async () => names.includes((await head.textContent({ timeout: 1_000 })) ?? ''),
        TURN_WITHIN_MS,
      )
      if (came === undefined) note(missed, `turn ${turns}: ${board}`)
      else turnMs.push(Date.now() - from)
      last = board
      // Long enough for every panel of it to have asked and drawn.
      await pause(400)
      const old = await page
        .locator('.wall-panel.old')
        .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
        // Beginning anew at this moment, by itself: what it looks like then is the next turn's matter.
        .catch(() => [])
      if (old.length > 0) {
        const still = await until(async () => (await page.locator('.wall-panel.old').count()) === 0, TURN_WITHIN_MS)
        if (still === undefined) note(frozen, `turn ${turns}, ${board}: ${old.join(', ')}`)
      }
    }

    async function read(): Promise<WallRead> {
      // What the desk is told of it comes with its heartbeat.
      const told = await until(async () => (await row())?.says?.showing.id === last, TURN_WITHIN_MS)
      if (told === undefined) note(missed, `turn ${turns}: the desk was not told of ${last}`)
      for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage')
      const { usedSize } = await cdp.send('Runtime.getHeapUsage')
      const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
      const says = (await row())?.says
      const { frameMs, reloads = 0 } = says ?? {}
      const open = await chief.get(hub.url + paths.snapshot('incidents'))
      const cases = ((await open.json()) as Snapshot<unknown>).rows.length
      const one = {
        ...{ atMinutes: (Date.now() - begun) / 60_000, turns, heapMB: usedSize / 1e6 },
        ...{ nodes, listeners: jsEventListeners, cases, frameMs, reloads, leftAlone: waiting.length === 0 },
      }
      say(
        `${one.atMinutes.toFixed(1)} min, ${turns} turns: heap ${one.heapMB.toFixed(1)} MB, ${nodes} nodes, ${jsEventListeners} listeners, ${cases} cases, frame p95 ${frameMs ?? '—'} ms, begun anew ${reloads} times`,
      )
      return one
    }

    /** The duty officer beside it: an unacknowledged Ⅰ or Ⅱ holds every wall, and rightly so. */
    async function acknowledge(): Promise<void> {
      const answer = await chief.get(hub.url + paths.snapshot('alarms'))
      for (const { id, level, acknowledgedAt, clearedAt } of ((await answer.json()) as Snapshot<AlarmRow>).rows)
        if (level <= 2 && acknowledgedAt === undefined && clearedAt === undefined)
          await chief.post(hub.url + paths.alarmActs(id), { data: { act: 'acknowledge' } })
    }

    async function leaveToItself(): Promise<void> {
      const orders = [
        await chief.post(hub.url + wallPaths.push, { data: { walls: [wall], show: null } }),
        await chief.patch(hub.url + wallPaths.one(wall), { data: { everyMs: FASTEST_TURN_MS } }),
      ]
      const refused = orders.find((answer) => !answer.ok())
      if (refused !== undefined) throw new Error(`left to itself: ${refused.status()} ${await refused.text()}`)
    }

    /** Left to itself it turns when its head says it does. */
    async function turnsByItself(forMs: number): Promise<number> {
      const head = page.locator('.why')
      let [own, held, looks] = [0, 0, 0]
      let [before, dueSince]: [string, number | undefined] = ['', undefined]
      for (const from = Date.now(); Date.now() - from < forMs; await pause(250)) {
        if (looks++ % 8 === 0) await acknowledge()
        const [board = '', line = ''] = await head.locator('> *').allTextContents()
        if (board !== before && before !== '') own += 1
        const left = /\d+/.exec(line.split(' · ')[1] ?? '')?.[0]
        if (left === undefined) held += 1
        if (board === before && left === '0') dueSince ??= Date.now()
        else dueSince = undefined
        if (dueSince !== undefined && Date.now() - dueSince > TURN_WITHIN_MS) {
          note(missed, `by itself: ${board}, «${line}»`)
          dueSince = undefined
        }
        before = board
      }
      say(`by itself: ${own} turns, held by what nobody had taken on in ${held} of ${looks} looks`)
      if (own === 0 && held < looks) note(missed, 'it never turned by itself')
      return own
    }

    async function suffer(fault: Fault): Promise<void> {
      await force(fault, {
        page,
        line,
        awayMs,
        postgres,
        wall,
        restart: async () => {
          await hub.end('SIGKILL')
          await pause(Math.min(awayMs, 5_000))
          hub = await hub.again()
          await enter()
        },
      })
      const backMs = await until(isCurrent, BACK_WITHIN_MS)
      told.push({ fault, backMs })
      say(`${fault}: ${backMs === undefined ? 'did not come back' : `back after ${(backMs / 1000).toFixed(1)} s`}`)
    }

    /** All it has is what it was last told: it goes on turning, each panel says how old it is, and none is empty. */
    async function withoutLine(): Promise<{ cutTurns: number; mendedMs: number | undefined }> {
      // What nobody has taken on when the line goes holds it for as long as it is gone, and rightly so.
      await acknowledge()
      await pause(5_000)
      line.breakOff(true)
      const cutTurns = await turnsByItself(options.cutMs)
      const panels = page.locator('.wall-panel')
      const [all, old] = [await panels.count(), await page.locator('.wall-panel.old').count()]
      if (all === 0) note(frozen, `without a line: nothing is shown after ${options.cutMs / 1000} s`)
      if (old === 0) note(frozen, `without a line: no panel says how old it is`)
      line.breakOff(false)
      const mendedMs = await until(isCurrent, BACK_WITHIN_MS)
      if (mendedMs === undefined) note(missed, 'it did not come back when its line did')
      else say(`a line broken for ${options.cutMs / 1000} s: ${cutTurns} turns, current ${mendedMs / 1000} s after it`)
      return { cutTurns, mendedMs }
    }

    // The first round through all boards loads what they need; it is none of the figure.
    for (const _ of boards) {
      const { id: board } = due()
      await turn()
      for (const text of await unread(page, options.size.width)) unreadTexts.push(`${board}: ${text}`)
    }
    while (turns < options.turns || waiting.length > 0) {
      await turn()
      if (turns % options.readEvery === 0) reads.push(await read())
      // In the first half; the second is for what grows.
      const faultAt = (options.turns / 2) * ((faults.length - waiting.length + 1) / (faults.length + 1))
      const next = waiting[0]
      if (next !== undefined && turns > faultAt) {
        waiting.shift()
        await suffer(next)
      }
    }
    if (options.byItselfMs > 0 || options.cutMs > 0) await leaveToItself()
    const ownTurns = options.byItselfMs > 0 ? await turnsByItself(options.byItselfMs) : 0
    const { cutTurns, mendedMs } = options.cutMs > 0 ? await withoutLine() : { cutTurns: 0, mendedMs: undefined }
    for (const _ of boards) await turn()
    reads.push(await read())
    const reloads = (await row())?.says?.reloads ?? 0
    const turned = turns
    const cityHours = ((Date.now() - begun) / 3_600_000) * options.speed
    await page.reload()
    if ((await until(isCurrent, BACK_WITHIN_MS)) === undefined) throw new Error('the wall did not begin anew')
    for (const _ of boards) await turn()
    const fresh = await read()
    const observations = postgres === undefined ? undefined : await counted(postgres)
    return {
      ...{ turns: turned, ownTurns, cutTurns, mendedMs, missed, frozen, unread: unreadTexts, turnMs, faults: told },
      ...{ reads, fresh, cityHours, observations, reloads, problems },
    }
  } finally {
    await browser.close()
    await line.stop()
    await hub.clear()
    await postgres?.stop()
  }
}

async function counted({ url }: TestPostgres): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ n: string }>('select count(*) as n from observation')
    return Number(rows[0]?.n)
  } finally {
    await client.end()
  }
}
