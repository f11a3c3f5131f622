// What is known of the photos of a case: when and where each was taken, and what speaks against it.
import type { Incident } from '../../core/incident/types.ts'
import { photoDoubts, type PhotoMeta, type PhotoRules } from '../../core/photo.ts'
import type { PhotoFacts } from '../../wire/caseParts.ts'
import type { EventView } from '../../wire/views.ts'
import type { Db } from '../store/db.ts'

/** One per photo of the case, in its order. A photo is judged as of the first act that handed it in. */
export async function photoFacts(
  { query }: Pick<Db, 'query'>,
  { photos, place, openedAt }: Pick<Incident, 'photos' | 'place' | 'openedAt'>,
  events: readonly Pick<EventView, 'occurredAt' | 'body'>[],
  rules: PhotoRules,
): Promise<PhotoFacts[]> {
  if (photos.length === 0) return []
  const rows = await query
    .selectFrom('photo')
    .select(['id', 'taken_at', 'lng', 'lat', 'created_at'])
    .where('id', 'in', [...photos])
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  return photos.flatMap((id): PhotoFacts[] => {
    const row = known.get(id)
    if (!row) return []
    const meta: PhotoMeta = {
      ...(row.taken_at && { takenAt: row.taken_at.getTime() }),
      ...(row.lng !== null && row.lat !== null && { lng: row.lng, lat: row.lat }),
    }
    const handedInAt = events.find(({ body }) => photosIn(body).includes(id))?.occurredAt ?? row.created_at.getTime()
    const { doubts, distanceM } = photoDoubts(meta, { ...place, openedAt, handedInAt }, rules)
    return [
      {
        id,
        ...(meta.takenAt !== undefined && { takenAt: meta.takenAt }),
        ...(distanceM !== undefined && { distanceM }),
        doubts: [...doubts],
      },
    ]
  })
}

function photosIn(body: unknown): readonly unknown[] {
  const photos = typeof body === 'object' && body !== null && 'photos' in body ? body.photos : undefined
  return Array.isArray(photos) ? photos : []
}
