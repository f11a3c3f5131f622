// What the desk may write: figures stand, no number comes in, up stays up.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkItem, checkWords } from '../../../src/core/brief/edit.ts'
import type { FigureLike } from '../../../src/core/brief/layout.ts'

const figure = (key: string, value: number, unit: string): FigureLike => ({
  ...{ key, value, unit, asOf: 0 },
  definition: { zh: `口径${key}`, en: `definition ${key}` },
})
const was = {
  text: {
    zh: '当日受理12件，较前一日增加3件，按期处置率96.5%，其中第2季度考核口径不变。',
    en: 'Taken in: 12 cases, up 3 on the day before; 96.5% on time.',
  },
  figures: [figure('n', 12, '件'), figure('d', 3, '件'), figure('r', 96.5, '%')],
}
const codeOf = (zh: string, en?: string): string | undefined =>
  checkWords(was, { zh, ...(en !== undefined && { en }) })?.code

describe('words of a sentence', () => {
  it.each<[string, string, string | undefined]>([
    ['as it was', was.text.zh, undefined],
    ['reordered, figures as they are', '按期处置率96.5%；受理12件，比前一日增加3件。', undefined],
    ['with a space before the unit', '受理12 件，增加3 件，按期处置率96.5 %。', undefined],
    ['full-width digits are digits', '受理１２件，增加３件，按期处置率９６．５％。', undefined],
    ['一 is a word', '受理12件，一并增加3件，按期处置率96.5%，请各单位一起关注。', undefined],
    ['a figure is gone', '受理12件，按期处置率96.5%，增加。', 'figureLost'],
    ['a figure is rounded', '受理12件，增加3件，按期处置率97%。', 'figureLost'],
    ['a figure has another unit', '受理12起，增加3件，按期处置率96.5%。', 'figureLost'],
    ['a figure is part of another number', '受理112件，增加3件，按期处置率96.5%。', 'figureLost'],
    ['another number', '受理12件，增加3件，按期处置率96.5%，涉及5个街道。', 'numberAdded'],
    ['a figure said of a second thing', '受理12件，办结12件，增加3件，按期处置率96.5%。', 'numberAdded'],
    ['a number in Chinese numerals', '受理12件，增加3件，按期处置率96.5%，涉及五个街道。', 'numberAdded'],
    ['a share in Chinese numerals', '受理12件，增加3件，按期处置率96.5%，占百分之八。', 'numberAdded'],
    ['a number of the old sentence that is no figure', '第2季度：受理12件，增加3件，按期处置率96.5%。', undefined],
    ['up becomes down', '受理12件，较前一日减少3件，按期处置率96.5%。', 'directionTurned'],
    ['nothing', '  ', 'emptyWords'],
  ])('%s', (_name, zh, code) => {
    expect(codeOf(zh)).toBe(code)
  })

  it('hold English to the same, and do without it', () => {
    expect(codeOf(was.text.zh, '12 cases came in, up 3; 96.5% on time.')).toBeUndefined()
    expect(codeOf(was.text.zh, '12 cases came in, down 3; 96.5% on time.')).toBe('directionTurned')
    expect(codeOf(was.text.zh, '12 cases came in, up 4; 96.5% on time.')).toBe('figureLost')
    expect(checkWords(was, { zh: was.text.zh, en: 'Calm.' })).toMatchObject({ language: 'en' })
  })

  it('names the number that is at fault', () => {
    const fault = checkWords(was, { zh: '受理12件，增加3件，按期处置率96.5%，另有7件。' })
    expect(fault).toMatchObject({ word: '7' })
    expect(fault?.reason.zh).toContain('「7」')
    expect(checkWords(was, { zh: '平稳' })?.reason.zh).toContain('12件')
  })

  it('never let another value stand for a figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (value, other) => {
        const one = { text: { zh: `共${value}件。`, en: `${value} in all.` }, figures: [figure('n', value, '件')] }
        expect(checkWords(one, { zh: `合计${other}件。` }) === undefined).toBe(value === other)
      }),
    )
  })
})

describe('an item of the desk’s own', () => {
  it.each<[string, boolean]>([
    ['今日 9:00 召开防汛会商，11月22日前各单位报备。', true],
    ['第3号工作提示已印发（扬城运〔2026〕12号）。', true],
    ['请拨打12345。', true],
    ['据市应急局通报，转移群众35人。', true],
    ['全市积水点12处。', false],
    ['转移群众三十五人。', false],
    ['', false],
  ])('%s %s', (words, stands) => {
    expect(checkItem(words) === undefined).toBe(stands)
  })
})
