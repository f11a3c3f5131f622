// Points that crowd are drawn as their cluster: the tree of clusters, from the finest zoom up, built once per table from places that
// do not move. Typed arrays, no object per point or cluster. Pure; knows no states (counts.ts) and no screen (sheet.ts).
import { cellsOf } from './cells.ts'

export interface ClusterRule {
  /** Whole zooms at which there are clusters, both included. Above there are none, below those of `lowest` stand. */
  readonly lowest: number
  readonly highest: number
  /** Points so near to one, px, are in its cluster. */
  readonly radius: number
  /** Middles of two clusters are at least so far from each other, px, at the zoom where they stand. */
  readonly gap: number
  /** Fewer points than these stand for themselves. */
  readonly least: number
}

export interface ClusterTree {
  readonly rule: ClusterRule
  readonly count: number
  /** Mercator from the board's anchor. */
  readonly xs: Float32Array
  readonly ys: Float32Array
  readonly totals: Uint32Array
  /** The zoom below which it is one: it stands there and at lower ones until its parent does. */
  readonly zooms: Uint8Array
  /** The cluster it becomes part of, -1 for none. Always a higher number than its own. */
  readonly parents: Int32Array
  /** By slot: the finest cluster it is in, -1 for none. */
  readonly clusterOf: Int32Array
  /** By slot: up to this zoom it is in a cluster. 0 never; `HIDDEN` is not to be seen at all. */
  readonly within: Uint8Array
  /** The clusters that stand at a whole zoom. */
  readonly at: (zoom: number) => Uint32Array
  /** Slots of a cluster, in no order. */
  readonly members: (cluster: number) => Uint32Array
}

export const HIDDEN = 255
/** Seeds looked at before others get a turn: about a millisecond. */
const SLICE = 1024
/** The world at zoom 0, px. */
export const WORLD_PX = 512

/** What stands at one zoom: points of the table and clusters of finer zooms. Points have their slot, clusters their number behind all slots. */
interface Standing {
  length: number
  readonly nodes: Int32Array
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly totals: Float64Array
}

const standing = (size: number): Standing => ({
  length: 0,
  nodes: new Int32Array(size),
  xs: new Float64Array(size),
  ys: new Float64Array(size),
  totals: new Float64Array(size),
})

function stand(s: Standing, node: number, x: number, y: number, total: number): void {
  const i = s.length++
  s.nodes[i] = node
  s.xs[i] = x
  s.ys[i] = y
  s.totals[i] = total
}

/**
 * Pauses now and then, so that a page can draw meanwhile. `offsets`: x and y in turn, NaN for no place. `shown` leaves points out,
 * which then count nowhere.
 */
export function* buildClusters(
  offsets: Float32Array,
  rule: ClusterRule,
  shown?: (slot: number) => boolean,
): Generator<void, ClusterTree, void> {
  const slots = offsets.length / 2
  // Each cluster takes at least two things away and stands for them: fewer clusters than points.
  const xs = new Float32Array(slots)
  const ys = new Float32Array(slots)
  const totals = new Uint32Array(slots)
  const zooms = new Uint8Array(slots)
  const parents = new Int32Array(slots).fill(-1)
  const clusterOf = new Int32Array(slots).fill(-1)
  const within = new Uint8Array(slots)
  const levels: Uint32Array[] = []
  let count = 0

  let now = standing(slots)
  let next = standing(slots)
  for (let slot = 0; slot < slots; slot++) {
    const x = offsets[slot * 2] ?? Number.NaN
    if (shown?.(slot) === false) within[slot] = HIDDEN
    else if (!Number.isNaN(x)) stand(now, slot, x, offsets[slot * 2 + 1] ?? Number.NaN, 1)
  }
  /** By standing thing: the body it is part of, -1 while it is none's. */
  const bodyOf = new Int32Array(slots)

  for (let zoom = rule.highest; zoom >= rule.lowest; zoom--) {
    const px = 1 / (WORLD_PX * 2 ** zoom)
    const bodies = standing(now.length)
    /** Things a body is made of; one alone stays what it is. */
    const parts = new Uint32Array(now.length)
    bodyOf.fill(-1, 0, now.length)
    yield* gather(now, bodies, bodyOf, parts, rule.radius * px, rule.least)
    // A cluster nobody joined is still in the way of others.
    for (let i = 0; i < now.length; i++)
      if (bodyOf[i] === -1 && (now.nodes[i] ?? 0) >= slots) {
        bodyOf[i] = bodies.length
        parts[bodies.length] = 1
        stand(bodies, -1, now.xs[i] ?? 0, now.ys[i] ?? 0, now.totals[i] ?? 0)
      }
    const into = part(bodies, rule.gap * px)
    yield
    for (let i = 0; i < now.length; i++) {
      const body = bodyOf[i] ?? -1
      if (body === -1) continue
      const to = into[body] ?? body
      bodyOf[i] = to
      if (to !== body && parts[body] !== 0) {
        parts[to] = (parts[to] ?? 0) + (parts[body] ?? 0)
        parts[body] = 0
      }
    }
    swallow(now, bodies, into, bodyOf, parts, (rule.gap / 2) * px)
    yield

    next.length = 0
    const level: number[] = []
    const clusters = new Int32Array(bodies.length).fill(-1)
    for (let b = 0; b < bodies.length; b++) {
      if ((parts[b] ?? 0) < 2) continue
      const cluster = count++
      clusters[b] = cluster
      xs[cluster] = bodies.xs[b] ?? 0
      ys[cluster] = bodies.ys[b] ?? 0
      zooms[cluster] = zoom
      level.push(cluster)
      stand(next, slots + cluster, bodies.xs[b] ?? 0, bodies.ys[b] ?? 0, bodies.totals[b] ?? 0)
    }
    for (let i = 0; i < now.length; i++) {
      const node = now.nodes[i] ?? 0
      const cluster = clusters[bodyOf[i] ?? -1] ?? -1
      if (cluster === -1) {
        stand(next, node, now.xs[i] ?? 0, now.ys[i] ?? 0, now.totals[i] ?? 0)
        if (node >= slots) level.push(node - slots)
        continue
      }
      totals[cluster] = (totals[cluster] ?? 0) + (now.totals[i] ?? 0)
      if (node >= slots) parents[node - slots] = cluster
      else {
        clusterOf[node] = cluster
        within[node] = zoom
      }
    }
    levels[zoom] = Uint32Array.from(level)
    ;[now, next] = [next, now]
    yield
  }

  const starts = new Uint32Array(count)
  const sorted = sortMembers(parents, totals, clusterOf, starts, count)
  const none = new Uint32Array(0)
  return {
    rule,
    count,
    xs: xs.slice(0, count),
    ys: ys.slice(0, count),
    totals: totals.slice(0, count),
    zooms: zooms.slice(0, count),
    parents: parents.slice(0, count),
    clusterOf,
    within,
    at: (zoom) => levels[Math.max(rule.lowest, zoom)] ?? none,
    members: (cluster) => {
      const from = starts[cluster] ?? 0
      return sorted.subarray(from, from + (totals[cluster] ?? 0))
    },
  }
}

/** From one thing after the other: all that is near and nobody's becomes one body, when there is enough of it. */
function* gather(
  now: Standing,
  bodies: Standing,
  bodyOf: Int32Array,
  parts: Uint32Array,
  radius: number,
  least: number,
): Generator<void, void, void> {
  const cells = cellsOf(now.xs, now.ys, now.length, radius)
  const near = new Uint32Array(now.length)
  for (let i = 0; i < now.length; i++) {
    if (i % SLICE === SLICE - 1) yield
    if (bodyOf[i] !== -1) continue
    const x = now.xs[i] ?? 0
    const y = now.ys[i] ?? 0
    const body = bodies.length
    let found = 0
    let total = 0
    cells.around(x, y, (j) => {
      const dx = (now.xs[j] ?? 0) - x
      const dy = (now.ys[j] ?? 0) - y
      if (bodyOf[j] !== -1 || dx * dx + dy * dy > radius * radius) return
      // Taken at once: a cell may be looked at twice.
      bodyOf[j] = body
      near[found++] = j
      total += now.totals[j] ?? 0
    })
    if (found < 2 || total < least) {
      for (let n = 0; n < found; n++) bodyOf[near[n] ?? 0] = -1
      continue
    }
    let [sumX, sumY] = [0, 0]
    for (let n = 0; n < found; n++) {
      const j = near[n] ?? 0
      const weight = now.totals[j] ?? 0
      sumX += (now.xs[j] ?? 0) * weight
      sumY += (now.ys[j] ?? 0) * weight
    }
    parts[body] = found
    stand(bodies, -1, sumX / total, sumY / total, total)
  }
}

/** Bodies too near to each other become one until none are; says into which each went. */
function part(bodies: Standing, gap: number): Int32Array {
  const into = Int32Array.from({ length: bodies.length }, (_, b) => b)
  for (let met = true; met;) {
    met = false
    const cells = cellsOf(bodies.xs, bodies.ys, bodies.length, gap)
    for (let a = 0; a < bodies.length; a++) {
      if (into[a] !== a) continue
      cells.around(bodies.xs[a] ?? 0, bodies.ys[a] ?? 0, (b) => {
        if (b === a || into[b] !== b || into[a] !== a) return
        const [ax, ay, at] = [bodies.xs[a] ?? 0, bodies.ys[a] ?? 0, bodies.totals[a] ?? 0]
        const [bx, by, bt] = [bodies.xs[b] ?? 0, bodies.ys[b] ?? 0, bodies.totals[b] ?? 0]
        if ((ax - bx) ** 2 + (ay - by) ** 2 >= gap * gap) return
        // The one moves, so it may have come near to others: another round.
        bodies.xs[a] = (ax * at + bx * bt) / (at + bt)
        bodies.ys[a] = (ay * at + by * bt) / (at + bt)
        bodies.totals[a] = at + bt
        into[b] = a
        met = true
      })
    }
  }
  for (let b = 0; b < bodies.length; b++) {
    let to = b
    while (into[to] !== to) to = into[to] ?? to
    into[b] = to
  }
  return into
}

/** What still stands for itself, but under a body, is part of it: it could not be seen. */
function swallow(
  now: Standing,
  bodies: Standing,
  into: Int32Array,
  bodyOf: Int32Array,
  parts: Uint32Array,
  reach: number,
): void {
  const cells = cellsOf(bodies.xs, bodies.ys, bodies.length, reach)
  for (let i = 0; i < now.length; i++) {
    if (bodyOf[i] !== -1) continue
    const x = now.xs[i] ?? 0
    const y = now.ys[i] ?? 0
    let nearest = reach * reach
    cells.around(x, y, (b) => {
      if (into[b] !== b) return
      const far = ((bodies.xs[b] ?? 0) - x) ** 2 + ((bodies.ys[b] ?? 0) - y) ** 2
      if (far > nearest) return
      nearest = far
      bodyOf[i] = b
    })
    const body = bodyOf[i] ?? -1
    if (body === -1) continue
    parts[body] = (parts[body] ?? 0) + 1
    bodies.totals[body] = (bodies.totals[body] ?? 0) + (now.totals[i] ?? 0)
  }
}

/** Slots in such an order that those of every cluster follow each other; writes where each begins. */
function sortMembers(
  parents: Int32Array,
  totals: Uint32Array,
  clusterOf: Int32Array,
  starts: Uint32Array,
  count: number,
): Uint32Array {
  const free = new Uint32Array(count)
  let roots = 0
  // Parents have higher numbers than what is in them.
  for (let c = count - 1; c >= 0; c--) {
    const parent = parents[c] ?? -1
    const total = totals[c] ?? 0
    const from = parent === -1 ? roots : (free[parent] ?? 0)
    if (parent === -1) roots += total
    else free[parent] = from + total
    starts[c] = from
    free[c] = from
  }
  const sorted = new Uint32Array(roots)
  for (let slot = 0; slot < clusterOf.length; slot++) {
    const cluster = clusterOf[slot] ?? -1
    if (cluster === -1) continue
    const at = free[cluster] ?? 0
    sorted[at] = slot
    free[cluster] = at + 1
  }
  return sorted
}
