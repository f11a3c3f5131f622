// What a photo proves: every doubt, and the cases that are none.
import { describe, expect, it } from 'vitest'
import { photoDoubts, type PhotoMeta } from '../../src/core/photo.ts'

const HOUR = 3_600_000
const opened = Date.UTC(2026, 10, 22, 2)
const about = { lng: 119.42, lat: 32.39, openedAt: opened, handedInAt: opened + 5 * HOUR }
const rules = { withinM: 500, withinHours: 24 }
const here = { lng: 119.421, lat: 32.391 }

describe('doubts about a photo', () => {
  it.each<[string, PhotoMeta, readonly string[]]>([
    ['says nothing of itself', {}, []],
    ['taken at the place, during the work', { ...here, takenAt: opened + 4 * HOUR }, []],
    ['taken just before the case began', { takenAt: opened - HOUR + 1 }, []],
    ['taken before the case began', { takenAt: opened - HOUR - 1 }, ['old']],
    ['taken elsewhere', { lng: 119.46, lat: 32.39, takenAt: opened + HOUR }, ['far']],
    ['half a place is none', { lng: 119.9 }, []],
    ['a camera a little ahead', { takenAt: about.handedInAt + 9 * 60_000 }, []],
    ['a camera ahead of its own sending', { takenAt: about.handedInAt + 11 * 60_000 }, ['ahead']],
    ['another place and another day', { lng: 116.4, lat: 39.9, takenAt: opened - 48 * HOUR }, ['far', 'old']],
  ])('%s', (_, meta, doubts) => {
    expect(photoDoubts(meta, about, rules).doubts).toEqual(doubts)
  })

  it('of an old case go by how long before it was handed in', () => {
    const late = { ...about, handedInAt: opened + 100 * HOUR }
    expect(photoDoubts({ takenAt: opened + 75 * HOUR }, late, rules).doubts).toEqual(['old'])
    expect(photoDoubts({ takenAt: opened + 77 * HOUR }, late, rules).doubts).toEqual([])
  })

  it('tell the distance in whole metres, whether it matters or not', () => {
    // One thousandth of a degree of latitude is 111.2 m.
    expect(photoDoubts({ lng: 119.42, lat: 32.391 }, about, rules)).toEqual({ doubts: [], distanceM: 111 })
    expect(photoDoubts({}, about, rules)).not.toHaveProperty('distanceM')
  })
})
