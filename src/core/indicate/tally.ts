// Counts which inputs went into a value and what they say of it: coverage, age, suspicion, simulation. Knows no formula.
import type { SeriesInput } from './inputs.ts'
import type { IndicatorValue } from './types.ts'

/** What an evaluation found before it judges. */
export class Tally {
  /** Sensors that were spoken of at all. */
  seen = 0
  /** Sensors with a value that could count: fresh, unsuspected, finite. */
  eligible = 0
  /** Sensors whose value did count. */
  used = 0
  /** Sensors left out because their newest value is suspect. */
  suspect = 0
  private isReal = false
  private isSimulated = false
  private anySimulated = false
  private oldestAt = Infinity
  private newestAt = -Infinity

  see(s: SeriesInput): void {
    if (s.simulated) this.anySimulated = true
  }

  /** One input that went into the value. */
  count(s: SeriesInput): void {
    if (s.simulated) this.isSimulated = true
    else this.isReal = true
    if (s.occurredAt < this.oldestAt) this.oldestAt = s.occurredAt
    if (s.occurredAt > this.newestAt) this.newestAt = s.occurredAt
  }

  /** Simulated: of what counted; where nothing did, of what there is. */
  get body(): Pick<IndicatorValue, 'suspect' | 'simulated' | 'mixed' | 'oldestAt' | 'newestAt'> {
    return {
      suspect: this.suspect,
      simulated: this.used > 0 ? this.isSimulated : this.anySimulated,
      ...(this.isReal && this.isSimulated ? { mixed: true } : {}),
      ...(this.newestAt === -Infinity ? {} : { oldestAt: this.oldestAt, newestAt: this.newestAt }),
    }
  }
}

/** Beyond this a number is a fault and no measurement: squares and sums of such would run out of range. */
const LARGEST = 1e15

/** `windowFloor`: share of its window's hours that a value must rest on. */
export const isUsable = (s: SeriesInput, windowFloor: number): boolean =>
  s.fresh && !s.suspect && Math.abs(s.value) <= LARGEST && (s.covered ?? 1) >= windowFloor
