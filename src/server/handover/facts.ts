// What a handover is written from, gathered from the store and the live state. Writes no sentence.
import { sql } from 'kysely'
import type { HandoverAlarm, HandoverFacts, HandoverFeed, HandoverNote } from '../../core/handover/facts.ts'
import { DAY_MS, MINUTE_MS } from '../../core/clock/calendar.ts'
import { toPublic } from '../../core/emergency/fold.ts'
import type { Emergency } from '../../core/emergency/types.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Shift } from '../../core/shift.ts'
import { DESK_POSTS } from '../../wire/shifts.ts'
import type { AlarmRow, FeedStatus } from '../../wire/views.ts'
import { publicTitle } from '../cases/row.ts'
import { isOpen } from '../cases/states.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

export interface FactSources {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly alarms: () => readonly AlarmRow[]
  readonly feeds: () => readonly FeedStatus[]
}

/** Notes on cases in one handover; a desk writes a few an hour. */
const MOST_NOTES = 50

export async function handoverFacts(sources: FactSources, shift: Shift, now: number): Promise<HandoverFacts> {
  const { db, reference } = sources
  const until = shift.to + DAY_MS
  const open = await openCases(db)
  const counted = Math.min(now, shift.to)
  return {
    now,
    shift,
    until,
    open,
    toCallBack: await toCallBack(db, until),
    emergencies: await emergenciesInHand(db),
    alarms: sources.alarms().map(toHandoverAlarm),
    feeds: sources.feeds().flatMap(toHandoverFeed),
    notes: await notesOf(db, shift, counted),
    counts: await countsOf(db, shift, counted),
    names: {
      title: (incident) => publicTitle(incident, reference),
      department: (id) => reference.departments.get(id)?.short ?? { zh: id, en: id },
      time: (at) =>
        new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' '),
    },
  }
}

async function openCases({ query }: Db): Promise<Incident[]> {
  const rows = await query
    .selectFrom('incident')
    .select('body')
    .where(isOpen)
    .where('state', '!=', 'merged')
    .orderBy('opened_at')
    .execute()
  return rows.map((row): Incident => row.body)
}

/** From the store: a hub that has just begun, or stands beside the one where it was declared, knows of it too. */
async function emergenciesInHand({ query }: Db): Promise<Emergency[]> {
  const owing = sql<boolean>`jsonb_path_exists(body, '$.reports[*] ? (!exists(@.submittedAt))')`
  const rows = await query
    .selectFrom('emergency')
    .select('body')
    .where((is) => is.or([is('ended_at', 'is', null), owing]))
    .orderBy('declared_at')
    .execute()
  return rows.map(({ body }) => toPublic(body))
}

async function toCallBack({ query }: Db, until: number): Promise<Incident[]> {
  const rows = await query
    .selectFrom('incident')
    .select('body')
    .where('call_back_due_at', 'is not', null)
    .where('call_back_due_at', '<=', new Date(until))
    .orderBy('call_back_due_at')
    .execute()
  return rows.map((row): Incident => row.body)
}

async function notesOf({ query }: Db, shift: Shift, now: number): Promise<HandoverNote[]> {
  const rows = await query
    .selectFrom('incident_event as e')
    .innerJoin('incident as i', 'i.id', 'e.incident')
    .select(['e.n', 'e.actor', 'e.body', 'i.body as incident'])
    .where('e.type', '=', 'noted')
    // Whatever was noted since then has moved its case: few cases are looked through, not the whole log.
    .where('i.updated_at', '>=', new Date(shift.from))
    .where('e.recorded_at', '>=', new Date(shift.from))
    .where('e.recorded_at', '<=', new Date(now))
    .orderBy('e.seq', 'desc')
    .limit(MOST_NOTES)
    .execute()
  return rows
    .reverse()
    .flatMap(({ n, actor, body, incident }) =>
      body.type === 'noted' && (DESK_POSTS as readonly string[]).includes(actor.role)
        ? [{ incident, n, by: actor.name, text: body.text }]
        : [],
    )
}

async function countsOf({ pool }: Db, shift: Shift, now: number): Promise<HandoverFacts['counts']> {
  const { rows } = await pool.query<HandoverFacts['counts']>(
    `select (select count(*)::int from incident where opened_at >= $1 and opened_at <= $2) as opened,
            (select count(*)::int from incident where closed_at >= $1 and closed_at <= $2) as closed,
            (select count(*)::int from alarm where raised_at >= $1 and raised_at <= $2) as alarms`,
    [new Date(shift.from), new Date(now)],
  )
  return rows[0] ?? { opened: 0, closed: 0, alarms: 0 }
}

function toHandoverAlarm(row: AlarmRow): HandoverAlarm {
  const { id, name, sensorName, areaName, level, raisedAt, simulated } = row
  const { clearedAt, acknowledgedAt, shelvedUntil, shelvedReason, incident } = row
  return {
    id,
    name,
    sensorName,
    areaName,
    level,
    raisedAt,
    simulated,
    ...(clearedAt !== undefined && { clearedAt }),
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(shelvedUntil !== undefined && { shelvedUntil }),
    ...(shelvedReason !== undefined && { shelvedReason }),
    ...(incident !== undefined && { incident }),
  }
}

/** A feed that never delivered is not in service yet. */
const toHandoverFeed = ({ id, name, state, lastSeenAt }: FeedStatus): HandoverFeed[] =>
  state === 'late' || state === 'silent' ? [{ id, name, state, ...(lastSeenAt !== undefined && { lastSeenAt }) }] : []
