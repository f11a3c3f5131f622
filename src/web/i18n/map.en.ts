// Phrases of the city map. Layers have theirs in parts: ground, work.
import type { Phrases } from './i18n.ts'
import { groundLayers } from './parts/groundLayers.en.ts'
import { workLayers } from './parts/workLayers.en.ts'

export const phrases: Phrases = {
  title: 'City map',
  group: { ground: 'Ground and areas', sensing: 'Sensing', work: 'Cases and units', analysis: 'Analysis' },
  layer: { ...groundLayers, ...workLayers },
}
