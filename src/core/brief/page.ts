// What every section of a brief is written from: the facts, the cut-off, and how times are put. No figures and no sentences here.
import { areasOf } from '../incident/areas.ts'
import type { Text } from '../text.ts'
import type { CaseFilter } from './query.ts'
import type { BriefCase, BriefFacts } from './types.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface Page {
  readonly facts: BriefFacts
  /** Cases of the brief: those of a special topic are narrowed to it. */
  readonly cases: readonly BriefCase[]
  /** Data cut-off: the end of the window, or now while it is still running. */
  readonly asOf: number
  readonly complete: boolean
  readonly offsetMs: number
}

// Facts are never changed once gathered, and every figure asks for their page.
const pages = new WeakMap<BriefFacts, Page>()

/** The facts with what every section asks of them: cut-off, whether the window is over, the city's zone. One for the same facts. */
export function pageOf(facts: BriefFacts): Page {
  const known = pages.get(facts)
  if (known) return known
  const offsetMs =
    facts.utcOffsetMinutes === undefined
      ? Date.parse(`${facts.date}T00:00:00Z`) - facts.from
      : facts.utcOffsetMinutes * MINUTE_MS
  const { filter } = facts
  const made: Page = {
    facts,
    cases: filter === undefined ? facts.cases : narrowed(facts.cases, filter),
    asOf: Math.min(facts.now, facts.to),
    complete: facts.now >= facts.to,
    offsetMs,
  }
  pages.set(facts, made)
  return made
}

/** Cases of which all that the filter names holds. */
export function narrowed(cases: readonly BriefCase[], filter: CaseFilter): BriefCase[] {
  const { level, matter, source, lead, area, supervised, ids, begun } = filter
  const named = ids && new Set(ids)
  return cases.filter(
    (c) =>
      (level === undefined || c.level === level) &&
      (matter === undefined || c.matter === matter) &&
      (source === undefined || c.source === source) &&
      (lead === undefined || c.lead === lead) &&
      (area === undefined || (c.area !== undefined && areasOf(c.area).includes(area))) &&
      (supervised === undefined || (c.supervised ?? false) === supervised) &&
      (named === undefined || named.has(c.id)) &&
      (begun === undefined || (c.openedAt >= begun.from && c.openedAt < begun.to)),
  )
}

/** True for instants of the window up to the cut-off; its end belongs to the next day. */
export function isInWindow(page: Page, at: number | undefined): at is number {
  return at !== undefined && at >= page.facts.from && at < page.facts.to && at <= page.asOf
}

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** City date in words: 10月13日 / 13 Oct. */
export function dateWords(page: Page, at: number): Text {
  const d = new Date(at + page.offsetMs)
  return {
    zh: `${d.getUTCMonth() + 1}月${d.getUTCDate()}日`,
    en: `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''}`,
  }
}

/** City time of day, `HH:MM`. */
export function clockWords(page: Page, at: number): string {
  return new Date(at + page.offsetMs).toISOString().slice(11, 16)
}

/** Whether an instant is of the one day that a daily brief tells of; others never leave the date away. */
function isOfTheDay(page: Page, at: number): boolean {
  const day = Math.floor(Date.parse(`${page.facts.date}T00:00:00Z`) / DAY_MS)
  return page.facts.kind === 'daily' && Math.floor((at + page.offsetMs) / DAY_MS) === day
}

/** Time of day, with the date when it is not the brief's: 10月14日07:10 / 07:10 on 14 Oct. */
export function timeWords(page: Page, at: number): Text {
  const time = clockWords(page, at)
  if (isOfTheDay(page, at)) return { zh: time, en: time }
  const date = dateWords(page, at)
  return { zh: `${date.zh}${time}`, en: `${time} on ${date.en}` }
}

/** A share in per cent to one decimal. */
export function percent(part: number, whole: number): number {
  return round((part / whole) * 100, 1)
}

/** To so many decimals, halves away from zero; never −0. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals
  // Adding zero turns −0 into 0.
  return Math.round((value + Number.EPSILON * Math.sign(value)) * scale) / scale + 0
}
