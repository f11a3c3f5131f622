// Layers of the work, as the layer list offers them.
import { alarms } from './alarms.ts'
import type { LayerEntry } from './entry.ts'
import { incidents } from './incidents.ts'

export const workLayers: readonly LayerEntry[] = [incidents, alarms]
