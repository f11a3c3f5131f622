// What time alone brings about: the roll call is over, a step or a report is late. Each is said once; asks no clock itself.
import type { LineBody, Running } from './log.ts'
import { reportsOwed } from './open.ts'
import type { ReportKind } from './types.ts'

/** Names of deadlines in `Running.told`. A roll call asked again, or the final report, has a deadline of its own. */
export const deadlineKey = {
  roll: (dueAt: number): string => `roll/${dueAt}`,
  step: (id: string): string => `step/${id}`,
  report: (n: number, kind: ReportKind): string => `report/${n}/${kind}`,
} as const

interface Deadline {
  readonly dueAt: number
  readonly key: string
  readonly body: LineBody
}

/** Deadlines that still stand and of which nothing has been said. */
function deadlines(e: Running): Deadline[] {
  const out: Deadline[] = []
  if (e.endedAt === undefined) {
    const missing = e.parties.filter((one) => one.answer === undefined).map((one) => one.department)
    out.push({ dueAt: e.rollDueAt, key: deadlineKey.roll(e.rollDueAt), body: { type: 'rollClosed', missing } })
    for (const { id, dueAt, doneAt } of e.steps)
      if (doneAt === undefined) out.push({ dueAt, key: deadlineKey.step(id), body: { type: 'stepOverdue', step: id } })
  }
  for (const { n, kind, dueAt } of reportsOwed(e))
    out.push({ dueAt, key: deadlineKey.report(n, kind), body: { type: 'reportOverdue', n, kind } })
  return out.filter(({ key }) => !e.told.includes(key)).sort((a, b) => a.dueAt - b.dueAt)
}

/** What is to be written by `now` (epoch ms), in the order it fell due. Found from the state: a hub that was away says it late, once. */
export const dueBodies = (e: Running, now: number): LineBody[] =>
  deadlines(e)
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ body }) => body)

/** The next moment at which time alone says something, epoch ms; undefined: never. */
export const nextDueAt = (e: Running): number | undefined => deadlines(e)[0]?.dueAt
