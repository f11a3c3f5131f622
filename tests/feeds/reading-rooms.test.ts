// The small readers below the formats: JSON paths, quantities, CSV lines, names.
import { describe, expect, it } from 'vitest'
import { splitCsv } from '../../src/feeds/csv-line.ts'
import { compilePath, lookUp } from '../../src/feeds/json-path.ts'
import { cleanText, clip, isName } from '../../src/feeds/names.ts'
import { parseJson } from '../../src/feeds/payload.ts'
import { toQuantity } from '../../src/feeds/quantity.ts'

describe('paths', () => {
  const message = { a: { 'PM2.5': 35, b: [{ c: 1 }, { c: 2 }], 'x.y': { z: 9 } }, top: 7 }
  it.each([
    ['a.PM2.5', 35],
    ['a.b.1.c', 2],
    ['a.b[0].c', 1],
    ['top', 7],
    ['$.top', 7],
    ['$', message],
    ['a.b.2.c', undefined],
    ['a.b.length', 2],
    ['a.missing.deeper', undefined],
    ['constructor', undefined],
    ['__proto__.toString', undefined],
    ['top.toFixed', undefined],
  ])('%s', (path, expected) => {
    expect(lookUp(compilePath(path), message, message)).toEqual(expected)
  })

  it('reads the element, or with $ the message', () => {
    expect(lookUp(compilePath('v'), { v: 1 }, { v: 2 })).toBe(1)
    expect(lookUp(compilePath('$.v'), { v: 1 }, { v: 2 })).toBe(2)
  })
})

it.each([
  [3.2, { value: 3.2 }],
  ['3.2', { value: 3.2 }],
  [' -3.2e2 ', { value: -320 }],
  ['.5', { value: 0.5 }],
  ['3.', { value: 3 }],
  ['3.2mm', { value: 3.2, unit: 'mm' }],
  ['3.2 µg/m³', { value: 3.2, unit: 'µg/m³' }],
  ['45%', { value: 45, unit: '%' }],
  ['12毫米', { value: 12, unit: '毫米' }],
  [true, { value: 1 }],
  [false, { value: 0 }],
  ['NaN', { value: NaN }],
  ['-inf', { value: NaN }],
  ['3,2', undefined],
  ['1 234', undefined],
  ['3.2.1', undefined],
  ['', undefined],
  ['--', undefined],
  ['１２', undefined],
  ['1'.repeat(65), undefined],
  [null, undefined],
  [{}, undefined],
  [[1], undefined],
])('quantity %j', (raw, expected) => {
  expect(toQuantity(raw)).toEqual(expected)
})

it.each([
  ['a,b,c', ',', ['a', 'b', 'c']],
  ['a,"b,c",d', ',', ['a', 'b,c', 'd']],
  ['"he said ""hi""",2', ',', ['he said "hi"', '2']],
  ['"a"x,b', ',', ['ax', 'b']],
  ['a"b,c', ',', ['a"b', 'c']],
  ['a;"b;c"', ';', ['a', 'b;c']],
  [',"",', ',', ['', '', '']],
  ['"open,b', ',', undefined],
  ['"open""', ',', undefined],
  ['', ',', ['']],
])('line %j', (line, separator, fields) => {
  expect(splitCsv(line, separator)).toEqual(fields)
})

it.each([
  ['{"a":NaN,"b":-Infinity,"c":"NaN, \\" NaN","d":-1}', { a: 'NaN', b: '-Infinity', c: 'NaN, " NaN', d: -1 }],
  ['[Infinity]', ['Infinity']],
])('reads %s as Python writes it', (text, value) => {
  expect(parseJson(text)).toEqual({ value })
})

it('knows what may be a name', () => {
  expect(['a', '瘦西湖 1#', 'x'.repeat(128)].every(isName)).toBe(true)
  expect(['', 'a\u0000', 'a\nb', '\ud800', 'x'.repeat(129)].some(isName)).toBe(false)
})

it('cleans what the store cannot keep, and keeps line breaks', () => {
  expect(cleanText('a\u0000b\nc\t\ud800d🙂')).toBe('a b\nc\t d🙂')
  expect(clip('a\n\n b\u0000' + 'x'.repeat(500)).length).toBe(160)
})
