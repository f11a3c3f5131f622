// Where a notice goes: first fitting rule, hours over midnight, and what the roster adds.
import { describe, expect, it } from 'vitest'
import { channelsFor, isWithin, type NotifyRule } from '../../src/core/notify.ts'

const utcOffsetMinutes = 480
const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+08:00`)
const rule = (change: Partial<NotifyRule> = {}): NotifyRule => ({
  level: 4,
  onShift: false,
  channels: ['card'],
  ...change,
})
const NIGHT = { from: 22 * 60, to: 7 * 60 }
const told = (
  notice: { kind: 'overdue' | 'toDispatch'; level: 1 | 2 | 3 | 4 },
  rules: NotifyRule[],
  ctx: { time?: string; onShift?: boolean } = {},
) => channelsFor(notice, rules, { at: at(ctx.time ?? '10:00'), onShift: ctx.onShift ?? false, utcOffsetMinutes })
const late = { kind: 'overdue', level: 3 } as const
const grave = { kind: 'overdue', level: 1 } as const

describe('channels of a notice', () => {
  it.each([
    ['no rule: the bell', late, [], {}, ['bell'], undefined],
    ['a rule that fits', late, [rule()], {}, ['card'], 0],
    ['the first of two that fit', late, [rule({ channels: [] }), rule()], {}, [], 0],
    ['too mild a level', late, [rule({ level: 2 })], {}, ['bell'], undefined],
    ['worse than the level', grave, [rule({ level: 2 })], {}, ['card'], 0],
    ['another kind', late, [rule({ kinds: ['toDispatch'] })], {}, ['bell'], undefined],
    ['one of its kinds', late, [rule({ kinds: ['toDispatch', 'overdue'] })], {}, ['card'], 0],
    ['outside its hours', late, [rule({ hours: NIGHT })], { time: '21:59' }, ['bell'], undefined],
    ['inside, before midnight', late, [rule({ hours: NIGHT })], { time: '22:00' }, ['card'], 0],
    ['inside, after midnight', late, [rule({ hours: NIGHT })], { time: '06:59' }, ['card'], 0],
    ['at its end', late, [rule({ hours: NIGHT })], { time: '07:00' }, ['bell'], undefined],
    ['only on shift, off it', late, [rule({ onShift: true })], {}, ['bell'], undefined],
    ['only on shift, on it', late, [rule({ onShift: true })], { onShift: true }, ['card'], 0],
    ['in the order they are told', late, [rule({ channels: ['browser', 'bell'] })], {}, ['bell', 'browser'], 0],
  ] as const)('%s', (_, notice, rules, ctx, channels, fitting) => {
    expect(told(notice, [...rules], ctx)).toEqual({ channels, rule: fitting, byRoster: false })
  })

  it.each([
    ['Ⅰ reaches bell and card though a rule says nothing at all', 1, [], ['bell', 'card'], true],
    ['Ⅱ as well, beside what the rule asks', 2, ['tone'], ['bell', 'card', 'tone'], true],
    ['nothing is added where the rule says both', 2, ['card', 'bell'], ['bell', 'card'], false],
    ['Ⅲ stays with the rule', 3, [], [], false],
  ] as const)('on shift: %s', (_, level, channels, expected, byRoster) => {
    expect(told({ kind: 'overdue', level }, [rule({ channels })], { onShift: true })).toEqual({
      channels: expected,
      rule: 0,
      byRoster,
    })
    expect(told({ kind: 'overdue', level }, [rule({ channels: [] })]).channels).toEqual([])
  })
})

it.each([
  [{ from: 0, to: 1440 }, '23:59', true],
  [{ from: 0, to: 0 }, '12:00', true],
  [{ from: 540, to: 1080 }, '08:59', false],
  [{ from: 540, to: 1080 }, '09:00', true],
  [{ from: 540, to: 1080 }, '18:00', false],
])('%o at %s: %s', (hours, time, expected) => {
  expect(isWithin(hours, at(time), utcOffsetMinutes)).toBe(expected)
})
