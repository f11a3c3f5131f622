// The hub as a process: how it starts, refuses to start, stops, goes on, and takes data from another process. No browser.
import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { paths } from '../../src/wire/api.ts'
import type { FeedStatus, IncidentRow, Status } from '../../src/wire/views.ts'
import { childrenOf, isRunning, newFolder, ROOT, runHub, type HubProcess, type HubRun } from './support/hub.ts'
import { expect, test } from './support/people.ts'

const NOBODY = 65_534
const STOP_WITHIN_MS = 10_000

/** One line on standard error, and a code that says so. */
async function expectRefusal(run: HubRun, sentence: RegExp): Promise<void> {
  const exit = await run.exit
  expect(exit.signal).toBeNull()
  expect(exit.code).not.toBe(0)
  const lines = run.err().trim().split('\n')
  expect(lines, run.err()).toHaveLength(1)
  expect(lines[0]).toMatch(sentence)
}

async function health(hub: HubProcess): Promise<Status> {
  const answer = await fetch(hub.url + paths.health)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Status
}

async function casesOf(hub: HubProcess): Promise<IncidentRow[]> {
  const headers = { 'content-type': 'application/json', 'x-yiwang': '1' }
  const body = JSON.stringify({ username: 'chief', password: hub.password('chief') })
  const signedIn = await fetch(hub.url + paths.session, { method: 'POST', headers, body })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = await fetch(hub.url + paths.snapshot('incidents'), { headers: { cookie } })
  return ((await answer.json()) as { rows: IncidentRow[] }).rows
}

for (const name of ['PORT', 'MQTT_PORT'])
  test(`a busy ${name} is told in one sentence`, async () => {
    const other = createServer()
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    try {
      const run = runHub({ env: { SIMULATE: 'off', [name]: String(port) } })
      await expectRefusal(run, new RegExp(`^Port ${port} is busy.*\\b${name}\\b`))
    } finally {
      other.close()
    }
  })

const WRONG: readonly (readonly [setting: Record<string, string>, sentence: RegExp])[] = [
  [{ PORT: 'eighty' }, /^PORT must be a whole number from 0 to 65535, not "eighty"\.$/],
  [{ MQTT_PORT: '70000' }, /^MQTT_PORT must be .* not "70000"\.$/],
  [{ SIMULATE: 'maybe' }, /^SIMULATE must be on or off, not "maybe"\.$/],
  [{ SPEED: '0' }, /^SPEED must be a number above 0/],
  [{ CITY: '/nowhere' }, /^CITY must be a folder that exists/],
  [{ DATABASE_URL: 'mysql://db' }, /^DATABASE_URL must be an address like postgres:\/\/host/],
  [{ CONFIG: '/nowhere.json' }, /^CONFIG names "\/nowhere\.json", which does not exist\.$/],
]
test('a wrong setting is told in one sentence', async () => {
  const left = [...WRONG]
  // Two at a time, as there are processors at least.
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [setting, sentence] = next
      await test.step(JSON.stringify(setting), () => expectRefusal(runHub({ env: setting }), sentence))
    }
  }
  await Promise.all([work(), work()])
})

test('a scenario that does not exist ends the start with one sentence', async () => {
  const run = runHub({ env: { SCENARIO: 'no-such-day' } })
  await expectRefusal(run, /There is no scenario "no-such-day"; there are ordinary, .*storm/)
})

test('a data folder in use by another process is told in one sentence, and the other goes on', async ({ hubs }) => {
  const hub = await hubs({ env: { SIMULATE: 'off' } })
  const run = runHub({ folder: hub.folder, env: { SIMULATE: 'off' } })
  await expectRefusal(run, /^The data folder .* is in use by another process\.$/)
  expect((await health(hub)).ready).toBe(true)
})

test('Ctrl-C stops it cleanly, and a second start goes on where the first stopped', async ({ hubs }) => {
  const first = await hubs({ ownGroup: true })
  const city = childrenOf(first.child.pid ?? 0, 'mock/main.ts')
  expect(city).toHaveLength(1)
  await first.publishDepth(0.32)
  await expect.poll(async () => (await casesOf(first)).length).toBeGreaterThan(0)
  const before = await casesOf(first)
  const passwords = ['chief', 'paishui'].map(first.password)

  const asked = Date.now()
  // A terminal tells every process of the group.
  process.kill(-(first.child.pid ?? 0), 'SIGINT')
  expect(await first.exit).toEqual({ code: 0, signal: null })
  expect(Date.now() - asked).toBeLessThan(STOP_WITHIN_MS)
  expect(city.filter(isRunning)).toEqual([])
  expect(first.err()).not.toMatch(/^\{"level":[56]0/m)

  const second = await first.again()
  try {
    expect(['chief', 'paishui'].map(second.password)).toEqual(passwords)
    const known = new Map((await casesOf(second)).map((row) => [row.id, row.code]))
    for (const row of before) expect(known.get(row.id)).toBe(row.code)
    process.stdout.write(`      second start to Ready: ${second.readyAt - second.startedAt} ms\n`)
  } finally {
    await second.clear()
  }
})

test('an ordinary user runs it', async ({ hubs }, info) => {
  const isRoot = process.getuid?.() === 0
  // An ordinary user runs these very tests as an ordinary user: nothing is left to show.
  info.skip(!isRoot, 'not root: every other test here shows it')
  const folder = newFolder()
  chownSync(folder, NOBODY, NOBODY)
  const hub = await hubs({ folder, user: { uid: NOBODY, gid: NOBODY }, env: { HOME: folder, SIMULATE: 'on' } })
  expect((await health(hub)).ready).toBe(true)
  await expect.poll(async () => (await health(hub)).sensors.fresh, { timeout: 60_000 }).toBeGreaterThan(3_000)
  expect(existsSync(join(folder, 'demo-accounts.json'))).toBe(true)
})

test('a data folder that may not be written is told in one sentence', async ({ browserName: _ }, info) => {
  info.skip(process.getuid?.() !== 0, 'only root can run a process as somebody else')
  const folder = join(newFolder(), 'foreign')
  mkdirSync(folder, { mode: 0o700 })
  const run = runHub({ folder, user: { uid: NOBODY, gid: NOBODY }, env: { SIMULATE: 'off' } })
  await expectRefusal(run, /^No permission: .*foreign/)
})

test('a configuration file says the same as the environment', async ({ hubs }) => {
  const folder = newFolder()
  const file = join(folder, 'hub.json')
  writeFileSync(file, JSON.stringify({ SIMULATE: false, LOG_LEVEL: 'error' }))
  const hub = await hubs({ folder, env: { CONFIG: file, SIMULATE: '' }, isQuiet: true })
  expect(await health(hub)).toMatchObject({ ready: true, simulation: { on: false } })
  await expect.poll(() => hub.out()).toContain('First administrator, shown once')
})

test('a recorded file from another process arrives through the same door', async ({ hubs }) => {
  const hub = await hubs()
  const printed = /MQTT_PASSWORD=(\S+) npm run replay .*--url (\S+)/
  await expect.poll(() => hub.out()).toMatch(printed)
  const [, secret = '', url = ''] = printed.exec(hub.out()) ?? []
  const air = async (): Promise<FeedStatus | undefined> =>
    (await health(hub)).feeds.find((feed) => feed.id === 'replay-air')
  expect(await air()).toMatchObject({ accepted: 0, rejected: 0, state: 'never' })

  const file = 'tests/fixtures/replay/air-quality.csv'
  const replay = spawn('npm', ['run', 'replay', '--', file, '--map', 'air-quality', '--speed', '7200', '--url', url], {
    cwd: ROOT,
    env: { ...process.env, MQTT_PASSWORD: secret },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let said = ''
  replay.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise((ended) => replay.once('close', ended))
  expect(code, said).toBe(0)
  // 24 rows; one has no reading, and a gap stays a gap. Six pollutants each.
  expect(said).toContain('Done: 23 of 23 published')
  expect(await air()).toMatchObject({ accepted: 23 * 6, rejected: 0, state: 'live' })
})
