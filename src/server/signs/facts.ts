// Facts of cases and of the data itself, kept as long as they are true: asked again when something changed, and never so often
// that asking becomes the hub's work.
import { cityDate, daySpan } from '../../core/clock/calendar.ts'
import type { PlatformFacts } from '../../core/indicate/inputs.ts'
import { countNow, factsFrom, ratesOf, type CaseFactsDeps, type FactsByArea, type Rates } from './caseFacts.ts'
import type { PlatformCounts } from './platform.ts'

/** Time alone changes what is overdue, and what was opened within the hour. */
const AT_LEAST_EVERY_MS = 30_000
const AT_MOST_EVERY_MS = 2_000
/** Of the time that goes by, so much may go into counting. */
const SHARE = 0.05
const PLATFORM_EVERY_MS = 4_000
const RATES_EVERY_MS = 10 * 60_000

export interface FactsDeps extends CaseFactsDeps {
  readonly now: () => number
  readonly platform: PlatformCounts
  readonly simulation: boolean
  /** False while the obligations are still being made from the logs: rates are unknown until then. */
  readonly ratesReady: () => boolean
}

export class Facts {
  private known: FactsByArea = new Map()
  private rates: Rates = new Map()
  private changed = true
  private countedAt = -Infinity
  private ratesAt = -Infinity
  private restMs = 0
  private told: { readonly at: number; readonly facts: PlatformFacts } | undefined

  constructor(private readonly deps: FactsDeps) {}

  /** A case was opened, or went on. */
  touch(): void {
    this.changed = true
  }

  get cases(): FactsByArea {
    return this.known
  }

  /** Walks all sensors and alarms: kept for some seconds. */
  platform(): PlatformFacts {
    const now = this.deps.now()
    if (this.told === undefined || Math.abs(now - this.told.at) >= PLATFORM_EVERY_MS)
      this.told = { at: now, facts: this.deps.platform.facts(this.deps.simulation) }
    return this.told.facts
  }

  /** Counts again what may have changed. Cheap when nothing did. */
  async refresh(): Promise<void> {
    const { deps } = this
    const now = deps.now()
    const age = Math.abs(now - this.countedAt)
    if (age < Math.max(AT_MOST_EVERY_MS, this.restMs) || (!this.changed && age < AT_LEAST_EVERY_MS)) return
    this.changed = false
    const startedAt = performance.now()
    if (deps.ratesReady() && Math.abs(now - this.ratesAt) >= RATES_EVERY_MS) {
      this.rates = await ratesOf(deps, now)
      this.ratesAt = now
    }
    const { from } = daySpan(cityDate(now, deps.reference.city), deps.reference.city)
    const counts = await countNow(deps, from, now)
    this.known = factsFrom(counts, this.rates, deps.reference.areas.keys(), deps.simulation)
    this.countedAt = now
    this.restMs = (performance.now() - startedAt) / SHARE
  }
}
