// The diagram of the lifecycle: where each state stands, and every way between two states, read from the table. Pure; draws nothing.
// Where states stand is ours; which ways there are is the table's alone, so a new row shows up by itself.
import type { Act } from '../../../core/incident/inputs.ts'
import { LIFECYCLE, type Transition } from '../../../core/incident/lifecycle.ts'
import type { IncidentState } from '../../../core/incident/types.ts'

export const BOX = { width: 96, height: 42 } as const
const PITCH = 180
const LEFT = 196
const LINE = 214
const ABOVE = 92
/** Where the ways to the ends before filing go down, left of everything. */
const TURN_OFF = 28

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
  refused: { x: 104, y: LINE + 96 },
  cancelled: { x: 104, y: LINE + 150 },
}
export const SIZE = { width: column(7) + BOX.width / 2 + 10, height: 424 } as const

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
  // What is taken back goes every way of an act that can be undone, the other way round: drawn, it would hide the way itself.
  if (row.to === 'same' || row.to === 'undone') return []
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

/** One line of the picture: a way, or a way and its way back. */
export interface Drawn {
  readonly ways: readonly Way[]
  readonly path: string
  /** Where its words stand; absent where the states' own words say it, or a line beside says the same. */
  readonly label?: Point
  readonly anchor: 'start' | 'middle' | 'end'
  /** The main line itself. */
  readonly main: boolean
}

/** States beside the way: a case goes there and comes back to where it was. */
const ASIDE: ReadonlySet<IncidentState> = new Set<IncidentState>(['suspended', 'merged'])
const ENDS_BEFORE_FILING: ReadonlySet<IncidentState> = new Set<IncidentState>(['refused', 'cancelled'])

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

function mainLine(way: Way): Drawn {
  const { path, middle } = straight(PLACES[way.from], PLACES[way.to], 0)
  return { ways: [way], path, label: { x: middle.x, y: middle.y - 8 }, anchor: 'middle', main: true }
}

function backLine(way: Way): Drawn {
  const { path, middle } = back(mainIndex(way.from), mainIndex(way.to))
  return { ways: [way], path, label: { x: middle.x, y: middle.y - 6 }, anchor: 'middle', main: false }
}

/** Off to the left and down, along one line for all. */
function endLine(way: Way): Drawn {
  const [a, b] = [PLACES[way.from], PLACES[way.to]]
  const path = `M${a.x - BOX.width / 2} ${a.y}H${TURN_OFF}V${b.y}H${b.x - BOX.width / 2}`
  return { ways: [way], path, anchor: 'middle', main: false }
}

/** There and back in one line; of several that say the same, the last has the words. */
function asideLine(way: Way, home: Way | undefined, labelled: boolean): Drawn {
  const { path, middle } = straight(PLACES[way.from], PLACES[way.to], 0)
  return {
    ways: home === undefined ? [way] : [way, home],
    path,
    ...(labelled && { label: { x: middle.x + 12, y: middle.y + 4 } }),
    anchor: 'start',
    main: false,
  }
}

/** One of two ways between the same states, each at its own side. */
function besideLine(way: Way, all: readonly Way[]): Drawn {
  const [a, b] = [PLACES[way.from], PLACES[way.to]]
  const down = b.y > a.y
  const twoWay = all.some((other) => other.from === way.to && other.to === way.from)
  const { path, middle } = straight(a, b, twoWay ? (down ? 8 : -8) : 0)
  const right = down || !twoWay
  return {
    ways: [way],
    path,
    label: { x: middle.x + (right ? 14 : -14), y: middle.y + 4 },
    anchor: right ? 'start' : 'end',
    main: false,
  }
}

/** The ways as lines with places for their words. */
export function drawn(all: readonly Way[] = ways()): Drawn[] {
  const toAside = all.filter(({ to }) => ASIDE.has(to))
  return all
    .filter(({ from }) => !ASIDE.has(from))
    .map((way) => {
      const [i, j] = [mainIndex(way.from), mainIndex(way.to)]
      if (i >= 0 && j === i + 1) return mainLine(way)
      if (i >= 0 && j >= 0 && j < i) return backLine(way)
      if (ENDS_BEFORE_FILING.has(way.to)) return endLine(way)
      if (!ASIDE.has(way.to)) return besideLine(way, all)
      const home = all.find(({ from, to }) => from === way.to && to === way.from)
      return asideLine(way, home, toAside.findLast(({ to }) => to === way.to) === way)
    })
}
