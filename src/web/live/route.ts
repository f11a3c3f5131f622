// The schemas of everything live: bytes and snapshots are checked here once; behind this door types are facts.
import { VIEW_MESSAGES, type ViewMessage } from '../../wire/views.ts'
import type { AlarmRow, IncidentRow, IndicatorView, NoticeRow, PresenceRow, Status } from '../../wire/views.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import type Type from 'typebox'
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

export interface Router<Rows = ViewRows> {
  readonly message: <V extends keyof Rows>(view: V, payload: Uint8Array) => Checked<ViewMessage<Rows[V]>>
  readonly snapshot: <V extends keyof Rows>(view: V, body: unknown) => Checked<ViewMessage<Rows[V]>>
  /** Counts bytes of another kind that who took them could not read. */
  readonly refuse: (what: string, reason: string) => void
  readonly refusals: Refusals
}

/** `messages`: the schema of each view; those every page follows, unless a page brings others of its own. */
export function createRouter(): Router<ViewRows>
export function createRouter<Rows>(messages: Readonly<Record<keyof Rows, Type.TSchema>>): Router<Rows>
export function createRouter<Rows>(messages: Readonly<Record<string, Type.TSchema>> = VIEW_MESSAGES): Router<Rows> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const counts = new Map<string, number>()
  let last: { what: string; reason: string } | undefined

  function refuse(what: string, reason: string): { ok: false; reason: string } {
    counts.set(what, (counts.get(what) ?? 0) + 1)
    last = { what, reason }
    return { ok: false, reason }
  }

  function snapshot<V extends keyof Rows>(view: V, body: unknown): Checked<ViewMessage<Rows[V]>> {
    const schema = messages[String(view)]
    if (schema === undefined) return refuse(String(view), 'no such view')
    if (!fits(schema, body)) return refuse(String(view), misfit(schema, body))
    // The table of messages ties each name to its row schema; the compiler cannot follow that through a generic key.
    return { ok: true, value: body as unknown as ViewMessage<Rows[V]> }
  }

  return {
    snapshot,
    message(view, payload) {
      let body: unknown
      try {
        body = JSON.parse(decoder.decode(payload))
      } catch {
        return refuse(String(view), 'not JSON')
      }
      return snapshot(view, body)
    },
    refuse: (what, reason) => void refuse(what, reason),
    refusals: { counts, last: () => last },
  }
}
