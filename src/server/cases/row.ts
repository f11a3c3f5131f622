// A case as lists, maps and walls see it. Nothing personal is in it.
import { clockStatus, isRunning } from '../../core/clock/clock.ts'
import { ratingOf } from '../../core/incident/caller.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import { ownerOf } from '../../core/incident/owner.ts'
import { currentClock, isEscalated } from '../../core/incident/tick.ts'
import { titleFor } from '../../core/incident/title.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Clock } from '../../core/clock/types.ts'
import type { Text } from '../../core/text.ts'
import type { ClockViewSchema, IncidentRow } from '../../wire/views.ts'
import type { Static } from 'typebox'
import type { ReferenceIndex } from '../reference/load.ts'
import { callBackDueAt } from './columns.ts'

export function toClockView(clock: Clock): Static<typeof ClockViewSchema> {
  const { stage, limit, startedAt, dueAt, warnAt, stoppedAt, pausedAt, leftMs } = clock
  return {
    stage,
    limit: { amount: limit.amount, unit: limit.unit },
    startedAt,
    dueAt,
    warnAt,
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(pausedAt !== undefined && { pausedAt }),
    ...(leftMs !== undefined && { leftMs }),
  }
}

/** Supervisions that wait for an answer, and the first deadline among them. Nobody answers once the case has ended. */
function repliesOwed({ state, supervisions }: Incident): { owed: boolean; dueAt?: number } {
  if (isTerminal(state)) return { owed: false }
  const open = supervisions.filter((one) => one.reply === undefined)
  const due = open.flatMap(({ dueAt }) => dueAt ?? [])
  return { owed: open.length > 0, ...(due.length > 0 && { dueAt: Math.min(...due) }) }
}

/** A caller's address without the door: «文昌中路188号3幢201室» → «文昌中路188号». */
export function publicAddress({ source, place }: Incident): string | undefined {
  const { address } = place
  if (address === undefined || (source !== 'hotline' && source !== 'citizen' && source !== 'desk')) return address
  const street = address.replace(/[\dA-Za-z一二三四五六七八九十]+\s*(栋|幢|号楼|单元|室|户).*$/u, '').trim()
  return street === '' ? undefined : street
}

/** What is owed to whoever reported it: to be spoken to while it is open, to be called back once it is closed, or what they said. */
function callerOf(incident: Incident): Pick<IncidentRow, 'contact' | 'contactDueAt' | 'callBackDueAt' | 'rating'> {
  const { contactedAt, callBacks, clocks } = incident
  const { respond } = clocks
  const due = callBackDueAt(incident)
  const rating = ratingOf(callBacks)
  return {
    ...(contactedAt !== undefined && { contact: 'reached' }),
    ...(contactedAt === undefined && respond && isRunning(respond) && { contact: 'due', contactDueAt: respond.dueAt }),
    ...(due !== undefined && { callBackDueAt: due }),
    ...(rating !== undefined && { rating }),
  }
}

/** What a case is called in lists. Filing may have found another matter than the words of the report suggested. */
export const publicTitle = (
  { snapshot, source, place, title }: Incident,
  { areaName }: Pick<ReferenceIndex, 'areaName'>,
): Text => (snapshot && source !== 'sensor' ? titleFor({ place: areaName(place.area), matter: snapshot.name }) : title)

export function toIncidentRow(incident: Incident, reference: ReferenceIndex): IncidentRow {
  const clock = currentClock(incident)
  const owner = ownerOf(incident)
  const { handle } = incident.clocks
  const unfinished = incident.orders.filter((order) => order.state !== 'finished')
  const replies = repliesOwed(incident)
  const address = publicAddress(incident)
  const areaName = reference.areaName(incident.place.area)
  const matterName =
    incident.snapshot?.name ??
    (incident.matter === undefined ? undefined : reference.matters.get(incident.matter)?.name)
  return {
    id: incident.id,
    code: incident.code,
    version: incident.version,
    state: incident.state,
    source: incident.source,
    title: publicTitle(incident, reference),
    level: incident.level,
    ...(incident.matter !== undefined && { matter: incident.matter }),
    ...(matterName && { matterName }),
    lng: incident.place.lng,
    lat: incident.place.lat,
    area: incident.place.area,
    areaName,
    ...(address !== undefined && { address }),
    ...(incident.lead !== undefined && { lead: incident.lead }),
    assist: [...incident.assist],
    ...(incident.handler !== undefined && { handler: incident.handler }),
    ...(incident.crew !== undefined && { crew: incident.crew }),
    ...callerOf(incident),
    openedAt: incident.openedAt,
    updatedAt: incident.updatedAt,
    ...(incident.closedAt !== undefined && { closedAt: incident.closedAt }),
    ...(clock && { clock: toClockView(clock) }),
    ...(incident.request && { request: incident.request.type }),
    alarms: incident.alarms.length,
    reports: incident.reports.length,
    reworks: incident.reworks,
    returns: incident.returns,
    supervised: incident.supervised,
    escalated: isEscalated(incident),
    reopenings: incident.reopenings,
    ...(owner && { owner }),
    ordersOpen: unfinished.length,
    ...(unfinished.length > 0 && { ordersOf: unfinished.map((order) => order.department) }),
    replyOwed: replies.owed,
    ...(replies.dueAt !== undefined && { replyDueAt: replies.dueAt }),
    ...(incident.appeal && { appeal: incident.appeal.state }),
    ...(handle && clockStatus(handle, incident.updatedAt) === 'metLate' && { handledLate: true }),
    absorbed: incident.absorbed.length,
    ...(incident.mergedInto !== undefined && { mergedInto: incident.mergedInto }),
    simulated: incident.simulated,
  }
}
