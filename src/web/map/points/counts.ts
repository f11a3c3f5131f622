// How many points of each state every cluster has, kept while states change: one change costs as much as there are zooms. Pure.
import type { Level } from '../../../core/level.ts'
import type { ClusterTree } from './clusters.ts'
import { groupOf, GROUPS } from './marks.ts'

export interface ClusterCounts {
  readonly tree: ClusterTree
  /** By cluster one number for each group of `groupOf`, in turn. */
  readonly byGroup: Uint32Array
  /** A point went from one group to another. */
  readonly move: (slot: number, from: number, to: number) => void
  /** Another number after every change of any. */
  readonly version: () => number
}

/** Of `states` as they are now. */
export function countClusters(tree: ClusterTree, states: Uint8Array): ClusterCounts {
  const byGroup = new Uint32Array(tree.count * GROUPS)
  const { parents, clusterOf } = tree
  let version = 0
  for (let slot = 0; slot < clusterOf.length; slot++) {
    const cluster = clusterOf[slot] ?? -1
    if (cluster === -1) continue
    const at = cluster * GROUPS + groupOf(states[slot] ?? 0)
    byGroup[at] = (byGroup[at] ?? 0) + 1
  }
  // Parents have higher numbers: what is added to one is complete.
  for (let c = 0; c < tree.count; c++) {
    const parent = parents[c] ?? -1
    if (parent === -1) continue
    for (let g = 0; g < GROUPS; g++) {
      const at = parent * GROUPS + g
      byGroup[at] = (byGroup[at] ?? 0) + (byGroup[c * GROUPS + g] ?? 0)
    }
  }
  return {
    tree,
    byGroup,
    move(slot, from, to) {
      let cluster = clusterOf[slot] ?? -1
      if (from === to || cluster === -1) return
      version++
      for (; cluster !== -1; cluster = parents[cluster] ?? -1) {
        const at = cluster * GROUPS
        byGroup[at + from] = (byGroup[at + from] ?? 0) - 1
        byGroup[at + to] = (byGroup[at + to] ?? 0) + 1
      }
    },
    version: () => version,
  }
}

/** Groups 3–6 are levels Ⅳ–Ⅰ. */
export const levelCount = (counts: ClusterCounts, cluster: number, level: Level): number =>
  counts.byGroup[cluster * GROUPS + 7 - level] ?? 0

/** 1–4, 0 when no point of it is of any level. */
export function worstOf(counts: ClusterCounts, cluster: number): Level | 0 {
  for (const level of [1, 2, 3, 4] as const) if (levelCount(counts, cluster, level) > 0) return level
  return 0
}

/** Fallen silent, and of no level. */
export const silentCount = (counts: ClusterCounts, cluster: number): number => counts.byGroup[cluster * GROUPS + 1] ?? 0
export const doubtedCount = (counts: ClusterCounts, cluster: number): number =>
  counts.byGroup[cluster * GROUPS + 2] ?? 0
export const calmCount = (counts: ClusterCounts, cluster: number): number => counts.byGroup[cluster * GROUPS] ?? 0
