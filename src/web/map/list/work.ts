// Layers of the work, as the layer list offers them.
import { alarms } from './alarms.ts'
import { cameras } from './cameras.ts'
import type { LayerEntry } from './entry.ts'
import { incidents } from './incidents.ts'
import { orders } from './orders.ts'
import { reports } from './reports.ts'
import { units } from './units.ts'
import { warnings } from './warnings.ts'

export const workLayers: readonly LayerEntry[] = [incidents, orders, units, alarms, cameras, warnings, reports]
