// Tables of a brief as DOCX: the vital signs in order, and the brief's own tables as far as paper is the place for them.
import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { CalmVital } from '../../../core/brief/layout.ts'
import type { BriefTable } from '../../../core/brief/types.ts'
import { fit } from './fit.ts'
import { fontOf, MEASURE, TYPE_WIDTH } from './docxStyle.ts'
import { type Paper, unitIn } from './paper.ts'
import { cellIn, headIn } from './xlsx.ts'

/** Longer ones belong into the workbook, and the paper says so. */
const MOST_ROWS = 40
const MOST_COLUMNS = 9

interface Column {
  readonly name: string
  readonly align: 'left' | 'right'
}

const widthOf = (text: string): number => [...text].reduce((n, c) => n + ((c.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0)

/** Shares of the type area after what the columns hold; none is starved by a long neighbour. */
export function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const wants = columns.map((column, i) => {
    const longest = Math.max(0, ...rows.map((row) => widthOf(row[i] ?? '')))
    return Math.min(36, Math.max(5, Math.ceil(widthOf(column.name) / 2), longest) + 2)
  })
  const sum = wants.reduce((a, b) => a + b, 0)
  return wants.map((want) => Math.floor((want / sum) * TYPE_WIDTH))
}

function grid({ lang }: Paper, columns: readonly Column[], rows: readonly (readonly string[])[]): Table {
  const widths = columnWidths(columns, rows)
  const cell = (text: string, i: number, head: boolean): TableCell =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      verticalAlign: 'center',
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          style: 'BriefCell',
          alignment: head
            ? AlignmentType.CENTER
            : columns[i]?.align === 'right'
              ? AlignmentType.RIGHT
              : AlignmentType.LEFT,
          children: [
            new TextRun({ text: fit(text), ...(head ? { font: fontOf('heading', lang), bold: lang === 'en' } : {}) }),
          ],
        }),
      ],
    })
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ name }, i) => cell(name, i, true)) }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: columns.map((_, i) => cell(row[i] ?? '', i, false)) }),
      ),
    ],
  })
}

export function calmTable(paper: Paper, calm: readonly CalmVital[]): Table {
  const zh = paper.lang === 'zh'
  const columns: Column[] = [
    { name: zh ? '体征' : 'Vital sign', align: 'left' },
    { name: zh ? '数值' : 'Value', align: 'right' },
    { name: zh ? '时段内最低—最高' : 'Lowest – highest', align: 'right' },
    { name: zh ? '数据覆盖率' : 'Coverage', align: 'right' },
    { name: zh ? '编号' : 'Code', align: 'left' },
  ]
  const rows = calm.map(({ name, value, unit, range, coverage, line }) => [
    name,
    `${value}${unitIn(unit, paper.lang)}`,
    range === undefined ? '—' : `${range.min}—${range.max}`,
    coverage === undefined ? '100%' : `${coverage}%`,
    line.code,
  ])
  return grid(paper, columns, rows)
}

export function tableOf(paper: Paper, table: BriefTable): (Paragraph | Table)[] {
  const { lang } = paper
  const zh = lang === 'zh'
  const title = new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 240, after: 80 },
    children: [
      new TextRun({ text: fit(table.title[lang]), font: fontOf('heading', lang), size: MEASURE[lang].body - 4 }),
    ],
  })
  const note = (text: string): Paragraph => new Paragraph({ style: 'BriefCell', children: [new TextRun(fit(text))] })
  if (table.rows.length === 0)
    return [title, note(zh ? '（本时段无此类数据）' : '(nothing of this kind in the period)')]
  const columns = table.columns
    .slice(0, MOST_COLUMNS)
    .map((column) => ({ name: headIn(column, lang), align: column.align }))
  const rows = table.rows.slice(0, MOST_ROWS).map((row) =>
    columns.map((_, i) => {
      const cell = cellIn(row[i] ?? null, lang)
      return cell === null ? '—' : String(cell)
    }),
  )
  const rest = table.rows.length - rows.length
  const cut = [
    ...(rest > 0 ? [zh ? `另有${rest}行` : `${rest} more rows`] : []),
    ...(table.columns.length > columns.length
      ? [
          zh
            ? `另有${table.columns.length - columns.length}列`
            : `${table.columns.length - columns.length} more columns`,
        ]
      : []),
  ]
  return [
    title,
    grid(paper, columns, rows),
    ...(cut.length > 0
      ? [note(zh ? `（${cut.join('，')}，见电子表格）` : `(${cut.join(', ')}: see the workbook)`)]
      : []),
  ]
}
