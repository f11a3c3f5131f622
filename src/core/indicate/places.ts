// Formulas that need several quantities of each place together: AQI, classes, ratios.
import { aqiOf, type Concentrations } from '../air/aqi.ts'
import { dailyOf } from '../air/daily.ts'
import { POLLUTANTS, aqiStandardAt } from '../air/table.ts'
import type { MetricId, SensorId } from '../ids.ts'
import type { Outcome } from './fold.ts'
import { classOf } from './grades.ts'
import type { SeriesInput, Tables } from './inputs.ts'
import { ExactSum } from './sum.ts'
import { classTableAt } from './tables.ts'
import { isUsable, type Tally } from './tally.ts'
import type { Formula, Indicator } from './types.ts'

type PlaceFormula = Extract<Formula, { type: 'aqi' | 'class' | 'ratio' }>

/** What one sensor measures now, by metric: only what can count. */
type Place = Map<MetricId, SeriesInput>

interface Question {
  readonly def: Pick<Indicator, 'input' | 'coverageFloor' | 'windowFloor'>
  readonly tables: Tables
  readonly now: number
  /** Registered sensors. */
  readonly total: number
}

/** Fills `tally`; the outcome only stands when something was used. */
export function foldPlaces(
  formula: PlaceFormula,
  series: Iterable<SeriesInput>,
  question: Question,
  tally: Tally,
): Outcome {
  // The daily index looks at hours, and how many it needs is the standard's.
  const byHours = formula.type === 'aqi' && formula.period === 'day'
  const { windowFloor = 0 } = question.def
  const usable = (s: SeriesInput): boolean => (byHours ? s.fresh && !s.suspect : isUsable(s, windowFloor))
  const places = [...gather(series, usable, tally).values()]
  switch (formula.type) {
    case 'aqi':
      return aqi(formula, places, question, tally)
    case 'class':
      return classes(formula, places, question, tally)
    case 'ratio':
      return ratio(formula, places, question, tally)
  }
}

function gather(
  series: Iterable<SeriesInput>,
  usable: (s: SeriesInput) => boolean,
  tally: Tally,
): Map<SensorId, Place> {
  const places = new Map<SensorId, Place>()
  const suspects = new Set<SensorId>()
  for (const s of series) {
    tally.see(s)
    let place = places.get(s.sensor)
    if (place === undefined) places.set(s.sensor, (place = new Map()))
    if (usable(s)) {
      const before = place.get(s.metric)
      if (before === undefined || isNewer(s, before)) place.set(s.metric, s)
    } else if (s.fresh && s.suspect) suspects.add(s.sensor)
  }
  tally.seen = places.size
  for (const [sensor, place] of places) {
    if (place.size > 0) tally.eligible++
    else if (suspects.has(sensor)) tally.suspect++
  }
  return places
}

/** Two of one time: the greater, so that the order of arrival leaves no trace. */
const isNewer = (a: SeriesInput, b: SeriesInput): boolean =>
  a.occurredAt > b.occurredAt || (a.occurredAt === b.occurredAt && a.value > b.value)

function use(place: Place, metrics: Iterable<MetricId>, tally: Tally): void {
  tally.used++
  for (const metric of metrics) {
    const s = place.get(metric)
    if (s !== undefined) tally.count(s)
  }
}

/** Mean of the stations per pollutant. A pollutant that fewer stations than the floor measure is missing. */
function aqi(
  { period }: Extract<Formula, { type: 'aqi' }>,
  places: readonly Place[],
  { total, def, now }: Question,
  tally: Tally,
): Outcome {
  const sums = new Map<string, { sum: ExactSum; n: number }>()
  for (const place of places) {
    const measured = POLLUTANTS.filter((pollutant) => {
      const s = place.get(pollutant)
      const value = s === undefined ? undefined : period === 'hour' ? s.value : dailyOf(pollutant, s.hours ?? [])
      if (value === undefined) return false
      let entry = sums.get(pollutant)
      if (entry === undefined) sums.set(pollutant, (entry = { sum: new ExactSum(), n: 0 }))
      entry.sum.add(value)
      entry.n++
      return true
    })
    if (measured.length > 0) use(place, measured, tally)
  }
  if (tally.used === 0) return { unknown: 'coverage' }
  const sensors = Math.max(total, tally.seen)
  const concentrations: { -readonly [P in keyof Concentrations]: number } = {}
  for (const pollutant of POLLUTANTS) {
    const entry = sums.get(pollutant)
    if (entry !== undefined && entry.n / sensors >= def.coverageFloor)
      concentrations[pollutant] = entry.sum.value / entry.n
  }
  const result = aqiOf(concentrations, period, aqiStandardAt(now))
  if (result.state === 'NA') return { unknown: 'missingPollutant' }
  return { value: result.aqi, ...(result.primary.length > 0 ? { primary: result.primary } : {}) }
}

function classes(
  formula: Extract<Formula, { type: 'class' }>,
  places: readonly Place[],
  { tables, now }: Question,
  tally: Tally,
): Outcome {
  const table = classTableAt(tables, formula.table, now)
  if (table === undefined) return { unknown: tally.eligible > 0 ? 'noLimit' : 'coverage' }
  const metrics = new Set([...table.items, ...(table.ranges ?? [])].map((item) => item.metric))
  let worst = 0
  let good = 0
  for (const place of places) {
    const values: Record<MetricId, number | undefined> = {}
    for (const metric of metrics) values[metric] = place.get(metric)?.value
    const found = classOf(table, values)
    if (found === undefined) continue
    use(place, metrics, tally)
    worst = Math.max(worst, found)
    if (formula.of === 'share' && found <= formula.upTo) good++
  }
  if (tally.used === 0) return { unknown: 'coverage' }
  return { value: formula.of === 'worst' ? worst : (100 * good) / tally.used }
}

/** Only sensors that know both quantities. */
function ratio(
  { over }: Extract<Formula, { type: 'ratio' }>,
  places: readonly Place[],
  { def }: Question,
  tally: Tally,
): Outcome {
  const metric = def.input?.metric
  const above = new ExactSum()
  const below = new ExactSum()
  for (const place of places) {
    const part = metric === undefined ? undefined : place.get(metric)
    const whole = place.get(over)
    if (part === undefined || whole === undefined) continue
    above.add(part.value)
    below.add(whole.value)
    use(place, [part.metric, over], tally)
  }
  if (tally.used === 0) return { unknown: 'coverage' }
  return below.value === 0 ? { unknown: 'zeroBase' } : { value: (100 * above.value) / below.value }
}
