// From a brief's statements to a page: sections in their order, sentences cut where a figure can be opened, codes that lead back.
// The same on the screen, on paper and in every file.
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import { BRIEF_SECTIONS, type BriefSection } from './types.ts'

/** What a figure must have to be laid out. */
export interface FigureLike {
  readonly key: string
  readonly value: number
  readonly unit: string
  readonly definition: Text
  readonly asOf: number
}
export interface StatementLike {
  readonly id: string
  readonly section: BriefSection
  readonly text: Text
  readonly level?: Level
  readonly figures: readonly FigureLike[]
}
type FigureOf<S extends StatementLike> = S['figures'][number]
export type Lang = 'zh' | 'en'

/** A stretch of a sentence; with `figure` it is a number that opens its evidence. */
export interface Segment<F extends FigureLike = FigureLike> {
  readonly text: string
  readonly figure?: F
}
export interface PageStatement<S extends StatementLike = StatementLike> {
  readonly id: string
  /** Evidence code, `二-3`: section and place in it, the same on screen and on paper. */
  readonly code: string
  readonly level?: Level | undefined
  readonly segments: readonly Segment<FigureOf<S>>[]
  /** Figures the sentence rests on without spelling them. */
  readonly unspoken: readonly FigureOf<S>[]
  readonly statement: S
}
/** A vital sign in order: told by its figures, not by a sentence. */
export interface CalmVital<S extends StatementLike = StatementLike> {
  readonly line: PageStatement<S>
  readonly name: string
  readonly figure: FigureOf<S>
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
export interface PageSection<S extends StatementLike = StatementLike> {
  readonly section: BriefSection
  /** 1-based; the verdict stands above the numbered sections and has 0. */
  readonly number: number
  readonly statements: readonly PageStatement<S>[]
  /** Of the vital signs those in order, after the statements and numbered on from them. */
  readonly calm: readonly CalmVital<S>[]
}
export interface BriefPage<S extends StatementLike = StatementLike> {
  readonly verdict: readonly PageStatement<S>[]
  readonly sections: readonly PageSection<S>[]
}

const DIGITS = ['总', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
/** Number of a section; 0 is the verdict above them all. */
export const numeral = (n: number, lang: Lang): string => (lang === 'zh' ? (DIGITS[n] ?? String(n)) : String(n))

/** The ways a figure may be spelt in a sentence: with fewer decimals, as a magnitude after 上升/下降, with thousands separators. */
function spellings(figure: FigureLike): string[] {
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
/** A day of a month or an hour, as briefs write them: no figure of a sentence, though it may look like one. */
const IS_DATE = /^(?:[年月日时:]| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)/
const standsAlone = (text: string, at: number, length: number): boolean => {
  const before = text[at - 1]
  const after = text[at + length]
  if (before === ':') return false
  // A sentence may well end, or go on with a comma, after a number.
  const goesOn = isDigit(after) && (/\d/.test(after ?? '') || /\d/.test(text[at + length + 1] ?? ''))
  return !isDigit(before) && !goesOn
}

function find(
  text: string,
  figure: FigureLike,
  taken: readonly (readonly [number, number])[],
): [number, number] | undefined {
  let loose: [number, number] | undefined
  for (const word of spellings(figure)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!standsAlone(text, at, word.length)) continue
      const rest = text.slice(at + word.length)
      const unit = figure.unit !== '' && rest.trimStart().startsWith(figure.unit)
      const end = at + word.length + (unit ? rest.indexOf(figure.unit) + figure.unit.length : 0)
      if (!unit && IS_DATE.test(rest)) continue
      if (taken.some(([from, to]) => at < to && end > from)) continue
      if (unit || figure.unit === '') return [at, end]
      loose ??= [at, end]
    }
  }
  return loose
}

/** Cuts a sentence at its figures. Each figure opens once; one that the sentence does not spell is `unspoken`. */
export function cut<F extends FigureLike>(
  text: string,
  figures: readonly F[],
): { segments: Segment<F>[]; unspoken: F[] } {
  const spans: { from: number; to: number; figure: F }[] = []
  const unspoken: F[] = []
  for (const figure of figures) {
    const span = find(
      text,
      figure,
      spans.map((s) => [s.from, s.to] as const),
    )
    if (span === undefined) unspoken.push(figure)
    else spans.push({ from: span[0], to: span[1], figure })
  }
  const segments: Segment<F>[] = []
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
const isCalm = (s: StatementLike, asOf: number): boolean => {
  const value = s.figures[0]
  return (
    s.section === 'vitals' &&
    s.level === undefined &&
    value !== undefined &&
    value.key === s.id &&
    asOf - value.asOf <= DATED_AFTER_MS
  )
}

function calmVital<S extends StatementLike>(line: PageStatement<S>, figure: FigureOf<S>, lang: Lang): CalmVital<S> {
  const own = (part: string): FigureOf<S> | undefined =>
    line.statement.figures.find((f) => f.key === `${line.statement.id}.${part}`)
  const spelt = (f: FigureOf<S>): string =>
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
export function layOut<S extends StatementLike>(
  brief: { readonly asOf: number; readonly statements: readonly S[] },
  lang: Lang,
): BriefPage<S> {
  let number = 0
  const sections: PageSection<S>[] = []
  for (const section of BRIEF_SECTIONS) {
    const all = brief.statements.filter((s) => s.section === section)
    if (all.length === 0) continue
    // What is wrong first, worst first; what is in order after it. Elsewhere the order is the brief's own.
    const calm = all.filter((s) => isCalm(s, brief.asOf))
    const told = all.filter((s) => !calm.includes(s))
    if (section === 'vitals') told.sort((a, b) => (a.level ?? 5) - (b.level ?? 5))
    if (section !== 'verdict') number += 1
    const label = section === 'verdict' ? numeral(0, lang) : numeral(number, lang)
    const lines = [...told, ...calm].map((statement, i): PageStatement<S> => ({
      id: statement.id,
      code: `${label}-${i + 1}`,
      level: statement.level,
      ...cut<FigureOf<S>>(statement.text[lang], statement.figures),
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
