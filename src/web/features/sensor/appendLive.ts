// A live point on the end of a series: only newer ones, and the window moves along. The same object when nothing changed.
import type { Series } from '../../../wire/api.ts'

export type WindowedSeries = Series & { readonly from: number; readonly to: number }

export function appendLive<S extends WindowedSeries>(
  series: S,
  point: { readonly at: number; readonly value: number; readonly quality: number },
  windowMs: number,
): S {
  const newest = series.at.at(-1) ?? 0
  if (point.at <= newest) return series
  const to = Math.max(series.to, point.at)
  const from = to - windowMs
  const keep = series.at.findIndex((t) => t >= from)
  const start = keep < 0 ? series.at.length : keep
  return {
    ...series,
    from,
    to,
    at: [...series.at.slice(start), point.at],
    value: [...series.value.slice(start), point.value],
    mark: [...series.mark.slice(start), point.quality],
    // A point that nothing was drawn together with is its own least and greatest.
    ...(series.least === undefined ? {} : { least: [...series.least.slice(start), point.value] }),
    ...(series.greatest === undefined ? {} : { greatest: [...series.greatest.slice(start), point.value] }),
  }
}
