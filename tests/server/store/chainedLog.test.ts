// A chained log over the real store: what is changed behind its back shows.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DocumentAsk } from '../../../src/core/brief/document.ts'
import { verifyLogs } from '../../../src/server/audit/logs.ts'
import { SYSTEM, briefLog, paperOf, bodyHash, write } from '../../../src/server/brief/log.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const ID = '2026-11-20'
const ask: DocumentAsk = { kind: 'daily', date: ID, from: 1000, to: 2000 }
const paper = paperOf({ key: ID, broken: 'half \ud83d of a pair', absent: undefined })
let db: Db
beforeAll(async () => {
  db = await openTestDb()
  await db.query.transaction().execute((query) =>
    write(query, {
      ...{ id: ID, before: undefined, actor: SYSTEM, at: 3000, key: 'first-key' },
      bodies: [
        { type: 'opened', ask },
        { type: 'composed', hash: bodyHash(paper) },
      ],
      papers: { composed: paper },
    }),
  )
}, 60_000)
afterAll(() => db.stop())

/** Runs with the guard of a table off, as somebody with the database's password could, and puts the table back. */
async function behindItsBack(table: string, change: string, back: string): Promise<unknown> {
  await db.pool.query(`alter table ${table} disable trigger user`)
  await db.pool.query(change)
  const found = await verifyLogs(db.query, 'briefs')
  await db.pool.query(back)
  await db.pool.query(`alter table ${table} enable trigger user`)
  return found
}

it('holds as it was written, and folds to what is kept', async () => {
  expect(await verifyLogs(db.query, 'briefs', ID)).toMatchObject({ ok: true, logs: 1 })
  const held = await db.query.transaction().execute((query) => briefLog.hold(query, ID))
  expect(held?.state).toMatchObject({ version: 2, state: 'draft', composed: 2, ask })
  expect(await briefLog.doneBy(db.query, 'first-key')).toEqual({ of: ID, account: 'system' })
  expect(await briefLog.lines(db.query, ID, 1)).toMatchObject([{ n: 2, body: { type: 'composed' } }])
})

it.each([
  [
    'a word of a line',
    `update brief_line set body = jsonb_set(body, '{ask,date}', '"2026-11-19"') where n = 1`,
    `update brief_line set body = jsonb_set(body, '{ask,date}', '"${ID}"') where n = 1`,
    { kind: 'hash', seq: '1', lines: 0 },
  ],
  [
    'who wrote it',
    `update brief_line set actor = jsonb_set(actor, '{name}', '"别人"') where n = 2`,
    `update brief_line set actor = jsonb_set(actor, '{name}', '"${SYSTEM.name}"') where n = 2`,
    { kind: 'hash', seq: '2', lines: 1 },
  ],
  [
    'what lists search it by',
    `update brief_line set type = 'signed' where n = 2`,
    `update brief_line set type = 'composed' where n = 2`,
    { kind: 'columns', seq: '2' },
  ],
  [
    'what was composed',
    `update brief_body set body = jsonb_set(body, '{key}', '"x"') where n = 2`,
    `update brief_body set body = jsonb_set(body, '{key}', '"${ID}"') where n = 2`,
    { kind: 'paper', seq: '2' },
  ],
  [
    'the order of its lines',
    `update brief_line set n = -n; update brief_line set n = 3 + n`,
    `update brief_line set n = -n; update brief_line set n = 3 + n`,
    { kind: 'hash', seq: '1' },
  ],
  [
    'how many there are',
    `update brief_line set "of" = 'gone' where n = 2`,
    `update brief_line set "of" = '${ID}' where n = 2`,
    { kind: 'head', seq: '2', lines: 1 },
  ],
  [
    'that it was ever there',
    `update brief_line set "of" = 'a-other'`,
    `update brief_line set "of" = '${ID}'`,
    { kind: 'hash', of: 'a-other', seq: '1' },
  ],
])('shows when somebody changes %s, and where', async (_what, change, back, found) => {
  const table = change.includes('brief_body') ? 'brief_body' : 'brief_line'
  expect(await behindItsBack(table, change, back)).toMatchObject({ ok: false, chain: 'briefs', of: ID, ...found })
  expect(await verifyLogs(db.query, 'briefs')).toEqual({ ok: true, chain: 'briefs', logs: 1, lines: 2 })
})

it('refuses changes and deletions', async () => {
  for (const act of ['update brief_line set n = 9', 'delete from brief_line', 'truncate brief_body'])
    await expect(db.pool.query(act)).rejects.toThrow('append-only')
})

it('takes the same key once', async () => {
  const again = db.query.transaction().execute(async (query) => {
    const before = await briefLog.hold(query, ID)
    await write(query, { id: ID, before, bodies: [{ type: 'signed' }], actor: SYSTEM, at: 4000, key: 'first-key' })
  })
  await expect(again).rejects.toMatchObject({ code: '23505' })
  expect((await briefLog.lines(db.query, ID)).length).toBe(2)
})
