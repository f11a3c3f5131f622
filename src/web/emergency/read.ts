// What a running emergency says to the eye: roll call, steps and reports against the time, the next deadline, public facts. Pure.
import type { DepartmentId } from '../../core/ids.ts'
import type { EmergencyActor, PartyState, PlanStep, ReportKind, StepState } from '../../core/emergency/types.ts'
import type { EmergencyRow } from '../../wire/emergencies.ts'

/** `late`: silent when the time was up. */
export type PartyAnswer = 'ready' | 'notReady' | 'silent' | 'late'
export interface PartyLine {
  readonly state: PartyState
  readonly answer: PartyAnswer
}

export interface RollCall {
  readonly ready: number
  readonly notReady: number
  readonly silent: number
  readonly all: number
  readonly signed: number
  /** Below zero: the time for it is up. */
  readonly leftMs: number
  /** Those who must be called first. */
  readonly lines: readonly PartyLine[]
}

export const answerOf = (party: PartyState, rollDueAt: number, now: number): PartyAnswer =>
  party.answer ?? (now > rollDueAt ? 'late' : 'silent')

const CALLED_FIRST: readonly PartyAnswer[] = ['notReady', 'late', 'silent', 'ready']

export function rollCall(row: EmergencyRow, now: number): RollCall {
  const at = row.endedAt ?? now
  const lines = row.parties.map((state) => ({ state, answer: answerOf(state, row.rollDueAt, at) }))
  const count = (answer: PartyAnswer): number => lines.filter((line) => line.answer === answer).length
  const ready = count('ready')
  const notReady = count('notReady')
  return {
    ready,
    notReady,
    silent: lines.length - ready - notReady,
    all: lines.length,
    signed: row.parties.filter((p) => p.signedAt !== undefined).length,
    leftMs: row.rollDueAt - at,
    // Sorting is stable: within an answer the plan's own order stays, leads before the others.
    lines: lines.sort(
      (a, b) =>
        CALLED_FIRST.indexOf(a.answer) - CALLED_FIRST.indexOf(b.answer) || Number(b.state.lead) - Number(a.state.lead),
    ),
  }
}

export type Standing = 'overdue' | 'open' | 'done' | 'doneLate'
const standing = (dueAt: number, doneAt: number | undefined, now: number): Standing =>
  doneAt === undefined ? (now > dueAt ? 'overdue' : 'open') : doneAt > dueAt ? 'doneLate' : 'done'
export const isDone = (s: Standing): boolean => s === 'done' || s === 'doneLate'

export interface StepLine {
  readonly step: PlanStep
  readonly state: StepState
  readonly standing: Standing
}
/** In the plan's order. */
export function stepLines(row: EmergencyRow, now: number): readonly StepLine[] {
  const states = new Map(row.steps.map((s) => [s.id, s]))
  return row.plan.steps.flatMap((step) => {
    const state = states.get(step.id)
    return state === undefined
      ? []
      : [{ step, state, standing: standing(state.dueAt, state.doneAt, row.endedAt ?? now) }]
  })
}
/** What is left to do first, by deadline; what is done after it, the latest first. */
export const byNeed = (lines: readonly StepLine[]): readonly StepLine[] =>
  [...lines].sort((a, b) => {
    const done = Number(isDone(a.standing)) - Number(isDone(b.standing))
    if (done !== 0) return done
    return isDone(a.standing) ? (b.state.doneAt ?? 0) - (a.state.doneAt ?? 0) : a.state.dueAt - b.state.dueAt
  })

export interface ReportLine {
  readonly n: number
  readonly kind: ReportKind
  readonly dueAt: number
  readonly submittedAt: number | undefined
  readonly standing: Standing
}
/** The final one is due after the end: reports are held against the clock as it goes on. */
export const reportLines = (row: EmergencyRow, now: number): readonly ReportLine[] =>
  row.reports.map((r) => ({
    n: r.n,
    kind: r.kind,
    dueAt: r.dueAt,
    submittedAt: r.submittedAt,
    standing: standing(r.dueAt, r.submittedAt, now),
  }))

/** The next thing that has to be done by a time. */
export type NextDue =
  | { readonly type: 'roll'; readonly dueAt: number }
  | { readonly type: 'report'; readonly dueAt: number; readonly report: ReportLine }
  | { readonly type: 'step'; readonly dueAt: number; readonly step: PlanStep }

/** What is already late is counted apart: the next deadline lies ahead. Once it has ended only its final report is awaited. */
export function nextDue(row: EmergencyRow, now: number): { readonly next: NextDue | undefined; readonly late: number } {
  const over = row.endedAt !== undefined
  const answered = row.parties.every((p) => p.answer !== undefined)
  const due: NextDue[] = [
    ...(over || answered ? [] : [{ type: 'roll' as const, dueAt: row.rollDueAt }]),
    ...reportLines(row, now)
      .filter((r) => r.submittedAt === undefined)
      .map((report) => ({ type: 'report' as const, dueAt: report.dueAt, report })),
    ...stepLines(row, now)
      .filter((s) => !over && s.state.doneAt === undefined)
      .map(({ step, state }) => ({ type: 'step' as const, dueAt: state.dueAt, step })),
  ]
  const ahead = due.filter((d) => d.dueAt >= now).sort((a, b) => a.dueAt - b.dueAt)
  return { next: ahead[0], late: due.length - ahead.length }
}

/** What has happened, as everybody may read it: posts and departments, no person, nothing written freely. */
export type Fact =
  | { readonly type: 'declared' | 'ended'; readonly at: number; readonly by: EmergencyActor | undefined }
  | { readonly type: 'signed'; readonly at: number; readonly department: DepartmentId }
  | { readonly type: 'answered'; readonly at: number; readonly department: DepartmentId; readonly ready: boolean }
  | { readonly type: 'stepDone'; readonly at: number; readonly step: PlanStep; readonly by: EmergencyActor | undefined }
  | { readonly type: 'reported'; readonly at: number; readonly n: number; readonly kind: ReportKind }

/** Newest first. */
export function facts(row: EmergencyRow): readonly Fact[] {
  const all: Fact[] = [{ type: 'declared', at: row.declaredAt, by: row.declaredBy }]
  for (const { department, signedAt, answer, answeredAt } of row.parties) {
    if (signedAt !== undefined) all.push({ type: 'signed', at: signedAt, department })
    if (answer !== undefined && answeredAt !== undefined)
      all.push({ type: 'answered', at: answeredAt, department, ready: answer === 'ready' })
  }
  for (const { step, state } of stepLines(row, row.declaredAt))
    if (state.doneAt !== undefined) all.push({ type: 'stepDone', at: state.doneAt, step, by: state.by })
  for (const { n, kind, submittedAt } of row.reports)
    if (submittedAt !== undefined) all.push({ type: 'reported', at: submittedAt, n, kind })
  if (row.endedAt !== undefined) all.push({ type: 'ended', at: row.endedAt, by: row.endedBy })
  return all
    .map((fact, i) => ({ fact, i }))
    .sort((a, b) => b.fact.at - a.fact.at || b.i - a.i)
    .map(({ fact }) => fact)
}
