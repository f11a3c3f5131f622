// Option of a course over periods: one point per period, gaps where there was nothing to count, hollow where there was little. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColours } from './colours.ts'

export interface CoursePoint {
  readonly period: string
  readonly value: number | null
  /** Below it: period, value and what it rests on. */
  readonly tip: string
  readonly small: boolean
}
export interface CourseInput {
  readonly name: string
  readonly axisName: string
  readonly points: readonly CoursePoint[]
  /** 100 for shares and scores; absent: as far as the values go. */
  readonly max?: number
  readonly formatValue: (value: number) => string
  readonly colours: ChartColours
}

/** The axis starts at a round figure under the lowest point; near zero it starts at zero. */
const STEP = 10
export function courseFloor(values: readonly number[], max: number | undefined): number {
  const low = Math.min(...values)
  if (max === undefined || !Number.isFinite(low)) return 0
  return Math.max(0, Math.floor((low - STEP / 2) / STEP) * STEP)
}

export function courseOption({ name, axisName, points, max, formatValue, colours: c }: CourseInput): EChartsCoreOption {
  const figures = { color: c.text2, fontFamily: c.fontFigure, fontSize: 12 }
  const known = points.flatMap((p) => p.value ?? [])
  return {
    animation: false,
    textStyle: { fontFamily: c.fontText },
    grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: c.panel,
      borderColor: c.line,
      textStyle: { color: c.text, fontFamily: c.fontText, fontSize: 13 },
      axisPointer: { type: 'line', lineStyle: { color: c.text2 } },
      renderMode: 'richText',
      formatter: (items: readonly { readonly dataIndex: number }[]) => points[items[0]?.dataIndex ?? -1]?.tip ?? '',
    },
    xAxis: {
      type: 'category',
      data: points.map((p) => p.period),
      boundaryGap: true,
      axisLabel: { ...figures, hideOverlap: true },
      axisLine: { lineStyle: { color: c.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: axisName,
      nameTextStyle: { color: c.text2, fontSize: 12, align: 'left', padding: [0, 0, 0, -16] },
      min: courseFloor(known, max),
      ...(max === undefined ? {} : { max }),
      axisLabel: { ...figures, formatter: formatValue },
      splitLine: { lineStyle: { color: c.line } },
    },
    series: [
      {
        type: 'line',
        name,
        connectNulls: false,
        showSymbol: true,
        symbolSize: 7,
        lineStyle: { width: 1.5, color: c.series },
        data: points.map((p) => ({
          value: p.value,
          symbol: p.small ? 'emptyCircle' : 'circle',
          itemStyle: { color: c.series },
        })),
      },
    ],
  }
}
