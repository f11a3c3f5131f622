// How long screens hold an alarm that has cleared, and which alarms of the store a start takes up again: the same ones.
import { sql, type Selectable } from 'kysely'
import { alarmState } from '../../core/alarm/state.ts'
import type { Alarm } from '../../core/alarm/types.ts'
import { UNTAKEN } from '../../core/incident/lifecycle.ts'
import type { Db } from '../store/db.ts'
import type { AlarmTable } from '../store/tables.ts'

/** Cleared and seen. */
const SEEN_MS = 3_600_000
/** Cleared before anybody saw it, or shelved. */
const UNSEEN_MS = 24 * 3_600_000

/** `awaited`: nobody has taken its case on yet. The answer given to this alarm is all that is known of somebody there, so it stays. */
export function isStillShown(
  alarm: Pick<Alarm, 'clearedAt' | 'acknowledgedAt' | 'shelvedUntil'>,
  awaited: boolean,
  now: number,
): boolean {
  if (alarm.clearedAt === undefined) return true
  const seen = alarmState(alarm, now) === 'normal'
  return now - alarm.clearedAt <= (seen ? SEEN_MS : UNSEEN_MS) || (awaited && alarm.acknowledgedAt !== undefined)
}

/** Those of the store that {@link isStillShown}, and those whose case an earlier run did not come to open. */
export function storedAlarms({ query }: Db, now: number): Promise<Selectable<AlarmTable>[]> {
  const ago = (ms: number): Date => new Date(now - ms)
  return query
    .selectFrom('alarm')
    .selectAll()
    .where((e) => {
      const unseen = e.or([e('acknowledged_at', 'is', null), e('shelved_until', '>', ago(0))])
      const awaited = e.selectFrom('incident').select('id').where('state', 'in', UNTAKEN)
      const unopened = e
        .selectFrom('outbox')
        .select(sql<string>`payload ->> 'alarm'`.as('id'))
        .where('kind', '=', 'alarm')
        .where('done_at', 'is', null)
      return e.or([
        e('cleared_at', 'is', null),
        e('cleared_at', '>', ago(SEEN_MS)),
        e.and([e('cleared_at', '>', ago(UNSEEN_MS)), unseen]),
        e.and([e('acknowledged_at', 'is not', null), e('incident', 'in', awaited)]),
        e('id', 'in', unopened),
      ])
    })
    .execute()
}
