// Phrases of the map's ground layers; part of map.en.ts. Each layer: name, and words of its legend and table.
import type { Phrases } from '../i18n.ts'

export const groundLayers: Phrases = {}
