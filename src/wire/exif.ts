// Reads place and time out of a picture's EXIF (CIPA DC-008), for the screen before it shrinks the photo and for the hub before it
// strips one. The rest of what a camera writes is nobody's business.
import ExifReader from 'exifreader'
import type { PhotoMeta } from '../core/photo.ts'

/**
 * Place in WGS84 degrees and time in epoch ms, each only where the picture holds it whole and sensible. Cameras without an offset
 * of their own are taken to show city time (`utcOffsetMinutes` east of UTC). Never throws: a broken EXIF says nothing.
 */
export function readPhotoMeta(bytes: ArrayBuffer, utcOffsetMinutes: number): PhotoMeta {
  try {
    const { exif, gps } = ExifReader.load(bytes, { expanded: true, includeUnknown: false })
    const takenAt = instantOf(
      textOf(exif?.DateTimeOriginal ?? exif?.DateTimeDigitized),
      textOf(exif?.OffsetTimeOriginal ?? exif?.OffsetTimeDigitized ?? exif?.OffsetTime),
      utcOffsetMinutes,
    )
    return { ...(takenAt !== undefined && { takenAt }), ...placeOf(gps?.Longitude, gps?.Latitude) }
  } catch {
    return {}
  }
}

/** Tags come as a list of strings, or as one, depending on the maker. */
function textOf(tag: { readonly value: unknown } | undefined): string | undefined {
  const value: unknown = Array.isArray(tag?.value) ? tag.value[0] : tag?.value
  return typeof value === 'string' ? value : undefined
}

const WHEN = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/
const OFFSET = /^([+-])(\d\d):(\d\d)$/
const OLDEST = Date.UTC(2000, 0, 1)
const NEWEST = Date.UTC(2100, 0, 1)

function instantOf(when: string | undefined, offset: string | undefined, utcOffsetMinutes: number): number | undefined {
  const [, year, month, day, hour, minute, second] = (WHEN.exec(when ?? '') ?? []).map(Number)
  if (second === undefined) return undefined
  const local = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second)
  const [, sign, hours, minutes] = OFFSET.exec(offset ?? '') ?? []
  const east = sign === undefined ? utcOffsetMinutes : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const at = local - east * 60_000
  return at >= OLDEST && at < NEWEST ? at : undefined
}

/** 0, 0 is what cameras write before they know. */
function placeOf(lng: number | undefined, lat: number | undefined): { lng: number; lat: number } | undefined {
  if (lng === undefined || lat === undefined || !Number.isFinite(lng) || !Number.isFinite(lat)) return undefined
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90 || (lng === 0 && lat === 0)) return undefined
  return { lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) }
}
