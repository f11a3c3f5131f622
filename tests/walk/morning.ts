// Stage 7: the brief of the day, composed next morning by the hub's rules from this one case.
import { composeBrief } from '../../src/core/brief/compose.ts'
import type { Brief, Statement } from '../../src/core/brief/types.ts'
import type { Incident } from '../../src/core/incident/types.ts'
import { toBriefCase } from '../../src/server/brief/facts.ts'
import { cityDate, daySpan } from '../../src/core/clock/calendar.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import type { Sensed } from './sense.ts'

const MINUTE_MS = 60_000

export interface Morning {
  readonly brief: Brief
  readonly issuedAt: number
  /** The sentence that names the case. */
  readonly statement: Statement
}

export function brief(
  reference: ReferenceIndex,
  { alarm, feed, indicator, observation }: Sensed,
  incident: Incident,
): Morning {
  const { utcOffsetMinutes, briefAtMinute } = reference.city
  const date = cityDate(incident.openedAt, { utcOffsetMinutes })
  const { from, to } = daySpan(date, { utcOffsetMinutes })
  const def = reference.indicators.get(indicator.indicator)
  if (def === undefined) throw new Error(`no indicator ${indicator.indicator}`)
  const composed = composeBrief({
    key: date,
    kind: 'daily',
    date,
    from,
    to,
    now: to,
    utcOffsetMinutes,
    cases: [toBriefCase(incident, incident.clocks.handle?.dueAt, reference)],
    // Nothing is known of the day before, and the brief says so rather than comparing with zero.
    previous: { opened: 0, closed: 0, due: 0, onTime: 0, complete: false },
    warnings: [],
    supervised: [],
    shifts: [],
    indicators: [
      {
        id: def.id,
        name: def.name,
        unit: def.unit,
        decimals: def.decimals,
        polarity: def.polarity,
        rate: def.unit === '%',
        coverage: indicator.coverage,
        at: indicator.at,
        ...(indicator.value !== undefined && { value: indicator.value, min: indicator.value, max: indicator.value }),
        ...(indicator.level !== undefined && { level: indicator.level }),
      },
    ],
    alarms: [{ id: alarm.id, level: alarm.level, raisedAt: alarm.raisedAt }],
    feeds: [{ id: feed.id, name: feed.name, accepted: 1, rejected: 0, lastAt: observation.recordedAt, silent: false }],
    simulated: incident.simulated,
  })
  const statement = composed.statements.find(
    (s) => s.sources.some((b) => b.kind === 'incident' && b.id === incident.id) && s.section === 'incidents',
  )
  if (statement === undefined) throw new Error(`the brief of ${date} does not name ${incident.id}`)
  return { brief: composed, issuedAt: to + briefAtMinute * MINUTE_MS, statement }
}
