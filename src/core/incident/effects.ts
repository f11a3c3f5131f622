// What each lawful act writes in the log, clocks included. Whether it is lawful is not asked here.
// Clocks: filing from opening to filing; dispatch from filing to dispatch; handle from dispatch to the department's confirmation;
// check from there to closure; total from filing on, with the handling limit, extended and paused with it. Stage limits are in
// other units than handling limits and cannot be added to it, so total says how long the citizen waits against what the standard
// grants. A reopened case is handled and waited for anew. Where somebody can be called: respond from dispatch until they are reached or
// the case ends, callBack from closure until they have rated it.
import { extendClock, pauseClock, resumeClock, startClock, stopClock } from '../clock/clock.ts'
import type { Calendar, Clock, ClockStage, Escalation, Limit } from '../clock/types.ts'
import type { DepartmentId } from '../ids.ts'
import { type Level, worse } from '../level.ts'
import { isDiscontent } from './caller.ts'
import type { DecideContext, StageLimits } from './decision.ts'
import { GUARDS } from './guards.ts'
import { stageOf, transitionOf } from './lifecycle.ts'
import type { EventBody } from './events.ts'
import type { ActInput } from './inputs.ts'
import type { Incident, MatterSnapshot } from './types.ts'

const clocked = (clock: Clock): EventBody => ({ type: 'clocked', clock })

type Clocks = Pick<Incident, 'clocks'>

/** Changes those of the named clocks that exist and are not yet stopped. */
function change(incident: Clocks, stages: readonly ClockStage[], how: (clock: Clock) => Clock): EventBody[] {
  return stages.flatMap((stage) => {
    const clock = incident.clocks[stage]
    return clock && clock.stoppedAt === undefined ? [clocked(how(clock))] : []
  })
}
const stop = (incident: Clocks, now: number, ...stages: ClockStage[]) =>
  change(incident, stages, (clock) => stopClock(clock, now))
/** Clocks of the work on a case: they stand while it stands. What is owed to the caller waits for nothing. */
const STAGES: readonly ClockStage[] = ['filing', 'dispatch', 'handle', 'check', 'total']
/** Every clock of a case that ends. One that stands is judged as of its pause. */
export const stopAll = (incident: Clocks, now: number): EventBody[] => stop(incident, now, ...STAGES, 'respond')

/** What starting and stopping clocks needs. */
export interface ClockContext {
  readonly now: number
  readonly calendar: Calendar
  readonly stages: StageLimits
  readonly escalation: Escalation
}
type Timing = Omit<ClockContext, 'stages'>

/** A clock that starts now. */
export function started(stage: ClockStage, limit: Limit, { now, calendar, escalation }: Timing): EventBody {
  return clocked(startClock(stage, limit, now, calendar, escalation))
}

const pauseAll = (incident: Clocks, { now, calendar }: Timing): EventBody[] =>
  change(incident, STAGES, (clock) => pauseClock(clock, now, calendar))
const resumeAll = (incident: Clocks, { now, calendar, escalation }: Timing): EventBody[] =>
  change(incident, STAGES, (clock) => resumeClock(clock, now, calendar, escalation))

/** Filing under a condition: its snapshot is frozen, filing ends, total and dispatch begin. */
export function filedEvents(incident: Clocks, snapshot: MatterSnapshot, level: Level, ctx: ClockContext): EventBody[] {
  return [
    { type: 'filed', snapshot, level },
    ...stop(incident, ctx.now, 'filing'),
    started('total', snapshot.limit, ctx),
    started('dispatch', ctx.stages.dispatch, ctx),
  ]
}

/** The end of a suspension, by the desk or by its date. */
export function resumedEvents(incident: Clocks, ctx: Timing): EventBody[] {
  return [{ type: 'resumed' }, ...resumeAll(incident, ctx)]
}

/** A closed case is called back where somebody can be called. */
export function closedClocks(
  incident: Pick<Incident, 'clocks' | 'callable'>,
  ctx: Timing & Pick<DecideContext, 'callBackWithin'>,
): EventBody[] {
  const owed = incident.callable === true ? [started('callBack', ctx.callBackWithin, ctx)] : []
  return [...stopAll(incident, ctx.now), ...owed]
}

/** Back to the department that led it, with the full limit again. */
export function reopenedEvents(incident: Incident, reason: string, ctx: Timing): EventBody[] {
  const { limit } = snapshotOf(incident)
  return [{ type: 'reopened', reason }, started('handle', limit, ctx), started('total', limit, ctx)]
}

function calledBackEvents(
  incident: Incident,
  input: Extract<ActInput, { act: 'callBack' }>,
  ctx: DecideContext,
): EventBody[] {
  const { act: _, ...said } = input
  return [
    { type: 'calledBack', ...said },
    ...(input.reached ? stop(incident, ctx.now, 'callBack') : []),
    ...(isDiscontent(input) && mayReopen(incident, ctx) ? reopenedEvents(incident, input.note ?? '', ctx) : []),
  ]
}

/** As for the act `reopen`, by whomever. */
export function mayReopen(incident: Incident, ctx: DecideContext): boolean {
  const asked = { incident, ...ctx }
  return (
    ctx.superseded !== true &&
    transitionOf('reopen').from.includes(incident.state) &&
    transitionOf('reopen').guards.every((name) => GUARDS[name](asked) === undefined)
  )
}

function reworkedEvents(incident: Incident, reason: string, ctx: ClockContext): EventBody[] {
  return [
    { type: 'reworked', reason },
    ...stop(incident, ctx.now, 'check'),
    started('handle', snapshotOf(incident).limit, ctx),
  ]
}

/** Events of a lawful act, in the order they are appended. */
export function effectsOf(incident: Incident, input: ActInput, ctx: DecideContext): EventBody[] {
  const { now, calendar, escalation } = ctx
  const note = 'note' in input && input.note !== undefined ? { note: input.note } : {}
  switch (input.act) {
    case 'requestVerify':
      return [{ type: 'verifyRequested', ...note }]
    case 'verify':
      return [{ type: 'verified', found: input.found, photos: input.photos, ...note }]
    case 'file': {
      const known = ctx.snapshotOf(input.matter, input.condition)
      if (!known) throw new RangeError(`no condition ${input.condition} of ${input.matter}`)
      const { level, ...snapshot } = known
      // A measured level is never filed away: the condition may only raise what an alarm has said.
      const measured = incident.alarms.length > 0 ? worse(incident.level, level) : level
      return filedEvents(incident, snapshot, input.level ?? measured ?? level, ctx)
    }
    case 'refuse':
      return [{ type: 'refused', reason: input.reason }, ...stopAll(incident, now)]
    case 'cancel':
      return [{ type: 'cancelled', reason: input.reason }, ...stopAll(incident, now)]
    case 'dispatch': {
      const { lead, assist } = input
      const first = input.firstResponsible === true ? { firstResponsible: true } : {}
      return [
        { type: 'dispatched', lead, assist, recommended: lead === ctx.recommended, ...first, ...note },
        ...stop(incident, now, 'dispatch'),
        started('handle', snapshotOf(incident).limit, ctx),
        ...(incident.callable === true ? [started('respond', ctx.respondWithin, ctx)] : []),
      ]
    }
    case 'returnToAcceptor':
      return [
        { type: 'returnedToAcceptor', reason: input.reason },
        ...stop(incident, now, 'dispatch'),
        started('filing', ctx.stages.filing, ctx),
      ]
    case 'accept':
      return [{ type: 'accepted', handler: input.handler ?? ctx.actor.name, ...crewOf(input) }]
    case 'assign':
      return [{ type: 'assigned', handler: input.handler, ...crewOf(input) }]
    case 'return':
      return [
        { type: 'returned', reason: input.reason, ...(input.proposed && { proposed: input.proposed }) },
        started('dispatch', ctx.stages.dispatch, ctx),
      ]
    case 'revoke':
      return [{ type: 'revoked', reason: input.reason }]
    case 'progress':
      return [{ type: 'progressed', note: input.note, photos: input.photos }]
    case 'submit':
      return [{ type: 'submitted', note: input.note, photos: input.photos }]
    case 'sendBack':
      return [{ type: 'sentBack', reason: input.reason }]
    case 'confirm':
      return [{ type: 'confirmed', ...note }, ...stop(incident, now, 'handle'), started('check', ctx.stages.check, ctx)]
    case 'engage':
      return [{ type: 'engaged', department: input.department, task: input.task }]
    case 'release':
      return [{ type: 'released', department: input.department, reason: input.reason }]
    case 'acceptOrder':
      return [{ type: 'orderAccepted', department: departmentOf(ctx), handler: input.handler ?? ctx.actor.name }]
    case 'returnOrder':
      return [{ type: 'orderReturned', department: departmentOf(ctx), reason: input.reason }]
    case 'finishOrder':
      return [{ type: 'orderFinished', department: departmentOf(ctx), note: input.note, photos: input.photos }]
    case 'check': {
      const checked: EventBody = { type: 'checked', passed: input.passed, photos: input.photos, ...note }
      return input.passed ? [checked] : [checked, ...reworkedEvents(incident, input.note ?? '', ctx)]
    }
    case 'rework':
      return reworkedEvents(incident, input.reason, ctx)
    case 'close':
      return [{ type: 'closed', conditionMet: true, ...note }, ...closedClocks(incident, ctx)]
    case 'forceClose':
      return [{ type: 'forceClosed', reason: input.reason }, ...stopAll(incident, now)]
    case 'reopen':
      return reopenedEvents(incident, input.reason, ctx)
    case 'appeal':
      return [{ type: 'appealed', reason: input.reason, photos: input.photos }]
    case 'reviewAppeal':
      return [{ type: 'appealReviewed', granted: input.granted, ...reasonOf(input) }]
    case 'decideAppeal':
      return [{ type: 'appealDecided', granted: input.granted, ...reasonOf(input) }]
    case 'contact':
      return [
        { type: 'contacted', reached: input.reached, ...note },
        ...(input.reached ? stop(incident, now, 'respond') : []),
      ]
    case 'callBack':
      return calledBackEvents(incident, input, ctx)
    case 'exclude':
      return [{ type: 'excluded', ground: input.ground, reason: input.reason }]
    case 'undo': {
      const { lastAct } = incident
      if (!lastAct) throw new RangeError(`nothing to undo in case ${incident.id}`)
      return [{ type: 'undone', n: lastAct.n, of: lastAct.of }]
    }
    case 'merge':
      return [{ type: 'merged', into: input.into, ...reasonOf(input) }, ...pauseAll(incident, ctx)]
    case 'unmerge': {
      const from = incident.mergedInto
      if (from === undefined) throw new RangeError(`case ${incident.id} is not merged`)
      return [{ type: 'unmerged', from, reason: input.reason }, ...resumeAll(incident, ctx)]
    }
    case 'requestExtension':
      return [{ type: 'extensionRequested', reason: input.reason }]
    case 'decideExtension':
      return [
        { type: 'extensionDecided', granted: input.granted, ...reasonOf(input) },
        ...(input.granted
          ? change(incident, ['handle', 'total'], (clock) => extendClock(clock, calendar, escalation))
          : []),
      ]
    case 'requestSuspension':
      return [{ type: 'suspensionRequested', until: input.until, reason: input.reason }]
    case 'decideSuspension': {
      const until = incident.request?.type === 'suspension' ? incident.request.until : now
      return [
        { type: 'suspensionDecided', granted: input.granted, until, ...reasonOf(input) },
        ...(input.granted ? pauseAll(incident, ctx) : []),
      ]
    }
    case 'resume':
      return resumedEvents(incident, ctx)
    case 'supervise':
      return [
        {
          type: 'supervised',
          text: input.text,
          ...(input.urgency !== undefined && { urgency: input.urgency }),
          ...(input.dueAt !== undefined && { dueAt: input.dueAt }),
        },
      ]
    case 'reply':
      return [{ type: 'replied', text: input.text }]
    case 'remind':
      return [{ type: 'reminded', stage: stageOf(incident.state) ?? 'total', why: 'desk', ...note }]
    case 'note':
      return [{ type: 'noted', text: input.text }]
  }
}

const crewOf = (input: { crew?: string }) => (input.crew === undefined ? {} : { crew: input.crew })
const reasonOf = (input: { reason?: string }) => (input.reason === undefined ? {} : { reason: input.reason })

function departmentOf({ actor }: DecideContext): DepartmentId {
  if (actor.department === undefined) throw new RangeError(`${actor.id} is of no department`)
  return actor.department
}

function snapshotOf(incident: Incident): MatterSnapshot {
  if (!incident.snapshot) throw new RangeError(`case ${incident.id} was never filed`)
  return incident.snapshot
}
