// Option of a trend over time: one value axis, labelled; limits of the levels as lines; gaps open. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import type { Level } from '../../core/level.ts'
import type { ChartColours } from './colours.ts'
import { withGaps } from './points.ts'

export interface TrendInput {
  readonly name: string
  readonly unit: string
  /** Over the value axis: name and unit in the brackets of the language. */
  readonly axisName: string
  readonly decimals: number
  readonly at: readonly number[]
  readonly value: readonly (number | null)[]
  readonly from: number
  readonly to: number
  /** A longer silence than this breaks the line. */
  readonly gapMs?: number
  readonly limits: readonly { readonly level: Level; readonly limit: number; readonly word: string }[]
  /** Values of counts and rates start at zero; temperatures and levels need not. */
  readonly zero: boolean
  readonly formatTime: (at: number) => string
  readonly formatValue: (value: number, decimals: number) => string
  readonly colours: ChartColours
}

/** Limits more than this share of the data's range away would squeeze the line flat; they are left to the table. */
const LIMIT_REACH = 0.6
/** Names of limits stand at least this share of the picture apart. */
const LABEL_ROOM = 0.08

export function trendOption(input: TrendInput): EChartsCoreOption {
  const { colours: c, decimals, unit } = input
  const known = input.value.filter((v): v is number => v !== null)
  const high = Math.max(...known, input.zero ? 0 : -Infinity)
  const low = Math.min(...known, input.zero ? 0 : Infinity)
  const reach = Math.max(high - low, Math.abs(high) * 0.1, 1e-6) * LIMIT_REACH
  const limits = input.limits.filter((l) => l.limit <= high + reach && l.limit >= low - reach)
  const range = Math.max(high, ...limits.map((l) => l.limit)) - Math.min(low, ...limits.map((l) => l.limit))
  const labelled = withRoom(limits, range)
  const label = { color: c.text2, fontFamily: c.fontFigure, fontSize: 12 }
  const data = withGaps(input.at, input.value, ...(input.gapMs === undefined ? [] : ([input.gapMs] as const)))
  return {
    animation: false,
    textStyle: { fontFamily: c.fontText },
    grid: { left: 8, right: 56, top: 28, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: c.panel,
      borderColor: c.line,
      textStyle: { color: c.text, fontFamily: c.fontText, fontSize: 13 },
      axisPointer: { type: 'line', lineStyle: { color: c.text2 } },
      formatter: (items: readonly { readonly value: readonly [number, number | null] }[]) => {
        const point = items[0]?.value
        if (point === undefined || point[1] === null) return ''
        return `${input.formatTime(point[0])}<br>${input.formatValue(point[1], decimals)} ${unit}`
      },
    },
    xAxis: {
      type: 'time',
      min: input.from,
      max: input.to,
      axisLabel: { ...label, hideOverlap: true, formatter: (at: number) => input.formatTime(at) },
      axisLine: { lineStyle: { color: c.line } },
      axisTick: { lineStyle: { color: c.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      name: input.axisName,
      nameTextStyle: { color: c.text2, fontSize: 12, align: 'left', padding: [0, 0, 0, -24] },
      scale: !input.zero,
      ...(limits.length > 0
        ? {
            max: (v: { max: number }) => top(Math.max(v.max, ...limits.map((l) => l.limit)), unit),
            // Without a zero line the lowest limit still has to be on the picture.
            ...(input.zero
              ? {}
              : { min: (v: { min: number }) => floor(Math.min(v.min, ...limits.map((l) => l.limit))) }),
          }
        : {}),
      axisLabel: { ...label, formatter: (v: number) => input.formatValue(v, v % 1 === 0 ? 0 : decimals) },
      splitLine: { lineStyle: { color: c.line } },
    },
    series: [
      {
        type: 'line',
        name: input.name,
        data,
        showSymbol: known.length < 3,
        symbolSize: 5,
        connectNulls: false,
        sampling: 'lttb',
        lineStyle: { width: 1.5, color: c.series },
        itemStyle: { color: c.series },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: limits.map((l) => ({
            yAxis: l.limit,
            lineStyle: { color: c.levels[l.level - 1], type: 'dashed', width: 1 },
            label: { show: labelled.has(l), formatter: l.word, color: c.text2, fontSize: 12, position: 'end' },
          })),
        },
      },
    ],
  }
}

/** Limits that can be named without covering each other: the severe ones first. */
function withRoom<L extends { readonly level: Level; readonly limit: number }>(
  limits: readonly L[],
  range: number,
): Set<L> {
  const named: L[] = []
  for (const l of [...limits].sort((a, b) => a.level - b.level))
    if (named.every((n) => Math.abs(n.limit - l.limit) > range * LABEL_ROOM)) named.push(l)
  return new Set(named)
}

/** No share is above a hundred, so its axis is not either. */
const top = (v: number, unit: string): number => (unit === '%' && v <= 100 ? 100 : nice(v))

function floor(v: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(Math.abs(v), 1e-9)) - 1)
  return Math.floor(v / unit) * unit
}

/** The next round number above, so that the top of the axis is a figure people read. */
function nice(v: number): number {
  if (v <= 0) return 0
  const unit = 10 ** Math.floor(Math.log10(v))
  return Math.ceil((v * 1.02) / unit / 0.5) * unit * 0.5
}
