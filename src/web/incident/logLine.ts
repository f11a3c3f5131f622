// One line of a case's log as a phrase key with its parts. The body crossed the wire unread, so every part is checked here.
import type { EventView } from '../../wire/views.ts'

/** What the phrase needs; ids are turned into names by the caller. */
export interface LogLine {
  /** Under `log.event.` */
  readonly phrase: string
  readonly lead?: string
  readonly assist?: readonly string[]
  readonly proposed?: string
  readonly handler?: string
  readonly source?: string
  readonly stage?: string
  readonly due?: number
  readonly until?: number
  readonly type?: string
  /** The department of an assisting order. */
  readonly department?: string
  /** The other case of a merge. */
  readonly incident?: string
  /** State that a shared end gave. */
  readonly state?: string
  /** Kind of a supervision. */
  readonly urgency?: string
  readonly firstResponsible?: boolean
  /** Phrase under `log.why.`: what made the hub do it by itself. */
  readonly why?: string
  readonly matter?: { readonly zh: string; readonly en: string }
  readonly limit?: { readonly amount: number; readonly unit: string }
  /** A crew of the lead department. */
  readonly crew?: string
  /** What the caller said. */
  readonly rating?: string
  readonly ground?: string
  /** Type of the event that was taken back. */
  readonly undone?: string
  /** What somebody wrote, or what an alarm says. */
  readonly quote?: string | { readonly zh: string; readonly en: string }
  readonly photos: readonly string[]
  /** Dispatched to another department than the one recommended. */
  readonly offRecommendation?: boolean
  /** A clock's bookkeeping: shown on request only. */
  readonly clock: boolean
}

type Body = Readonly<Record<string, unknown>>
const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value)
const str = (b: Body, key: string): string | undefined => (typeof b[key] === 'string' ? b[key] : undefined)
const num = (b: Body, key: string): number | undefined => (typeof b[key] === 'number' ? b[key] : undefined)
const strings = (b: Body, key: string): string[] => {
  const value = b[key]
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []
}
function text(b: Body, key: string): LogLine['matter'] {
  const value = b[key]
  if (!isBody(value)) return undefined
  const zh = str(value, 'zh')
  const en = str(value, 'en')
  return zh === undefined || en === undefined ? undefined : { zh, en }
}

/** Drops what is undefined, so that optional parts are absent rather than empty. */
function line(phrase: string, parts: { [K in keyof LogLine]?: LogLine[K] | undefined } = {}): LogLine {
  const kept = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
  return { phrase, photos: [], clock: false, ...kept }
}

/** `before`: the clock of this stage as its last line left it. A clock with another start is another clock. */
function clockLine(clock: Body, before: Body | undefined): LogLine {
  const stage = str(clock, 'stage')
  const due = num(clock, 'dueAt')
  if (num(clock, 'stoppedAt') !== undefined) return line('clockStopped', { stage, clock: true })
  if (num(clock, 'pausedAt') !== undefined) return line('clockPaused', { stage, clock: true })
  if (before === undefined || num(before, 'startedAt') !== num(clock, 'startedAt'))
    return line('clockStarted', { stage, due, clock: true })
  return line(num(before, 'pausedAt') === undefined ? 'clockMoved' : 'clockResumed', { stage, due, clock: true })
}

const PLAIN: Readonly<Record<string, string>> = {
  verifyRequested: 'note',
  refused: 'reason',
  cancelled: 'reason',
  returnedToAcceptor: 'reason',
  revoked: 'reason',
  progressed: 'note',
  submitted: 'note',
  sentBack: 'reason',
  confirmed: 'note',
  reworked: 'reason',
  closed: 'note',
  forceClosed: 'reason',
  reopened: 'reason',
  extensionRequested: 'reason',
  appealed: 'reason',
  replied: 'text',
  noted: 'text',
}

/** Decisions that are granted or refused, by the first part of their phrases. */
const DECIDED: Readonly<Record<string, string>> = {
  extensionDecided: 'extension',
  suspensionDecided: 'suspension',
  appealReviewed: 'appealReview',
  appealDecided: 'appeal',
}

/** Lines about the order of one department, by the field of what was written. */
const ORDERS: Readonly<Record<string, string>> = {
  engaged: 'task',
  released: 'reason',
  orderAccepted: '',
  orderReturned: 'reason',
  orderFinished: 'note',
}

/** Lines that name another case, by the field it stands in and that of what was written. */
const OTHER_CASE: Readonly<Record<string, readonly [incident: string, quote: string]>> = {
  merged: ['into', 'reason'],
  absorbed: ['incident', ''],
  unmerged: ['from', 'reason'],
  separated: ['incident', 'reason'],
  outcomeShared: ['from', ''],
}

function decided(part: string, b: Body): LogLine {
  return line(`${part}${b['granted'] === true ? 'Yes' : 'No'}`, { until: num(b, 'until'), quote: str(b, 'reason') })
}

/** Bodies of one shape under several types; undefined: the type has a shape of its own. */
function patterned(type: string, b: Body): LogLine | undefined {
  const photos = strings(b, 'photos')
  const quoted = (field: string): string | undefined => (field === '' ? undefined : str(b, field))
  const plain = PLAIN[type]
  if (plain !== undefined) return line(type, { quote: str(b, plain), photos })
  const part = DECIDED[type]
  if (part !== undefined) return decided(part, b)
  const field = ORDERS[type]
  if (field !== undefined)
    return line(type, { department: str(b, 'department'), handler: str(b, 'handler'), quote: quoted(field), photos })
  const [incident, quote] = OTHER_CASE[type] ?? []
  if (incident === undefined || quote === undefined) return undefined
  return line(type, {
    incident: str(b, incident),
    quote: quoted(quote),
    state: str(b, 'state'),
    why: type === 'outcomeShared' ? type : undefined,
  })
}

function other(type: string, b: Body): LogLine {
  switch (type) {
    case 'opened':
      return line('opened', { quote: text(b, 'title'), source: str(b, 'source') })
    case 'alarmLinked':
      return line('alarmLinked', { quote: text(b, 'text') })
    case 'reportLinked':
      return line('reportLinked', { quote: str(b, 'text'), source: str(b, 'source') })
    case 'verified':
      return line(b['found'] === true ? 'verifiedYes' : 'verifiedNo', {
        quote: str(b, 'note'),
        photos: strings(b, 'photos'),
      })
    case 'checked':
      return line(b['passed'] === true ? 'checkedYes' : 'checkedNo', {
        quote: str(b, 'note'),
        photos: strings(b, 'photos'),
      })
    case 'filed': {
      const snapshot = isBody(b['snapshot']) ? b['snapshot'] : {}
      const limit = isBody(snapshot['limit']) ? snapshot['limit'] : {}
      const amount = num(limit, 'amount')
      const unit = str(limit, 'unit')
      return line('filed', {
        matter: text(snapshot, 'name'),
        quote: text(snapshot, 'conditionText'),
        limit: amount === undefined || unit === undefined ? undefined : { amount, unit },
      })
    }
    case 'dispatched': {
      const assist = strings(b, 'assist')
      return line(assist.length === 0 ? 'dispatched' : 'dispatchedAssist', {
        lead: str(b, 'lead'),
        assist,
        quote: str(b, 'note'),
        offRecommendation: b['recommended'] === false,
        firstResponsible: b['firstResponsible'] === true ? true : undefined,
      })
    }
    case 'accepted':
      return line('accepted', { handler: str(b, 'handler'), crew: str(b, 'crew') })
    case 'assigned':
      return line('assigned', { handler: str(b, 'handler'), crew: str(b, 'crew') })
    case 'contacted':
      return line(b['reached'] === true ? 'contactedYes' : 'contactedNo', { quote: str(b, 'note') })
    case 'calledBack': {
      const solved = b['solved'] === true ? 'calledBackSolved' : 'calledBackUnsolved'
      return line(b['reached'] === true ? solved : 'calledBackNo', { rating: str(b, 'rating'), quote: str(b, 'note') })
    }
    case 'excluded':
      return line('excluded', { ground: str(b, 'ground'), quote: str(b, 'reason') })
    case 'undone':
      return line('undone', { undone: str(b, 'of') })
    case 'returned': {
      const proposed = str(b, 'proposed')
      return line(proposed === undefined ? 'returned' : 'returnedTo', { proposed, quote: str(b, 'reason') })
    }
    case 'suspensionRequested':
      return line('suspensionRequested', { until: num(b, 'until'), quote: str(b, 'reason') })
    case 'reminded': {
      const why = str(b, 'why')
      const phrase = why === 'nearDue' ? 'remindedNear' : why === 'overdue' ? 'remindedOver' : 'remindedDesk'
      return line(phrase, {
        stage: str(b, 'stage'),
        quote: str(b, 'note'),
        why: phrase === 'remindedDesk' ? undefined : phrase,
      })
    }
    case 'escalated':
      return line('escalated', { stage: str(b, 'stage'), why: 'escalated' })
    case 'supervised': {
      const stage = str(b, 'stage')
      const due = num(b, 'dueAt')
      return line(stage === undefined ? (due === undefined ? 'supervised' : 'supervisedDue') : 'supervisedAuto', {
        stage,
        due,
        urgency: str(b, 'urgency') ?? 'normal',
        // The hub's own words are the phrase itself.
        quote: stage === undefined ? str(b, 'text') : undefined,
        why: stage === undefined ? undefined : 'supervised',
      })
    }
    case 'resumed':
      return line('resumed', { why: 'resumed' })
    default:
      return line('unknown', { type })
  }
}

/** Every line of a log, in its order. */
export function logLines(events: readonly EventView[]): { readonly event: EventView; readonly line: LogLine }[] {
  const clocks = new Map<string, Body>()
  return events.map((event) => {
    const body = isBody(event.body) ? event.body : {}
    if (event.type === 'clocked') {
      const clock = isBody(body['clock']) ? body['clock'] : {}
      const stage = str(clock, 'stage') ?? ''
      const said = clockLine(clock, clocks.get(stage))
      clocks.set(stage, clock)
      return { event, line: said }
    }
    return { event, line: patterned(event.type, body) ?? other(event.type, body) }
  })
}

/** Photos of the whole log with the line they came with, oldest first. */
export function photosOf(events: readonly EventView[]): { readonly id: string; readonly event: EventView }[] {
  return logLines(events).flatMap(({ event, line: l }) => l.photos.map((id) => ({ id, event })))
}

/** The dispatch in force, where it made its lead the first responsible: what the dispatcher wrote with it. */
export function firstResponsibleIn(events: readonly EventView[]): { readonly note?: string } | undefined {
  const last = logLines(events).findLast(({ event }) => event.type === 'dispatched')?.line
  if (last?.firstResponsible !== true) return undefined
  return typeof last.quote === 'string' ? { note: last.quote } : {}
}
