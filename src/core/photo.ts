// What a photo proves: where and when it was taken, against the case it is handed in for. Judges nothing about the picture itself.
import { distanceM } from './place.ts'

/** What the camera wrote into the picture. WGS84 degrees, epoch ms; each absent where the camera wrote nothing. */
export interface PhotoMeta {
  readonly takenAt?: number
  readonly lng?: number
  readonly lat?: number
}

/**
 * `far`: taken away from the case's place. `old`: taken too long before it was handed in, or before the case began.
 * `ahead`: taken after it was handed in, so the camera's clock is wrong.
 */
export type PhotoDoubt = 'far' | 'old' | 'ahead'

/** What a photo is checked against (local practice, so data: desk.json). */
export interface PhotoRules {
  readonly withinM: number
  readonly withinHours: number
}

/** Phones and hubs differ by this much without anybody noticing. */
const CLOCKS_DIFFER_MS = 10 * 60_000
const HOUR_MS = 3_600_000

/**
 * Why a photo may not show what it is said to show; empty for one that fits, and for one that says nothing of itself.
 * `handedInAt`: when the act was pressed, not when it arrived. Distances in metres.
 */
export function photoDoubts(
  meta: PhotoMeta,
  about: { readonly lng: number; readonly lat: number; readonly openedAt: number; readonly handedInAt: number },
  rules: PhotoRules,
): { readonly doubts: readonly PhotoDoubt[]; readonly distanceM?: number } {
  const { takenAt, lng, lat } = meta
  const away = lng === undefined || lat === undefined ? undefined : distanceM({ lng, lat }, about)
  const doubts: PhotoDoubt[] = []
  if (away !== undefined && away > rules.withinM) doubts.push('far')
  if (takenAt !== undefined) {
    // A collector may have taken it just before reporting: the case may begin a little after its photo.
    const earliest = Math.max(about.handedInAt - rules.withinHours * HOUR_MS, about.openedAt - HOUR_MS)
    if (takenAt < earliest) doubts.push('old')
    if (takenAt > about.handedInAt + CLOCKS_DIFFER_MS) doubts.push('ahead')
  }
  return { doubts, ...(away !== undefined && { distanceM: Math.round(away) }) }
}
