// When a warning holds. Time is an argument; nothing here has a timer.
import type { Warning } from './types.ts'

/**
 * A warning that names no end holds for so long after it was sent, if nothing replaces it: the longest look-ahead of the
 * meteorological signals (cold wave and frost, 48 h). CAP 1.2 leaves it to the recipient.
 */
export const UNTOLD_END_MS = 48 * 3_600_000

export interface WarningSpan {
  readonly fromAt: number
  readonly untilAt: number
  /** False: the sender named no end. */
  readonly untilStated: boolean
  /** When what it warns of is expected to begin, where that is said. */
  readonly onsetAt?: number
}

/** From the first of its infos to take effect (else when it was sent) to the last to expire. */
export function spanOf(warning: Pick<Warning, 'sentAt' | 'infos'>): WarningSpan {
  const { sentAt, infos } = warning
  const starts = infos.map((info) => info.effectiveAt ?? sentAt)
  const ends = infos.flatMap((info) => (info.expiresAt === undefined ? [] : [info.expiresAt]))
  const onsets = infos.flatMap((info) => (info.onsetAt === undefined ? [] : [info.onsetAt]))
  const untilStated = infos.length > 0 && ends.length === infos.length
  return {
    fromAt: starts.length === 0 ? sentAt : Math.min(...starts),
    untilAt: untilStated ? Math.max(...ends) : Math.max(sentAt + UNTOLD_END_MS, ...ends),
    untilStated,
    ...(onsets.length === 0 ? {} : { onsetAt: Math.min(...onsets) }),
  }
}

/** `coming` before it takes effect, `over` from the instant it expires. */
export type Phase = 'coming' | 'inForce' | 'over'
/** Where an instant (epoch ms) lies in a warning's span: the end is not in it. */
export const phaseAt = (span: Pick<WarningSpan, 'fromAt' | 'untilAt'>, now: number): Phase =>
  now >= span.untilAt ? 'over' : now < span.fromAt ? 'coming' : 'inForce'
