// The diagram of the lifecycle: where each state stands, and every way between two states, read from the table. Pure; draws nothing.
// Where states stand is ours; which ways there are is the table's alone, so a new row shows up by itself.
import type { Act } from '../../../core/incident/inputs.ts'
import { LIFECYCLE, type Transition } from '../../../core/incident/lifecycle.ts'
import type { IncidentState } from '../../../core/incident/types.ts'

export const BOX = { width: 104, height: 40 } as const
const PITCH = 172
const LEFT = 190
const LINE = 210
const ABOVE = 92

/** The way of a case, from left to right. */
export const MAIN = [
  'pendingFiling',
  'pendingDispatch',
  'pendingHandle',
  'handling',
  'pendingConfirm',
  'pendingCheck',
  'pendingClose',
  'closed',
] as const satisfies readonly IncidentState[]

export interface Point {
  readonly x: number
  readonly y: number
}
const column = (n: number): number => LEFT + n * PITCH

/** Middle of each state's box. */
export const PLACES: Readonly<Record<IncidentState, Point>> = {
  pendingFiling: { x: column(0), y: LINE },
  pendingDispatch: { x: column(1), y: LINE },
  pendingHandle: { x: column(2), y: LINE },
  handling: { x: column(3), y: LINE },
  pendingConfirm: { x: column(4), y: LINE },
  pendingCheck: { x: column(5), y: LINE },
  pendingClose: { x: column(6), y: LINE },
  closed: { x: column(7), y: LINE },
  pendingVerify: { x: column(0), y: ABOVE },
  merged: { x: column(1), y: ABOVE },
  suspended: { x: column(2.5), y: ABOVE },
  forceClosed: { x: column(7), y: ABOVE },
  refused: { x: 62, y: ABOVE + 34 },
  cancelled: { x: 62, y: LINE - 26 },
}
export const SIZE = { width: column(7) + BOX.width / 2 + 10, height: 430 } as const

/** An act on a way; `side` where it leads two ways. */
export interface Step {
  readonly act: Act
  readonly side?: 'yes' | 'no'
}
export interface Way {
  readonly from: IncidentState
  readonly to: IncidentState
  readonly steps: readonly Step[]
}

/** Acts that lead out of every open state: drawn as one bar over all of them. */
const FROM_ALL = 'forceClose' satisfies Act
export const fromAll: Transition = LIFECYCLE.find((row) => row.act === FROM_ALL) ?? LIFECYCLE[0]!

/** States an act can lead to that are not where it began; where it was before the pause, those it can have been in. */
function targetsOf(row: Transition): { readonly to: IncidentState; readonly side?: 'yes' | 'no' }[] {
  const before = (act: Act): readonly IncidentState[] => LIFECYCLE.find((one) => one.act === act)?.from ?? []
  const named = (to: IncidentState | 'same', side: 'yes' | 'no') => (to === 'same' ? [] : [{ to, side }])
  if (typeof row.to === 'object') return [...named(row.to.yes, 'yes'), ...named(row.to.no, 'no')]
  if (row.to === 'same') return []
  if (row.to === 'resumeState') return before('decideSuspension').map((to) => ({ to }))
  if (row.to === 'mergedFrom') return before('merge').map((to) => ({ to }))
  return [{ to: row.to }]
}

/** Every way between two states, with all acts that go it, but those that lead out of every state. */
export function ways(table: readonly Transition[] = LIFECYCLE): Way[] {
  const found = new Map<string, { from: IncidentState; to: IncidentState; steps: Step[] }>()
  for (const row of table) {
    if (row.act === FROM_ALL) continue
    for (const from of row.from)
      for (const { to, side } of targetsOf(row)) {
        if (to === from) continue
        const key = `${from}>${to}`
        const way = found.get(key) ?? { from, to, steps: [] }
        way.steps.push({ act: row.act, ...(side && { side }) })
        found.set(key, way)
      }
  }
  return [...found.values()]
}

export interface Drawn {
  readonly way: Way
  readonly path: string
  /** Where its words stand; absent where the states' own words say it. */
  readonly label?: Point
  readonly anchor: 'start' | 'middle' | 'end'
  /** The main line itself. */
  readonly main: boolean
}

const mainIndex = (state: IncidentState): number => (MAIN as readonly IncidentState[]).indexOf(state)

/** A straight way from box to box, leaving and entering at the nearer side; `shift` keeps the two directions apart. */
function straight(a: Point, b: Point, shift: number): { path: string; middle: Point } {
  const across = Math.abs(b.x - a.x) > Math.abs(b.y - a.y)
  const sx = Math.sign(b.x - a.x)
  const sy = Math.sign(b.y - a.y)
  const from = across
    ? { x: a.x + (sx * BOX.width) / 2, y: a.y + shift }
    : { x: a.x + shift, y: a.y + (sy * BOX.height) / 2 }
  const to = across
    ? { x: b.x - (sx * BOX.width) / 2, y: b.y + shift }
    : { x: b.x + shift, y: b.y - (sy * BOX.height) / 2 }
  return {
    path: `M${from.x} ${from.y}L${to.x} ${to.y}`,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
  }
}

/** Back along the main line, below it: the further back, the deeper. `n`-th way that ends or begins at a box keeps its own place. */
function back(from: number, to: number): { path: string; middle: Point } {
  const span = from - to
  const depth = 44 + (span - 1) * 34
  const a = { x: column(from) - 22 + span * 3, y: LINE + BOX.height / 2 }
  const b = { x: column(to) + 22 - span * 6, y: LINE + BOX.height / 2 }
  const y = LINE + BOX.height / 2 + depth
  return {
    path: `M${a.x} ${a.y}C${a.x} ${y} ${a.x} ${y} ${a.x - 24} ${y}L${b.x + 24} ${y}C${b.x} ${y} ${b.x} ${y} ${b.x} ${b.y}`,
    middle: { x: (a.x + b.x) / 2, y },
  }
}

/** The ways as lines with places for their words. */
export function drawn(all: readonly Way[] = ways()): Drawn[] {
  return all.map((way): Drawn => {
    const [i, j] = [mainIndex(way.from), mainIndex(way.to)]
    const [a, b] = [PLACES[way.from], PLACES[way.to]]
    if (i >= 0 && j === i + 1) {
      const { path, middle } = straight(a, b, 0)
      return { way, path, label: { x: middle.x, y: middle.y - 7 }, anchor: 'middle', main: true }
    }
    if (i >= 0 && j >= 0 && j < i) {
      const { path, middle } = back(i, j)
      return { way, path, label: { x: middle.x, y: middle.y - 5 }, anchor: 'middle', main: false }
    }
    const twoWay = all.some((other) => other.from === way.to && other.to === way.from)
    const down = b.y > a.y || (b.y === a.y && b.x > a.x)
    const { path, middle } = straight(a, b, twoWay ? (down ? 7 : -7) : 0)
    // Ends on the left say by their own names how a case came there.
    if (way.to === 'refused' || way.to === 'cancelled') return { way, path, anchor: 'middle', main: false }
    const level = a.y === b.y
    return {
      way,
      path,
      label: level
        ? { x: middle.x, y: middle.y - 6 }
        : { x: middle.x + (down || !twoWay ? 6 : -6), y: middle.y + (down ? 12 : -2) },
      anchor: level ? 'middle' : down || !twoWay ? 'start' : 'end',
      main: false,
    }
  })
}
