// Forecasts hours ahead from a series' own past. The method is stated here; where hours come from and what a value means is not known.
//
// Direct multi-horizon ridge regression: one linear model per hour ahead on the columns of features.ts, penalised so that it
// holds on little data, on the scale (plain, root, logarithm) that erred least on hours it had not seen. Intervals by split
// conformal prediction (Lei et al. 2018) from the errors on the most recent part, adapted as forecasts fare (Gibbs & Candès
// 2021). The model that foretells is then fitted once more on all hours: the interval is no longer exactly that of the theorem,
// which is why it is watched and adapted.
import { HOUR_MS } from '../clock/calendar.ts'
import type { CityHours } from '../normal/days.ts'
import type { HourPoint } from '../normal/types.ts'
import { endsOf } from './conformal.ts'
import { CalendarColumns, LOOK_BACK_HOURS, PAST_COLUMNS, WIDTH, pastOf, writeRow, type Past } from './features.ts'
import { toGrid } from './grid.ts'
import { Normals } from './linear.ts'
import { transformsFor, type Transform } from './transform.ts'
import type { ForecastPoint } from './types.ts'

export const MODEL = 'ridge-1'
/** Two weeks: each hour of the week twice, one to learn from and one to be held against it. */
export const NEEDED_HOURS = 336
/** As many past hours as a forecast looks at, and the gaps bridged among them. */
export const RECENT_HOURS = LOOK_BACK_HOURS + 24
/** As strong as ten hours against any column: little data stays near the mean, much data does not feel it. */
const RIDGE = 10
/** The latest part of the hours, on which the model's errors are taken. */
const HELD_OUT = 0.2
/** Twenty days: older errors are of another season. */
const MOST_HELD_OUT = 480
/** Fewer rows than this for each column and the hour ahead has no model. */
const ROWS_PER_COLUMN = 3
/** A forecast leaves what has been seen by at most this share of its range: a straight line knows no end. */
const BEYOND_SEEN = 0.5

export interface TrainOptions {
  readonly hours: CityHours
  /** Hours ahead, 1 up to this. */
  readonly ahead: number
  /** Values that cannot be, e.g. 0 and 100 of a share. Without a floor, a series that never was negative never will be. */
  readonly floor?: number
  readonly ceiling?: number
}

interface AheadModel {
  readonly ahead: number
  readonly transform: Transform
  readonly means: Float64Array
  readonly scales: Float64Array
  readonly weights: Float64Array
  /** Came less foretold, on the transform's scale, ascending. */
  readonly errors: Float64Array
}

/** Lives in memory only: it is cheaper made again than kept. */
export interface ForecastModel {
  readonly name: string
  /** Known hours it learned from. */
  readonly learnedHours: number
  readonly hours: CityHours
  readonly floor: number
  readonly ceiling: number
  /** By hours ahead, ascending; an hour ahead that could not be learned is absent. */
  readonly aheads: readonly AheadModel[]
}

interface Table {
  readonly rows: Float64Array
  readonly targets: Float64Array
  readonly n: number
}

/** Every hour whose value and whose value `ahead` of it are known. */
function tableOf(past: Past, ahead: number, calendar: CalendarColumns): Table {
  const { values } = past
  const most = Math.max(0, values.length - ahead)
  const rows = new Float64Array(most * WIDTH)
  const targets = new Float64Array(most)
  let n = 0
  for (let origin = 0; origin < most; origin += 1) {
    const target = values[origin + ahead] ?? Number.NaN
    if (Number.isNaN(values[origin] ?? Number.NaN) || Number.isNaN(target)) continue
    writeRow(past, origin, ahead, calendar, rows, n * WIDTH)
    targets[n] = target
    n += 1
  }
  return { rows, targets, n }
}

/** Mean and spread of each past column over the first `n` rows; the others stay as they are. */
function measure(rows: Float64Array, n: number): { means: Float64Array; scales: Float64Array } {
  const means = new Float64Array(WIDTH)
  const scales = new Float64Array(WIDTH).fill(1)
  for (let c = 1; c < WIDTH; c += 1) {
    let [sum, squares, known] = [0, 0, 0]
    for (let r = 0; r < n; r += 1) {
      const value = rows[r * WIDTH + c] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      known += 1
    }
    const mean = known > 0 ? sum / known : 0
    for (let r = 0; r < n; r += 1) {
      const value = rows[r * WIDTH + c] ?? Number.NaN
      if (!Number.isNaN(value)) squares += (value - mean) ** 2
    }
    means[c] = mean
    const scale = known > 0 ? Math.sqrt(squares / known) : 0
    scales[c] = scale > 1e-9 * Math.max(1, Math.abs(mean)) ? scale : 1
  }
  return { means, scales }
}

/** In place: columns of like size; a past value that is not known takes the column's mean, which says nothing. */
function standardise(rows: Float64Array, n: number, means: Float64Array, scales: Float64Array): void {
  for (let r = 0; r < n; r += 1)
    for (let c = 1; c < WIDTH; c += 1) {
      const value = rows[r * WIDTH + c] ?? Number.NaN
      rows[r * WIDTH + c] = c < PAST_COLUMNS && Number.isNaN(value) ? 0 : (value - (means[c] ?? 0)) / (scales[c] ?? 1)
    }
}

function dot(weights: Float64Array, rows: Float64Array, offset: number): number {
  let sum = 0
  for (let c = 0; c < WIDTH; c += 1) sum += (weights[c] ?? 0) * (rows[offset + c] ?? 0)
  return sum
}

interface Bounds {
  readonly floor: number
  readonly ceiling: number
}
const within = (value: number, { floor, ceiling }: Bounds): number => Math.min(ceiling, Math.max(floor, value))

interface Fitted {
  readonly error: number
  readonly model: AheadModel
}

/** One hour ahead on one scale, and its mean error on the held-out hours in the series' own unit. In a few short steps. */
function* fit(
  past: Past,
  transform: Transform,
  ahead: number,
  calendar: CalendarColumns,
  bounds: Bounds,
): Generator<undefined, Fitted | undefined> {
  const { rows, targets, n } = tableOf(past, ahead, calendar)
  const held = Math.min(MOST_HELD_OUT, Math.floor(n * HELD_OUT))
  // The hours between were not known when the first held-out forecast would have been made.
  const learned = n - held - ahead
  if (held < 1 || learned < ROWS_PER_COLUMN * WIDTH) return undefined
  const { means, scales } = measure(rows, learned)
  standardise(rows, n, means, scales)
  yield
  const normals = new Normals(WIDTH)
  for (let r = 0; r < learned; r += 1) normals.add(rows, r * WIDTH, targets[r] ?? 0)
  const unseen = normals.solve(RIDGE)
  if (!unseen) return undefined
  yield
  const errors = new Float64Array(held)
  let error = 0
  for (let r = n - held; r < n; r += 1) {
    const said = dot(unseen, rows, r * WIDTH)
    const came = targets[r] ?? 0
    errors[r - n + held] = came - said
    error += Math.abs(transform.back(came) - within(transform.back(said), bounds)) / held
  }
  for (let r = learned; r < n; r += 1) normals.add(rows, r * WIDTH, targets[r] ?? 0)
  const weights = normals.solve(RIDGE)
  if (!weights) return undefined
  return { error, model: { ahead, transform, means, scales, weights, errors: errors.sort() } }
}

/**
 * Learns a series in steps of some milliseconds, so that whoever runs it may rest between steps; see `trainModel`.
 */
export function* trainSteps(
  points: Iterable<HourPoint>,
  options: TrainOptions,
): Generator<undefined, ForecastModel | undefined> {
  const grid = toGrid(points)
  if (grid.known < NEEDED_HOURS) return undefined
  const sorted = grid.values.filter((v) => !Number.isNaN(v)).sort()
  const [least, greatest] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0]
  const room = BEYOND_SEEN * (greatest - least)
  const bounds = {
    floor: Math.max(options.floor ?? (least >= 0 ? 0 : -Infinity), least - room),
    ceiling: Math.min(options.ceiling ?? Infinity, greatest + room),
  }
  const calendar = new CalendarColumns(options.hours)
  const scales = transformsFor(sorted).map((transform) => ({
    transform,
    past: pastOf(grid.from, grid.values.map(transform.to)),
  }))
  const aheads: AheadModel[] = []
  for (let ahead = 1; ahead <= options.ahead; ahead += 1) {
    let best: Fitted | undefined
    for (const { transform, past } of scales) {
      const made = yield* fit(past, transform, ahead, calendar, bounds)
      if (made && (!best || made.error < best.error)) best = made
      yield
    }
    if (best) aheads.push(best.model)
  }
  if (aheads.length === 0) return undefined
  return { name: MODEL, learnedHours: grid.known, hours: options.hours, ...bounds, aheads }
}

/** Learns a series from its hours, in any order, with gaps as they are. undefined: fewer than `NEEDED_HOURS`, or too torn. */
export function trainModel(points: Iterable<HourPoint>, options: TrainOptions): ForecastModel | undefined {
  const steps = trainSteps(points, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * The hours from `madeAt` (epoch ms) on: 1 ahead is the hour `madeAt` falls in. `recent`: at least the last `RECENT_HOURS` hours;
 * later ones are not looked at. `missOf`: the share to leave outside by hours ahead, where experience says so (conformal.ts).
 * Empty when the hour before `madeAt` is not known: without its newest input a model is not asked.
 */
export function foretell(
  model: ForecastModel,
  recent: Iterable<HourPoint>,
  madeAt: number,
  missOf: (ahead: number) => number | undefined = () => undefined,
): readonly ForecastPoint[] {
  const newest = Math.floor(madeAt / HOUR_MS) * HOUR_MS - HOUR_MS
  const grid = toGrid(recent, newest)
  const origin = (newest - grid.from) / HOUR_MS
  if (Number.isNaN(grid.values[origin] ?? Number.NaN)) return []
  const calendar = new CalendarColumns(model.hours)
  const pasts = new Map<Transform, Past>()
  const row = new Float64Array(WIDTH)
  return model.aheads.map(({ ahead, transform, means, scales, weights, errors }): ForecastPoint => {
    const past = pasts.get(transform) ?? pastOf(grid.from, grid.values.map(transform.to))
    pasts.set(transform, past)
    writeRow(past, origin, ahead, calendar, row, 0)
    standardise(row, 1, means, scales)
    const said = dot(weights, row, 0)
    const ends = endsOf(errors, missOf(ahead))
    const on = (v: number): number => within(transform.back(v), model)
    return {
      at: newest + ahead * HOUR_MS,
      ahead,
      value: on(said),
      low: on(said + ends.low),
      high: on(said + ends.high),
    }
  })
}
