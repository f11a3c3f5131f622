// Fixes in a real embedded database: stored once however often they come, found again at the next start, and forgotten by days.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FixFlag } from '../../../src/core/track/types.ts'
import type { Db } from '../../../src/server/store/db.ts'
import {
  fixesOf,
  forgetFixes,
  insertFixes,
  lastFixes,
  registerUnits,
  type PendingFix,
} from '../../../src/server/units/store.ts'
import { FixWriter } from '../../../src/server/units/writer.ts'
import { openTestDb } from '../../support/db.ts'

const T = Date.UTC(2026, 8, 21, 23, 59, 0)
let db: Db
beforeAll(async () => {
  db = await openTestDb()
}, 60_000)
afterAll(() => db.stop())

const pending = (unit: number, s: number, more: Partial<PendingFix> = {}): PendingFix => ({
  unit,
  fix: { at: T + s * 1000, lng: 119.4 + s / 10_000, lat: 32.4, speedKmh: 12.5 },
  flags: 0,
  recordedAt: T + s * 1000 + 500,
  ...more,
})

it('numbers a unit once and follows what it is told to be', async () => {
  const unit = { id: 'f/a', feed: 'f', device: 'a', kind: 'bus', name: 'A', simulated: true }
  const first = (await registerUnits(db, [unit], T)).get('f/a')
  expect((await registerUnits(db, [{ ...unit, name: 'B', crew: 'c' }], T)).get('f/a')).toBe(first)
  const row = await db.query.selectFrom('unit').selectAll().where('id', '=', 'f/a').executeTakeFirstOrThrow()
  expect(row).toMatchObject({ name: 'B', crew: 'c', department: null })
})

it('stores the same instant of a unit once, over midnight too, and says which came again', async () => {
  const rows = [pending(7, 0), pending(7, 70), pending(7, 0), pending(8, 0)]
  expect(await insertFixes(db, rows)).toEqual([rows[2]])
  expect(await insertFixes(db, rows)).toEqual(rows)
  expect(await fixesOf(db, 7, T, T + 70_000)).toEqual([
    { ...rows[0]?.fix, flags: 0 },
    { ...rows[1]?.fix, flags: 0 },
  ])
})

it('finds the newest believed fix of each unit again', async () => {
  await insertFixes(db, [pending(9, 5), pending(9, 10, { flags: FixFlag.jump })])
  const last = await lastFixes(db, FixFlag.jump, T + 60_000)
  expect(last.get(9)?.at).toBe(T + 5_000)
  expect(last.get(7)?.at).toBe(T + 70_000)
})

it('writes many at once, and each waits for its own', async () => {
  const writer = new FixWriter({ db, onError: (error) => expect.unreachable(error.message) })
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, i) => writer.write([pending(20 + (i % 50), 100 + i)])),
  )
  expect(answers.every((a) => a.length === 0)).toBe(true)
  expect(await writer.write([pending(20, 100)])).toHaveLength(1)
  await writer.stop()
})

it('drops whole days', async () => {
  expect(await forgetFixes(db, T + 60_000)).toBe(1)
  expect((await fixesOf(db, 7, T - 1000, T + 100_000)).map((f) => f.at)).toEqual([T + 70_000])
  // The day is made again when something of it still comes.
  expect(await insertFixes(db, [pending(7, 1)])).toEqual([])
})
