// Keeps photos: checked, stripped of what the camera wrote beside the picture, named by the SHA-256 of what is left.
import { createHash } from 'node:crypto'
import type { PhotoMeta } from '../../core/photo.ts'
import { readPhotoMeta } from '../../wire/exif.ts'
import { ProblemError } from '../problems.ts'
import type { Db } from '../store/db.ts'
import { imageType, strip } from './strip.ts'

export interface Upload {
  readonly bytes: Buffer
  /** What the screen read before it shrank the photo. What the bytes themselves still hold comes first. */
  readonly said: PhotoMeta
  readonly by: string
  readonly at: number
  readonly utcOffsetMinutes: number
}

/** Answers the id of the kept photo; the same picture again is the same photo, and keeps what was first known of it. */
export async function keepPhoto(db: Db, upload: Upload): Promise<{ readonly id: string; readonly mime: string }> {
  const { said, by, at, utcOffsetMinutes } = upload
  const mime = imageType(upload.bytes)
  if (mime === undefined)
    throw new ProblemError(
      'wrongMediaType',
      { zh: '只接受 JPEG、PNG 或 WebP 照片', en: 'Only JPEG, PNG or WebP photos are taken' },
      { field: '/file' },
    )
  const bytes = strip(upload.bytes, mime)
  if (bytes === undefined)
    throw new ProblemError(
      'invalid',
      { zh: '照片文件不完整，请重新拍摄或选择', en: 'The photo is not a whole file; take or choose it again' },
      { field: '/file' },
    )
  const copy = new Uint8Array(upload.bytes)
  const meta = { ...said, ...readPhotoMeta(copy.buffer, utcOffsetMinutes) }
  const id = createHash('sha256').update(bytes).digest('hex')
  await db.query
    .insertInto('photo')
    .values({
      id,
      mime,
      bytes,
      created_by: by,
      created_at: new Date(at),
      taken_at: meta.takenAt === undefined ? null : new Date(meta.takenAt),
      lng: meta.lng ?? null,
      lat: meta.lat ?? null,
    })
    .onConflict((c) => c.column('id').doNothing())
    .execute()
  return { id, mime }
}
