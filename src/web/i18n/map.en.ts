// Phrases of the city map. Layers have theirs in parts: ground, work.
import type { Phrases } from './i18n.ts'
import { groundLayers } from './parts/groundLayers.en.ts'
import { workLayers } from './parts/workLayers.en.ts'

export const phrases: Phrases = {
  title: 'City map',
  group: { ground: 'Ground and areas', sensing: 'Sensing', work: 'Cases and units', analysis: 'Analysis' },
  left: 'Search and layers',
  right: 'In view and picked',
  layers: 'Layers',
  fold: 'Fold the layers',
  unfold: 'Show the layers',
  table: 'Table',
  tableOf: '{name}: table',
  legendOf: '{name}: legend',
  closeTable: 'Close the table',
  rows: '{n} row | {n} rows',
  noRows: 'Nothing to list',
  cases: 'Cases in view',
  casesInSight: '{n} open',
  casesWithin: '{n} open, of the chosen time',
  none: 'No open case in view',
  noneWithin: 'No open case of the chosen time in view',
  noneHint: 'Zoom out or move the map, or clear the time.',
  picked: 'Picked',
  back: 'Back to the list',
  goThere: 'Go there',
  gone: 'No longer on the map',
  goneHint: 'Its layer is not shown, or it has left.',
  case: { code: 'Code', clock: 'Clock', place: 'Place', lead: 'Lead', opened: 'Opened', open: 'Open the case' },
  sensor: { kind: 'Kind', open: 'Open the sensor page' },
  layer: { ...groundLayers, ...workLayers },
}
