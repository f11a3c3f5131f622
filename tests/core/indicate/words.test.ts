// Windows and formulas in words: a definition alone says what it is, names that are unknown included.
import { describe, expect, test } from 'vitest'
import type { Formula, Indicator, Reduction, Window } from '../../../src/core/indicate/types.ts'
import { REDUCTIONS } from '../../../src/core/indicate/types.ts'
import { ATTRIBUTE_VALUE_WORDS } from '../../../src/core/indicate/factWords.ts'
import { formulaWords, windowShortWords, windowWords, type WordsReference } from '../../../src/core/indicate/words.ts'
import { classTable, indicator, limitTable } from './made.ts'

const HOUR = 3_600_000
const ref: WordsReference = {
  sensorKinds: [
    {
      id: 'noise',
      name: { zh: '噪声点', en: 'Noise monitor' },
      metrics: [
        { id: 'db', name: { zh: '声级', en: 'Level' }, unit: 'dB(A)' },
        { id: 'pm25', name: { zh: 'PM2.5', en: 'PM2.5' }, unit: 'ug/m3' },
      ],
    },
  ],
  limitTables: [
    limitTable({
      name: { zh: '旧限值', en: 'Old limits' },
      standard: 'GB 1',
      validTo: '2025-12-31',
      items: [{ id: 'a', limit: 60 }],
    }),
    limitTable({
      name: { zh: '限值', en: 'Limits' },
      standard: 'GB 2',
      validFrom: '2026-01-01',
      night: { fromHour: 22, toHour: 6 },
      items: [{ id: 'a', limit: 55, night: 45 }],
    }),
    limitTable({ id: 'plain', name: { zh: '单一限值', en: 'One limit' }, items: [{ id: 'a', limit: 55 }] }),
  ],
  classTables: [
    classTable({
      classes: ['Ⅰ类', 'Ⅱ类', '劣'],
      name: { zh: '类别', en: 'Classes' },
      items: [
        { metric: 'db', bad: 'above', limits: [1, 2] },
        { metric: 'pm25', bad: 'above', limits: [1, 2] },
      ],
      ranges: [{ metric: 'db', min: 0, max: 9 }],
    }),
  ],
}

describe('windowShortWords', () => {
  test.each([
    [{ type: 'now' }, '实时', 'Now'],
    [{ type: 'running', overMs: 600_000 }, '近 10 分钟', '10 min'],
    [{ type: 'running', overMs: 3_600_000 }, '近 1 小时', '1 h'],
    [{ type: 'running', overMs: 86_400_000 }, '近 24 小时', '24 h'],
    [{ type: 'running', overMs: 7 * 86_400_000 }, '近 7 天', '7 d'],
    [{ type: 'hour' }, '本小时', 'this hour'],
    [{ type: 'day', fromHour: 0 }, '今日', 'today'],
    [{ type: 'day', fromHour: 20 }, '20 时起', 'Since 20:00'],
  ] as const)('%o', (window, zh, en) => {
    expect(windowShortWords(window)).toEqual({ zh, en })
  })
})

describe('windowWords', () => {
  test.each<[Window, string, string]>([
    [{ type: 'now' }, '实时', 'Now'],
    [{ type: 'running', overMs: 60_000 }, '近 1 分钟', 'Last minute'],
    [{ type: 'running', overMs: 600_000 }, '近 10 分钟', 'Last 10 minutes'],
    [{ type: 'running', overMs: 90 * 60_000 }, '近 90 分钟', 'Last 90 minutes'],
    [{ type: 'running', overMs: HOUR }, '近 1 小时', 'Last hour'],
    [{ type: 'running', overMs: 24 * HOUR }, '近 24 小时', 'Last 24 hours'],
    [{ type: 'running', overMs: 720 * HOUR }, '近 30 天', 'Last 30 days'],
    [{ type: 'hour' }, '本小时（整点起）', 'This hour, since it began'],
    [{ type: 'day', fromHour: 0 }, '今日（0 时起）', 'Today, since 00:00'],
    [{ type: 'day', fromHour: 8 }, '8 时起', 'Since 08:00'],
    [{ type: 'day', fromHour: 20 }, '20 时起', 'Since 20:00'],
  ])('%j', (window, zh, en) => {
    expect(windowWords(window)).toEqual({ zh, en })
  })
})

describe('values of attributes', () => {
  test.each(['0', '1', '2', '3', '4a', '4b'])('noise zone %s of GB 3096 has its name', (zone) => {
    expect(ATTRIBUTE_VALUE_WORDS[`zone/${zone}`]).toEqual({ zh: `${zone} 类`, en: zone })
  })
})

const made = (formula: Formula, over: Partial<Indicator> = {}) =>
  formulaWords(indicator(formula, { input: { kind: 'noise', metric: 'db' }, coverageFloor: 0, ...over }), ref)

describe('formulaWords', () => {
  test.each<[string, Formula, string, string]>([
    ['mean', { type: 'mean' }, '再求平均', 'then their mean'],
    ['quantile', { type: 'quantile', p: 0.9 }, '取第 90 百分位数', 'then percentile 90 of them'],
    [
      'a number has the unit of its metric',
      { type: 'count', op: 'atLeast', limit: 70 },
      '计算不低于70 dB(A)者的个数',
      'then how many of them are at or above 70 dB(A)',
    ],
    [
      'a limit that depends on date and hour is not said as a number; the newest edition is named',
      { type: 'share', op: 'atMost', limit: { table: 't', item: 'a' } },
      '计算不高于「限值」（GB 2）当时的限值者的占比',
      'then the share of them at or below the limit in force of “Limits” (GB 2)',
    ],
    [
      'a limit that never changes is',
      { type: 'share', op: 'atMost', limit: { table: 'plain', item: 'a' } },
      '计算不高于55 dB(A)（「单一限值」）者的占比',
      'then the share of them at or below 55 dB(A) (“One limit”)',
    ],
    [
      'by an attribute',
      { type: 'excess', op: 'atLeast', limit: { table: 't', by: 'zone' } },
      '取超出「限值」（GB 2）中所属声环境功能区当时（昼或夜）的界限最多者的超出量',
      'then how far the worst of them is beyond the limit of its noise zone and hour, day or night, in “Limits” (GB 2)',
    ],
    [
      'an attribute nobody named',
      { type: 'weightedMean', weight: 'hatch' },
      '按hatch加权平均',
      'then their mean weighted by hatch',
    ],
    ['ratio', { type: 'ratio', over: 'pm25' }, '求和后除以PM2.5之和', 'their sum as a share of the sum of PM2.5'],
  ])('%s', (_, formula, zh, en) => {
    expect(made(formula)).toEqual({
      zh: `取每个噪声点最新的声级，${zh}。`,
      en: `The newest level of each noise monitor; ${en}.`,
    })
  })
  test('a class names its quantities once each', () => {
    const words = made({ type: 'class', table: 'c', of: 'share', upTo: 2 })
    expect(words.zh).toBe('取每个噪声点最新的声级、PM2.5，按「类别」以最差一项定类别，计算达到Ⅱ类或更好者的占比。')
    expect(words.en).toContain('The newest level, PM2.5 of each noise monitor; each is of the class of its worst item')
    expect(made({ type: 'class', table: 'c', of: 'share', upTo: 1 }).zh).toContain('计算为Ⅰ类者的占比')
  })
  test('every reduction over every kind of window', () => {
    const windows: Window[] = [
      { type: 'running', overMs: HOUR },
      { type: 'hour' },
      { type: 'day', fromHour: 0 },
      { type: 'day', fromHour: 20 },
    ]
    const all = windows.flatMap((window) =>
      REDUCTIONS.map((reduce: Reduction) => made({ type: 'max' }, { window, reduce })),
    )
    expect(new Set(all.map((t) => t.zh)).size).toBe(all.length)
    expect(new Set(all.map((t) => t.en)).size).toBe(all.length)
    expect(made({ type: 'max' }, { window: { type: 'day', fromHour: 20 }, reduce: 'total', factor: 6 })).toEqual({
      zh: '取每个噪声点自 20 时起声级按时长累计的总量（乘以 6），取最大者。',
      en: 'The amount over time of level of each noise monitor since 20:00 (times 6); then the greatest of them.',
    })
  })
  test('only some sensors, the roll-up and the floor are said', () => {
    const words = made(
      { type: 'mean' },
      {
        input: { kind: 'noise', metric: 'db', where: { zone: ['1', '4a'], hatch: [3] } },
        rollUp: 'max',
        coverageFloor: 0.6,
      },
    )
    expect(words.zh).toBe(
      '取每个噪声点（声环境功能区为1 类、4a 类，hatch为3）最新的声级，再求平均。上级区域取下级区域的最大值。有效设备不足 60% 时为未知。',
    )
    expect(words.en).toBe(
      'The newest level of each noise monitor (noise zone 1 or 4a, hatch 3); then their mean. A larger area takes the greatest of the areas below it. Unknown when fewer than 60 % of the sensors have a value that counts.',
    )
  })
  test('how much of its window a sensor must tell', () => {
    const words = made({ type: 'mean' }, { window: { type: 'running', overMs: 24 * HOUR }, windowFloor: 0.83 })
    expect(words.zh).toContain('窗口内有数据的小时不足 83% 的设备不计入。')
    expect(words.en).toContain('A sensor that spoke in fewer than 83 % of the hours does not count.')
  })
  test('names that are not known stand for themselves', () => {
    const words = formulaWords(
      indicator(
        { type: 'share', op: 'atLeast', limit: { table: 'gone', item: 'a' } },
        { input: { kind: 'k', metric: 'm' } },
      ),
      { sensorKinds: [], limitTables: [], classTables: [] },
    )
    expect(words.zh).toContain('取每个k最新的m')
    expect(`${words.zh}${words.en}`).not.toMatch(/undefined|NaN/)
  })
  test('facts are what they are defined to be', () => {
    expect(made({ type: 'cases', of: 'hotlineHour' })).toEqual({
      zh: '近 1 小时 12345 诉求件数。',
      en: 'How many 12345 reports came in the last hour.',
    })
    expect(made({ type: 'platform', of: 'feedHealth' }).en).toBe('Feeds that deliver as agreed ÷ all feeds.')
  })
})
