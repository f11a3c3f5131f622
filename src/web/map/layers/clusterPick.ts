// What the page is told of a cluster that is pointed at: how many there are in each state and of each kind, and where it falls apart.
import type { Board } from '../points/board.ts'
import { anchorLngLat } from '../points/anchor.ts'
import { calmCount, doubtedCount, levelCount, silentCount, type ClusterCounts } from '../points/counts.ts'
import { groupOf, GROUPS } from '../points/marks.ts'

export interface ClusterPick {
  readonly type: 'cluster'
  readonly lng: number
  readonly lat: number
  readonly total: number
  /** Ⅰ to Ⅳ. */
  readonly levels: readonly [number, number, number, number]
  readonly silent: number
  readonly doubted: number
  readonly calm: number
  /** The most frequent first. */
  readonly kinds: () => readonly { readonly kind: string; readonly count: number }[]
  /** The zoom at which it is more than one thing; undefined when all are in one place. */
  readonly splitsAt: number | undefined
  /** Worst first, `MOST_IDS` at most. */
  readonly ids: () => readonly string[]
}

/** More is no list to look through. */
export const MOST_IDS = 200
const MOST_KINDS = 4
/** Mercator: about 5 m at the equator, and less than 8 px at the nearest the map comes. */
const ONE_PLACE = 1.2e-7

interface Sensors {
  readonly id: (slot: number) => string
  readonly kind: (slot: number) => string
}

function kindsOf(slots: ArrayLike<number>, sensors: Sensors): { kind: string; count: number }[] {
  const found = new Map<string, number>()
  for (let i = 0; i < slots.length; i++) {
    const kind = sensors.kind(slots[i] ?? 0)
    found.set(kind, (found.get(kind) ?? 0) + 1)
  }
  return [...found]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
    .slice(0, MOST_KINDS)
}

function idsOf(slots: ArrayLike<number>, board: Board, sensors: Sensors): string[] {
  const byGroup: number[][] = Array.from({ length: GROUPS }, () => [])
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] ?? 0
    byGroup[groupOf(board.states[slot] ?? 0)]?.push(slot)
  }
  return byGroup.reverse().flat().slice(0, MOST_IDS).map(sensors.id)
}

function inOnePlace(slots: ArrayLike<number>, board: Board): boolean {
  const { offsets } = board.places
  const first = slots[0] ?? 0
  for (let i = 1; i < slots.length; i++) {
    const slot = slots[i] ?? 0
    for (const side of [0, 1])
      if (Math.abs((offsets[slot * 2 + side] ?? 0) - (offsets[first * 2 + side] ?? 0)) > ONE_PLACE) return false
  }
  return true
}

export function describeCluster(board: Board, counts: ClusterCounts, cluster: number, sensors: Sensors): ClusterPick {
  const { tree } = counts
  const slots = tree.members(cluster)
  const level = (n: 1 | 2 | 3 | 4): number => levelCount(counts, cluster, n)
  return {
    type: 'cluster',
    ...anchorLngLat(board.places, tree.xs[cluster] ?? 0, tree.ys[cluster] ?? 0),
    total: slots.length,
    levels: [level(1), level(2), level(3), level(4)],
    silent: silentCount(counts, cluster),
    doubted: doubtedCount(counts, cluster),
    calm: calmCount(counts, cluster),
    kinds: () => kindsOf(slots, sensors),
    splitsAt: inOnePlace(slots, board) ? undefined : (tree.zooms[cluster] ?? 0) + 1,
    ids: () => idsOf(slots, board, sensors),
  }
}

/** Of sensors that stand in one place. */
export function describePile(board: Board, slots: readonly number[], sensors: Sensors): ClusterPick {
  const byGroup = new Uint32Array(GROUPS)
  for (const slot of slots) {
    const group = groupOf(board.states[slot] ?? 0)
    byGroup[group] = (byGroup[group] ?? 0) + 1
  }
  const [calm = 0, silent = 0, doubted = 0, four = 0, three = 0, two = 0, one = 0] = byGroup
  const { offsets } = board.places
  const first = slots[0] ?? 0
  return {
    type: 'cluster',
    ...anchorLngLat(board.places, offsets[first * 2] ?? 0, offsets[first * 2 + 1] ?? 0),
    total: slots.length,
    levels: [one, two, three, four],
    silent,
    doubted,
    calm,
    kinds: () => kindsOf(slots, sensors),
    splitsAt: undefined,
    ids: () => idsOf(slots, board, sensors),
  }
}
