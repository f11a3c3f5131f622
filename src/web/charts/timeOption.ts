// What every chart over time has in common: margins, two axes on the city's clock, and lines that leave their gaps open. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import { timeTicks, xOf, type Frame, type TimeTick, type ValueAxis } from './axes.ts'
import { textWidth } from '../ui/textWidth.ts'
import type { ChartColours } from './colours.ts'
import type { DrawnPoint } from './columns.ts'
import type { Shapes } from './shapes.ts'

export interface Box {
  /** px */
  readonly width: number
  readonly height: number
  readonly textSize: number
}
export interface TimeForms {
  readonly value: (v: number, decimals: number) => string
  /** Of an axis: `14:05`, `11月22日`, `11月`, `2026`. */
  readonly tick: (tick: TimeTick) => string
  /** Minutes by which the city's clock is ahead of UTC. */
  readonly offsetMinutes: number
}

export function frameOf(input: {
  readonly box: Box
  readonly from: number
  readonly to: number
  readonly axis: ValueAxis
  readonly forms: TimeForms
  /** Texts in the margin at the right, their signs included. */
  readonly edge: readonly string[]
  /** Room at the left at least, so that charts beneath each other share their time axis. */
  readonly left?: number
  /** Likewise at the right. */
  readonly right?: number
}): Frame {
  const { box, from, to, axis, forms, edge } = input
  const size = box.textSize
  const labels = [axis.min, axis.max, axis.max - axis.step].map((v) => textWidth(forms.value(v, axis.decimals), size))
  const named = Math.max(0, ...edge.map((text) => textWidth(text, size)))
  return {
    width: box.width,
    height: box.height,
    left: Math.max(input.left ?? 0, Math.ceil(Math.max(...labels)) + 14),
    right: Math.max(input.right ?? 0, named === 0 ? 14 : Math.ceil(Math.min(named, box.width * 0.3)) + 12),
    top: Math.ceil(size * 2),
    bottom: Math.ceil(size * 2),
    from,
    to,
    axis,
  }
}

export function timeOption(input: {
  readonly frame: Frame
  readonly axisName: string
  readonly textSize: number
  readonly forms: TimeForms
  readonly colours: ChartColours
  readonly series: readonly Shapes[]
}): EChartsCoreOption {
  const { frame, textSize, forms, colours: c, series } = input
  const label = { color: c.text2, fontFamily: c.fontFigure, fontSize: textSize }
  const most = Math.max(2, Math.floor((frame.width - frame.left - frame.right) / (textSize * 6)))
  const ticks = timeTicks(frame.from, frame.to, most, forms.offsetMinutes)
  const places = ticks.map((tick) => tick.at)
  // A label that would be cut at the picture's edge is left out; its tick stays.
  const words = new Map(
    ticks.flatMap((tick) => {
      const word = forms.tick(tick)
      const [middle, half] = [xOf(frame, tick.at), textWidth(word, textSize) / 2]
      return middle - half < 0 || middle + half > frame.width ? [] : [[tick.at, word] as const]
    }),
  )
  return {
    animation: false,
    textStyle: { fontFamily: c.fontText },
    grid: {
      left: frame.left,
      right: frame.right,
      top: frame.top,
      bottom: frame.bottom,
      containLabel: false,
      // The frame is reckoned by ourselves: pointer and keys must find the same places.
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'value',
      min: frame.from,
      max: frame.to,
      axisLabel: {
        ...label,
        customValues: places,
        hideOverlap: true,
        formatter: (at: number) => words.get(at) ?? '',
      },
      axisTick: { show: true, customValues: places, lineStyle: { color: c.line } },
      axisLine: { show: true, onZero: false, lineStyle: { color: c.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: frame.axis.min,
      max: frame.axis.max,
      interval: frame.axis.step,
      name: input.axisName,
      nameGap: textSize * 0.7,
      nameTextStyle: { color: c.text2, fontSize: textSize, align: 'left', padding: [0, 0, 0, 4 - frame.left] },
      axisLabel: { ...label, formatter: (v: number) => forms.value(v, frame.axis.decimals) },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: c.line } },
    },
    series,
  }
}

export interface LineLook {
  readonly colour: string
  readonly width: number
  readonly dash?: readonly number[]
  readonly opacity?: number
}
type Datum =
  | readonly [number, number | null]
  | { readonly value: readonly [number, number]; readonly symbol: string; readonly symbolSize: number }

/** A line with its gaps open. A value alone between two gaps is a dot: a line would not show it. */
export function line(id: string, z: number, points: readonly DrawnPoint[], look: LineLook): Shapes {
  const data: Datum[] = []
  points.forEach((p, i) => {
    const alone = (i === 0 || (points[i - 1]?.breaks ?? true)) && (p.breaks || i === points.length - 1)
    data.push(alone ? { value: [p.at, p.value], symbol: 'circle', symbolSize: 4 } : [p.at, p.value])
    if (p.breaks) data.push([p.toAt, null])
  })
  return {
    type: 'line',
    id,
    z,
    silent: true,
    animation: false,
    symbol: 'none',
    showAllSymbol: true,
    connectNulls: false,
    lineStyle: {
      width: look.width,
      color: look.colour,
      ...(look.dash === undefined ? {} : { type: look.dash }),
      ...(look.opacity === undefined ? {} : { opacity: look.opacity }),
    },
    itemStyle: { color: look.colour },
    data,
  }
}

/**
 * What has to be told to a chart that shows `before` so that it shows `after`: the parts that differ. A live point changes one
 * line and the span; axis names, margins and the other series are left as they stand.
 */
export function changed(before: EChartsCoreOption, after: EChartsCoreOption): EChartsCoreOption | undefined {
  const was = new Map((before['series'] as readonly Shapes[]).map((s) => [s['id'], s]))
  const series = after['series'] as readonly Shapes[]
  // A series that came or went: the chart is told anew.
  if (series.length !== was.size || series.some((s) => !was.has(s['id']))) return undefined
  const told: Record<string, unknown> = {}
  for (const part of ['grid', 'xAxis', 'yAxis', 'textStyle'] as const)
    if (!alike(before[part], after[part])) told[part] = after[part]
  const moved = 'xAxis' in told || 'yAxis' in told || 'grid' in told
  // Shapes of our own are reckoned from the axes, so they follow whatever moves these.
  const others = series.filter((s) => (moved && s['type'] === 'custom') || !alike(was.get(s['id']), s))
  if (others.length > 0) told['series'] = others
  return told
}

/** Equal as data; functions are made anew each time and do the same for the same data. */
function alike(a: unknown, b: unknown): boolean {
  if (a === b || (typeof a === 'function' && typeof b === 'function')) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => alike(v, b[i]))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return keys.length === Object.keys(y).length && keys.every((k) => k in y && alike(x[k], y[k]))
}
