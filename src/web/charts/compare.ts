// The picture of several series of one unit on one clock and one axis; never two units on one. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import { valueAxis, type Frame } from './axes.ts'
import { textWidth } from '../ui/textWidth.ts'
import type { ChartColours } from './colours.ts'
import { gapsOf, indexNear, runsOf, toColumns, type DrawnPoint } from './columns.ts'
import type { SignLike } from './sign.ts'
import * as shapes from './shapes.ts'
import { frameOf, line, timeOption, type Box, type TimeForms } from './timeOption.ts'

export interface ComparedLine {
  readonly id: string
  readonly name: string
  readonly series: SignLike
  /** Place among all that are compared: its colour, and beyond the fifth its dash. */
  readonly place: number
  /** The same series of an earlier time, moved onto this clock: thin and dotted in the colour of its own. */
  readonly earlier?: boolean
  readonly decimals: number
}
export interface CompareInput {
  readonly lines: readonly ComparedLine[]
  readonly from: number
  readonly to: number
  readonly box: Box
  readonly axisName: string
  readonly unit: string
  readonly forms: TimeForms
  readonly colours: ChartColours
  readonly left?: number | undefined
  readonly right?: number | undefined
}
export interface ComparePicture {
  readonly frame: Frame
  readonly option: EChartsCoreOption
  readonly drawn: ReadonlyMap<string, { readonly points: readonly DrawnPoint[]; readonly gapMs: number }>
}

const COLOURS = 5
const EARLIER_DASH: readonly number[] = [2, 3]
const SECOND_DASH: readonly number[] = [7, 3]
/** As a legend shows it: which colour, and how it is dashed. */
export const lookOf = (line: Pick<ComparedLine, 'place' | 'earlier'>): { colour: number; dash: readonly number[] } => ({
  colour: line.place % COLOURS,
  dash: line.earlier === true ? EARLIER_DASH : line.place >= COLOURS ? SECOND_DASH : [],
})

/** px: below it the margin belongs to the picture, and the legend alone names the lines. */
const NARROW = 560
const NAME_SHARE = 0.22

/** A name that fits; what is cut off is said to be. */
export function fitted(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text
  let cut = [...text]
  while (cut.length > 1 && textWidth(`${cut.join('')}…`, size) > width) cut = cut.slice(0, -1)
  return `${cut.join('')}…`
}

export function comparePicture(input: CompareInput): ComparePicture {
  const { lines, from, to, box, colours: c } = input
  const columns = Math.max(50, Math.floor(box.width))
  const drawn = new Map(
    lines.map(({ id, series }) => {
      const gaps = gapsOf(series)
      return [id, { points: toColumns(series, { from, to, columns, ...gaps }), gapMs: gaps.gapMs }] as const
    }),
  )
  let [low, high] = [Infinity, -Infinity]
  for (const { points } of drawn.values())
    for (const p of points) {
      if (p.toAt < from || p.fromAt > to) continue
      low = Math.min(low, p.least)
      high = Math.max(high, p.greatest)
    }
  const axis = valueAxis(low, high, {
    unit: input.unit,
    decimals: Math.max(0, ...lines.map((one) => one.decimals)),
    // Zero is on the picture where it is near: a line must not look steeper than it is.
    zero: low >= 0 && low < (high - low) * 2,
    lines: Math.max(2, Math.round(box.height / (box.textSize * 4.5))),
  })
  const size = box.textSize
  const narrow = box.width < NARROW
  // Where charts stand beneath each other the margin is given, and all names fit into it.
  const nameRoom = input.right === undefined || input.right === 0 ? box.width * NAME_SHARE : input.right - 16
  const names: shapes.EdgeName[] = narrow
    ? []
    : lines.flatMap((one) => {
        const end = drawn.get(one.id)?.points.at(-1)
        if (end === undefined) return []
        return [
          {
            text: fitted(one.name, nameRoom, size),
            value: end.value,
            colour: c.many[lookOf(one).colour] ?? c.text2,
            rank: one.place + (one.earlier === true ? 20 : 0),
          },
        ]
      })
  const frame = frameOf({
    box,
    from,
    to,
    axis,
    forms: input.forms,
    edge: names.map((n) => n.text),
    ...(input.left === undefined ? {} : { left: input.left }),
    ...(input.right === undefined || narrow ? {} : { right: input.right }),
  })
  const series = lines.flatMap((one) => {
    const { colour, dash } = lookOf(one)
    const points = drawn.get(one.id)?.points ?? []
    const tone = c.many[colour] ?? c.series
    const together = one.series.least !== undefined || points.some((p) => p.n > 1)
    return [
      shapes.area(
        `spread:${one.id}`,
        2,
        together && one.earlier !== true
          ? runsOf(points).map((run) => ({
              at: run.map((p) => p.at),
              low: run.map((p) => p.least),
              high: run.map((p) => p.greatest),
            }))
          : [],
        { fill: tone, opacity: 0.2, edge: tone },
      ),
      line(one.id, one.earlier === true ? 3 : 4, points, {
        colour: tone,
        width: one.earlier === true ? 1.2 : 1.8,
        ...(dash.length > 0 ? { dash } : {}),
      }),
    ]
  })
  return {
    frame,
    option: timeOption({
      frame,
      axisName: input.axisName,
      textSize: size,
      forms: input.forms,
      colours: c,
      series: [...series, shapes.edgeNames('names', names, { hues: c.levels, font: c.fontText, size, panel: c.panel })],
    }),
    drawn,
  }
}

/** What a line says at an instant; undefined where nothing is known. */
export function readLine(picture: ComparePicture, id: string, at: number): DrawnPoint | undefined {
  const one = picture.drawn.get(id)
  if (one === undefined) return undefined
  const point =
    one.points[
      indexNear(
        one.points.map((p) => p.at),
        at,
      )
    ]
  if (point === undefined) return undefined
  const away = at < point.fromAt ? point.fromAt - at : Math.max(0, at - point.toAt)
  return away <= one.gapMs / 2 ? point : undefined
}

/** Every instant at which one of the lines has a point. */
export function compareStops(picture: ComparePicture): number[] {
  const { from, to } = picture.frame
  const all = new Set<number>()
  for (const { points } of picture.drawn.values()) for (const p of points) if (p.at >= from && p.at <= to) all.add(p.at)
  return [...all].sort((a, b) => a - b)
}

/** First known value of a series within a span; what an index is reckoned from. */
export function baseOf({ at, value }: SignLike, from: number): number | undefined {
  const i = at.findIndex((t, k) => t >= from && (value[k] ?? null) !== null)
  return i < 0 ? undefined : (value[i] ?? undefined)
}

/** The series as an index: `base` is 100. Undefined where the base is not above zero: no index means anything then. */
export function toIndex(series: SignLike, base: number | undefined): SignLike | undefined {
  if (base === undefined || base <= 0) return undefined
  const scaled = (list: readonly (number | null)[]): (number | null)[] =>
    list.map((v) => (v === null ? null : (v / base) * 100))
  return {
    unit: '',
    at: series.at,
    value: scaled(series.value),
    ...(series.stepMs === undefined ? {} : { stepMs: series.stepMs }),
    ...(series.least === undefined ? {} : { least: scaled(series.least) }),
    ...(series.greatest === undefined ? {} : { greatest: scaled(series.greatest) }),
    ...(series.coverage === undefined ? {} : { coverage: series.coverage }),
  }
}

/** The series of an earlier time on the present clock. */
export const movedBy = (series: SignLike, shiftMs: number): SignLike => ({
  ...series,
  at: series.at.map((t) => t + shiftMs),
})

/** Lines by unit, in the order of their first: a picture for each. */
export function byUnit(lines: readonly ComparedLine[]): { readonly unit: string; readonly lines: ComparedLine[] }[] {
  const groups = new Map<string, ComparedLine[]>()
  for (const one of lines) {
    const group = groups.get(one.series.unit)
    if (group === undefined) groups.set(one.series.unit, [one])
    else group.push(one)
  }
  return [...groups].map(([unit, list]) => ({ unit, lines: list }))
}
