// The hot table as the sensor layer sees it: place, and one state per sensor from its level, age and doubt.
import type { Stop } from '../live/link.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { SensorPoints } from './layers/sensors.ts'
import { stateOf } from './points/marks.ts'

/** A sensor is stale when none of its metrics is younger than it may be, and suspect when any of its values is doubted. */
export function sensorPoints(table: SensorTable, now: () => number): SensorPoints & { readonly stop: Stop } {
  const written = table.follow()
  return {
    id: table.id,
    kind: table.kind,
    lngs: table.lngs,
    lats: table.lats,
    state: (slot, at) => stateOf(table.level(slot), table.stale(slot, at), table.suspect(slot)),
    take: written.take,
    now,
    stop: written.stop,
  }
}
