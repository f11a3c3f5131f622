// Axes of a chart over time: round figures on the value axis, round hours of the city on the time axis. Pure.

export interface ValueAxis {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly decimals: number
}

/** The round step nearest above `raw`: 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const unit = 10 ** Math.floor(Math.log10(raw))
  const times = [1, 2, 2.5, 5, 10].find((m) => m * unit >= raw * 0.999_999) ?? 10
  return times * unit
}
const decimalsOf = (step: number): number => {
  for (let d = 0; d < 12; d++) {
    const whole = Math.round(step * 10 ** d)
    if (whole > 0 && Math.abs(step * 10 ** d - whole) < whole * 1e-6) return d
  }
  return 12
}
const tidy = (v: number, decimals: number): number => Number(v.toFixed(decimals))

/** An axis that holds `low`–`high` with about `lines` round lines. `zero`: it stands on zero. A share never goes beyond a hundred. */
export function valueAxis(
  low: number,
  high: number,
  {
    zero = false,
    unit = '',
    lines = 5,
    decimals: most = 12,
  }: {
    zero?: boolean
    unit?: string
    lines?: number
    /** Lines stand no closer than values are told apart: an index in whole numbers has none at 22.25. */
    decimals?: number
  } = {},
): ValueAxis {
  let bottom = Number.isFinite(low) ? low : 0
  let top = Number.isFinite(high) ? high : 1
  if (zero) [bottom, top] = [Math.min(0, bottom), Math.max(0, top)]
  if (top - bottom < 1e-9) {
    // One value stands in the middle; a wobble is not blown up to full height.
    const room = Math.abs(top) < 1e-6 ? 1 : Math.abs(top) * 0.1
    // There are no calls below none.
    const floor = top < 0 ? -Infinity : 0
    ;[bottom, top] = [Math.max(floor, bottom - room), top + room]
  }
  const step = Math.max(roundStep((top - bottom) / Math.max(1, lines)), 10 ** -most)
  const decimals = decimalsOf(step)
  const share = unit === '%' && high <= 100
  const min = tidy(Math.floor(bottom / step + 1e-9) * step, decimals)
  const max = tidy(Math.ceil(top / step - 1e-9) * step, decimals)
  return { min, max: share ? Math.min(max, 100) : max, step, decimals }
}

export type TickKind = 'time' | 'date' | 'month' | 'year'
export interface TimeTick {
  readonly at: number
  /** How it is written: the largest thing that begins there. */
  readonly kind: TickKind
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080].map((m) => m * MINUTE)
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120]

/** Round times between `from` and `to`, at most `most` of them, on the clock of a zone `offsetMinutes` ahead of UTC. */
export function timeTicks(from: number, to: number, most: number, offsetMinutes: number): TimeTick[] {
  const offset = offsetMinutes * MINUTE
  const count = Math.max(1, most)
  const kindOf = (local: number): TickKind => {
    if (local % DAY !== 0) return 'time'
    const date = new Date(local)
    if (date.getUTCDate() !== 1) return 'date'
    return date.getUTCMonth() === 0 ? 'year' : 'month'
  }
  const step = STEPS.find((s) => (to - from) / s <= count)
  const ticks: TimeTick[] = []
  if (step !== undefined) {
    for (let local = Math.ceil((from + offset) / step) * step; local <= to + offset; local += step)
      ticks.push({ at: local - offset, kind: kindOf(local) === 'time' ? 'time' : 'date' })
    return ticks
  }
  const first = new Date(from + offset)
  const months = (to - from) / (30.44 * DAY)
  const every = MONTH_STEPS.find((s) => months / s <= count) ?? 240
  const begin = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / every) * every
  for (let month = begin; ; month += every) {
    const local = Date.UTC(Math.floor(month / 12), month % 12, 1)
    if (local > to + offset) return ticks
    if (local >= from + offset) ticks.push({ at: local - offset, kind: month % 12 === 0 ? 'year' : 'month' })
  }
}

/** Where things stand in the picture, px. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly from: number
  readonly to: number
  readonly axis: ValueAxis
}
export const plotWidth = (f: Frame): number => Math.max(1, f.width - f.left - f.right)
export const plotHeight = (f: Frame): number => Math.max(1, f.height - f.top - f.bottom)
export const xOf = (f: Frame, at: number): number =>
  f.left + ((at - f.from) / Math.max(1, f.to - f.from)) * plotWidth(f)
export const yOf = (f: Frame, v: number): number =>
  f.top + ((f.axis.max - v) / Math.max(1e-12, f.axis.max - f.axis.min)) * plotHeight(f)
/** The instant under a place of the picture, held within its span. */
export const atOf = (f: Frame, x: number): number =>
  Math.min(f.to, Math.max(f.from, f.from + ((x - f.left) / plotWidth(f)) * (f.to - f.from)))
