// Colours and faces a chart needs, as values: option builders stay pure and a canvas cannot read CSS variables.
import { token } from '../ui/theme.ts'

export interface ChartColours {
  readonly text: string
  readonly text2: string
  readonly line: string
  readonly panel: string
  readonly band: string
  readonly series: string
  readonly series2: string
  readonly levels: readonly [string, string, string, string]
  readonly fontText: string
  readonly fontFigure: string
}

export const readColours = (): ChartColours => ({
  text: token('text'),
  text2: token('text-2'),
  line: token('line'),
  panel: token('raised'),
  band: token('band'),
  series: token('series'),
  series2: token('series-2'),
  levels: [token('level-1'), token('level-2'), token('level-3'), token('level-4')],
  fontText: token('font-text'),
  fontFigure: token('font-figure'),
})
