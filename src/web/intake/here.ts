// What of a report being taken stands on the map: its place and the places its words name, as marks like any other.
import type { Level } from '../../core/level.ts'
import type { Text } from '../../core/text.ts'
import type { IntakeSuggestion } from '../../wire/intake.ts'
import type { IncidentMark } from '../map/useCityMap.ts'
import type { IntakeDraft } from './draft.ts'

export const HERE = 'new-report'

const CANDIDATE = 'intake-place-'
/** The mildest: nobody has said yet how bad it is. */
const UNKNOWN_YET: Level = 4

/** The marks: the settled place, else the suggested ones. */
export function intakeMarks(draft: IntakeDraft, suggestion: IntakeSuggestion | undefined, here: Text): IncidentMark[] {
  const { lng, lat } = draft
  if (lng !== undefined && lat !== undefined) return [{ id: HERE, lng, lat, level: UNKNOWN_YET, title: here }]
  return (suggestion?.places ?? []).map(({ lng: x, lat: y, name }, at) => ({
    id: `${CANDIDATE}${at}`,
    lng: x,
    lat: y,
    level: UNKNOWN_YET,
    title: name,
  }))
}

/** Which suggested place a mark stands for. */
export const candidateOf = (id: string): number | undefined =>
  id.startsWith(CANDIDATE) ? Number(id.slice(CANDIDATE.length)) : undefined
export const isIntakeMark = (id: string): boolean => id === HERE || id.startsWith(CANDIDATE)
