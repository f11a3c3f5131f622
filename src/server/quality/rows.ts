// Counts of one sensor, feed or department as screens show them, and which sensors a department may ask about. No I/O.
import { Quality, type QualityFlag } from '../../core/observe/types.ts'
import type { Text } from '../../core/text.ts'
import type { QualityRow } from '../../wire/signs.ts'
import type { SensorEntry } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'

const FLAGS = Object.keys(Quality) as QualityFlag[]

/** What is summed up before a row is made of it. */
export interface Sums {
  sensors: number
  silent: number
  silences: number
  silentMs: number
  simulated: boolean
  /** By `Counted`. */
  readonly counts: Map<string, number>
}

export const noSums = (): Sums => ({
  sensors: 0,
  silent: 0,
  silences: 0,
  silentMs: 0,
  simulated: false,
  counts: new Map(),
})

export const addCount = (sums: Sums, what: string, n: number): void =>
  void sums.counts.set(what, (sums.counts.get(what) ?? 0) + n)

export function toRow(
  key: string,
  name: Text,
  sums: Sums,
  observations: number,
  sensor?: NonNullable<QualityRow['sensor']>,
): QualityRow {
  const flags: Record<string, number> = {}
  for (const flag of FLAGS) {
    const n = sums.counts.get(flag) ?? 0
    if (n > 0) flags[flag] = n
  }
  return {
    key,
    name,
    ...(sensor === undefined ? {} : { sensor }),
    sensors: sums.sensors,
    observations: Math.max(0, Math.round(observations)),
    flags,
    suspect: sums.counts.get('suspect') ?? 0,
    silences: sums.silences,
    silentMs: Math.round(sums.silentMs),
    silent: sums.silent,
    simulated: sums.simulated,
  }
}

/** The share of the span without a good value: suspect among what came, and the time in which nothing did. Up to 2. */
export const badness = (row: QualityRow, spanMs: number): number =>
  row.suspect / Math.max(1, row.observations) + row.silentMs / Math.max(1, spanMs * row.sensors)

const flagged = (row: QualityRow): number => Object.values(row.flags).reduce((sum, n) => sum + n, 0)

/** Worst first; with a flag, those that have it, most of it first. */
export function worstFirst(rows: readonly QualityRow[], spanMs: number, flag: string | undefined): QualityRow[] {
  const byName = (a: QualityRow, b: QualityRow): number => (a.key < b.key ? -1 : 1)
  if (flag !== undefined)
    return rows
      .filter((row) => (row.flags[flag] ?? 0) > 0)
      .sort((a, b) => (b.flags[flag] ?? 0) - (a.flags[flag] ?? 0) || byName(a, b))
  return [...rows].sort((a, b) => badness(b, spanMs) - badness(a, spanMs) || flagged(b) - flagged(a) || byName(a, b))
}

/** Whoever owns a sensor answers for it, else who maintains it, else who sends its feed. */
export const answersFor = (owner: string, maintainer: string, feedOwner: string): string =>
  owner || maintainer || feedOwner

/** A department knows the sensors it owns or maintains, and those of its feeds. */
export function isOf(
  department: string,
  sensor: Pick<SensorEntry, 'feed' | 'owner' | 'maintainer'>,
  reference: Pick<ReferenceIndex, 'feeds'>,
): boolean {
  return (
    sensor.owner === department ||
    sensor.maintainer === department ||
    reference.feeds.get(sensor.feed)?.owner === department
  )
}
