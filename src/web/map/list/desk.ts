// Layers of the pages that are not the city map: few, fixed, and the same things as there.
import type { LayerEntry } from './entry.ts'
import { incidents } from './incidents.ts'
import { units } from './units.ts'
import { warnings } from './warnings.ts'

/** Deadlines of cases, who is on the way, warnings in force. */
export const DESK_LAYERS: readonly LayerEntry[] = [warnings, incidents, units]
