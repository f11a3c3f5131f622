// Laws over random histories of two cases: lawful and unlawful acts by anyone, with time passing between them, merges included.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remainingMs } from '../../../src/core/clock/clock.ts'
import type { Clock, ClockStage } from '../../../src/core/clock/types.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import { allowedActs, isTerminal, stageOf } from '../../../src/core/incident/lifecycle.ts'
import { ownerOf } from '../../../src/core/incident/owner.ts'
import { nextTickAt } from '../../../src/core/incident/tick.ts'
import type { Act, ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { STATE_WORDS } from '../../../src/core/incident/words.ts'
import { CALENDAR_2026 } from '../clock/fixtures.ts'
import {
  EVERYONE,
  HOTLINE,
  HOUR,
  INPUTS,
  MINUTE,
  PHOTO,
  type Played,
  RULES,
  START,
  append,
  attempt,
  chief,
  open,
  openCallable,
  share,
  tick,
  traffic,
  water,
} from './play.ts'

// People who changed posts: separation of duties is about persons.
const turncoats: Actor[] = [
  { ...chief, id: water.id },
  { ...chief, id: traffic.id },
  { ...water, id: chief.id },
]
const everyone = [...EVERYONE, ...turncoats]
const text = { zh: '积水', en: 'Ponding' }
const opened = fc.constantFrom(
  open(HOTLINE),
  openCallable(),
  openCallable(),
  open({ type: 'report', report: 'r', source: 'camera' }),
  open({ type: 'alarm', alarm: 'a', level: 2, text, autofile: true }),
)
const actor = fc.constantFrom(...everyone)
const variants: ActInput[] = [
  ...Object.values(INPUTS),
  { act: 'merge', into: 'YZ-1' },
  { act: 'merge', into: 'YZ-9' },
  { act: 'dispatch', lead: 'water', assist: [] },
  { act: 'dispatch', lead: 'traffic', assist: ['parks'], firstResponsible: true },
  { act: 'dispatch', lead: 'nobody', assist: [] },
  { act: 'release', department: 'parks', reason: '已无需协办' },
  { act: 'verify', found: false, note: '未发现', photos: [] },
  { act: 'check', passed: false, note: '未修复', photos: [PHOTO] },
  { act: 'check', passed: true, photos: [] },
  { act: 'submit', note: '完成', photos: [] },
  { act: 'return', reason: '' },
  { act: 'return', reason: '非本单位职责', proposed: 'nobody' },
  { act: 'supervise', text: '请尽快', dueAt: 0 },
  { act: 'decideExtension', granted: false, reason: '不同意' },
  { act: 'decideSuspension', granted: false, reason: '不同意' },
  { act: 'reviewAppeal', granted: false, reason: '不同意' },
  { act: 'decideAppeal', granted: false, reason: '不同意' },
  { act: 'contact', reached: false, note: '无人接听' },
  { act: 'contact', reached: false },
  { act: 'callBack', reached: false, note: '无人接听' },
  { act: 'callBack', reached: true, rating: 'satisfied' },
  { act: 'callBack', reached: true, rating: 'dissatisfied', solved: true },
  { act: 'callBack', reached: true, rating: 'veryDissatisfied', solved: false, note: '又积水了' },
]
const input = fc.constantFrom(...variants)
const passing = fc.oneof(
  fc.constant(MINUTE),
  fc.integer({ min: 0, max: 20 * MINUTE }),
  fc.integer({ min: 0, max: 5 * HOUR }),
  fc.constant(40 * 24 * HOUR),
)

// `any` tries whatever comes; `lawful` picks among the acts allowed; `onward` among those that bring a case on, so that
// histories get far.
const step = fc.record({
  first: fc.constantFrom(true, true, true, false),
  mode: fc.constantFrom('any', 'lawful', 'onward', 'onward', 'onward', 'onward', 'onward', 'tick'),
  actor,
  input,
  pick: fc.nat(1000),
  passing,
})

const ONWARD: Act[] = [
  'verify',
  'file',
  'dispatch',
  'accept',
  'acceptOrder',
  'finishOrder',
  'submit',
  'confirm',
  'check',
]
const LATER: Act[] = [
  'close',
  'resume',
  'unmerge',
  'reopen',
  'appeal',
  'reviewAppeal',
  'decideAppeal',
  'callBack',
  'exclude',
]
const BESIDE: Act[] = ['undo', 'contact']
const ASIDE: Act[] = ['requestSuspension', 'decideSuspension', 'decideExtension', 'merge', 'reply']

function lawful(played: Played, pick: number, now: number, onward = false): [Actor, ActInput] | undefined {
  const wanted = [...ONWARD, ...LATER, ...(pick % 2 === 0 ? ASIDE : []), ...(pick % 7 === 0 ? BESIDE : [])]
  const choices = everyone.flatMap((who) =>
    allowedActs(played.incident, who, now, RULES)
      .filter((act) => !onward || wanted.includes(act))
      .flatMap((act) => variants.filter((v) => v.act === act).map((v): [Actor, ActInput] => [who, v])),
  )
  return choices[pick % Math.max(1, choices.length)]
}

const running = ({ clocks }: Incident): ClockStage[] =>
  Object.values(clocks).flatMap((clock) =>
    clock.stoppedAt === undefined && clock.pausedAt === undefined ? [clock.stage] : [],
  )

/** Handling clocks running at once according to the log alone. A returned order, or a dispatch taken back, voids its clock. */
function handleClocks({ log }: Played): number {
  const alive = new Set<number>()
  for (const { body } of log) {
    if (body.type === 'returned' || (body.type === 'undone' && body.of === 'dispatched')) alive.clear()
    if (body.type !== 'clocked' || body.clock.stage !== 'handle') continue
    if (body.clock.stoppedAt === undefined) alive.add(body.clock.startedAt)
    else alive.delete(body.clock.startedAt)
  }
  return alive.size
}

/** Acts that bring a case on; a case that can only be annotated is a dead end. */
const idle: Act[] = ['contact', 'assign', 'undo', 'note', 'supervise', 'remind', 'escalate', 'progress', 'reply']
const after: Act[] = ['reopen', 'appeal', 'reviewAppeal', 'decideAppeal', 'callBack', 'exclude', 'undo']

function holds(played: Played, now: number): void {
  const { incident, log } = played
  expect(incident.version).toBe(log.length)
  expect(log.map((event) => event.n)).toEqual(log.map((_, at) => at + 1))
  expect(handleClocks(played)).toBeLessThanOrEqual(1)
  const stages = running(incident).filter((stage) => stage !== 'respond' && stage !== 'callBack')
  owed(incident, now)
  const still = isTerminal(incident.state) || incident.state === 'suspended' || incident.state === 'merged'
  if (still) expect(stages).toEqual([])
  else {
    expect(stages.filter((stage) => stage !== 'total')).toEqual([stageOf(incident.state)])
    expect(stages.includes('total')).toBe(incident.filedAt !== undefined)
  }
  if (isTerminal(incident.state))
    for (const clock of Object.values(incident.clocks))
      if (clock.stage !== 'callBack') expect(clock.stoppedAt).toBeLessThanOrEqual(now)
  // Never without an owner, and never without someone who can bring it on.
  const over = isTerminal(incident.state) && !running(incident).includes('callBack')
  expect([incident.state, ownerOf(incident) === undefined]).toEqual([incident.state, over])
  if (ownerOf(incident)?.post === 'department') expect(ownerOf(incident)?.department).toBe(incident.lead ?? 'nobody')
  const someone = EVERYONE.some((who) =>
    allowedActs(incident, who, now, RULES).some((act) => !idle.includes(act) && !after.includes(act)),
  )
  expect([incident.state, someone]).toEqual([incident.state, !isTerminal(incident.state)])
  if (incident.state === 'suspended') expect(nextTickAt(incident)).toBeDefined()
  expect(incident.extensions).toBeLessThanOrEqual(2)
  expect(incident.suspensions).toBeLessThanOrEqual(1)
  expect(incident.orders.map((one) => one.department)).toEqual(incident.assist)
}

/** Whoever can be called is spoken to while a department has the case, and called back after each closure. */
function owed(incident: Incident, now: number): void {
  const { state, callable = false, dispatchedAt, contactedAt, callBacks, clocks, reopenings } = incident
  const goes = (stage: ClockStage): boolean => clocks[stage] !== undefined && clocks[stage].stoppedAt === undefined
  const told = contactedAt !== undefined
  const dispatched = dispatchedAt !== undefined && !isTerminal(state)
  // The first closure ended it: a reopened case has its department already, and its caller has just been heard.
  if (goes('respond') || reopenings === 0)
    expect([state, goes('respond')]).toEqual([state, callable && dispatched && !told])
  const rated = callBacks?.some((call) => call.reached) === true
  expect([state, goes('callBack')]).toEqual([state, callable && state === 'closed' && !rated])
  if (!callable) expect([clocks.respond, clocks.callBack, contactedAt, callBacks]).toEqual(Array(4).fill(undefined))
  for (const call of callBacks ?? []) {
    expect(call.at).toBeLessThanOrEqual(now)
    expect([call.rating !== undefined, call.solved !== undefined]).toEqual([call.reached, call.reached])
  }
}

/** An act taken back leaves the case as its log says it was, but for what was said since and what a filing suggests. */
function takenBack(before: Played, after: Played): void {
  const n = before.incident.lastAct?.n ?? 0
  const then = foldEvents(before.log.slice(0, n - 1))
  const plain = (incident: Incident | undefined) => {
    if (!incident) return undefined
    const { version: _, updatedAt: _at, lastAct: _last, contactedAt: _told, clocks, ...rest } = incident
    const { respond: _respond, ...others } = clocks
    const { matter: _matter, condition: _condition, ...facts } = rest
    return { ...(before.incident.lastAct?.of === 'filed' ? facts : rest), clocks: others }
  }
  expect(plain(after.incident)).toEqual(plain(then))
  const spoken = before.log.slice(n).some(({ body }) => body.type === 'contacted')
  if (!spoken || before.incident.lastAct?.of === 'dispatched') {
    expect(after.incident.clocks).toEqual(then?.clocks)
    expect(after.incident.contactedAt).toBe(then?.contactedAt)
  }
  expect(after.incident.lastAct).toBeUndefined()
}

/** Remaining time of a clock only falls, unless it stood, was extended, or is another clock. */
function neverGrows(before: Incident, after: Incident, then: number, now: number): void {
  for (const clock of Object.values(after.clocks)) {
    const was: Clock | undefined = before.clocks[clock.stage]
    if (was?.startedAt !== clock.startedAt) continue
    const extended = after.extensions > before.extensions
    const left = remainingMs(clock, now, CALENDAR_2026)
    const had = remainingMs(was, then, CALENDAR_2026)
    if (!extended) expect([clock.stage, left <= had]).toEqual([clock.stage, true])
    if (clock.pausedAt !== undefined && was.pausedAt !== undefined) expect(left).toBe(had)
  }
}

/** What must be true of a whole log. */
function reads({ incident, log }: Played, cut: number): void {
  const disposed = new Set<string>()
  const orders = new Map<string, boolean>()
  for (const { body, actor: by } of log) {
    if (body.type === 'submitted' || body.type === 'confirmed' || body.type === 'orderFinished') disposed.add(by.id)
    if (body.type === 'checked' || body.type === 'closed') expect(disposed.has(by.id)).toBe(false)
    if (body.type === 'returned' || (body.type === 'undone' && body.of === 'dispatched')) orders.clear()
    if (body.type === 'dispatched') body.assist.forEach((one) => orders.set(one, false))
    if (body.type === 'engaged') orders.set(body.department, false)
    if (body.type === 'orderFinished') orders.set(body.department, true)
    if (body.type === 'released' || body.type === 'orderReturned') orders.delete(body.department)
    if (body.type === 'reworked' || body.type === 'reopened') for (const one of orders.keys()) orders.set(one, false)
    // One joint result: nothing is handed in while an assisting department still works.
    if (body.type === 'submitted') expect([...orders.values()]).not.toContain(false)
  }
  expect(new Set(incident.disposers)).toEqual(disposed)
  const at = cut % (log.length + 1)
  expect(foldEvents(log.slice(at), foldEvents(log.slice(0, at)))).toEqual(incident)
  expect(foldEvents(log)).toEqual(incident)
  const automatic = log.flatMap(({ body }) =>
    body.type === 'escalated' || (body.type === 'supervised' && body.stage !== undefined) ? [body.type] : [],
  )
  const keys = (incident.reminders ?? [])
    .filter((one) => one.why !== 'desk')
    .map(({ stage, why, startedAt, dueAt }) => `${stage} ${why} ${startedAt} ${dueAt}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(automatic.length).toBe((incident.reminders ?? []).filter((r) => /^(esc|sup)/.test(r.why)).length)
}

describe('random histories', () => {
  it('keep every law', () => {
    const reached = new Set<string>()
    const done = new Set<string>()
    fc.assert(
      fc.property(opened, fc.array(step, { maxLength: 60, size: 'max' }), fc.nat(1000), (start, steps, cut) => {
        let one = start
        let two = open(HOTLINE, START, 'YZ-2')
        let now = START
        for (const { first, mode, actor: who, input: what, pick, passing: ms } of steps) {
          const then = now
          now += ms
          const before = { one, two }
          const [played, other] = first ? [one, two] : [two, one]
          let [next, nextOther] = [played, other]
          if (mode === 'tick') {
            next = tick(played, now)
            expect(tick(next, now)).toBe(next)
          } else {
            const [by, sent] = (mode !== 'any' && lawful(played, pick, now, mode === 'onward')) || [who, what]
            const decision = attempt(played, by, sent, now, other)
            if (decision.ok) {
              expect(allowedActs(played.incident, by, now, RULES)).toContain(sent.act)
              expect(decision.events.length).toBeGreaterThan(0)
              next = append(played, decision.events, by, now)
              if (decision.other) nextOther = append(other, decision.other.events, by, now)
              nextOther = share(next, nextOther, now)
              done.add(sent.act)
              if (sent.act === 'undo') takenBack(played, next)
            } else {
              expect(decision).not.toHaveProperty('events')
              expect(decision).not.toHaveProperty('other')
            }
          }
          ;[one, two] = first ? [next, nextOther] : [nextOther, next]
          for (const [was, is] of [
            [before.one, one],
            [before.two, two],
          ] as const) {
            holds(is, now)
            neverGrows(was.incident, is.incident, then, now)
            reached.add(is.incident.state)
          }
          // Merged means absorbed, both ways, and never in a ring.
          for (const [a, b] of [
            [one.incident, two.incident],
            [two.incident, one.incident],
          ] as const) {
            if (a.state === 'merged') expect([a.mergedInto, isTerminal(b.state)]).toEqual([b.id, false])
            expect(b.absorbed.includes(a.id)).toBe(a.mergedInto === b.id)
            if (a.mergedInto !== undefined && isTerminal(a.state)) expect(a.absorbed).toEqual([])
          }
        }
        reads(one, cut)
        reads(two, cut)
      }),
      { numRuns: 300, seed: 20261016 },
    )
    // The generator is worth something only if histories get everywhere and every act is done somewhere.
    expect([...reached].sort()).toEqual(Object.keys(STATE_WORDS).sort())
    expect([...done].sort()).toEqual(Object.keys(INPUTS).sort())
  })

  it('can always be brought to an end from wherever they are', () => {
    const way: Record<string, readonly ActInput[]> = {
      pendingVerify: [INPUTS.verify],
      pendingFiling: [INPUTS.file],
      pendingDispatch: [INPUTS.dispatch],
      pendingHandle: [INPUTS.accept],
      handling: [INPUTS.finishOrder, INPUTS.acceptOrder, INPUTS.submit],
      pendingConfirm: [INPUTS.confirm],
      pendingCheck: [INPUTS.check],
      pendingClose: [INPUTS.close],
      suspended: [INPUTS.resume],
      merged: [INPUTS.unmerge],
    }
    fc.assert(
      fc.property(opened, fc.array(step, { maxLength: 30 }), (start, steps) => {
        let played = start
        let now = START
        for (const { pick, passing: ms } of steps) {
          const choice = lawful(played, pick, (now += ms))
          const decision = choice && attempt(played, choice[0], choice[1], now)
          if (choice && decision?.ok) played = append(played, decision.events, choice[0], now)
        }
        const posts: Actor[] = [{ ...chief, id: 'fresh' }, water, traffic, { ...traffic, department: 'parks' }]
        for (let left = 20; left > 0 && !isTerminal(played.incident.state); left--) {
          const tried = way[played.incident.state]!.flatMap((what) =>
            posts.flatMap((by) => {
              const decision = attempt(played, by, what, now)
              return decision.ok ? [{ by, events: decision.events }] : []
            }),
          )
          if (!tried[0]) throw new Error(`stuck in ${played.incident.state}`)
          played = append(played, tried[0].events, tried[0].by, now)
        }
        expect(isTerminal(played.incident.state)).toBe(true)
      }),
      { numRuns: 150, seed: 7 },
    )
  })
})
