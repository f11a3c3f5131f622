// How old a position may be before it counts as old, and as lost: by what its kind of unit promises.

export type Freshness = 'fresh' | 'old' | 'lost'

/** After so many broken promises nobody may take the last place for the present one. */
export const LOST_AFTER = 5

/** `silentAfterMs`: how long a unit of its kind may be quiet (reference data). An age below 0 is a clock ahead of ours: fresh. */
export const freshnessOf = (ageMs: number, silentAfterMs: number): Freshness =>
  ageMs <= silentAfterMs ? 'fresh' : ageMs <= silentAfterMs * LOST_AFTER ? 'old' : 'lost'
