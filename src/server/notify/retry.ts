// What became of one attempt, and when the next one is due. Pure: sends nothing, keeps nothing.

/** The answer of a receiver, or why there was none. */
export type Answer =
  | { readonly type: 'answer'; readonly status: number; readonly retryAfterMs?: number; readonly body?: string }
  | { readonly type: 'none'; readonly error: string }

/** `later`: worth another attempt. `wrong`: will not get better by itself, a setting or the message is at fault. */
export type Outcome =
  | { readonly type: 'done'; readonly status: number }
  | {
      readonly type: 'later' | 'wrong'
      readonly error: string
      readonly status?: number
      readonly waitMs?: number
    }

const FIRST_WAIT_MS = 10_000
const LONGEST_WAIT_MS = 3_600_000
/** A receiver may ask for more patience than we have of our own, but not for ever. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000
/** About three and a half hours at the waits above: a night's maintenance of a receiver is shorter. */
export const MOST_ATTEMPTS = 12
/** A wrong address or key is not repeated for hours; two more attempts forgive a receiver that is being changed. */
export const MOST_WRONG_ATTEMPTS = 3

/** Request timeout, too early, too many requests: 4xx that pass. */
const PASSING: readonly number[] = [408, 425, 429]

/** By status alone: 2xx is done, 5xx and the passing 4xx come back, redirects and other 4xx are wrong. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.type === 'none') return { type: 'later', error: answer.error }
  const { status, retryAfterMs } = answer
  if (status >= 200 && status < 300) return { type: 'done', status }
  const wait = retryAfterMs === undefined ? {} : { waitMs: Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS) }
  if (status >= 300 && status < 400)
    return { type: 'wrong', status, error: `HTTP ${status}: redirects are not followed; enter the final address` }
  if (status >= 500 || PASSING.includes(status)) return { type: 'later', status, error: `HTTP ${status}`, ...wait }
  return { type: 'wrong', status, error: `HTTP ${status}` }
}

/** Wait after the `attempts`-th failed attempt, half of it by chance so that receivers are not all asked at once. `chance`: 0 to 1. */
export function waitAfter(attempts: number, chance: number, atLeastMs = 0): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (Math.max(1, attempts) - 1))
  return Math.max(atLeastMs, Math.round(whole * (0.5 + chance / 2)))
}

/** True when no further attempt is made after this many. */
export function isLast(outcome: Exclude<Outcome, { type: 'done' }>, attempts: number): boolean {
  return attempts >= (outcome.type === 'wrong' ? MOST_WRONG_ATTEMPTS : MOST_ATTEMPTS)
}

/** `Retry-After`: seconds, or an HTTP date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
