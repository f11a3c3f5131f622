// A day's track made small enough to send and draw, without moving anything in place or time.
import { DEGREE_M, distanceM, lngDegreeM } from '../place.ts'
import type { TrackColumns } from './types.ts'

/**
 * Indices kept, in order: the first and last, and whatever would otherwise be drawn more than `toleranceM` from where the unit
 * was at that instant (Douglas–Peucker with synchronised distance, Meratnia & de By 2004), so that stops and speeds stay.
 */
export function simplifyTrack(track: TrackColumns, toleranceM: number): number[] {
  const n = track.at.length
  if (n <= 2) return Array.from({ length: n }, (_, i) => i)
  const kept = new Uint8Array(n)
  kept[0] = kept[n - 1] = 1
  const perLng = lngDegreeM(track.lat[0] ?? 0)
  // A stack, not recursion: a track may hold a hundred thousand fixes.
  const stack: number[] = [0, n - 1]
  while (stack.length > 0) {
    const last = stack.pop() ?? 0
    const first = stack.pop() ?? 0
    const [x0, y0, t0] = [track.lng[first] ?? 0, track.lat[first] ?? 0, track.at[first] ?? 0]
    const [dx, dy, dt] = [(track.lng[last] ?? 0) - x0, (track.lat[last] ?? 0) - y0, (track.at[last] ?? 0) - t0]
    let worst = toleranceM * toleranceM
    let at = -1
    for (let i = first + 1; i < last; i++) {
      const share = dt === 0 ? 0 : ((track.at[i] ?? 0) - t0) / dt
      const east = ((track.lng[i] ?? 0) - x0 - dx * share) * perLng
      const north = ((track.lat[i] ?? 0) - y0 - dy * share) * DEGREE_M
      const d = east * east + north * north
      if (d > worst) [worst, at] = [d, i]
    }
    if (at < 0) continue
    kept[at] = 1
    stack.push(first, at, at, last)
  }
  const out: number[] = []
  for (let i = 0; i < n; i++) if (kept[i] === 1) out.push(i)
  return out
}

/** As exact as a street needs; doubled until the track fits. */
const FINEST_M = 4

/** Indices of at most `most` (≥ 2) points, as exact as that allows, and the tolerance in metres it took. */
export function simplifyTo(
  track: TrackColumns,
  most: number,
): { readonly kept: readonly number[]; readonly toleranceM: number } {
  for (let toleranceM = FINEST_M; ; toleranceM *= 2) {
    const kept = simplifyTrack(track, toleranceM)
    if (kept.length <= Math.max(2, most)) return { kept, toleranceM }
  }
}

/** Metres along a track. After a silence the straight line counts: at least so far it went. */
export function lengthM(track: TrackColumns): number {
  let sum = 0
  for (let i = 1; i < track.at.length; i++)
    sum += distanceM(
      { lng: track.lng[i - 1] ?? 0, lat: track.lat[i - 1] ?? 0 },
      { lng: track.lng[i] ?? 0, lat: track.lat[i] ?? 0 },
    )
  return sum
}

/** Indices at which a new stretch begins, because the unit was silent for longer than `gapMs` before. The first is not one. */
export function breaksOf(track: TrackColumns, gapMs: number): number[] {
  const out: number[] = []
  for (let i = 1; i < track.at.length; i++) if ((track.at[i] ?? 0) - (track.at[i - 1] ?? 0) > gapMs) out.push(i)
  return out
}
