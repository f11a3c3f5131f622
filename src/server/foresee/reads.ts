// Answers what is normal and what is foretold, from what has been learned. Learns nothing itself.
import { leadOf, scoreOf } from '../../core/forecast/score.ts'
import { NEEDED_HOURS } from '../../core/forecast/model.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import { anomalyOf, unusualOf } from '../../core/normal/anomaly.ts'
import { hourOfDay } from '../../core/normal/days.ts'
import { NORMAL_NEEDED_HOURS, NORMAL_WEEKS, cellAt } from '../../core/normal/learn.ts'
import type { Now } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { calendarHours, type ForeseenAreas } from './areas.ts'
import { ghostSpan } from './ghosts.ts'
import { sameHours } from './hours.ts'
import type { KnownBook } from './known.ts'
import { SCORED_MS, resultsOf } from './results.ts'
import type { ForesightReads } from './types.ts'

const HOUR_MS = 3_600_000
const BAND_MS = NORMAL_WEEKS * 7 * 24 * HOUR_MS
/** An older forecast is no longer shown as one: its newest inputs are missing. */
export const SHOWN_MS = 2 * HOUR_MS

export interface ForesightReadsDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  readonly book: KnownBook
  readonly areas: ForeseenAreas
}

export function foresightReads({ db, reference, now, book, areas }: ForesightReadsDeps): ForesightReads {
  const { city } = reference
  const hours = calendarHours(reference)
  const decimalsOf = (indicator: string): number => reference.indicators.get(indicator)?.decimals ?? 0
  const cellOf: ForesightReads['cellOf'] = (indicator, area, at) => {
    const normal = book.get({ indicator, area })?.normal
    return normal && cellAt(normal, hours().dayKindOf(at), hourOfDay(at, city.utcOffsetMinutes))
  }

  return {
    normalOf: (indicator, area) => book.get({ indicator, area })?.normal,
    cellOf,
    unusualOf(indicator, area, value, at) {
      const cell = cellOf(indicator, area, at)
      return cell && unusualOf(value, cell, decimalsOf(indicator))
    },
    async anomalyOf(indicator, area, value, at) {
      const known = book.get({ indicator, area })
      const cell = cellOf(indicator, area, at)
      const decimals = decimalsOf(indicator)
      // Inside the band nothing needs to be asked of the store.
      if (!known || !cell || !anomalyOf(value, cell, [], decimals)) return undefined
      return anomalyOf(value, cell, await sameHours(db, known.id, known.simulated, at - BAND_MS, at), decimals)
    },
    forecastOf(indicator, area) {
      const forecast = book.get({ indicator, area })?.forecast
      return forecast && now() - forecast.madeAt < SHOWN_MS ? forecast : undefined
    },
    learningOf(indicator, area) {
      const id = { indicator, area }
      if (!areas.isLearned(id)) return undefined
      const known = book.get(id)
      const bandHours = known?.bandHours ?? 0
      if (!known?.normal && bandHours < NORMAL_NEEDED_HOURS) return { hours: bandHours, needed: NORMAL_NEEDED_HOURS }
      if (areas.aheadOf(id) === undefined || known?.model) return undefined
      // With enough hours the model is being made.
      const modelHours = Math.max(bandHours, known?.modelHours ?? 0)
      return modelHours < NEEDED_HOURS ? { hours: modelHours, needed: NEEDED_HOURS } : undefined
    },
    scoresOf: async (indicator, area) => scoreOf(await resultsOf(db, { indicator, area }, now() - SCORED_MS)),
    async leadOf(indicator, area) {
      const def = reference.indicators.get(indicator)
      if (!def || def.polarity === 'neutral' || areas.aheadOf({ indicator, area }) === undefined) return undefined
      const limits = scaleAt(def, now(), city.utcOffsetMinutes)?.steps.map((step) => step.limit) ?? []
      if (limits.length === 0) return undefined
      const results = await resultsOf(db, { indicator, area }, now() - SCORED_MS)
      return results.length === 0
        ? undefined
        : leadOf(results, limits, def.polarity === 'lowerBetter' ? 'above' : 'below')
    },
    ghostSpan: (kind, from, to) => ghostSpan({ db, reference }, kind, from, to),
  }
}
