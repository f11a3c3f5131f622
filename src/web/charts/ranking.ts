// Option of a ranking: one bar per subject in the order given, its value at its end; what is too small to rank is drawn open. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColours } from './colours.ts'

export interface RankedBar {
  readonly name: string
  /** Absent: nothing to count; the row stands without a bar. */
  readonly value?: number
  /** As people read it, at the end of the bar. */
  readonly label: string
  /** Too few cases: shown, not compared. */
  readonly small: boolean
  readonly chosen: boolean
}
export interface RankingInput {
  readonly bars: readonly RankedBar[]
  /** Unit, beside each figure of the value axis. */
  readonly axisName: string
  /** 100 for shares and scores; absent: as far as the values go. */
  readonly max?: number
  readonly formatValue: (value: number) => string
  readonly colours: ChartColours
}

/** px of one row, so that names keep apart. */
export const ROW_PX = 24
/** px of axis and its name around the rows. */
const FRAME_PX = 48
export const rankingHeight = (rows: number): number => rows * ROW_PX + FRAME_PX

export function rankingOption({ bars, axisName, max, formatValue, colours: c }: RankingInput): EChartsCoreOption {
  const figures = { color: c.text2, fontFamily: c.fontFigure, fontSize: 12 }
  return {
    animation: false,
    textStyle: { fontFamily: c.fontText },
    grid: { left: 8, right: 56, top: 28, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      position: 'top',
      min: 0,
      ...(max === undefined ? { splitNumber: 4 } : { max, interval: max / 4 }),
      axisLabel: { ...figures, formatter: (value: number) => `${formatValue(value)} ${axisName}` },
      splitLine: { lineStyle: { color: c.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((b) => b.name),
      axisLabel: { color: c.text2, fontSize: 12, interval: 0, width: 132, overflow: 'truncate' },
      axisLine: { lineStyle: { color: c.line } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        data: bars.map((b) => {
          const colour = b.chosen ? c.series2 : c.series
          return {
            value: b.value ?? null,
            // Open bars survive greyscale print, as a lighter hue would not.
            itemStyle: b.small ? { color: 'transparent', borderColor: colour, borderWidth: 1 } : { color: colour },
            label: { show: true, position: 'right', formatter: b.label, ...figures, color: c.text },
          }
        }),
      },
    ],
  }
}
