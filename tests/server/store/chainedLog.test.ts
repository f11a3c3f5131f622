// A chained log over the real store: what is changed behind its back shows.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DocumentAsk } from '../../../src/core/brief/document.ts'
import { SYSTEM, briefLog, isIntact, paperOf, bodyHash, write } from '../../../src/server/brief/log.ts'
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
async function behindItsBack(table: string, change: string, back: string): Promise<boolean> {
  await db.pool.query(`alter table ${table} disable trigger user`)
  await db.pool.query(change)
  const intact = await isIntact(db.query, ID)
  await db.pool.query(back)
  await db.pool.query(`alter table ${table} enable trigger user`)
  return intact
}

it('holds as it was written, and folds to what is kept', async () => {
  expect(await isIntact(db.query, ID)).toBe(true)
  const held = await db.query.transaction().execute((query) => briefLog.hold(query, ID))
  expect(held?.state).toMatchObject({ version: 2, state: 'draft', composed: 2, ask })
  expect(await briefLog.doneBy(db.query, 'first-key')).toEqual({ of: ID, account: 'system' })
  expect(await briefLog.lines(db.query, ID, 1)).toMatchObject([{ n: 2, body: { type: 'composed' } }])
})

it.each([
  [
    'a word of a line',
    'brief_line',
    `jsonb_set(body, '{ask,date}', '"2026-11-19"')`,
    `jsonb_set(body, '{ask,date}', '"${ID}"')`,
  ],
  ['who wrote it', 'brief_line', `body`, `body`],
  ['what was composed', 'brief_body', `jsonb_set(body, '{key}', '"x"')`, `jsonb_set(body, '{key}', '"${ID}"')`],
])('shows when somebody changes %s', async (what, table, change, back) => {
  const set = (value: string, name: string): string =>
    what === 'who wrote it'
      ? `update ${table} set actor = jsonb_set(actor, '{name}', '"${name}"') where n = 1`
      : `update ${table} set body = ${value} where n = ${table === 'brief_body' ? 2 : 1}`
  expect(await behindItsBack(table, set(change, '别人'), set(back, SYSTEM.name))).toBe(false)
  expect(await isIntact(db.query, ID)).toBe(true)
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
