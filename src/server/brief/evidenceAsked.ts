// Answers one figure's question from the store: the number, and the things it counts or measures. Reads the facts' tables by
// itself, one question at a time; of the composer it shares only which case belongs to which set, and which are alike.
import { callsBefore } from '../../core/brief/alike.ts'
import { setOf } from '../../core/brief/counting.ts'
import { type Page, pageOf, round } from '../../core/brief/page.ts'
import { supervisedOf } from '../../core/brief/answer.ts'
import type { BriefKind } from '../../core/brief/key.ts'
import type { CaseFilter, CaseSet, Query } from '../../core/brief/query.ts'
import type { BriefCase, BriefIndicator, BriefSupervised, BriefWarning, BriefFeed } from '../../core/brief/types.ts'
import { aheadOf } from './factsAhead.ts'
import { callsAround } from './factsAlike.ts'
import { countBefore, type CutWindow, factsOf, UNKNOWN_BEFORE, windowsBefore } from './factsBefore.ts'
import { casesOf, departmentNames, type Needed } from './factsCases.ts'
import type { FactsDeps } from './facts.ts'
import { alarmsOf, feedsOf, type GatheredAlarm, headsOf, warningsOf } from './factsFeeds.ts'
import { indicatorsOf, valuesThen } from './factsSigns.ts'
import { minutesOf, type Minutes } from './evidenceMinutes.ts'

export interface Scope {
  readonly kind: BriefKind
  readonly window: CutWindow
  readonly knownAt: number
  /** Of a special topic. */
  readonly filter?: CaseFilter
}

/** Things behind a number; those that were read. */
export interface Things {
  readonly cases?: readonly BriefCase[]
  readonly minutes?: Minutes
  readonly feeds?: readonly BriefFeed[]
  readonly alarms?: readonly GatheredAlarm[]
  readonly warnings?: readonly BriefWarning[]
  readonly supervised?: readonly BriefSupervised[]
  readonly indicators?: readonly BriefIndicator[]
}

export interface Asked {
  /** Not yet rounded. Absent: the store does not say. */
  readonly value?: number
  readonly decimals: number
  readonly things: Things
  /** It is told by what is left of it (hours for minutes, one level for another): it need not be what was printed. */
  readonly coarse?: true
}

type Ask<A extends Query['ask']> = Extract<Query, { ask: A }>

/** As printed. */
export const printed = ({ value, decimals }: Asked): number | undefined =>
  value === undefined || !Number.isFinite(value) ? undefined : round(value, decimals)

/** The page of a window's cases, read when it is first asked for and then kept: a question has up to four parts. */
type Counting = () => Promise<Page>

export const ask = (deps: FactsDeps, scope: Scope, query: Query): Promise<Asked> =>
  askPart(deps, scope, query, countingFor(deps, scope, query))

async function askPart(deps: FactsDeps, scope: Scope, query: Query, counting: Counting): Promise<Asked> {
  const { window, knownAt } = scope
  switch (query.ask) {
    case 'cases':
      return askCases(deps, scope, query, counting)
    case 'alike':
      return askAlike(deps, scope, query)
    case 'indicator':
      return askIndicator(deps, scope, query)
    case 'foretold': {
      const def = deps.reference.indicators.get(query.indicator)
      const ahead = def && (await aheadOf(deps, [def], window, knownAt)).get(def.id)
      return { ...(ahead && { value: ahead[query.measure] }), decimals: def?.decimals ?? 0, things: {} }
    }
    case 'alarms': {
      const end = window.through
      const all = await alarmsOf(deps, window, knownAt)
      const alarms = all
        .filter((a) => query.level === undefined || a.level === query.level)
        .filter((a) =>
          query.set === 'raised' ? a.raisedAt >= window.from : !(a.clearedAt !== undefined && a.clearedAt <= end),
        )
      const isCoarse = query.level !== undefined && all.some((a) => a.relevelled)
      return { value: alarms.length, decimals: 0, things: { alarms }, ...(isCoarse && { coarse: true }) }
    }
    case 'feeds': {
      const all = await feedsOf(deps, window)
      const feeds = query.feed === undefined ? all : all.filter(({ id }) => id === query.feed)
      const counts: Readonly<Record<typeof query.measure, (f: BriefFeed) => number>> = {
        known: () => 1,
        silent: (f) => (f.silent ? 1 : 0),
        accepted: (f) => f.accepted,
        rejected: (f) => f.rejected,
        received: (f) => f.accepted + f.rejected,
      }
      const value = feeds.reduce((n, f) => n + counts[query.measure](f), 0)
      return { value, decimals: 0, things: { feeds } }
    }
    case 'indicators': {
      const all = await indicatorsOf(deps, window, {}, knownAt)
      const indicators = all.filter(
        (i) =>
          (query.level === undefined || i.level === query.level) &&
          (query.measure === 'listed' || (query.measure === 'known') === (i.value !== undefined)),
      )
      return { value: indicators.length, decimals: 0, things: { indicators } }
    }
    case 'warnings': {
      const all = await warningsOf(deps, window, knownAt)
      const warnings = all.filter((w) => query.level === undefined || w.level === query.level)
      return { value: warnings.length, decimals: 0, things: { warnings } }
    }
    case 'supervised': {
      const until = window.through + 1
      const page = pageOf({ ...factsOf(window, []), supervised: await deps.supervised(window.from, until, knownAt) })
      const supervised = supervisedOf(page, query.set)
      return { value: supervised.length, decimals: 0, things: { supervised } }
    }
    case 'made':
      return askMade(deps, scope, query, counting)
    case 'head': {
      const head = (await headsOf(deps, window, knownAt)).find(({ chain }) => chain === query.chain)
      return { ...(head && { value: head.seq }), decimals: 0, things: {} }
    }
  }
}

/** The parts of a question that are not made of others. */
export const leavesOf = (query: Query): readonly Exclude<Query, { ask: 'made' }>[] =>
  query.ask === 'made' ? query.of.flatMap(leavesOf) : [query]

function countingFor(deps: FactsDeps, { window, knownAt, filter }: Scope, query: Query): Counting {
  let page: Promise<Page> | undefined
  const counted = leavesOf(query).flatMap((leaf) => (leaf.ask === 'cases' && leaf.than === undefined ? [leaf] : []))
  async function read(): Promise<Page> {
    const names = await departmentNames(deps.db, window.through)
    const moment = { through: window.through, knownAt }
    return pageOf(factsOf(window, await casesOf(deps, window.from, moment, names, filter, neededFor(counted))))
  }
  return () => (page ??= read())
}

/** Sets that hold cases begun in the window alone. */
const BEGUN: ReadonlySet<CaseSet> = new Set(['opened', 'done'])

/** Which cases can belong to any of these sets, by what of a case never changes. */
function neededFor(sets: readonly Pick<Ask<'cases'>, 'set' | 'filter'>[]): Needed {
  const named = sets.flatMap(({ filter }) => (filter?.ids === undefined ? [] : [filter.ids]))
  return {
    ...(named.length === sets.length && { ids: named.flat() }),
    begun: sets.every(({ set }) => BEGUN.has(set)),
  }
}

async function askCases(
  deps: FactsDeps,
  scope: Scope,
  { set, filter, than }: Ask<'cases'>,
  counting: Counting,
): Promise<Asked> {
  const { window, knownAt, kind } = scope
  if (than !== undefined) {
    const other = windowsBefore(kind, window, deps.reference.city)[than]
    const before = other && (await countBefore(deps, other, knownAt, scope.filter))
    const isTold = set === 'opened' || set === 'closed' || set === 'due' || set === 'onTime'
    return { ...(before?.complete && isTold && { value: before[set] }), decimals: 0, things: {} }
  }
  const { cases } = setOf(await counting(), set, filter)
  return { value: cases.length, decimals: 0, things: { cases } }
}

async function askAlike(
  deps: FactsDeps,
  { kind, window, knownAt, filter }: Scope,
  { to }: Ask<'alike'>,
): Promise<Asked> {
  const { before } = windowsBefore(kind, window, deps.reference.city)
  if (before === undefined) return { decimals: 0, things: {} }
  const names = await departmentNames(deps.db, window.through)
  const moment = { through: window.through, knownAt }
  const reports = await casesOf(deps, window.from, moment, names, undefined, { ids: [to] })
  const found = await callsAround(deps, reports, { before, moment, names })
  const page = pageOf({
    ...factsOf(window, reports),
    ...(filter && { filter }),
    // That it was known whole was said when it was printed.
    ...{ callsBefore: found, previous: { ...UNKNOWN_BEFORE, complete: true } },
  })
  const cases = callsBefore(page, to)
  return { ...(cases && { value: cases.length }), decimals: 0, things: { ...(cases && { cases }) } }
}

async function askIndicator(
  deps: FactsDeps,
  { window, knownAt, kind }: Scope,
  { indicator, measure, than }: Ask<'indicator'>,
): Promise<Asked> {
  const def = deps.reference.indicators.get(indicator)
  if (def === undefined) return { decimals: 0, things: {} }
  const minutes = await minutesOf(deps, def, window, knownAt)
  const things: Things = { minutes }
  const { last } = minutes
  const isCoarse = minutes.coarse && { coarse: true as const }
  if (than !== undefined) {
    const other = windowsBefore(kind, window, deps.reference.city)[than]
    if (last === undefined || other === undefined) return { decimals: def.decimals, things, coarse: true }
    const row = { indicator, at: last.at, value: null, level: null, coverage: last.coverage, corrected: false }
    const then = (await valuesThen(deps, [row], window, { [than]: other }, knownAt)).get(indicator)
    const value = then?.[({ before: 'previous', lastWeek: 'lastWeek', lastYear: 'lastYear' } as const)[than]]
    // Its minute may have gone the way of all minutes since, and its hour answers.
    return { ...(value !== undefined && { value }), decimals: def.decimals, things, coarse: true }
  }
  // What had arrived when it was told is not kept once more has: only the newest coverage is.
  if (measure === 'coverage') return { value: (last?.coverage ?? 0) * 100, decimals: 1, things, coarse: true }
  const known = measure === 'mean' ? minutes.steps : minutes.extremes
  const value = measure === 'last' ? last?.value : measured(known, measure)
  return { ...(value != null && { value }), decimals: def.decimals, things, ...isCoarse }
}

function measured(values: readonly (number | null)[], measure: 'min' | 'max' | 'mean'): number | undefined {
  const known = values.filter((v): v is number => v !== null)
  if (known.length === 0) return undefined
  if (measure === 'mean') return known.reduce((sum, v) => sum + v, 0) / known.length
  return known.reduce((a, b) => (measure === 'min' ? Math.min(a, b) : Math.max(a, b)))
}

async function askMade(deps: FactsDeps, scope: Scope, { how, of }: Ask<'made'>, counting: Counting): Promise<Asked> {
  const a = await askPart(deps, scope, of[0], counting)
  const b = await askPart(deps, scope, of[1], counting)
  // A share opens what it is a share of; a change opens what changed.
  const things = how === 'share' ? { ...a.things, ...b.things } : { ...b.things, ...a.things }
  const isCoarse = (a.coarse ?? b.coarse) && { coarse: true as const }
  const decimals = how === 'share' || how === 'change' ? 1 : Math.max(a.decimals, b.decimals)
  if (a.value === undefined || b.value === undefined) return { decimals, things, ...isCoarse }
  const apart = Math.abs(a.value - b.value)
  const value =
    how === 'share' ? (a.value / b.value) * 100 : how === 'change' ? (apart / Math.abs(b.value)) * 100 : apart
  return { value, decimals, things, ...isCoarse }
}

/** The first thing of this kind that a query asks, for naming it. */
export function leafOf(query: Query): Exclude<Query, { ask: 'made' }> {
  return query.ask === 'made' ? leafOf(query.how === 'share' ? query.of[1] : query.of[0]) : query
}
