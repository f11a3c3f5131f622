// How much of what came is suspect, as pages say it. Pure.

/** Suspect per cent of all values; rounded up, so that one bad value never reads as none. Undefined where nothing came. */
export function suspectPercent({
  suspect,
  observations,
}: {
  readonly suspect: number
  readonly observations: number
}): number | undefined {
  if (observations === 0) return undefined
  return Math.min(100, Math.ceil((suspect * 1000) / observations) / 10)
}
