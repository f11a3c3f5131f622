// A value as screens see it: with its change against an hour ago, and whether it is unusual. Evaluates nothing.
import type { AreaCode } from '../../core/ids.ts'
import type { IndicatorValue } from '../../core/indicate/types.ts'
import type { IndicatorView } from '../../wire/views.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A value this much younger than an hour is not «an hour ago». */
const CLOSE_MS = 5 * MINUTE_MS
/** Time alone is no news; it is sent now and then all the same, so that screens see the age. */
const RESEND_MS = 30_000

export const keyOf = (indicator: string, area: AreaCode): string => `${indicator}@${area}`

/** The last hour of every series, minute by minute. */
export class LastHour {
  private readonly byKey = new Map<string, { at: number; value: number | undefined }[]>()

  remember(key: string, at: number, value: number | undefined): void {
    let list = this.byKey.get(key)
    if (list === undefined) this.byKey.set(key, (list = []))
    list.push({ at, value })
    while (list.length > 0 && (list[0]?.at ?? 0) < at - HOUR_MS - MINUTE_MS) list.shift()
  }

  /** What it was an hour before `at`; undefined where nobody knows. */
  before(key: string, at: number): number | undefined {
    const past = this.byKey.get(key)?.find((h) => h.at >= at - HOUR_MS)
    return past !== undefined && past.at <= at - HOUR_MS + CLOSE_MS ? past.value : undefined
  }
}

export function toView(value: IndicatorValue, lastHour: LastHour, unusual: 'high' | 'low' | undefined): IndicatorView {
  const { primary, ...plain } = value
  const old = lastHour.before(keyOf(value.indicator, value.area), value.at)
  return {
    ...plain,
    ...(primary === undefined ? {} : { primary: [...primary] }),
    ...(value.value === undefined || old === undefined ? {} : { change1h: value.value - old }),
    ...(unusual === undefined ? {} : { unusual }),
  }
}

const SHOWN = [
  'value',
  'level',
  'grade',
  'coverage',
  'sensors',
  'suspect',
  'unknown',
  'simulated',
  'mixed',
  'change1h',
  'unusual',
] as const satisfies readonly (keyof IndicatorView)[]

export const differs = (a: IndicatorView, b: IndicatorView): boolean =>
  SHOWN.some((field) => a[field] !== b[field]) || Math.abs(b.at - a.at) >= RESEND_MS
