// Takes out of a picture what is not the picture: place, device, owner, thumbnails, a second image behind the first. Redraws nothing.
import { crc32 } from 'node:zlib'

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp'

/** By magic bytes: JPEG, PNG or WebP. */
export function imageType(bytes: Buffer): ImageType | undefined {
  if (bytes.length >= 4 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'image/jpeg'
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(PNG_HEAD)) return 'image/png'
  if (bytes.length >= 16 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp'
  return undefined
}

/** The same picture without what the camera wrote beside it; undefined when the bytes are not a whole picture of that type. */
export function strip(bytes: Buffer, type: ImageType): Buffer | undefined {
  if (type === 'image/jpeg') return stripJpeg(bytes)
  return type === 'image/png' ? stripPng(bytes) : stripWebp(bytes)
}

const JPEG_START = Buffer.from([0xff, 0xd8])
const JPEG_END = Buffer.from([0xff, 0xd9])
/** Segments that only say something about the picture: APP1 (EXIF, XMP), APP3–APP13 (IPTC, makers), APP15, comments. */
const isBeside = (marker: number): boolean =>
  marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed) || marker === 0xef || marker === 0xfe

/** JPEG (ITU-T T.81): segments up to the end of the first image. Colour profiles (APP2) stay, lists of further images go. */
function stripJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = []
  let turn = 1
  let scanned = false
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return undefined
    const segment = bytes.subarray(at, end)
    if (marker === 0xe1) turn = orientationIn(segment) ?? turn
    const list = marker === 0xe2 && segment.toString('latin1', 4, 7) === 'MPF'
    if (!isBeside(marker) && !list) kept.push(segment)
    at = end
    if (marker !== 0xda) continue
    scanned = true
    const next = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, next))
    at = next
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) break
  }
  // A camera that loses power writes no end: every viewer shows such a picture, so it is given one.
  if (!scanned) return undefined
  return Buffer.concat([JPEG_START, ...(turn === 1 ? [] : [orientation(turn)]), ...kept, JPEG_END])
}

/** Where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** How the picture has to be turned (EXIF tag 0x0112 of IFD0, 1–8): without it a phone's photo would lie on its side. */
function orientationIn(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 8) !== 'Exif') return undefined
  const tiff = segment.subarray(10)
  if (tiff.length < 14) return undefined
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return undefined
  for (let at = first + 2, left = short(first); left > 0 && at + 12 <= tiff.length; at += 12, left -= 1) {
    if (short(at) !== 0x0112) continue
    const turn = short(at + 8)
    return turn >= 1 && turn <= 8 ? turn : undefined
  }
  return undefined
}

/** An APP1 segment that says nothing but the orientation. */
function orientation(turn: number): Buffer {
  // Big-endian TIFF, one directory of one entry: tag, type SHORT, one of them, the value, padding; no further directory.
  const tiff = Buffer.from(
    '4d4d002a00000008' + '0001' + '0112' + '0003' + '00000001' + '0000' + '0000' + '00000000',
    'hex',
  )
  tiff.writeUInt16BE(turn, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex')
/** Chunks that say something about the picture in words, or when and where it was taken. */
const PNG_BESIDE = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

/** PNG (ISO/IEC 15948): chunks up to IEND. */
function stripPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [PNG_HEAD]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) >>> 0 !== bytes.readUInt32BE(end - 4)) return undefined
    if (!PNG_BESIDE.has(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return undefined
}

/** Flags in VP8X that promise chunks which are no longer there: EXIF and XMP. */
const WEBP_PROMISED = 0b0000_1100

/** WebP (RFC 9649): RIFF chunks, EXIF and XMP left out. */
function stripWebp(bytes: Buffer): Buffer | undefined {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) return undefined
  const kept: Buffer[] = []
  for (let at = 12; at + 8 <= end;) {
    const size = bytes.readUInt32LE(at + 4)
    const next = at + 8 + size + (size % 2)
    if (at + 8 + size > end) return undefined
    const type = bytes.toString('latin1', at, at + 4)
    const chunk = Buffer.from(bytes.subarray(at, Math.min(next, end)))
    if (type === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~WEBP_PROMISED
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk)
    at = next
  }
  if (kept.length === 0) return undefined
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
