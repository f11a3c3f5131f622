// What stands of many messages: replaced, lifted, out of order, named by strangers, by drills, by themselves.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { foldWarnings } from '../../../src/core/warning/fold.ts'
import type { KeptWarning, Warning } from '../../../src/core/warning/types.ts'
import { MIN, T0, info, kept, to, warning } from './made.ts'

/** `identifier: state level<was !ended by`, in order of the list. */
const told = (list: readonly KeptWarning[]): string[] => {
  const standings = foldWarnings(list)
  return list.map(({ warning: { sender, identifier } }) => {
    const s = standings.get(`${sender},${identifier}`)
    const was = s?.was === undefined ? '' : `<${s.was}`
    return `${identifier}: ${s?.state} ${s?.level ?? '-'}${was}${s?.endedBy === undefined ? '' : ` !${s.endedBy.identifier}`}`
  })
}
const at = (minutes: number, over: Partial<Warning> = {}): Partial<Warning> => ({ sentAt: T0 + minutes * MIN, ...over })
const blue = warning('a')
const yellow = warning('b', at(10, { references: to('a'), infos: [info({ severity: 'Moderate' })] }))
const orange = warning('c', at(20, { references: to('a', 'b'), infos: [info({ severity: 'Severe' })] }))
const cancel = warning('d', at(30, { msgType: 'Cancel', references: to('a', 'b', 'c'), infos: [] }))
const series = [blue, yellow, orange, cancel].map((w) => kept(w))

describe('a series', () => {
  it('is issued, changed and lifted; each ends what was before', () => {
    expect(told(series.slice(0, 1))).toEqual(['a: issued 4'])
    expect(told(series.slice(0, 3))).toEqual(['a: issued 4 !b', 'b: changed 3<4 !c', 'c: changed 2<3'])
    expect(told(series)).toEqual(['a: issued 4 !b', 'b: changed 3<4 !c', 'c: changed 2<3 !d', 'd: lifted 2<2'])
  })

  it('is the same whatever came first', () => {
    const whole = new Map(foldWarnings(series))
    fc.assert(
      fc.property(fc.shuffledSubarray(series, { minLength: 4, maxLength: 4 }), (shuffled) => {
        expect(Object.fromEntries(foldWarnings(shuffled))).toEqual(Object.fromEntries(whole))
      }),
    )
  })

  it('an update before what it updates stands; what it updates never does', () => {
    expect(told([kept(yellow)])).toEqual(['b: continued 3'])
    expect(told([kept(yellow), kept(blue)])).toEqual(['b: changed 3<4', 'a: issued 4 !b'])
    expect(told([kept(cancel), kept(blue)])).toEqual(['d: lifted 4<4', 'a: issued 4 !d'])
  })

  it('the same again is continued; another kind is a change', () => {
    const again = warning('b', at(10, { references: to('a') }))
    expect(told([kept(blue), kept(again)])[1]).toBe('b: continued 4<4')
    expect(told([kept(blue), kept(again, { kind: 'gale' })])[1]).toBe('b: changed 4<4')
  })
})

test.each<[string, Partial<Warning>, Partial<KeptWarning>]>([
  ['a drill', { status: 'Exercise' }, {}],
  ['a test', { status: 'Test' }, {}],
  ['a simulated message', {}, { simulated: true }],
  ['one that was sent before it', { sentAt: T0 - MIN }, {}],
])('%s ends no real warning', (_, over, how) => {
  const end = warning('x', { ...at(10), msgType: 'Cancel', references: to('a'), infos: [], ...over })
  expect(told([kept(blue), kept(end, how)])[0]).toBe('a: issued 4')
})

describe('references', () => {
  it('to the first of a series end what was made of it: by a cancel, and by an update for the same areas', () => {
    const late = warning('d', at(30, { msgType: 'Cancel', references: to('a'), infos: [] }))
    expect(told([kept(blue), kept(yellow), kept(late)])[1]).toBe('b: changed 3<4 !d')
    const onlyFirst = warning('c', at(20, { references: to('a'), infos: [info({ severity: 'Severe' })] }))
    expect(told([kept(blue), kept(yellow), kept(onlyFirst)])[1]).toBe('b: changed 3<4 !c')
  })

  it('that split a warning by area leave both parts standing', () => {
    const part = (name: string, minutes: number): Warning =>
      warning(
        name,
        at(minutes, {
          references: to('a'),
          infos: [info({ areas: [{ name, polygons: [], circles: [], geocodes: [] }] })],
        }),
      )
    expect(told([kept(blue), kept(part('north', 10)), kept(part('south', 11))])).toEqual([
      'a: issued 4 !north',
      'north: continued 4<4',
      'south: continued 4<4',
    ])
  })

  it('to itself, to nothing, in a ring of one instant: nothing is lost', () => {
    expect(told([kept(warning('a', { msgType: 'Update', references: to('a') }))])).toEqual(['a: continued 4'])
    expect(told([kept(warning('a', { msgType: 'Update', references: to('gone') }))])).toEqual(['a: continued 4'])
    const ring = [kept(warning('a', { references: to('b') })), kept(warning('b', { references: to('a') }))]
    expect(told(ring).every((line) => !line.includes('!'))).toBe(true)
  })

  it('an alert ends nothing, whatever it references', () => {
    expect(told([kept(blue), kept(warning('b', at(5, { msgType: 'Alert', references: to('a') })))])[0]).toBe(
      'a: issued 4',
    )
  })

  it('an update that only says «all clear» lifts', () => {
    const clear = warning('b', at(5, { references: to('a'), infos: [info({ responseTypes: ['AllClear'] })] }))
    expect(told([kept(blue), kept(clear)])).toEqual(['a: issued 4 !b', 'b: lifted 4<4'])
  })
})

it('never ends a warning by one that was sent before it, and answers for each message, in random histories', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const message = fc.record({
    sentAt: fc.integer({ min: 0, max: 5 }).map((n) => T0 + n * MIN),
    msgType: fc.constantFrom('Alert', 'Update', 'Cancel'),
    references: fc.subarray(ids).map((some) => to(...some)),
  })
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
      const list = messages.map((m, i) => kept(warning(ids[i] ?? '', m as Partial<Warning>)))
      const standings = foldWarnings(list)
      expect(standings.size).toBe(list.length)
      for (const { warning: w } of list) {
        const s = standings.get(`${w.sender},${w.identifier}`)
        if (s?.endedAt !== undefined) expect(s.endedAt).toBeGreaterThanOrEqual(w.sentAt)
        expect(s?.endedBy?.identifier).not.toBe(w.identifier)
      }
    }),
  )
})
