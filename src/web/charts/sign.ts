// The picture of one vital sign over time: its line and spread, what is usual, what was, what is foretold, limits, corrections.
// Pure: the same series in the same box gives the same picture.
import type { EChartsCoreOption } from 'echarts/core'
import type { Level } from '../../core/level.ts'
import type { GhostKind } from '../../core/normal/types.ts'
import type { SignSeries } from '../../wire/signs.ts'
import { valueAxis, type Frame } from './axes.ts'
import type { ChartColours } from './colours.ts'
import { gapsOf, runsOf, toColumns, type DrawnPoint } from './columns.ts'
import * as shapes from './shapes.ts'
import { alone, asChange, bandRuns, forecastRun, midPoints, thinned, toRun } from './signRuns.ts'
import { frameOf, line, timeOption, type Box, type TimeForms } from './timeOption.ts'

/** A series as the hub sends it; of a sensor's series only times, values and unit are there. */
export type SignLike = Pick<SignSeries, 'unit' | 'at' | 'value'> & Partial<SignSeries>

export interface SignLimit {
  readonly level: Level
  readonly limit: number
  /** «Ⅱ级» */
  readonly word: string
}
export interface SignInput {
  readonly series: SignLike
  /** Span shown. */
  readonly from: number
  readonly to: number
  readonly box: Box
  readonly axisName: string
  readonly decimals: number
  /** Counts and depths stand on zero; temperatures and levels need not. */
  readonly zero: boolean
  /** A longer silence than this breaks the line. */
  readonly gapMs?: number | undefined
  readonly limits: readonly SignLimit[]
  readonly layers: { readonly band: boolean; readonly forecast: boolean; readonly ghosts: ReadonlySet<GhostKind> }
  /** From here to `now` nothing came although it was due. */
  readonly stale?: { readonly from: number; readonly now: number } | undefined
  readonly ghostName: (kind: GhostKind) => string
  readonly forms: TimeForms
  readonly colours: ChartColours
  /** Margins at least, px. */
  readonly left?: number | undefined
  readonly right?: number | undefined
}
export interface SignPicture {
  readonly frame: Frame
  readonly option: EChartsCoreOption
  /** What the line is drawn of. */
  readonly points: readonly DrawnPoint[]
  readonly ghosts: ReadonlyMap<GhostKind, readonly DrawnPoint[]>
  /** Longer than this between two points: nothing is known in between. */
  readonly gapMs: number
  /** Limits in the picture; the others are too far off to be drawn without pressing the line flat. */
  readonly limits: readonly SignLimit[]
  /** Several values stand in one place. */
  readonly together: boolean
}

/** Limits more than this share of the data's range away would squeeze the line flat; the legend names them. */
const LIMIT_REACH = 0.6
/** px between marks of corrections: nearer ones would cover each other, and the greatest change is shown. */
const MARK_ROOM = 6
const DASHES: Readonly<Record<GhostKind, readonly number[]>> = {
  yesterday: [2, 2],
  lastWeek: [6, 3],
  lastYear: [1, 4],
  lastStorm: [8, 3, 2, 3],
}
export const ghostDash = (kind: GhostKind): readonly number[] => DASHES[kind]
export const FORECAST_DASH: readonly number[] = [5, 4]

type Bounds = { low: number; high: number }
function widen(bounds: Bounds, ...values: readonly (number | null | undefined)[]): void {
  for (const v of values) {
    if (v === null || v === undefined) continue
    if (v < bounds.low) bounds.low = v
    if (v > bounds.high) bounds.high = v
  }
}

const limitText = (l: SignLimit, input: SignInput): string =>
  `${l.word} ${input.forms.value(l.limit, Number.isInteger(l.limit) ? 0 : input.decimals)}`

export function signPicture(input: SignInput): SignPicture {
  const { series, from, to, box, zero, layers, colours: c } = input
  const columns = Math.max(50, Math.floor(box.width))
  const gaps = gapsOf(series)
  const gapMs = input.gapMs ?? gaps.gapMs
  const points = toColumns(series, { from, to, columns, gapMs, hours: gaps.hours })
  const together = series.least !== undefined || points.some((p) => p.n > 1)

  const bounds: Bounds = { low: Infinity, high: -Infinity }
  for (const p of points) if (p.toAt >= from && p.fromAt <= to) widen(bounds, p.least, p.greatest)
  const own = { ...bounds }
  const corrections = thinned(series.corrections ?? [], from, to, plotSpots(box.width))
  for (const one of corrections) widen(bounds, one.was, one.value)
  const band = layers.band && series.band !== undefined ? bandRuns(series.band, from, to) : []
  for (const run of band) widen(bounds, ...run.low, ...run.high)
  const forecast =
    layers.forecast && series.forecast !== undefined && series.forecast.at.some((t) => t >= from)
      ? forecastRun(series.forecast, points, gapMs)
      : undefined
  forecast?.at.forEach((t, i) => {
    if (t >= from && t <= to) widen(bounds, forecast.low[i], forecast.high[i], forecast.value[i])
  })
  const ghosts = new Map(
    (series.ghosts ?? [])
      .filter((g) => layers.ghosts.has(g.kind))
      .map((g) => [g.kind, toColumns(g, { from, to, columns })] as const),
  )
  for (const drawn of ghosts.values()) for (const p of drawn) widen(bounds, p.least, p.greatest)

  // Limits are near or far from the sign itself, however wide band and forecast are.
  const reference = own.high >= own.low ? own : bounds
  const [low, high] = zero ? [Math.min(0, reference.low), Math.max(0, reference.high)] : [reference.low, reference.high]
  const reach = Math.max(high - low, Math.abs(high) * 0.1, 1e-6) * LIMIT_REACH
  const near = input.limits.filter(
    (l) => l.limit <= Math.max(high + reach, bounds.high) && l.limit >= Math.min(low - reach, bounds.low),
  )
  for (const l of near) widen(bounds, l.limit)

  const axis = valueAxis(bounds.low, bounds.high, {
    zero,
    unit: series.unit,
    decimals: input.decimals,
    lines: Math.max(2, Math.round(box.height / (box.textSize * 4.5))),
  })
  const names: shapes.EdgeName[] = near.map((l) => ({
    text: limitText(l, input),
    value: l.limit,
    level: l.level,
    colour: c.text2,
    rank: l.level,
  }))
  for (const [kind, drawn] of ghosts) {
    const end = drawn.at(-1)
    if (end !== undefined)
      names.push({
        text: input.ghostName(kind),
        value: end.value,
        colour: c.text2,
        rank: 5,
        // A line that runs to the edge is named beside it.
        ...(to - end.toAt > (to - from) * 0.04 ? { at: end.toAt } : {}),
      })
  }
  const frame = frameOf({
    box,
    from,
    to,
    axis,
    forms: input.forms,
    // A sign is about as wide as a letter and its space.
    edge: names.filter((n) => n.at === undefined).map((n) => (n.level === undefined ? n.text : `${n.text}MM`)),
    ...(input.left === undefined ? {} : { left: input.left }),
    ...(input.right === undefined ? {} : { right: input.right }),
  })

  const list: shapes.Shapes[] = [
    shapes.area('band', 1, band, { fill: c.band, opacity: 1 }),
    shapes.hatched('stale', 1, input.stale === undefined ? [] : [[input.stale.from, input.stale.now]], c.hatch),
    ...(band.length === 0 || series.band === undefined
      ? []
      : [line('mid', 2, midPoints(series.band, from, to), { colour: c.text3, width: 1, dash: [3, 3] })]),
    ...[...ghosts].map(([kind, drawn]) =>
      line(`ghost:${kind}`, 2, drawn, { colour: c.text3, width: 1.2, dash: DASHES[kind] }),
    ),
    shapes.limitLines('limits', 3, near, c.levels),
    ...(forecast === undefined
      ? []
      : [
          shapes.area('interval', 3, [forecast], { fill: c.series2, opacity: 0.16, edge: c.series2 }),
          line(
            'forecast',
            4,
            forecast.at.map((at, i) => alone(at, forecast.value[i] ?? 0)),
            {
              colour: c.series2,
              width: 1.5,
              dash: FORECAST_DASH,
            },
          ),
        ]),
    shapes.area('spread', 4, together ? runsOf(points).map(toRun) : [], {
      fill: c.series,
      opacity: 0.32,
      edge: c.series,
    }),
    line('value', 5, points, { colour: c.series, width: 1.6 }),
    shapes.changes('corrections', 6, corrections.map(asChange), c.text, c.panel),
    shapes.edgeNames('names', names, { hues: c.levels, font: c.fontText, size: box.textSize, panel: c.panel }),
  ]
  return {
    frame,
    option: timeOption({
      frame,
      axisName: input.axisName,
      textSize: box.textSize,
      forms: input.forms,
      colours: c,
      series: list,
    }),
    points,
    ghosts,
    gapMs,
    limits: near,
    together,
  }
}

const plotSpots = (width: number): number => Math.max(1, Math.floor(width / MARK_ROOM))
/** Whether there is anything to draw in it. */
export const hasPicture = (series: SignLike): boolean =>
  series.value.some((v) => v !== null) || (series.forecast?.at.length ?? 0) > 0
