// Learns one series from its hours in the store: its band and, where it is to be foretold, its model. In short steps with rests.
import { NEEDED_HOURS, trainSteps, type ForecastModel, type TrainOptions } from '../../core/forecast/model.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import { NORMAL_NEEDED_HOURS, NORMAL_WEEKS, learnNormal } from '../../core/normal/learn.ts'
import type { CityHours } from '../../core/normal/days.ts'
import type { HourPoint } from '../../core/normal/types.ts'
import type { Db } from '../store/db.ts'
import { hoursOf } from './hours.ts'
import { keepNormal, type KnownSeries } from './known.ts'

const DAY_MS = 86_400_000
const BAND_MS = NORMAL_WEEKS * 7 * DAY_MS
/** A model learns from a year and a month: every season once, and the one that begins. */
const MODEL_MS = 400 * DAY_MS
/** Once more as long as a step took: learning takes at most half of one core, and whoever waits is served between steps. */
const REST_SHARE = 1

export interface LearnDeps {
  readonly db: Db
  readonly hours: CityHours
  readonly now: () => number
  /** Resolves after so many ms. */
  readonly rest: (ms: number) => Promise<void>
  readonly stopped: () => boolean
}

/** What the unit says about values that cannot be. */
const boundsOf = (def: Indicator): Pick<TrainOptions, 'floor' | 'ceiling'> =>
  def.unit === '%' ? { floor: 0, ceiling: 100 } : {}

async function train(points: readonly HourPoint[], options: TrainOptions, deps: LearnDeps) {
  const steps = trainSteps(points, options)
  for (;;) {
    const from = performance.now()
    const step = steps.next()
    if (step.done === true) return step.value
    if (deps.stopped()) return undefined
    await deps.rest((performance.now() - from) * REST_SHARE)
  }
}

/** Learns anew and replaces what was known. `ahead`: hours to foretell; undefined for a series that has a band only. */
export async function learnSeries(
  known: KnownSeries,
  def: Indicator,
  ahead: number | undefined,
  deps: LearnDeps,
): Promise<void> {
  const at = deps.now()
  const found = await hoursOf(deps.db, known.id, at - (ahead === undefined ? BAND_MS : MODEL_MS), at)
  const points = found?.points ?? []
  known.simulated = found?.simulated ?? known.simulated
  known.bandHours = points.filter((p) => p.at >= at - BAND_MS).length
  known.modelHours = points.length
  known.learnedAt = at
  const { utcOffsetMinutes, dayKindOf } = deps.hours
  if (known.bandHours >= NORMAL_NEEDED_HOURS)
    known.normal = learnNormal(points, dayKindOf, { now: at, utcOffsetMinutes })
  else delete known.normal
  await keepNormal(deps.db, known)
  if (ahead === undefined || points.length < NEEDED_HOURS) {
    delete known.model
    return
  }
  const model: ForecastModel | undefined = await train(points, { hours: deps.hours, ahead, ...boundsOf(def) }, deps)
  if (model) known.model = model
  else if (!deps.stopped()) delete known.model
}
