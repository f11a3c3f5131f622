// Which series are learned and which are foretold, and the city's clock for it. Asks the reference data, which may change while the hub runs.
import type { Calendar } from '../../core/clock/types.ts'
import { cityHours, type CityHours } from '../../core/normal/days.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { SeriesId } from './hours.ts'

export interface ForeseenAreas {
  isLearned(id: SeriesId): boolean
  /** Hours to foretell; undefined for a series that has a band only. */
  aheadOf(id: SeriesId): number | undefined
}

export function foreseenAreas(reference: ReferenceIndex): ForeseenAreas {
  const kindOf = (area: string) => reference.areas.get(area)?.kind
  return {
    // The grid is left out: thousands of cells would fill the memory with bands that nobody looks at.
    isLearned({ indicator, area }) {
      const kind = kindOf(area)
      return reference.indicators.has(indicator) && kind !== undefined && kind !== 'grid'
    },
    // The city and its districts: below them there are too few sensors, and too many models.
    aheadOf({ indicator, area }) {
      const kind = kindOf(area)
      return kind === 'city' || kind === 'district' ? reference.indicators.get(indicator)?.forecastHours : undefined
    },
  }
}

/** Kinds of days by the calendar there is now; made again only when it is another one. */
export function calendarHours(reference: ReferenceIndex): () => CityHours {
  let made: { readonly of: Calendar; readonly hours: CityHours } | undefined
  return () => {
    if (made?.of !== reference.calendar) made = { of: reference.calendar, hours: cityHours(reference.calendar) }
    return made.hours
  }
}
