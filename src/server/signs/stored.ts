// An alarm as the store keeps it, read back.
import type { Selectable } from 'kysely'
import type { Alarm, AlarmRule } from '../../core/alarm/types.ts'
import type { Level } from '../../core/level.ts'
import type { Db } from '../store/db.ts'
import type { AlarmTable } from '../store/tables.ts'

export const toAlarm = (row: Selectable<AlarmTable>): Alarm => ({
  id: row.id,
  rule: row.rule,
  sensor: row.sensor,
  metric: row.metric,
  level: row.level as Level,
  value: row.value,
  raisedAt: row.raised_at.getTime(),
  recordedAt: row.recorded_at.getTime(),
  because: row.because,
  ...(row.cleared_at === null ? {} : { clearedAt: row.cleared_at.getTime() }),
  ...(row.cleared_reason === null ? {} : { clearedReason: row.cleared_reason }),
  ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at.getTime() }),
  ...(row.acknowledged_by === null ? {} : { acknowledgedBy: row.acknowledged_by }),
  ...(row.shelved_until === null ? {} : { shelvedUntil: row.shelved_until.getTime() }),
  ...(row.shelved_reason === null ? {} : { shelvedReason: row.shelved_reason }),
})

/** The last version of every alarm rule there ever was: alarms outlive their rules. */
export async function formerRules(db: Db): Promise<AlarmRule[]> {
  const { rows } = await db.pool.query<{ body: AlarmRule }>(
    `select distinct on (id) body from reference where kind = 'alarmRule' and body <> 'null' order by id, valid_from desc`,
  )
  return rows.map((row) => row.body)
}
