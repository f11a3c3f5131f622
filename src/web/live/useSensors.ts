// The page's sensor table for components: one for all of them, each says what of it it wants, as long as it lives.
import { inject, onScopeDispose, watch } from 'vue'
import { getSensorColumns, getSensorsSince } from '../api/sensors.ts'
import { LIVE, type SensorTableParts } from './live.ts'
import { createSensorTable, type SensorScope, type SensorTable } from './sensors.ts'

const open = (parts: SensorTableParts): SensorTable =>
  createSensorTable({ ...parts, fetch: getSensorColumns, fetchSince: getSensorsSince })

/** `scopes` may change: what is new is fetched, what is gone is not followed any more. None: the table rests. */
export function useSensors(scopes: () => readonly SensorScope[]): SensorTable {
  const live = inject(LIVE)
  if (live === undefined) throw new Error('live is not provided')
  const { table, release } = live.sensors(open)
  const wanting = table.want(scopes())
  watch(scopes, (next) => wanting.set(next))
  onScopeDispose(() => {
    wanting.stop()
    release()
  })
  return table
}
