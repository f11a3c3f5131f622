// One line of a case's log as a phrase key with its parts. The body crossed the wire unread, so every part is checked here.
import type { EventView } from '../../wire/views.ts'

/** What the phrase needs; ids are turned into names by the caller. */
export interface LogLine {
  /** Under `incident.event.` */
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
  readonly matter?: { readonly zh: string; readonly en: string }
  readonly limit?: { readonly amount: number; readonly unit: string }
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

function clockLine(b: Body, first: boolean): LogLine {
  const clock = isBody(b['clock']) ? b['clock'] : {}
  const stage = str(clock, 'stage')
  const due = num(clock, 'dueAt')
  if (num(clock, 'stoppedAt') !== undefined) return line('clockStopped', { stage, clock: true })
  if (num(clock, 'pausedAt') !== undefined) return line('clockPaused', { stage, clock: true })
  return line(first ? 'clockStarted' : 'clockMoved', { stage, due, clock: true })
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
  extensionRequested: 'reason',
  supervised: 'text',
  noted: 'text',
  resumed: '',
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
      })
    }
    case 'accepted':
      return line('accepted', { handler: str(b, 'handler') })
    case 'returned': {
      const proposed = str(b, 'proposed')
      return line(proposed === undefined ? 'returned' : 'returnedTo', { proposed, quote: str(b, 'reason') })
    }
    case 'extensionDecided':
      return line(b['granted'] === true ? 'extensionYes' : 'extensionNo', { quote: str(b, 'reason') })
    case 'suspensionRequested':
      return line('suspensionRequested', { until: num(b, 'until'), quote: str(b, 'reason') })
    case 'suspensionDecided':
      return line(b['granted'] === true ? 'suspensionYes' : 'suspensionNo', {
        until: num(b, 'until'),
        quote: str(b, 'reason'),
      })
    case 'reminded': {
      const why = str(b, 'why')
      const phrase = why === 'nearDue' ? 'remindedNear' : why === 'overdue' ? 'remindedOver' : 'remindedDesk'
      return line(phrase, { stage: str(b, 'stage'), quote: str(b, 'note') })
    }
    default:
      return line('unknown', { type })
  }
}

/** Every line of a log, in its order. */
export function logLines(events: readonly EventView[]): { readonly event: EventView; readonly line: LogLine }[] {
  const started = new Set<string>()
  return events.map((event) => {
    const body = isBody(event.body) ? event.body : {}
    const quoteField = PLAIN[event.type]
    if (event.type === 'clocked') {
      const clock = clockLine(body, !started.has(clockStage(body)))
      started.add(clockStage(body))
      return { event, line: clock }
    }
    if (quoteField !== undefined)
      return {
        event,
        line: line(event.type, {
          quote: quoteField === '' ? undefined : str(body, quoteField),
          photos: strings(body, 'photos'),
        }),
      }
    return { event, line: other(event.type, body) }
  })
}

const clockStage = (b: Body): string => (isBody(b['clock']) ? (str(b['clock'], 'stage') ?? '') : '')

/** Photos of the whole log with the line they came with, oldest first. */
export function photosOf(events: readonly EventView[]): { readonly id: string; readonly event: EventView }[] {
  return logLines(events).flatMap(({ event, line: l }) => l.photos.map((id) => ({ id, event })))
}
