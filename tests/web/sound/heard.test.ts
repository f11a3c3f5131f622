// What is heard at the desk: new Ⅰ and Ⅱ, each once; nothing of what was there, nothing old, nothing others have dealt with.
import { describe, expect, it } from 'vitest'
import { FRESH_MS, createHeard, isWaiting, wantsTone } from '../../../src/web/sound/heard.ts'
import { mute, muteLeft, unmute } from '../../../src/web/sound/mute.ts'
import { createTones } from '../../../src/web/sound/tones.ts'
import type { AlarmRow } from '../../../src/wire/views.ts'
import { T0, incident } from '../../support/rows.ts'
import { alarm as calm } from '../support/alarms.ts'

const alarm = (id: string, over: Partial<AlarmRow> = {}): AlarmRow => calm(id, { level: 1, ...over })

describe('what is heard', () => {
  it('is what is new: not what was there at load, and nothing twice', () => {
    const heard = createHeard()
    const there = [alarm('a')]
    expect(heard.take(there, [], T0)).toBeUndefined()
    expect(heard.take([...there, alarm('b', { level: 2 })], [], T0)).toBe(2)
    expect(heard.take([...there, alarm('b', { level: 2 })], [], T0)).toBeUndefined()
    // Gone and back again after a reconnect.
    expect(heard.take([], [], T0)).toBeUndefined()
    expect(heard.take([...there, alarm('b', { level: 2 })], [], T0)).toBeUndefined()
  })
  it.each([
    ['level Ⅲ', alarm('x', { level: 3 }), undefined],
    ['acknowledged', alarm('x', { acknowledgedAt: T0 }), undefined],
    ['cleared', alarm('x', { clearedAt: T0 }), undefined],
    ['shelved', alarm('x', { shelvedUntil: T0 + 60_000 }), undefined],
    ['shelved until now', alarm('x', { shelvedUntil: T0 }), 1],
    ['a minute old', alarm('x', { recordedAt: T0 - FRESH_MS }), 1],
    ['older than a minute: replayed after a reconnect', alarm('x', { recordedAt: T0 - FRESH_MS - 1 }), undefined],
  ] as const)('%s', (_, row, expected) => {
    const heard = createHeard()
    heard.take([], [], T0)
    expect(heard.take([row], [], T0)).toBe(expected)
  })
  it('is the worst of what came together, and again when a level rises', () => {
    const heard = createHeard()
    heard.take([], [], T0)
    expect(heard.take([alarm('a', { level: 2 }), alarm('b', { level: 1 })], [], T0)).toBe(1)
    expect(heard.take([alarm('a', { level: 1 }), alarm('b', { level: 1 })], [], T0)).toBe(1)
  })
  it('a case that people report is heard; one that a sensor opens is heard as its alarm', () => {
    const heard = createHeard()
    heard.take([], [], T0)
    expect(heard.take([], [incident({ id: 'c1', level: 1, source: 'sensor' })], T0)).toBeUndefined()
    expect(heard.take([], [incident({ id: 'c2', level: 2, source: 'hotline' })], T0)).toBe(2)
    expect(heard.take([], [incident({ id: 'c3', level: 4, source: 'hotline' })], T0)).toBeUndefined()
  })
  it('a Ⅰ asks again until it is acknowledged, shelved or gone', () => {
    expect(isWaiting([alarm('a')], T0)).toBe(true)
    expect(isWaiting([alarm('a', { level: 2 })], T0)).toBe(false)
    expect(isWaiting([alarm('a', { acknowledgedAt: T0 })], T0)).toBe(false)
    expect(isWaiting([alarm('a', { shelvedUntil: T0 + 1 })], T0)).toBe(false)
    expect(isWaiting([alarm('a', { clearedAt: T0 })], T0)).toBe(false)
  })
})

describe('whether it is wanted', () => {
  const at = { at: Date.UTC(2026, 10, 21, 2), onShift: true, utcOffsetMinutes: 480 }
  const rule = (over: object) => ({ level: 4, onShift: false, channels: ['bell', 'tone'] as const, ...over })
  it.each([
    ['no rules of one’s own', undefined, true],
    ['an empty list', [], true],
    ['a rule with a tone', [rule({})], true],
    ['a rule without', [rule({ channels: ['bell'] })], false],
    ['the first that fits decides', [rule({ level: 2, channels: ['card'] }), rule({})], false],
    ['a rule for Ⅰ alone', [rule({ level: 1 })], false],
    ['within its hours', [rule({ hours: { from: 9 * 60, to: 11 * 60 } })], true],
    ['outside its hours', [rule({ hours: { from: 11 * 60, to: 9 * 60 } })], false],
    ['on shift', [rule({ onShift: true })], true],
    ['rules for some kinds speak of those', [rule({ kinds: ['overdue'], channels: ['bell'] }), rule({})], true],
  ])('%s', (_, rules, expected) => {
    expect(wantsTone(rules as Parameters<typeof wantsTone>[0], 2, at)).toBe(expected)
  })
  it('off shift, a rule for the shift does not fit', () => {
    expect(wantsTone([rule({ onShift: true })], 2, { ...at, onShift: false })).toBe(false)
  })
})

describe('mute', () => {
  it('ends by itself, and can be ended', () => {
    mute(T0, 5)
    expect(muteLeft(T0 + 60_000)).toBe(4 * 60_000)
    expect(muteLeft(T0 + 5 * 60_000)).toBe(0)
    mute(T0, 30)
    unmute()
    expect(muteLeft(T0)).toBe(0)
  })
})

describe('tones', () => {
  function device(state: AudioContextState) {
    const starts: number[] = []
    const node = { connect: (to: unknown) => to, frequency: { value: 0 }, gain: fakeParameter() }
    const context = {
      state,
      currentTime: 10,
      destination: {},
      resume: async () => void (context.state = 'running'),
      close: async () => undefined,
      createGain: () => node,
      createOscillator: () => ({
        ...node,
        frequency: { value: 0 },
        start: (at: number) => starts.push(at),
        stop: () => undefined,
      }),
    }
    return { starts, open: () => context as unknown as AudioContext }
  }
  const fakeParameter = () => ({
    setValueAtTime: () => undefined,
    linearRampToValueAtTime: () => undefined,
    exponentialRampToValueAtTime: () => undefined,
  })
  it('is silent until the page has been pressed once, then plays two notes for Ⅱ and three for Ⅰ', async () => {
    const { starts, open } = device('suspended')
    const tones = createTones(open)
    tones.play(1)
    expect([tones.ready(), starts]).toEqual([false, []])
    expect(await tones.unlock()).toBe(true)
    tones.play(2)
    expect(starts).toHaveLength(2)
    tones.play(1)
    expect(starts).toHaveLength(5)
  })
  it('goes without where there is no sound device', async () => {
    const tones = createTones(() => {
      throw new Error('none')
    })
    expect(await tones.unlock()).toBe(false)
    tones.play(1)
    tones.close()
  })
})
