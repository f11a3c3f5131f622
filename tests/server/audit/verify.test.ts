// `npm run audit:verify` as a person runs it: on a data folder, an exported file, heads from outside. Exit codes 0, 1, 2.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { declare } from '../../../src/core/emergency/decide.ts'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { publishWhenDue } from '../../../src/server/audit/heads.ts'
import { verify } from '../../../src/server/audit/verify.ts'
import { bodyHash, paperOf, SYSTEM, write } from '../../../src/server/brief/log.ts'
import { append } from '../../../src/server/emergency/log.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { openStore } from '../../../src/server/store/open.ts'
import { openLog } from '../../../src/server/supervise/log.ts'
import { PLAN, people } from '../../core/emergency/made.ts'
import * as supervised from '../../core/supervise/made.ts'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-verify-'))
const file = join(folder, 'log.ndjson')
const env = { DATA_DIR: folder, CITY: resolve('city/yangzhou') }
const NOW = Date.UTC(2026, 10, 21, 2)
let head = ''

async function withStore(work: (db: Db) => Promise<void>): Promise<void> {
  const stops: (() => Promise<unknown>)[] = []
  const db = await openStore({ folder, onStop: (end) => stops.push(end), onError: () => undefined })
  try {
    await migrate(db)
    await work(db)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const code = await verify(args, env, (line) => said.push(line))
  return { code, said: said.join('\n') }
}

/** An emergency of three lines, a brief of two, a matter under supervision of two; each with another of its kind before and after. */
async function writeLogs(db: Db): Promise<void> {
  const declared = declare({ plan: PLAN, drill: true }, people.chief)
  if (!declared.ok) throw new Error('not declared')
  const noted = [1, 2].map((n) => ({ type: 'noted' as const, text: `记录 ${n}` }))
  for (const id of ['em-0', 'em-1', 'em-2'])
    await append(db.query, {
      ...{ id, before: undefined, actor: people.chief, at: NOW },
      bodies: [...declared.lines, ...noted],
    })
  const paper = paperOf({ title: '简报' })
  for (const id of ['2026-11-19', '2026-11-20', '2026-11-21'])
    await write(db.query, {
      ...{ id, before: undefined, actor: SYSTEM, at: NOW, papers: { composed: paper } },
      bodies: [
        { type: 'opened', ask: { kind: 'daily', date: id, from: 1000, to: 2000 } },
        { type: 'composed', hash: bodyHash(paper) },
      ],
    })
  const log = openLog({ rules: () => supervised.RULES, city: () => supervised.CITY })
  for (const n of [0, 1, 2])
    await log.append(db.query, {
      ...{ id: `sv-${n}`, before: undefined, actor: supervised.people.leader, at: NOW },
      bodies: [
        { type: 'given', ...supervised.GIVING, id: `sv-${n}`, code: `YZ-DB-2026-000${n}` },
        { type: 'signed', department: 'water' },
      ],
    })
}

/** As somebody with the database's password could. */
async function behindItsBack(db: Db, table: string, change: string): Promise<void> {
  await sql`alter table ${sql.table(table)} disable trigger all`.execute(db.query)
  await sql.raw(change).execute(db.query)
  await sql`alter table ${sql.table(table)} enable trigger all`.execute(db.query)
}

beforeAll(async () => {
  await withStore(async (db) => {
    await writeLogs(db)
    const audit = openAudit({ db, now: () => NOW })
    for (let i = 0; i < 30; i++)
      await audit.write({
        kind: 'signIn',
        actor: { id: `p${i}`, name: '某', role: 'leader' },
        subject: `p${i}`,
        ok: true,
        text: { zh: '登录', en: 'Signed in' },
      })
    const heads = await publishWhenDue({
      db,
      city: { utcOffsetMinutes: 480 },
      now: () => NOW,
      published: async () => undefined,
    })
    head = heads.find(({ chain }) => chain === 'audit')?.hash ?? ''
  })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('says that both logs hold, how many lines, and against what; and writes them to a file', async () => {
  const { code, said } = await run('--export', file)
  expect(said).toMatch(/30 lines written/)
  expect(said).toMatch(/cases: 0 lines hold, 1 published heads fit/)
  expect(said).toMatch(new RegExp(`audit: 30 lines hold, 1 published heads fit. Head audit:30:${head}`))
  expect(said).toMatch(/emergencies: 9 lines hold, logs: 3\./)
  expect(said).toMatch(/briefs: 6 lines hold, logs: 3\./)
  expect(said).toMatch(/supervisions: 6 lines hold, logs: 3\./)
  expect(code).toBe(0)
}, 60_000)

it('takes heads from outside, by their beginning too, in place of those kept beside the log', async () => {
  expect(await run('--file', file, '--head', `audit:30:${head.slice(0, 16)}`)).toMatchObject({ code: 0 })
  const wrong = await run('--file', file, '--head', `audit:12:${head}`)
  expect(wrong.code).toBe(1)
  expect(wrong.said).toMatch(/audit: BROKEN at line 12.*not the one whose head was published/)
  const beyond = await run('--file', file, '--head', `audit:31:${head}`)
  expect(beyond).toMatchObject({ code: 1 })
  expect(beyond.said).toMatch(/ends before a published head/)
})

it.each([
  ['--head', 'audit:5'],
  ['--head', 'other:5:0123456789abcdef'],
  ['--head', 'audit:5:0123'],
  ['--file', '/no/such/file'],
  ['--nonsense', 'x'],
])('cannot check with %s %s, and says why', async (...args) => {
  const { code, said } = await run(...args)
  expect(code).toBe(2)
  expect(said).not.toMatch(/ at .*\.ts:/)
})

it('cannot check a file that is none of ours', async () => {
  const other = join(folder, 'other.json')
  writeFileSync(other, '{"a":1}\n')
  expect(await run('--file', other)).toMatchObject({ code: 2, said: expect.stringContaining('row 1') as string })
})

it('says so when there is no database, and when a hub holds the folder', async () => {
  const said: string[] = []
  expect(await verify([], { ...env, DATA_DIR: join(folder, 'nowhere') }, (line) => said.push(line))).toBe(2)
  expect(said.join()).toMatch(/no database in/)
  await withStore(async () => {
    const { code, said: told } = await run()
    expect(code).toBe(2)
    expect(told).toMatch(/in use by another process. Stop the hub first/)
  })
}, 60_000)

it('walks the logs of emergencies, briefs and supervisions, and names the first broken line of each', async () => {
  await withStore(async (db) => {
    await behindItsBack(
      db,
      'emergency_event',
      `update emergency_event set body = jsonb_set(body, '{text}', '"别的"') where emergency = 'em-1' and n >= 2`,
    )
    await behindItsBack(db, 'brief_body', `delete from brief_body where brief = '2026-11-20'`)
    await behindItsBack(db, 'supervision_event', `delete from supervision_event where "of" = 'sv-1'`)
  })
  const { code, said } = await run()
  expect(said).toMatch(/emergencies: BROKEN at line 2 of em-1: its content is not what was hashed\./)
  expect(said).toMatch(/briefs: BROKEN at line 2 of 2026-11-20: what it composed or issued is not what is kept\./)
  expect(said).toMatch(/supervisions: BROKEN at line 2 of sv-1: the chain does not end where its head says/)
  expect(said).toMatch(/audit: 30 lines hold/)
  expect(code).toBe(1)
}, 60_000)

it('as a command: names the broken link and ends with 1', async () => {
  await withStore(async (db) => {
    await behindItsBack(
      db,
      'audit_event',
      `update audit_event set actor = jsonb_set(actor, '{id}', '"somebody"') where seq = 17`,
    )
  })
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/audit/verify.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const [code] = (await once(child, 'exit')) as [number]
  expect(said).toMatch(/audit: BROKEN at line 17: its content is not what was hashed/)
  expect(code).toBe(1)
}, 60_000)
