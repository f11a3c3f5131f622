// A brief as a workbook for those who calculate on: what it is, its sentences, every figure with its definition and the question it
// answers, its corrections, and one sheet per table. Composes nothing.
import { type Lang, numeral } from '../../../core/brief/layout.ts'
import type { BriefTable } from '../../../core/brief/types.ts'
import { type Cell, type Put, writeBook } from '../../evaluate/book.ts'
import { type Paper, unitIn } from './paper.ts'

/** Names of sheets: at most 31 characters, none of []*?:/\, each once. */
export function sheetNames(wanted: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  return wanted.map((name) => {
    const plain =
      name
        .replaceAll(/[[\]*?:/\\']/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 31) || '表'
    let unique = plain
    for (let n = 2; used.has(unique.toLowerCase()); n += 1) unique = `${plain.slice(0, 31 - ` ${n}`.length)} ${n}`
    used.add(unique.toLowerCase())
    return unique
  })
}

const SHEETS = {
  zh: { about: '说明', statements: '正文', figures: '数字', corrections: '更正' },
  en: { about: 'About', statements: 'Text', figures: 'Figures', corrections: 'Corrections' },
} as const

export function writeXlsx(paper: Paper): Promise<Buffer> {
  const names = SHEETS[paper.lang]
  return writeBook((put) => {
    writeAbout(put, paper)
    writeStatements(put, paper)
    writeFigures(put, paper)
    if (paper.view.corrections.length > 0) writeCorrections(put, paper)
    const sheets = sheetNames(
      paper.tables.map((table) => table.title[paper.lang]),
      Object.values(names),
    )
    for (const [i, table] of paper.tables.entries()) writeTable(put, paper, table, sheets[i] ?? table.id)
    return Promise.resolve()
  })
}

function writeAbout(put: Put, paper: Paper): void {
  const { lang, view, notes } = paper
  const zh = lang === 'zh'
  put({ sheet: SHEETS[lang].about, widths: [22, 90], prose: true })
  put({
    rows: [
      [zh ? '名称' : 'Name', `${paper.masthead} ${paper.issue}`],
      [zh ? '标题' : 'Title', paper.title],
      [zh ? '编发单位' : 'Issued by', paper.unit],
      [zh ? '日期' : 'Date', paper.date],
      [zh ? '总体态势' : 'Overall', paper.light],
      ...notes.map((note): Cell[] => [zh ? '注' : 'Note', note]),
      ...paper.answerable.map((line): Cell[] => [zh ? '签发' : 'Answerable', line]),
      ...(view.note === undefined ? [] : [[zh ? '更正说明' : 'Correction note', view.note.text]]),
      [zh ? '数据版本' : 'Data known at', paper.time(view.knownAt)],
      [zh ? '编号' : 'Key', view.key],
      ...(paper.link === undefined ? [] : [[zh ? '地址' : 'Address', paper.link]]),
    ],
  })
}

const linesOf = ({ page, lang, heading }: Paper) => [
  ...page.verdict.map((line) => ({ line, section: heading('verdict', numeral(0, lang)) })),
  ...page.sections.flatMap(({ section, number, statements, calm }) =>
    [...statements, ...calm.map((one) => one.line)].map((line) => ({
      line,
      section: heading(section, numeral(number, lang)),
    })),
  ),
]

function writeStatements(put: Put, paper: Paper): void {
  const { lang } = paper
  const zh = lang === 'zh'
  const heads = zh ? ['编号', '部分', '内容', '级别', '更正'] : ['Code', 'Section', 'Text', 'Level', 'Corrections']
  put({ sheet: SHEETS[lang].statements, widths: [10, 22, 100, 8, 60], heads })
  put({
    rows: linesOf(paper).map(({ line, section }): Cell[] => [
      line.code,
      section,
      line.statement.text[lang],
      line.level ?? null,
      paper.corrected(line.id).join('\n') || null,
    ]),
  })
}

function writeFigures(put: Put, paper: Paper): void {
  const { lang } = paper
  const zh = lang === 'zh'
  const heads = zh
    ? ['编号', '键', '口径', '数值', '单位', '数据时间', '查询', '依据数']
    : ['Code', 'Key', 'Definition', 'Value', 'Unit', 'As of', 'Query', 'Sources']
  put({ sheet: SHEETS[lang].figures, widths: [10, 34, 60, 12, 10, 18, 60, 10], heads })
  put({
    rows: linesOf(paper).flatMap(({ line }) =>
      line.statement.figures.map((figure): Cell[] => [
        line.code,
        figure.key,
        figure.definition[lang],
        figure.value,
        unitIn(figure.unit, lang).trim(),
        paper.time(figure.asOf),
        figure.query === undefined ? null : JSON.stringify(figure.query),
        figure.sources.length,
      ]),
    ),
  })
}

function writeCorrections(put: Put, paper: Paper): void {
  const { lang, view } = paper
  const zh = lang === 'zh'
  const heads = zh ? ['语句', '数字', '原值', '现值', '发现时间'] : ['Statement', 'Figure', 'Was', 'Is', 'Noticed at']
  put({ sheet: SHEETS[lang].corrections, widths: [34, 34, 12, 12, 18], heads })
  put({
    rows: view.corrections.map((one): Cell[] => [
      one.statement,
      one.figure,
      one.was,
      one.is ?? (zh ? '依据已不保存' : 'no longer kept'),
      paper.time(one.noticedAt),
    ]),
  })
}

/** A cell of a table in one language; null stays empty for those who calculate. */
export const cellIn = (cell: BriefTable['rows'][number][number], lang: Lang): Cell =>
  typeof cell === 'object' && cell !== null ? cell[lang] : cell

/** Name of a column with its unit. */
export function headIn({ name, unit = '' }: Pick<BriefTable['columns'][number], 'name' | 'unit'>, lang: Lang): string {
  const printed = unitIn(unit, lang).trim()
  if (printed === '') return name[lang]
  return lang === 'zh' ? `${name.zh}（${printed}）` : `${name.en} (${printed})`
}

function writeTable(put: Put, { lang }: Paper, table: BriefTable, sheet: string): void {
  const heads = table.columns.map((column) => headIn(column, lang))
  put({ sheet, heads, widths: table.columns.map(({ align }) => (align === 'left' ? 26 : 14)) })
  put({ rows: table.rows.map((row) => row.map((cell) => cellIn(cell, lang))) })
}
