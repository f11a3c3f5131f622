// Colours and faces a chart needs, as values: option builders stay pure and a canvas cannot read CSS variables.
import { token } from '../ui/theme.ts'

export interface ChartColours {
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly line: string
  readonly panel: string
  readonly band: string
  readonly series: string
  readonly series2: string
  /** Lines of several series in one picture, told apart by dashes beyond the fifth. No hue of a level is among them. */
  readonly many: readonly [string, string, string, string, string]
  readonly hatch: string
  readonly levels: readonly [string, string, string, string]
  readonly fontText: string
  readonly fontFigure: string
}

type Token = (name: string) => string
const from = (token: Token): ChartColours => ({
  text: token('text'),
  text2: token('text-2'),
  text3: token('text-3'),
  line: token('line'),
  panel: token('raised'),
  band: token('band'),
  series: token('series'),
  series2: token('series-2'),
  many: [token('series-2'), token('series-3'), token('series-4'), token('series-5'), token('series')],
  hatch: token('hatch'),
  levels: [token('level-1'), token('level-2'), token('level-3'), token('level-4')],
  fontText: token('font-text'),
  fontFigure: token('font-figure'),
})

export const readColours = (): ChartColours => from(token)

/** Colours of the light theme whatever the page shows: pictures for print are always light. */
export function printColours(): ChartColours {
  const probe = document.createElement('i')
  probe.dataset['theme'] = 'light'
  document.body.append(probe)
  const style = getComputedStyle(probe)
  const colours = from((name) => style.getPropertyValue(`--${name}`).trim())
  probe.remove()
  return colours
}
