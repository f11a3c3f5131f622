// Answers a figure's query from the facts. The value of every printed figure is made here and nowhere else.
import { callsBefore } from './alike.ts'
import { setOf } from './counting.ts'
import { isInWindow, pageOf, round, type Page } from './page.ts'
import type { Query, Than } from './query.ts'
import type { Before, BriefFacts, BriefIndicator, BriefSupervised } from './types.ts'

/** Not yet rounded, with the decimals it is told with. */
interface Raw {
  readonly value: number
  readonly decimals: number
}
type Asked<A extends Query['ask']> = Extract<Query, { ask: A }>

/** Rounded as printed. Undefined: the facts do not say; never a zero in its place. */
export function answer(query: Query, facts: BriefFacts): number | undefined {
  const raw = rawOf(query, pageOf(facts))
  return raw === undefined || !Number.isFinite(raw.value) ? undefined : round(raw.value, raw.decimals)
}

const whole = (value: number | undefined): Raw | undefined => (value === undefined ? undefined : { value, decimals: 0 })

function rawOf(query: Query, page: Page): Raw | undefined {
  const { facts } = page
  switch (query.ask) {
    case 'cases':
      return whole(casesOf(query, page))
    case 'alike':
      return whole(callsBefore(page, query.to)?.length)
    case 'indicator':
      return indicatorOf(query, facts)
    case 'foretold': {
      const found = facts.indicators.find(({ id }) => id === query.indicator)
      return found?.ahead && { value: found.ahead[query.measure], decimals: found.decimals }
    }
    case 'alarms':
      return whole(alarmsOf(page, query.set, query.level).length)
    case 'feeds':
      return whole(feedsOf(query, facts))
    case 'indicators':
      return whole(
        facts.indicators.filter(
          (i) =>
            (query.level === undefined || i.level === query.level) &&
            (query.measure === 'listed' || (query.measure === 'known') === (i.value !== undefined)),
        ).length,
      )
    case 'warnings':
      return whole(facts.warnings.filter((w) => query.level === undefined || w.level === query.level).length)
    case 'supervised':
      return whole(supervisedOf(page, query.set).length)
    case 'made':
      return madeOf(query, page)
    case 'head':
      return whole(facts.heads?.find(({ chain }) => chain === query.chain)?.seq)
  }
}

/** The window compared with; undefined where the hub does not know it whole. */
export function beforeOf(facts: BriefFacts, than: Than): Before | undefined {
  const before = { before: facts.previous, lastWeek: facts.lastWeek, lastYear: facts.lastYear }[than]
  return before?.complete === true ? before : undefined
}

function casesOf({ set, filter, than }: Asked<'cases'>, page: Page): number | undefined {
  if (than === undefined) return setOf(page, set, filter).cases.length
  const before = beforeOf(page.facts, than)
  // Of other windows only whole counts are known.
  if (before === undefined || filter !== undefined) return undefined
  return set === 'opened' || set === 'closed' || set === 'due' || set === 'onTime' ? before[set] : undefined
}

const LAST: Readonly<Record<Than, 'previous' | 'lastWeek' | 'lastYear'>> = {
  before: 'previous',
  lastWeek: 'lastWeek',
  lastYear: 'lastYear',
}

function indicatorOf({ indicator, measure, than }: Asked<'indicator'>, facts: BriefFacts): Raw | undefined {
  const found = facts.indicators.find(({ id }) => id === indicator)
  if (found === undefined) return undefined
  if (than !== undefined && measure !== 'last') return undefined
  if (measure === 'coverage') return { value: found.coverage * 100, decimals: 1 }
  const value = than === undefined ? measured(found, measure) : found[LAST[than]]
  return value === undefined ? undefined : { value, decimals: found.decimals }
}

function measured(i: BriefIndicator, measure: 'last' | 'min' | 'max' | 'mean'): number | undefined {
  if (measure === 'last') return i.value
  if (measure !== 'mean') return i[measure]
  const known = (i.series ?? []).filter((v): v is number => v !== null)
  return known.length === 0 ? undefined : known.reduce((sum, v) => sum + v, 0) / known.length
}

/** Raised within the window, or not cleared at the cut-off. */
export function alarmsOf(page: Page, set: 'raised' | 'standing', level?: number): BriefFacts['alarms'] {
  return page.facts.alarms.filter(
    (a) =>
      (level === undefined || a.level === level) &&
      (set === 'raised'
        ? isInWindow(page, a.raisedAt)
        : a.raisedAt <= page.asOf && !(a.clearedAt !== undefined && a.clearedAt <= page.asOf)),
  )
}

function feedsOf({ measure, feed }: Asked<'feeds'>, facts: BriefFacts): number {
  const all = feed === undefined ? facts.feeds : facts.feeds.filter(({ id }) => id === feed)
  const sum = (of: 'accepted' | 'rejected'): number => all.reduce((n, f) => n + f[of], 0)
  if (measure === 'known') return all.length
  if (measure === 'silent') return all.filter((f) => f.silent).length
  return measure === 'received' ? sum('accepted') + sum('rejected') : sum(measure)
}

type SupervisedSet = Asked<'supervised'>['set']

/** Matters under supervision of a set, the most urgent first. */
export function supervisedOf(page: Page, set: SupervisedSet): BriefSupervised[] {
  const { asOf } = page
  const runs = (s: BriefSupervised): boolean =>
    s.givenAt <= asOf && s.state !== 'withdrawn' && !(s.closedAt !== undefined && s.closedAt <= asOf)
  const has: Readonly<Record<SupervisedSet, (s: BriefSupervised) => boolean>> = {
    given: (s) => isInWindow(page, s.givenAt),
    running: runs,
    overdue: (s) => runs(s) && s.dueAt < asOf,
    soonDue: (s) => runs(s) && s.dueAt >= asOf && s.colour === 'yellow',
    closed: (s) => s.state === 'closed' && isInWindow(page, s.closedAt),
  }
  return page.facts.supervised.filter(has[set]).sort((a, b) => a.dueAt - b.dueAt)
}

function madeOf({ how, of }: Asked<'made'>, page: Page): Raw | undefined {
  const [a, b] = [rawOf(of[0], page), rawOf(of[1], page)]
  if (a === undefined || b === undefined) return undefined
  const decimals = Math.max(a.decimals, b.decimals)
  const apart = Math.abs(a.value - b.value)
  switch (how) {
    case 'share':
      return b.value === 0 ? undefined : { value: (a.value / b.value) * 100, decimals: 1 }
    case 'difference':
    case 'points':
      return { value: apart, decimals }
    case 'change':
      return b.value === 0 ? undefined : { value: (apart / Math.abs(b.value)) * 100, decimals: 1 }
  }
}
