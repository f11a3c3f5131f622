// Warnings in hand: what stands of them now, told to screens. Whatever is over is found by looking (`round`), so that no
// timer that was lost, or slept through, leaves an old warning standing.
import { concernsCity } from '../../core/warning/areas.ts'
import { foldWarnings, warningKey } from '../../core/warning/fold.ts'
import { kindOf } from '../../core/warning/level.ts'
import { phaseAt, spanOf } from '../../core/warning/span.ts'
import type { Standing, WarningKind } from '../../core/warning/types.ts'
import type { City } from '../../wire/reference.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import type { Db } from '../store/db.ts'
import { toWarningRow, type Places, type RowInput } from './row.ts'
import { keepStandings, readWarnings, type PendingWarning } from './store.ts'

/** A warning that was lifted stays on screens for so long, as lifted: whoever saw it stand learns that it does not. */
export const SHOW_LIFTED_MS = 3_600_000
/** What is over for so long has nothing more to say about what stands. */
const FORGET_AFTER_MS = 7 * 24 * 3_600_000

interface Entry extends Omit<PendingWarning, 'body'> {
  readonly kind: WarningKind | undefined
  /** As last written beside it. */
  kept: string
}

export interface WarningBookOptions {
  readonly db: Db
  readonly reference: Places & { readonly city: City }
  readonly kinds: readonly WarningKind[]
  readonly now: () => number
  readonly show: (rows: readonly WarningRow[], gone: readonly string[]) => void
}

export class WarningBook {
  private readonly entries = new Map<string, Entry>()
  private standings: ReadonlyMap<string, Standing> = new Map()
  /** Rows on screens, by id, as they were last told. */
  private shown = new Map<string, string>()

  constructor(private readonly options: WarningBookOptions) {}

  /** What an earlier run took. */
  async load(): Promise<void> {
    const since = this.options.now() - FORGET_AFTER_MS
    this.take(await readWarnings(this.options.db, since))
    await this.keep()
  }

  /** After they are in the store. What is here already stays as it came first, unless a real one takes a simulated one's place. */
  take(written: readonly Omit<PendingWarning, 'body'>[]): void {
    if (written.length === 0) return
    for (const { warning, feed, simulated, recordedAt } of written) {
      const key = warningKey(warning)
      const had = this.entries.get(key)
      if (had !== undefined && !(had.simulated && !simulated)) continue
      const kind = kindOf(warning, this.options.kinds)
      this.entries.set(key, { warning, feed, simulated, recordedAt, kind, kept: '' })
    }
    this.refold()
    this.tell()
  }

  /** Tells what time alone has changed, keeps states beside the messages, forgets what is long over. */
  async round(): Promise<void> {
    const before = this.options.now() - FORGET_AFTER_MS
    const old = [...this.entries].filter(
      ([, { warning }]) => spanOf(warning).untilAt < before && warning.sentAt < before,
    )
    for (const [key] of old) this.entries.delete(key)
    if (old.length > 0) this.refold()
    this.tell()
    await this.keep()
  }

  private refold(): void {
    const kept = [...this.entries.values()].map(({ warning, kind, simulated }) => ({
      warning,
      simulated,
      ...(kind === undefined ? {} : { kind: kind.id }),
    }))
    this.standings = foldWarnings(kept)
  }

  private tell(): void {
    const rows = [...this.entries.keys()].flatMap((key) => this.rowOf(key) ?? [])
    const next = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
    const changed = rows.filter((row) => this.shown.get(row.id) !== next.get(row.id))
    const gone = [...this.shown.keys()].filter((id) => !next.has(id))
    this.shown = next
    if (changed.length + gone.length > 0) this.options.show(changed, gone)
  }

  /** Its row while it stands, is to come, or has just been lifted. */
  private rowOf(key: string): WarningRow | undefined {
    const input = this.inputOf(key, true)
    if (input === undefined || input.warning.scope === 'Private') return undefined
    const { reference, now } = this.options
    const at = now()
    const { state, endedAt } = input.standing
    const { warning } = input
    if (state === 'lifted') {
      if (warning.sentAt + SHOW_LIFTED_MS <= at) return undefined
    } else if (endedAt !== undefined || phaseAt(spanOf(warning), at) === 'over') return undefined
    const row = toWarningRow(input, reference)
    const heard = warning.infos.length > 0 ? warning : { infos: input.before?.warning.infos ?? [] }
    return concernsCity(heard, row, reference.city.bounds) ? row : undefined
  }

  private inputOf(key: string, withBefore: boolean): RowInput | undefined {
    const entry = this.entries.get(key)
    const standing = this.standings.get(key)
    if (entry === undefined || standing === undefined) return undefined
    const { warning, feed, simulated, kind } = entry
    const before = withBefore
      ? warning.references
          .flatMap((reference) => this.inputOf(warningKey(reference), false) ?? [])
          .filter((one) => one.simulated === simulated && one.warning.infos.length > 0)
          .sort((a, b) => b.warning.sentAt - a.warning.sentAt)[0]
      : undefined
    return { warning, feed, simulated, kind, standing, before }
  }

  private async keep(): Promise<void> {
    const stale = [...this.entries].flatMap(([key, entry]) => {
      const standing = this.standings.get(key)
      if (standing === undefined) return []
      const kind = entry.kind?.id
      const text = JSON.stringify([standing, kind])
      return text === entry.kept ? [] : [{ entry, text, row: { warning: entry.warning, kind, standing } }]
    })
    if (stale.length === 0) return
    await keepStandings(
      this.options.db,
      stale.map(({ row }) => row),
    )
    for (const { entry, text } of stale) entry.kept = text
  }
}
