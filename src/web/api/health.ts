// Whether the hub answers at all.
import { paths } from '../../wire/api.ts'

const WITHIN_MS = 4_000

/** True: it answers and says that it is ready. Never throws. */
export async function hubAnswers(): Promise<boolean> {
  try {
    return (await fetch(paths.health, { signal: AbortSignal.timeout(WITHIN_MS), cache: 'no-store' })).ok
  } catch {
    return false
  }
}
