// From a log to a case. Trusts the log: what is lawful was decided when it was written, and stays true when rules change.
import { worse } from '../level.ts'
import { areasOf } from './areas.ts'
import type { EventBody, IncidentEvent } from './events.ts'
import { ordersAfter, ordersAnew, ordersFor } from './orders.ts'
import type { ClockStage } from '../clock/types.ts'
import type { Actor, CallBack, Incident, IncidentState, Reminder, Supervision } from './types.ts'
import { remembering, takenBack } from './undo.ts'

/** The log itself is wrong; `code` says how. Nothing can be read from it. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly code: 'notOpened' | 'openedTwice' | 'gap' | 'otherCase'
  constructor(code: LogError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * One more event. `opened` happened when the city says; filing, dispatch, confirmation and closing count from when they were
 * recorded, as their clocks do.
 * Errors: `LogError` for an event before `opened`, a second `opened`, a hole in `n`, or an event of another case.
 */
export function applyEvent(incident: Incident | undefined, event: IncidentEvent): Incident {
  if (!incident) {
    if (event.body.type !== 'opened')
      throw new LogError('notOpened', `case ${event.incident} begins with ${event.body.type}`)
    if (event.n !== 1) throw new LogError('gap', `case ${event.incident} begins with event ${event.n}`)
    return opened(event, event.body)
  }
  if (event.incident !== incident.id)
    throw new LogError('otherCase', `event of ${event.incident} in the log of ${incident.id}`)
  if (event.n !== incident.version + 1)
    throw new LogError('gap', `case ${incident.id}: event ${event.n} after ${incident.version}`)
  const next = remembering(incident, event, after(incident, event, event.body))
  return { ...next, version: event.n, updatedAt: event.recordedAt }
}

/** A whole log, or its continuation from a case already folded. Undefined for an empty log. */
export function foldEvents(events: Iterable<IncidentEvent>, from?: Incident): Incident | undefined {
  let incident = from
  for (const event of events) incident = applyEvent(incident, event)
  return incident
}

function opened(event: IncidentEvent, body: Extract<EventBody, { type: 'opened' }>): Incident {
  const { type: _, ...facts } = body
  return {
    ...facts,
    id: event.incident,
    version: event.n,
    assist: [],
    orders: [],
    openedAt: event.occurredAt,
    recordedAt: event.recordedAt,
    updatedAt: event.recordedAt,
    clocks: {},
    extensions: 0,
    suspensions: 0,
    reworks: 0,
    returns: 0,
    returnedBy: [],
    reopenings: 0,
    supervised: false,
    supervisions: [],
    disposers: [],
    alarms: [],
    reports: [],
    photos: [],
    areas: areasOf(body.place.area),
    absorbed: [],
  }
}

function after(i: Incident, { actor, recordedAt }: IncidentEvent, body: EventBody): Incident {
  const moved = (state: IncidentState): Incident => ({ ...i, state })
  switch (body.type) {
    case 'opened':
      throw new LogError('openedTwice', `case ${i.id} is opened twice`)
    case 'alarmLinked':
      return { ...i, alarms: added(i.alarms, [body.alarm]), level: worse(i.level, body.level) ?? i.level }
    case 'reportLinked':
      return { ...i, reports: added(i.reports, [body.report]) }
    case 'verifyRequested':
      return moved('pendingVerify')
    case 'verified':
      return { ...moved('pendingFiling'), photos: added(i.photos, body.photos) }
    case 'filed': {
      const { snapshot, level } = body
      const filing = { matter: snapshot.code, condition: snapshot.condition, snapshot, level, filedAt: recordedAt }
      return { ...moved('pendingDispatch'), ...filing }
    }
    case 'refused':
    case 'cancelled':
      return moved(body.type)
    case 'dispatched':
      return {
        ...without(moved('pendingHandle'), 'firstResponsible'),
        lead: body.lead,
        assist: body.assist,
        orders: ordersFor(body.assist),
        dispatchedAt: recordedAt,
        ...(body.firstResponsible === true && { firstResponsible: true }),
      }
    case 'returnedToAcceptor':
      // What was filled in stays as a suggestion; the filing and its total clock are void until it is filed again.
      return { ...without(moved('pendingFiling'), 'filedAt'), clocks: without(i.clocks, 'total') }
    case 'accepted':
      return assigned(moved('handling'), body)
    case 'assigned':
      return assigned(i, body)
    case 'returned':
      return {
        ...without(moved('pendingDispatch'), ...OF_THE_LEAD),
        assist: [],
        orders: [],
        returns: i.returns + 1,
        returnedBy: i.lead === undefined ? i.returnedBy : added(i.returnedBy, [i.lead]),
        clocks: without(i.clocks, 'handle', 'respond'),
      }
    case 'revoked':
      return without(moved('pendingHandle'), 'handler', 'crew')
    case 'progressed':
      return { ...i, photos: added(i.photos, body.photos) }
    case 'submitted': {
      const photos = added(i.photos, body.photos)
      return { ...without(moved('pendingConfirm'), 'request'), photos, disposers: added(i.disposers, [actor.id]) }
    }
    case 'sentBack':
      return moved('handling')
    case 'confirmed':
      return { ...moved('pendingCheck'), confirmedAt: recordedAt, disposers: added(i.disposers, [actor.id]) }
    case 'checked': {
      const photos = added(i.photos, body.photos)
      return body.passed ? { ...moved('pendingClose'), photos } : { ...i, photos }
    }
    case 'reworked':
      return { ...workedAnew(i), reworks: i.reworks + 1 }
    case 'closed':
      return ended(moved('closed'), recordedAt)
    case 'forceClosed': {
      const stopped = without(moved('forceClosed'), 'request', 'resumeState', 'suspendedUntil')
      return ended(stopped, recordedAt)
    }
    case 'reopened':
      return {
        ...without(workedAnew(i), 'closedAt'),
        reopenings: i.reopenings + 1,
        // A call still owed is owed for the next closure.
        ...(i.clocks.callBack?.stoppedAt === undefined && { clocks: without(i.clocks, 'callBack') }),
      }
    case 'engaged':
    case 'released':
    case 'orderAccepted':
    case 'orderReturned':
      return { ...i, ...ordersAfter(i, body) }
    case 'orderFinished': {
      const photos = added(i.photos, body.photos)
      return { ...i, ...ordersAfter(i, body), photos, disposers: added(i.disposers, [actor.id]) }
    }
    case 'extensionRequested':
      return { ...i, request: { type: 'extension', reason: body.reason } }
    case 'extensionDecided':
      return { ...without(i, 'request'), extensions: i.extensions + (body.granted ? 1 : 0) }
    case 'suspensionRequested':
      return { ...i, request: { type: 'suspension', reason: body.reason, until: body.until } }
    case 'suspensionDecided': {
      if (!body.granted) return without(i, 'request')
      const resumeState = i.state === 'handling' ? 'handling' : 'pendingHandle'
      const suspended = { suspensions: i.suspensions + 1, suspendedUntil: body.until, resumeState } as const
      return { ...without(moved('suspended'), 'request'), ...suspended }
    }
    case 'resumed':
      return without(moved(i.resumeState ?? 'pendingHandle'), 'resumeState', 'suspendedUntil')
    case 'appealed':
      return { ...i, appeal: { reason: body.reason, state: 'asked' }, photos: added(i.photos, body.photos) }
    case 'appealReviewed':
      // A first review that says no ends it; one that says yes waits for a second person.
      return i.appeal
        ? { ...i, appeal: { ...i.appeal, state: body.granted ? 'reviewed' : 'refused', reviewer: actor.id } }
        : i
    case 'appealDecided':
      return i.appeal ? { ...i, appeal: { ...i.appeal, state: body.granted ? 'granted' : 'refused' } } : i
    case 'supervised': {
      const supervisions = [...i.supervisions, supervisionOf(body, actor, recordedAt)]
      const supervised = { ...i, supervised: true, supervisions }
      return body.stage === undefined ? supervised : reminded(supervised, body.stage, 'supervised')
    }
    case 'replied': {
      const open = i.supervisions.findLastIndex((one) => one.reply === undefined)
      const reply = { text: body.text, by: actor.name, at: recordedAt }
      return { ...i, supervisions: i.supervisions.map((one, at) => (at === open ? { ...one, reply } : one)) }
    }
    case 'reminded':
      return reminded(i, body.stage, body.why)
    case 'escalated':
      return reminded(i, body.stage, 'escalated')
    case 'noted':
      return i
    case 'merged':
      return { ...moved('merged'), mergedInto: body.into, mergedFrom: i.state }
    case 'unmerged':
      return without(moved(i.mergedFrom ?? 'pendingFiling'), 'mergedInto', 'mergedFrom')
    case 'absorbed':
      return { ...i, absorbed: added(i.absorbed, [body.incident]) }
    case 'separated':
      return { ...i, absorbed: i.absorbed.filter((one) => one !== body.incident) }
    case 'outcomeShared': {
      const shared = without(moved(body.state), 'mergedFrom')
      return body.state === 'closed' || body.state === 'forceClosed' ? ended(shared, recordedAt) : shared
    }
    case 'contacted':
      return body.reached ? { ...i, contactedAt: i.contactedAt ?? recordedAt } : i
    case 'calledBack': {
      const { type: _, ...said } = body
      const call: CallBack = { ...said, by: actor.name, at: recordedAt }
      return { ...i, callBacks: [...(i.callBacks ?? []), call] }
    }
    case 'excluded':
      return { ...i, excluded: { ground: body.ground, reason: body.reason } }
    case 'undone':
      return i.lastAct?.n === body.n ? takenBack(i) : i
    case 'clocked':
      return { ...i, clocks: { ...i.clocks, [body.clock.stage]: body.clock } }
  }
}

/** What a case has from the department that leads it, and loses with it. */
const OF_THE_LEAD = ['lead', 'firstResponsible', 'handler', 'crew', 'dispatchedAt', 'contactedAt', 'request'] as const

const assigned = (i: Incident, { handler, crew }: { readonly handler: string; readonly crew?: string }): Incident => ({
  ...without(i, 'crew'),
  handler,
  ...(crew !== undefined && { crew }),
})

/** Each closure is called back anew. */
const ended = (i: Incident, closedAt: number): Incident => ({ ...without(i, 'callBacks'), closedAt })

/** Back to the same department, which begins again. */
const workedAnew = (i: Incident): Incident => ({
  ...without(i, 'handler', 'crew', 'confirmedAt'),
  state: 'pendingHandle',
  orders: ordersAnew(i.orders),
})

function reminded(i: Incident, stage: ClockStage, why: Reminder['why']): Incident {
  const clock = i.clocks[stage]
  if (!clock) return i
  const reminder: Reminder = { stage, why, startedAt: clock.startedAt, dueAt: clock.dueAt }
  return { ...i, reminders: [...(i.reminders ?? []), reminder] }
}

function supervisionOf(
  body: Extract<EventBody, { type: 'supervised' }>,
  { role, name }: Actor,
  at: number,
): Supervision {
  const { text, dueAt, urgency = role === 'leader' ? 'leader' : 'normal' } = body
  return { level: urgency, text, by: name, at, ...(dueAt !== undefined && { dueAt }) }
}

function added<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  const fresh = more.filter((one, at) => !list.includes(one) && more.indexOf(one) === at)
  return fresh.length > 0 ? [...list, ...fresh] : list
}

function without<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Omit<T, K> {
  const copy: Partial<T> = { ...from }
  for (const key of keys) delete copy[key]
  return copy as T
}
