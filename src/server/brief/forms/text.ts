// A brief as plain text for messaging: whole, or short enough for one message. Sends nothing.
import { numeral } from '../../../core/brief/layout.ts'
import type { Paper } from './paper.ts'

/** One message of a chat or a long text message; more is not read there. Characters. */
export const SHORT_MOST = 500

const length = (text: string): number => [...text].length

const headOf = (paper: Paper): string[] => {
  const { lang, masthead, issue, title } = paper
  return [lang === 'zh' ? `【${masthead}】${issue}` : `${masthead} · ${issue}`, title]
}
const verdictLines = ({ page, lang }: Paper): string[] => page.verdict.map(({ statement }) => statement.text[lang])
const linkLine = ({ lang, link, view }: Paper): string => {
  if (link === undefined)
    return lang === 'zh' ? `全文见平台“简报”${view.key}` : `In full: brief ${view.key} on the platform`
  return `${lang === 'zh' ? '全文：' : 'In full: '}${link}`
}

/** The whole brief: the same sections, numbers and codes as on the screen. */
export function wholeText(paper: Paper): string {
  const { page, lang, notes, view } = paper
  const gap = lang === 'zh' ? '；' : '; '
  const lines = [...headOf(paper), notes.join(gap), '', ...verdictLines(paper)]
  for (const line of page.verdict) lines.push(...paper.corrected(line.id))
  for (const section of page.sections) {
    lines.push('', paper.heading(section.section, numeral(section.number, lang)))
    for (const { code, statement, id } of [...section.statements, ...section.calm.map(({ line }) => line)])
      lines.push(`${code} ${statement.text[lang]}`, ...paper.corrected(id))
  }
  if (view.note !== undefined) lines.push('', `${lang === 'zh' ? '更正说明：' : 'Correction note: '}${view.note.text}`)
  lines.push('', ...paper.answerable, linkLine(paper), '')
  return lines.join('\n')
}

/** At most `SHORT_MOST` characters: the verdict, then whole sentences in their order as far as they fit, then the way to the rest. */
export function shortText(paper: Paper): string {
  const { page, lang, view } = paper
  const last = linkLine(paper)
  const flags = [
    ...(view.simulated ? [lang === 'zh' ? '（含模拟数据）' : '(contains simulated data)'] : []),
    ...(view.complete ? [] : [paper.notes[1] ?? '']),
  ]
  const head = [...headOf(paper), ...flags]
  let left = SHORT_MOST - length([...head, last].join('\n')) - 1
  const lines: string[] = []
  const candidates = [
    ...verdictLines(paper),
    ...page.sections
      .filter(({ section }) => section !== 'vitals' && section !== 'quality' && section !== 'duty')
      .flatMap(({ statements }) => statements.map(({ statement }) => statement.text[lang])),
  ]
  for (const [i, line] of candidates.entries()) {
    const needs = length(line) + 1
    if (needs <= left) {
      lines.push(line)
      left -= needs
    } else if (i === 0 && left > 2) {
      // Not even the first fits: its beginning is better than nothing, and says that it is cut.
      lines.push(`${[...line].slice(0, left - 2).join('')}…`)
      break
    } else break
  }
  return [...head, ...lines, last].join('\n')
}
