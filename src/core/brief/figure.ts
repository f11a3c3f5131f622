// Figures and statements. A figure's value is the answer to its query; a count of cases names the cases.
import type { Because } from '../because.ts'
import type { Text } from '../text.ts'
import { answer } from './answer.ts'
import { setOf } from './counting.ts'
import type { Page } from './page.ts'
import type { CaseFilter, CaseSet, Query } from './query.ts'
import type { BriefCase, BriefIndicator, BriefSection, Figure, Statement } from './types.ts'

/** A figure names at most this many of its sources; the count is always whole. */
export const MAX_SOURCES = 200

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
export const indicatorSource = (i: BriefIndicator): Because => ({
  kind: 'indicator',
  id: i.id,
  ...(i.at !== undefined && { at: i.at }),
})

/** What a figure is called, in which unit, and on what it rests. */
export interface Naming {
  readonly key: string
  readonly unit: string
  readonly definition: Text
  readonly sources: readonly Because[]
  /** Of when it is; the cut-off unless said. */
  readonly asOf?: number
}

/** Undefined where the facts do not answer. */
export function maybeFigure(
  page: Page,
  query: Query,
  { sources, asOf = page.asOf, ...rest }: Naming,
): Figure | undefined {
  const value = answer(query, page.facts)
  return value === undefined ? undefined : { ...rest, value, asOf, query, sources: sourcesOf(sources) }
}

/** For what is known to be answerable; anything else is a mistake in the sentence, not in the data. */
export function figure(page: Page, query: Query, naming: Naming): Figure {
  const made = maybeFigure(page, query, naming)
  if (made === undefined) throw new RangeError(`the facts do not answer ${naming.key}`)
  return made
}

/** How many cases; its sources are the cases counted. `definition` is the set's own unless narrower. */
export function caseCount(page: Page, key: string, set: CaseSet, filter?: CaseFilter, definition?: Text): Figure {
  const counted = setOf(page, set, filter)
  return figure(
    page,
    { ask: 'cases', set, ...(filter && { filter }) },
    {
      key,
      unit: '件',
      definition: definition ?? counted.definition,
      sources: counted.cases.map(incidentSource),
    },
  )
}

/** On-time rate of the whole or of a department; undefined while nothing was due. */
export function onTimeRate(page: Page, key: string, filter?: CaseFilter): Figure | undefined {
  const query: Query = {
    ask: 'made',
    how: 'share',
    of: [
      { ask: 'cases', set: 'onTime', ...(filter && { filter }) },
      { ask: 'cases', set: 'due', ...(filter && { filter }) },
    ],
  }
  return maybeFigure(page, query, {
    key,
    unit: '%',
    definition: {
      zh: '按期处置率＝按期处置数÷应处置数；应处置数按处置时限在时段内到期计',
      en: 'On-time rate = disposed of by the deadline ÷ cases due; due means the deadline fell within the window',
    },
    sources: setOf(page, 'due', filter).cases.map(incidentSource),
  })
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
