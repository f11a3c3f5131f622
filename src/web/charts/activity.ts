// Option of the strip under the wall: cases opened and closed per step, alarms beside them on their own scale, each with its name and unit. Pure.
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColours } from './colours.ts'

export interface ActivityInput {
  readonly at: readonly number[]
  readonly opened: readonly number[]
  readonly closed: readonly number[]
  readonly alarms: readonly number[]
  readonly words: {
    readonly opened: string
    readonly closed: string
    readonly alarms: string
    /** Names of the two value axes, with their units. */
    readonly casesAxis: string
    readonly alarmsAxis: string
  }
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
    axisLabel: { ...label, hideOverlap: true, interval: Math.max(0, Math.ceil(times.length / 4) - 1) },
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
  })
  const value = (gridIndex: number, name: string): object => ({
    type: 'value',
    gridIndex,
    name,
    nameGap: textSize * 0.5,
    nameTextStyle: { color: c.text2, fontSize: textSize, align: 'left' },
    minInterval: 1,
    splitNumber: 2,
    axisLabel: label,
    splitLine: { lineStyle: { color: c.line } },
  })
  const bar = (name: string, data: readonly number[], color: string): object => ({
    type: 'bar',
    name,
    data: [...data],
    itemStyle: { color },
    barGap: '10%',
    barCategoryGap: '35%',
  })
  return {
    animation: false,
    textStyle: { fontFamily: c.fontText },
    grid: [
      { left: 0, width: '48%', top: textSize * 1.8, bottom: 0, containLabel: true },
      { left: '52%', right: textSize * 0.5, top: textSize * 1.8, bottom: 0, containLabel: true },
    ],
    xAxis: [axis(0), axis(1)],
    yAxis: [value(0, input.words.casesAxis), value(1, input.words.alarmsAxis)],
    series: [
      bar(input.words.opened, input.opened, c.series),
      bar(input.words.closed, input.closed, c.series2),
      { ...bar(input.words.alarms, input.alarms, c.series), xAxisIndex: 1, yAxisIndex: 1 },
    ],
  }
}
