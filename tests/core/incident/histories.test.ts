// Laws over random histories: lawful and unlawful acts by anyone, with time passing between them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClockStage } from '../../../src/core/clock/types.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import { allowedActs, isTerminal, stageOf } from '../../../src/core/incident/lifecycle.ts'
import { nextTickAt } from '../../../src/core/incident/tick.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import {
  EVERYONE,
  HOTLINE,
  HOUR,
  INPUTS,
  MINUTE,
  PHOTO,
  type Played,
  START,
  append,
  attempt,
  chief,
  open,
  tick,
  traffic,
  water,
} from './play.ts'

// Two people who changed posts: separation of duties is about persons.
const turncoats: Actor[] = [
  { ...chief, id: water.id },
  { ...water, id: chief.id },
]
const text = { zh: '积水', en: 'Ponding' }
const opened = fc.constantFrom(
  open(HOTLINE),
  open({ type: 'report', report: 'r', source: 'camera' }),
  open({ type: 'alarm', alarm: 'a', level: 2, text, autofile: true }),
)
const actor = fc.constantFrom(...EVERYONE, ...turncoats)
const variants: ActInput[] = [
  ...Object.values(INPUTS),
  { act: 'dispatch', lead: 'traffic', assist: [] },
  { act: 'dispatch', lead: 'nobody', assist: [] },
  { act: 'verify', found: false, note: '未发现', photos: [] },
  { act: 'check', passed: false, note: '未修复', photos: [PHOTO] },
  { act: 'check', passed: true, photos: [] },
  { act: 'submit', note: '完成', photos: [] },
  { act: 'return', reason: '' },
  { act: 'decideExtension', granted: false, reason: '不同意' },
  { act: 'decideSuspension', granted: false, reason: '不同意' },
]
const input = fc.constantFrom(...variants)
const passing = fc.oneof(fc.constant(MINUTE), fc.integer({ min: 0, max: 90 * MINUTE }), fc.constant(40 * 24 * HOUR))

// `any` tries whatever comes; `lawful` picks among the acts allowed; `onward` among those that bring a case on, so that
// histories get far.
const step = fc.record({
  mode: fc.constantFrom('any', 'lawful', 'onward', 'onward', 'onward', 'onward', 'tick'),
  actor,
  input,
  pick: fc.nat(1000),
  passing,
})

const ONWARD = ['verify', 'file', 'dispatch', 'accept', 'submit', 'confirm', 'check', 'close', 'resume']
const ASIDE = ['requestSuspension', 'decideSuspension', 'decideExtension']

function lawful(played: Played, pick: number, now: number, onward = false): [Actor, ActInput] | undefined {
  const wanted = [...ONWARD, ...(pick % 3 === 0 ? ASIDE : [])]
  const choices = [...EVERYONE, ...turncoats].flatMap((who) =>
    allowedActs(played.incident, who, now)
      .filter((act) => !onward || wanted.includes(act))
      .flatMap((act) => variants.filter((v) => v.act === act).map((v): [Actor, ActInput] => [who, v])),
  )
  return choices[pick % Math.max(1, choices.length)]
}

const running = ({ clocks }: Incident): ClockStage[] =>
  Object.values(clocks).flatMap((clock) =>
    clock.stoppedAt === undefined && clock.pausedAt === undefined ? [clock.stage] : [],
  )

/** Handling clocks running at once according to the log alone. A returned order voids its clock. */
function handleClocks({ log }: Played): number {
  const alive = new Set<number>()
  for (const { body } of log) {
    if (body.type === 'returned') alive.clear()
    if (body.type !== 'clocked' || body.clock.stage !== 'handle') continue
    if (body.clock.stoppedAt === undefined) alive.add(body.clock.startedAt)
    else alive.delete(body.clock.startedAt)
  }
  return alive.size
}

function holds(played: Played, now: number): void {
  const { incident, log } = played
  expect(incident.version).toBe(log.length)
  expect(log.map((event) => event.n)).toEqual(log.map((_, at) => at + 1))
  expect(handleClocks(played)).toBeLessThanOrEqual(1)
  const stages = running(incident)
  if (isTerminal(incident.state) || incident.state === 'suspended') expect(stages).toEqual([])
  else expect(stages.filter((stage) => stage !== 'total')).toEqual([stageOf(incident.state)])
  const someone = EVERYONE.some((who) => allowedActs(incident, who, now).some((act) => moves.has(act)))
  expect([incident.state, someone]).toEqual([incident.state, !isTerminal(incident.state)])
  if (incident.state === 'suspended') expect(nextTickAt(incident)).toBeDefined()
  expect(incident.extensions).toBeLessThanOrEqual(2)
  expect(incident.suspensions).toBeLessThanOrEqual(1)
}
/** Acts that bring a case on; a case that can only be annotated is a dead end. */
const moves = new Set<string>(
  Object.keys(INPUTS).filter((act) => !['note', 'supervise', 'remind', 'progress'].includes(act)),
)

describe('random histories', () => {
  it('keep every law', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(opened, fc.array(step, { maxLength: 40, size: 'max' }), fc.nat(1000), (start, steps, cut) => {
        let played = start
        let now = START
        for (const { mode, actor: who, input: what, pick, passing: ms } of steps) {
          now += ms
          const before = played
          if (mode === 'tick') played = tick(played, now)
          else {
            const [by, sent] = (mode !== 'any' && lawful(played, pick, now, mode === 'onward')) || [who, what]
            const decision = attempt(played, by, sent, now)
            if (decision.ok) {
              expect(allowedActs(before.incident, by, now)).toContain(sent.act)
              expect(decision.events.length).toBeGreaterThan(0)
              played = append(played, decision.events, by, now)
            } else expect(decision).not.toHaveProperty('events')
          }
          holds(played, now)
          reached.add(played.incident.state)
        }
        const { incident, log } = played
        const disposed = new Set<string>()
        for (const { body, actor: by } of log) {
          if (body.type === 'submitted' || body.type === 'confirmed') disposed.add(by.id)
          if (body.type === 'checked' || body.type === 'closed') expect(disposed.has(by.id)).toBe(false)
        }
        expect(new Set(incident.disposers)).toEqual(disposed)
        const at = cut % (log.length + 1)
        expect(foldEvents(log.slice(at), foldEvents(log.slice(0, at)))).toEqual(incident)
        expect(foldEvents(log)).toEqual(incident)
      }),
      { numRuns: 250, seed: 20261013 },
    )
    // The generator is worth something only if histories get everywhere.
    expect(reached.size).toBe(12)
  })

  it('can always be brought to an end from wherever they are', () => {
    const way: Record<string, ActInput> = {
      pendingVerify: INPUTS.verify,
      pendingFiling: INPUTS.file,
      pendingDispatch: INPUTS.dispatch,
      pendingHandle: INPUTS.accept,
      handling: INPUTS.submit,
      pendingConfirm: INPUTS.confirm,
      pendingCheck: INPUTS.check,
      pendingClose: INPUTS.close,
      suspended: INPUTS.resume,
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
        for (let left = 10; left > 0 && !isTerminal(played.incident.state); left--) {
          const what = way[played.incident.state]!
          const by = posts.find((who) => attempt(played, who, what, now).ok)
          const decision = by && attempt(played, by, what, now)
          if (!by || !decision?.ok) throw new Error(`stuck in ${played.incident.state}`)
          played = append(played, decision.events, by, now)
        }
        expect(isTerminal(played.incident.state)).toBe(true)
      }),
      { numRuns: 150, seed: 7 },
    )
  })
})
