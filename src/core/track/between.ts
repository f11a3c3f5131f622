// Where a unit is drawn at an instant, from its last two believed fixes. Never further than they say.
import { DEGREE_M, lngDegreeM } from '../place.ts'
import { bearingDeg, headingBetween } from './geometry.ts'
import type { Fix } from './types.ts'

/** Written into, so that a thousand units a frame make no objects. */
export interface Whereabouts {
  lng: number
  lat: number
  /** NaN when no direction is known. */
  headingDeg: number
  /**
   * `between` its two fixes; `ahead`: carried on from the last for at most the stated span; `held`: stands where it was last
   * known, because nothing newer is known or because it was silent in between.
   */
  how: 'between' | 'ahead' | 'held'
}

export interface BetweenOptions {
  /** The fixes lie further apart than this: where it went in between is not known, it stands at the earlier until the later. ms */
  readonly gapMs: number
  /** How long it may be carried on along its heading at its speed beyond the last fix. 0: never. ms */
  readonly aheadMs: number
}

/** The place at instant `t` into `out`. `before` is the fix before `last` in time; undefined: only one is known. */
export function whereAt(
  before: Fix | undefined,
  last: Fix,
  t: number,
  { gapMs, aheadMs }: BetweenOptions,
  out: Whereabouts,
): Whereabouts {
  if (t >= last.at) return onFrom(before, last, Math.min(t - last.at, aheadMs), t - last.at > aheadMs, out)
  if (before === undefined) return put(out, last, last.headingDeg, 'held')
  if (t <= before.at || last.at - before.at > gapMs) return put(out, before, before.headingDeg, 'held')
  const share = (t - before.at) / (last.at - before.at)
  out.lng = before.lng + (last.lng - before.lng) * share
  out.lat = before.lat + (last.lat - before.lat) * share
  const from = before.headingDeg
  const to = last.headingDeg
  const moved = bearingDeg(before, last)
  out.headingDeg =
    from !== undefined && to !== undefined ? headingBetween(from, to, share) : (to ?? moved ?? from ?? Number.NaN)
  out.how = 'between'
  return out
}

function onFrom(before: Fix | undefined, last: Fix, spanMs: number, isOver: boolean, out: Whereabouts): Whereabouts {
  const heading = last.headingDeg ?? (before === undefined ? undefined : bearingDeg(before, last))
  const m = heading === undefined ? 0 : ((last.speedKmh ?? 0) / 3.6) * (spanMs / 1000)
  put(out, last, heading, isOver || m === 0 ? 'held' : 'ahead')
  if (heading === undefined || m === 0) return out
  const rad = (heading * Math.PI) / 180
  out.lat += (m * Math.cos(rad)) / DEGREE_M
  out.lng += (m * Math.sin(rad)) / lngDegreeM(last.lat)
  return out
}

function put(out: Whereabouts, at: Fix, headingDeg: number | undefined, how: Whereabouts['how']): Whereabouts {
  out.lng = at.lng
  out.lat = at.lat
  out.headingDeg = headingDeg ?? Number.NaN
  out.how = how
  return out
}
