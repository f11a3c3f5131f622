// Place and time out of a picture, whatever the camera wrote; never an error.
import { describe, expect, it } from 'vitest'
import { readPhotoMeta } from '../../src/wire/exif.ts'
import { jpeg, png, webp, type Written } from '../support/pictures.ts'

const read = (bytes: Buffer) => readPhotoMeta(new Uint8Array(bytes).buffer, 480)
const place: Written = { lng: 119.421234, lat: 32.391234 }

describe('reading EXIF', () => {
  it.each<[string, Written, object]>([
    [
      'city time where the camera has no offset',
      { when: '2026:11:22 08:12:30' },
      { takenAt: Date.UTC(2026, 10, 22, 0, 12, 30) },
    ],
    [
      'its own offset',
      { when: '2026:11:22 08:12:30', offset: '+09:00' },
      { takenAt: Date.UTC(2026, 10, 21, 23, 12, 30) },
    ],
    [
      'west of Greenwich',
      { when: '2026:11:22 08:12:30', offset: '-05:30' },
      { takenAt: Date.UTC(2026, 10, 22, 13, 42, 30) },
    ],
    ['place', place, { lng: 119.421234, lat: 32.391234 }],
    ['south and west', { lng: -70.5, lat: -33.25 }, { lng: -70.5, lat: -33.25 }],
    ['a place it did not know', { lng: 0, lat: 0 }, {}],
    ['a clock never set', { when: '0000:00:00 00:00:00' }, {}],
    ['words for a time', { when: 'yesterday morning!!' }, {}],
    ['nothing', {}, {}],
  ])('%s', (_, written, meta) => {
    const got = read(jpeg(written))
    expect(Object.keys(got).sort()).toEqual(Object.keys(meta).sort())
    for (const [name, value] of Object.entries(meta))
      expect(got).toHaveProperty(name, expect.closeTo(value as number, 5))
  })

  it('works for PNG and WebP too', () => {
    const written = { when: '2026:11:22 08:12:30', lng: 119.5, lat: 32.5 }
    for (const bytes of [png(written), webp(written)])
      expect(read(bytes)).toEqual({ takenAt: Date.UTC(2026, 10, 22, 0, 12, 30), lng: 119.5, lat: 32.5 })
  })

  it('says nothing of bytes that are no picture, or half of one', () => {
    expect(read(Buffer.from('<svg/>'))).toEqual({})
    const whole = jpeg(place)
    for (let length = 0; length < whole.length; length += 7) expect(() => read(whole.subarray(0, length))).not.toThrow()
  })
})
