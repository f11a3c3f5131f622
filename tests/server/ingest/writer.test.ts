// What waits to be written: nothing is acknowledged before it is durable, and a store that is away loses nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FeedCounters } from '../../../src/server/ingest/counters.ts'
import type { PendingReject } from '../../../src/server/ingest/pending.ts'
import { Writer } from '../../../src/server/ingest/writer.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'
import { until } from '../../support/hub.ts'

const reject = (detail: string): PendingReject => ({
  at: 1_790_000_000_000,
  feed: 'demo',
  reason: 'unparseable',
  detail,
  topic: 't',
  payload: 'x',
  bytes: 1,
})

describe('writer', () => {
  let db: Db
  let away = false
  beforeAll(async () => {
    const real = await openTestDb()
    const pool = Object.create(real.pool) as typeof real.pool
    pool.connect = (() =>
      away ? Promise.reject(new Error('the store is away')) : real.pool.connect()) as typeof pool.connect
    db = { ...real, pool }
  })
  afterAll(() => db.stop())

  const writer = (): Writer =>
    new Writer({
      db,
      counters: new FeedCounters(),
      now: () => 1_790_000_000_000,
      judge: () => [],
      written: () => undefined,
      onError: () => undefined,
    })
  const stored = async (): Promise<string[]> =>
    (await db.query.selectFrom('reject').select('detail').orderBy('id').execute()).map((r) => r.detail)

  it('acknowledges only after the commit, keeps the order, and goes on by itself when the store is back', async () => {
    const w = writer()
    away = true
    const done: string[] = []
    const writes = ['a', 'b', 'c'].map((detail) =>
      w.write({ observations: [], reports: [], rejects: [reject(detail)], repeats: [] }).then(() => done.push(detail)),
    )
    await until(() => !w.ok)
    expect(done).toEqual([])
    away = false
    await Promise.all(writes)
    expect(w.ok).toBe(true)
    expect(await stored()).toEqual(['a', 'b', 'c'])
  })

  it('lets one row that the store refuses hold up nobody', async () => {
    const w = writer()
    const poison = { ...reject('poison'), bytes: 2 ** 40 }
    await Promise.all(
      [reject('before'), poison, reject('after'), reject('last')].map((r) =>
        w.write({ observations: [], reports: [], rejects: [r], repeats: [] }),
      ),
    )
    const details = await stored()
    expect(details).toEqual(expect.arrayContaining(['before', 'after', 'last']))
    expect(details).not.toContain('poison')
    expect(details.some((d) => d.includes('out of range'))).toBe(true)
  })

  it('ends without a yes when it is stopped while the store is away', async () => {
    const w = writer()
    away = true
    let acknowledged = false
    void w
      .write({ observations: [], reports: [], rejects: [reject('lost link')], repeats: [] })
      .then(() => (acknowledged = true))
    await until(() => !w.ok)
    await w.stop()
    away = false
    expect(acknowledged).toBe(false)
    expect(await stored()).not.toContain('lost link')
  })
})
