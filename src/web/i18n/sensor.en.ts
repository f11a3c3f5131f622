// Phrases of the sensor page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Sensor',
  kind: 'Kind',
  place: 'Place',
  feed: 'Feed',
  owner: 'Owner',
  curve: 'Curve',
  metric: 'Metric',
  windowWord: 'Period',
  window: { 1: '1 hour', 6: '6 hours', 24: '24 hours', 168: '7 days' },
  alarms: 'Alarms',
  noAlarms: 'No recent alarms',
  standing: 'standing',
  incidents: 'Related cases',
  noIncidents: 'No open cases related',
}
