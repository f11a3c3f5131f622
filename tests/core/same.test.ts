// Equality of plain values: order of fields says nothing, order of lists does.
import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { sameValue } from '../../src/core/same.ts'

test.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [{ a: 1 }, { a: '1' }, false],
  [{}, [], false],
  [null, {}, false],
  [null, null, true],
])('%j and %j: %s', (a, b, expected) => {
  expect(sameValue(a, b)).toBe(expected)
  expect(sameValue(b, a)).toBe(expected)
})
it('holds for whatever JSON keeps', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => sameValue(value, JSON.parse(JSON.stringify(value)))))
})
