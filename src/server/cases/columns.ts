// The query columns of a fold: what lists are filtered and sorted by. Decides nothing, reads nothing.
import type { AreaCode } from '../../core/ids.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import { currentClock, isEscalated, nextTickAt } from '../../core/incident/tick.ts'
import type { Incident } from '../../core/incident/types.ts'
import { isRunning } from '../../core/clock/clock.ts'

const instant = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at))

/** Numbers of people (telephone, identity card) are no key to their cases: long runs of digits are left out of the search. */
const LONG_NUMBER = /\d[\d -]{9,}[\dx]/g

/** How words are compared: width and case do not count. The same for what is stored and for what is looked for. */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase()

/** When whoever reported an ended case is to be called back by; undefined: no call is owed. */
export function callBackDueAt({ state, clocks: { callBack } }: Incident): number | undefined {
  return isTerminal(state) && callBack && isRunning(callBack) ? callBack.dueAt : undefined
}

export function columnsOf(incident: Incident, district: AreaCode) {
  const { place, title, text, snapshot } = incident
  // Every word is read by every search: what the title says already is not said again.
  const names = snapshot ? (['zh', 'en'] as const).map((of) => [title[of], snapshot.name[of]] as const) : []
  const unsaid = names.flatMap(([said, name]) => (said.includes(name) ? [] : [name]))
  const words = [incident.code, title.zh, title.en, ...unsaid]
  const clock = currentClock(incident)
  return {
    id: incident.id,
    code: incident.code,
    version: incident.version,
    state: incident.state,
    level: incident.level,
    matter: incident.matter ?? null,
    lead: incident.lead ?? null,
    assist: [...incident.assist],
    area: place.area,
    district,
    source: incident.source,
    simulated: incident.simulated,
    fingerprint: incident.fingerprint ?? null,
    opened_at: new Date(incident.openedAt),
    updated_at: new Date(incident.updatedAt),
    filed_at: instant(incident.filedAt),
    dispatched_at: instant(incident.dispatchedAt),
    confirmed_at: instant(incident.confirmedAt),
    closed_at: instant(incident.closedAt),
    handle_due_at: instant(incident.clocks.handle?.dueAt),
    next_tick_at: instant(nextTickAt(incident)),
    call_back_due_at: instant(callBackDueAt(incident)),
    // A clock that stands has no deadline until it goes on.
    due_at: instant(clock && isRunning(clock) ? clock.dueAt : undefined),
    escalated: isEscalated(incident),
    supervised: incident.supervised,
    condition: incident.condition ?? null,
    merged_into: incident.mergedInto ?? null,
    title: title.zh,
    search: [searchable(words.join(' ')), searchable(`${text} ${place.address ?? ''}`).replace(LONG_NUMBER, ' ')].join(
      ' ',
    ),
    lng: place.lng,
    lat: place.lat,
    exempt: incident.appeal?.state === 'granted',
    returned_by: [...incident.returnedBy],
    body: JSON.stringify(incident),
  }
}
