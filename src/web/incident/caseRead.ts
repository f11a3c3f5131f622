// Reads a case for the screens; a department without signal reads it as it last was on this device.
import type { IncidentDetail } from '../../wire/api.ts'
import { toProblem } from '../api/client.ts'
import { getIncident } from '../api/incidents.ts'
import { useSession } from '../stores/session.ts'

/** The page turns to a case within a few frames; what was asked for longer ago is asked for again. */
const BEGUN_MS = 500
let begun: { readonly id: string; readonly at: number; readonly answer: Promise<IncidentDetail> } | undefined

/** Asks for a case as it is opened, before the page turns to it: the hub reads while the screen draws. The next reading of it takes the answer, once. */
export function beginCase(id: string): void {
  const answer = read(id)
  // Whoever takes it hears of a failure; nobody else has to.
  answer.catch(() => undefined)
  begun = { id, at: performance.now(), answer }
}

export function readCase(id: string): Promise<IncidentDetail> {
  const early = begun
  begun = undefined
  return early?.id === id && performance.now() - early.at < BEGUN_MS ? early.answer : read(id)
}

async function read(id: string): Promise<IncidentDetail> {
  const { user } = useSession()
  if (user?.role !== 'department') return getIncident(id)
  // Fetched apart: the list of orders does without the database.
  const { keepCase, keptCase } = await import('../outbox/kept.ts')
  try {
    const detail = await getIncident(id)
    void keepCase(user.id, detail, Date.now())
    return detail
  } catch (error) {
    const kept = toProblem(error).status === 0 ? await keptCase(user.id, id) : undefined
    if (kept === undefined) throw error
    return kept.detail
  }
}
