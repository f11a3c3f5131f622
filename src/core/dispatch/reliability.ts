// What a share of certainty has been worth: right answers per band, kept as they come. Knows nothing of what was answered.

export interface Reliability {
  /** An answer given with `share` (0–1) turned out right or not. */
  note(share: number, right: boolean): void
  /** How often answers with such a share have been right, 0–1; never falls as the share rises. */
  of(share: number): number
}

const BANDS = 20
/** Answers that the share itself stands for while a band has few of its own. */
const TRUST = 4
/** How much of the share is believed until then: a model that has seen little is surer than it should be. Ours. */
const BELIEF = 0.6
/** Of the past as many answers count per band: what was learned first was learned by a model that knew less. */
const MEMORY = 400

/**
 * Histogram binning (Zadrozny, Elkan 2001), made monotone by pooling adjacent violators (Ayer et al. 1955), straight lines between
 * the bands' middles.
 */
export function createReliability(): Reliability {
  const seen = new Float64Array(BANDS)
  const right = new Float64Array(BANDS)
  let curve: readonly number[] | undefined

  function fit(): readonly number[] {
    const pools: { value: number; weight: number; bands: number }[] = []
    for (let band = 0; band < BANDS; band += 1) {
      const weight = (seen[band] ?? 0) + TRUST
      const value = ((right[band] ?? 0) + (TRUST * BELIEF * (band + 0.5)) / BANDS) / weight
      pools.push({ value, weight, bands: 1 })
      for (;;) {
        const [before, last] = pools.slice(-2)
        if (!before || !last || before.value <= last.value) break
        const sum = before.weight + last.weight
        pools.splice(-2, 2, {
          value: (before.value * before.weight + last.value * last.weight) / sum,
          weight: sum,
          bands: before.bands + last.bands,
        })
      }
    }
    return pools.flatMap(({ value, bands }) => Array.from({ length: bands }, () => value))
  }

  return {
    note(share, wasRight) {
      const band = Math.min(BANDS - 1, Math.floor(share * BANDS))
      const kept = (seen[band] ?? 0) >= MEMORY ? (MEMORY - 1) / MEMORY : 1
      seen[band] = (seen[band] ?? 0) * kept + 1
      right[band] = (right[band] ?? 0) * kept + (wasRight ? 1 : 0)
      curve = undefined
    },
    of(share) {
      curve ??= fit()
      const at = Math.min(BANDS - 1, Math.max(0, share * BANDS - 0.5))
      const low = Math.floor(at)
      const below = curve[low] ?? 0
      const above = curve[Math.min(BANDS - 1, low + 1)] ?? below
      return below + (above - below) * (at - low)
    },
  }
}
