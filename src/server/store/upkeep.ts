// What PostgreSQL's autovacuum does by itself and the embedded database, being one process, does not: room of dead rows is used
// again, and the planner knows how many rows there are. Changes no data.
import type { Db } from './db.ts'

/** Tables that grow or change with every case. */
const TABLES = [
  'incident',
  'incident_event',
  'report',
  'command',
  'outbox',
  'notice',
  'delivery',
  'audit_event',
  'alarm',
  'indicator_value',
  'indicator_hour',
]

/** One table at a time, so that acts get in between. Does nothing on a server, which has autovacuum. */
export async function upkeep({ pool }: Db): Promise<void> {
  const { rowCount } = await pool.query(
    `select 1 from pg_stat_activity where pid = pg_backend_pid() and backend_type = 'standalone backend'`,
  )
  if (rowCount === 0) return
  for (const table of TABLES) await pool.query(`vacuum (analyze) ${table}`)
}
