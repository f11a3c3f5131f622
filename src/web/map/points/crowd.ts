// Keeps the tree of clusters of a board: builds it between frames, keeps it while places and filter stay, and lays what is in view.
// Knows neither the map nor WebGL.
import type { Board } from './board.ts'
import { buildClusters, type ClusterRule, type ClusterTree } from './clusters.ts'
import { countClusters } from './counts.ts'
import { layClusters, type Box, type Sheet, type SheetLook } from './sheet.ts'

export interface Crowd {
  /** Has the board counted by clusters, at once or soon; `done` is called when it is. A later call takes the place of this one. */
  readonly gather: (
    board: Board,
    rule: ClusterRule,
    shown: ((slot: number) => boolean) | undefined,
    done: () => void,
  ) => void
  /** What is in view of it; the same sheet as long as that is true enough. */
  readonly sheet: (board: Board, zoom: number, view: Box, look: SheetLook, now: number) => Sheet | undefined
  /** Figures have changed since the sheet was laid, and may be shown again. */
  readonly isOld: (board: Board, now: number) => boolean
  readonly stop: () => void
}

/** So many points are gathered while one waits; for more a page would stop. */
const AT_ONCE = 3_000
/** ms of work between two frames. */
const SLICE_MS = 4
/** Figures on clusters change so often at most: nobody reads faster. */
const READ_MS = 250
/** Laid beyond the view, share of it to each side, so that moving the map a little lays nothing. */
const MARGIN = 0.25

interface Built {
  readonly offsets: Float32Array
  readonly rule: ClusterRule
  readonly shown: ((slot: number) => boolean) | undefined
  readonly tree: ClusterTree
}

const sameRule = (a: ClusterRule, b: ClusterRule): boolean =>
  a.lowest === b.lowest && a.highest === b.highest && a.radius === b.radius && a.gap === b.gap && a.least === b.least

/** A table filled again mostly has the same places. */
const samePlaces = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, i) => Object.is(x, b[i]))

export function createCrowd(): Crowd {
  let built: Built | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let laid:
    | { sheet: Sheet; tree: ClusterTree; version: number; at: number; zoom: number; box: Box; look: SheetLook }
    | undefined

  const stop = (): void => clearTimeout(timer)

  return {
    gather(board, rule, shown, done) {
      stop()
      const { offsets } = board.places
      const finish = (tree: ClusterTree): void => {
        built = { offsets, rule, shown, tree }
        board.clusters = countClusters(tree, board.states)
        done()
      }
      if (
        built !== undefined &&
        built.shown === shown &&
        sameRule(built.rule, rule) &&
        samePlaces(built.offsets, offsets)
      ) {
        finish(built.tree)
        return
      }
      const work = buildClusters(offsets, rule, shown)
      const go = (untilMs: number): void => {
        const from = performance.now()
        for (;;) {
          const step = work.next()
          if (step.done === true) {
            finish(step.value)
            return
          }
          if (performance.now() - from > untilMs) break
        }
        timer = setTimeout(go, 0, SLICE_MS)
      }
      if (board.count <= AT_ONCE) go(Infinity)
      else timer = setTimeout(go, 0, SLICE_MS)
    },
    sheet(board, zoom, view, look, now) {
      const counts = board.clusters
      if (counts === undefined) return undefined
      const { tree } = counts
      const fits =
        laid !== undefined &&
        laid.tree === tree &&
        laid.zoom === zoom &&
        laid.look.textPx === look.textPx &&
        laid.look.widths === look.widths &&
        view[0] >= laid.box[0] &&
        view[1] >= laid.box[1] &&
        view[2] <= laid.box[2] &&
        view[3] <= laid.box[3]
      const version = counts.version()
      if (laid !== undefined && fits && (laid.version === version || now - laid.at < READ_MS)) return laid.sheet
      const [wide, high] = [(view[2] - view[0]) * MARGIN, (view[3] - view[1]) * MARGIN]
      const box: Box = [view[0] - wide, view[1] - high, view[2] + wide, view[3] + high]
      laid = { sheet: layClusters(counts, zoom, box, look), tree, version, at: now, zoom, box, look }
      return laid.sheet
    },
    isOld: (board, now) =>
      laid !== undefined &&
      board.clusters?.tree === laid.tree &&
      laid.version !== board.clusters.version() &&
      now - laid.at >= READ_MS,
    stop,
  }
}
