// Performs what the store was asked to have done (outbox): opens cases for alarms and reports. At least once, in order,
// starting with what an earlier run left; each effect is safe to repeat.
import type { Db } from './store/db.ts'
import { onWake } from './timers.ts'

export type Effect =
  | { readonly kind: 'alarm'; readonly payload: { readonly alarm: string } }
  | { readonly kind: 'report'; readonly payload: { readonly report: string; readonly condition: string | null } }

export interface EffectsOptions {
  readonly db: Db
  readonly now: () => number
  readonly perform: (effect: Effect) => Promise<void>
  readonly onError: (error: Error, effect: Effect) => void
}

const BATCH = 100
const RETRY_MS = 2000

export class Effects {
  private readonly turns = onWake(() => this.turn())

  constructor(private readonly options: EffectsOptions) {}

  /** Something was written to the outbox. */
  kick(): void {
    this.turns.wake()
  }

  stop(): Promise<void> {
    return this.turns.stop()
  }

  /** What failed is tried again a little later; so is everything while the store is away (the writer says so). */
  private async turn(): Promise<number | undefined> {
    return (await this.drain().catch(() => false)) ? undefined : RETRY_MS
  }

  /** Whether all of it was done. */
  private async drain(): Promise<boolean> {
    const { pool } = this.options.db
    let isWhole = true
    for (let after = '0'; !this.turns.stopped;) {
      const { rows } = await pool.query<{ id: string; kind: string; payload: unknown }>(
        'select id, kind, payload from outbox where done_at is null and id > $1 order by id limit $2',
        [after, BATCH],
      )
      for (const row of rows) {
        after = row.id
        const effect = { kind: row.kind, payload: row.payload } as Effect
        try {
          await this.options.perform(effect)
          await pool.query('update outbox set done_at = to_timestamp($2) where id = $1', [
            row.id,
            this.options.now() / 1000,
          ])
        } catch (error) {
          // One effect that fails does not hold up the others; it stays in the outbox and is tried again.
          this.options.onError(error instanceof Error ? error : new Error(String(error)), effect)
          isWhole = false
        }
      }
      if (rows.length < BATCH) break
    }
    return isWhole
  }
}
