// Judges the forecast on a recorded series as it would run live: learned once before `from`, then asked every hour, its interval
// adapted by the hours that had come by then, and held against «as now» and «as a week ago» over the same hours.
import { HOUR_MS } from '../../src/core/clock/calendar.ts'
import { adaptedMiss } from '../../src/core/forecast/conformal.ts'
import { RECENT_HOURS, foretell, trainModel } from '../../src/core/forecast/model.ts'
import type { ForecastResult } from '../../src/core/forecast/score.ts'
import type { CityHours } from '../../src/core/normal/days.ts'
import type { HourPoint } from '../../src/core/normal/types.ts'

const WEEK_MS = 168 * HOUR_MS

export interface Judged {
  /** Only hours whose newest hour and same hour a week before are known. */
  readonly results: readonly ForecastResult[]
  readonly learnedHours: number
  readonly trainedInMs: number
}

/** Only the `aheads` are kept. `adapt`: whether the interval learns from hits and misses. */
export function judge(
  points: readonly HourPoint[],
  from: number,
  hours: CityHours,
  aheads: readonly number[],
  adapt = true,
): Judged {
  const startedAt = performance.now()
  const model = trainModel(
    points.filter((p) => p.at < from),
    { hours, ahead: Math.max(...aheads) },
  )
  const trainedInMs = performance.now() - startedAt
  if (!model) throw new Error('too few hours to learn from')
  const values = new Map(points.map((p) => [p.at, p.value]))
  const results: ForecastResult[] = []
  /** By hours ahead, in the order of the hours foretold: when the hour was over, and whether the interval missed it. */
  const fared = new Map<number, { readonly overAt: number; readonly missed: boolean }[]>(aheads.map((a) => [a, []]))
  const asked = { ...model, aheads: model.aheads.filter((one) => aheads.includes(one.ahead)) }
  const last = points.at(-1)?.at ?? 0
  for (let madeAt = from - Math.max(...aheads) * HOUR_MS; madeAt <= last; madeAt += HOUR_MS) {
    const recent: HourPoint[] = []
    for (let at = madeAt - RECENT_HOURS * HOUR_MS; at < madeAt; at += HOUR_MS) {
      const value = values.get(at)
      if (value !== undefined) recent.push({ at, value })
    }
    const missOf = (ahead: number): number => {
      const over = (fared.get(ahead) ?? []).filter((one) => one.overAt <= madeAt)
      return adaptedMiss(over.length, over.filter((one) => one.missed).length)
    }
    for (const point of foretell(asked, recent, madeAt, adapt ? missOf : undefined)) {
      const { at, ahead, value: foretold, low, high } = point
      const came = values.get(at)
      const persistence = values.get(madeAt - HOUR_MS)
      const lastWeek = values.get(at - WEEK_MS)
      if (at < from || came === undefined || persistence === undefined || lastWeek === undefined) continue
      results.push({ at, ahead, foretold, low, high, came, persistence, lastWeek })
      fared.get(ahead)?.push({ overAt: at + HOUR_MS, missed: came < low || came > high })
    }
  }
  return { results, learnedHours: model.learnedHours, trainedInMs }
}
