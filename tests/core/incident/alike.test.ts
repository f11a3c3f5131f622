// When two cases are offered as one: limits of place and time, kind, words, and the order of the offer.
import { describe, expect, it } from 'vitest'
import { alikeTo, type Comparable } from '../../../src/core/incident/alike.ts'
import { sharedPieces } from '../../../src/core/pieces.ts'

const HOUR = 3_600_000
const RULES = { withinM: 50, withinHours: 24, words: 0.35 }
/** Metres to degrees of latitude on the sphere that distances are taken on. */
const north = (m: number): number => (m / 6_371_008.8) * (180 / Math.PI)
const PLACE = { lng: 119.4318, lat: 32.3947, area: '321002' }

const a: Comparable = {
  id: 'YZ-1',
  place: PLACE,
  openedAt: 100 * HOUR,
  matter: 'M001',
  text: '文昌中路路面积水很深，车辆无法通行',
  state: 'pendingFiling',
}
const other = (more: Partial<Comparable> = {}, metres = 10): Comparable => ({
  ...a,
  id: 'YZ-2',
  place: { ...PLACE, lat: PLACE.lat + north(metres) },
  text: '积水',
  state: 'handling',
  ...more,
})
const unknown = ({ matter: _, ...rest }: Comparable): Comparable => rest

describe('what may be the same case', () => {
  it.each<[string, Comparable, Comparable, boolean]>([
    ['the same kind, near and lately', a, other(), true],
    ['at the limit of place', a, other({}, 49.99), true],
    ['beyond the limit of place', a, other({}, 50.01), false],
    ['at the limit of time, before', a, other({ openedAt: 76 * HOUR }), true],
    ['at the limit of time, after', a, other({ openedAt: 124 * HOUR }), true],
    ['beyond the limit of time', a, other({ openedAt: 124 * HOUR + 1 }), false],
    ['another kind, whatever the words', a, other({ matter: '06010', text: a.text }), false],
    ['kind of this one unknown, words alike', unknown(a), other({ text: a.text }), true],
    ['kind of the other unknown, words alike', a, unknown(other({ text: '文昌中路路面积水，无法通行' })), true],
    ['kinds unknown, words not alike', unknown(a), unknown(other({ text: '店外经营占道' })), false],
    ['itself', a, a, false],
    ['merged', a, other({ state: 'merged', mergedInto: 'YZ-3' }), false],
    ['suspended, where the problem still stands', a, other({ state: 'suspended' }), true],
    ['closed', a, other({ state: 'closed' }), false],
    ['closed by a leader', a, other({ state: 'forceClosed' }), false],
    ['refused', a, other({ state: 'refused' }), false],
    ['cancelled', a, other({ state: 'cancelled' }), false],
  ])('%s', (_, one, two, wanted) => {
    expect(alikeTo(one, two, RULES) !== undefined).toBe(wanted)
  })

  it('says how near it is in every respect', () => {
    const found = alikeTo(a, other({ text: a.text, openedAt: 88 * HOUR }, 25), RULES)
    expect(found).toMatchObject({ incident: 'YZ-2', apartMs: 12 * HOUR, sameMatter: true, words: 1 })
    expect(found?.distanceM).toBeCloseTo(25, 6)
    // Half of the place, half of the time, all of the words and the kind.
    expect(found?.score).toBeCloseTo(0.35 / 2 + 0.3 + 0.2 + 0.15 / 2, 6)
  })

  it('is 1 for the same place, moment, kind and words, and less for each that is not', () => {
    const same = other({ text: a.text }, 0)
    const score = (two: Comparable): number => alikeTo(a, two, RULES)?.score ?? expect.fail('not alike')
    expect(score(same)).toBeCloseTo(1, 9)
    for (const less of [
      { ...same, place: { ...PLACE, lat: PLACE.lat + north(5) } },
      { ...same, openedAt: a.openedAt + HOUR },
      { ...same, text: '积水' },
      unknown(same),
    ])
      expect(score(less)).toBeLessThan(0.999)
  })
})

describe('shared pieces', () => {
  it.each<[string, string, number]>([
    ['路面积水', '路面积水', 1],
    ['路面积水', '路面破损', 1 / 5],
    ['ＡB路', 'ab路', 1],
    ['路面，积水！', '路面积水', 1],
    ['水', '水', 0],
    ['', '路面积水', 0],
    ['路面路面', '路面', 1 / 2],
  ])('%s / %s', (one, two, wanted) => {
    expect(sharedPieces(one, two)).toBeCloseTo(wanted, 9)
    expect(sharedPieces(two, one)).toBeCloseTo(wanted, 9)
  })
})
