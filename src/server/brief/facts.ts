// Gathers what a brief is composed from, out of the store, in two times: what was by its cut-off, as far as it was known then or
// later. Composes nothing.
import { cityDate, daySpan } from '../../core/clock/calendar.ts'
import { type BriefKind, parseKey, windowOf } from '../../core/brief/key.ts'
import type { CaseFilter } from '../../core/brief/query.ts'
import type { BriefFacts, BriefFeed, BriefShift, BriefSupervised } from '../../core/brief/types.ts'
import type { Text } from '../../core/text.ts'
import type { WarningKind } from '../../core/warning/types.ts'
import type { FeedStatus } from '../../wire/views.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { callsAround, firstReports } from './factsAlike.ts'
import { countBefore, type CutWindow, cutOf, UNKNOWN_BEFORE, windowsBefore } from './factsBefore.ts'
import { casesOf, departmentNames, renamedDepartments } from './factsCases.ts'
import { calendarOf, calendarsOf } from './factsDuty.ts'
import { alarmsOf, feedsOf, headsOf, warningsOf } from './factsFeeds.ts'
import { indicatorsOf } from './factsSigns.ts'

export { toBriefCase } from './factsCases.ts'

export interface FactsDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: () => number
  /** State of every feed now. */
  readonly feeds: () => readonly BriefFeed[]
  readonly simulation: boolean
  /** Matters under supervision that ran or ended within the window. */
  readonly supervised: (from: number, until: number, knownAt: number) => Promise<readonly BriefSupervised[]>
  /** Shifts of the window with the people of the roster. */
  readonly shifts: (from: number, until: number) => Promise<readonly BriefShift[]>
  /** Names of the dangers that warnings speak of; without, the senders' own words. */
  readonly warningKinds?: () => Promise<readonly WarningKind[]>
}

/**
 * Which facts. The cut-off is the end of the window, or `knownAt` while it runs; what was recorded after `knownAt` (epoch ms, now
 * unless said) is not known. How a case stands at a cut-off is said in asOf.ts.
 */
export interface FactsAsk {
  readonly key: string
  readonly kind: BriefKind
  /** First city date. */
  readonly date: string
  readonly from: number
  readonly to: number
  readonly knownAt?: number
  /** An earlier cut-off: that of a brief which was written while its window ran. */
  readonly asOf?: number
  /** Of a special topic or a report on one case. */
  readonly title?: Text
  readonly filter?: CaseFilter
  /** Reports whose like of the window before is asked for, besides the first ones of topics. */
  readonly alikeTo?: readonly string[]
}

/** Feeds as today's brief speaks of them. */
export const briefFeeds = (feeds: readonly FeedStatus[]): readonly BriefFeed[] =>
  feeds.map((f) => ({
    ...f,
    ...(f.lastSeenAt === undefined ? {} : { lastAt: f.lastSeenAt }),
    silent: f.state === 'silent',
  }))

/** What to ask for the brief of a day, a week or a month. Undefined for keys of other kinds, and for no key at all. */
export function askOf(key: string, city: { readonly utcOffsetMinutes: number }): FactsAsk | undefined {
  const parsed = parseKey(key)
  return parsed !== undefined && 'first' in parsed
    ? { key, kind: parsed.kind, date: parsed.first, ...windowOf(parsed, city) }
    : undefined
}

/** The window of a brief with its cut-off, for somebody who knows what was recorded by `knownAt`. */
const windowAsked = ({ from, to, asOf }: FactsAsk, knownAt: number): CutWindow =>
  cutOf(from, to, Math.min(asOf ?? knownAt, knownAt))

export async function gatherFacts(deps: FactsDeps, ask: FactsAsk): Promise<BriefFacts> {
  const { db, reference } = deps
  const { key, kind, date, from, to, title, filter } = ask
  const knownAt = ask.knownAt ?? deps.now()
  const window = windowAsked(ask, knownAt)
  const { through } = window
  const until = Math.min(to, ask.asOf ?? knownAt)
  const before = windowsBefore(kind, window, reference.city)
  const names = await departmentNames(db, through)
  const count = (w: CutWindow | undefined) =>
    w === undefined ? Promise.resolve(undefined) : countBefore(deps, w, knownAt, filter)
  const moment = { through, knownAt }
  async function casesAndCalls() {
    const cases = await casesOf(deps, from, moment, names, filter)
    if (before.before === undefined) return { cases }
    const first = firstReports(cases, window, filter, ask.alikeTo)
    return { cases, callsBefore: await callsAround(deps, first, { before: before.before, moment, names }) }
  }
  const [told, previous, lastWeek, lastYear, indicators, alarms, feeds, heads, warnings, supervised, shifts, renamed] =
    await Promise.all([
      casesAndCalls(),
      count(before.before),
      count(before.lastWeek),
      count(before.lastYear),
      indicatorsOf(deps, window, before, knownAt),
      alarmsOf(deps, window, knownAt),
      feedsOf(deps, window),
      headsOf(deps, window, knownAt),
      warningsOf(deps, window, knownAt),
      deps.supervised(from, until, knownAt),
      deps.shifts(from, until),
      renamedDepartments(db, from, through),
    ])
  const { cases } = told
  const calendar = kind === 'daily' ? calendarOf(reference, date) : undefined
  return {
    ...{ key, kind, date, from, to },
    // What is told of a window that was still running is told of its cut-off.
    now: until < to ? until : knownAt,
    utcOffsetMinutes: reference.city.utcOffsetMinutes,
    cases,
    ...(told.callsBefore && { callsBefore: told.callsBefore }),
    previous: previous ?? UNKNOWN_BEFORE,
    ...(lastWeek && { lastWeek }),
    ...(lastYear && { lastYear }),
    ...(calendar && { calendar }),
    calendars: calendarsOf(reference, before),
    ...(title && { title }),
    ...(filter && { filter }),
    ...{ warnings, supervised, shifts, indicators, alarms, feeds },
    ...(heads.length > 0 && { heads }),
    ...(renamed.length > 0 && { renamed }),
    simulated: deps.simulation || cases.some((c) => c.simulated),
  }
}

/** The facts that a brief was composed from, as known at any time since. `filter` as it was composed with. */
export const askAgain = (
  {
    key,
    kind,
    date,
    from,
    to,
    asOf,
  }: Pick<BriefFacts, 'key' | 'kind' | 'date' | 'from' | 'to'> & { readonly asOf: number },
  knownAt: number,
  filter?: CaseFilter,
): FactsAsk => ({ key, kind, date, from, to, asOf, knownAt, ...(filter && { filter }) })

/** The day a city instant falls in, as an ask: what `since` and drafts are made from. */
export function dayAsk(at: number, city: { readonly utcOffsetMinutes: number }): FactsAsk {
  const date = cityDate(at, city)
  return { key: date, kind: 'daily', date, ...daySpan(date, city) }
}
