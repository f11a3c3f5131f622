// The reference data that everybody in the hub holds: one object whose answers change when a committed change, or a new day, puts
// another index behind it. Alarm rules may stand stricter than the catalogue has them while emergencies run. Decides nothing.
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { ReferenceIndex } from '../reference/load.ts'

export interface LiveReference extends ReferenceIndex {
  /** From now on everybody is answered from `next`. */
  swap(next: ReferenceIndex): void
  /** Called after every change of what is answered. Returns how to stop. */
  onSwap(listener: () => void): () => void
  /**
   * Lays a change over the alarm rules until another takes its place; it is made anew at every swap, so that an edit of the
   * catalogue meanwhile holds too. Undefined: the rules as the catalogue has them.
   */
  layOver(change: RuleChange | undefined): void
  /** The alarm rules as the catalogue has them, whatever is laid over. */
  readonly catalogueRules: ReferenceIndex['alarmRules']
}

export type RuleChange = (rules: ReferenceIndex['alarmRules']) => ReferenceIndex['alarmRules']

export function liveReference(initial: ReferenceIndex): LiveReference {
  let current = initial
  let change: RuleChange | undefined
  let rules = initial.alarmRules
  const listeners = new Set<() => void>()
  const takeOver = (): void => {
    rules = change === undefined ? current.alarmRules : change(current.alarmRules)
    for (const listener of listeners) listener()
  }
  return {
    swap(next) {
      current = next
      takeOver()
    },
    layOver(next) {
      change = next
      takeOver()
    },
    get catalogueRules() {
      return current.alarmRules
    },
    onSwap(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get reference() {
      return current.reference
    },
    get city() {
      return current.city
    },
    get calendar() {
      return current.calendar
    },
    get loop() {
      return current.loop
    },
    get desk() {
      return current.desk
    },
    get evaluation() {
      return current.evaluation
    },
    get areas() {
      return current.areas
    },
    get departments() {
      return current.departments
    },
    get responsibilities() {
      return current.responsibilities
    },
    get sensorKinds() {
      return current.sensorKinds
    },
    get sensors() {
      return current.sensors
    },
    get feeds() {
      return current.feeds
    },
    get alarmRules() {
      return rules
    },
    get indicators() {
      return current.indicators
    },
    get tables() {
      return current.tables
    },
    get territories() {
      return current.territories
    },
    get matters() {
      return current.matters
    },
    get components() {
      return current.components
    },
    matterAt: (code, now) => current.matterAt(code, now),
    mattersAt: (now) => current.mattersAt(now),
    conditionOf: (matter, condition) => current.conditionOf(matter, condition),
    formerCode: (standard, kind, code) => current.formerCode(standard, kind, code),
    matterFrom: (given) => current.matterFrom(given),
    areasOf: (def) => current.areasOf(def),
    rulesOf: (kind, metric) => current.rulesOf(kind, metric).map((rule): AlarmRule => rules.get(rule.id) ?? rule),
    metricOf: (kind, metric) => current.metricOf(kind, metric),
    areaPath: (code) => current.areaPath(code),
    districtOf: (code) => current.districtOf(code),
    areaName: (code) => current.areaName(code),
    areaAt: (lng, lat) => current.areaAt(lng, lat),
    snapshotOf: (matter, condition, now) => current.snapshotOf(matter, condition, now),
  }
}
