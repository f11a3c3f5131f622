// What is normal and what is foretold, for every series of the city: learned once a day, foretold and scored once an hour.
import { cityDay } from '../../core/clock/calendar.ts'
import { adaptedMiss } from '../../core/forecast/conformal.ts'
import { MODEL, NEEDED_HOURS, RECENT_HOURS, foretell } from '../../core/forecast/model.ts'
import type { Forecast } from '../../core/forecast/types.ts'
import { NORMAL_NEEDED_HOURS } from '../../core/normal/learn.ts'
import type { Now } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { untilEnded } from '../timers.ts'
import { calendarHours, foreseenAreas } from './areas.ts'
import { allSeries, hoursOf, knownAt } from './hours.ts'
import { KnownBook, loadNormals, type KnownSeries } from './known.ts'
import { learnSeries, type LearnDeps } from './learn.ts'
import {
  SCORED_AHEADS,
  SCORED_MS,
  forgetForecasts,
  keepForecasts,
  missesOf,
  newestForecasts,
  scoreHour,
} from './results.ts'
import { SHOWN_MS, foresightReads } from './reads.ts'
import type { ForesightReads } from './types.ts'

const HOUR_MS = 3_600_000
/** The day's learning begins at three in the city, when least is asked of the hub. */
const LEARN_AT_MS = 3 * HOUR_MS
/** After the full hour: its last minute is stored by then, and what was briefly late has come. */
const SETTLED_MS = 3 * 60_000
/** Hours scored again each time: an hour may become known late. */
const SCORED_AGAIN_MS = 6 * HOUR_MS
/** Hours looked back at after a start: what came while the hub was away, as far as forecasts reach. */
const MISSED_MS = 72 * HOUR_MS

export interface ForesightDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  readonly rest?: (ms: number) => Promise<void>
}

export interface Foresight extends ForesightReads {
  /** What an earlier run learned and foretold. Nothing waits for it: bands appear when it is done. */
  start(): Promise<void>
  /** Learns what has not been learned today. Long, in short steps. */
  learn(): Promise<void>
  /** Foretells every series whose newest hour is known and which has not been foretold this hour; how many those were. */
  foretellAll(): Promise<number>
  /** Holds forecasts against the hours that have come since the last time; how many there were. */
  score(): Promise<number>
  /** Whatever of this is due: to be called every minute. */
  round(): Promise<void>
  /** Hours of the past have been put in: what they teach is learned with the next round. */
  learnAgain(): void
  /** Resolves when what was under way has come to the end of its step. */
  stop(): Promise<void>
}

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export function openForesight({ db, reference, now, rest = sleep }: ForesightDeps): Foresight {
  const book = new KnownBook()
  const city = reference.city
  const areas = foreseenAreas(reference)
  const hours = calendarHours(reference)
  let stopped = false
  let started: Promise<void> | undefined
  let running: Promise<void> | undefined
  let learnedDay: number | undefined
  /** How often a past was put in. */
  let turned = 0
  let scoredTo: number | undefined
  let noted: number | undefined

  const deps = (): LearnDeps => ({ db, now, rest, stopped: () => stopped, hours: hours() })
  const learningDay = (): number => cityDay(now() - LEARN_AT_MS, city)

  async function learnOne(known: KnownSeries): Promise<void> {
    const def = reference.indicators.get(known.id.indicator)
    if (def) await learnSeries(known, def, areas.aheadOf(known.id), deps())
  }

  async function noteSeries(): Promise<readonly KnownSeries[]> {
    return (await allSeries(db)).filter(areas.isLearned).map((id) => book.of(id))
  }

  async function learn(): Promise<void> {
    const day = learningDay()
    if (learnedDay === day) return
    const begun = turned
    const due = (await noteSeries()).filter((known) => {
      const isFresh = cityDay(known.learnedAt - LEARN_AT_MS, city) >= day
      return !isFresh || (areas.aheadOf(known.id) !== undefined && !known.model)
    })
    // Forecasts first: after a start there are none, while the bands were kept.
    const foretold = (known: KnownSeries): number => (areas.aheadOf(known.id) === undefined ? 1 : 0)
    for (const known of due.sort((a, b) => foretold(a) - foretold(b))) {
      if (stopped) return
      await learnOne(known)
      await rest(1)
    }
    // A past that was put in meanwhile is learned with the next round.
    if (turned === begun) learnedDay = day
  }

  /** Once an hour: series that begin, change between simulated and real, or know enough now. */
  async function note(newest: number): Promise<void> {
    if (noted === newest) return
    const series = await noteSeries()
    for (const { simulated, ...id } of await knownAt(
      db,
      series.map((known) => known.id),
      newest,
    )) {
      if (stopped) return
      const known = book.of(id)
      const isOther = known.simulated !== simulated
      // What was learned after the hour has counted it already.
      if (known.learnedAt < newest + HOUR_MS) {
        known.bandHours += 1
        known.modelHours += 1
      }
      // Just now: a series too torn for a model is tried again tomorrow, not every hour.
      const hasEnough =
        (!known.normal && known.bandHours === NORMAL_NEEDED_HOURS) ||
        (!known.model && known.modelHours === NEEDED_HOURS && areas.aheadOf(id) !== undefined)
      if (isOther) {
        // What the other kind taught says nothing about this one.
        delete known.normal
        delete known.model
        delete known.forecast
      }
      if (isOther || hasEnough || known.learnedAt === 0) await learnOne(known)
    }
    noted = newest
  }

  async function foretellOne(known: KnownSeries, hour: number): Promise<Forecast | undefined> {
    const { id, model, simulated } = known
    const recent = await hoursOf(db, id, hour - RECENT_HOURS * HOUR_MS, hour)
    if (!model || recent?.simulated !== simulated) return undefined
    const fared = await missesOf(db, id, hour - SCORED_MS)
    const points = foretell(model, recent.points, hour, (ahead) => {
      // Hours ahead that are not scored go by the nearest that are.
      const scored = SCORED_AHEADS.find((one) => one >= ahead) ?? SCORED_AHEADS.at(-1) ?? ahead
      const { n, missed } = fared.get(scored) ?? { n: 0, missed: 0 }
      return adaptedMiss(n, missed)
    })
    if (points.length === 0) return undefined
    return { ...id, madeAt: hour, model: MODEL, learnedHours: model.learnedHours, simulated, points }
  }

  async function foretellAll(): Promise<number> {
    const hour = hourOf(now())
    const waiting = book.all().filter((known) => known.model && known.forecast?.madeAt !== hour)
    const ready = await knownAt(
      db,
      waiting.map((known) => known.id),
      hour - HOUR_MS,
    )
    const made: Forecast[] = []
    for (const id of ready) {
      if (stopped) break
      const known = book.of({ indicator: id.indicator, area: id.area })
      const forecast = id.simulated === known.simulated ? await foretellOne(known, hour) : undefined
      if (!forecast) continue
      known.forecast = forecast
      made.push(forecast)
    }
    await keepForecasts(db, made)
    return made.length
  }

  async function score(): Promise<number> {
    const newest = hourOf(now()) - HOUR_MS
    if (scoredTo === newest) return 0
    let written = 0
    const from = Math.max(newest - MISSED_MS, (scoredTo ?? 0) - SCORED_AGAIN_MS)
    for (let hour = from; hour <= newest && !stopped; hour += HOUR_MS) written += await scoreHour(db, hour)
    scoredTo = newest
    await forgetForecasts(db, now())
    return written
  }

  async function load(): Promise<void> {
    await loadNormals(db, book)
    for (const forecast of await newestForecasts(db, now() - SHOWN_MS - HOUR_MS)) {
      const { indicator, area } = forecast
      if (!areas.isLearned({ indicator, area })) continue
      const known = book.of({ indicator, area })
      // What is foretold of hours of the other kind is not this series' forecast any more.
      if (known.normal && known.simulated !== forecast.simulated) continue
      known.simulated = forecast.simulated
      known.forecast = forecast
    }
  }
  const start = (): Promise<void> =>
    (started ??= load().catch((error: unknown) => {
      started = undefined
      // The store is gone because the hub ends.
      if (!stopped) throw error
    }))

  async function round(): Promise<void> {
    await start()
    await learn()
    if (stopped || now() % HOUR_MS < SETTLED_MS) return
    await note(hourOf(now()) - HOUR_MS)
    await score()
    await foretellAll()
  }

  return {
    start,
    learn,
    foretellAll,
    score,
    round: () => (running = round()),
    learnAgain() {
      for (const known of book.all()) known.learnedAt = 0
      learnedDay = undefined
      noted = undefined
      turned += 1
    },
    async stop() {
      stopped = true
      await untilEnded(Promise.allSettled([started, running]))
    },
    ...foresightReads({ db, reference, now, book, areas }),
  }
}
