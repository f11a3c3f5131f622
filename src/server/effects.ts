// Performs what the store was asked to have done (outbox): opens cases for alarms and reports. At least once, in order,
// starting with what an earlier run left; each effect is safe to repeat.
import type { Db } from './store/db.ts'

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
  private running: Promise<void> | undefined
  private again = false
  private stopped = false
  private retry: NodeJS.Timeout | undefined

  constructor(private readonly options: EffectsOptions) {}

  /** Something was written to the outbox. */
  kick(): void {
    if (this.stopped) return
    this.again = true
    this.running ??= this.run().finally(() => {
      this.running = undefined
      if (this.again && this.retry === undefined) this.kick()
    })
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.retry)
    await this.running
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false
      try {
        await this.drain()
      } catch {
        // The store is away (the writer says so): try again a little later.
        this.later()
      }
    }
  }

  private async drain(): Promise<void> {
    const { pool } = this.options.db
    for (let after = '0'; !this.stopped;) {
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
          this.later()
        }
      }
      if (rows.length < BATCH) return
    }
  }

  private later(): void {
    this.retry ??= setTimeout(() => {
      this.retry = undefined
      this.kick()
    }, RETRY_MS)
  }
}
