// Alarms in the words of ISA-18.2: a condition that needs an operator's response, with delay and hysteresis.
import type { AlarmId, ConditionId, MatterCode, MetricId, RuleId, SensorId, SensorKindId } from '../ids.ts'
import type { Because } from '../because.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'

/** One step of a rule: at or beyond `limit` (in the metric's unit) the level holds. */
export interface AlarmStep {
  readonly level: Level
  readonly limit: number
}

/** A threshold rule on one metric of one sensor kind (reference data). */
export interface AlarmRule {
  readonly id: RuleId
  readonly kind: SensorKindId
  readonly metric: MetricId
  readonly name: Text
  readonly direction: 'above' | 'below'
  /** Mildest first or last does not matter; the most severe that holds wins. */
  readonly steps: readonly AlarmStep[]
  /** The value must come back by this much past the limit before the level falls. */
  readonly deadband: number
  /** How long the condition must hold before the alarm is raised, and be gone before it clears. */
  readonly onDelayMs: number
  readonly offDelayMs: number
  /** Only sensors whose attribute has this value, e.g. `{ zone: '1' }`. */
  readonly where?: Readonly<Record<string, string | number>>
  /** What to open, from which level on; absent: an alarm only. */
  readonly incident?: {
    readonly matter: MatterCode
    readonly condition: ConditionId
    readonly fromLevel: Level
    /** Alarms that share this place open one incident: the sensor itself, its street or its district. */
    readonly groupBy: 'sensor' | 'street' | 'district'
  }
}

/** A level on its way: since when it has held without being annunciated, or has been gone while still standing. */
export interface PendingLevel {
  readonly level: Level
  readonly since: number
  /** The observation that began it. */
  readonly because: readonly Because[]
}

/** Condition of one rule on one series, kept between observations. */
export interface AlarmCondition {
  /** Level now standing (annunciated), if any. */
  readonly level?: Level
  /** Level the last values ask for, and since when (occurredAt). */
  readonly wanted?: Level
  readonly wantedSince?: number
  readonly alarm?: AlarmId
  readonly raisedAt?: number
  readonly lastValue?: number
  readonly lastAt?: number
  /**
   * Levels between `level` and `wanted`, each with its own delay: a rise through several levels does not start the
   * first one's delay anew. Absent when nothing is on its way.
   */
  readonly pending?: readonly PendingLevel[]
  /** The last observation, kept while a level stands or is on its way: what a tick will rest on. */
  readonly because?: readonly Because[]
}

/** What a step of an alarm does. Times are when it happened in the city. */
export type AlarmChange =
  | {
      readonly type: 'raised'
      readonly level: Level
      readonly at: number
      readonly value: number
      readonly because: readonly Because[]
    }
  | {
      readonly type: 'levelChanged'
      readonly level: Level
      readonly from: Level
      readonly at: number
      readonly value: number
      readonly because: readonly Because[]
    }
  | {
      readonly type: 'cleared'
      readonly from: Level
      readonly at: number
      readonly value: number
      readonly because: readonly Because[]
    }

/** ISA-18.2 state of an alarm as people see it. */
export type AlarmState = 'active' | 'acknowledged' | 'shelved' | 'returned' | 'normal'

/** One alarm occurrence. */
export interface Alarm {
  readonly id: AlarmId
  readonly rule: RuleId
  readonly sensor: SensorId
  readonly metric: MetricId
  readonly level: Level
  readonly value: number
  readonly raisedAt: number
  readonly recordedAt: number
  readonly clearedAt?: number
  /** Why, where no value ended it: its rule went. */
  readonly clearedReason?: Text
  readonly acknowledgedAt?: number
  readonly acknowledgedBy?: string
  readonly shelvedUntil?: number
  readonly shelvedReason?: string
  readonly because: readonly Because[]
}
