// A database that goes away under a connection in use: who asked is told, the process stays. Needs a PostgreSQL of the machine.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDb } from '../../../src/server/store/db.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'

let postgres: TestPostgres | undefined
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())

it('ends what was asked, and nothing else', async ({ skip }) => {
  if (postgres === undefined) return skip('no PostgreSQL on this machine')
  const thrown: unknown[] = []
  const catchAll = (error: unknown): void => void thrown.push(error)
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', catchAll)
  const db = openDb({ url: postgres.url }, () => undefined)
  try {
    const held = await db.pool.connect()
    await held.query('begin')
    await postgres.halt()
    await expect(held.query('select 1')).rejects.toThrow()
    await new Promise((wake) => setTimeout(wake, 200))
    held.release(true)
    await postgres.again()
    expect((await db.pool.query('select 2 as n')).rows).toEqual([{ n: 2 }])
    expect(thrown).toEqual([])
  } finally {
    process.off('uncaughtException', catchAll)
    for (const one of others) process.on('uncaughtException', one)
    await db.stop()
  }
})
