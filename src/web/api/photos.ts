// Photos of a case: sent as JPEG, named by the SHA-256 of their bytes.
import Type from 'typebox'
import type { PhotoMeta } from '../../core/photo.ts'
import { paths } from '../../wire/api.ts'
import { send } from './client.ts'

/** Sends one prepared photo and answers its id; sending the same bytes again answers the same id. */
export async function sendPhoto(blob: Blob, meta: PhotoMeta = {}): Promise<string> {
  const form = new FormData()
  // Before the file: the hub reads what comes first.
  for (const [name, value] of Object.entries(meta)) form.append(name, String(value))
  form.append('photo', blob, 'photo.jpg')
  const answer = await send('POST', paths.photos, form, Type.Object({ id: Type.String() }))
  return answer.id
}
/** Address of a photo for an `<img>`. */
export const photoUrl = (id: string): string => paths.photo(id)
