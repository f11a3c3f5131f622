// Layers of the ground, as the layer list offers them.
import type { LayerEntry } from './entry.ts'

export const groundLayers: readonly LayerEntry[] = []
