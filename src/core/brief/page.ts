// What every section of a brief is written from: the facts, the cut-off, and how figures and times are put. No sentences here.
import type { Because } from '../because.ts'
import type { Text } from '../text.ts'
import type { BriefCase, BriefFacts, BriefSection, Figure, Statement } from './types.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** A figure names at most this many of its sources; the count is always whole. */
export const MAX_SOURCES = 200

export interface Page {
  readonly facts: BriefFacts
  /** Data cut-off: the end of the window, or now while it is still running. */
  readonly asOf: number
  readonly complete: boolean
  readonly offsetMs: number
}

export function pageOf(facts: BriefFacts): Page {
  const offsetMs =
    facts.utcOffsetMinutes === undefined
      ? Date.parse(`${facts.date}T00:00:00Z`) - facts.from
      : facts.utcOffsetMinutes * MINUTE_MS
  return { facts, asOf: Math.min(facts.now, facts.to), complete: facts.now >= facts.to, offsetMs }
}

/** True for instants of the window up to the cut-off; its end belongs to the next day. */
export function isInWindow(page: Page, at: number | undefined): at is number {
  return at !== undefined && at >= page.facts.from && at < page.facts.to && at <= page.asOf
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** City date in words: 10月13日 / 13 Oct. */
export function dateWords(page: Page, at: number): Text {
  const d = new Date(at + page.offsetMs)
  return {
    zh: `${d.getUTCMonth() + 1}月${d.getUTCDate()}日`,
    en: `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''}`,
  }
}

/** City date of the brief in words. */
export function briefDate(page: Page): Text {
  return dateWords(page, Date.parse(`${page.facts.date}T00:00:00Z`) - page.offsetMs)
}

/** City time of day, `HH:MM`. */
export function clockWords(page: Page, at: number): string {
  return new Date(at + page.offsetMs).toISOString().slice(11, 16)
}

/** Time of day, with the date when it is not the brief's: 10月14日07:10 / 07:10 on 14 Oct. */
export function timeWords(page: Page, at: number): Text {
  const time = clockWords(page, at)
  if (Math.floor((at + page.offsetMs) / DAY_MS) === Math.floor(Date.parse(`${page.facts.date}T00:00:00Z`) / DAY_MS))
    return { zh: time, en: time }
  const date = dateWords(page, at)
  return { zh: `${date.zh}${time}`, en: `${time} on ${date.en}` }
}

/** Sources without repetition, cut at the cap. */
export function sourcesOf(sources: readonly Because[]): Because[] {
  const seen = new Map<string, Because>()
  for (const one of sources) {
    const key = `${one.kind}/${one.id}`
    if (!seen.has(key)) seen.set(key, one)
    if (seen.size === MAX_SOURCES) break
  }
  return [...seen.values()]
}

export const incidentSource = (c: BriefCase): Because => ({ kind: 'incident', id: c.id, at: c.openedAt })

/** A figure as of the cut-off. */
export function figure(
  page: Page,
  key: string,
  value: number,
  unit: string,
  definition: Text,
  sources: readonly Because[],
): Figure {
  return { key, value, unit, definition, asOf: page.asOf, sources: sourcesOf(sources) }
}

/** How many cases; its sources are the cases counted. */
export function caseCount(page: Page, key: string, cases: readonly BriefCase[], definition: Text): Figure {
  return figure(page, key, cases.length, '件', definition, cases.map(incidentSource))
}

/** A share in per cent to one decimal. */
export function percent(part: number, whole: number): number {
  return round((part / whole) * 100, 1)
}

export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals
  // Adding zero turns −0 into 0.
  return Math.round((value + Number.EPSILON * Math.sign(value)) * scale) / scale + 0
}

/** One sentence. Its own sources default to those of its figures. */
export function statement(
  id: string,
  section: BriefSection,
  text: Text,
  figures: readonly Figure[] = [],
  more: Partial<Pick<Statement, 'level' | 'sources'>> = {},
): Statement {
  return { id, section, text, figures, sources: sourcesOf(figures.flatMap((f) => f.sources)), ...more }
}
