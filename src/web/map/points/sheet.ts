// Clusters in view as the graphics card takes them: a disc each, and the figures that stand on and below it. A figure that finds no
// room is left out, a disc never. Pure.
import { LEVELS } from '../../../core/level.ts'
import { cellsOf } from './cells.ts'
import { WORLD_PX } from './clusters.ts'
import { levelCount, silentCount, worstOf, type ClusterCounts } from './counts.ts'

/** Left, top, right, bottom; Mercator from the board's anchor. */
export type Box = readonly [left: number, top: number, right: number, bottom: number]

/** Ten figures, then the four levels. */
export const GLYPHS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'] as const
const NUMERAL = 9
/** No characters, room. */
const GAP = -1
const HAIR = -2
/** Room between two counts, px of a text one px high. */
const SPACE = 0.5
/** Between a level and its count: Ⅰ1 is not eleven. */
const THIN = 0.12
/** Height of a line, px of a text one px high. */
const LINE = 1.2

export interface SheetLook {
  /** CSS px. */
  readonly textPx: number
  /** Widths of `GLYPHS`, px of a text one px high. */
  readonly widths: readonly number[]
}

/** place x, y; radius px; worst level; share of the silent. */
export const DISC = 5
/** place x, y; px to the right and down of it; which of `GLYPHS`. */
export const GLYPH = 5

export interface Sheet {
  readonly discs: Float32Array
  readonly discCount: number
  readonly glyphs: Float32Array
  readonly glyphCount: number
}

/** px; of the largest crowd it reaches half of the gap, so that discs never touch. */
export function discRadius(total: number, { gap, least }: { readonly gap: number; readonly least: number }): number {
  const part = Math.log10(Math.max(1, total / least)) / 4
  return (gap / 2) * (0.44 + 0.5 * Math.min(1, part))
}

interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
const meet = (a: Rect, b: Rect): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** What stands at a whole zoom and in the box. */
export function layClusters(counts: ClusterCounts, zoom: number, box: Box, look: SheetLook): Sheet {
  const { tree } = counts
  const all = tree.at(zoom)
  const seen = all.filter((c) => {
    const [x, y] = [tree.xs[c] ?? 0, tree.ys[c] ?? 0]
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
  })
  const discs = new Float32Array(seen.length * DISC)
  // Middles in px of the zoom: while the map comes nearer they only part.
  const worldPx = WORLD_PX * 2 ** zoom
  const xs = new Float64Array(seen.length)
  const ys = new Float64Array(seen.length)
  const radii = new Float64Array(seen.length)
  let glyphs = new Float32Array(seen.length * GLYPH * 8)
  let glyphCount = 0

  const widthOf = (n: number): number => (n === GAP ? SPACE : n === HAIR ? THIN : (look.widths[n] ?? 0)) * look.textPx
  const textWidth = (text: readonly number[]): number => text.reduce((sum, n) => sum + widthOf(n), 0)
  function write(cluster: number, text: readonly number[], middle: number, down: number): void {
    let at = middle - textWidth(text) / 2
    for (const n of text) {
      const width = widthOf(n)
      if (n >= 0) {
        if ((glyphCount + 1) * GLYPH > glyphs.length) {
          const more = new Float32Array(glyphs.length * 2)
          more.set(glyphs)
          glyphs = more
        }
        glyphs.set([tree.xs[cluster] ?? 0, tree.ys[cluster] ?? 0, at + width / 2, down, n], glyphCount++ * GLYPH)
      }
      at += width
    }
  }

  for (const [i, cluster] of seen.entries()) {
    const total = tree.totals[cluster] ?? 0
    const radius = discRadius(total, tree.rule)
    xs[i] = (tree.xs[cluster] ?? 0) * worldPx
    ys[i] = (tree.ys[cluster] ?? 0) * worldPx
    radii[i] = radius
    discs.set(
      [
        tree.xs[cluster] ?? 0,
        tree.ys[cluster] ?? 0,
        radius,
        worstOf(counts, cluster),
        silentCount(counts, cluster) / total,
      ],
      i * DISC,
    )
    write(cluster, figures(total), 0, 0)
  }

  // Counts by level: the worst choose first.
  const reach = 2 * tree.rule.gap
  const cells = cellsOf(xs, ys, seen.length, reach)
  const labels: (Rect | undefined)[] = Array.from({ length: seen.length })
  const free = (rect: Rect, mine: number): boolean => {
    let clear = true
    cells.around(xs[mine] ?? 0, ys[mine] ?? 0, (j) => {
      if (!clear || j === mine) return
      const label = labels[j]
      if ((label !== undefined && meet(rect, label)) || meet(rect, discRect(xs[j] ?? 0, ys[j] ?? 0, radii[j] ?? 0)))
        clear = false
    })
    return clear
  }
  for (const worst of LEVELS)
    for (const [i, cluster] of seen.entries()) {
      if (discs[i * DISC + 3] !== worst) continue
      const text = LEVELS.flatMap((level) => {
        const n = levelCount(counts, cluster, level)
        return n === 0 ? [] : [GAP, NUMERAL + level, HAIR, ...figures(n)]
      }).slice(1)
      const width = textWidth(text)
      const line = LINE * look.textPx
      // Wider, and neighbours further away than are looked at could be met.
      if (width > reach) continue
      for (const down of [(radii[i] ?? 0) + line * 0.6, -(radii[i] ?? 0) - line * 0.6]) {
        const [x, y] = [xs[i] ?? 0, (ys[i] ?? 0) + down]
        const rect = { left: x - width / 2, right: x + width / 2, top: y - line / 2, bottom: y + line / 2 }
        if (!free(rect, i)) continue
        labels[i] = rect
        write(cluster, text, 0, down)
        break
      }
    }
  return { discs, discCount: seen.length, glyphs, glyphCount }
}

/** Width of a level beside its count and of a figure, px of a text one px high; as wide as faces draw them, whichever is at hand. */
const WIDE_NUMERAL = 1
const WIDE_FIGURE = 0.55

/** About where the counts by level stand that are below a cluster's disc, px; no width without any. */
export function lineBelow(
  counts: ClusterCounts,
  cluster: number,
  textPx: number,
): { readonly width: number; readonly height: number; readonly down: number } {
  const told = LEVELS.map((level) => levelCount(counts, cluster, level)).filter((n) => n > 0)
  const height = LINE * textPx
  const wide = told.reduce((sum, n) => sum + WIDE_NUMERAL + THIN + WIDE_FIGURE * String(n).length, 0)
  const radius = discRadius(counts.tree.totals[cluster] ?? 0, counts.tree.rule)
  return {
    width: told.length === 0 ? 0 : (wide + SPACE * (told.length - 1)) * textPx,
    height,
    down: radius + height * 0.6,
  }
}

const discRect = (x: number, y: number, radius: number): Rect => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
})

const figures = (n: number): number[] => [...String(n)].map(Number)

/** The cluster whose disc is at a place, the nearest of several. `far`: px from that place. */
export function clusterAt(
  counts: ClusterCounts,
  zoom: number,
  far: (x: number, y: number) => number,
  slackPx: number,
): number | undefined {
  const { tree } = counts
  let found: number | undefined
  let nearest = Infinity
  for (const cluster of tree.at(zoom)) {
    const px = far(tree.xs[cluster] ?? 0, tree.ys[cluster] ?? 0)
    if (px >= nearest || px > discRadius(tree.totals[cluster] ?? 0, tree.rule) + slackPx) continue
    nearest = px
    found = cluster
  }
  return found
}
