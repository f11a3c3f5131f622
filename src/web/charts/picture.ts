// Charts as a picture to take away: light whatever the page shows, with title, span, legend, sources and the time it was made.
// One chart or several beneath each other, always on one sheet.
import { printColours, type ChartColours } from './colours.ts'
import type { EChartsCoreOption } from './echarts.ts'
import { loadECharts } from './load.ts'
import type { Span } from './link.ts'
import type { KeyLook } from './signLegend.ts'
import type { Say } from './signWords.ts'
import { momentText } from './signWords.ts'
import type { Box } from './timeOption.ts'
import { saveFile } from '../ui/saveFile.ts'
import { toastDone, toastFailed } from '../ui/toast.ts'
import { cityDate, clockTime } from '../i18n/format.ts'

export interface PictureInput {
  readonly title: string
  readonly span: Span
  readonly legend: readonly { readonly name: string; readonly about?: string; readonly look: KeyLook }[]
  /** Said where values come from the simulated city. */
  readonly origin: string | undefined
  readonly sources: readonly string[]
  readonly now: number
  /** What stands beneath each other, from above. */
  readonly charts: readonly PictureChart[]
  readonly say: Say
  /** Name of the file without date and ending; default: the title. */
  readonly file?: string
}
export interface PictureChart {
  readonly build: (box: Box, colours: ChartColours) => EChartsCoreOption
  /** px; default 480. */
  readonly height?: number
}

/** px of the picture; twice as many are stored, for print. */
const WIDTH = 1200
const PAD = 24
const RATIO = 2
const TEXT = 14
const HEIGHT = 480
const TITLE = 20
const TITLE_ROW = 28

/** Breaks a text into lines that fit; words of Chinese may break anywhere. */
export function wrapped(text: string, width: number, measure: (s: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    if (line !== '' && measure(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** px a key and its space take before a note. */
const KEY = 32
const asNote = (text: string): { text: string } => ({ text })

/** The same small piece of the picture as LegendKey.vue shows. */
function drawKey(pen: CanvasRenderingContext2D, look: KeyLook, x: number, y: number, c: ChartColours): void {
  const [, third, fourth, fifth] = c.many
  const tones = {
    series: c.series,
    'series-2': c.series2,
    'series-3': third,
    'series-4': fourth,
    'series-5': fifth,
    'text-3': c.text3,
    band: c.band,
  }
  pen.save()
  pen.lineWidth = 1.5
  if (look.type === 'fill') {
    pen.fillStyle = tones[look.tone]
    pen.globalAlpha = look.tone === 'band' ? 1 : 0.35
    pen.fillRect(x, y - 5, 22, 10)
  } else if (look.type === 'line') {
    pen.strokeStyle = tones[look.tone]
    pen.setLineDash([...look.dash])
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x + 22, y)
    pen.stroke()
  } else if (look.type === 'square') {
    pen.strokeStyle = c.text
    pen.strokeRect(x + 7, y - 4, 8, 8)
  } else {
    pen.strokeStyle = c.hatch
    pen.beginPath()
    for (const from of [0, 7, 14]) {
      pen.moveTo(x + from, y + 5)
      pen.lineTo(x + from + 8, y - 5)
    }
    pen.stroke()
  }
  pen.restore()
}

type Measure = (text: string, size: number, weight?: number) => number
/** What the sheet says, line by line as it fits: above the charts, and beneath them with the keys. */
export function sheetText(
  { title, span, legend, origin, sources, now, say }: PictureInput,
  measure: Measure,
): { readonly title: string[]; readonly span: string; readonly notes: { text: string; look?: KeyLook }[] } {
  const lines = (text: string): string[] => wrapped(text, WIDTH - 2 * PAD - KEY, (s) => measure(s, TEXT))
  // A picture outlives its day: always with the date.
  const moment = (at: number): string => `${cityDate(at)} ${momentText(at, at)}`
  return {
    title: wrapped(title, WIDTH - 2 * PAD, (s) => measure(s, TITLE, 600)),
    span: `${moment(span.from)} – ${moment(span.to)}`,
    notes: [
      ...legend.flatMap(({ name, about, look }) =>
        lines(about === undefined ? name : `${name}: ${about}`).map((text, i) => (i === 0 ? { text, look } : { text })),
      ),
      ...(origin === undefined ? [] : lines(origin).map(asNote)),
      ...sources.flatMap((source) => lines(say('charts.sourceOf', { source })).map(asNote)),
      asNote(`${say('charts.product')} · ${say('charts.made', { time: `${cityDate(now)} ${clockTime(now)}` })}`),
    ],
  }
}

async function paintPicture(input: PictureInput): Promise<HTMLCanvasElement> {
  const { init } = await loadECharts()
  const colours = printColours()
  const paper = document.createElement('canvas')
  const pen = paper.getContext('2d')
  if (pen === null) throw new Error('this browser draws no pictures')
  const font = (size: number, weight = 400): string => `${weight} ${size}px ${colours.fontText}`
  const { title, span, notes } = sheetText(input, (text, size, weight) => {
    pen.font = font(size, weight)
    return pen.measureText(text).width
  })
  const heights = input.charts.map((chart) => chart.height ?? HEIGHT)
  const top = PAD + title.length * TITLE_ROW + 24
  const below = top + heights.reduce((sum, h) => sum + h, 0)
  const row = TEXT * 1.5
  paper.width = WIDTH * RATIO
  paper.height = (below + notes.length * row + PAD) * RATIO
  pen.scale(RATIO, RATIO)
  pen.fillStyle = colours.panel
  pen.fillRect(0, 0, paper.width, paper.height)
  pen.textBaseline = 'top'
  pen.fillStyle = colours.text
  pen.font = font(TITLE, 600)
  title.forEach((line, i) => pen.fillText(line, PAD, PAD + i * TITLE_ROW))
  pen.fillStyle = colours.text2
  pen.font = font(TEXT)
  pen.fillText(span, PAD, PAD + title.length * TITLE_ROW)
  let y = top
  const width = WIDTH - 2 * PAD
  for (const { build, height = HEIGHT } of input.charts) {
    const chart = init(document.createElement('div'), undefined, {
      renderer: 'canvas',
      width,
      height,
      devicePixelRatio: RATIO,
    })
    try {
      chart.setOption(build({ width, height, textSize: TEXT }, colours))
      pen.drawImage(chart.renderToCanvas({ pixelRatio: RATIO }), PAD, y, width, height)
    } finally {
      chart.dispose()
    }
    y += height
  }
  notes.forEach((note, i) => {
    const at = below + i * row
    if (note.look !== undefined) drawKey(pen, note.look, PAD, at + TEXT / 2, colours)
    pen.fillStyle = colours.text2
    pen.fillText(note.text, PAD + KEY, at)
  })
  return paper
}

export async function savePicture(input: PictureInput): Promise<void> {
  try {
    const paper = await paintPicture(input)
    const blob = await new Promise<Blob | null>((done) => {
      paper.toBlob(done, 'image/png')
    })
    if (blob === null) throw new Error('no picture came of it')
    saveFile(`${input.file ?? input.title} ${cityDate(input.now)}.png`, blob)
    toastDone(input.say('charts.saved'))
  } catch {
    toastFailed(input.say('charts.unsaved'))
  }
}
