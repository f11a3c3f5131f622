// From statements to the page: sections, codes, figures found in sentences, evidence links, dates.
import { describe, expect, it } from 'vitest'
import {
  beside,
  correctedOf,
  cut,
  firstKey,
  indicatorOf,
  pageOf,
  type Figure,
} from '../../../../src/web/features/brief/page.ts'
import { groupSources, sourcePath } from '../../../../src/web/incident/source.ts'
import { briefOf, figure, rowOf, statement } from './brief.ts'

const cutText = (text: string, figures: Figure[]) =>
  cut(text, figures)
    .segments.map((s) => (s.figure === undefined ? s.text : `[${s.figure.key}:${s.text}]`))
    .join('')

describe('figures in a sentence', () => {
  it.each<[string, string, Figure[], string]>([
    ['number and unit', '新立案 12 件。', [figure('opened', 12, '件')], '新立案 [opened:12 件]。'],
    [
      'unit without a space',
      '新立案12件，办结 9 件',
      [figure('opened', 12, '件'), figure('closed', 9, '件')],
      '新立案[opened:12件]，办结 [closed:9 件]',
    ],
    ['2 is not in 12', '积案 12 件，超期 2 件', [figure('overdue', 2, '件')], '积案 12 件，超期 [overdue:2 件]'],
    ['decimals shortened', '按期处置率 93.3 %', [figure('rate', 93.333_33, '%')], '按期处置率 [rate:93.3 %]'],
    [
      'a fall is spelt without its sign',
      '较前日下降 1.5 个百分点',
      [figure('d', -1.5, '个百分点')],
      '较前日下降 [d:1.5 个百分点]',
    ],
    ['thousands', '1,234 条观测', [figure('n', 1234, '条')], '[n:1,234 条]观测'],
    ['the unit decides between equal numbers', '3 时起 3 件', [figure('n', 3, '件')], '3 时起 [n:3 件]'],
    ['equal figures take turns', '3 件与 3 件', [figure('a', 3, '件'), figure('b', 3, '件')], '[a:3 件]与 [b:3 件]'],
    [
      'a clock and a date are no counts',
      'As of 10:10 on 10 Nov, 10 level II cases are open',
      [figure('open', 10, '件')],
      'As of 10:10 on 10 Nov, [open:10] level II cases are open',
    ],
    ['a number before a full stop', 'AQI was 57.', [figure('aqi', 57, '')], 'AQI was [aqi:57].'],
  ])('%s', (_, text, figures, expected) => expect(cutText(text, figures)).toBe(expected))

  it('a figure the sentence does not spell stays reachable', () => {
    const aqi = figure('aqi', 57, '')
    expect(cut('空气质量良', [aqi])).toEqual({ segments: [{ text: '空气质量良' }], unspoken: [aqi] })
  })
})

describe('page', () => {
  const page = pageOf(
    briefOf([
      statement('s1', 'verdict', '城市运行总体平稳'),
      statement('s2', 'cases', '立案 3 件'),
      statement('s3', 'incidents', '东关街道积水'),
      statement('s4', 'cases', '超期 0 件'),
    ]),
    'zh',
  )
  it('puts sections in the order of a brief and numbers only those that say something', () => {
    expect(page.sections.map((s) => [s.number, s.section])).toEqual([
      [1, 'incidents'],
      [2, 'cases'],
    ])
    expect(page.verdict.map((s) => s.id)).toEqual(['s1'])
  })
  it('gives every statement a code', () => {
    expect(page.sections.flatMap((s) => s.statements.map((x) => x.code))).toEqual(['一-1', '二-1', '二-2'])
  })
})

describe('vital signs', () => {
  const asOf = briefOf([]).asOf
  const vital = (id: string, zh: string, figures: Figure[], level?: 1 | 3) =>
    statement(id, 'vitals', zh, {
      figures: figures.map((f) => (f.asOf === 0 ? f : { ...f, asOf })),
      ...(level === undefined ? {} : { level }),
    })
  const [section] = pageOf(
    briefOf([
      vital('vitals.t', '气温9.0℃（当日最低8.0、最高12.0，覆盖率92.6%）。', [
        figure('vitals.t', 9, 'C'),
        figure('vitals.t.min', 8, 'C'),
        figure('vitals.t.max', 12, 'C'),
        figure('vitals.t.coverage', 92.6, '%'),
      ]),
      vital('vitals.rain', '雨量25.3 mm（达Ⅲ级）。', [figure('vitals.rain', 25.3, 'mm')], 3),
      vital('vitals.river', '水质：有效数据不足（覆盖率10%），不作判断。', [figure('vitals.river.coverage', 10, '%')]),
      vital('vitals.pond', '积水71（达Ⅰ级）。', [figure('vitals.pond', 71, '')], 1),
      vital('vitals.lights', '亮灯率98.6%。', [figure('vitals.lights', 98.6, '%')]),
      vital('vitals.old', '噪声50（数据时间05:00）。', [{ ...figure('vitals.old', 50, ''), asOf: 0 }]),
    ]),
    'zh',
  ).sections

  it('tells what is wrong first, worst first; unknown and dated ones keep their sentences', () => {
    expect(section?.statements.map((s) => [s.code, s.id])).toEqual([
      ['一-1', 'vitals.pond'],
      ['一-2', 'vitals.rain'],
      ['一-3', 'vitals.river'],
      ['一-4', 'vitals.old'],
    ])
  })
  it('gives those in order as figures, numbered on, decimals as the sentence spells them', () => {
    expect(section?.calm.map(({ line, figure: _, ...rest }) => ({ code: line.code, ...rest }))).toEqual([
      {
        code: '一-5',
        name: 'vitals.t 的口径',
        value: '9.0',
        unit: 'C',
        range: { min: '8.0', max: '12.0', at: 0.25 },
        coverage: 92.6,
      },
      { code: '一-6', name: 'vitals.lights 的口径', value: '98.6', unit: '%' },
    ])
  })
})

describe('evidence', () => {
  it.each([
    [{ kind: 'incident', id: 'YZ-20261121-000123' }, '/incident/YZ-20261121-000123'],
    [{ kind: 'event', id: 'YZ-20261121-000123#4' }, '/incident/YZ-20261121-000123'],
    [{ kind: 'indicator', id: 'aqi@321000' }, '/indicator/aqi'],
    [{ kind: 'observation', id: 'air/站1#pm25@1763683200000' }, '/sensor/air%2F%E7%AB%991'],
    [{ kind: 'rule', id: 'ponding' }, undefined],
  ])('%o opens %s', (source, path) => expect(sourcePath(source)).toBe(path))

  it('groups sources by kind, each once', () => {
    const a = { kind: 'incident', id: 'a' }
    const r = { kind: 'rule', id: 'r' }
    expect(groupSources([a, r, { ...a }])).toEqual([
      { kind: 'incident', sources: [a] },
      { kind: 'rule', sources: [r] },
    ])
  })
})

describe('which brief', () => {
  const row = (key: string, state: 'draft' | 'issued') => rowOf(briefOf([], { key, state }))
  it.each([
    ['a reader meets the newest issued', false, '2026-11-20'],
    ['the desk meets the draft', true, '2026-11-21'],
  ])('%s', (_, desk, key) =>
    expect(firstKey([row('2026-11-21', 'draft'), row('2026-11-20', 'issued')], desk, '2026-11-22')).toBe(key),
  )
  it('nothing issued yet: the running day', () => expect(firstKey([], false, '2026-11-22')).toBe('2026-11-22'))
  it.each([
    ['2026-11-21', '2026-11-20', '2026-11-22'],
    ['2026-11-22', '2026-11-21', undefined],
    ['2026-W46', '2026-W45', '2026-W47'],
    ['2026-W47', '2026-W46', undefined],
    ['2026-11', '2026-10', undefined],
    ['flash-YZ-1-1', undefined, undefined],
  ])('%s stands between %s and %s', (key, previous, next) =>
    expect(beside(key, '2026-11-22')).toEqual({
      ...(previous === undefined ? {} : { previous }),
      ...(next === undefined ? {} : { next }),
    }),
  )
})

describe('corrections', () => {
  const one = (figure: string, was: number, is: number | undefined, noticedAt: number) => ({
    statement: 's',
    figure,
    was,
    noticedAt,
    ...(is === undefined ? {} : { is }),
  })
  it('keeps what was printed and takes the newest value', () =>
    expect([...correctedOf([one('a', 14, 15, 20), one('a', 12, 14, 10)])]).toEqual([
      ['a', { was: 12, is: 15, at: 20 }],
    ]))
  it('says nothing where the newest value is what was printed', () =>
    expect(correctedOf([one('a', 12, 14, 10), one('a', 14, 12, 20)]).size).toBe(0))
  it('a figure that can no longer be asked says so', () =>
    expect(correctedOf([one('a', 12, undefined, 10)]).get('a')).toEqual({ was: 12, at: 10 }))
})

it.each([
  ['vitals.aqi', 'aqi'],
  ['cases.onTime', undefined],
])('indicator of %s', (id, indicator) => expect(indicatorOf(id)).toBe(indicator))
