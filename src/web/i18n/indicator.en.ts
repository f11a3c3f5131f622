// Phrases of the indicator page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Indicator',
  unknown: 'No such indicator',
  how: 'How it is made',
  windowWord: 'Period',
  window: { 6: '6 hours', 24: '24 hours', 168: '7 days' },
  standard: 'Standard',
  trend: 'Trend',
  byArea: 'By area',
  area: 'Area',
  value: 'Value',
  level: 'Level',
  coverage: 'Coverage',
  incidents: 'Related cases',
  noIncidents: 'No open cases related',
  sensors: 'Sensors behind it, worst first',
  noSensors: 'This indicator does not rest on sensors',
  sensor: 'Sensor',
  age: 'Time',
  showAll: 'Show all {n}',
}
