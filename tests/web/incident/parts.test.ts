// Small pure parts of the case screens: keys and photos.
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { ActCommandSchema } from '../../../src/wire/acts.ts'
import { createKeyRing } from '../../../src/web/incident/keys.ts'
import { fitWithin, LARGEST_FILE_BYTES, photoFault } from '../../../src/web/incident/photo.ts'

describe('key ring', () => {
  it('repeats the key of an unanswered press, and makes another for other content or after an answer', () => {
    let n = 0
    const ring = createKeyRing(() => `key-${++n}`)
    const press = { version: 3, input: { act: 'note', text: '已告知' } }
    expect(ring.keyFor(press)).toBe('key-1')
    expect(ring.keyFor({ ...press })).toBe('key-1')
    expect(ring.keyFor({ ...press, version: 4 })).toBe('key-2')
    ring.settle()
    expect(ring.keyFor({ ...press, version: 4 })).toBe('key-3')
  })
  it('makes keys the contract accepts', () => {
    const key = createKeyRing().keyFor('x')
    expect(Value.Check(ActCommandSchema.properties.key, key)).toBe(true)
  })
})

describe('photos', () => {
  it.each([
    ['a JPEG', { type: 'image/jpeg', size: 1000 }, undefined],
    ['a film', { type: 'video/mp4', size: 1000 }, 'type'],
    ['a photo format the browser cannot draw', { type: 'image/heic', size: 1000 }, 'type'],
    ['an empty file', { type: 'image/png', size: 0 }, 'empty'],
    ['a file too large', { type: 'image/png', size: LARGEST_FILE_BYTES + 1 }, 'size'],
  ])('%s', (_, file, fault) => expect(photoFault(file)).toBe(fault))

  it.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [800, 600, 800, 600],
    [10_000, 1, 1600, 1],
  ])('%i×%i becomes %i×%i', (w, h, width, height) => expect(fitWithin(w, h)).toEqual({ width, height }))
})
