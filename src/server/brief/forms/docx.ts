// A brief as DOCX in the measures of GB/T 9704-2012: red masthead, numbered sections with a code per sentence that leads back,
// tables, corrections, who answers for it, and the way to the evidence. Sets what paper.ts lays out; composes nothing.
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  ImageRun,
  NoBreakHyphen,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Tab,
  TabStopType,
  type Table,
  TextRun,
} from 'docx'
import { numeral, type PageStatement } from '../../../core/brief/layout.ts'
import { calmTable, tableOf } from './docxTables.ts'
import { fit } from './fit.ts'
import { fontOf, fontsWords, fontTable, MEASURE, pageOf, RED, settings, stylesOf, TYPE_WIDTH } from './docxStyle.ts'
import type { Paper } from './paper.ts'
import { qrPng } from './png.ts'

type Child = Paragraph | Table

const run = (text: string): TextRun => new TextRun(fit(text))
const para = (style: string, text: string): Paragraph => new Paragraph({ style, children: [run(text)] })
const blank = (): Paragraph => new Paragraph({ children: [] })

export async function writeDocx(paper: Paper): Promise<Buffer> {
  const { lang, page } = paper
  const body: Child[] = [
    ...masthead(paper),
    ...page.verdict.flatMap((line, i) => [...(i === 0 ? [verdictHeading(paper)] : []), ...sentence(paper, line)]),
    ...page.sections.flatMap((section) => [
      para('BriefHeading', paper.heading(section.section, numeral(section.number, lang))),
      ...section.statements.flatMap((line) => sentence(paper, line)),
      ...(section.calm.length > 0 ? [calmTable(paper, section.calm), blank()] : []),
      ...section.calm.flatMap(({ line }) => corrections(paper, line.id)),
    ]),
    ...paper.tables.flatMap((table) => tableOf(paper, table)),
    ...ending(paper),
  ]
  const document = new Document({
    title: fit(`${paper.masthead} ${paper.issue} ${paper.title}`),
    creator: fit(paper.unit),
    description: fit(paper.view.key),
    styles: stylesOf(lang),
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: pageOf(lang),
        footers: { default: numberFooter(paper, 'right'), even: numberFooter(paper, 'left') },
        children: body,
      },
    ],
  })
  return Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTable() },
    { path: 'word/settings.xml', data: settings() },
  ])
}

/** Not so large that the name of the city breaks its line; in half points. */
function mastheadSize({ masthead, lang }: Paper): number {
  const ems = [...masthead].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0xff ? 1 : 0.55), 0)
  const most = lang === 'zh' ? 80 : 60
  return Math.min(most, Math.floor((TYPE_WIDTH / 10 / Math.max(1, ems)) * 0.95))
}

function masthead(paper: Paper): Child[] {
  const { masthead: name, issue, unit, date, title, notes, view, lang } = paper
  const flags = [
    ...(view.state === 'issued' ? [] : [lang === 'zh' ? '送审稿' : 'Draft']),
    ...(view.simulated ? [lang === 'zh' ? '模拟数据' : 'Simulated data'] : []),
  ]
  return [
    new Paragraph({
      alignment: AlignmentType.LEFT,
      children: [new TextRun({ text: flags.join('　'), font: fontOf('heading', lang), color: RED })],
    }),
    new Paragraph({
      style: 'BriefMasthead',
      spacing: { line: 1000, lineRule: 'exact', before: 120, after: 120 },
      children: [new TextRun({ text: fit(name), size: mastheadSize(paper) })],
    }),
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(issue)] }),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH }],
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: 'FF0000', space: 6 } },
      children: [run(unit), new TextRun({ children: [new Tab()] }), run(date)],
    }),
    blank(),
    blank(),
    para('BriefTitle', title),
    ...noteLines(paper, notes),
    blank(),
  ]
}

/** The window on one line, its cut-off and what the reader must know besides on another. */
function noteLines({ lang }: Paper, notes: readonly string[]): Paragraph[] {
  const gap = lang === 'zh' ? '　' : ' · '
  const [window = '', ...rest] = notes
  return [window, rest.join(gap)].map((line) => para('BriefNote', line))
}

const verdictHeading = ({ lang, light }: Paper): Paragraph =>
  para('BriefHeading', lang === 'zh' ? `总体态势：${light}` : `Overall: ${light}`)

/** One sentence with its code; the code opens its evidence where there is an address. */
function sentence(paper: Paper, { id, code, statement }: PageStatement): Child[] {
  const { lang } = paper
  const [number = '', place = ''] = code.split('-')
  // The code must not break over two lines. It stays with the last word: by a space that breaks nothing, in Chinese by the settings.
  const small = {
    children: [`${lang === 'zh' ? '' : '\u00a0'}〔${number}`, new NoBreakHyphen(), `${place}〕`],
    size: MEASURE[lang].small,
    color: '595959',
  }
  const link = paper.linkTo(id)
  const back: ParagraphChild =
    link === undefined ? new TextRun(small) : new ExternalHyperlink({ link, children: [new TextRun(small)] })
  return [new Paragraph({ style: 'BriefBody', children: [run(statement.text[lang]), back] }), ...corrections(paper, id)]
}

const corrections = (paper: Paper, statement: string): Paragraph[] =>
  paper.corrected(statement).map((words) => para('BriefCorrection', words))

/** 4号, between dashes, the odd ones on the right and the even ones on the left, one character in from the edge. */
function numberFooter({ lang }: Paper, side: 'left' | 'right'): Footer {
  const font = fontOf('number', lang)
  const inset = 280
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: inset } : { left: inset },
        children: [new TextRun({ size: 28, font, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}

const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000', space: 4 })
const QR_PIXELS = 100

function ending(paper: Paper): Child[] {
  const { lang, view, link, unit, date, answerable } = paper
  const zh = lang === 'zh'
  const note = view.note
  // 版记: rules of 0.35 mm outside (1 pt) and 0.25 mm inside (0.75 pt), in eighths of a point.
  const small = (text: string, border: object = {}): Paragraph =>
    new Paragraph({ style: 'BriefSmall', keepNext: true, border, children: [run(text)] })
  const codes = zh
    ? `各句后〔〕内编号与平台“简报”${view.key}一致，凭编号可查看数字的口径、来源和取数时刻。`
    : `The codes in 〔〕 are those of brief ${view.key} on the platform: definition, sources and time of every figure stand there.`
  return [
    ...(note === undefined
      ? []
      : [
          para('BriefHeading', zh ? `更正说明（第${note.issue}号）` : `Correction note no. ${note.issue}`),
          para('BriefBody', note.text),
        ]),
    blank(),
    ...answerable.map((line) => new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(line)] })),
    blank(),
    small(codes, { top: rule(8) }),
    ...(link === undefined
      ? []
      : [
          new Paragraph({
            style: 'BriefSmall',
            keepNext: true,
            spacing: { line: 1600, lineRule: 'atLeast' },
            children: [
              new ImageRun({
                type: 'png',
                data: qrPng(link),
                transformation: { width: QR_PIXELS, height: QR_PIXELS },
                altText: { name: 'QR', description: link, title: 'QR' },
              }),
              new TextRun('　'),
              new ExternalHyperlink({ link, children: [new TextRun({ text: link, size: 24 })] }),
            ],
          }),
        ]),
    new Paragraph({ style: 'BriefCell', keepNext: true, children: [run(fontsWords(lang))] }),
    new Paragraph({
      style: 'BriefSmall',
      tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH }],
      border: { top: rule(6), bottom: rule(8) },
      children: [
        run(unit),
        new TextRun({ children: [new Tab()] }),
        run(zh ? `${date}${view.issuedAt === undefined ? '' : '印发'}` : date),
      ],
    }),
  ]
}
