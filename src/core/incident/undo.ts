// Taking back one's own last act: what is remembered of it, and how the case stands as before it. Whether it is lawful is in guards.ts.
import type { IncidentEvent } from './events.ts'
import { type Incident, UNDOABLE, type Undoable } from './types.ts'

/** Events that neither move a case nor rest on the act before them: it can still be taken back after these. */
const ASIDE: readonly string[] = ['clocked', 'noted', 'contacted']
const isUndoable = (type: string): type is Undoable => (UNDOABLE as readonly string[]).includes(type)

/** `after` with what may now be taken back. The hub's own acts may not: it would do the same again. */
export function remembering(
  before: Incident,
  { n, actor, recordedAt, body }: IncidentEvent,
  after: Incident,
): Incident {
  if (ASIDE.includes(body.type)) return after
  const { lastAct: _, ...rest } = after
  if (actor.role === 'system' || !isUndoable(body.type)) return rest
  const { clocks, level, snapshot } = before
  const was =
    body.type === 'filed' || body.type === 'dispatched' ? { was: { clocks, level, ...(snapshot && { snapshot }) } } : {}
  return { ...rest, lastAct: { n, of: body.type, by: actor.id, at: recordedAt, ...was } }
}

/**
 * The case as before its last act, clocks as well. A filing leaves matter and condition behind as a suggestion; who was spoken to
 * after a dispatch was told of a department that does not have the case any more.
 */
export function takenBack(incident: Incident): Incident {
  const { lastAct, ...i } = incident
  const clocks = lastAct?.was?.clocks ?? i.clocks
  switch (lastAct?.of) {
    case undefined:
      return i
    case 'verifyRequested':
      return { ...i, state: 'pendingFiling' }
    case 'filed': {
      const { filedAt: _, snapshot: _void, ...rest } = i
      const { level = i.level, snapshot } = lastAct?.was ?? {}
      return { ...rest, state: 'pendingFiling', clocks, level, ...(snapshot && { snapshot }) }
    }
    case 'dispatched': {
      const { lead: _, firstResponsible: _first, dispatchedAt: _at, contactedAt: _told, ...rest } = i
      return { ...rest, state: 'pendingDispatch', assist: [], orders: [], clocks }
    }
    case 'accepted': {
      const { handler: _, crew: _crew, ...rest } = i
      return { ...rest, state: 'pendingHandle' }
    }
    case 'extensionRequested':
    case 'suspensionRequested': {
      const { request: _, ...rest } = i
      return rest
    }
    case 'excluded': {
      const { excluded: _, ...rest } = i
      return rest
    }
  }
}
