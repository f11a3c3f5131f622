// Emergencies that screens see, as they were last read from the store, and the alarm limits that are stricter because of them.
import { createHash } from 'node:crypto'
import { toPublic } from '../../core/emergency/fold.ts'
import type { Running } from '../../core/emergency/log.ts'
import { nextDueAt } from '../../core/emergency/tick.ts'
import { tightenRules } from '../../core/emergency/tighten.ts'
import type { Tightening } from '../../core/emergency/types.ts'
import type { EmergencyRow } from '../../wire/emergencies.ts'
import type { LiveReference } from '../catalogue/live.ts'
import type { Now } from '../ports.ts'
import type { Db } from '../store/db.ts'

/** Ended ones stay on screens for a day, and as long as it has not been said that their last report is late. */
const SHOW_ENDED_MS = 24 * 3_600_000

export interface ShownOptions {
  readonly db: Db
  readonly reference: Pick<LiveReference, 'layOver'>
  readonly now: Now
  readonly show: (rows: readonly EmergencyRow[], gone: readonly string[]) => void
  /** What one of them asks of the alarm limits. */
  readonly wishesOf: (running: Running) => readonly Tightening[]
}

export class Shown {
  private readonly known = new Map<string, Running>()
  /** The wishes in force, as one word; empty: none. */
  private wishes = ''

  constructor(private readonly options: ShownOptions) {}

  get(id: string): Running | undefined {
    return this.known.get(id)
  }

  all(): readonly Running[] {
    return [...this.known.values()]
  }

  /** Another word whenever alarm rules stand otherwise than before. */
  rulesVersion(): string {
    return this.wishes === '' ? '' : createHash('sha256').update(this.wishes).digest('base64url').slice(0, 8)
  }

  /** Takes over newer ones; an older one that comes late changes nothing. */
  settle(fresh: readonly Running[]): void {
    const { now, show } = this.options
    const newer = fresh.filter((one) => (this.known.get(one.id)?.version ?? 0) < one.version)
    for (const one of newer) this.known.set(one.id, one)
    const before = now() - SHOW_ENDED_MS
    const gone = this.all().filter(
      (one) => one.endedAt !== undefined && one.endedAt < before && nextDueAt(one) === undefined,
    )
    for (const { id } of gone) this.known.delete(id)
    if (newer.length > 0 || gone.length > 0)
      show(
        newer.filter(({ id }) => this.known.has(id)).map(toPublic),
        gone.map(({ id }) => id),
      )
    this.layOver()
  }

  /** What other hubs wrote, and what an earlier run left. */
  async refresh(): Promise<void> {
    const { db, now } = this.options
    const since = new Date(now() - SHOW_ENDED_MS)
    const versions = await db.query
      .selectFrom('emergency')
      .select(['id', 'version'])
      .where((e) => e.or([e('ended_at', 'is', null), e('ended_at', '>=', since), e('next_at', 'is not', null)]))
      .execute()
    const newer = versions.filter(({ id, version }) => (this.known.get(id)?.version ?? 0) < version).map(({ id }) => id)
    const rows =
      newer.length === 0 ? [] : await db.query.selectFrom('emergency').select('body').where('id', 'in', newer).execute()
    this.settle(rows.map(({ body }) => body))
  }

  private layOver(): void {
    const { reference, wishesOf } = this.options
    const wishes = this.all().flatMap((running) => wishesOf(running))
    const word = wishes.length === 0 ? '' : JSON.stringify(wishes)
    if (word === this.wishes) return
    this.wishes = word
    reference.layOver(word === '' ? undefined : (rules) => tightenRules(rules, wishes))
  }
}
