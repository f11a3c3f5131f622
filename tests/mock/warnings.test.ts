// The simulated city's warnings: read by the hub's own format, none on an ordinary day, a whole series in a storm.
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import { warningsBetween } from '../../mock/gateways/warnings.ts'
import { levelOf } from '../../src/core/warning/level.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { cityOf, reference } from './cities.ts'

const feed = reference.feeds.find((f) => f.id === 'sim-warning')
const told = (scenario: string, hours: number) => {
  const city = cityOf(scenario)
  return warningsBetween(city, city.startAt, city.startAt + hours * 3_600_000).map((m) => {
    if (feed === undefined) return expect.fail('no feed of warnings')
    const { warnings, rejects } = decodeMessage(feed, {}, Buffer.from(m.payload), {
      receivedAt: m.at,
      unitOf: () => undefined,
    })
    expect(rejects).toEqual([])
    return warnings[0] ?? expect.fail('no warning')
  })
}

describe('warnings', () => {
  it('of an ordinary day are none', () => {
    expect(told('ordinary', 24)).toEqual([])
  })
  it('of a storm rise from blue over yellow to orange and are lifted', () => {
    const series = told('storm', 3)
    expect(series.map((w) => [w.msgType, levelOf(w), w.references.length])).toEqual([
      ['Alert', 4, 0],
      ['Update', 3, 1],
      ['Update', 2, 2],
      ['Cancel', undefined, 3],
    ])
    expect(new Set(series.map((w) => w.identifier)).size).toBe(4)
    expect(series[0]?.infos.map((i) => i.language)).toEqual(['zh-CN', 'en-US'])
  })
  it('of bad air rise from yellow to orange', () => {
    expect(told('heavy-pollution', 9).map((w) => levelOf(w))).toEqual([3, 2, undefined])
  })
  it('are among what the city sends, under their own feed', () => {
    const city = cityOf('storm')
    const sent = between(city, city.startAt + 25_000, city.startAt + 35_000).filter((m) => m.feed === 'sim-warning')
    expect(sent.map((m) => [m.gateway, m.topic])).toEqual([['gw-warning', 'warning/cap']])
  })
})
