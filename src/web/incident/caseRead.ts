// Reads a case for the screens; a department without signal reads it as it last was on this device.
import type { IncidentDetail } from '../../wire/api.ts'
import { toProblem } from '../api/client.ts'
import { getIncident } from '../api/incidents.ts'
import { useSession } from '../stores/session.ts'

export async function readCase(id: string): Promise<IncidentDetail> {
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
