// The city's vital signs against the figures of the standards, written out here once more, and at their edges.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { POLLUTANTS, AQI_CLASSES, HJ633_2012, HJ633_2026, IAQI_STEPS } from '../../src/core/air/table.ts'
import { evaluateIndicator } from '../../src/core/indicate/evaluate.ts'
import { classOf, gradeOf, levelOf } from '../../src/core/indicate/grades.ts'
import type { SeriesInput, Tables } from '../../src/core/indicate/inputs.ts'
import { classTableAt, limitAt, scaleAt } from '../../src/core/indicate/tables.ts'
import { CASE_FACTS, GROUPS, PLATFORM_FACTS, type Indicator } from '../../src/core/indicate/types.ts'
import { formulaWords, windowWords } from '../../src/core/indicate/words.ts'
import { indexReference, loadReference, type LoadedReference } from '../../src/server/reference/load.ts'

let city: LoadedReference
let tables: Tables
beforeAll(async () => {
  city = await loadReference(join(import.meta.dirname, '../../city/yangzhou'))
  tables = indexReference(city).tables
})

const at = (iso: string) => Date.parse(`${iso}+08:00`)
const TODAY = at('2026-11-21T12:00:00')
const signOf = (id: string): Indicator => {
  const found = city.indicators.find((d) => d.id === id)
  if (found === undefined) throw new Error(`no indicator ${id}`)
  return found
}
const gradeWord = (id: string, value: number, when = TODAY): string | undefined => {
  const grades = scaleAt(signOf(id), when, 480)?.grades ?? []
  return grades[gradeOf(value, grades) ?? -1]?.name.zh
}
const levelAt = (id: string, value: number, when = TODAY) =>
  levelOf(value, scaleAt(signOf(id), when, 480)?.steps ?? [], signOf(id).polarity)
const series = (sensor: string, metric: string, value: number, over: Partial<SeriesInput> = {}): SeriesInput => ({
  sensor,
  metric,
  value,
  occurredAt: TODAY,
  fresh: true,
  suspect: false,
  simulated: false,
  attributes: {},
  ...over,
})
const valueOf = (id: string, inputs: readonly SeriesInput[], when = TODAY) =>
  evaluateIndicator(
    signOf(id),
    '321000',
    { series: inputs.map((s) => ({ ...s, occurredAt: when })), total: new Set(inputs.map((s) => s.sensor)).size },
    tables,
    when,
  )

describe('the whole list', () => {
  it('has at least 70 signs, in every group, and every fact of cases and of the data', () => {
    expect(city.indicators.length).toBeGreaterThanOrEqual(70)
    expect([...new Set(city.indicators.map((d) => d.group))]).toEqual([...GROUPS])
    const facts = city.indicators.flatMap(({ formula }) =>
      formula.type === 'cases' || formula.type === 'platform' ? [formula.of] : [],
    )
    expect(facts.sort()).toEqual([...CASE_FACTS, ...PLATFORM_FACTS].sort())
  })
  it('keeps the ids that other data and addresses name', () => {
    const ids = new Set(city.indicators.map((d) => d.id))
    const former =
      'aqi pm25 pm10 o3 noise temperature rain-1h ponding-max ponding-spots drain-full river-quality pumps traffic-index speed ' +
      'slow-share parking-free parking-full pressure-ok turbidity-ok gas-high bridge-vibration lifts-stopped lights power-load ' +
      'people crowd-density covers-open cases-open cases-overdue cases-opened cases-closed on-time feed-health'
    for (const id of former.split(' ')) expect(ids.has(id), id).toBe(true)
  })
  it('foretells air, river level, traffic and 12345 for a day', () => {
    const foretold = city.indicators.filter((d) => d.forecastHours === 24).map((d) => d.id)
    expect(foretold.sort()).toEqual(['aqi', 'hotline-hour', 'o3', 'pm25', 'river-level', 'traffic-index'])
  })
  it('goes down to streets for a few', () => {
    const streets = city.indicators.filter((d) => d.areas === 'street').map((d) => d.id)
    expect(streets).toEqual(['pm25', 'noise-ok', 'rain-1h', 'ponding-max', 'ponding-spots', 'people', 'hotline-hour'])
  })
  it('says what each is and how it is made, in both languages', () => {
    for (const def of city.indicators) {
      const words = [def.name, def.explain, windowWords(def.window), formulaWords(def, city)]
      for (const { zh, en } of words) {
        expect(zh, def.id).toMatch(/\p{Script=Han}/u)
        expect(en, def.id).toMatch(/^[\x20-\x7EⅠ-Ⅻ’“”°÷−×µ³²℃—]+$/u)
        for (const text of [zh, en]) expect(text, def.id).not.toMatch(/undefined|NaN|\[object/)
      }
      // One sentence.
      expect(def.explain.zh.endsWith('。'), def.id).toBe(false)
    }
  })
  it('names no standard that it does not follow: every `src` and `mem` scale of a standard names it', () => {
    for (const def of city.indicators)
      for (const { standard, sure } of def.scales)
        if (standard === undefined) expect(['local', 'mem', 'unsure'], def.id).toContain(sure)
  })
})

describe('air', () => {
  const DAYS = { '2026-02-28T12:00:00': HJ633_2012, '2026-03-01T12:00:00': HJ633_2026 } as const
  const NAMES = AQI_CLASSES.map((c) => c.name.zh)
  it.each([
    ['pm25', 'pm25', 'hour'],
    ['pm25-24h', 'pm25', 'day'],
    ['pm10', 'pm10', 'hour'],
    ['pm10-24h', 'pm10', 'day'],
    ['o3', 'o3', 'hour'],
    ['o3-8h', 'o3', 'day'],
    ['no2-1h', 'no2', 'hour'],
    ['no2-24h', 'no2', 'day'],
    ['so2-1h', 'so2', 'hour'],
    ['so2-24h', 'so2', 'day'],
    ['co-1h', 'co', 'hour'],
    ['co-24h', 'co', 'day'],
  ] as const)('%s changes its grade where HJ 633 changes the sub-index of %s by %s', (id, pollutant, period) => {
    const step = signOf(id).decimals === 1 ? 0.1 : 1
    for (const [day, standard] of Object.entries(DAYS)) {
      const column = standard.columns[period][pollutant]
      column.forEach((breakpoint, i) => {
        if (i === 0) return
        const classAt = (index: number) => NAMES[AQI_CLASSES.findIndex((c) => index <= c.upTo)]
        expect(gradeWord(id, breakpoint, at(day)), `${breakpoint}`).toBe(classAt(IAQI_STEPS[i] ?? 0))
        const next = IAQI_STEPS[i + 1]
        if (next !== undefined && column[i + 1] !== undefined)
          expect(gradeWord(id, Number((breakpoint + step).toFixed(1)), at(day))).toBe(classAt(next))
      })
      const hundred = column[2] ?? 0
      expect(levelAt(id, hundred, at(day))).toBeUndefined()
      expect(levelAt(id, Number((hundred + step).toFixed(1)), at(day))).toBe(4)
    }
  })
  it('AQI carries the six classes with their normative colours', () => {
    for (const id of ['aqi', 'aqi-24h']) {
      const grades = scaleAt(signOf(id), TODAY, 480)?.grades ?? []
      expect(grades.map((g) => [g.name.zh, g.colour])).toEqual(AQI_CLASSES.map((c) => [c.name.zh, c.hex]))
      for (const { upTo, name } of AQI_CLASSES) {
        if (upTo === Infinity) continue
        expect(gradeWord(id, upTo)).toBe(name.zh)
        expect(gradeWord(id, upTo + 1)).not.toBe(name.zh)
      }
    }
  })
  it('no other sign has colours', () => {
    const coloured = city.indicators.filter((d) => d.scales.some((s) => s.grades?.some((g) => g.colour)))
    expect(coloured.map((d) => d.id)).toEqual(['aqi', 'aqi-24h'])
  })
  it.each([
    ['2026-02-28T23:59:59', [150, 80, 4, 160, 150, 75]],
    ['2026-03-01T00:00:00', [150, 80, 4, 160, 120, 60]],
    ['2030-12-31T23:59:59', [150, 80, 4, 160, 120, 60]],
    ['2031-01-01T00:00:00', [50, 50, 4, 160, 100, 50]],
  ])('class 2 day limits of GB 3095 on %s', (day, limits) => {
    const found = POLLUTANTS.map((item) => limitAt(tables, { table: 'gb3095-class2-day', item }, {}, at(day)))
    expect(found).toEqual(limits)
    const table = classTableAt(tables, 'gb3095-day', at(day))
    if (table === undefined) throw new Error('no classes of air')
    // Without ozone, whose limit is of eight hours.
    for (const { metric, limits: own } of table.items)
      expect(own[1], metric).toBe(limits[POLLUTANTS.indexOf(metric as 'so2')])
  })
  it('the share of stations within the limit changes with the date, not with the air', () => {
    const inputs = [40, 55, 60, 61, 75].map((v, i) => series(`s${i}`, 'pm25', v))
    const share = (day: string) => valueOf('pm25-within-24h', inputs, at(`${day}T12:00:00`)).value
    expect(['2026-02-28', '2026-03-01', '2031-01-01'].map(share)).toEqual([100, 60, 20])
  })
})

describe('noise by zone and hour', () => {
  it.each([
    ['0', 50, 40],
    ['1', 55, 45],
    ['2', 60, 50],
    ['3', 65, 55],
    ['4a', 70, 55],
    ['4b', 70, 60],
  ])('zone %s: %d by day, %d by night', (zone, day, night) => {
    const limit = (clock: string) =>
      limitAt(tables, { table: 'gb3096', by: 'zone' }, { zone }, at(`2026-11-21T${clock}`))
    expect(['05:59:59', '06:00:00', '21:59:59', '22:00:00', '00:00:00'].map(limit)).toEqual([night, day, day, night, night])
  })
  it('the same street keeps its limit at 21:59 and breaks it at 22:00', () => {
    const street = [series('a', 'leqDb', 55, { attributes: { zone: '1' } }), series('b', 'leqDb', 60, { attributes: { zone: '4a' } })]
    const at22 = (clock: string) => [
      valueOf('noise-ok', street, at(`2026-11-21T${clock}`)).value,
      valueOf('noise-excess', street, at(`2026-11-21T${clock}`)).value,
    ]
    expect(at22('21:59:59')).toEqual([100, 0])
    expect(at22('22:00:00')).toEqual([0, 10])
  })
})

describe('rain', () => {
  it.each([
    ['rain-24h', [0, 0.1, 9.9, 10, 24.9, 25, 49.9, 50, 99.9, 100, 249.9, 250]],
    ['rain-12h', [0, 0.1, 4.9, 5, 14.9, 15, 29.9, 30, 69.9, 70, 139.9, 140]],
  ])('grades of %s at their borders', (id, values) => {
    const words = ['无雨', '小雨', '小雨', '中雨', '中雨', '大雨', '大雨', '暴雨', '暴雨', '大暴雨', '大暴雨', '特大暴雨']
    expect(values.map((v) => gradeWord(id, v))).toEqual(words)
  })
  it('is rounded before it is graded: 9.94 is light, 9.96 moderate', () => {
    const grade = (mm: number) => valueOf('rain-24h', [series('a', 'mm10', mm / 6)]).grade
    expect([grade(9.94), grade(9.96)]).toEqual([1, 2])
  })
})

describe('surface water', () => {
  const table = () => {
    const found = classTableAt(tables, 'gb3838', TODAY)
    if (found === undefined) throw new Error('no classes of water')
    return found
  }
  it.each([
    [7.5, 0.15, 1],
    [7.49, 0.15, 2],
    [6, 0.5, 2],
    [5.99, 0.5, 3],
    [5, 1, 3],
    [4.99, 1, 4],
    [3, 1.5, 4],
    [2.99, 1.5, 5],
    [2, 2, 5],
    [1.99, 2, 6],
    [9, 2.01, 6],
  ])('oxygen %d and ammonia %d are class %d', (doMgL, nh3nMgL, expected) => {
    expect(classOf(table(), { doMgL, nh3nMgL, ph: 7 })).toBe(expected)
  })
  it.each([
    [5.99, 6],
    [6, 1],
    [9, 1],
    [9.01, 6],
  ])('pH %d is class %d', (ph, expected) => {
    expect(classOf(table(), { doMgL: 9, nh3nMgL: 0.1, ph })).toBe(expected)
  })
  it('the worst section and the shares', () => {
    const section = (id: string, doMgL: number) => [
      series(id, 'doMgL', doMgL),
      series(id, 'nh3nMgL', 0.1),
      series(id, 'ph', 7),
    ]
    const river = [...section('a', 8), ...section('b', 5), ...section('c', 4), ...section('d', 1)]
    expect(valueOf('river-class', river)).toMatchObject({ value: 6, level: 2, grade: 5 })
    expect(valueOf('river-quality', river).value).toBe(50)
    expect(valueOf('river-not-inferior', river).value).toBe(75)
  })
})

describe('traffic', () => {
  it('grades of the index are closed below and open above', () => {
    expect([0, 1.9, 2, 3.9, 4, 5.9, 6, 7.9, 8, 10].map((v) => gradeWord('traffic-index', v))).toEqual([
      '畅通', '畅通', '基本畅通', '基本畅通', '轻度拥堵', '轻度拥堵', '中度拥堵', '中度拥堵', '严重拥堵', '严重拥堵',
    ])
  })
  it.each([
    ['express', [20, 21, 35, 36, 50, 51, 65, 66]],
    ['main', [15, 16, 20, 21, 30, 31, 40, 41]],
    ['minor', [10, 11, 15, 16, 25, 26, 35, 36]],
  ])('speeds of %s roads', (road, speeds) => {
    expect(speeds.map((v) => gradeWord(`speed-${road}`, v))).toEqual([
      '严重拥堵', '中度拥堵', '中度拥堵', '轻度拥堵', '轻度拥堵', '基本畅通', '基本畅通', '畅通',
    ])
    const beyond = ['road-severe', 'road-moderate', 'road-light'].map((t) => limitAt(tables, { table: t, by: 'roadClass' }, { roadClass: road }, TODAY))
    expect(beyond).toEqual([speeds[0], speeds[2], speeds[4]])
  })
  it('each section is held against its own class of road', () => {
    const road = (id: string, kmh: number, roadClass: string) => series(id, 'speedKmh', kmh, { attributes: { roadClass, freeKmh: 60 } })
    const roads = [road('a', 35, 'express'), road('b', 21, 'main'), road('c', 15, 'minor'), road('d', 36, 'express')]
    expect(valueOf('slow-share', roads).value).toBe(50)
    expect(valueOf('congested-share', roads).value).toBe(100)
  })
})

describe('agrees with the alarm rules', () => {
  it('river warning levels are the mildest limits of the gauges’ rules', () => {
    const rules = city.alarmRules.filter((r) => r.kind === 'riverLevel')
    for (const rule of rules) {
      const grade = String(rule.where?.['grade'])
      expect(limitAt(tables, { table: 'river-warning', by: 'grade' }, { grade }, TODAY), grade).toBe(
        rule.steps.find((s) => s.level === 4)?.limit,
      )
    }
    expect(rules).toHaveLength(4)
  })
  it('gauges of any grade, one beyond: how far', () => {
    const gauge = (id: string, m: number, grade: string) => series(id, 'levelM', m, { attributes: { grade } })
    const gauges = [gauge('a', 5.9, 'a'), gauge('b', 5.1, 'b'), gauge('c', 3.1, 'c')]
    expect(valueOf('river-excess', gauges)).toMatchObject({ value: 0.5, level: 3 })
    expect(valueOf('river-over', gauges).value).toBe(1)
    expect(valueOf('river-excess', gauges.slice(0, 1))).toMatchObject({ value: -0.1 })
    expect(valueOf('river-excess', gauges.slice(0, 1))).not.toHaveProperty('level')
  })
  it('gas, ponding and tap water are counted from the limits that alarm', () => {
    const limits = (id: string) => city.alarmRules.find((r) => r.id === id)?.steps.map((s) => s.limit) ?? []
    const gas = ['low', 'high', 'danger'].map((item) => limitAt(tables, { table: 'gas-lel', item }, {}, TODAY))
    expect(gas).toEqual(limits('gas-lel'))
    expect(scaleAt(signOf('ponding-max'), TODAY, 480)?.steps.map((s) => s.limit)).toEqual(limits('ponding-depth'))
    expect(limitAt(tables, { table: 'gb5749', item: 'turbidity' }, {}, TODAY)).toBe(limits('tap-turbidity')[0])
  })
})

it('a car park without a registered size lowers the coverage of the weighted share', () => {
  const parks = [
    series('a', 'usedPct', 90, { attributes: { spaces: 900 } }),
    series('b', 'usedPct', 10, { attributes: { spaces: 100 } }),
    series('c', 'usedPct', 50),
  ]
  expect(valueOf('parking-used', parks)).toMatchObject({ value: 82, coverage: 2 / 3 })
})
