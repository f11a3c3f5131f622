// Indicators and their tables, damaged one way at a time: each mistake is refused with its place and its reason.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { crossCheck, loadReference } from '../../../src/server/reference/load.ts'
import { REFERENCE_FILES, type Reference } from '../../../src/wire/reference.ts'
import { Compile } from 'typebox/compile'

let sound: Reference
beforeAll(async () => {
  sound = await loadReference(join(import.meta.dirname, '../../../city/yangzhou'))
})

type Json = Record<string, unknown>
const at = (list: unknown, key: string, value: unknown): Json => {
  const found = (list as Json[]).find((entry) => entry[key] === value)
  if (found === undefined) throw new Error(`no entry with ${key} ${String(value)}`)
  return found
}
const firstOf = (entry: Json, key: string): Json => (entry[key] as Json[])[0] ?? {}
const scaleOf = (list: unknown, id: string): Json => firstOf(at(list, 'id', id), 'scales')

const FILES = {
  'indicators.json': 'indicators',
  'limit-tables.json': 'limitTables',
  'class-tables.json': 'classTables',
} as const
type FileName = keyof typeof FILES

function said(file: FileName, change: (value: unknown) => unknown): string[] {
  const name = FILES[file]
  const value: unknown = structuredClone(sound[name])
  change(value)
  return crossCheck({ ...sound, [name]: value }).map((p) => `${p.file} › ${p.pointer}: ${p.text.zh} / ${p.text.en}`)
}

const DAMAGES: readonly [what: string, file: FileName, change: (value: unknown) => unknown, said: RegExp][] = [
  ['twice', 'indicators.json', (v) => (v as Json[]).push(at(v, 'id', 'aqi')), /重复：aqi/],
  [
    'scales that hold on one day',
    'indicators.json',
    (v) => delete scaleOf(v, 'pm25')['validTo'],
    /\/1\/scales\/1: 有效期与 \/scales\/0 的版本重叠/,
  ],
  [
    'scales that share a day',
    'indicators.json',
    (v) => (scaleOf(v, 'pm25')['validTo'] = '2026-03-01'),
    /holds on days on which \/scales\/0 holds too/,
  ],
  [
    'ends before it begins',
    'indicators.json',
    (v) => Object.assign(scaleOf(v, 'aqi'), { validFrom: '2026-03-01', validTo: '2026-02-28' }),
    /\/scales\/0\/validTo: 早于 validFrom/,
  ],
  [
    'no such day',
    'indicators.json',
    (v) => (scaleOf(v, 'aqi')['validFrom'] = '2026-02-30'),
    /validFrom: 没有这一天：2026-02-30/,
  ],
  [
    'steps in no order',
    'indicators.json',
    (v) =>
      (scaleOf(v, 'ponding-max')['steps'] = [
        { level: 4, limit: 2 },
        { level: 3, limit: 1 },
      ]),
    /更严重/,
  ],
  [
    'levels of what is neither good nor bad',
    'indicators.json',
    (v) => (at(v, 'id', 'ponding-max')['polarity'] = 'neutral'),
    /中性指标不分级/,
  ],
  [
    'grades in no order',
    'indicators.json',
    (v) => (firstOf(scaleOf(v, 'traffic-index'), 'grades')['from'] = 2),
    /\/grades\/1\/from: 2 不高于前一档的 2/,
  ],
  [
    'a mean of the newest',
    'indicators.json',
    (v) => (at(v, 'id', 'speed')['reduce'] = 'mean'),
    /\/reduce: 实时值只有一个/,
  ],
  [
    'a daily index of an hour',
    'indicators.json',
    (v) => (at(v, 'id', 'aqi-24h')['window'] = { type: 'hour' }),
    /\/window: 日报口径的 AQI 须取近24小时/,
  ],
  [
    'hours of a window that has none',
    'indicators.json',
    (v) => (at(v, 'id', 'pm25')['windowFloor'] = 0.75),
    /\/windowFloor: 不足3小时的窗口没有此项/,
  ],
  [
    'a factor where none is taken',
    'indicators.json',
    (v) => (at(v, 'id', 'aqi')['factor'] = 2),
    /\/factor: 此公式不用系数/,
  ],
  [
    'a share that is no per cent',
    'indicators.json',
    (v) => (at(v, 'id', 'noise-ok')['unit'] = ''),
    /\/unit: 占比的单位是 %/,
  ],
  [
    'unknown metric of a ratio',
    'indicators.json',
    (v) => (at(v, 'id', 'speed')['formula'] = { type: 'ratio', over: 'x' }),
    /\/formula\/over: 没有这个指标项：x/,
  ],
  [
    'unknown limit table',
    'indicators.json',
    (v) => (at(v, 'id', 'noise-ok')['formula'] = { type: 'count', op: 'atLeast', limit: { table: 'x', by: 'zone' } }),
    /\/formula\/limit\/table: 没有这个限值表：x/,
  ],
  [
    'unknown item',
    'indicators.json',
    (v) =>
      (at(v, 'id', 'gas-high')['formula'] = { type: 'count', op: 'atLeast', limit: { table: 'gas-lel', item: 'x' } }),
    /\/formula\/limit: 没有这个限值项：x/,
  ],
  [
    'an attribute value that the table does not know',
    'indicators.json',
    (v) => (at(v, 'id', 'noise-ok')['input'] = { kind: 'noise', metric: 'leqDb', where: { zone: ['1', '7'] } }),
    /没有这个限值项：7/,
  ],
  [
    'a limit in another unit',
    'indicators.json',
    (v) => (at(v, 'id', 'ponding-spots')['formula'] = { type: 'count', op: 'atLeast', limit: 15 }),
    /15 超出 depthM 的可能范围（m）/,
  ],
  [
    'a table in another unit',
    'limit-tables.json',
    (v) => (firstOf(at(v, 'id', 'river-warning'), 'items')['limit'] = 600),
    /600 超出 levelM 的可能范围/,
  ],
  [
    'unknown class table',
    'indicators.json',
    (v) => (at(v, 'id', 'river-class')['formula'] = { type: 'class', table: 'x', of: 'worst' }),
    /没有这个分类表：x/,
  ],
  [
    'a class table of other sensors',
    'indicators.json',
    (v) => (at(v, 'id', 'river-class')['input'] = { kind: 'rain' }),
    /\/formula\/table: 没有这个指标项：doMgL/,
  ],
  [
    'a share of everything',
    'indicators.json',
    (v) => ((at(v, 'id', 'river-quality')['formula'] as Json)['upTo'] = 6),
    /\/formula\/upTo: 所有类别都算在内/,
  ],

  [
    'editions that overlap',
    'limit-tables.json',
    (v) => delete (v as Json[])[1]?.['validTo'],
    /limit-tables\.json › \/2: 有效期与 \/1 的版本重叠/,
  ],
  [
    'an item twice',
    'limit-tables.json',
    (v) => (at(v, 'id', 'gas-lel')['items'] as Json[]).push({ id: 'low', limit: 1 }),
    /\/items\/3: 重复：low/,
  ],
  [
    'a night without hours',
    'limit-tables.json',
    (v) => delete at(v, 'id', 'gb3096')['night'],
    /\/night: 有夜间限值却没有夜间时段/,
  ],
  [
    'a night without length',
    'limit-tables.json',
    (v) => (at(v, 'id', 'gb3096')['night'] = { fromHour: 6, toHour: 6 }),
    /\/night: 夜间起止时刻相同/,
  ],

  [
    'editions of classes that overlap',
    'class-tables.json',
    (v) => (v as Json[]).push(at(v, 'id', 'gb3838')),
    /有效期与 \/0 的版本重叠/,
  ],
  [
    'a limit too few',
    'class-tables.json',
    (v) => (firstOf(at(v, 'id', 'gb3838'), 'items')['limits'] = [7.5, 6, 5, 3]),
    /6 类需要 5 个界限/,
  ],
  [
    'classes in no order',
    'class-tables.json',
    (v) => (firstOf(at(v, 'id', 'gb3838'), 'items')['limits'] = [6, 7.5, 5, 3, 2]),
    /后一类比前一类更严/,
  ],
  [
    'metric twice',
    'class-tables.json',
    (v) => {
      const table = at(v, 'id', 'gb3838')
      ;(table['items'] as Json[]).push(firstOf(table, 'items'))
    },
    /\/items\/2: 重复：doMgL/,
  ],
  [
    'unknown metric of classes',
    'class-tables.json',
    (v) => (firstOf(at(v, 'id', 'gb3838'), 'items')['metric'] = 'x'),
    /\/items\/0\/metric: 没有这个指标项：x/,
  ],
  [
    'unknown metric of a range',
    'class-tables.json',
    (v) => (firstOf(at(v, 'id', 'gb3838'), 'ranges')['metric'] = 'x'),
    /\/ranges\/0\/metric: 没有这个指标项：x/,
  ],
  [
    'an empty range',
    'class-tables.json',
    (v) => (firstOf(at(v, 'id', 'gb3838'), 'ranges')['max'] = 6),
    /\/ranges\/0: min 不小于 max/,
  ],
]

describe('cross checks', () => {
  it('have nothing to say of the shipped city', () => {
    expect(crossCheck(sound)).toEqual([])
  })
  it.each(DAMAGES)('%s', (_, file, change, expected) => {
    expect(said(file, change).join('\n')).toMatch(expected)
  })
  it('a hole between editions is allowed', () => {
    expect(said('limit-tables.json', (v) => ((v as Json[])[1]!['validTo'] = '2028-12-31'))).toEqual([])
    expect(said('indicators.json', (v) => (scaleOf(v, 'pm25')['validTo'] = '2025-12-31'))).toEqual([])
  })
})

describe('shapes', () => {
  const indicator = Compile(REFERENCE_FILES.indicator.schema)
  const fits = (change: (def: Json) => unknown): boolean => {
    const def = structuredClone(at(sound.indicators, 'id', 'aqi-24h'))
    change(def)
    return indicator.Check(def)
  }
  it.each<[string, (def: Json) => unknown, boolean]>([
    ['as shipped', () => undefined, true],
    ['a formula nobody knows', (d) => (d['formula'] = { type: 'guess' }), false],
    ['a window without its length', (d) => (d['window'] = { type: 'running' }), false],
    ['half past seven', (d) => (d['window'] = { type: 'day', fromHour: 7.5 }), false],
    ['a day that begins at 24', (d) => (d['window'] = { type: 'day', fromHour: 24 }), false],
    ['a floor above one', (d) => (d['coverageFloor'] = 1.1), false],
    ['a factor of nothing', (d) => (d['factor'] = 0), false],
    ['a colour by name', (d) => (firstOf(firstOf(d, 'scales'), 'grades')['colour'] = 'green'), false],
    ['steps where they stood before', (d) => (d['steps'] = []), false],
  ])('%s', (_, change, expected) => {
    expect(fits(change)).toBe(expected)
  })
})
