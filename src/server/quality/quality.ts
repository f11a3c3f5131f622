// The quality of what comes in, put together: what ingest tells, what the rounds do, what is asked.
import type { SensorTable } from '../live/sensors.ts'
import type { QualityDesk } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { QualityBook } from './book.ts'
import { qualityPage } from './page.ts'
import { sensorQuality } from './sensor.ts'
import { Silences } from './silence.ts'
import { forgetBefore, storeCounts } from './store.ts'

const DAY_MS = 86_400_000

export interface QualityDeps {
  readonly db: Db
  readonly sensors: SensorTable
  readonly reference: ReferenceIndex
  readonly inService: (feed: string) => boolean
  readonly retentionDays: number
  readonly now: () => number
}

export interface OpenQuality extends QualityDesk {
  readonly book: QualityBook
  /** After the sensors are loaded. */
  load(): Promise<void>
  /** Once a minute: silences and counts. */
  round(): Promise<void>
  /** Once an hour: what is older than the observations goes. */
  forget(): Promise<void>
  /** Stores what was counted. After the last message. */
  stop(): Promise<void>
}

export function openQuality(deps: QualityDeps): OpenQuality {
  const { db, sensors, reference, inService, retentionDays, now } = deps
  const book = new QualityBook()
  const silences = new Silences({ db, sensors, book, inService, now })
  const store = async (): Promise<void> => {
    await silences.storeEnded()
    await storeCounts(db, sensors, book)
  }
  // Who asks sees what was counted until now, and twice in a row costs nothing.
  const reads = { db, sensors, reference, book, now, fresh: store }
  return {
    book,
    load: () => silences.load(),
    round: async () => {
      await silences.round()
      await storeCounts(db, sensors, book)
    },
    forget: () => forgetBefore(db, now() - retentionDays * DAY_MS),
    stop: store,
    page: (query, department) => qualityPage(reads, query, department),
    sensor: (id, from, to, department) => sensorQuality(reads, id, from, to, department),
  }
}
