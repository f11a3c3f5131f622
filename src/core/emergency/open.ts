// What still runs and what is still open: which emergencies come first, and the steps that nobody has done. Pure.
import type { Emergency, PlanStep, ReportState } from './types.ts'

/** Those that run: the real ones first, then the worst, then the oldest. */
export const running = <E extends Emergency>(all: Iterable<E>): readonly E[] =>
  [...all]
    .filter((one) => one.endedAt === undefined)
    .sort((a, b) => Number(a.drill) - Number(b.drill) || a.level - b.level || a.declaredAt - b.declaredAt)

/** A step that is not done; `dueAt` is epoch ms. */
export interface OpenStep {
  readonly step: PlanStep
  readonly dueAt: number
}

/** Steps not done, the nearest deadline first. */
export const openSteps = (e: Emergency): readonly OpenStep[] =>
  e.steps
    .flatMap(({ id, dueAt, doneAt }): OpenStep[] => {
      const step = e.plan.steps.find((one) => one.id === id)
      return step && doneAt === undefined ? [{ step, dueAt }] : []
    })
    .sort((a, b) => a.dueAt - b.dueAt)

/** Reports that are not submitted; the last one falls due after the end. */
export const reportsOwed = ({ reports }: Pick<Emergency, 'reports'>): readonly ReportState[] =>
  reports.filter(({ submittedAt }) => submittedAt === undefined)
