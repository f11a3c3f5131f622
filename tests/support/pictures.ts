// Small pictures with what a phone writes into them: EXIF with place, time, maker and orientation (CIPA DC-008, TIFF 6.0).
import { crc32, deflateSync } from 'node:zlib'

export interface Written {
  /** `2026:11-22` style of EXIF: `2026:11:22 08:12:00`. */
  readonly when?: string
  /** `+08:00` */
  readonly offset?: string
  readonly lng?: number
  readonly lat?: number
  readonly orientation?: number
}

/** A word nobody should find in what is kept. */
export const MAKER = 'PHONE-OF-LI'

interface Entry {
  readonly tag: number
  readonly type: 2 | 3 | 4 | 5
  readonly count: number
  /** Little-endian value. */
  readonly value: Buffer
}
const short = (n: number): Buffer => Buffer.from([n & 255, n >> 8])
const long = (n: number): Buffer => Buffer.from([n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255])
const ascii = (tag: number, text: string): Entry => ({
  tag,
  type: 2,
  count: text.length + 1,
  value: Buffer.from(`${text}\0`, 'latin1'),
})
const pointer = (tag: number, at: number): Entry => ({ tag, type: 4, count: 1, value: long(at) })

/** One directory at `at`, its long values behind it. */
function directory(entries: readonly Entry[], at: number): Buffer {
  const head = 2 + entries.length * 12 + 4
  let far = at + head
  const rows: Buffer[] = [short(entries.length)]
  const values: Buffer[] = []
  for (const { tag, type, count, value } of entries) {
    const near = value.length <= 4
    rows.push(
      short(tag),
      short(type),
      long(count),
      near ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : long(far),
    )
    if (near) continue
    values.push(value)
    far += value.length
  }
  return Buffer.concat([...rows, long(0), ...values])
}

/** Degrees as three rationals, seconds to a ten-thousandth. */
function degrees(value: number): Buffer {
  const whole = Math.floor(Math.abs(value))
  const minutes = Math.floor((Math.abs(value) - whole) * 60)
  const seconds = Math.round(((Math.abs(value) - whole) * 60 - minutes) * 60 * 10_000)
  return Buffer.concat([whole, 1, minutes, 1, seconds, 10_000].map(long))
}

/** A TIFF block as EXIF holds it. */
export function tiff({ when, offset, lng, lat, orientation }: Written): Buffer {
  const shot = [
    ...(when === undefined ? [] : [ascii(0x9003, when)]),
    ...(offset === undefined ? [] : [ascii(0x9011, offset)]),
  ]
  const place =
    lng === undefined || lat === undefined
      ? []
      : [
          ascii(1, lat < 0 ? 'S' : 'N'),
          { tag: 2, type: 5, count: 3, value: degrees(lat) } as const,
          ascii(3, lng < 0 ? 'W' : 'E'),
          { tag: 4, type: 5, count: 3, value: degrees(lng) } as const,
        ]
  const first = (exifAt: number, gpsAt: number): Entry[] => [
    ascii(0x010f, MAKER),
    ...(orientation === undefined ? [] : [{ tag: 0x0112, type: 3, count: 1, value: short(orientation) } as const]),
    pointer(0x8769, exifAt),
    ...(place.length > 0 ? [pointer(0x8825, gpsAt)] : []),
  ]
  const exifAt = 8 + directory(first(0, 0), 8).length
  const exif = directory(shot, exifAt)
  const gpsAt = exifAt + exif.length
  return Buffer.concat([
    Buffer.from('II*\0', 'latin1'),
    long(8),
    directory(first(exifAt, gpsAt), 8),
    exif,
    ...(place.length > 0 ? [directory(place, gpsAt)] : []),
  ])
}

const segment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body])
export const EXIF_MARK = Buffer.from('Exif\0\0', 'latin1')

/** A JPEG of the right shape; its pixels are noise. `behind`: bytes after the end of the picture, as motion photos have. */
export function jpeg(written: Written = {}, behind = Buffer.alloc(0)): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([EXIF_MARK, tiff(written)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${MAKER}</x>`, 'latin1')),
    segment(0xfe, Buffer.from(`comment of ${MAKER}`, 'latin1')),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56, 0xff, 0xd9]),
    behind,
  ])
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body) >>> 0)
  return Buffer.concat([head, body, check])
}
export const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex')

/** A real PNG of one pixel, grey by `shade`, so that two shades are two photos. */
export function png(written?: Written, shade = 7): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    PNG_HEAD,
    pngChunk('IHDR', header),
    ...(written ? [pngChunk('eXIf', tiff(written)), pngChunk('tEXt', Buffer.from(`Author\0${MAKER}`, 'latin1'))] : []),
    pngChunk('IDAT', deflateSync(Buffer.from([0, shade]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** An extended WebP of the right shape with EXIF behind its picture. */
export function webp(written: Written): Buffer {
  const chunk = (type: string, data: Buffer): Buffer =>
    Buffer.concat([Buffer.from(type, 'latin1'), long(data.length), data, Buffer.alloc(data.length % 2)])
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    chunk('VP8X', Buffer.from([0b0000_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    chunk('VP8 ', Buffer.alloc(11, 3)),
    chunk('EXIF', tiff(written)),
    chunk('XMP ', Buffer.from(MAKER, 'latin1')),
  ])
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), long(body.length), body])
}
