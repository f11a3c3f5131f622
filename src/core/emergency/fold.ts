// Lines of a log → the emergency. Pure and total over any log that decide.ts and tick.ts can write.
import type { DepartmentId } from '../ids.ts'
import type { Line, LineBody, Running } from './log.ts'
import { deadlineKey } from './tick.ts'
import type { Emergency, EmergencyActor, PartyState, ReportState, StepState } from './types.ts'

/** The emergency after `lines`, which go on from `before`; undefined while nothing is declared. */
export function foldLines(lines: readonly Line[], before?: Running): Running | undefined {
  let emergency = before
  for (const line of lines) emergency = line.body.type === 'declared' ? begin(line, line.body) : next(emergency, line)
  return emergency
}

/** As screens know it: without what only the hub needs. */
export function toEmergency({ told: _told, caseWork: _caseWork, ...emergency }: Running): Emergency {
  return emergency
}

/**
 * As everybody may see it, walls too: what people write freely is left out, since nobody can say who is named in it.
 */
export function toPublic(running: Running): Emergency {
  const { endReason: _reason, parties, steps, ...rest } = toEmergency(running)
  return {
    ...rest,
    parties: parties.map(({ note: _note, ...party }) => party),
    steps: steps.map(({ note: _note, ...step }) => step),
  }
}

type Declared = Extract<LineBody, { type: 'declared' }>

/** `id` is given by the store: a log does not name itself. */
function begin({ n, at, by }: Line, { drill, plan, incident, title, level, place }: Declared): Running {
  return {
    id: '',
    drill,
    plan,
    ...(incident !== undefined && { incident }),
    title,
    level,
    ...(place && { place }),
    declaredAt: at,
    declaredBy: by,
    rollDueAt: at + plan.rollCallMs,
    parties: plan.parties.map(({ department, lead }) => ({ department, lead })),
    steps: plan.steps.map(({ id, withinMs }) => ({ id, dueAt: at + withinMs })),
    reports: [{ n: 1, kind: 'first', dueAt: at + plan.reports.firstMs }],
    version: n,
    told: [],
    caseWork: !drill && incident !== undefined ? 'due' : 'none',
  }
}

function next(before: Running | undefined, line: Line): Running {
  if (before === undefined) throw new Error(`line ${line.n} speaks of an emergency that was not declared`)
  return { ...after(before, line), version: line.n }
}

function after(e: Running, { at, by, body }: Line): Running {
  const step = (id: string, change: (one: StepState) => StepState): Running => ({
    ...e,
    steps: e.steps.map((one) => (one.id === id ? change(one) : one)),
  })
  const party = (id: DepartmentId, change: (one: PartyState) => PartyState): Running => ({
    ...e,
    parties: e.parties.map((one) => (one.department === id ? change(one) : one)),
  })
  switch (body.type) {
    case 'declared':
      return e
    case 'stepDone': {
      const { step: id, note, occurredAt: doneAt = at } = body
      return step(id, ({ dueAt }) => ({ id, dueAt, doneAt, by, ...(note !== undefined && { note }) }))
    }
    case 'stepUndone':
      return step(body.step, ({ id, dueAt }) => ({ id, dueAt }))
    case 'signed':
      return party(body.department, (one) => ({ ...one, signedAt: one.signedAt ?? body.occurredAt ?? at }))
    case 'answered': {
      const { department, answer, note, occurredAt: answeredAt = at } = body
      return party(department, ({ note: _note, ...one }) => ({
        ...one,
        // Whoever answers has read the order.
        signedAt: one.signedAt ?? answeredAt,
        answer,
        answeredAt,
        ...(note !== undefined && { note }),
      }))
    }
    case 'rollCalled':
      return {
        ...e,
        rollDueAt: at + e.plan.rollCallMs,
        parties: e.parties.map(({ department, lead, signedAt }) => ({
          department,
          lead,
          ...(signedAt !== undefined && { signedAt }),
        })),
      }
    case 'reported':
      return { ...e, reports: reportsAfter(e, body.n, at) }
    case 'noted':
      return e
    case 'ended':
      return ended(e, at, by, body.reason)
    case 'rollClosed':
      return { ...e, told: [...e.told, deadlineKey.roll(e.rollDueAt)] }
    case 'stepOverdue':
      return { ...e, told: [...e.told, deadlineKey.step(body.step)] }
    case 'reportOverdue':
      return { ...e, told: [...e.told, deadlineKey.report(body.n, body.kind)] }
    case 'caseWorked':
      return { ...e, caseWork: 'done' }
  }
}

/** One report is due at a time: each that is handed in asks for the next, until the final one. */
function reportsAfter(e: Running, n: number, at: number): ReportState[] {
  const reports = e.reports.map((one) => (one.n === n ? { ...one, submittedAt: at } : one))
  return e.endedAt === undefined
    ? [...reports, { n: n + 1, kind: 'follow', dueAt: at + e.plan.reports.everyMs }]
    : reports
}

/** The report that was due becomes the final one (终报), due within one interval of the end. */
function ended(e: Running, at: number, by: EmergencyActor, reason: string): Running {
  return {
    ...e,
    endedAt: at,
    endedBy: by,
    endReason: reason,
    // Nothing is done with a case any more for an emergency that is over.
    caseWork: e.caseWork === 'due' ? 'none' : e.caseWork,
    reports: e.reports.map((one): ReportState =>
      one.submittedAt === undefined ? { n: one.n, kind: 'final', dueAt: at + e.plan.reports.everyMs } : one,
    ),
  }
}
