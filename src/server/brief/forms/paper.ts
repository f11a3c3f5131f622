// A brief in one language, ready to be set: its masthead, its page as on the screen, its corrections and who answers for it. The
// three file forms are set from it. Reads a view and composes nothing.
import { type BriefPage, type Lang, layOut } from '../../../core/brief/layout.ts'
import { parseKey } from '../../../core/brief/key.ts'
import { printedUnit } from '../../../core/brief/phrases.ts'
import { DAY_MS, MINUTE_MS } from '../../../core/clock/calendar.ts'
import type { Text } from '../../../core/text.ts'
import type { BriefView, Correction, StatementView } from '../../../wire/briefs.ts'
import { BRIEF_KIND_WORDS, BRIEF_LIGHT_WORDS, BRIEF_SECTION_WORDS } from '../../../wire/briefWords.ts'

export interface PaperOptions {
  readonly lang: Lang
  readonly cityName: Text
  readonly utcOffsetMinutes: number
  /** Where people reach the hub, without a slash at its end; absent: no links. */
  readonly base?: string
  /** Narrower: codes stay those of the whole brief. */
  readonly keep?: (statement: StatementView) => boolean
  readonly keepTables?: boolean
  /** What was left out, in words, where something was. */
  readonly narrowed?: Text
}

export interface Paper {
  readonly view: BriefView
  readonly lang: Lang
  readonly masthead: string
  /** 编发单位. */
  readonly unit: string
  /** `2026年第12期`, or that it has no number yet. */
  readonly issue: string
  /** Date of issue, or of the draft. */
  readonly date: string
  readonly title: string
  /** Under the title: window, cut-off, what the reader must know first. */
  readonly notes: readonly string[]
  readonly page: BriefPage<StatementView>
  readonly tables: BriefView['tables']
  readonly light: string
  readonly heading: (section: StatementView['section'], number: string) => string
  readonly corrected: (statement: string) => readonly string[]
  /** 签发, 编发, and how it was issued. */
  readonly answerable: readonly string[]
  readonly link?: string
  /** Leads to the evidence of one sentence. */
  readonly linkTo: (statement: string) => string | undefined
  readonly time: (at: number) => string
}

/** A unit as a reader of that language takes it; what is counted has no unit in English. */
export const unitIn = (unit: string, lang: Lang): string => {
  if (unit === '个百分点') return lang === 'zh' ? unit : ' percentage points'
  if (/\p{Script=Han}/u.test(unit)) return lang === 'zh' ? unit : ''
  const printed = printedUnit(unit)
  if (printed === '') return ''
  return printed === '%' || printed === '℃' ? printed : ` ${printed}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function dateIn(lang: Lang, at: number, utcOffsetMinutes: number): string {
  const d = new Date(at + utcOffsetMinutes * MINUTE_MS)
  const [y, m, day] = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()]
  return lang === 'zh' ? `${y}年${m + 1}月${day}日` : `${day} ${MONTHS[m] ?? ''} ${y}`
}

function periodWords(view: BriefView, lang: Lang, offset: number): string {
  const first = dateIn(lang, view.from, offset)
  const last = dateIn(lang, view.to - 1, offset)
  const key = parseKey(view.key)
  if (key?.kind === 'monthly') return lang === 'zh' ? first.replace(/\d+日$/, '') : first.slice(first.indexOf(' ') + 1)
  const span =
    view.to - view.from <= DAY_MS || first === last ? first : `${first}${lang === 'zh' ? '至' : ' – '}${last}`
  if (key?.kind !== 'weekly') return span
  const week = Number(view.key.slice(-2))
  return lang === 'zh'
    ? `${view.key.slice(0, 4)}年第${week}周（${span}）`
    : `week ${week} of ${view.key.slice(0, 4)} (${span})`
}

export function paperOf(view: BriefView, options: PaperOptions): Paper {
  const { lang, cityName, utcOffsetMinutes: offset, base } = options
  const zh = lang === 'zh'
  const time = (at: number): string => new Date(at + offset * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')
  const issuedAt = view.issuedAt ?? view.knownAt
  const year = new Date(issuedAt + offset * MINUTE_MS).getUTCFullYear()
  const link = base === undefined ? undefined : `${base}/brief/${encodeURIComponent(view.key)}`
  const kind = BRIEF_KIND_WORDS[view.kind][lang]
  const period = periodWords(view, lang, offset)
  const ofPeriod = view.kind !== 'flash' && view.kind !== 'topic'
  const whole = layOut(view, lang)
  return {
    ...{ view, lang, time },
    masthead: zh ? `${cityName.zh}${kind}` : `${cityName.en} ${kind}`,
    unit: zh ? `${cityName.zh}一网统管平台` : `${cityName.en} city operations platform`,
    issue:
      view.issue === undefined
        ? zh
          ? '未刊发（送审稿）'
          : 'Not issued (draft)'
        : zh
          ? `${year}年第${view.issue}期`
          : `No. ${view.issue} of ${year}`,
    date: dateIn(lang, issuedAt, offset),
    title: ofPeriod ? (zh ? `${period}城市运行情况` : `The city, ${period}`) : view.title[lang],
    notes: notesOf(view, options, time),
    page: narrowedPage(whole, options.keep),
    tables: options.keepTables === false ? [] : view.tables,
    light: BRIEF_LIGHT_WORDS[view.light][lang],
    heading: (section, number) => `${number}${zh ? '、' : '. '}${BRIEF_SECTION_WORDS[section][lang]}`,
    corrected: (statement) =>
      view.corrections
        .filter((one) => one.statement === statement)
        .map((one) => correctionWords(view, one, lang, time)),
    answerable: answerableWords(view, lang, time),
    ...(link === undefined ? {} : { link }),
    linkTo: (statement) => (link === undefined ? undefined : `${link}#${encodeURIComponent(statement)}`),
  }
}

function notesOf(view: BriefView, { lang, narrowed }: PaperOptions, time: (at: number) => string): string[] {
  const zh = lang === 'zh'
  const notes = [
    zh ? `数据时段：${time(view.from)} 至 ${time(view.to)}` : `Window: ${time(view.from)} to ${time(view.to)}`,
    zh ? `数据截至：${time(view.asOf)}` : `Data as of ${time(view.asOf)}`,
  ]
  if (!view.complete) notes.push(zh ? '时段未完，数据尚不完整' : 'The period is not over; the data are incomplete')
  if (view.simulated) notes.push(zh ? '含模拟数据' : 'Contains simulated data')
  if (view.corrections.length > 0) {
    const n = new Set(view.corrections.map((one) => one.figure)).size
    notes.push(zh ? `刊发后有${n}项数字已更正` : `Figures corrected since issue: ${n}`)
  }
  if (narrowed !== undefined) notes.push(narrowed[lang])
  return notes
}

function narrowedPage(whole: BriefPage<StatementView>, keep: PaperOptions['keep']): BriefPage<StatementView> {
  if (keep === undefined) return whole
  return {
    verdict: whole.verdict.filter((line) => keep(line.statement)),
    sections: whole.sections
      .map((section) => ({
        ...section,
        statements: section.statements.filter((line) => keep(line.statement)),
        calm: section.calm.filter(({ line }) => keep(line.statement)),
      }))
      .filter(({ statements, calm }) => statements.length + calm.length > 0),
  }
}

function correctionWords(view: BriefView, one: Correction, lang: Lang, time: (at: number) => string): string {
  const figure = view.statements.flatMap((s) => s.figures).find((f) => f.key === one.figure)
  const name = figure?.definition[lang] ?? one.figure
  const unit = unitIn(figure?.unit ?? '', lang)
  const at = time(one.noticedAt)
  if (one.is === undefined)
    return lang === 'zh'
      ? `（${at} 注：“${name}”原为${one.was}${unit}，其依据已不再保存，无法复核）`
      : `(Note of ${at}: “${name}” was ${one.was}${unit}; what it rests on is no longer kept and cannot be checked again)`
  return lang === 'zh'
    ? `（${at} 已更正：“${name}”原为${one.was}${unit}，现为${one.is}${unit}）`
    : `(Corrected ${at}: “${name}” was ${one.was}${unit}, is ${one.is}${unit})`
}

function answerableWords(view: BriefView, lang: Lang, time: (at: number) => string): string[] {
  const zh = lang === 'zh'
  const lines: string[] = []
  if (view.signed) lines.push(`${zh ? '签字：' : 'Signed: '}${view.signed.by} ${time(view.signed.at)}`)
  if (view.issuedAt !== undefined) {
    if (view.automatic === true)
      lines.push(
        zh
          ? `未经人工签发，由系统于 ${time(view.issuedAt)} 自动编发`
          : `Issued by the hub itself at ${time(view.issuedAt)}; nobody had signed`,
      )
    else lines.push(`${zh ? '签发：' : 'Issued: '}${view.issuedBy ?? '—'} ${time(view.issuedAt)}`)
    if (view.late === true) lines.push(zh ? '晚于规定时间编发' : 'Issued later than its hour')
  }
  return lines
}
