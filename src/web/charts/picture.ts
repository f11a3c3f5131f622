// A chart as a picture to take away: light whatever the page shows, with title, span, legend, sources and the time it was made.
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
  readonly build: (box: Box, colours: ChartColours) => EChartsCoreOption
  readonly say: Say
  /** px; default 480. */
  readonly height?: number
}

/** px of the picture; twice as many are stored, for print. */
const WIDTH = 1200
const PAD = 24
const RATIO = 2
const TEXT = 14

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
  const tones = { series: c.series, 'series-2': c.series2, 'text-3': c.text3, band: c.band }
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

export async function paintPicture(input: PictureInput): Promise<HTMLCanvasElement> {
  const { init } = await loadECharts()
  const { say, now } = input
  const colours = printColours()
  const height = input.height ?? 480
  const stage = document.createElement('div')
  const chart = init(stage, undefined, { renderer: 'canvas', width: WIDTH - 2 * PAD, height, devicePixelRatio: RATIO })
  try {
    chart.setOption(input.build({ width: WIDTH - 2 * PAD, height, textSize: TEXT }, colours))
    const paper = document.createElement('canvas')
    const pen = paper.getContext('2d')
    if (pen === null) throw new Error('this browser draws no pictures')
    const font = (size: number, weight = 400): string => `${weight} ${size}px ${colours.fontText}`
    pen.font = font(TEXT)
    const measure = (s: string): number => pen.measureText(s).width
    const notes: { text: string; look?: KeyLook }[] = [
      ...input.legend.flatMap(({ name, about, look }) =>
        wrapped(about === undefined ? name : `${name}: ${about}`, WIDTH - 2 * PAD - KEY, measure).map((text, i) =>
          i === 0 ? { text, look } : { text },
        ),
      ),
      ...(input.origin === undefined ? [] : wrapped(input.origin, WIDTH - 2 * PAD - KEY, measure).map(asNote)),
      ...input.sources.flatMap((source) =>
        wrapped(say('charts.sourceOf', { source }), WIDTH - 2 * PAD - KEY, measure).map(asNote),
      ),
      asNote(`${say('charts.product')} · ${say('charts.made', { time: `${cityDate(now)} ${clockTime(now)}` })}`),
    ]
    const top = PAD + 28 + 24
    const row = TEXT * 1.5
    paper.width = WIDTH * RATIO
    paper.height = (top + height + notes.length * row + PAD) * RATIO
    pen.scale(RATIO, RATIO)
    pen.fillStyle = colours.panel
    pen.fillRect(0, 0, paper.width, paper.height)
    pen.textBaseline = 'top'
    pen.fillStyle = colours.text
    pen.font = font(20, 600)
    pen.fillText(input.title, PAD, PAD)
    pen.fillStyle = colours.text2
    pen.font = font(TEXT)
    const { from, to } = input.span
    // A picture outlives its day: always with the date.
    const moment = (at: number): string => `${cityDate(at)} ${momentText(at, at)}`
    pen.fillText(`${moment(from)} – ${moment(to)}`, PAD, PAD + 28)
    pen.drawImage(chart.renderToCanvas({ pixelRatio: RATIO }), PAD, top, WIDTH - 2 * PAD, height)
    notes.forEach((note, i) => {
      const y = top + height + i * row
      if (note.look !== undefined) drawKey(pen, note.look, PAD, y + TEXT / 2, colours)
      pen.fillStyle = colours.text2
      pen.fillText(note.text, PAD + KEY, y)
    })
    return paper
  } finally {
    chart.dispose()
  }
}

export async function savePicture(input: PictureInput): Promise<void> {
  try {
    const paper = await paintPicture(input)
    const blob = await new Promise<Blob | null>((done) => {
      paper.toBlob(done, 'image/png')
    })
    if (blob === null) throw new Error('no picture came of it')
    saveFile(`${input.title} ${cityDate(input.now)}.png`, blob)
    toastDone(input.say('charts.saved'))
  } catch {
    toastFailed(input.say('charts.unsaved'))
  }
}
