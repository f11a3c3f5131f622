// Who has which case open: one row per screen, kept in memory and told to the desks. Never blocks anybody, never stored.
// A hub knows the screens it serves itself; those of another hub beside it are told by that one.
import type { Actor } from '../../core/incident/types.ts'
import type { Presence as Word } from '../../wire/desk.ts'
import type { PresenceRow } from '../../wire/views.ts'

/** Two words missed (one every 20 s), and a little for the way. */
export const FORGET_AFTER_MS = 45_000
/** More screens than one person has open: the oldest goes, so that nobody fills the room. */
const SCREENS_EACH = 12

interface Seen {
  readonly row: PresenceRow
  heardAt: number
}

export class PresenceRoom {
  private readonly seen = new Map<string, Seen>()

  constructor(
    private readonly options: {
      readonly now: () => number
      readonly show: (rows: readonly PresenceRow[], gone: readonly string[]) => void
    },
  ) {}

  /** What a screen has open now; nothing open: it leaves. Told only when it is news. */
  say(actor: Actor, { screen, incident, act }: Word): void {
    // The account is part of the key: nobody speaks for another's screen.
    const id = `${actor.id}/${screen}`
    if (incident === undefined) return this.drop([id])
    const at = this.options.now()
    const before = this.seen.get(id)?.row
    // Heard last comes last: the first in line is the one to go.
    this.seen.delete(id)
    if (before?.incident === incident && before.act === act) {
      this.seen.set(id, { row: before, heardAt: at })
      return
    }
    const row: PresenceRow = {
      id,
      incident,
      account: actor.id,
      name: actor.name,
      role: actor.role,
      ...(act !== undefined && { act }),
      since: before?.incident === incident ? before.since : at,
    }
    this.seen.set(id, { row, heardAt: at })
    const own = [...this.seen.values()].filter((one) => one.row.account === actor.id).map((one) => one.row.id)
    const most = own.slice(0, Math.max(0, own.length - SCREENS_EACH))
    for (const oldest of most) this.seen.delete(oldest)
    this.options.show([row], most)
  }

  /** Signed out. Another screen of the same account says so itself within 20 s. */
  leave(account: string): void {
    this.drop([...this.seen.values()].filter(({ row }) => row.account === account).map(({ row }) => row.id))
  }

  /** Takes out the screens that have fallen silent. */
  forget(): void {
    const before = this.options.now() - FORGET_AFTER_MS
    this.drop([...this.seen.values()].filter((one) => one.heardAt < before).map((one) => one.row.id))
  }

  private drop(ids: readonly string[]): void {
    const gone = ids.filter((id) => this.seen.delete(id))
    if (gone.length > 0) this.options.show([], gone)
  }
}
