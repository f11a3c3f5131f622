// Colours by their names, so that a chart's picture says which token stands where.
import type { ChartColours } from '../../../src/web/charts/colours.ts'

export const colours: ChartColours = {
  text: 'text',
  text2: 'text2',
  line: 'line',
  panel: 'panel',
  band: 'band',
  series: 'series',
  series2: 'series2',
  levels: ['l1', 'l2', 'l3', 'l4'],
  fontText: 'han',
  fontFigure: 'figures',
}
