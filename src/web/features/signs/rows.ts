// The overview's lines: every indicator with its value in one area, which of them fit what is looked for, and their counts. Pure.
import type { Tables } from '../../../core/indicate/inputs.ts'
import { GROUPS, type Group, type Indicator } from '../../../core/indicate/types.ts'
import type { Level } from '../../../core/level.ts'
import type { IndicatorView } from '../../../wire/views.ts'
import { isEvaluatedFor, judgementOf, stateOf, type Judgement, type ReadingState } from '../../vitals/reading.ts'
import type { Address, Show } from './address.ts'

export interface Row {
  readonly def: Indicator
  readonly view: IndicatorView | undefined
  readonly state: ReadingState
  readonly judgement: Judgement
}
export interface Place {
  readonly area: string
  readonly city: string
  readonly now: number
  readonly tables: Tables
}

export const rowsOf = (
  defs: Iterable<Indicator>,
  valueOf: (id: string) => IndicatorView | undefined,
  { area, city, now, tables }: Place,
): Row[] =>
  [...defs].map((def) => {
    const isHere = isEvaluatedFor(def, area, city)
    const view = isHere ? valueOf(def.id) : undefined
    return {
      def,
      view,
      state: isHere ? stateOf(view, now) : 'elsewhere',
      judgement: judgementOf(def, view, tables, now),
    }
  })

/** What an old value was is no statement about now: it has no level and is not unusual any more. */
const isShown: Readonly<Record<Show, (row: Row) => boolean>> = {
  all: () => true,
  level: ({ view, state }) => state === 'known' && view?.level !== undefined,
  unusual: ({ view, state }) => state === 'known' && view?.unusual !== undefined,
  unknown: ({ state }) => state === 'unknown' || state === 'waiting',
}

const holds = ({ def, judgement }: Row, words: readonly string[]): boolean => {
  const text = [def.id, def.name.zh, def.name.en, def.unit, judgement.scale?.standard ?? ''].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

/** What fits search and filter, of whatever group. */
export function found(rows: readonly Row[], { search, show }: Pick<Address, 'search' | 'show'>): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => isShown[show](row) && holds(row, words))
}

/** How many each filter would leave. */
export const countsOf = (rows: readonly Row[]): Readonly<Record<Show, number>> => ({
  all: rows.length,
  level: rows.filter(isShown.level).length,
  unusual: rows.filter(isShown.unusual).length,
  unknown: rows.filter(isShown.unknown).length,
})

/** The most severe level among them. */
export const worstOf = (rows: readonly Row[]): Level | undefined =>
  rows
    .filter(isShown.level)
    .map((row) => row.view?.level)
    .reduce<Level | undefined>(
      (worst, l) => (l !== undefined && (worst === undefined || l < worst) ? l : worst),
      undefined,
    )

export interface RowGroup {
  readonly group: Group
  readonly rows: readonly Row[]
}
/** In the order of screens, each in the order of its definition: nothing moves because a value did. */
export const groupsOf = (rows: readonly Row[]): RowGroup[] =>
  GROUPS.map((group) => ({ group, rows: rows.filter((row) => row.def.group === group) })).filter(
    (g) => g.rows.length > 0,
  )
