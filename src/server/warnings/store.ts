// Warnings in the store: written once each, read back at start, their states kept beside them. Judges nothing.
import type { PoolClient } from 'pg'
import { geometryOf } from '../../core/warning/areas.ts'
import { warningKey } from '../../core/warning/fold.ts'
import { levelOf } from '../../core/warning/level.ts'
import { spanOf } from '../../core/warning/span.ts'
import type { Standing, Warning } from '../../core/warning/types.ts'
import type { Db } from '../store/db.ts'

export interface PendingWarning {
  readonly warning: Warning
  /** The message as it came. */
  readonly body: string
  readonly feed: string
  readonly simulated: boolean
  readonly recordedAt: number
}

/**
 * Writes warnings that are new. Returns those that were here already. A simulated message never stands in the way of a real
 * one of the same name: the real one takes its place.
 */
export async function writeWarnings(
  client: PoolClient,
  pending: readonly PendingWarning[],
): Promise<readonly PendingWarning[]> {
  const repeated: PendingWarning[] = []
  for (const one of pending) {
    const { warning } = one
    const span = spanOf(warning)
    const geometry = geometryOf(warning)
    const { rowCount } = await client.query(
      `insert into warning (sender, identifier, feed, simulated, status, msg_type, sent_at, recorded_at, from_at, until_at,
         level, geometry, warning, body)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), to_timestamp($9), to_timestamp($10), $11, $12, $13, $14)
       on conflict (sender, identifier) do update
         set feed = excluded.feed, simulated = false, status = excluded.status, msg_type = excluded.msg_type,
             sent_at = excluded.sent_at, recorded_at = excluded.recorded_at, from_at = excluded.from_at,
             until_at = excluded.until_at, level = excluded.level, geometry = excluded.geometry,
             warning = excluded.warning, body = excluded.body, kind = null, state = null, ended_at = null, ended_by = null
         where warning.simulated and not excluded.simulated`,
      [
        warning.sender,
        warning.identifier,
        one.feed,
        one.simulated,
        warning.status,
        warning.msgType,
        warning.sentAt / 1000,
        one.recordedAt / 1000,
        span.fromAt / 1000,
        span.untilAt / 1000,
        levelOf(warning) ?? null,
        geometry === undefined ? null : JSON.stringify(geometry),
        JSON.stringify(warning),
        one.body,
      ],
    )
    if (rowCount === 0) repeated.push(one)
  }
  return repeated
}

/** What may still matter: not over, or sent after `since`. */
export async function readWarnings(db: Db, since: number): Promise<Omit<PendingWarning, 'body'>[]> {
  const { rows } = await db.pool.query<{ warning: Warning; feed: string; simulated: boolean; recorded_at: Date }>(
    `select warning, feed, simulated, recorded_at from warning
     where until_at >= to_timestamp($1) or sent_at >= to_timestamp($1) order by sent_at, sender, identifier`,
    [since / 1000],
  )
  return rows.map((row) => ({
    warning: row.warning,
    feed: row.feed,
    simulated: row.simulated,
    recordedAt: row.recorded_at.getTime(),
  }))
}

/** Keeps what stands of messages beside them. Safe to repeat. */
export async function keepStandings(
  db: Db,
  standings: readonly { readonly warning: Warning; readonly kind: string | undefined; readonly standing: Standing }[],
): Promise<void> {
  for (const { warning, kind, standing } of standings)
    await db.pool.query(
      `update warning set state = $3, level = $4, kind = $5, ended_at = to_timestamp($6), ended_by = $7
       where sender = $1 and identifier = $2`,
      [
        warning.sender,
        warning.identifier,
        standing.state,
        standing.level ?? null,
        kind ?? null,
        standing.endedAt === undefined ? null : standing.endedAt / 1000,
        standing.endedBy === undefined ? null : warningKey(standing.endedBy),
      ],
    )
}
