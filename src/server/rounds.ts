// What the hub does by time alone, and how often: one list. Each part decides what is due; nothing here knows how.
import type { Logger } from 'pino'
import { publishWhenDue } from './audit/heads.ts'
import type { OpenCatalogue } from './catalogue/catalogue.ts'
import type { Writer } from './ingest/writer.ts'
import type { PresenceRoom } from './live/presence.ts'
import { maintain, type DirtyHours } from './maintain.ts'
import type { Notify } from './notify/notify.ts'
import type { Cases, Now } from './ports.ts'
import type { OpenQuality } from './quality/quality.ts'
import { FRAME_EVERY_MS, type Frames } from './publish/frames.ts'
import type { Screens } from './publish/screens.ts'
import type { ReferenceIndex } from './reference/load.ts'
import type { WarningBook } from './warnings/book.ts'
import type { AlarmBook } from './signs/alarms.ts'
import { EVALUATE_EVERY_MS, type Indicators } from './signs/indicators.ts'
import type { Status } from '../wire/views.ts'
import type { Db } from './store/db.ts'
import { upkeep } from './store/upkeep.ts'
import { every } from './timers.ts'
import type { OpenUnits } from './units/units.ts'

const TICK_MS = 1000
const STATUS_EVERY_MS = 2000
/** How soon a change made by another hub is followed. */
const CATALOGUE_EVERY_MS = 3000
const MAINTAIN_EVERY_MS = 10 * 60_000
const MINUTE_MS = 60_000
const UPKEEP_EVERY_MS = 3_600_000
/** How soon a past value follows what came late. */
const CORRECT_EVERY_MS = 10_000

export interface RoundsDeps {
  readonly frames: Frames
  readonly alarms: AlarmBook
  readonly writer: Writer
  readonly cases: Cases
  readonly indicators: Indicators
  readonly catalogue: Pick<OpenCatalogue, 'refresh'>
  readonly screens: Screens
  readonly presence: PresenceRoom
  readonly warnings: Pick<WarningBook, 'round'>
  readonly handovers: { prepare(): Promise<void> }
  readonly foresight: { round(): Promise<void> }
  readonly obligations: { catchUp(): Promise<void> }
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  readonly log: Logger
  readonly progress: (step: string) => void
  readonly failed: (what: string) => (error: Error) => void
  readonly dirty: DirtyHours
  readonly briefRoom: { round(): Promise<void> }
  readonly status: () => Status
  readonly quality: Pick<OpenQuality, 'round' | 'forget'>
  readonly units: Pick<OpenUnits, 'flush' | 'forget'>
  readonly wallRoom: { round(): Promise<void> }
  readonly retentionDays: number
  readonly headsPublished: Notify['headsPublished']
}

/** `start` resolves once the heads of the logs that are due have been published: they are printed before anybody is served. */
export function openRounds(deps: RoundsDeps): { start(): Promise<void>; stop(): Promise<unknown> } {
  const { frames, alarms, writer, cases, indicators, catalogue, screens, presence, handovers, foresight } = deps
  const { db, reference, now, log, progress, failed, dirty, status, quality, obligations } = deps
  const { retentionDays, headsPublished, units } = deps

  async function tick(): Promise<void> {
    const waiting = alarms.tick(now())
    if (waiting.length > 0) await writer.writeAlarms(waiting)
    await cases.tick(now())
  }
  function forget(): void {
    screens.forgetEnded()
    screens.forgetNotices()
    alarms.forget(now(), screens.isAwaited)
  }
  async function publishHeads(): Promise<void> {
    const heads = await publishWhenDue({ db, city: reference.city, now, published: headsPublished })
    for (const { chain, date, seq, hash } of heads) {
      log.info({ chain, date, seq, hash }, 'head of the log published')
      // Also where the log level hides it: what has been printed cannot be rewritten.
      progress(`head of the log, ${date}: ${chain}:${seq}:${hash}`)
    }
  }

  let timers: readonly ReturnType<typeof every>[] = []
  return {
    async start() {
      timers = [
        every(FRAME_EVERY_MS, () => frames.flush(), failed('frames')),
        every(FRAME_EVERY_MS, () => units.flush(), failed('frames of units')),
        every(TICK_MS, tick, failed('tick')),
        every(EVALUATE_EVERY_MS, () => indicators.evaluate(), failed('indicators')),
        every(CORRECT_EVERY_MS, async () => void (await indicators.corrections.run()), failed('late values')),
        every(CATALOGUE_EVERY_MS, async () => void (await catalogue.refresh()), failed('catalogue')),
        every(STATUS_EVERY_MS, () => screens.showStatus(status()), failed('status')),
        every(STATUS_EVERY_MS, () => presence.forget(), failed('presence')),
        every(STATUS_EVERY_MS, () => deps.warnings.round(), failed('warnings')),
        every(CATALOGUE_EVERY_MS, () => deps.wallRoom.round(), failed('walls')),
        every(MINUTE_MS, () => handovers.prepare(), failed('handover')),
        every(MINUTE_MS, forget, failed('what ended')),
        every(MINUTE_MS, () => deps.briefRoom.round(), failed('brief')),
        // Nothing to do once it has succeeded; a store that was away in the middle of it must not leave it half made.
        every(MINUTE_MS, () => obligations.catchUp(), failed('obligations')),
        every(MAINTAIN_EVERY_MS, () => maintain(db, retentionDays, dirty, now()), failed('maintenance')),
        every(MINUTE_MS, () => quality.round(), failed('quality')),
        every(UPKEEP_EVERY_MS, () => quality.forget(), failed('quality')),
        every(MINUTE_MS, () => foresight.round(), failed('what is normal and what is foretold')),
        every(UPKEEP_EVERY_MS, () => units.forget(), failed('old positions')),
        every(UPKEEP_EVERY_MS, () => upkeep(db), failed('upkeep of the store')),
      ]
      await publishHeads()
      timers = [...timers, every(MINUTE_MS, publishHeads, failed('heads of the logs'))]
    },
    stop: () => Promise.all(timers.map((timer) => timer.stop())),
  }
}
