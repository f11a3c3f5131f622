// Columns of the wide queue and the filters kept by name: what is chosen, in which order, and what the contract keeps.
import { describe, expect, it } from 'vitest'
import {
  COLUMNS,
  columnsFrom,
  movedBy,
  TRACKS,
  tracksOf,
  USUAL_COLUMNS,
  widthOf,
} from '../../../../src/web/features/duty/columns.ts'
import { sameQuery } from '../../../../src/web/incident/useSavedFilters.ts'

describe('columns', () => {
  it.each<[string, readonly string[] | undefined, readonly string[]]>([
    ['nothing chosen', undefined, USUAL_COLUMNS],
    ['nothing known', ['melted'], USUAL_COLUMNS],
    ['an order of its own', ['clock', 'title', 'code'], ['clock', 'title', 'code']],
    ['a case keeps its name', ['code'], ['code', 'title']],
    ['words of another version are left out', ['title', 'mood', 'level'], ['title', 'level']],
  ])('%s', (_, chosen, shown) => expect(columnsFrom(chosen)).toEqual(shown))

  it('move one place and stop at the ends', () => {
    expect(movedBy(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
    expect(movedBy(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b'])
    expect(movedBy(['a', 'b'], 'a', -1)).toEqual(['a', 'b'])
    expect(movedBy(['a', 'b'], 'b', 1)).toEqual(['a', 'b'])
    expect(movedBy(['a'], 'z', 1)).toEqual(['a'])
  })
  it('need the width of their tracks', () => {
    expect(widthOf(['code'])).toBeLessThan(widthOf(['code', 'title']))
    for (const column of COLUMNS) expect(TRACKS[column]).toMatch(/\d+px/)
  })
  it('grow with the text in them', () => {
    expect(tracksOf(['code', 'title'], 1.5)).toBe('234px minmax(270px, 1fr)')
    expect(widthOf(['code'], 2) - widthOf(['code'])).toBe(156)
  })
})

it('two queries are the same in whatever order', () => {
  expect(sameQuery({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true)
  expect(sameQuery({ a: '1' }, { a: '1', b: '2' })).toBe(false)
  expect(sameQuery({ a: '1' }, { b: '1' })).toBe(false)
})
