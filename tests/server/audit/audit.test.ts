// The audit log on the real database: order, several hubs, broken texts; its chain, and what tampering it shows.
import { sql } from 'kysely'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { lineHash } from '../../../src/server/audit/chain.ts'
import { BadFileError, exportChains, verifyFile } from '../../../src/server/audit/file.ts'
import { publishWhenDue } from '../../../src/server/audit/heads.ts'
import { auditLine, publishedOf, verifyChain } from '../../../src/server/audit/read.ts'
import { sentences } from '../../../src/server/audit/verify.ts'
import type { AuditEntry } from '../../../src/server/ports.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 10, 21, 15, 30)
const city = { utcOffsetMinutes: 480 }
let db: Db
let at = START
const now = () => at
const entry = (subject: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  kind: 'export',
  actor: { id: 'anna', name: '安娜', role: 'acceptor' },
  address: '10.0.0.7',
  subject,
  ok: true,
  text: { zh: `导出 ${subject}`, en: `Export of ${subject}` },
  ...more,
})
const publish = () => publishWhenDue({ db, city, now, published: async () => undefined })

/** As somebody with all rights on the database would do it. */
async function tamper(change: ReturnType<typeof sql>): Promise<void> {
  await sql`alter table audit_event disable trigger all`.execute(db.query)
  await change.execute(db.query)
  await sql`alter table audit_event enable trigger all`.execute(db.query)
}

/** Writes the chain anew from a line on, head and all: it holds in itself. */
async function forge(from: number): Promise<void> {
  const rows = await db.query.selectFrom('audit_event').selectAll().orderBy('seq').execute()
  let hash = Buffer.alloc(32)
  for (const row of rows) {
    const { seq, content } = auditLine(row)
    hash = lineHash(hash, seq, content) as Buffer<ArrayBuffer>
    if (Number(seq) >= from) await tamper(sql`update audit_event set hash = ${hash} where seq = ${row.seq}`)
  }
  await sql`update chain_head set seq = ${rows.length}, hash = ${hash} where id = 2`.execute(db.query)
}

beforeAll(async () => {
  db = await openTestDb()
}, 60_000)
afterAll(() => db.stop())
beforeEach(async () => {
  at = START
  await tamper(sql`truncate audit_event`)
  await sql`update chain_head set seq = 0, hash = ${Buffer.alloc(32)} where id = 2`.execute(db.query)
  await sql`truncate chain_published`.execute(db.query)
})

describe('the audit log', () => {
  it('keeps who, when, from where, what and how it went, the latest first', async () => {
    const audit = openAudit({ db, now })
    await audit.write(entry('first'))
    at += 1000
    await audit.write(entry('second', { kind: 'signInFailed', ok: false, actor: { id: 'bob', name: '', role: '' } }))
    const rows = await audit.list({})
    expect(rows.map(({ hash: _, ...row }) => row)).toEqual([
      {
        ...entry('second', { kind: 'signInFailed', ok: false, actor: { id: 'bob', name: '', role: '' } }),
        seq: '2',
        at: START + 1000,
      },
      { ...entry('first'), seq: '1', at: START },
    ])
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('answers by kind, person, subject, time and page', async () => {
    const audit = openAudit({ db, now })
    for (const [i, kind] of (['signIn', 'export', 'signIn', 'personalData'] as const).entries()) {
      at = START + i * 1000
      await audit.write(entry(`s${i}`, { kind, actor: { id: i === 3 ? 'bob' : 'anna', name: 'x', role: 'leader' } }))
    }
    const subjects = async (query: Parameters<typeof audit.list>[0]) =>
      (await audit.list(query)).map((row) => row.subject)
    expect(await subjects({ kind: 'signIn' })).toEqual(['s2', 's0'])
    expect(await subjects({ actor: 'bob' })).toEqual(['s3'])
    expect(await subjects({ subject: 's1' })).toEqual(['s1'])
    expect(await subjects({ from: START + 1000, to: START + 3000 })).toEqual(['s2', 's1'])
    expect(await subjects({ before: '3', limit: 1 })).toEqual(['s1'])
  })

  it('is one chain though many write at once, at two hubs', async () => {
    const hubs = [openAudit({ db, now }), openAudit({ db, now })] as const
    await Promise.all(Array.from({ length: 60 }, (_, i) => (hubs[i % 2] ?? hubs[0]).write(entry(`e${i}`))))
    expect(await verifyChain(db.query, 'audit')).toMatchObject({ ok: true, lines: 60 })
    const mine = (await hubs[0].list({ limit: 500 }))
      .map((row) => row.subject)
      .filter((s) => Number(s.slice(1)) % 2 === 0)
    expect(mine).toEqual(Array.from({ length: 30 }, (_, i) => `e${58 - 2 * i}`))
  })

  it('keeps texts that a database cannot, and cuts those that nobody reads', async () => {
    const audit = openAudit({ db, now })
    await audit.write(entry('a\0b\ud800c', { actor: { id: 'x'.repeat(5000), name: '\0', role: '' } }))
    const [row] = await audit.list({})
    expect(row?.subject).toBe('a\u{fffd}b\u{fffd}c')
    expect(row?.actor.id).toHaveLength(401)
    expect(await verifyChain(db.query, 'audit')).toMatchObject({ ok: true, lines: 1 })
  })

  it('is append-only', async () => {
    await openAudit({ db, now }).write(entry('kept'))
    for (const statement of [
      sql`update audit_event set ok = false`,
      sql`delete from audit_event`,
      sql`truncate audit_event`,
    ])
      await expect(statement.execute(db.query)).rejects.toThrow(/append-only/)
  })

  it('tells a writer that its line could not be written', async () => {
    const audit = openAudit({ db, now })
    await sql`delete from chain_head where id = 2`.execute(db.query)
    await expect(audit.write(entry('lost'))).rejects.toThrow()
    await sql`insert into chain_head values (2, 0, ${Buffer.alloc(32)})`.execute(db.query)
    await audit.write(entry('kept'))
    expect((await audit.list({})).map((row) => row.subject)).toEqual(['kept'])
  })
})

describe('tampering', () => {
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yiwang-chain-'))
    const audit = openAudit({ db, now })
    for (let i = 1; i <= 5; i++) await audit.write(entry(`line ${i}`))
    await publish()
    at += DAY
    for (let i = 6; i <= 9; i++) await audit.write(entry(`line ${i}`))
    await publish()
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const check = (known?: Parameters<typeof verifyChain>[2]) => verifyChain(db.query, 'audit', known)

  it('none: every line holds, and both published heads', async () => {
    expect(await check()).toMatchObject({ ok: true, lines: 9, heads: 2 })
  })

  it.each<[string, ReturnType<typeof sql>, object]>([
    [
      'a word changed',
      sql`update audit_event set subject = 'other' where seq = 3`,
      { kind: 'hash', seq: '3', lines: 2 },
    ],
    ['a time changed', sql`update audit_event set at = at + interval '1 ms' where seq = 4`, { kind: 'hash', seq: '4' }],
    ['a result changed', sql`update audit_event set ok = false where seq = 1`, { kind: 'hash', seq: '1', lines: 0 }],
    [
      'a hash changed',
      sql`update audit_event set hash = ${Buffer.alloc(32, 7)} where seq = 9`,
      { kind: 'hash', seq: '9' },
    ],
    ['a line taken out', sql`delete from audit_event where seq = 4`, { kind: 'hole', seq: '5', lines: 3 }],
    [
      'two lines exchanged',
      sql`update audit_event a set subject = b.subject, text = b.text, hash = b.hash from audit_event b
          where a.seq in (6, 7) and b.seq in (6, 7) and a.seq <> b.seq`,
      { kind: 'order', seq: '6', lines: 5 },
    ],
    ['the last lines cut off', sql`delete from audit_event where seq > 7`, { kind: 'cut', seq: '9', lines: 7 }],
    ['all lines cut off', sql`delete from audit_event`, { kind: 'cut', seq: '5', lines: 0 }],
  ])('%s', async (_, change, found) => {
    await tamper(change)
    expect(await check()).toMatchObject({ ok: false, chain: 'audit', ...found })
  })

  it('the last line cut off and the head set back: only a published head finds it', async () => {
    await tamper(sql`delete from audit_event where seq > 8`)
    await forge(1)
    expect(await check([])).toMatchObject({ ok: true, lines: 8 })
    expect(await check()).toMatchObject({ ok: false, kind: 'cut', seq: '9', lastHeld: '5 (2026-11-21)' })
  })

  it('the head changed', async () => {
    await sql`update chain_head set hash = ${Buffer.alloc(32, 1)} where id = 2`.execute(db.query)
    expect(await check([])).toMatchObject({ ok: false, kind: 'head', seq: '9', lines: 9 })
  })

  it('everything written anew: it holds in itself, but not against what was published', async () => {
    await tamper(sql`update audit_event set subject = 'other' where seq = 7`)
    await forge(7)
    expect(await check([])).toMatchObject({ ok: true, lines: 9 })
    const found = await check()
    expect(found).toMatchObject({
      ok: false,
      kind: 'published',
      seq: '9',
      from: '2026-11-22',
      lastHeld: '5 (2026-11-21)',
    })
    expect(sentences(found).join('\n')).toMatch(/BROKEN at line 9.*written anew[\s\S]*Last published head that fits: 5/)
  })

  it('shows in an exported file as it does in the store', async () => {
    const path = join(folder, 'log.ndjson')
    expect(await exportChains(db.query, path)).toBe(9)
    const [cases, audit] = await verifyFile(path)
    expect([cases, audit]).toMatchObject([
      { ok: true, chain: 'cases', lines: 0 },
      { ok: true, chain: 'audit', lines: 9, heads: 2 },
    ])
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n')
    const first = rows.findIndex((row) => row.includes('"line"'))
    const write = (changed: string[]) => writeFileSync(path, `${changed.join('\n')}\n`)

    write(rows.map((row) => row.replace('"line 3"', '"line 33"')))
    expect((await verifyFile(path))[1]).toMatchObject({ ok: false, kind: 'hash', seq: '3' })
    const swapped = [...rows]
    swapped.splice(first + 3, 2, rows[first + 4] ?? '', rows[first + 3] ?? '')
    write(swapped)
    expect((await verifyFile(path))[1]).toMatchObject({ ok: false, kind: 'hole', seq: '5' })
    write(rows.slice(0, -2))
    expect((await verifyFile(path))[1]).toMatchObject({ ok: false, kind: 'cut', seq: '9' })
    write([...rows.slice(0, -1), '{"chain":"aud'])
    await expect(verifyFile(path)).rejects.toThrow(BadFileError)
  })
})

describe('heads', () => {
  it('are published once a city day, of both chains, with what is told of them', async () => {
    await openAudit({ db, now }).write(entry('one'))
    const told: unknown[] = []
    const run = () =>
      publishWhenDue({
        db,
        city,
        now,
        published: async (_query, heads) => {
          told.push(heads.map(({ chain, date, seq }) => `${date} ${chain} ${seq}`))
          return () => void told.push('after')
        },
      })
    // Two hubs look at once.
    const [first, second] = await Promise.all([run(), run()])
    expect([...first, ...second].map((head) => head.chain).sort()).toEqual(['audit', 'cases'])
    expect(told).toEqual([['2026-11-21 cases 0', '2026-11-21 audit 1'], 'after'])
    expect(await run()).toEqual([])
    // 15:30 UTC is 23:30 in the city: half an hour later it is another day there.
    at += 29 * 60_000
    expect(await run()).toEqual([])
    at += 60_000
    expect((await run()).map((head) => head.date)).toEqual(['2026-11-22', '2026-11-22'])
    const heads = await openAudit({ db, now }).heads(10)
    expect(heads.map(({ date, chain, seq }) => [date, chain, seq])).toEqual([
      ['2026-11-22', 'cases', '0'],
      ['2026-11-22', 'audit', '1'],
      ['2026-11-21', 'cases', '0'],
      ['2026-11-21', 'audit', '1'],
    ])
    expect(await publishedOf(db.query, 'audit')).toHaveLength(2)
  })
})
