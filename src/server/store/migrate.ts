// Brings the tables to the present shape. One list, run in order, each once, each in a transaction.
import type { Db } from './db.ts'
import * as path from './migrations/0001-path.ts'
import * as loop from './migrations/0002-loop.ts'
import * as desks from './migrations/0003-desks.ts'
import * as signs from './migrations/0004-signs.ts'
import * as units from './migrations/0005-units.ts'
import * as warnings from './migrations/0006-warnings.ts'
import * as walls from './migrations/0007-walls.ts'
import * as emergency from './migrations/0008-emergency.ts'
import * as briefs from './migrations/0009-briefs.ts'
import * as supervision from './migrations/0010-supervision.ts'
import * as subscriptions from './migrations/0011-subscriptions.ts'

const MIGRATIONS = [path, loop, desks, signs, units, warnings, walls, emergency, briefs, supervision, subscriptions]

/** Runs what is missing and returns the names of what ran. Two hubs starting at once wait for each other. */
export async function migrate(db: Db): Promise<string[]> {
  const client = await db.pool.connect()
  const ran: string[] = []
  try {
    await client.query(
      'create table if not exists migration (name text primary key, at timestamptz not null default now())',
    )
    for (const { name, statements } of MIGRATIONS) {
      await client.query('begin')
      try {
        await client.query('lock table migration in exclusive mode')
        const { rowCount } = await client.query('insert into migration (name) values ($1) on conflict do nothing', [
          name,
        ])
        if (rowCount === 1) {
          await client.query(statements)
          ran.push(name)
        }
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
  } finally {
    client.release()
  }
  return ran
}
