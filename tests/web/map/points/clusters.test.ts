// Clusters: every point is counted once at every zoom, the worst is never hidden, and coming nearer parts them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoard, type Board } from '../../../../src/web/map/points/board.ts'
import { buildClusters, HIDDEN, WORLD_PX, type ClusterTree } from '../../../../src/web/map/points/clusters.ts'
import { countClusters, levelCount, worstOf } from '../../../../src/web/map/points/counts.ts'
import { groupOf, GROUPS, markOf, stateOf } from '../../../../src/web/map/points/marks.ts'
import { discRadius, layClusters, DISC, GLYPH, GLYPHS } from '../../../../src/web/map/points/sheet.ts'

const RULE = { lowest: 6, highest: 12, radius: 44, gap: 50, least: 12 }
const ZOOMS = [6, 7, 8, 9, 10, 11, 12]

function treeOf(board: Board, shown?: (slot: number) => boolean): ClusterTree {
  const work = buildClusters(board.places.offsets, RULE, shown)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

// Crowds around a few middles, some strewn over the city, some in just one place, some on no map at all.
const place = fc.oneof(
  fc.tuple(fc.nat(3), fc.nat(60), fc.nat(60)).map(([c, x, y]) => [119 + c * 0.21 + x / 3000, 32 + c * 0.17 + y / 3000]),
  fc.tuple(fc.nat(900), fc.nat(900)).map(([x, y]) => [119 + x / 1000, 32 + y / 1000]),
  fc.constant([119.4, 32.4]),
  fc.constant([999, 32]),
)
const places = fc.array(place, { maxLength: 400 })
const boardOf = (points: readonly (readonly number[])[]): Board =>
  createBoard(
    Float64Array.from(points, ([lng]) => lng ?? 0),
    Float64Array.from(points, ([, lat]) => lat ?? 0),
  )
const state = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.boolean())
  .map(([level, stale, suspect]) => stateOf(level, stale, suspect))

describe('the tree of clusters', () => {
  it('has every point that is shown once at every zoom, in a cluster or alone', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 2, max: 9 }), (points, every) => {
        const board = boardOf(points)
        const shown = (slot: number): boolean => slot % every !== 1
        const tree = treeOf(board, shown)
        const due = points.flatMap(([lng], slot) => ((lng ?? 999) < 180 && shown(slot) ? [slot] : []))
        for (const zoom of ZOOMS) {
          const inOne = [...tree.at(zoom)].flatMap((c) => {
            expect(tree.members(c).length).toBe(tree.totals[c])
            expect(tree.totals[c]).toBeGreaterThanOrEqual(RULE.least)
            return [...tree.members(c)]
          })
          const alone = due.filter((slot) => (tree.within[slot] ?? 0) < zoom)
          expect([...inOne, ...alone].sort((a, b) => a - b)).toEqual(due)
        }
        for (const [slot] of points.entries()) expect(tree.within[slot] === HIDDEN).toBe(!shown(slot))
      }),
      { numRuns: 60 },
    )
  })
  it('keeps clusters of one zoom so far apart that their discs do not touch', () => {
    fc.assert(
      fc.property(places, (points) => {
        const tree = treeOf(boardOf(points))
        for (const zoom of ZOOMS) {
          const at = [...tree.at(zoom)]
          for (const [i, a] of at.entries())
            for (const b of at.slice(i + 1)) {
              const far = Math.hypot((tree.xs[a] ?? 0) - (tree.xs[b] ?? 0), (tree.ys[a] ?? 0) - (tree.ys[b] ?? 0))
              const radii = discRadius(tree.totals[a] ?? 0, RULE) + discRadius(tree.totals[b] ?? 0, RULE)
              expect(far * WORLD_PX * 2 ** zoom).toBeGreaterThan(radii)
            }
        }
      }),
      { numRuns: 40 },
    )
  })
  it('falls apart at the zoom it says', () => {
    fc.assert(
      fc.property(places, (points) => {
        const tree = treeOf(boardOf(points))
        for (let c = 0; c < tree.count; c++) {
          const nearer = (tree.zooms[c] ?? 0) + 1
          const mine = new Set(tree.members(c))
          expect([...tree.at(nearer)]).not.toContain(c)
          const clusters = [...tree.at(nearer)].filter((other) => mine.has(tree.members(other)[0] ?? -1))
          const alone = [...mine].filter((slot) => (tree.within[slot] ?? 0) < nearer)
          expect(clusters.length + alone.length).toBeGreaterThan(1)
        }
      }),
      { numRuns: 60 },
    )
  })
  it('is the same built at once or with pauses, and of 100,000 points in short steps', () => {
    const count = 100_000
    const board = createBoard(
      Float64Array.from({ length: count }, (_, i) => 118.9 + ((i * 0.618034) % 1)),
      Float64Array.from({ length: count }, (_, i) => 32.1 + ((i * 0.754877) % 1) * 1.2),
    )
    const times: number[] = []
    const work = buildClusters(board.places.offsets, RULE)
    for (;;) {
      const from = performance.now()
      const step = work.next()
      times.push(performance.now() - from)
      if (step.done === true) break
    }
    times.sort((a, b) => a - b)
    // The median of steps: a machine shared with others pauses where it likes.
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(8)
    expect(times.length).toBeGreaterThan(90)
  })
})

describe('counts of clusters', () => {
  it('are those of the members after any history, and the worst is the worst of them', () => {
    fc.assert(
      fc.property(
        places,
        fc.array(fc.tuple(fc.nat(399), state), { maxLength: 300 }),
        fc.array(fc.tuple(fc.nat(399), state), { maxLength: 300 }),
        (points, before, after) => {
          const board = boardOf(points)
          for (const [slot, s] of before) board.set(slot, s)
          const tree = treeOf(board)
          const counts = countClusters(tree, board.states)
          board.clusters = counts
          for (const [slot, s] of after) board.set(slot, s)
          for (let c = 0; c < tree.count; c++) {
            const wanted = new Uint32Array(GROUPS)
            let worst = 0
            for (const slot of tree.members(c)) {
              const s = board.states[slot] ?? 0
              wanted[groupOf(s)] = (wanted[groupOf(s)] ?? 0) + 1
              const mark = markOf(s)
              if (mark > 0 && mark < 5 && (worst === 0 || mark < worst)) worst = mark
            }
            expect([...counts.byGroup.subarray(c * GROUPS, (c + 1) * GROUPS)]).toEqual([...wanted])
            expect(worstOf(counts, c)).toBe(worst)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the sheet of clusters in view', () => {
  const look = { textPx: 11, widths: GLYPHS.map(() => 0.6) }
  const whole = [-1, -1, 1, 1] as const

  it('has every cluster of the zoom with its worst, and room between all that is written', () => {
    fc.assert(
      fc.property(places, fc.array(fc.tuple(fc.nat(399), state), { maxLength: 400 }), (points, sets) => {
        const board = boardOf(points)
        for (const [slot, s] of sets) board.set(slot, s)
        const counts = countClusters(treeOf(board), board.states)
        for (const zoom of ZOOMS) {
          const sheet = layClusters(counts, zoom, whole, look)
          const at = [...counts.tree.at(zoom)]
          expect(sheet.discCount).toBe(at.length)
          for (const [i, c] of at.entries()) expect(sheet.discs[i * DISC + 3]).toBe(worstOf(counts, c))
          // Characters of different clusters never meet.
          const px = WORLD_PX * 2 ** zoom
          const boxes = Array.from({ length: sheet.glyphCount }, (_, g) => {
            const [x = 0, y = 0, right = 0, down = 0] = sheet.glyphs.subarray(g * GLYPH, (g + 1) * GLYPH)
            return { of: `${x}/${y}`, x: x * px + right, y: y * px + down }
          })
          for (const [i, a] of boxes.entries())
            for (const b of boxes.slice(i + 1))
              if (a.of !== b.of && Math.abs(a.y - b.y) < 11) expect(Math.abs(a.x - b.x)).toBeGreaterThan(6.5)
        }
      }),
      { numRuns: 25 },
    )
  })
  it('writes the total on the disc and the levels beside it, worst first', () => {
    const board = boardOf(Array.from({ length: 30 }, () => [119.4, 32.4]))
    board.set(3, 1)
    board.set(4, 1)
    board.set(5, 3)
    board.set(6, stateOf(0, true, false))
    const counts = countClusters(treeOf(board), board.states)
    const sheet = layClusters(counts, 9, whole, look)
    const text = Array.from({ length: sheet.glyphCount }, (_, g) => GLYPHS[sheet.glyphs[g * GLYPH + 4] ?? 0]).join('')
    expect(text).toBe('30Ⅰ2Ⅲ1')
    expect([...sheet.discs.subarray(3, 5)]).toEqual([1, Math.fround(1 / 30)])
    expect(levelCount(counts, counts.tree.at(9)[0] ?? -1, 1)).toBe(2)
  })
  it('leaves out what is not in view', () => {
    const board = boardOf(Array.from({ length: 30 }, () => [119.4, 32.4]))
    const counts = countClusters(treeOf(board), board.states)
    expect(layClusters(counts, 9, [0.1, 0.1, 0.2, 0.2], look).discCount).toBe(0)
  })
})
