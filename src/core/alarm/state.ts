// An alarm as people see it, which rules a sensor falls under, and which alarms belong to one incident.
import type { AreaCode, SensorId } from '../ids.ts'
import type { Alarm, AlarmRule, AlarmState } from './types.ts'

/**
 * ISA-18.2 state at `now` (epoch ms). Shelved wins until its time is up, by itself; then active or acknowledged while
 * the condition stands, returned when it went before anyone acknowledged, normal when both are done.
 */
export function alarmState(
  alarm: Pick<Alarm, 'clearedAt' | 'acknowledgedAt' | 'shelvedUntil'>,
  now: number,
): AlarmState {
  if (alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now) return 'shelved'
  if (alarm.clearedAt === undefined) return alarm.acknowledgedAt === undefined ? 'active' : 'acknowledged'
  return alarm.acknowledgedAt === undefined ? 'returned' : 'normal'
}

/** Where a sensor stands. Street or district may be unknown. */
export interface AlarmPlace {
  readonly sensor: SensorId
  readonly street?: AreaCode | undefined
  readonly district?: AreaCode | undefined
}

/**
 * Name under which alarms join one incident: the same matter and condition at the same place, as wide as the rule's
 * `groupBy`. Rules that open the same matter share it. Where that area is unknown the sensor alone is the place,
 * since joining too little is seen and joining too much is not. A rule without an incident names rule and sensor.
 */
export function fingerprintOf(rule: AlarmRule, where: AlarmPlace): string {
  if (rule.incident === undefined) return `rule:${rule.id}@sensor:${where.sensor}`
  const { matter, condition, groupBy } = rule.incident
  const area = groupBy === 'sensor' ? undefined : where[groupBy]
  return `${matter}:${condition}@${area === undefined ? `sensor:${where.sensor}` : `${groupBy}:${area}`}`
}

/** True when every attribute the rule asks for is there with that value; 1 and "1" are the same. */
export function matchesRule(
  rule: Pick<AlarmRule, 'where'>,
  attributes: Readonly<Record<string, string | number>> | undefined,
): boolean {
  if (rule.where === undefined) return true
  for (const [key, wanted] of Object.entries(rule.where)) {
    const has = attributes?.[key]
    if (has === undefined || String(has) !== String(wanted)) return false
  }
  return true
}
