// How forecasts fared against what came: errors beside those of the two simplest forecasts, and levels foretold in time.
import { HOUR_MS } from '../clock/calendar.ts'
import type { ForecastScore, LeadScore } from './types.ts'

/** One forecast hour that has come. Instants are epoch ms, values in the indicator's unit. */
export interface ForecastResult {
  /** Start of the hour foretold. */
  readonly at: number
  /** Hours ahead it was foretold, from 1. */
  readonly ahead: number
  readonly foretold: number
  readonly low: number
  readonly high: number
  readonly came: number
  /** What the newest known hour said when the forecast was made. */
  readonly persistence?: number
  /** What the same hour of the week before said. */
  readonly lastWeek?: number
}

/** A comparison over fewer than this share of the hours would be one over other hours: it is left out. */
const COMPARED = 0.5

const meanError = (results: readonly ForecastResult[], said: (r: ForecastResult) => number): number =>
  results.reduce((sum, r) => sum + Math.abs(r.came - said(r)), 0) / results.length

/**
 * Scores by hours ahead, ascending. Errors compared are over the same hours: those that lack what «as a week ago» (or «as now»)
 * would have said are left out of all three, unless most lack it, and then that comparison is left out.
 */
export function scoreOf(results: readonly ForecastResult[]): readonly ForecastScore[] {
  const byAhead = new Map<number, ForecastResult[]>()
  for (const result of results) {
    const list = byAhead.get(result.ahead)
    if (list) list.push(result)
    else byAhead.set(result.ahead, [result])
  }
  return [...byAhead]
    .sort(([a], [b]) => a - b)
    .map(([ahead, all]): ForecastScore => {
      const most = (has: (r: ForecastResult) => boolean): boolean => all.filter(has).length >= COMPARED * all.length
      const hasNow = most((r) => r.persistence !== undefined)
      const hasWeek = most((r) => r.lastWeek !== undefined)
      const same = all.filter((r) => (!hasNow || r.persistence !== undefined) && (!hasWeek || r.lastWeek !== undefined))
      // Each lacks another one: no hours are left to compare over.
      const compared = same.length > 0
      const used = compared ? same : all
      return {
        ahead,
        n: used.length,
        mae: meanError(used, (r) => r.foretold),
        ...(compared && hasNow ? { maePersistence: meanError(used, (r) => r.persistence ?? r.came) } : {}),
        ...(compared && hasWeek ? { maeLastWeek: meanError(used, (r) => r.lastWeek ?? r.came) } : {}),
        covered: used.filter((r) => r.came >= r.low && r.came <= r.high).length / used.length,
      }
    })
}

/** Foretold so many hours too early or too late still counts: the crossing was seen coming. */
export const CROSSING_TOLERANCE_HOURS = 2

/** Hours in ascending order, into runs whose hours are no farther apart than the tolerance. */
function runsOf(hours: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const at of [...hours].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && at - (run.at(-1) ?? at) <= CROSSING_TOLERANCE_HOURS * HOUR_MS) run.push(at)
    else runs.push([at])
  }
  return runs
}

/**
 * Level crossings among hours that have come, and how early they were foretold. A crossing: an hour at or beyond a limit after a
 * known hour that was not. Foretold: some forecast made before it began reaches the limit within the tolerance; its lead is
 * counted from the earliest of them. A false alarm: a run of hours foretold beyond a limit with no hour beyond it near.
 * `limits`: of the levels; `bad`: the side on which they lie.
 */
export function leadOf(
  results: readonly Pick<ForecastResult, 'at' | 'ahead' | 'foretold' | 'came'>[],
  limits: readonly number[],
  bad: 'above' | 'below',
): LeadScore {
  const tolerance = CROSSING_TOLERANCE_HOURS * HOUR_MS
  const came = new Map(results.map((r) => [r.at, r.came]))
  const leads: number[] = []
  let [crossings, falseAlarms] = [0, 0]
  for (const limit of new Set(limits)) {
    const beyond = (value: number): boolean => (bad === 'above' ? value >= limit : value <= limit)
    const near = (at: number): boolean => {
      for (let t = at - tolerance; t <= at + tolerance; t += HOUR_MS) {
        const value = came.get(t)
        if (value !== undefined && beyond(value)) return true
      }
      return false
    }
    const said = results.filter((r) => beyond(r.foretold))
    for (const [at, value] of came) {
      const before = came.get(at - HOUR_MS)
      if (before === undefined || beyond(before) || !beyond(value)) continue
      crossings += 1
      const leadHours = said
        .filter((r) => Math.abs(r.at - at) <= tolerance)
        .map((r) => (at - madeAtOf(r)) / HOUR_MS + 1)
        .filter((lead) => lead >= 1)
      if (leadHours.length > 0) leads.push(Math.max(...leadHours))
    }
    falseAlarms += runsOf([...new Set(said.map((r) => r.at))]).filter((run) => !run.some(near)).length
  }
  const median = medianOf(leads)
  return {
    came: crossings,
    foretold: leads.length,
    falseAlarms,
    ...(median === undefined ? {} : { medianLeadHours: median }),
  }
}

/** Start of the hour a forecast was made in: the hour 1 ahead. */
const madeAtOf = ({ at, ahead }: Pick<ForecastResult, 'at' | 'ahead'>): number => at - (ahead - 1) * HOUR_MS

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return below === undefined || above === undefined ? undefined : (below + above) / 2
}
