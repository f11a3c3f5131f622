// What a picture of compared series is made of, on the page and on the sheet to take away. Pure but for words and forms.
import { bracketed, unitText } from '../i18n/format.ts'
import type { ChartColours } from './colours.ts'
import { comparePicture, lookOf, type ComparedLine, type ComparePicture } from './compare.ts'
import type { Span } from './link.ts'
import type { PictureChart } from './picture.ts'
import type { KeyLook } from './signLegend.ts'
import { timeForms } from './timeForms.ts'
import type { Box } from './timeOption.ts'

/** Series of one unit, with what they are called together. */
export interface ComparedGroup {
  readonly name: string
  readonly unit: string
  readonly lines: readonly ComparedLine[]
}
export const drawGroup = (
  { name, unit, lines }: ComparedGroup,
  span: Span,
  box: Box,
  colours: ChartColours,
  margins: { readonly left: number; readonly right: number },
): ComparePicture =>
  comparePicture({
    lines,
    ...span,
    box,
    axisName: bracketed(name, unitText(unit)),
    unit,
    forms: timeForms(span.to),
    colours,
    ...margins,
  })

/** Tokens in the order of ChartColours.many. */
const TONES = ['series-2', 'series-3', 'series-4', 'series-5', 'series'] as const
export function keyLook(line: ComparedLine): KeyLook {
  const { colour, dash } = lookOf(line)
  return { type: 'line', tone: TONES[colour] ?? 'series', dash }
}

/** px on the sheet. */
const LEFT = 64
const NAMES = 220
const ALONE = 480
const TOGETHER = 260
/** Beneath each other on one sheet, their time axes in line. */
export const sheetCharts = (groups: readonly ComparedGroup[], span: Span): PictureChart[] =>
  groups.map((group) => ({
    build: (box, colours) =>
      drawGroup(group, span, box, colours, { left: LEFT, right: groups.length > 1 ? NAMES : 0 }).option,
    height: groups.length > 1 ? TOGETHER : ALONE,
  }))
