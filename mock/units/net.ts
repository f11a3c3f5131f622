// The simulated roads as a net to drive on: crossings found by geometry, the shortest way by Dijkstra. Pure in the terrain.
import { boxOf, distM, type Point } from '../terrain/geometry.ts'
import type { Road, Terrain } from '../terrain/types.ts'

interface Edge {
  readonly to: number
  readonly m: number
  readonly kmh: number
}

export interface Net {
  readonly nodes: readonly Point[]
  /** The node nearest to a place, of those that roads join. */
  nearest(p: Point): number
  /** Where a node is. */
  at(node: number): Point
  /** Places along the quickest way, both ends included; undefined where no road leads there. */
  route(from: Point, to: Point): readonly Point[] | undefined
}

/** Ends that nearly touch another road are meant to meet it. */
const JOIN_M = 120
/** 1e-6 degrees: a decimetre. */
const keyOf = ([x, y]: Point): string => `${Math.round(x * 1e6)} ${Math.round(y * 1e6)}`

/** Where two segments cross; undefined where they do not. */
function crossing(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const det = rx * sy - ry * sx
  if (det === 0) return undefined
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
  return t < 0 || t > 1 || u < 0 || u > 1 ? undefined : [a[0] + rx * t, a[1] + ry * t]
}

const nets = new WeakMap<Terrain, Net>()

/** The net of a ground, made once. */
export function netOf(terrain: Terrain): Net {
  const known = nets.get(terrain)
  if (known !== undefined) return known
  const made = makeNet(terrain.roads)
  nets.set(terrain, made)
  return made
}

function makeNet(roads: readonly Road[]): Net {
  const nodes: Point[] = []
  const edges: Edge[][] = []
  const byPlace = new Map<string, number>()
  const node = (p: Point): number => {
    const key = keyOf(p)
    const before = byPlace.get(key)
    if (before !== undefined) return before
    byPlace.set(key, nodes.length)
    edges.push([])
    return nodes.push(p) - 1
  }
  const join = (a: number, b: number, kmh: number): void => {
    if (a === b) return
    const m = distM(nodes[a] as Point, nodes[b] as Point)
    edges[a]?.push({ to: b, m, kmh })
    edges[b]?.push({ to: a, m, kmh })
  }

  const boxes = roads.map((r) => boxOf(r.points))
  /** Crossings by road and segment. */
  const cuts = roads.map((r) => r.points.map((): Point[] => []))
  for (let i = 0; i < roads.length; i++)
    for (let j = i + 1; j < roads.length; j++) {
      const [p, q] = [boxes[i], boxes[j]]
      if (!p || !q || p.east < q.west || q.east < p.west || p.north < q.south || q.north < p.south) continue
      const [left, right] = [roads[i]?.points ?? [], roads[j]?.points ?? []]
      for (let s = 1; s < left.length; s++)
        for (let t = 1; t < right.length; t++) {
          const at = crossing(left[s - 1] as Point, left[s] as Point, right[t - 1] as Point, right[t] as Point)
          if (at === undefined) continue
          cuts[i]?.[s]?.push(at)
          cuts[j]?.[t]?.push(at)
        }
    }
  const ends: number[] = []
  for (const [i, road] of roads.entries()) {
    let before: number | undefined
    for (const [s, corner] of road.points.entries()) {
      const from = road.points[s - 1]
      const met = from === undefined ? [] : (cuts[i]?.[s] ?? []).sort((a, b) => distM(from, a) - distM(from, b))
      for (const p of [...met, corner]) {
        const here = node(p)
        if (before !== undefined) join(before, here, road.freeKmh)
        before = here
      }
      if (s === 0 || s === road.points.length - 1) ends.push(node(corner))
    }
  }
  for (const end of ends)
    for (let other = 0; other < nodes.length; other++)
      if (other !== end && distM(nodes[end] as Point, nodes[other] as Point) < JOIN_M) join(end, other, 20)

  const main = largest(edges)
  const nearest = (p: Point): number => {
    let best = main[0] ?? 0
    for (const i of main) if (distM(nodes[i] as Point, p) < distM(nodes[best] as Point, p)) best = i
    return best
  }
  return {
    nodes: main.map((i) => nodes[i] as Point),
    at: (i) => nodes[i] as Point,
    nearest,
    route(from, to) {
      const way = quickest(edges, nearest(from), nearest(to))
      return way?.map((i) => nodes[i] as Point)
    },
  }
}

/** The nodes of the largest connected part: from elsewhere no road leads to most of the city. */
function largest(edges: readonly (readonly Edge[])[]): readonly number[] {
  const seen = new Uint8Array(edges.length)
  let best: number[] = []
  for (let start = 0; start < edges.length; start++) {
    if (seen[start] === 1) continue
    const part = [start]
    seen[start] = 1
    for (let at = 0; at < part.length; at++)
      for (const { to } of edges[part[at] ?? 0] ?? [])
        if (seen[to] !== 1) {
          seen[to] = 1
          part.push(to)
        }
    if (part.length > best.length) best = part
  }
  return best
}

/** Dijkstra with a heap of pairs [cost, node]. */
function quickest(edges: readonly (readonly Edge[])[], from: number, to: number): number[] | undefined {
  const cost = new Float64Array(edges.length).fill(Infinity)
  const came = new Int32Array(edges.length).fill(-1)
  cost[from] = 0
  const heap: [number, number][] = [[0, from]]
  const lift = (item: [number, number]): void => {
    let i = heap.push(item) - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      const above = heap[up]
      if (above === undefined || above[0] <= item[0]) break
      heap[i] = above
      heap[(i = up)] = item
    }
  }
  const take = (): [number, number] | undefined => {
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    for (let i = 0; ;) {
      let child = 2 * i + 1
      if (child + 1 < heap.length && (heap[child + 1]?.[0] ?? 0) < (heap[child]?.[0] ?? 0)) child++
      const below = heap[child]
      if (below === undefined || below[0] >= last[0]) {
        heap[i] = last
        return top
      }
      heap[i] = below
      i = child
    }
  }
  for (let top = take(); top !== undefined; top = take()) {
    const [c, at] = top
    if (at === to) break
    if (c > (cost[at] ?? 0)) continue
    for (const edge of edges[at] ?? []) {
      const next = c + edge.m / edge.kmh
      if (next >= (cost[edge.to] ?? 0)) continue
      cost[edge.to] = next
      came[edge.to] = at
      lift([next, edge.to])
    }
  }
  if (cost[to] === Infinity) return undefined
  const way = [to]
  for (let at = to; at !== from;) way.push((at = came[at] ?? from))
  return way.reverse()
}
