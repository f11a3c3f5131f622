// Phrases of the map's work layers; part of map.en.ts. Each layer: name, and words of its legend and table.
import type { Phrases } from '../i18n.ts'

export const workLayers: Phrases = {}
