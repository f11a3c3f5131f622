// From a case's log to everything somebody had to do with it. One event at a time, so that a projection can follow the log;
// trusts the log and decides nothing. Limits are taken from the clocks that the log carries, never computed anew.
import { remainingMs } from '../clock/clock.ts'
import { limitMs } from '../clock/limit.ts'
import type { Calendar, Clock, ClockStage } from '../clock/types.ts'
import type { DepartmentId } from '../ids.ts'
import type { EventType, IncidentEvent } from '../incident/events.ts'
import type { Role } from '../incident/types.ts'
import type { Obligation, ObligationStage, Outcome } from './types.ts'

/** Raised whenever the same log would give other rows: stored rows of another version are made anew. */
export const OBLIGATIONS_VERSION = 1

type Rows = readonly Obligation[]
type Patch = { readonly [K in keyof Obligation]?: Obligation[K] | undefined }

/** Events that say nothing about what is owed: a log that ends with them needs no second look. */
const SILENT: ReadonlySet<EventType> = new Set<EventType>([
  'alarmLinked',
  'reportLinked',
  'accepted',
  'assigned',
  'revoked',
  'progressed',
  'submitted',
  'sentBack',
  'orderAccepted',
  'extensionRequested',
  'suspensionRequested',
  'suspensionDecided',
  'resumed',
  'appealed',
  'appealReviewed',
  'supervised',
  'replied',
  'reminded',
  'escalated',
  'noted',
  'absorbed',
  'separated',
  'outcomeShared',
])
/** False for events that lay, move and end nothing owed: reminders, notes and the like. */
export const tellsOfObligations = (events: readonly IncidentEvent[]): boolean =>
  events.some(({ body }) => !SILENT.has(body.type))

/** Everything owed under one case, in the order it was laid. `calendar` measures what a disposal took. */
export function obligationsOf(events: Iterable<IncidentEvent>, calendar: Calendar): Rows {
  let rows: Rows = []
  for (const event of events) rows = afterEvent(rows, event, calendar)
  return rows
}

/** Rows after one more event: the same rows where it says nothing, the same objects where they did not change. */
export function afterEvent(rows: Rows, event: IncidentEvent, calendar: Calendar): Rows {
  const { body, actor } = event
  if (SILENT.has(body.type)) return rows
  const log = new Ledger(rows, event)
  switch (body.type) {
    case 'opened': {
      const base = { area: body.place.area, simulated: body.simulated, ...(body.matter && { matter: body.matter }) }
      const reporter = actor.role === 'system' ? {} : { role: actor.role, person: actor.id }
      log.lay('report', { ...base, ...reporter })
      log.lay('filing', { role: 'acceptor' })
      if (body.state === 'pendingVerify') log.lay('verify', { role: 'collector' })
      break
    }
    case 'verifyRequested':
      log.lay('verify', { role: 'collector', dueAt: log.open('filing')?.dueAt })
      break
    case 'verified':
      log.done('verify')
      break
    case 'filed':
      log.put(log.last('report'), { matter: body.snapshot.code })
      log.done('filing')
      log.end('report', 'done')
      log.end('verify', 'void')
      log.lay('dispatch', { role: 'dispatcher' })
      log.lay('close', {})
      break
    case 'refused':
    case 'cancelled':
      log.end('verify', 'void')
      log.end('filing', body.type, { role: actor.role, person: actor.id })
      log.end('report', body.type)
      break
    case 'dispatched':
      log.done('dispatch')
      log.lay('handle', { role: 'department', department: body.lead })
      for (const department of body.assist) log.lay('assist', { role: 'department', department })
      log.put(log.open('close'), { department: body.lead })
      break
    case 'returnedToAcceptor':
      log.put(log.last('filing'), { returned: true })
      log.end('dispatch', 'returned', { role: actor.role, person: actor.id })
      log.end('close', 'void')
      log.lay('filing', { role: 'acceptor' })
      break
    case 'returned':
      log.put(log.last('dispatch'), { returned: true })
      log.end('handle', 'returned', { person: actor.id })
      log.end('assist', 'void')
      log.end('respond', 'void')
      log.put(log.open('close'), { department: undefined })
      log.lay('dispatch', { role: 'dispatcher' })
      break
    case 'engaged':
      log.lay('assist', {
        role: 'department',
        department: body.department,
        dueAt: log.open('handle')?.dueAt,
      })
      break
    case 'released':
      log.order(body.department, 'void')
      break
    case 'orderReturned':
      log.order(body.department, 'returned')
      break
    case 'orderFinished':
      log.order(body.department, 'done')
      break
    case 'confirmed':
      log.done('handle')
      log.lay('check', { role: 'collector', department: log.last('handle')?.department })
      break
    case 'checked':
      log.done('check')
      break
    case 'reworked':
      log.done('check')
      log.put(log.last('handle'), { reworked: true })
      log.put(log.open('close'), { reworked: true })
      log.handleAnew()
      break
    case 'closed':
      log.done('close')
      log.end('respond', 'missed')
      break
    case 'forceClosed':
      log.endAll('forced')
      break
    case 'reopened':
      log.end('callBack', 'void')
      log.lay('close', { department: log.last('handle')?.department })
      log.handleAnew()
      break
    case 'extensionDecided':
      if (body.granted) log.put(log.open('handle'), { extensions: (log.open('handle')?.extensions ?? 0) + 1 })
      break
    case 'appealDecided':
      if (body.granted) log.put(log.last('handle'), { exempt: true })
      break
    case 'contacted':
      if (body.reached) log.done('respond')
      break
    case 'calledBack': {
      if (!body.reached) break
      const said = {
        ...(body.rating !== undefined && { rating: body.rating }),
        ...(body.solved !== undefined && { solved: body.solved }),
      }
      if (!log.open('callBack')) log.lay('callBack', { department: log.last('close')?.department })
      log.done('callBack', said)
      break
    }
    case 'excluded':
      log.each(() => true, { excluded: true })
      break
    case 'merged':
      log.endAll('merged')
      break
    case 'unmerged':
      log.each((row) => row.outcome === 'merged', { outcome: 'open', endedAt: undefined, endedN: undefined })
      break
    case 'undone':
      log.undo(body.n)
      if (body.of === 'excluded') log.each(() => true, { excluded: false })
      break
    case 'clocked':
      log.clocked(body.clock, calendar)
      break
    default:
      break
  }
  return log.rows
}

/** Whose deadline a clock is. Work inside a stage has the deadline of its stage: the city sets no other. */
const DEADLINES: Readonly<Record<ClockStage, readonly ObligationStage[]>> = {
  filing: ['filing', 'verify'],
  dispatch: ['dispatch'],
  handle: ['handle', 'assist'],
  check: ['check'],
  total: ['close'],
  respond: ['respond'],
  callBack: ['callBack'],
}

/** No deadline while it stands, unless that had passed: late stays late. */
const dueOf = ({ dueAt, pausedAt, stoppedAt }: Clock): number | undefined =>
  pausedAt !== undefined && stoppedAt === undefined && pausedAt <= dueAt ? undefined : dueAt

/** The rows while one event is read. Changed rows are replaced, never altered. */
class Ledger {
  rows: Rows
  constructor(
    rows: Rows,
    private readonly event: IncidentEvent,
  ) {
    this.rows = rows
  }

  /** The open one of a stage (orders have several). */
  open(stage: ObligationStage): Obligation | undefined {
    return this.rows.findLast((row) => row.stage === stage && row.outcome === 'open')
  }

  last(stage: ObligationStage): Obligation | undefined {
    return this.rows.findLast((row) => row.stage === stage && row.outcome !== 'undone')
  }

  lay(stage: ObligationStage, patch: Patch): void {
    // The report is first, and knows what all have in common.
    const first = this.rows[0]
    const base: Obligation = {
      stage,
      n: this.event.n,
      startedAt: this.event.recordedAt,
      outcome: 'open',
      extensions: 0,
      exempt: false,
      reworked: false,
      returned: false,
      excluded: first?.excluded ?? false,
      area: first?.area ?? '',
      ...(first?.matter !== undefined && { matter: first.matter }),
      simulated: first?.simulated ?? false,
    }
    this.rows = [...this.rows, patched(base, patch)]
  }

  put(row: Obligation | undefined, patch: Patch): void {
    if (row) this.each((one) => one === row, patch)
  }

  each(which: (row: Obligation) => boolean, patch: Patch): void {
    if (this.rows.some(which)) this.rows = this.rows.map((row) => (which(row) ? patched(row, patch) : row))
  }

  end(stage: ObligationStage, outcome: Outcome, more: Patch = {}): void {
    this.ended((row) => row.stage === stage, outcome, more)
  }

  done(stage: ObligationStage, more: Patch = {}): void {
    this.end(stage, 'done', { role: this.event.actor.role, person: this.event.actor.id, ...more })
  }

  endAll(outcome: Outcome): void {
    this.ended(() => true, outcome, {})
  }

  order(department: DepartmentId, outcome: Outcome): void {
    const { actor } = this.event
    const by: { role?: Role; person?: string } = outcome === 'done' ? { role: actor.role, person: actor.id } : {}
    this.ended((row) => row.stage === 'assist' && row.department === department, outcome, by)
  }

  private ended(which: (row: Obligation) => boolean, outcome: Outcome, more: Patch): void {
    const { n, recordedAt } = this.event
    this.each((row) => row.outcome === 'open' && which(row), { outcome, endedAt: recordedAt, endedN: n, ...more })
  }

  /** The same department begins again, with those that assisted it. */
  handleAnew(): void {
    const before = this.last('handle')
    if (!before) return
    const helped = this.rows.filter(
      (row) => row.stage === 'assist' && row.n >= before.n && (row.outcome === 'done' || row.outcome === 'open'),
    )
    this.end('assist', 'void')
    this.lay('handle', { role: 'department', department: before.department })
    for (const department of new Set(helped.map((row) => row.department)))
      this.lay('assist', { role: 'department', department })
  }

  /** What event `n` laid never was; what it ended is open again, waiting for its post. */
  undo(n: number): void {
    const { recordedAt, n: by } = this.event
    // The respond clock began with the dispatch.
    const dispatchedAt = this.rows.find((row) => row.n === n && row.stage === 'handle')?.startedAt
    this.rows = this.rows.map((row) => {
      if (row.n === n || (row.stage === 'respond' && row.n > n && row.startedAt === dispatchedAt))
        return patched(row, { outcome: 'undone', endedAt: recordedAt, endedN: by })
      if (row.endedN !== n) return row
      const waits = WAITS_FOR[row.stage]
      const whose: Patch = waits === undefined ? {} : { role: waits, person: undefined }
      return patched(row, { outcome: 'open', endedAt: undefined, endedN: undefined, ...whose })
    })
    const close = this.open('close')
    if (close && !this.open('handle')) this.put(close, { department: undefined })
  }

  clocked(clock: Clock, calendar: Calendar): void {
    const { stage } = clock
    const { recordedAt } = this.event
    if (stage === 'respond' || stage === 'callBack') {
      const known = this.rows.some((row) => row.stage === stage && row.startedAt === clock.startedAt)
      if (!known && clock.stoppedAt === undefined && clock.startedAt === recordedAt)
        this.lay(stage, { department: this.last('close')?.department })
    }
    for (const one of DEADLINES[stage])
      this.each((row) => row.stage === one && row.outcome === 'open', { dueAt: dueOf(clock) })
    const handled = stage === 'handle' && clock.stoppedAt !== undefined ? this.last('handle') : undefined
    if (handled?.outcome === 'done' && handled.spentMs === undefined)
      this.put(handled, {
        spentMs: Math.max(
          0,
          limitMs(clock.limit) * (1 + handled.extensions) - remainingMs(clock, recordedAt, calendar),
        ),
      })
  }
}

const WAITS_FOR: Readonly<Partial<Record<ObligationStage, Role>>> = {
  verify: 'collector',
  filing: 'acceptor',
  dispatch: 'dispatcher',
  check: 'collector',
}

/** An undefined field is taken out. */
function patched(row: Obligation, patch: Patch): Obligation {
  const copy: Record<string, unknown> = { ...row, ...patch }
  for (const key of Object.keys(copy)) if (copy[key] === undefined) delete copy[key]
  return copy as unknown as Obligation
}
