// A matter, officers and random histories for tests of supervision.
import fc from 'fast-check'
import type { Actor } from '../../../src/core/incident/types.ts'
import { decide, give, type SupervisedInput } from '../../../src/core/supervise/decide.ts'
import { foldLines } from '../../../src/core/supervise/fold.ts'
import type { Giving, Line, LineBody, SupervisionRules, Tracked } from '../../../src/core/supervise/log.ts'
import { dueReminder } from '../../../src/core/supervise/tick.ts'
import type { Doer } from '../../../src/core/supervise/types.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const CITY = { utcOffsetMinutes: 480 }
/** 2026-11-20 10:00 in the city. */
export const T0 = Date.UTC(2026, 10, 20, 2)
export const RULES: SupervisionRules = {
  beforeDays: [3, 1],
  afterEveryDays: 1,
  atMinute: 540,
  overdueHours: 24,
  repeated: { times: 3, days: 30, withinM: 100 },
}

export const people = {
  leader: { id: 'zhao', name: '领导甲', role: 'leader' },
  leader2: { id: 'qian', name: '领导乙', role: 'leader' },
  chief: { id: 'zhang', name: '值班长丙', role: 'dutyChief' },
  dispatcher: { id: 'li', name: '派遣员丁', role: 'dispatcher' },
  acceptor: { id: 'wang', name: '受理员戊', role: 'acceptor' },
  water: { id: 'w', name: '水务己', role: 'department', department: 'water' },
  water2: { id: 'w2', name: '水务庚', role: 'department', department: 'water' },
  roads: { id: 'r', name: '道路辛', role: 'department', department: 'roads' },
  parks: { id: 'p', name: '园林壬', role: 'department', department: 'parks' },
  administrator: { id: 'root', name: '管理员', role: 'administrator' },
  collector: { id: 'c', name: '监督员', role: 'collector' },
  wall: { id: 'wall', name: '大屏', role: 'wall' },
} as const satisfies Record<string, Actor>
export type Person = keyof typeof people

export const GIVING: Giving = {
  id: 'sv-1',
  code: 'YZ-DB-2026-0001',
  origin: 'instruction',
  grade: 'instruct',
  title: '文昌路积水',
  text: '请水务局牵头，三日内整改到位。',
  anchor: {
    kind: 'statement',
    id: 's1',
    brief: '2026-11-19',
    code: '三-2',
    seen: { zh: '积水 3 处', en: '3' },
    asOf: T0,
  },
  lead: 'water',
  assist: ['roads'],
  dueAt: T0 + 7 * DAY,
  simulated: false,
}
export const ANY = { now: T0, isDepartment: (id: string) => ['water', 'roads', 'parks'].includes(id) }
export const REPORT: SupervisedInput = {
  act: 'report',
  final: true,
  text: '已整改',
  photos: ['f'.repeat(64)],
  incidents: [],
}

const doer = (actor: Actor): Doer => ({
  account: actor.id,
  name: actor.name,
  role: actor.role,
  ...(actor.department !== undefined && { department: actor.department }),
})
const SYSTEM: Doer = { account: 'system', name: '系统', role: 'system' }

export interface Played {
  readonly lines: readonly Line[]
  readonly matter: Tracked
}

const add = (lines: readonly Line[], by: Doer, at: number, bodies: readonly LineBody[]): Line[] => [
  ...lines,
  ...bodies.map((body, i) => ({ n: lines.length + i + 1, at, by, body })),
]

/** Given by `giver`, then the acts in turn, an hour apart; those refused leave no line. */
export function play(
  acts: readonly (readonly [Person, SupervisedInput] | 'time')[],
  { giving = GIVING, giver = 'leader', stepMs = HOUR }: { giving?: Giving; giver?: Person; stepMs?: number } = {},
): Played {
  const given = give(giving, people[giver], ANY)
  if (!given.ok) throw new Error(given.reason.en)
  let lines = add([], doer(people[giver]), T0, given.lines)
  for (const [i, one] of acts.entries()) {
    const at = T0 + (i + 1) * stepMs
    const matter = folded(lines)
    if (one === 'time') {
      const body = dueReminder(matter, at, RULES, CITY)
      if (body) lines = add(lines, SYSTEM, at, [body])
      continue
    }
    const decision = decide(matter, one[1], people[one[0]], at)
    if (decision.ok) lines = add(lines, doer(people[one[0]]), at, decision.lines)
  }
  return { lines, matter: folded(lines) }
}

function folded(lines: readonly Line[]): Tracked {
  const matter = foldLines(lines)
  if (!matter) throw new Error('nothing was given')
  return matter
}

const input = fc.oneof(
  fc.constant<SupervisedInput>({ act: 'sign' }),
  fc.record({
    act: fc.constant('report' as const),
    final: fc.boolean(),
    text: fc.constantFrom('已整改', '正在办', ' '),
    photos: fc.constantFrom([], ['a'.repeat(64)]),
    incidents: fc.constantFrom([], ['case-1']),
  }),
  fc.record({ act: fc.constant('close' as const), conclusion: fc.constantFrom('属实', '') }),
  fc.constant<SupervisedInput>({ act: 'close', conclusion: '属实', withoutEvidence: '电话核实' }),
  fc.record({
    act: fc.constant('sendBack' as const),
    reason: fc.constantFrom('不到位', ''),
    dueAt: fc.nat(60).map((d) => T0 + d * DAY),
  }),
  fc.constant<SupervisedInput>({ act: 'add', text: '举一反三' }),
  fc.constant<SupervisedInput>({ act: 'remind' }),
  fc.nat(60).map((d): SupervisedInput => ({ act: 'reschedule', dueAt: T0 + d * DAY, reason: '雨天' })),
  fc.constant<SupervisedInput>({ act: 'withdraw', reason: '已不需要' }),
  fc.constant<SupervisedInput>({ act: 'read' }),
)

/** Anybody tries anything, and time goes on. */
export const history = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...(Object.keys(people) as Person[])), input) },
    fc.constant('time' as const),
  ),
  { maxLength: 40 },
)

export const names = {
  department: (id: string) => ({ zh: `${id}局`, en: id }),
  time: (at: number) => new Date(at + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' '),
}
