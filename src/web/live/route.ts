// The schemas of everything live: bytes and snapshots are checked here once; behind this door types are facts.
import { VIEW_MESSAGES, type ViewMessage } from '../../wire/views.ts'
import type { AlarmRow, IncidentRow, IndicatorView, NoticeRow, PresenceRow, Status } from '../../wire/views.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import type { ViewName } from '../../wire/topics.ts'
import { fits, misfit } from '../api/check.ts'

/** Row type of each view. */
export interface ViewRows {
  readonly incidents: IncidentRow
  readonly alarms: AlarmRow
  readonly indicators: IndicatorView
  readonly status: Status
  readonly notices: NoticeRow
  readonly presence: PresenceRow
  readonly warnings: WarningRow
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

export interface Refusals {
  /** Messages refused so far, by what they should have been. */
  readonly counts: ReadonlyMap<string, number>
  readonly last: () => { readonly what: string; readonly reason: string } | undefined
}

export interface Router {
  readonly message: <V extends ViewName>(view: V, payload: Uint8Array) => Checked<ViewMessage<ViewRows[V]>>
  readonly snapshot: <V extends ViewName>(view: V, body: unknown) => Checked<ViewMessage<ViewRows[V]>>
  /** Counts bytes of another kind that who took them could not read. */
  readonly refuse: (what: string, reason: string) => void
  readonly refusals: Refusals
}

export function createRouter(): Router {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const counts = new Map<string, number>()
  let last: { what: string; reason: string } | undefined

  function refuse(what: string, reason: string): { ok: false; reason: string } {
    counts.set(what, (counts.get(what) ?? 0) + 1)
    last = { what, reason }
    return { ok: false, reason }
  }

  function snapshot<V extends ViewName>(view: V, body: unknown): Checked<ViewMessage<ViewRows[V]>> {
    const schema = VIEW_MESSAGES[view]
    if (!fits(schema, body)) return refuse(view, misfit(schema, body))
    // The table VIEW_MESSAGES ties each name to its row schema; the compiler cannot follow that through a generic key.
    return { ok: true, value: body as unknown as ViewMessage<ViewRows[V]> }
  }

  return {
    snapshot,
    message(view, payload) {
      let body: unknown
      try {
        body = JSON.parse(decoder.decode(payload))
      } catch {
        return refuse(view, 'not JSON')
      }
      return snapshot(view, body)
    },
    refuse: (what, reason) => void refuse(what, reason),
    refusals: { counts, last: () => last },
  }
}
