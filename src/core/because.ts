// Where a product came from: every alarm, event, indicator and sentence carries the ids of what it was made from.

/** Kinds of thing that something can rest on. */
export type BecauseKind =
  | 'observation'
  | 'report'
  | 'alarm'
  | 'indicator'
  | 'incident'
  | 'event'
  | 'rule'
  | 'matter'
  | 'command'
  | 'clock'
  | 'feed'
  | 'warning'
  | 'supervision'
  /** A published head of the log: `<chain>:<seq>:<hash>`. */
  | 'head'

/** One reason: what kind of thing, its id, and when it happened in the city (epoch ms) where that is known. */
export interface Because {
  readonly kind: BecauseKind
  readonly id: string
  readonly at?: number
}

/** Id of one stored observation: sensor, metric and instant (epoch ms) name it for good. */
export function observationId(sensor: string, metric: string, occurredAt: number): string {
  return `${sensor}#${metric}@${occurredAt}`
}
