// Level, kind, span and place of a warning, at their edges.
import { describe, expect, it, test } from 'vitest'
import {
  circleRing,
  codesOf,
  concernsCity,
  geometryOf,
  holdsAt,
  isInside,
  worstAt,
} from '../../../src/core/warning/areas.ts'
import { kindOf, levelOf } from '../../../src/core/warning/level.ts'
import { UNTOLD_END_MS, phaseAt, spanOf } from '../../../src/core/warning/span.ts'
import type { Position, WarningArea, WarningInfo, WarningKind } from '../../../src/core/warning/types.ts'
import { MIN, T0, info, warning } from './made.ts'

test.each<[string, Partial<WarningInfo>, number | undefined]>([
  ['red is Extreme', { severity: 'Extreme' }, 1],
  ['orange is Severe', { severity: 'Severe' }, 2],
  ['yellow is Moderate', { severity: 'Moderate' }, 3],
  ['blue is Minor', { severity: 'Minor' }, 4],
  ['unknown is none', { severity: 'Unknown' }, undefined],
  ['a colour stated comes before severity', { severity: 'Minor', parameters: [{ name: '级别', value: '橙色' }] }, 2],
  ['in English too', { severity: 'Minor', parameters: [{ name: 'colour', value: 'Red' }] }, 1],
  ['in an event code', { severity: 'Minor', eventCodes: [{ name: 'level', value: 'YELLOW' }] }, 3],
  ['Ⅱ级', { severity: 'Minor', parameters: [{ name: 'level', value: 'Ⅱ级' }] }, 2],
  ['other parameters say nothing', { severity: 'Moderate', parameters: [{ name: 'rain', value: '52.1' }] }, 3],
  ['a headline stands in for an unknown severity', { severity: 'Unknown', headline: '发布暴雨橙色预警信号' }, 2],
  ['but not before a known one', { severity: 'Minor', headline: '由暴雨橙色预警信号变更' }, 4],
])('%s', (_, over, level) => {
  expect(levelOf({ infos: [info(over)] })).toBe(level)
})
it('the worst info decides', () => {
  expect(levelOf({ infos: [info(), info({ severity: 'Severe' }), info({ severity: 'Unknown' })] })).toBe(2)
  expect(levelOf({ infos: [] })).toBeUndefined()
})

const kind = (id: string, codes: string[], words: string[]): WarningKind => ({
  id,
  name: { zh: id, en: id },
  codes,
  words,
})
const kinds = [kind('rain', ['11B03'], ['暴雨', 'rainstorm']), kind('sand', [], ['沙尘暴']), kind('hail', [], ['hail'])]
test.each<[Partial<WarningInfo>, string | undefined]>([
  [{ event: 'x', eventCodes: [{ name: 'c', value: '11B03' }] }, 'rain'],
  [{ event: '暴雨' }, 'rain'],
  [{ event: 'Severe RAINSTORM warning' }, 'rain'],
  [{ event: '气象预警', headline: '发布沙尘暴黄色预警' }, 'sand'],
  [{ event: '地震' }, undefined],
])('kind of %j', (over, id) => {
  expect(kindOf({ infos: [info(over)] }, kinds)?.id).toBe(id)
})

describe('span', () => {
  const spanOfInfos = (...infos: WarningInfo[]) => spanOf({ sentAt: T0, infos })
  it('is from effective, else sent, to expires', () => {
    expect(spanOfInfos(info({ expiresAt: T0 + 60 * MIN }))).toEqual({
      fromAt: T0,
      untilAt: T0 + 60 * MIN,
      untilStated: true,
    })
    expect(spanOfInfos(info({ effectiveAt: T0 + MIN, onsetAt: T0 + 9 * MIN, expiresAt: T0 + 60 * MIN }))).toMatchObject(
      {
        fromAt: T0 + MIN,
        onsetAt: T0 + 9 * MIN,
      },
    )
  })
  it('with no end named stands for two days, and says so', () => {
    expect(spanOfInfos(info())).toEqual({ fromAt: T0, untilAt: T0 + UNTOLD_END_MS, untilStated: false })
    expect(spanOfInfos(info(), info({ expiresAt: T0 + MIN })).untilStated).toBe(false)
    expect(spanOfInfos().untilStated).toBe(false)
  })
  it.each([
    [-1, 'coming'],
    [0, 'inForce'],
    [10 * MIN - 1, 'inForce'],
    [10 * MIN, 'over'],
  ])('%d ms after its start is %s', (ms, phase) => {
    expect(phaseAt({ fromAt: T0, untilAt: T0 + 10 * MIN }, T0 + ms)).toBe(phase)
  })
})

const area = (over: Partial<WarningArea>): WarningArea => ({
  name: 'x',
  polygons: [],
  circles: [],
  geocodes: [],
  ...over,
})
const coded = (...codes: string[]) => ({
  infos: [info({ areas: [area({ geocodes: codes.map((value) => ({ name: 'GB', value })) })] })],
})
const known = new Set(['321000', '321002', '321002001', '321012'])
const bounds = [119.01, 32.221, 119.912, 33.416] as const

describe('where it holds', () => {
  test.each<[string[], string[]]>([
    [['321000'], ['321000']],
    [['321000000000'], ['321000']],
    [['321002001000'], ['321002001']],
    [['320000'], ['321000']],
    [['000000'], ['321000']],
    [
      ['321002', '321002001', '321012'],
      ['321002', '321012'],
    ],
    [['321000', '321002'], ['321000']],
    [['320100', '037021'], []],
  ])('%j is %j', (given, codes) => {
    expect(codesOf(coded(...given), '321000', (code) => known.has(code))).toEqual(codes)
  })

  const square: Position[] = [
    [119.4, 32.3],
    [119.5, 32.3],
    [119.5, 32.4],
    [119.4, 32.4],
    [119.4, 32.3],
  ]
  const shaped = {
    infos: [
      info({ areas: [area({ polygons: [square] })] }),
      info({ language: 'en', areas: [area({ polygons: [square] })] }),
    ],
  }
  it('draws polygons once, and circles as rings', () => {
    expect(geometryOf(shaped)).toEqual({ type: 'MultiPolygon', coordinates: [[square]] })
    const round = geometryOf({
      infos: [info({ areas: [area({ circles: [{ lng: 119.4, lat: 32.4, radiusKm: 11.1195 }] })] })],
    })
    const ring = round?.coordinates[0]?.[0] ?? []
    expect(ring.at(0)).toEqual(ring.at(-1))
    expect(Math.max(...ring.map((p) => p[1]))).toBeCloseTo(32.5, 3)
    expect(circleRing(119.4, 32.4, 1)).toHaveLength(33)
    expect(geometryOf(coded('321000'))).toBeUndefined()
  })
  it('is inside by the even-odd rule', () => {
    const geometry = geometryOf(shaped)
    expect(geometry && [isInside(geometry, 119.45, 32.35), isInside(geometry, 119.55, 32.35)]).toEqual([true, false])
  })

  const extent = { areas: [], geometry: geometryOf(shaped) }
  test.each<[Parameters<typeof holdsAt>[0], Parameters<typeof holdsAt>[1], boolean]>([
    [{ areas: ['321000'] }, { area: '321002001' }, true],
    [{ areas: ['321002'] }, { area: '321002001' }, true],
    [{ areas: ['321002001'] }, { area: '321002' }, false],
    [{ areas: ['321012'] }, { area: '321002001' }, false],
    [extent, { lng: 119.45, lat: 32.35 }, true],
    [extent, { area: '321002' }, false],
    [{ areas: [] }, { area: '321002' }, true],
  ])('%j at %j: %s', (where, place, is) => {
    expect(holdsAt(where, place)).toBe(is)
  })
  it('the worst at a place counts only what holds there', () => {
    const list = [
      { areas: ['321012'], level: 1 as const },
      { areas: ['321000'], level: 3 as const },
      { areas: ['321002'] },
    ]
    expect(worstAt(list, { area: '321002001' })).toBe(3)
    expect(worstAt(list, { area: '321012' })).toBe(1)
    expect(worstAt([], { area: '321012' })).toBeUndefined()
  })

  it('concerns the city unless it says clearly that it is elsewhere', () => {
    const elsewhere = info({ areas: [area({ circles: [{ lng: 118.8, lat: 32.06, radiusKm: 5 }] })] })
    const nanjing = warning('n', { infos: [elsewhere] })
    const concerns = (w: Parameters<typeof concernsCity>[0], areas: string[] = []) =>
      concernsCity(w, { areas, geometry: geometryOf(w) }, bounds)
    expect(concerns(nanjing)).toBe(false)
    expect(concerns(shaped)).toBe(true)
    expect(concerns(coded('320100'))).toBe(false)
    expect(concerns(coded('321000'), ['321000'])).toBe(true)
    expect(concerns({ infos: [info({ areas: [area({})] })] })).toBe(true)
  })
})
