// What stands on the map, in arrays: where each point is, what it is drawn as, and what of that the graphics card has not seen yet.
// No object per point. Knows neither the map nor WebGL.
import { anchored, type Anchored } from './anchor.ts'
import type { ClusterCounts } from './counts.ts'
import { createGroups, type Groups } from './groups.ts'
import { createPointGrid, type PointGrid } from './grid.ts'
import { groupOf, NOWHERE } from './marks.ts'
import { createDirtyRanges, type DirtyRanges } from './ranges.ts'

export interface Board {
  readonly count: number
  readonly places: Anchored
  readonly states: Uint8Array
  /** Of `states`. */
  readonly changed: DirtyRanges
  readonly groups: Groups
  /** Counted along with every change; given when its tree is built, undefined before. */
  clusters: ClusterCounts | undefined
  /** True when it is drawn differently now. */
  readonly set: (slot: number, state: number) => boolean
  /** Made when first asked for: nobody points at a wall. */
  readonly grid: () => PointGrid
}

export function createBoard(lngs: Float64Array, lats: Float64Array): Board {
  const count = lngs.length
  const places = anchored(lngs, lats)
  const states = new Uint8Array(count)
  const changed = createDirtyRanges(count)
  const groups = createGroups(count)
  let grid: PointGrid | undefined
  for (let i = 0; i < count; i++) if (Number.isNaN(places.offsets[i * 2])) states[i] = NOWHERE
  const board: Board = {
    count,
    places,
    states,
    changed,
    groups,
    clusters: undefined,
    set(slot, state) {
      const before = states[slot]
      // Written states are below NOWHERE: a point without a place stays where it is, nowhere.
      if (before === undefined || before === state || before === NOWHERE) return false
      states[slot] = state
      changed.note(slot)
      const [from, to] = [groupOf(before), groupOf(state)]
      groups.move(slot, from, to)
      board.clusters?.move(slot, from, to)
      return true
    },
    grid: () => (grid ??= createPointGrid(places.offsets)),
  }
  return board
}
