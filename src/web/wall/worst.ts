// Order of sensors of one kind from the worst, and the limit a value is told against. Pure.
import type { AlarmRule } from '../../core/alarm/types.ts'

export interface Standing {
  readonly slot: number
  /** NaN where none is known. */
  readonly value: number
  /** 1–4, 0 for none. */
  readonly level: number
  readonly silent: boolean
}

/** By level, then by value; silent ones and those without a value stand last, for nothing is known of them. */
export function worstFirst<T extends Standing>(sensors: readonly T[], lowest: boolean): readonly T[] {
  const known = (s: T): boolean => !s.silent && !Number.isNaN(s.value)
  const rank = (s: T): number => (s.level === 0 ? 5 : s.level)
  return [...sensors].sort(
    (a, b) =>
      Number(known(b)) - Number(known(a)) ||
      rank(a) - rank(b) ||
      (known(a) && known(b) ? (lowest ? a.value - b.value : b.value - a.value) : 0) ||
      a.slot - b.slot,
  )
}

export interface ValueLimit {
  readonly limit: number
  readonly isOver: boolean
}

/**
 * The limit a value is over, the gravest of those; else the mildest there is. Undefined where rules ask for more than the value tells
 * (they differ by attributes of the sensor) or there is none.
 */
export function limitFor(rules: readonly AlarmRule[], value: number): ValueLimit | undefined {
  const plain = rules.filter((r) => r.where === undefined)
  const [rule] = plain
  if (plain.length !== 1 || rules.length !== 1 || rule === undefined || Number.isNaN(value)) return undefined
  const steps = [...rule.steps].sort((a, b) => a.level - b.level)
  const beyond = (limit: number): boolean => (rule.direction === 'above' ? value >= limit : value <= limit)
  const over = steps.find((s) => beyond(s.limit))
  const told = over ?? steps.at(-1)
  return told && { limit: told.limit, isOver: over !== undefined }
}
