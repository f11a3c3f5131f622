// Phrases of base maps: the switcher, what could not be had, sources and terms.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Base map',
  sources: 'Map data: sources and terms',
  sourcesShort: 'Sources',
  sourcesHint:
    'Check the terms and the approval number of each source before showing the map in public. Datum: CGCS2000 (centimetres from WGS84).',
  bundledNotice: 'Drawn from the city’s own files; their sources stand below',
  files: 'City files',
  terrain: 'Terrain',
  buildings: 'Buildings',
  shown: 'shown',
  close: 'Close',
  failed: 'The base map “{name}” cannot be had; the bundled map is shown instead.',
  reason: 'Reason: {reason}',
  missing: 'Missing from the bundled map: {parts}',
  and: ', ',
  part: {
    districts: 'district lines',
    outline: 'city outline',
    lakes: 'lakes',
    rivers: 'rivers',
    roads: 'roads',
    grid: 'grid cells',
    pipes: 'pipes',
    places: 'place names',
  },
}
