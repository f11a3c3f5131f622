// Positions of moving units from every format that carries them: places, times, speeds, and what is refused with its reason.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { compileTopic } from '../../src/feeds/topic.ts'
import type { Feed } from '../../src/wire/reference.ts'
import type { PositionMapping } from '../../src/wire/reference/units.ts'
import { RECEIVED_AT, arrival, contract } from './sample.ts'

const utf8 = new TextEncoder()
const HFP: PositionMapping = {
  time: 'VP.tst',
  lng: 'VP.long',
  lat: 'VP.lat',
  speed: { path: 'VP.spd', unit: 'm/s' },
  heading: 'VP.hdg',
}
const feed = (over: Omit<Partial<Feed>, 'map'> & { map?: PositionMapping } = {}): Feed => {
  const { map, ...rest } = over
  return contract({ carries: ['positions'], units: { kind: 'bus', ...(map === undefined ? {} : { map }) }, ...rest })
}
const decode = (contractOf: Feed, message: unknown, device: string | undefined = 'U1') =>
  decodeMessage(
    contractOf,
    device === undefined ? {} : { device },
    utf8.encode(typeof message === 'string' ? message : JSON.stringify(message)),
    arrival,
  )
const reasons = (contractOf: Feed, message: unknown): string[] =>
  decode(contractOf, message).rejects.map((r) => r.reason)

describe('json', () => {
  const hfp = feed({ format: 'json', map: HFP, crs: 'wgs84', time: { format: 'iso' } })
  const vp = {
    desi: '5',
    veh: 792,
    tst: '2026-09-21T14:13:10.000Z',
    spd: 10,
    hdg: 360,
    lat: 32.4,
    long: 119.4,
    acc: 0.3,
  }

  it('reads a high-frequency position: metres a second to km/h, 360 as north', () => {
    expect(decode(hfp, { VP: vp })).toMatchObject({
      positions: [
        { device: 'U1', fix: { at: RECEIVED_AT - 10_000, lng: 119.4, lat: 32.4, speedKmh: 36, headingDeg: 0 } },
      ],
      readings: [],
      rejects: [],
    })
  })

  it.each([
    ['no place where the receiver has none', { ...vp, lat: null, long: null }, ['badPlace']],
    ['off the earth', { ...vp, lat: 132.4 }, ['badPlace']],
    ['swapped', { ...vp, lat: 119.4, long: 32.4 }, ['badPlace']],
    ['0, 0', { ...vp, lat: 0, long: 0 }, ['badPlace']],
    ['no time: our clock would make an old place new', { ...vp, tst: undefined }, ['badTime']],
    ['an empty time', { ...vp, tst: '' }, ['badTime']],
    ['a time that is none', { ...vp, tst: 'yesterday' }, ['badTime']],
  ])('refuses %s', (_what, message, want) => {
    expect(reasons(hfp, { VP: message })).toEqual(want)
    expect(decode(hfp, { VP: message }).positions).toEqual([])
  })

  it('leaves out what the sender marks as unknown', () => {
    const said = decode(hfp, { VP: { ...vp, spd: 511, hdg: -1 } }).positions[0]?.fix
    expect(said).toEqual({ at: RECEIVED_AT - 10_000, lng: 119.4, lat: 32.4 })
  })

  it('reads a list, with ids in the elements, in GCJ-02', () => {
    const list = feed({
      format: 'json',
      crs: 'gcj02',
      time: { format: 's' },
      map: { each: 'cars', device: 'id', time: 't', lng: 'x', lat: 'y', accuracy: 'r' },
    })
    const got = decode(list, {
      cars: [
        { id: 7, t: RECEIVED_AT / 1000, x: 119.4184, y: 32.3899, r: 12 },
        { id: 'b', t: RECEIVED_AT / 1000, x: 'east', y: 32 },
      ],
    })
    expect(got.positions).toHaveLength(1)
    expect(got.positions[0]).toMatchObject({ device: '7', fix: { accuracyM: 12 } })
    // 555 m off at Yangzhou, converted once.
    expect(got.positions[0]?.fix.lng).toBeCloseTo(119.413, 2)
    expect(got.positions[0]?.fix.lng).not.toBe(119.4184)
    expect(got.rejects).toMatchObject([{ reason: 'badPlace', index: 1 }])
  })

  it('a feed of readings does not carry positions unseen', () => {
    const odd = contract({ format: 'json', units: { kind: 'bus', map: HFP }, carries: ['readings'] })
    expect(decode(odd, { VP: vp })).toMatchObject({ positions: [], rejects: [{ reason: 'notAllowed' }] })
  })
})

describe('our own message', () => {
  const own = feed()
  it('reads one, and what a gateway buffered', () => {
    const one = { at: RECEIVED_AT, lng: 119.4, lat: 32.4, speedKmh: 4.5, headingDeg: 90, accuracyM: 8 }
    expect(decode(own, one).positions).toEqual([{ device: 'U1', fix: one }])
    expect(decode(own, [one, { ...one, device: 'U2', at: RECEIVED_AT - 1000 }]).positions.map((p) => p.device)).toEqual(
      ['U1', 'U2'],
    )
  })
  it.each([
    [{ lng: 119.4, lat: 32.4 }, 'badTime'],
    [{ at: RECEIVED_AT, lng: null, lat: null }, 'badPlace'],
    [{ at: RECEIVED_AT, lng: 'a', lat: 32 }, 'schema'],
    ['{', 'unparseable'],
  ])('refuses %j', (message, reason) => expect(reasons(own, message)).toEqual([reason]))

  it('takes our clock only where the contract says so', () => {
    const clockless = feed({ time: { format: 'arrival' } })
    expect(decode(clockless, { lng: 119.4, lat: 32.4 }).positions[0]?.fix.at).toBe(RECEIVED_AT)
  })
})

it('csv: a line is a position, by column', () => {
  const csv = feed({
    format: 'csv',
    time: { format: 's' },
    map: {
      columns: ['id', 't', 'x', 'y', 'kn'],
      device: 'id',
      time: 't',
      lng: 'x',
      lat: 'y',
      speed: { path: 'kn', unit: 'kn' },
    },
  })
  const got = decode(csv, `A,${RECEIVED_AT / 1000},119.4,32.4,10\nB,,119.4,32.4,10`)
  expect(got.positions).toEqual([{ device: 'A', fix: { at: RECEIVED_AT, lng: 119.4, lat: 32.4, speedKmh: 18.52 } }])
  expect(got.rejects).toMatchObject([{ reason: 'badTime', index: 1 }])
})

/** A folder of captured messages, where there is one: they are not ours to ship. */
const SAMPLE = join(process.env['PAYLOAD_SAMPLES'] ?? 'none', 'hsl_hfp_vp.json')
it.runIf(existsSync(SAMPLE))('a captured message of a real city', () => {
  const pattern = compileTopic('/hfp/v2/journey/ongoing/vp/bus/+/{device}/#')
  const params = pattern.match('/hfp/v2/journey/ongoing/vp/bus/0022/00792/2081/2/Kulosaari/20:25/1/5/60;25/10/90/43')
  expect(params).toEqual({ device: '00792' })
  const real = feed({ format: 'json', map: HFP, crs: 'wgs84', time: { format: 'iso' } })
  const got = decodeMessage(real, params ?? {}, readFileSync(SAMPLE), arrival)
  expect(got.rejects).toEqual([])
  expect(got.positions).toEqual([
    {
      device: '00792',
      fix: {
        at: Date.UTC(2018, 3, 5, 17, 38, 36),
        lng: 25.03095,
        lat: 60.194481,
        speedKmh: expect.closeTo(0.576, 6),
        headingDeg: 225,
      },
    },
  ])
})
