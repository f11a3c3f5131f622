// Changes of grids and panels in the editor.
import { describe, expect, it } from 'vitest'
import {
  freeRegion,
  painted,
  withLine,
  withoutLine,
  withShare,
  type Grid,
} from '../../../../src/web/features/boards/gridEdit.ts'
import { cameraFrom, cameraText, changed, onlyTaken } from '../../../../src/web/features/boards/panelEdit.ts'

const grid: Grid = {
  columns: [2, 1],
  rows: [1, 1],
  areas: [
    ['a', 'b'],
    ['a', 'c'],
  ],
}

describe('a grid', () => {
  it('cells between two corners go to a region, whichever corner came first', () => {
    const expected = [
      ['b', 'b'],
      ['b', 'b'],
    ]
    expect(painted(grid, 'b', { row: 1, column: 1 }, { row: 0, column: 0 }).areas).toEqual(expected)
    expect(painted(grid, 'd', { row: 1, column: 0 }).areas).toEqual([
      ['a', 'b'],
      ['d', 'c'],
    ])
  })
  it('one more line continues what stands there; taken away again it is as it was', () => {
    const wider = withLine(grid, 'columns')
    expect(wider).toEqual({
      columns: [2, 1, 1],
      rows: [1, 1],
      areas: [
        ['a', 'b', 'b'],
        ['a', 'c', 'c'],
      ],
    })
    expect(withoutLine(wider, 'columns')).toEqual(grid)
    expect(withoutLine(withLine(grid, 'rows'), 'rows')).toEqual(grid)
  })
  it('has one line at least and eight at most', () => {
    const one: Grid = { columns: [1], rows: [1], areas: [['a']] }
    expect(withoutLine(one, 'rows')).toBe(one)
    let many = one
    for (let i = 0; i < 12; i++) many = withLine(many, 'columns')
    expect(many.columns).toHaveLength(8)
  })
  it('shares', () => expect(withShare(grid, 'columns', 1, 3).columns).toEqual([2, 3]))
  it('names', () => {
    expect(freeRegion(['a'], 'b')).toBe('b')
    expect(freeRegion(['b', 'b2'], 'b')).toBe('b3')
  })
})

describe('a panel', () => {
  it('loses what another kind does not take', () =>
    expect(
      onlyTaken({ kind: 'incidents', region: 'a', indicator: 'x', ofTopic: true, title: { zh: '一', en: 'one' } }),
    ).toEqual({
      ...{ kind: 'incidents', region: 'a', ofTopic: true, title: { zh: '一', en: 'one' } },
    }))
  it('an emptied option goes', () =>
    expect(changed({ kind: 'course', region: 'a', indicator: 'x' }, { indicator: undefined })).toEqual({
      kind: 'course',
      region: 'a',
    }))
  it('a camera in words and back', () => {
    const camera = { lng: 119.4, lat: 32.4, zoom: 12, pitch: 40 }
    expect(cameraFrom(cameraText(camera))).toEqual(camera)
    expect(cameraFrom('119.4，32.4，11')).toEqual({ lng: 119.4, lat: 32.4, zoom: 11 })
    for (const no of ['', 'here', '1,2', '300,32,11', '119,32,99']) expect(cameraFrom(no)).toBeUndefined()
  })
})
