// Nothing but the picture is kept, and the picture itself stays as it was.
import { describe, expect, it } from 'vitest'
import { imageType, strip } from '../../../src/server/photos/strip.ts'
import { readPhotoMeta } from '../../../src/wire/exif.ts'
import { MAKER, PNG_HEAD, jpeg, png, pngChunk, webp } from '../../support/pictures.ts'

const written = { when: '2026:11:22 08:12:30', lng: 119.4, lat: 32.4 }
const stripped = (bytes: Buffer): Buffer => {
  const type = imageType(bytes)
  const kept = type && strip(bytes, type)
  return kept ?? expect.fail('not a whole picture')
}
const SCAN = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56, 0xff, 0xd9])

describe('a stripped picture', () => {
  it.each([
    ['JPEG', jpeg(written)],
    ['PNG', png(written)],
    ['WebP', webp(written)],
  ])('%s says nothing of place, time and phone', (_, bytes) => {
    expect(bytes.includes(MAKER)).toBe(true)
    const kept = stripped(bytes)
    expect(kept.includes(MAKER)).toBe(false)
    expect(readPhotoMeta(new Uint8Array(kept).buffer, 480)).toEqual({})
    expect(imageType(kept)).toBe(imageType(bytes))
    // Once more changes nothing: the id of a photo is that of what is kept.
    expect(stripped(kept).equals(kept)).toBe(true)
  })

  it('keeps the pixels: tables, scan with its stuffed bytes and restarts, and nothing behind the end', () => {
    const kept = stripped(jpeg(written, Buffer.from(`second picture of ${MAKER}`)))
    expect(kept.subarray(-SCAN.length).equals(SCAN)).toBe(true)
    expect(kept.indexOf(Buffer.from([0xff, 0xdb, 0, 67]))).toBeGreaterThan(0)
  })

  it.each([3, 6, 8])('keeps the turn %i of a phone held upright, and nothing else of its EXIF', (orientation) => {
    const kept = stripped(jpeg({ ...written, orientation }))
    expect(kept.includes(MAKER)).toBe(false)
    const at = kept.indexOf('Exif')
    expect(kept.readUInt16BE(at + 6 + 18)).toBe(orientation)
    expect(stripped(kept).equals(kept)).toBe(true)
  })

  it('gives an end to a JPEG whose camera lost power', () => {
    const kept = stripped(jpeg(written).subarray(0, -2))
    expect(kept.subarray(-2).toString('hex')).toBe('ffd9')
  })

  it('of WebP no longer promises what is gone', () => {
    expect(stripped(webp(written))[20]).toBe(0)
  })
})

describe('what is no whole picture', () => {
  it.each([
    ['a JPEG cut within its headers', jpeg(written).subarray(0, 40)],
    ['a PNG without its end', png().subarray(0, -12)],
    ['a PNG with a broken chunk', Buffer.concat([PNG_HEAD, pngChunk('IHDR', Buffer.alloc(13)).fill(9, 10, 12)])],
    ['a WebP longer than its file', webp(written).subarray(0, -9)],
  ])('%s is refused', (_, bytes) => {
    const type = imageType(bytes)
    expect(type).toBeDefined()
    expect(type && strip(bytes, type)).toBeUndefined()
  })

  it('never throws, whatever the bytes are', () => {
    for (const whole of [jpeg({ ...written, orientation: 6 }), png(written), webp(written)])
      for (let at = 0; at < whole.length; at += 3) {
        const bytes = Buffer.from(whole)
        bytes[at] = 0xff
        for (const part of [bytes, bytes.subarray(0, at)]) {
          const type = imageType(part)
          expect(() => type && strip(part, type)).not.toThrow()
        }
      }
  })
})
