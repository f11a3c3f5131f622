// Shapes of screens, and which grid of a board stands on each.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { gridFor, gridStyle, linesOf, regionsOf, shapeOf } from '../../../src/core/wall/shape.ts'
import { WALL_SHAPES, type WallGrid } from '../../../src/core/wall/types.ts'

const grid = (name: string): WallGrid => ({ columns: [1], rows: [1], areas: [[name]] })

describe('the shape of a screen', () => {
  it.each([
    [3840, 2160, 'single'],
    [1920, 1080, 'single'],
    [2560, 1080, 'single'],
    [5760, 1080, 'triple'],
    [7680, 2160, 'double'],
    [2160, 3840, 'tall'],
    [1080, 1920, 'tall'],
    [1000, 1000, 'single'],
    [0, 0, 'single'],
  ] as const)('%i × %i is %s', (width, height, shape) => expect(shapeOf(width, height)).toBe(shape))

  it('hangs on the ratio alone', () =>
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 8000 }), fc.integer({ min: 200, max: 8000 }), (w, h) => {
        expect(shapeOf(w * 2, h * 2)).toBe(shapeOf(w, h))
      }),
    ))
})

describe('the grid on it', () => {
  it('is its own where there is one', () =>
    expect(gridFor({ single: grid('a'), double: grid('b') }, 'double')).toEqual(grid('b')))
  it('is that of the nearest narrower shape otherwise, and of one screen at last', () => {
    expect(gridFor({ single: grid('a'), double: grid('b') }, 'triple')).toEqual(grid('b'))
    expect(gridFor({ single: grid('a') }, 'triple')).toEqual(grid('a'))
    // Portrait is narrower than one screen, and never stands on a wide one.
    expect(gridFor({ single: grid('a'), tall: grid('t') }, 'triple')).toEqual(grid('a'))
    expect(gridFor({ single: grid('a') }, 'tall')).toEqual(grid('a'))
  })
  it('always is one', () =>
    fc.assert(
      fc.property(fc.constantFrom(...WALL_SHAPES), fc.subarray(['tall', 'double', 'triple'] as const), (shape, has) => {
        const grids = { single: grid('single'), ...Object.fromEntries(has.map((s) => [s, grid(s)])) }
        expect(regionsOf(gridFor(grids, shape))).toHaveLength(1)
      }),
    ))
})

describe('regions', () => {
  const wide: WallGrid = {
    columns: [1, 2, 1],
    rows: [1, 1],
    areas: [
      ['left', 'map', 'right'],
      ['left', 'map', 'foot'],
    ],
  }
  it('are named once, in reading order', () => expect(regionsOf(wide)).toEqual(['left', 'map', 'right', 'foot']))
  it('stand between lines', () => {
    expect(linesOf(wide, 'map')).toEqual({ row: 1, column: 2, rowEnd: 3, columnEnd: 3 })
    expect(linesOf(wide, 'foot')).toEqual({ row: 2, column: 3, rowEnd: 3, columnEnd: 4 })
    expect(linesOf(wide, 'none')).toBeUndefined()
  })
  it('become CSS in which no content moves a line', () =>
    expect(gridStyle(wide)).toEqual({
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr) minmax(0, 1fr)',
      gridTemplateRows: 'minmax(0, 1fr) minmax(0, 1fr)',
      gridTemplateAreas: '"left map right" "left map foot"',
    }))
})
