// Layers of the work, as the layer list offers them.
import type { LayerEntry } from './entry.ts'

export const workLayers: readonly LayerEntry[] = []
