// What of a report being taken stands on the map: its place and the places its words name, as marks like any other.
import type { Text } from '../../core/text.ts'
import type { IntakeSuggestion } from '../../wire/intake.ts'
import type { IncidentRow } from '../../wire/views.ts'
import type { IntakeDraft } from './draft.ts'

export const HERE = 'new-report'

const CANDIDATE = 'intake-place-'

const markAt = (id: string, place: { readonly lng: number; readonly lat: number }, title: Text): IncidentRow => ({
  id,
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

/** The marks: the settled place, else the suggested ones. */
export function intakeMarks(draft: IntakeDraft, suggestion: IntakeSuggestion | undefined, here: Text): IncidentRow[] {
  const { lng, lat } = draft
  if (lng !== undefined && lat !== undefined) return [markAt(HERE, { lng, lat }, here)]
  return (suggestion?.places ?? []).map((place, at) => markAt(`${CANDIDATE}${at}`, place, place.name))
}

/** Which suggested place a mark stands for. */
export const candidateOf = (id: string): number | undefined =>
  id.startsWith(CANDIDATE) ? Number(id.slice(CANDIDATE.length)) : undefined
export const isIntakeMark = (id: string): boolean => id === HERE || id.startsWith(CANDIDATE)
