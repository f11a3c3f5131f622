// What there is to evaluate: every indicator with its areas from the smallest up, the sensors it looks at and how far back.
// Made anew when the definitions change. Evaluates nothing.
import type { AreaCode } from '../../core/ids.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { SensorKind } from '../../wire/reference.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { STREET_DIGITS, type Places, type Selection } from './places.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How much of each series an indicator needs, and to what grain. */
export interface Reach {
  readonly keepMs: number
  readonly bucketMs: number
}

export interface Planned {
  readonly def: Indicator
  readonly selection: Selection | undefined
  /** Places of the metrics it reads in those of its sensors' kind. */
  readonly metrics: readonly number[]
  /** Absent: the newest values only. */
  readonly reach: Reach | undefined
  /** Known areas, the smallest first. */
  readonly areas: readonly AreaCode[]
}

/** Minutes for some hours, five minutes for a day, hours for a month: some hundred buckets at most for each series. */
export function reachOf(def: Indicator): Reach | undefined {
  const { window } = def
  if (window.type === 'now') return undefined
  const keepMs = window.type === 'running' ? window.overMs : window.type === 'hour' ? HOUR_MS : DAY_MS
  // A day of the air-quality index looks at 24 full hours, which may have begun up to an hour before.
  const whole = def.formula.type === 'aqi' ? Math.max(keepMs, DAY_MS) + HOUR_MS : keepMs
  const bucketMs = whole <= 3 * HOUR_MS ? MINUTE_MS : whole <= 2 * DAY_MS ? 5 * MINUTE_MS : HOUR_MS
  return { keepMs: whole + 2 * bucketMs, bucketMs }
}

function metricsOf(def: Indicator, kind: SensorKind): number[] {
  const { formula, input } = def
  const names = [input?.metric, formula.type === 'ratio' ? formula.over : undefined].filter((m) => m !== undefined)
  return [...kind.metrics.keys()].filter((m) => names.length === 0 || names.includes(kind.metrics[m]?.id ?? ''))
}

/** The smallest areas first, so that roll-ups find what they are made of. */
const smallestFirst = (a: AreaCode, b: AreaCode): number => b.length - a.length || (a < b ? -1 : 1)

export function planOf(
  reference: Pick<ReferenceIndex, 'indicators' | 'sensorKinds' | 'areasOf' | 'areas'>,
  places: Places,
): Planned[] {
  places.forgetSelections()
  const rank = (code: AreaCode): number => ['street', 'district', 'city'].indexOf(reference.areas.get(code)?.kind ?? '')
  return [...reference.indicators.values()].map((def) => {
    const kind = def.input === undefined ? undefined : reference.sensorKinds.get(def.input.kind)
    return {
      def,
      selection: kind === undefined ? undefined : places.select(kind.id, def.input?.where),
      metrics: kind === undefined ? [] : metricsOf(def, kind),
      reach: kind === undefined ? undefined : reachOf(def),
      // The city's code is as long as a district's.
      areas: [...reference.areasOf(def)].sort((a, b) => rank(a) - rank(b) || smallestFirst(a, b)),
    }
  })
}

/** With the grids that have sensors. */
export function areasNow({ def, selection, areas }: Planned): readonly AreaCode[] {
  if (def.areas !== 'grid' || selection === undefined) return areas
  const grids = [...selection.slots.keys()].filter((code) => code.length > STREET_DIGITS)
  return grids.length === 0 ? areas : [...grids.filter((code) => !areas.includes(code)).sort(smallestFirst), ...areas]
}
