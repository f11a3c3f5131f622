// One view: rows by key, a sequence without holes, a snapshot that fits it. Publishing is somebody else's.
import type { Snapshot, ViewMessage } from '../../wire/views.ts'

export class View<R> {
  private readonly byKey = new Map<string, R>()
  private seq = 0

  constructor(
    private readonly epoch: string,
    private readonly keyOf: (row: R) => string,
    private readonly now: () => number,
    private readonly send: (message: ViewMessage<R>) => void,
  ) {}

  /** Replaces rows by key, removes keys, and tells the screens. Nothing to tell: nothing sent. */
  put(rows: readonly R[], gone: readonly string[] = []): void {
    for (const row of rows) this.byKey.set(this.keyOf(row), row)
    const removed = gone.filter((key) => this.byKey.delete(key))
    if (rows.length === 0 && removed.length === 0) return
    this.seq++
    this.send({ epoch: this.epoch, seq: this.seq, at: this.now(), rows, gone: removed })
  }

  get(key: string): R | undefined {
    return this.byKey.get(key)
  }

  rows(): R[] {
    return [...this.byKey.values()]
  }

  snapshot(): Snapshot<R> {
    return { epoch: this.epoch, seq: this.seq, at: this.now(), rows: this.rows(), gone: [] }
  }
}
