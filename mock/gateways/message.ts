// One message as a gateway sends it.
import type { FaultName } from '../scenarios/schema.ts'

export interface OutMessage {
  /** When it is sent, epoch ms of real time. */
  readonly at: number
  readonly feed: string
  readonly gateway: string
  readonly topic: string
  readonly payload: string
  /** Values it carries (0 for reports and announcements). */
  readonly values: number
  /** What is wrong with it on purpose; never on the wire. */
  readonly fault?: FaultName | 'rogue' | 'device'
  /** Order among messages of the same millisecond. */
  readonly order: string
}

/** A total order, so that any split of a window gives the same list. */
export const bySending = (a: OutMessage, b: OutMessage): number =>
  a.at - b.at || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)
