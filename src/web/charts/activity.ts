// Option of the strip under the wall: cases opened and closed per step, alarms as a line on their own scale. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColours } from './colours.ts'

export interface ActivityInput {
  readonly at: readonly number[]
  readonly opened: readonly number[]
  readonly closed: readonly number[]
  readonly alarms: readonly number[]
  readonly words: { readonly opened: string; readonly closed: string; readonly alarms: string }
  readonly formatTime: (at: number) => string
  /** px, from the viewing distance. */
  readonly textSize: number
  readonly colours: ChartColours
}

export function activityOption(input: ActivityInput): EChartsCoreOption {
  const { colours: c, textSize } = input
  const label = { color: c.text2, fontFamily: c.fontFigure, fontSize: textSize }
  const times = input.at.map(input.formatTime)
  const axis = (gridIndex: number): object => ({
    type: 'category',
    gridIndex,
    data: times,
    axisLabel: { ...label, hideOverlap: true, interval: Math.max(0, Math.ceil(times.length / 6) - 1) },
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
  })
  const value = (gridIndex: number): object => ({
    type: 'value',
    gridIndex,
    minInterval: 1,
    splitNumber: 2,
    axisLabel: label,
    splitLine: { lineStyle: { color: c.line } },
  })
  const bar = (name: string, data: readonly number[], color: string): object => ({
    type: 'bar',
    name,
    data,
    itemStyle: { color },
    barGap: '10%',
    barCategoryGap: '35%',
  })
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: c.fontText },
    grid: [
      { left: 0, width: '48%', top: textSize * 0.6, bottom: 0, containLabel: true },
      { left: '52%', right: textSize * 0.5, top: textSize * 0.6, bottom: 0, containLabel: true },
    ],
    xAxis: [axis(0), axis(1)],
    yAxis: [value(0), value(1)],
    series: [
      bar(input.words.opened, input.opened, c.series),
      bar(input.words.closed, input.closed, c.series2),
      {
        type: 'line',
        name: input.words.alarms,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: [...input.alarms],
        showSymbol: false,
        step: 'middle',
        lineStyle: { width: Math.max(1.5, textSize / 10), color: c.series },
        itemStyle: { color: c.series },
      },
    ],
  }
}
