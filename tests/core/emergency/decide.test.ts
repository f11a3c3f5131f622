// Who may do what in an emergency, as a table; and what holds whatever happens.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declare, decide, type EmergencyInput } from '../../../src/core/emergency/decide.ts'
import { foldLines, toPublic } from '../../../src/core/emergency/fold.ts'
import { noticesOfLine } from '../../../src/core/emergency/notices.ts'
import { nextCaseAct, reachOf } from '../../../src/core/emergency/reach.ts'
import type { LineBody } from '../../../src/core/emergency/log.ts'
import { deadlineKey, dueBodies, nextDueAt } from '../../../src/core/emergency/tick.ts'
import { lineWords } from '../../../src/core/emergency/words.ts'
import { CASE, MINUTE, PLAN, T0, history, lineOf, names, people, play, type Person } from './made.ts'

describe('declaring', () => {
  it.each([
    ['chief', true],
    ['dispatcher', false],
    ['acceptor', false],
    ['leader', false],
    ['administrator', false],
    ['drains', false],
    ['wall', false],
  ] as const)('%s: %s', (who, may) => {
    for (const drill of [true, false]) expect(declare({ plan: PLAN, drill, incident: CASE }, people[who]).ok).toBe(may)
  })

  it('wants an open case for a real one, and none for a drill', () => {
    expect(declare({ plan: PLAN, drill: false }, people.chief)).toMatchObject({ ok: false, field: '/incident' })
    expect(declare({ plan: PLAN, drill: true }, people.chief)).toMatchObject({ ok: true })
    const ended = { ...CASE, ended: true }
    expect(declare({ plan: PLAN, drill: false, incident: ended }, people.chief)).toMatchObject({
      ok: false,
      code: 'state',
    })
  })

  it('takes title, level and place of the case unless others are given, and masks numbers of people in what walls show', () => {
    const of = (more: object) => {
      const decision = declare({ plan: PLAN, drill: false, incident: CASE, ...more }, people.chief)
      return decision.ok ? decision.lines[0] : undefined
    }
    expect(of({})).toMatchObject({ title: CASE.title, level: 2, place: CASE.place })
    expect(of({ drill: true })).toMatchObject({
      title: { zh: `${CASE.title.zh}（演练）`, en: `${CASE.title.en} (drill)` },
    })
    expect(of({ title: '积水，联系 13812345678', level: 1 })).toMatchObject({
      title: { zh: '积水，联系 138****5678' },
      level: 1,
    })
  })
})

describe('acts', () => {
  const fresh = () => play([]).running
  const everybody = Object.keys(people) as Person[]
  it.each<[string, EmergencyInput, readonly Person[]]>([
    ['its own step', { type: 'doStep', step: 'pump' }, ['chief', 'dispatcher', 'acceptor', 'drains']],
    ['a step of the desk', { type: 'doStep', step: 'check' }, ['chief', 'dispatcher', 'acceptor']],
    ['signs for drains', { type: 'sign', department: 'drains' }, ['chief', 'dispatcher', 'drains']],
    ['signs for itself', { type: 'sign' }, ['drains', 'police']],
    [
      'answers for police',
      { type: 'answer', department: 'police', answer: 'ready' },
      ['chief', 'dispatcher', 'police'],
    ],
    ['calls the roll', { type: 'callRoll' }, ['chief']],
    ['reports', { type: 'report', n: 1, kind: 'first', text: '首报' }, ['chief', 'dispatcher', 'acceptor']],
    ['notes', { type: 'note', text: '记' }, ['chief', 'dispatcher', 'acceptor', 'leader', 'drains', 'police']],
    ['ends', { type: 'end', reason: '解除' }, ['chief']],
  ])('%s: only who may', (_, input, may) => {
    for (const who of everybody) {
      const decision = decide(fresh(), input, people[who])
      expect([who, decision.ok]).toEqual([who, may.includes(who)])
      if (!decision.ok) expect(decision.reason.zh.length * decision.reason.en.length).toBeGreaterThan(0)
    }
  })

  it('a step of another post is done there, and that post hears when it is late', () => {
    const steps = PLAN.steps.map((step) =>
      step.id === 'check' ? { ...step, owner: { post: 'leader' } as const } : step,
    )
    const led = { ...fresh(), plan: { ...PLAN, steps } }
    expect(decide(led, { type: 'doStep', step: 'check' }, people.leader).ok).toBe(true)
    expect(decide(led, { type: 'doStep', step: 'pump' }, people.leader).ok).toBe(false)
    const late = { n: 2, at: T0, by: { role: 'system' }, body: { type: 'stepOverdue', step: 'check' } } as const
    const heard = noticesOfLine(late, led, names).map(({ to }) => to)
    expect(heard).toEqual([
      { type: 'post', post: 'dutyChief' },
      { type: 'post', post: 'leader' },
    ])
  })

  it('refuses what is done already, and what there is not', () => {
    const { running } = play([
      { by: 'drains', afterMinutes: 1, input: { type: 'doStep', step: 'pump' } },
      { by: 'drains', afterMinutes: 1, input: { type: 'sign' } },
      { by: 'chief', afterMinutes: 1, input: { type: 'report', n: 1, kind: 'first', text: '首报' } },
    ])
    for (const input of [
      { type: 'doStep', step: 'pump' },
      { type: 'doStep', step: 'nothing' },
      { type: 'undoStep', step: 'close' },
      { type: 'sign', department: 'drains' },
      { type: 'sign', department: 'parks' },
      { type: 'sign' },
      { type: 'report', n: 1, kind: 'first', text: '再报' },
      { type: 'report', n: 7, kind: 'follow', text: '再报' },
    ] as const satisfies readonly EmergencyInput[])
      expect(decide(running, input, people.chief).ok, JSON.stringify(input)).toBe(false)
  })

  it('after its end takes notes and the final report alone', () => {
    const { running } = play([{ by: 'chief', afterMinutes: 3, input: { type: 'end', reason: '误启动' } }])
    expect(running).toMatchObject({ endReason: '误启动', reports: [{ n: 1, kind: 'final' }], caseWork: 'none' })
    for (const input of [
      { type: 'doStep', step: 'pump' },
      { type: 'answer', answer: 'ready', department: 'drains' },
      { type: 'callRoll' },
      { type: 'end', reason: '再解除' },
    ] as const satisfies readonly EmergencyInput[])
      expect(decide(running, input, people.chief)).toMatchObject({ ok: false, code: 'ended' })
    expect(decide(running, { type: 'note', text: '补记' }, people.chief).ok).toBe(true)
    // Typed before anybody knew of the end.
    expect(decide(running, { type: 'report', n: 1, kind: 'first', text: '首报' }, people.dispatcher)).toMatchObject({
      ok: false,
      field: '/act/kind',
    })
    expect(decide(running, { type: 'report', n: 1, kind: 'final', text: '终报' }, people.dispatcher)).toEqual({
      ok: true,
      lines: [{ type: 'reported', n: 1, kind: 'final', text: '终报' }],
    })
  })
})

describe('kept on a device without signal', () => {
  const { running } = play([
    { by: 'chief', afterMinutes: 10, input: { type: 'callRoll' } },
    { by: 'dispatcher', afterMinutes: 2, input: { type: 'answer', department: 'police', answer: 'notReady' } },
  ])
  const now = T0 + 30 * MINUTE
  const answer = { type: 'answer', answer: 'ready' } as const
  const at = (minutes: number) => ({ occurredAt: T0 + minutes * MINUTE, now })
  const after = (input: EmergencyInput, who: Person, minutes: number) => {
    const decision = decide(running, input, people[who], at(minutes))
    if (!decision.ok) throw new Error(decision.reason.en)
    return foldLines([lineOf(running.version + 1, now, people[who], decision.lines[0] as LineBody)], running)
  }

  it('counts for the time at which it was done', () => {
    expect(after(answer, 'drains', 14)?.parties).toContainEqual(
      expect.objectContaining({ department: 'drains', answeredAt: T0 + 14 * MINUTE, signedAt: T0 + 14 * MINUTE }),
    )
    expect(after({ type: 'sign' }, 'drains', 14)?.parties).toContainEqual(
      expect.objectContaining({ department: 'drains', signedAt: T0 + 14 * MINUTE }),
    )
    expect(after({ type: 'doStep', step: 'pump' }, 'drains', 14)?.steps).toContainEqual(
      expect.objectContaining({ id: 'pump', doneAt: T0 + 14 * MINUTE }),
    )
  })
  it('its line says both times', () => {
    const decision = decide(running, answer, people.drains, at(14))
    const line = lineOf(9, now, people.drains, (decision.ok && decision.lines[0]) as LineBody)
    expect(lineWords(line, running, names).zh).toContain('11-22 16:14')
    expect(lineWords(line, running, names).en).toContain('without signal')
    const fresh = decide(running, answer, people.drains)
    const plain = lineOf(9, now, people.drains, (fresh.ok && fresh.lines[0]) as LineBody)
    expect(lineWords(plain, running, names).zh).toBe('排水处应答：就位')
  })
  it('is no answer to a roll that was called afterwards, and does not undo a later answer', () => {
    expect(decide(running, answer, people.drains, at(9))).toMatchObject({ ok: false, code: 'state' })
    expect(decide(running, answer, people.police, at(11))).toMatchObject({ ok: false, code: 'state' })
    expect(decide(running, answer, people.police, at(13))).toMatchObject({ ok: true })
  })
  it('of a wrong clock is moved to the declaration, or to now', () => {
    expect(after({ type: 'doStep', step: 'pump' }, 'drains', -90)?.steps).toContainEqual(
      expect.objectContaining({ id: 'pump', doneAt: T0 }),
    )
    expect(after({ type: 'doStep', step: 'pump' }, 'drains', 90)?.steps).toContainEqual(
      expect.objectContaining({ id: 'pump', doneAt: now }),
    )
  })
})

describe('time', () => {
  it('says the end of the roll call, a late step and a late report once each, in order, however late it looks', () => {
    const { running } = play([{ by: 'drains', afterMinutes: 1, input: { type: 'answer', answer: 'ready' } }])
    expect(nextDueAt(running)).toBe(T0 + 5 * MINUTE)
    expect(dueBodies(running, T0 + 5 * MINUTE - 1)).toEqual([])
    expect(dueBodies(running, T0 + 24 * 60 * MINUTE)).toEqual([
      { type: 'stepOverdue', step: 'check' },
      { type: 'stepOverdue', step: 'close' },
      { type: 'rollClosed', missing: ['police'] },
      { type: 'stepOverdue', step: 'pump' },
      { type: 'reportOverdue', n: 1, kind: 'first' },
    ])
    const later = play([
      { by: 'drains', afterMinutes: 100, input: { type: 'note', text: 'a' } },
      { by: 'drains', afterMinutes: 1, input: { type: 'note', text: 'b' } },
    ])
    expect(later.lines.filter(({ by }) => by.role === 'system').length).toBe(5)
    expect(nextDueAt(later.running)).toBeUndefined()
  })

  it('gives a roll call asked again, and each next report, a deadline of its own', () => {
    const { running } = play([
      { by: 'chief', afterMinutes: 20, input: { type: 'callRoll' } },
      { by: 'chief', afterMinutes: 20, input: { type: 'report', n: 1, kind: 'first', text: '首报' } },
    ])
    expect(running.rollDueAt).toBe(T0 + 35 * MINUTE)
    expect(running.told).toContain(deadlineKey.roll(T0 + 35 * MINUTE))
    expect(running.parties.every(({ answer }) => answer === undefined)).toBe(true)
    expect(running.reports).toMatchObject([
      { n: 1, kind: 'first', submittedAt: T0 + 40 * MINUTE },
      { n: 2, kind: 'follow', dueAt: T0 + 100 * MINUTE },
    ])
  })
})

describe('whatever happens', () => {
  it('the fold is the same, all at once or line by line; versions count lines', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (entries, drill) => {
        const { lines, running } = play(entries, { drill })
        expect(foldLines(lines)).toEqual(running)
        expect(running.version).toBe(lines.length)
        expect(lines.map(({ n }) => n)).toEqual(lines.map((_, i) => i + 1))
      }),
    )
  })

  it('nothing but notes, reports and time comes after the end, and one report at most is open', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const { lines, running } = play(entries)
        const end = lines.findIndex(({ body }) => body.type === 'ended')
        const after = end === -1 ? [] : lines.slice(end + 1).map(({ body }) => body.type)
        expect(after.filter((type) => !['noted', 'reported', 'reportOverdue'].includes(type))).toEqual([])
        expect(running.reports.filter(({ submittedAt }) => submittedAt === undefined).length).toBeLessThanOrEqual(1)
        const told = lines.filter(({ by }) => by.role === 'system').length
        expect(new Set(running.told).size).toBe(told)
      }),
    )
  })

  it('a drill reaches the screens alone; a real one everything while it runs', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const drill = play(entries, { drill: true })
        expect(reachOf(drill.running)).toEqual({ notices: ['screens'], worksOnCase: false, tighten: [] })
        expect(drill.running.caseWork).toBe('none')
        const { running } = play(entries)
        const runs = running.endedAt === undefined
        expect(reachOf(running)).toEqual({
          notices: ['screens', 'outside'],
          worksOnCase: runs,
          tighten: runs ? PLAN.tighten : [],
        })
      }),
    )
  })

  it('what everybody sees holds no note, reason or person; every line has words in both languages', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const { lines, running } = play(entries)
        const shown = toPublic(running)
        expect(JSON.stringify([shown.parties, shown.steps])).not.toContain('"note"')
        expect(shown).not.toHaveProperty('endReason')
        expect(shown).not.toHaveProperty('told')
        for (const { name } of Object.values(people)) expect(JSON.stringify(shown)).not.toContain(name)
        for (const line of lines) {
          const words = lineWords(line, running, names)
          expect(words.zh.length * words.en.length).toBeGreaterThan(0)
          const free = 'note' in line.body || line.body.type === 'noted' ? JSON.stringify(line.body) : undefined
          for (const notice of noticesOfLine(line, running, names))
            if (free !== undefined) expect(notice.text.zh).not.toContain('（')
        }
      }),
    )
  })
})

describe('its case', () => {
  it.each([
    ['pendingDispatch', undefined, [], [], { act: 'dispatch', lead: 'drains' }],
    ['pendingHandle', 'drains', [], [], { act: 'engage', department: 'police', task: '封路' }],
    ['handling', 'parks', ['drains'], [], { act: 'engage', department: 'police' }],
    ['handling', 'parks', ['drains'], ['police'], undefined],
    ['handling', 'drains', ['police'], [], undefined],
    ['pendingFiling', undefined, [], [], undefined],
    ['pendingDispatch', undefined, [], ['drains'], undefined],
    ['closed', 'drains', [], [], undefined],
  ] as const)('%s, led by %s', (state, lead, assist, given, expected) => {
    const act = nextCaseAct(PLAN, { state, ...(lead && { lead }), assist } as never, given)
    if (expected === undefined) expect(act).toBeUndefined()
    else expect(act).toMatchObject(expected)
  })
})
