// The hot table as the sensor layer sees it: place, and one mark per sensor from its level and age.
import type { SensorTable } from '../live/sensors.ts'
import { STALE_MARK, type SensorPoints } from './layers/sensors.ts'

/** `staleAfterMs` by kind; a sensor is stale when none of its metrics is younger. */
export function sensorPoints(
  table: SensorTable,
  staleAfterMs: (kind: string) => number,
  now: () => number,
): SensorPoints {
  return {
    count: () => table.entries().length,
    id: (slot) => table.entries()[slot]?.id ?? '',
    lng: (slot) => table.entries()[slot]?.lng ?? 0,
    lat: (slot) => table.entries()[slot]?.lat ?? 0,
    mark(slot) {
      const level = table.level(slot)
      if (level > 0) return level
      const kind = table.entries()[slot]?.kind
      if (kind === undefined) return 0
      return now() - table.newestAt(slot) > staleAfterMs(kind) ? STALE_MARK : 0
    },
  }
}
