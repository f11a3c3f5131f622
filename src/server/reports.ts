// A stored report as the case room wants it. Personal data stays behind: cases never need it.
import type { Report } from '../core/observe/types.ts'
import type { Place } from '../core/place.ts'
import type { Db } from './store/db.ts'

export async function reportOf(
  db: Db,
  id: string,
  condition: string | null,
): Promise<{ reportId: string; report: Report; place: Place; simulated: boolean } | undefined> {
  const row = await db.query.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.lng === null || row.lat === null || row.area === null) return undefined
  const report: Report = {
    id: row.id,
    channel: row.channel as Report['channel'],
    text: row.text,
    occurredAt: row.occurred_at.getTime(),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.matter === null ? {} : { matter: row.matter }),
    ...(condition === null ? {} : { condition }),
  }
  const place: Place = {
    lng: row.lng,
    lat: row.lat,
    area: row.area,
    ...(row.address === null ? {} : { address: row.address }),
  }
  return { reportId: row.id, report, place, simulated: row.simulated }
}
