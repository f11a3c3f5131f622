// Colours by their names, so that a chart's picture says which token stands where.
import type { ChartColours } from '../../../src/web/charts/colours.ts'

export const colours: ChartColours = {
  text: 'text',
  text2: 'text2',
  text3: 'text3',
  line: 'line',
  panel: 'panel',
  band: 'band',
  series: 'series',
  series2: 'series2',
  many: ['m1', 'm2', 'm3', 'm4', 'm5'],
  hatch: 'hatch',
  levels: ['l1', 'l2', 'l3', 'l4'],
  fontText: 'han',
  fontFigure: 'figures',
}
