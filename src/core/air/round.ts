// Rounding of measured values by GB/T 8170: to the nearest, a tie to the even digit.

/** Decimal ties (0.35) are not exact in binary; within this share of the last kept digit they are ties. */
const TIE = 1e-9

/**
 * Rounds to `decimals` digits after the point by GB/T 8170-2008 (四舍六入五成双): 12.5 → 12, 13.5 → 14, 0.35 → 0.4.
 * NaN and infinities come back as they are.
 */
export function roundHalfEven(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value
  const power = 10 ** decimals
  const scaled = value * power
  const floor = Math.floor(scaled)
  const fraction = scaled - floor
  const isTie = Math.abs(fraction - 0.5) <= TIE * Math.max(1, Math.abs(scaled))
  const up = isTie ? floor % 2 !== 0 : fraction > 0.5
  // Adding 0 turns −0, which would be written "-0", into 0.
  return (up ? floor + 1 : floor) / power + 0
}
