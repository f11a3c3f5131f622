// Positions of moving units: one fix, what may be doubtful about it, and a track of many. No clock and no map here.

/** Where a unit said it was. Degrees in CGCS2000, `at` in epoch ms (when it was there, by its own clock). */
export interface Fix {
  readonly at: number
  readonly lng: number
  readonly lat: number
  /** km/h over ground; absent: not said. */
  readonly speedKmh?: number
  /** Degrees clockwise from north, 0 ≤ heading < 360; absent: not said, or standing. */
  readonly headingDeg?: number
  /** Radius in metres the receiver gives for its own error; absent: not said. */
  readonly accuracyM?: number
}

/** What is doubtful about a fix, a bit set kept with it. 0 is good. */
export const FixFlag = {
  /** Further from the last believed fix than its kind of unit can go in that time. */
  jump: 1,
  /** Came later than the feed's contract allows. */
  late: 2,
  /** The unit's clock runs ahead of ours (within tolerance, else refused). */
  ahead: 4,
  /** Its own receiver gives an error of more than {@link COARSE_M}. */
  coarse: 8,
} as const

/** A circle wider than a street block says in which quarter a vehicle is, not in which street. */
export const COARSE_M = 100

/** Flags under which a fix does not move the mark of its unit. */
export const DOUBTED_FIX = FixFlag.jump

/** Many fixes of one unit as columns of equal length, in order of `at`. */
export interface TrackColumns {
  readonly at: ArrayLike<number>
  readonly lng: ArrayLike<number>
  readonly lat: ArrayLike<number>
}
