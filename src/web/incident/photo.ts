// Prepares a photo before it leaves the phone: checked, at most 1600 px, JPEG. Redrawing drops EXIF, and with it place and device:
// what the hub checks it by, place and time, is read before that.
import type { PhotoMeta } from '../../core/photo.ts'
import { cityOffsetMinutes } from '../i18n/format.ts'

export const LONGEST_SIDE_PX = 1600
export const LARGEST_FILE_BYTES = 30 * 1024 * 1024
const JPEG_QUALITY = 0.85
const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp'] as const
/** For the `accept` attribute of a file input. */
export const ACCEPT = ACCEPTED.join(',')

export type PhotoFault = 'type' | 'size' | 'empty' | 'unreadable'

/** Why a file is refused before anything is read of it; undefined when it may be tried. */
export function photoFault(file: { readonly type: string; readonly size: number }): PhotoFault | undefined {
  if (!(ACCEPTED as readonly string[]).includes(file.type)) return 'type'
  if (file.size === 0) return 'empty'
  if (file.size > LARGEST_FILE_BYTES) return 'size'
  return undefined
}

/** Size after shrinking so that the longer side is at most `longest` (px); never enlarges, never reaches 0. */
export function fitWithin(width: number, height: number, longest = LONGEST_SIDE_PX): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Answers a JPEG ready to send with what the camera wrote into the file, or the reason there is none. */
export async function preparePhoto(
  file: File,
): Promise<{ ok: true; blob: Blob; meta: PhotoMeta } | { ok: false; fault: PhotoFault }> {
  const fault = photoFault(file)
  if (fault !== undefined) return { ok: false, fault }
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const { width, height } = fitWithin(bitmap.width, bitmap.height)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d')
    if (context === null) return { ok: false, fault: 'unreadable' }
    // A transparent PNG would turn black in JPEG.
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0, width, height)
    bitmap.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY))
    return blob === null ? { ok: false, fault: 'unreadable' } : { ok: true, blob, meta: await metaOf(file) }
  } catch {
    return { ok: false, fault: 'unreadable' }
  }
}

/** The reader of EXIF is fetched with the first photo; without signal it may not be here, and the photo goes without. */
async function metaOf(file: File): Promise<PhotoMeta> {
  try {
    const { readPhotoMeta } = await import('../../wire/exif.ts')
    return readPhotoMeta(await file.arrayBuffer(), cityOffsetMinutes(file.lastModified))
  } catch {
    return {}
  }
}
