// The enabled receivers, kept in memory: every act on a case asks for them. Read anew on a change here, and every few
// seconds for changes made at other hubs.
import type { WebhookForm, WebhookTopic } from '../../wire/notify.ts'
import type { Db } from '../store/db.ts'
import { every, type Timer } from '../timers.ts'
import type { Hook } from './match.ts'

const RELOAD_EVERY_MS = 5_000

export class Hooks {
  private byId = new Map<string, Hook>()
  private timer: Timer | undefined

  constructor(private readonly db: Db) {}

  async start(onError: (error: Error) => void): Promise<void> {
    await this.reload()
    this.timer = every(RELOAD_EVERY_MS, () => this.reload(), onError)
  }

  async stop(): Promise<void> {
    await this.timer?.stop()
  }

  async reload(): Promise<void> {
    const rows = await this.db.query
      .selectFrom('webhook')
      .selectAll()
      .where('enabled', '=', true)
      .orderBy('id')
      .execute()
    this.byId = new Map(
      rows.map((row): [string, Hook] => [
        row.id,
        {
          id: row.id,
          name: row.name,
          url: row.url,
          form: row.form as WebhookForm,
          topics: row.topics as WebhookTopic[],
          secret: row.secret,
          ...(row.department !== null && { department: row.department }),
          ...(row.level !== null && { level: row.level }),
        },
      ]),
    )
  }

  enabled(): readonly Hook[] {
    return [...this.byId.values()]
  }

  get(id: string): Hook | undefined {
    return this.byId.get(id)
  }
}
