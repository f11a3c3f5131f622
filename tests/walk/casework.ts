// Stages 4–5: an alarm opens a case, people work it; decisions, clocks, log and fold are the hub's own.
import { fingerprintOf } from '../../src/core/alarm/state.ts'
import type { Because } from '../../src/core/because.ts'
import type { Recommendation } from '../../src/core/dispatch/types.ts'
import { decide } from '../../src/core/incident/decide.ts'
import { foldEvents } from '../../src/core/incident/fold.ts'
import { toEvents } from '../../src/core/incident/log.ts'
import { openIncident } from '../../src/core/incident/open.ts'
import type { IncidentEvent } from '../../src/core/incident/events.ts'
import type { Incident } from '../../src/core/incident/types.ts'
import { SYSTEM, cityRules } from '../../src/server/cases/context.ts'
import { chainHash } from '../../src/server/audit/chain.ts'
import { recommendationsFor } from '../../src/server/cases/recommend.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import { cityDate } from '../../src/core/clock/calendar.ts'
import { OPENED_AFTER_MS, type PlannedAct } from './plan.ts'
import { EndOfTheRoad, type Sensed } from './sense.ts'

/** One line in the log for one decision: its events, what they rest on, and the case as it then stood. */
export interface Entry {
  readonly events: readonly IncidentEvent[]
  readonly because: readonly Because[]
  readonly incident: Incident
  /** Hash of its last event, chained to all before. */
  readonly hash: string
}

export function open(reference: ReferenceIndex, sensed: Sensed): Entry {
  const { alarm, rule, sensor } = sensed
  if (rule.incident === undefined || alarm.level > rule.incident.fromLevel)
    throw new EndOfTheRoad(`an alarm only: rule ${rule.id} opens no case at level ${alarm.level}`)
  const recordedAt = alarm.recordedAt + OPENED_AFTER_MS
  const day = cityDate(recordedAt, reference.city).replaceAll('-', '')
  const code = `${reference.city.prefix}-${day}-000001`
  const street = sensor.area === sensor.district ? undefined : sensor.area
  const bodies = openIncident(
    {
      code,
      place: { lng: sensor.lng, lat: sensor.lat, area: sensor.area, address: sensor.name },
      placeText: { zh: sensor.name, en: sensor.name },
      text: sensed.why.zh,
      matter: rule.incident.matter,
      condition: rule.incident.condition,
      fingerprint: fingerprintOf(rule, { sensor: sensor.id, street, district: sensor.district }),
      simulated: sensor.simulated,
      cause: { type: 'alarm', alarm: alarm.id, level: alarm.level, text: sensed.why, autofile: true },
      ...(sensor.owner !== undefined && { owner: sensor.owner }),
      ...(sensor.maintainer !== undefined && { maintainer: sensor.maintainer }),
    },
    { ...cityRules({ reference }, recordedAt), now: recordedAt },
  )
  const because: Because[] = [
    { kind: 'alarm', id: alarm.id, at: alarm.raisedAt },
    { kind: 'rule', id: rule.id },
  ]
  return append(
    undefined,
    toEvents(bodies, { incident: code, version: 0, actor: SYSTEM, occurredAt: alarm.raisedAt, recordedAt, because }),
  )
}

/** Who should lead, best first. */
export const advice = (reference: ReferenceIndex, { incident }: Entry): readonly Recommendation[] =>
  recommendationsFor({ reference }, incident)

/** A lawful act; a refusal ends the walk with the rule's own sentence. */
export function act(reference: ReferenceIndex, before: Entry, { key, actor, at, input }: PlannedAct): Entry {
  const { incident } = before
  // The officer saw this version of the case, and the hub refuses the act if there is a newer one.
  const because: Because[] = [
    { kind: 'event', id: `${incident.id}#${incident.version}` },
    { kind: 'command', id: key, at },
  ]
  const recommended = input.act === 'dispatch' ? advice(reference, before)[0]?.lead : undefined
  const decision = decide(incident, input, {
    ...cityRules({ reference }, at),
    actor,
    now: at,
    occurredAt: at,
    because,
    ...(recommended !== undefined && { recommended }),
  })
  if (!decision.ok) throw new Error(`${input.act}: ${decision.reason.en}`)
  return append(
    before,
    toEvents(decision.events, {
      incident: incident.id,
      version: incident.version,
      actor,
      occurredAt: at,
      recordedAt: at,
      because,
    }),
  )
}

function append(before: Entry | undefined, events: readonly IncidentEvent[]): Entry {
  const incident = foldEvents(events, before?.incident)
  const first = events[0]
  if (incident === undefined || first === undefined) throw new Error('a decision without events')
  let hash: Buffer = before === undefined ? Buffer.alloc(32) : Buffer.from(before.hash, 'hex')
  for (const event of events) hash = chainHash(hash, BigInt(event.n), event)
  return { events, because: first.because, incident, hash: hash.toString('hex') }
}
