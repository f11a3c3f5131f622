// Cases read before anybody opens them, while the cursor or the pointer rests on them: masked, so that nobody has seen a reporter.
import type { IncidentDetail } from '../../wire/api.ts'
import { getMaskedIncident } from '../api/incidents.ts'
import { useIncidents } from '../stores/incidents.ts'

interface Ahead {
  readonly askedAt: number
  detail?: IncidentDetail
}

/** Whoever rests on a case opens it within seconds or not at all. */
const STANDS_MS = 5_000
/** A reader that runs down the list leaves few behind. */
const MOST = 4
const shelf = new Map<string, Ahead>()

const isYoung = (early: Ahead): boolean => performance.now() - early.askedAt < STANDS_MS

/** Asks for a case that will perhaps be opened. A failure is nobody's news: opening it asks again. */
export async function readAhead(id: string): Promise<void> {
  const before = shelf.get(id)
  if (before !== undefined && isYoung(before)) return
  const early: Ahead = { askedAt: performance.now() }
  shelf.delete(id)
  shelf.set(id, early)
  const oldest = shelf.keys().next()
  if (shelf.size > MOST && oldest.done !== true) shelf.delete(oldest.value)
  try {
    early.detail = await getMaskedIncident(id)
  } catch {
    if (shelf.get(id) === early) shelf.delete(id)
  }
}

/** The case as it was read ahead, where that has come and the live row has not run on since. Taken once. */
export function takeAhead(id: string): IncidentDetail | undefined {
  const early = shelf.get(id)
  if (early?.detail === undefined) return undefined
  shelf.delete(id)
  const version = useIncidents().row(id)?.version
  return isYoung(early) && (version === undefined || version <= early.detail.row.version) ? early.detail : undefined
}
