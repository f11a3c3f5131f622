// The first so many sensors, the worst before the others, without sorting all of them. Pure.

export interface SensorStanding {
  /** 1–4, 0 for none. */
  readonly level: number
  readonly silent: boolean
  readonly doubted: boolean
}

const RANKS = 7
/** Levels Ⅰ to Ⅳ, then silent, then doubted, then calm. */
const rankOf = ({ level, silent, doubted }: SensorStanding): number =>
  level > 0 ? level - 1 : silent ? 4 : doubted ? 5 : 6

/** At most `most` slots; those of one rank in the order they came. */
export function worstSlots(
  slots: readonly number[],
  standing: (slot: number) => SensorStanding,
  most: number,
): readonly number[] {
  const ranks: number[][] = Array.from({ length: RANKS }, () => [])
  for (const slot of slots) {
    const rank = ranks[rankOf(standing(slot))]
    if (rank !== undefined && rank.length < most) rank.push(slot)
  }
  return ranks.flat().slice(0, most)
}
