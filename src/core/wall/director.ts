// The attention director: which board a wall shows now, since when and why. A pure function of what stands and of time; it keeps
// nothing of its own: its memory is in what it answered before, and can be stored.
import type { AreaCode, IncidentId, IndicatorId, MatterCode } from '../ids.ts'
import type { Group } from '../indicate/types.ts'
import type { Level } from '../level.ts'
import { sameValue } from '../same.ts'
import type { BoardTopic, WallOrders, WallShow } from './types.ts'

/**
 * Why a wall shows what it shows, the strongest first. `emergency`, `drill`: it has been taken over; a drill gives way to a push made
 * during it, and to an Ⅰ that nobody has taken on. `pushed`, `pinned`: by the desk.
 * `follow`: another wall shows it. `unacknowledged`: an Ⅰ or Ⅱ that nobody has taken on. `severe`, `warning`, `sign`: the board's turn
 * came sooner or lasts longer for a case taken on, a warning in force, a sign that is abnormal. `turn`: nothing but its turn.
 */
export const WHYS = [
  'emergency',
  'drill',
  'pushed',
  'pinned',
  'follow',
  'unacknowledged',
  'severe',
  'warning',
  'sign',
  'turn',
] as const
export type Why = (typeof WHYS)[number]

export type Shown = WallShow | { readonly type: 'emergency'; readonly id: string }

/** An open case. `acknowledged`: see `isTakenOn` in facts.ts. */
export interface CaseFact {
  readonly incident: IncidentId
  readonly level: Level
  readonly matter?: MatterCode
  readonly group?: Group
  readonly openedAt: number
  readonly acknowledged: boolean
}

/** All that a choice is made from. Whoever shows less to visitors leaves out here what they are not shown. Times: epoch ms. */
export interface DirectorFacts {
  /** All boards of the city, in their order. */
  readonly boards: readonly { readonly id: string; readonly topic: BoardTopic; readonly onDemand?: boolean }[]
  readonly orders: WallOrders
  readonly emergencies: readonly {
    readonly id: string
    readonly drill: boolean
    readonly level: Level
    readonly declaredAt: number
  }[]
  readonly cases: readonly CaseFact[]
  /** Warnings in force. */
  readonly warnings: readonly {
    readonly id: string
    readonly kind?: string
    readonly level: Level
    readonly sentAt: number
  }[]
  /** Signs that are abnormal now. */
  readonly signs: readonly {
    readonly indicator: IndicatorId
    readonly area: AreaCode
    readonly group: Group
    readonly level: Level
    readonly since: number
  }[]
  /** What the wall it follows shows; absent while that one says nothing. */
  readonly followed?: Shown
}

export interface Directed {
  readonly show: Shown
  /** Since when this is shown. */
  readonly since: number
  readonly why: Why
  /** What made it so: a case, a warning, `indicator@area`, an emergency. */
  readonly about?: string
  /** When it turns if nothing happens, and to which board; absent while it does not turn. */
  readonly nextAt?: number
  readonly next?: string
  /** Unacknowledged Ⅰ and Ⅱ besides the one it is about, the worst and oldest first. Shown on every screen as a strip. */
  readonly waiting: readonly IncidentId[]
  /** For the next choice; may be stored. */
  readonly memory: Memory
}

interface Memory {
  readonly startedAt: number
  /** The board of the rotation, and since when its turn lasts. */
  readonly board?: string
  readonly turnedAt: number
  /** When each board was last seen. */
  readonly seen: Readonly<Record<string, number>>
}

/** How long something is new; it counts less and less until then. */
export const NOVEL_MS = 10 * 60_000
/** Nobody reads a board in less, whatever happens: only an unacknowledged Ⅰ or Ⅱ, the desk or an emergency cut it short. */
export const STAND_MS = 15_000
/** What a level adds to the weight of its board while it is new; half of it once it is not. */
const SEVERITY: Readonly<Record<Level, number>> = { 1: 3, 2: 2, 3: 1, 4: 0.5 }
/** Of the usual stand: how much longer a board of the greatest weight stands. */
const LONGEST = 3
/** A board of this weight (1 + the worst that can be) waits as if that much longer. */
export const HEAVIEST = 1 + SEVERITY[1]

/** `before`: what was answered last, of this wall; absent at its first start. Answers undefined for a city without boards. */
export function direct(facts: DirectorFacts, before: Directed | undefined, now: number): Directed | undefined {
  const { boards, orders } = facts
  const known = (id: string): boolean => boards.some((board) => board.id === id)
  const memory = remembered(before, now)
  const held = unacknowledged(facts)

  const by = (show: Shown, why: Why, about?: string): Directed => {
    const since = before !== undefined && sameValue(before.show, show) ? Math.min(before.since, now) : now
    return {
      ...{ show, since, why },
      ...(about === undefined ? {} : { about }),
      waiting: held.map((one) => one.incident).filter((id) => id !== about),
      memory: show.type === 'board' ? { ...memory, seen: { ...memory.seen, [show.board]: now } } : memory,
    }
  }

  const chief = chiefEmergency(facts)
  if (chief?.drill === false) return by({ type: 'emergency', id: chief.id }, 'emergency', chief.id)
  const drill = chief
  const { push, pinned } = orders
  // What the desk has put there before a drill gives way to it, what it puts there during one does not.
  const isPushed = push !== undefined && (drill === undefined || push.at > drill.declaredAt)
  if (isPushed && (push.untilAt ?? Infinity) > now && (push.show.type !== 'board' || known(push.show.board)))
    return by(push.show, 'pushed', push.show.type === 'incident' ? push.show.incident : undefined)
  // A drill is an order of the chief, as a push is; only from a real Ⅰ that nobody has taken on it stands aside.
  if (drill !== undefined && held[0]?.level !== 1) return by({ type: 'emergency', id: drill.id }, 'drill', drill.id)
  if (drill === undefined) {
    if (pinned !== undefined && known(pinned)) return by({ type: 'board', board: pinned }, 'pinned')
    const { followed } = facts
    if (orders.follows !== undefined && followed !== undefined && (followed.type !== 'board' || known(followed.board)))
      return by(followed, 'follow', orders.follows)
  }

  const turning = rotation(facts)
  const usual = turning[0]
  if (usual === undefined) return undefined
  const current = standing(before, memory, turning) ?? usual.id

  // Whichever it is about already comes first of its level: it is not left for another of the same.
  const worst = held[0]
  const kept = before?.why === 'unacknowledged' ? held.find((one) => one.incident === before.about) : undefined
  const hold = kept !== undefined && kept.level === worst?.level ? kept : worst
  if (hold !== undefined) {
    const board = bestFor({ matter: hold.matter, group: hold.group }, turning, current) ?? current
    const directed = by({ type: 'board', board }, 'unacknowledged', hold.incident)
    return { ...directed, memory: { ...directed.memory, board, turnedAt: now } }
  }

  const items = abnormal(facts, turning)
  const weighed = turning.map(({ id }) => weigh(id, items, now))
  const weightOf = (id: string): Weighed => weighed.find((one) => one.id === id) ?? { id, weight: 1 }
  const waitOf = (id: string): number => now - (memory.seen[id] ?? memory.startedAt)
  const next = weighed
    .filter((one) => one.id !== current)
    .reduce<Weighed | undefined>(
      (best, one) => (best === undefined || waitOf(one.id) * one.weight > waitOf(best.id) * best.weight ? one : best),
      undefined,
    )

  // Back from an order of the desk, a held case or an emergency: the board's turn begins anew.
  const turnedAt =
    before === undefined || !TURNING.includes(before.why) || current !== memory.board ? now : memory.turnedAt
  const fresh = items.find(
    (one) =>
      one.level <= 2 &&
      one.board !== current &&
      one.at <= now &&
      now - one.at < NOVEL_MS &&
      one.at > (memory.seen[one.board] ?? -Infinity),
  )
  const lasts = orders.everyMs * Math.min(LONGEST, 1 + (weightOf(current).weight - 1) * (2 / 3))
  const nextAt = fresh === undefined ? turnedAt + lasts : Math.min(turnedAt + lasts, turnedAt + STAND_MS)
  const skipped = orders.skipAt !== undefined && orders.skipAt > turnedAt && orders.skipAt <= now
  const to = fresh?.board ?? next?.id
  const turns = to !== undefined && (now >= nextAt || skipped)
  const board = turns ? to : current
  const chosen = weightOf(board)
  const directed = by({ type: 'board', board }, chosen.item?.why ?? 'turn', chosen.item?.about)
  const mine: Memory = { ...directed.memory, board, turnedAt: turns ? now : turnedAt }
  if (turns) return direct(facts, { ...directed, memory: mine }, now)
  return { ...directed, memory: mine, ...(to === undefined ? {} : { nextAt, next: to }) }
}

const TURNING: readonly Why[] = ['severe', 'warning', 'sign', 'turn']

/** What was answered before, as far as the clock lets it be: one that was set back must not make a wall wait for hours. */
function remembered(before: Directed | undefined, now: number): Memory {
  if (before === undefined) return { startedAt: now, turnedAt: now, seen: {} }
  const { startedAt, turnedAt, seen, board } = before.memory
  return {
    startedAt: Math.min(startedAt, now),
    turnedAt: Math.min(turnedAt, now),
    seen: Object.fromEntries(Object.entries(seen).map(([id, at]) => [id, Math.min(at, now)])),
    ...(board === undefined ? {} : { board }),
  }
}

/** The board that stands in the rotation: the one shown, else the one that stood before something else was shown. */
function standing(
  before: Directed | undefined,
  { board }: Memory,
  turning: readonly { readonly id: string }[],
): string | undefined {
  const shown = before?.show.type === 'board' ? before.show.board : board
  return [shown, board].find((id) => id !== undefined && turning.some((one) => one.id === id))
}

/** Boards of this wall in order; those that are only shown by hand stay out unless they were named by hand. */
function rotation({ boards, orders }: DirectorFacts): DirectorFacts['boards'] {
  const named = orders.boards.flatMap((id) => boards.find((board) => board.id === id) ?? [])
  if (named.length > 0) return named
  const usual = boards.filter((board) => board.onDemand !== true)
  return usual.length > 0 ? usual : boards
}

/** The real one before any drill, then the worst; of several as bad the latest declared. */
function chiefEmergency({ emergencies }: DirectorFacts): DirectorFacts['emergencies'][number] | undefined {
  return [...emergencies].sort(
    (a, b) =>
      Number(a.drill) - Number(b.drill) || a.level - b.level || b.declaredAt - a.declaredAt || (a.id < b.id ? -1 : 1),
  )[0]
}

/** Ⅰ and Ⅱ that nobody has taken on, the worst and oldest first. */
function unacknowledged({ cases }: DirectorFacts): readonly CaseFact[] {
  return cases
    .filter((one) => one.level <= 2 && !one.acknowledged)
    .sort((a, b) => a.level - b.level || a.openedAt - b.openedAt || (a.incident < b.incident ? -1 : 1))
}

interface Matched {
  readonly matter?: MatterCode | undefined
  readonly group?: Group | undefined
  readonly warning?: string | undefined
}

/** How well a board is about it: by its matter, its kind of warning, its group; 0.5 for a board about everything; 0: not at all. */
function fit({ topic }: { readonly topic: BoardTopic }, { matter, group, warning }: Matched): number {
  const prefix = Math.max(0, ...topic.matters.filter((code) => matter?.startsWith(code)).map((code) => code.length))
  if (prefix > 0) return 2 + prefix
  if (warning !== undefined && topic.warnings.includes(warning)) return 2
  if (group !== undefined && topic.groups.includes(group)) return 1
  return topic.groups.length + topic.matters.length + topic.warnings.length === 0 ? 0.5 : 0
}

/** The board that is most about it; of equals the one that stands, then the first. Undefined where none is about it at all. */
function bestFor(what: Matched, turning: DirectorFacts['boards'], current?: string): string | undefined {
  const ranked = turning
    .map((board) => ({ id: board.id, fits: fit(board, what) }))
    .sort((a, b) => b.fits - a.fits || Number(b.id === current) - Number(a.id === current))
  const [best] = ranked
  return best !== undefined && best.fits > 0 ? best.id : current
}

interface Item {
  readonly why: Why
  readonly about: string
  readonly level: Level
  readonly at: number
  readonly board: string
}

/** What makes boards heavier: of a board about everything nothing does, or it would always come first. */
function abnormal({ cases, warnings, signs }: DirectorFacts, turning: DirectorFacts['boards']): readonly Item[] {
  const own = turning.filter(({ topic }) => topic.groups.length + topic.matters.length + topic.warnings.length > 0)
  const item = (why: Why, about: string, level: Level, at: number, what: Matched): Item[] => {
    const board = bestFor(what, own)
    return board === undefined ? [] : [{ why, about, level, at, board }]
  }
  return [
    ...cases
      .filter((one) => one.level <= 2)
      .flatMap((one) =>
        item('severe', one.incident, one.level, one.openedAt, { matter: one.matter, group: one.group }),
      ),
    ...warnings.flatMap((one) => item('warning', one.id, one.level, one.sentAt, { warning: one.kind })),
    ...signs.flatMap((one) => item('sign', `${one.indicator}@${one.area}`, one.level, one.since, { group: one.group })),
  ].sort((a, b) => a.level - b.level || b.at - a.at || (a.about < b.about ? -1 : 1))
}

interface Weighed {
  readonly id: string
  /** 1 to {@link HEAVIEST}. */
  readonly weight: number
  readonly item?: Item
}

/** A board weighs by the one thing that weighs most: the worse and the newer, the more. */
function weigh(id: string, items: readonly Item[], now: number): Weighed {
  let best: Weighed = { id, weight: 1 }
  for (const item of items)
    if (item.board === id) {
      const novelty = Math.min(1, Math.max(0, 1 - (now - item.at) / NOVEL_MS))
      const weight = 1 + SEVERITY[item.level] * (0.5 + 0.5 * novelty)
      if (weight > best.weight) best = { id, weight, item }
    }
  return best
}
