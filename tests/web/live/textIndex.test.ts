// Texts of a column are found where they stand, whatever is in them, and nothing else is.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTexts } from '../../../src/web/live/textIndex.ts'
import { textColumn } from '../../../src/wire/sensorColumns.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 })

describe('an index of texts', () => {
  it('finds the first place of every text, and none of a text that is not there', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 60 }), fc.array(anyText, { maxLength: 20 }), (texts, asked) => {
        const find = indexTexts(textColumn(texts))
        for (const text of [...texts, ...asked]) {
          const place = texts.indexOf(text)
          expect(find(text)).toBe(place < 0 ? undefined : place)
        }
      }),
    )
  })

  it('knows nothing of an empty column', () => {
    expect(indexTexts(textColumn([]))('a')).toBeUndefined()
  })

  it('finds each of a hundred thousand', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `feed-${i % 12}/device-${i}`)
    const find = indexTexts(textColumn(ids))
    expect(ids.findIndex((id, i) => find(id) !== i)).toBe(-1)
    expect(find('feed-0/device-100000')).toBeUndefined()
  })
})
