// SIGKILL while messages go out, at the worst moments: no message is lost, and a receiver that takes each key once has none twice.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../support/hub.ts'
import { startReceiver } from './receiver.ts'

const COUNT = 30
/** At these arrivals the sender dies: while it waits for the answer, and right after the answer. */
const DEATHS: readonly { readonly at: number; readonly answered: boolean }[] = [
  { at: 4, answered: false },
  { at: 15, answered: true },
]
const folder = mkdtempSync(join(tmpdir(), 'yiwang-kill-'))
let receiver: Awaited<ReturnType<typeof startReceiver>>
let child: ChildProcess | undefined

beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

function start(): { said: string[]; ended: Promise<unknown> } {
  const said: string[] = []
  const process_ = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/server/notify/child.ts', folder, receiver.url, String(COUNT)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child = process_
  process_.stdout.on('data', (bytes: Buffer) => said.push(...bytes.toString().trim().split('\n')))
  return { said, ended: once(process_, 'exit') }
}

it('sends every message at least once, always by its own key', async () => {
  const deaths = [...DEATHS]
  receiver.answerWith((_, response) => {
    const [death] = deaths
    if (death === undefined || receiver.received.length < death.at) {
      response.end()
      return
    }
    deaths.shift()
    if (death.answered) response.end(() => child?.kill('SIGKILL'))
    else child?.kill('SIGKILL')
  })
  for (let run = 0; run < DEATHS.length; run++) await start().ended
  expect(deaths).toEqual([])
  const { said } = start()
  await until(() => said.includes('empty'), 150_000)
  const keys = receiver.received.map(({ key }) => key)
  const once_ = [...new Set(keys)]
  expect(once_).toHaveLength(COUNT)
  // In order, and what came twice is what was under way at a death.
  expect(keys.length - COUNT).toBeLessThanOrEqual(DEATHS.length)
  expect(keys.length - COUNT).toBeGreaterThanOrEqual(1)
  for (const [i, key] of keys.entries())
    if (i > 0) expect(once_.indexOf(key) - once_.indexOf(keys[i - 1] ?? '')).toBeOneOf([0, 1])
  for (const key of once_) {
    const bodies = receiver.received.filter((one) => one.key === key).map(({ body }) => body)
    expect(new Set(bodies).size).toBe(1)
  }
}, 300_000)
