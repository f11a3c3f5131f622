// Layers of a department's map: its own cases with their deadlines, its orders and who is on the way to them, the components it keeps.
import { components } from './components.ts'
import type { LayerEntry } from './entry.ts'
import { incidents } from './incidents.ts'
import { orders } from './orders.ts'
import { units } from './units.ts'

export const DEPARTMENT_LAYERS: readonly LayerEntry[] = [components, incidents, orders, units]
