// The reference data that everybody in the hub holds: one object whose answers change when a committed change, or a new day, puts
// another index behind it. Decides nothing.
import type { ReferenceIndex } from '../reference/load.ts'

export interface LiveReference extends ReferenceIndex {
  /** From now on everybody is answered from `next`. */
  swap(next: ReferenceIndex): void
  /** Called after every change of what is answered. Returns how to stop. */
  onSwap(listener: () => void): () => void
}

export function liveReference(initial: ReferenceIndex): LiveReference {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    swap(next) {
      current = next
      for (const listener of listeners) listener()
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
      return current.alarmRules
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
    rulesOf: (kind, metric) => current.rulesOf(kind, metric),
    metricOf: (kind, metric) => current.metricOf(kind, metric),
    areaPath: (code) => current.areaPath(code),
    districtOf: (code) => current.districtOf(code),
    areaName: (code) => current.areaName(code),
    areaAt: (lng, lat) => current.areaAt(lng, lat),
    snapshotOf: (matter, condition, now) => current.snapshotOf(matter, condition, now),
  }
}
