// Shapes of the four levels as SVG path data in a 16 × 16 box, shared by marks, map images and charts.
import type { Level } from '../../core/level.ts'

/** Octagon, triangle, diamond, circle: they survive greyscale print and red-green blindness. */
export const LEVEL_PATHS: Readonly<Record<Level, string>> = {
  // With a bar cut out: in grey and small, a plain octagon is taken for the circle of level Ⅳ.
  1: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM4.2 6.7v2.6h7.6V6.7Z',
  2: 'M8 1.2 15.4 14.6H0.6Z',
  3: 'M8 0.6 15.4 8 8 15.4 0.6 8Z',
  4: 'M8 1.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 1 1 0-13.6Z',
}
export const LEVEL_ROMAN: Readonly<Record<Level, string>> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }
