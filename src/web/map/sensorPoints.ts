// The hot table as the sensor layer sees it: place, and one mark per sensor from its level and age.
import { isStale } from '../../core/observe/stale.ts'
import type { SensorTable } from '../live/sensors.ts'
import { STALE_MARK, type SensorPoints } from './layers/sensors.ts'

/** A sensor is stale when none of its metrics is younger than it may be. */
export function sensorPoints(table: SensorTable, now: () => number): SensorPoints {
  return {
    count: () => table.entries().length,
    id: (slot) => table.entries()[slot]?.id ?? '',
    lng: (slot) => table.entries()[slot]?.lng ?? 0,
    lat: (slot) => table.entries()[slot]?.lat ?? 0,
    mark(slot) {
      const level = table.level(slot)
      if (level > 0) return level
      const entry = table.entries()[slot]
      return entry !== undefined && isStale(table.newestAt(slot), entry.silentAfterMs, now()) ? STALE_MARK : 0
    },
  }
}
