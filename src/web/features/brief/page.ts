// From the brief's statements to a page: sections in their order, sentences cut where a figure can be opened, codes that lead back.
import type { BriefSection } from '../../../core/brief/types.ts'
import type { BriefView } from '../../../wire/api.ts'

type Statement = BriefView['statements'][number]
export type Figure = Statement['figures'][number]
export type Lang = 'zh' | 'en'

export const SECTIONS = [
  'verdict',
  'changes',
  'incidents',
  'vitals',
  'cases',
  'hotline',
  'watch',
  'quality',
] as const satisfies readonly BriefSection[]

/** A stretch of a sentence; with `figure` it is a number that opens its evidence. */
export interface Segment {
  readonly text: string
  readonly figure?: Figure
}
export interface PageStatement {
  readonly id: string
  /** Evidence code, `二-3`: section and place in it, the same on screen and on paper. */
  readonly code: string
  readonly level?: Statement['level']
  readonly segments: readonly Segment[]
  /** Figures the sentence rests on without spelling them. */
  readonly unspoken: readonly Figure[]
  readonly statement: Statement
}
/** A vital sign in order: told by its figures, not by a sentence. */
export interface CalmVital {
  readonly line: PageStatement
  readonly name: string
  readonly figure: Figure
  /** Numbers as the sentence spells them, decimals kept. */
  readonly value: string
  readonly unit: string
  /** Absent where the day did not move. */
  readonly range?: {
    readonly min: string
    readonly max: string
    /** 0–1, where the value stands in it. */ readonly at: number
  }
  /** %, when below full. */
  readonly coverage?: number
}
export interface PageSection {
  readonly section: BriefSection
  /** 1-based; the verdict stands above the numbered sections and has 0. */
  readonly number: number
  readonly statements: readonly PageStatement[]
  /** Of the vital signs those in order, after the statements and numbered on from them. */
  readonly calm: readonly CalmVital[]
}
export interface BriefPage {
  readonly verdict: readonly PageStatement[]
  readonly sections: readonly PageSection[]
}

const DIGITS = '总一二三四五六七八九十'
/** Number of a section; 0 is the verdict above them all. */
export const numeral = (n: number, lang: Lang): string => (lang === 'zh' ? (DIGITS[n] ?? String(n)) : String(n))

/** The ways a figure may be spelt in a sentence: with fewer decimals, as a magnitude after 上升/下降, with thousands separators. */
function spellings(figure: Figure): string[] {
  const out = new Set<string>()
  for (const value of [figure.value, Math.abs(figure.value)]) {
    out.add(String(value))
    for (const decimals of [0, 1, 2, 3]) {
      out.add(value.toFixed(decimals))
      out.add(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
    }
  }
  // Longest first: 12.5 must not be found as 12.
  return [...out].sort((a, b) => b.length - a.length)
}

const isDigit = (c: string | undefined): boolean => c !== undefined && /[\d.,]/.test(c)
const standsAlone = (text: string, at: number, length: number): boolean => {
  const before = text[at - 1]
  const after = text[at + length]
  // A sentence may well end, or go on with a comma, after a number.
  const goesOn = isDigit(after) && (/\d/.test(after ?? '') || /\d/.test(text[at + length + 1] ?? ''))
  return !isDigit(before) && !goesOn
}

function find(
  text: string,
  figure: Figure,
  taken: readonly (readonly [number, number])[],
): [number, number] | undefined {
  let loose: [number, number] | undefined
  for (const word of spellings(figure)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!standsAlone(text, at, word.length)) continue
      const rest = text.slice(at + word.length)
      const unit = figure.unit !== '' && rest.trimStart().startsWith(figure.unit)
      const end = at + word.length + (unit ? rest.indexOf(figure.unit) + figure.unit.length : 0)
      if (taken.some(([from, to]) => at < to && end > from)) continue
      if (unit || figure.unit === '') return [at, end]
      loose ??= [at, end]
    }
  }
  return loose
}

/** Cuts a sentence at its figures. Each figure opens once; one that the sentence does not spell is `unspoken`. */
export function cut(text: string, figures: readonly Figure[]): { segments: Segment[]; unspoken: Figure[] } {
  const spans: { from: number; to: number; figure: Figure }[] = []
  const unspoken: Figure[] = []
  for (const figure of figures) {
    const span = find(
      text,
      figure,
      spans.map((s) => [s.from, s.to] as const),
    )
    if (span === undefined) unspoken.push(figure)
    else spans.push({ from: span[0], to: span[1], figure })
  }
  const segments: Segment[] = []
  let at = 0
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    if (span.from > at) segments.push({ text: text.slice(at, span.from) })
    segments.push({ text: text.slice(span.from, span.to), figure: span.figure })
    at = span.to
  }
  if (at < text.length) segments.push({ text: text.slice(at) })
  return { segments, unspoken }
}

/** A value older than this at the cut-off keeps its sentence, which says of when it is. */
const DATED_AFTER_MS = 3_600_000

/** Whether a statement is a vital sign in order; unknown, dated and levelled ones keep their sentences. */
const isCalm = (s: Statement, asOf: number): boolean => {
  const value = s.figures[0]
  return (
    s.section === 'vitals' &&
    s.level === undefined &&
    value !== undefined &&
    value.key === s.id &&
    asOf - value.asOf <= DATED_AFTER_MS
  )
}

function calmVital(line: PageStatement, figure: Figure, lang: Lang): CalmVital {
  const own = (part: string): Figure | undefined =>
    line.statement.figures.find((f) => f.key === `${line.statement.id}.${part}`)
  const spelt = (f: Figure): string =>
    /^-?[\d.,]+/.exec(line.segments.find((s) => s.figure === f)?.text ?? '')?.[0] ?? String(f.value)
  const [min, max, coverage] = [own('min'), own('max'), own('coverage')]
  const share = (low: number, high: number): number => Math.min(1, Math.max(0, (figure.value - low) / (high - low)))
  return {
    line,
    name: figure.definition[lang],
    figure,
    value: spelt(figure),
    unit: figure.unit,
    ...(min !== undefined && max !== undefined && max.value > min.value
      ? { range: { min: spelt(min), max: spelt(max), at: share(min.value, max.value) } }
      : {}),
    ...(coverage === undefined ? {} : { coverage: coverage.value }),
  }
}

/** The whole page in one language. Sections without statements are left out and take no number. */
export function pageOf(brief: BriefView, lang: Lang): BriefPage {
  let number = 0
  const sections: PageSection[] = []
  for (const section of SECTIONS) {
    const all = brief.statements.filter((s) => s.section === section)
    if (all.length === 0) continue
    // What is wrong first, worst first; what is in order after it. Elsewhere the order is the brief's own.
    const calm = all.filter((s) => isCalm(s, brief.asOf))
    const told = all.filter((s) => !calm.includes(s))
    if (section === 'vitals') told.sort((a, b) => (a.level ?? 5) - (b.level ?? 5))
    if (section !== 'verdict') number += 1
    const label = section === 'verdict' ? numeral(0, lang) : numeral(number, lang)
    const lines = [...told, ...calm].map((statement, i) => ({
      id: statement.id,
      code: `${label}-${i + 1}`,
      level: statement.level,
      ...cut(statement.text[lang], statement.figures),
      statement,
    }))
    sections.push({
      section,
      number: section === 'verdict' ? 0 : number,
      statements: lines.slice(0, told.length),
      calm: lines.slice(told.length).flatMap((line) => {
        const value = line.statement.figures[0]
        return value === undefined ? [] : [calmVital(line, value, lang)]
      }),
    })
  }
  return {
    verdict: sections.find((s) => s.section === 'verdict')?.statements ?? [],
    sections: sections.filter((s) => s.section !== 'verdict'),
  }
}

const DAY_MS = 86_400_000
/** The city date some days away; dates are calendar days, so no zone is involved. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
export const isDate = (word: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(Date.parse(`${word}T00:00:00Z`)) && shiftDate(word, 0) === word
