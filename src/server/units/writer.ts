// Fixes to the store in batches; a fix is done when its batch is committed. While the store is away they wait, unacknowledged.
import type { Db } from '../store/db.ts'
import { untilEnded } from '../timers.ts'
import { insertFixes, type PendingFix } from './store.ts'

/** A short wait lets a batch gather; positions may take a second to a screen. */
const GATHER_MS = 20
const MOST_AT_ONCE = 5000
const RETRY_FIRST_MS = 100
const RETRY_MOST_MS = 5000

interface Item {
  readonly rows: readonly PendingFix[]
  readonly done: (repeated: readonly PendingFix[]) => void
}

export class FixWriter {
  private queue: Item[] = []
  private running: Promise<void> | undefined
  private stopped = false

  constructor(private readonly options: { readonly db: Db; readonly onError: (error: Error) => void }) {}

  /** Resolves when the fixes are durable, with those that were there already. */
  write(rows: readonly PendingFix[]): Promise<readonly PendingFix[]> {
    return new Promise((done) => {
      this.queue.push({ rows, done })
      this.running ??= this.run()
    })
  }

  /** Writes what is there, unless the store is away: then the senders were not told yes, and send again. */
  async stop(): Promise<void> {
    this.stopped = true
    await untilEnded(this.running)
  }

  private async run(): Promise<void> {
    await new Promise((wake) => setTimeout(wake, GATHER_MS))
    while (this.queue.length > 0) {
      let n = 0
      for (let size = 0; n < this.queue.length && size < MOST_AT_ONCE; n++) size += this.queue[n]?.rows.length ?? 0
      const batch = this.queue.splice(0, n)
      const repeated = await this.store(batch.flatMap((item) => item.rows))
      if (repeated === undefined) break
      const again = new Set(repeated)
      for (const { rows, done } of batch) done(rows.filter((row) => again.has(row)))
    }
    this.running = undefined
  }

  private async store(rows: readonly PendingFix[]): Promise<readonly PendingFix[] | undefined> {
    for (let waitMs = RETRY_FIRST_MS; ; waitMs = Math.min(RETRY_MOST_MS, waitMs * 2)) {
      try {
        return await insertFixes(this.options.db, rows)
      } catch (error) {
        this.options.onError(error instanceof Error ? error : new Error(String(error)))
        if (this.stopped) return undefined
        await new Promise((wake) => setTimeout(wake, waitMs))
      }
    }
  }
}
