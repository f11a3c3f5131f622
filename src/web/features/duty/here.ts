// A case that is none yet: the place of a report being written, drawn on the map as a mark like any other.
import type { Text } from '../../../core/text.ts'
import type { IncidentRow } from '../../../wire/views.ts'

export const HERE = 'new-report'

export const rowHere = (place: { readonly lng: number; readonly lat: number }, title: Text): IncidentRow => ({
  id: HERE,
  code: '',
  version: 0,
  state: 'pendingFiling',
  source: 'desk',
  title,
  level: 4,
  lng: place.lng,
  lat: place.lat,
  area: '',
  areaName: { zh: '', en: '' },
  assist: [],
  openedAt: 0,
  updatedAt: 0,
  alarms: 0,
  reports: 0,
  reworks: 0,
  returns: 0,
  supervised: false,
  escalated: false,
  reopenings: 0,
  ordersOpen: 0,
  replyOwed: false,
  absorbed: 0,
  simulated: false,
})
