// What an emergency says to the eye at an instant: the roll call, what is late, the next deadline, facts without persons.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byNeed, facts, isDone, nextDue, reportLines, rollCall, stepLines } from '../../../src/web/emergency/read.ts'
import { PLAN, emergency } from '../../fixtures/emergencies.ts'

const T = 1_795_000_000_000
const MIN = 60_000

describe('the roll call', () => {
  it('counts, and puts those to be called first before those in place', () => {
    const call = rollCall(emergency(T), T)
    expect(call).toMatchObject({ ready: 7, notReady: 1, silent: 4, all: 12, signed: 10 })
    expect(call.leftMs).toBe(PLAN.rollCallMs - 24 * MIN)
    expect(call.lines.map((one) => one.answer)).toEqual([
      'notReady',
      ...Array<string>(4).fill('late'),
      ...Array<string>(7).fill('ready'),
    ])
    // Of those that have answered the lead stands first.
    expect(call.lines.find((one) => one.answer === 'ready')?.state.lead).toBe(true)
  })
  it('is not late while the time runs', () => {
    expect(rollCall(emergency(T, { runMs: 8 * MIN }), T).lines.map((one) => one.answer)).not.toContain('late')
  })
  it('stands still once it has ended', () => {
    const ended = emergency(T, { runMs: 8 * MIN, endedAt: T })
    expect(rollCall(ended, T + 60 * MIN)).toEqual(rollCall(ended, T))
  })
})

describe('steps and reports', () => {
  it.each([
    ['close', 'overdue'],
    ['pumps', 'open'],
    ['report', 'done'],
    ['bus', 'done'],
  ])('%s is %s', (id, standing) => {
    expect(stepLines(emergency(T), T).find((one) => one.step.id === id)?.standing).toBe(standing)
  })
  it('what is left stands first by deadline, what is done after it', () => {
    const lines = byNeed(stepLines(emergency(T), T))
    expect(lines[0]?.step.id).toBe('close')
    const firstDone = lines.findIndex((one) => isDone(one.standing))
    expect(lines.slice(firstDone).every((one) => isDone(one.standing))).toBe(true)
  })
  it('the final report is due after the end, and late by the clock', () => {
    const row = emergency(T, { endedAt: T, reports: [{ n: 2, kind: 'final', dueAt: T + 60 * MIN }] })
    expect(reportLines(row, T)[0]?.standing).toBe('open')
    expect(reportLines(row, T + 61 * MIN)[0]?.standing).toBe('overdue')
    expect(nextDue(row, T).next).toMatchObject({ type: 'report', dueAt: T + 60 * MIN })
  })
})

describe('the next deadline', () => {
  it('lies ahead, and what is late is counted', () => {
    const { next, late } = nextDue(emergency(T), T)
    expect(next).toMatchObject({ type: 'report', dueAt: T + 6 * MIN })
    // The roll call and one step.
    expect(late).toBe(2)
  })
  it('is the roll call while that is the nearest', () => {
    expect(nextDue(emergency(T, { runMs: 14 * MIN }), T).next?.type).toBe('roll')
  })
  it('never lies behind, at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (minutes) => {
        const { next } = nextDue(emergency(T), T + minutes * MIN)
        expect(next === undefined || next.dueAt >= T + minutes * MIN).toBe(true)
      }),
    )
  })
})

describe('facts', () => {
  it('come newest first and hold nothing that was written freely', () => {
    const list = facts(emergency(T))
    expect(list.map((one) => one.at)).toEqual([...list.map((one) => one.at)].sort((a, b) => b - a))
    expect(list.at(-1)).toMatchObject({ type: 'declared', by: { role: 'dutyChief' } })
    expect(JSON.stringify(list)).not.toContain('急救车 2 辆')
  })
})
