// A plan, officers and random histories for tests of emergencies.
import fc from 'fast-check'
import { declare, decide, toEmergencyActor, type EmergencyInput } from '../../../src/core/emergency/decide.ts'
import { foldLines } from '../../../src/core/emergency/fold.ts'
import type { Line, LineBody, Running } from '../../../src/core/emergency/log.ts'
import { dueBodies } from '../../../src/core/emergency/tick.ts'
import { REPORT_KINDS, type Plan } from '../../../src/core/emergency/types.ts'
import type { EmergencyNames } from '../../../src/core/emergency/words.ts'
import type { Actor } from '../../../src/core/incident/types.ts'

export const MINUTE = 60_000
export const T0 = Date.UTC(2026, 10, 22, 8)
const text = (zh: string, en = zh) => ({ zh, en })

export const PLAN: Plan = {
  id: 'flood',
  name: text('内涝预案', 'Flooding plan'),
  class: 'natural',
  matters: ['M001'],
  warnings: ['rainstorm'],
  steps: [
    { id: 'check', text: text('核对积水点', 'Check the places'), owner: { post: 'dispatcher' }, withinMs: 5 * MINUTE },
    { id: 'pump', text: text('泵站开机。', 'Run the pumps.'), owner: { department: 'drains' }, withinMs: 15 * MINUTE },
    { id: 'close', text: text('封闭道路', 'Close the road'), owner: { department: 'police' }, withinMs: 10 * MINUTE },
  ],
  parties: [
    {
      department: 'police',
      lead: false,
      task: text('封路', 'Close roads'),
      contact: { post: text('指挥中心', 'control room'), phone: '122' },
    },
    {
      department: 'drains',
      lead: true,
      task: text('排水', 'Drain'),
      contact: { post: text('值班室', 'duty desk'), phone: '0514-0000 0011' },
    },
  ],
  resources: [],
  rollCallMs: 15 * MINUTE,
  reports: { firstMs: 30 * MINUTE, everyMs: 60 * MINUTE },
  tighten: [{ rule: 'depth', factor: 0.8 }],
  source: 'test',
  sure: 'local',
}

export const people = {
  chief: { id: 'zhang', name: '值班长甲', role: 'dutyChief' },
  dispatcher: { id: 'li', name: '派遣员乙', role: 'dispatcher' },
  acceptor: { id: 'wang', name: '受理员丙', role: 'acceptor' },
  leader: { id: 'zhao', name: '领导丁', role: 'leader' },
  administrator: { id: 'root', name: '管理员戊', role: 'administrator' },
  drains: { id: 'd', name: '排水己', role: 'department', department: 'drains' },
  police: { id: 'p', name: '交警庚', role: 'department', department: 'police' },
  other: { id: 'o', name: '园林辛', role: 'department', department: 'parks' },
  wall: { id: 'w', name: '大屏', role: 'wall' },
} as const satisfies Record<string, Actor>
export type Person = keyof typeof people

export const names: EmergencyNames = {
  department: (id) =>
    ({ drains: text('排水处', 'Drainage'), police: text('交警', 'Police') })[id as 'drains' | 'police'] ?? text(id),
  time: (at) => new Date(at + 8 * 60 * MINUTE).toISOString().slice(5, 16).replace('T', ' '),
}

const SYSTEM: Actor = { id: 'system', name: '系统', role: 'system' }
export const lineOf = (n: number, at: number, actor: Actor, body: LineBody): Line => ({
  n,
  at,
  by: toEmergencyActor(actor),
  ...(actor.role !== 'system' && { person: actor.name, account: actor.id }),
  body,
})

export const CASE = {
  id: 'case-1',
  title: text('文昌中路 道路积水', 'Ponding, Wenchang Road'),
  level: 2,
  ended: false,
  place: { name: text('文昌中路'), lng: 119.43, lat: 32.39 },
} as const

/** A history: each entry is done at its minute, refused ones leave no line; time speaks in between as it would in a hub. */
export function play(
  entries: readonly { readonly by: Person; readonly afterMinutes: number; readonly input: EmergencyInput }[],
  { drill = false } = {},
): { readonly lines: readonly Line[]; readonly running: Running } {
  const declared = declare({ plan: PLAN, drill, incident: CASE }, people.chief)
  if (!declared.ok) throw new Error(declared.reason.zh)
  const lines: Line[] = []
  let running: Running | undefined
  const add = (at: number, actor: Actor, bodies: readonly LineBody[]): void => {
    const fresh = bodies.map((body, i) => lineOf(lines.length + i + 1, at, actor, body))
    lines.push(...fresh)
    running = foldLines(fresh, running)
  }
  add(T0, people.chief, declared.lines)
  let at = T0
  for (const { by, afterMinutes, input } of entries) {
    at += afterMinutes * MINUTE
    if (running) add(at, SYSTEM, dueBodies(running, at))
    const decision = running && decide(running, input, people[by])
    if (decision?.ok) add(at, people[by], decision.lines)
  }
  if (!running) throw new Error('nothing was declared')
  return { lines, running }
}

const note = fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: undefined })
const department = fc.constantFrom('drains', 'police', 'parks')
export const input: fc.Arbitrary<EmergencyInput> = fc.oneof(
  fc.record({ type: fc.constant('doStep' as const), step: fc.constantFrom('check', 'pump', 'close', 'none') }),
  fc.record({ type: fc.constant('undoStep' as const), step: fc.constantFrom('check', 'pump', 'close') }),
  fc.record({ type: fc.constant('sign' as const), department }),
  fc
    .record({
      type: fc.constant('answer' as const),
      department,
      answer: fc.constantFrom('ready' as const, 'notReady' as const),
      note,
    })
    .map(({ note: said, ...rest }) => ({ ...rest, ...(said !== undefined && { note: said }) })),
  fc.constant({ type: 'callRoll' as const }),
  fc.record({
    type: fc.constant('report' as const),
    n: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom(...REPORT_KINDS),
    text: fc.constant('报告'),
  }),
  fc.record({ type: fc.constant('note' as const), text: fc.string({ minLength: 1, maxLength: 20 }) }),
  fc.record({ type: fc.constant('end' as const), reason: fc.constant('险情解除') }),
)
export const history = fc.array(
  fc.record({
    by: fc.constantFrom(...(Object.keys(people) as Person[])),
    afterMinutes: fc.integer({ min: 0, max: 90 }),
    input,
  }),
  { maxLength: 25 },
)
