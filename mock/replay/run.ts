// Publishes a plan at its pace, a bounded number of messages in flight. Time and the broker come from outside.
import type { Link } from './link.ts'
import { toDue, type Pace, type Plan } from './plan.ts'

/** The hub acknowledges when a message is stored, in batches; fewer in flight would starve it, more would only queue. */
const MAX_IN_FLIGHT = 500

export interface Progress {
  published: number
  /** Recorded arrival of the last message, epoch ms. */
  recordedAt: number
}

export interface RunOptions {
  readonly link: Pick<Link, 'publish' | 'refused'>
  readonly pace: Pace
  readonly now: () => number
  /** Resolves after so many ms, or when `stop` fires. */
  readonly wait: (ms: number, stop: AbortSignal) => Promise<void>
  readonly stop: AbortSignal
  readonly progress: Progress
}

/** Resolves when every message is acknowledged or `stop` fires; rejects when the broker refuses. */
export async function runPlan(plan: Plan, { link, pace, now, wait, stop, progress }: RunOptions): Promise<void> {
  const originAt = plan.messages[0]?.arrivedAt
  if (originAt === undefined) return
  const inFlight = new Set<Promise<void>>()
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })
  for (const message of plan.messages) {
    const due = toDue(message, originAt, pace)
    const ahead = due.dueAt - now()
    if (ahead > 0) await Promise.race([wait(ahead, stop), link.refused])
    while (inFlight.size >= MAX_IN_FLIGHT && !stop.aborted) await Promise.race([...inFlight, link.refused, stopped])
    if (stop.aborted) break
    const sent: Promise<void> = link.publish(due.topic, due.payload).then(() => {
      inFlight.delete(sent)
      progress.published++
      progress.recordedAt = message.arrivedAt
    })
    inFlight.add(sent)
  }
  await Promise.race([Promise.all(inFlight), link.refused, stopped])
}
