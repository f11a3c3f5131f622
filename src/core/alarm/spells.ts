// How long and how often an indicator would have stood at a level, from its kept minutes. Judges nothing itself; reads no store.
import type { Level } from '../level.ts'
import type { TrialAlarm } from './trial.ts'

/** Minutes further apart than this are no longer one spell: nobody knows what was between them. */
const APART_MS = 10 * 60_000
const MINUTE_MS = 60_000

/** A time during which some level was held throughout. `clearedAt` is the end of its last minute. */
export interface Spell extends TrialAlarm {
  /** How long each level was held, ms. */
  readonly heldMs: Readonly<Partial<Record<Level, number>>>
}

export interface SpellReader {
  /** The value of the minute that begins at `at` (epoch ms), with its level; in order. Minutes without a level may be left out but for the first. */
  take(at: number, value: number, level: Level | undefined): void
  /** `to`: a spell whose last minute ends there still stands. */
  end(to: number): readonly Spell[]
}

interface Open {
  readonly raisedAt: number
  readonly value: number
  level: Level
  until: number
  readonly heldMs: Partial<Record<Level, number>>
}

/** Reads the minutes of one area under one scale. */
export function openSpells(): SpellReader {
  const spells: Spell[] = []
  let open: Open | undefined
  const close = (still: boolean): void => {
    if (open === undefined) return
    const { until, ...rest } = open
    spells.push(still ? rest : { ...rest, clearedAt: until })
    open = undefined
  }
  return {
    take(at, value, level) {
      if (open !== undefined && (level === undefined || at - open.until > APART_MS)) close(false)
      if (level === undefined) return
      open ??= { raisedAt: at, value, level, until: at, heldMs: {} }
      open.level = Math.min(open.level, level) as Level
      open.until = at + MINUTE_MS
      open.heldMs[level] = (open.heldMs[level] ?? 0) + MINUTE_MS
    },
    end(to) {
      close(open !== undefined && to - open.until <= MINUTE_MS)
      return spells
    },
  }
}
