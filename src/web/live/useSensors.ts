// Sensor tables for components: shared by scope, held as long as the component lives.
import { inject, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { SensorScope } from '../api/live.ts'
import type { Stop } from './link.ts'
import { LIVE } from './live.ts'
import { createSensorTable, type SensorTable } from './sensors.ts'

/** The sensor table of a scope for as long as the component lives. */
export function useSensors(scope: SensorScope): SensorTable {
  const live = inject(LIVE)
  if (live === undefined) throw new Error('live is not provided')
  const { table, release } = live.sensors(scope, createSensorTable)
  onScopeDispose(release)
  return table
}

/** The same when the scope is known later or changes; undefined until then. */
export function useSensorsWhen(scope: () => SensorScope | undefined): Readonly<ShallowRef<SensorTable | undefined>> {
  const live = inject(LIVE)
  if (live === undefined) throw new Error('live is not provided')
  const table = shallowRef<SensorTable>()
  let release: Stop | undefined
  watch(
    () => JSON.stringify(scope()),
    () => {
      release?.()
      const wanted = scope()
      const held = wanted && live.sensors(wanted, createSensorTable)
      table.value = held?.table
      release = held?.release
    },
    { immediate: true },
  )
  onScopeDispose(() => release?.())
  return table
}
