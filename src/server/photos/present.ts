// Whether photos that an act names are here. Nothing else of them is looked at.
import type { PhotoId } from '../../core/ids.ts'
import { RefusedError } from '../problems.ts'
import type { Queries } from '../store/db.ts'

/** A photo proves something only if it is really here. `field`: where it was named. Throws a ProblemError. */
export async function mustHavePhotos(query: Queries, photos: readonly PhotoId[], field: string): Promise<void> {
  const ids = [...new Set(photos)]
  if (ids.length === 0) return
  const found = await query.selectFrom('photo').select('id').where('id', 'in', ids).execute()
  if (found.length < ids.length)
    throw new RefusedError(
      'photo',
      { zh: '照片尚未上传成功，请重新上传', en: 'A photo has not been uploaded; upload it again' },
      { field },
    )
}
