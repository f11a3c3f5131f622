// @vitest-environment happy-dom
// The wall's own rules: text large enough for the distance, one sentence, which vital signs are in sight.
import { describe, expect, it } from 'vitest'
import type { Indicator } from '../../../src/core/indicate/types.ts'
import {
  FIGURE_FACE,
  HAN_FACE,
  LEAST_ARC_MIN,
  arcMm,
  arcOf,
  assumedGeometry,
  readGeometry,
  wallText,
} from '../../../src/web/wall/textSize.ts'
import { pickVitals, rowsThatFit } from '../../../src/web/wall/vitals.ts'
import { verdict } from '../../../src/web/wall/verdict.ts'
import { T0, incident, indicator } from '../../support/rows.ts'

describe('text by viewing distance', () => {
  it('16 minutes of arc are 4.65 mm a metre (ISO 9241-303)', () => {
    expect(arcMm(16, 1)).toBeCloseTo(4.65, 2)
    expect(arcMm(16, 6)).toBeCloseTo(27.9, 1)
    expect(arcMm(22, 10)).toBeCloseTo(64, 0)
  })

  it.each([
    [3840, { widthMm: 4800, distanceM: 6 }],
    [1920, { widthMm: 4800, distanceM: 6 }],
    [1920, { widthMm: 1210, distanceM: 1.8 }],
    [5760, { widthMm: 7200, distanceM: 8 }],
    [7680, { widthMm: 9600, distanceM: 10 }],
    [3840, assumedGeometry(3840)],
    [1920, assumedGeometry(1920)],
  ])('at %i px and %o the smallest character covers at least 16 minutes', (widthPx, geometry) => {
    const text = wallText(geometry, widthPx)
    for (const [name, px] of Object.entries(text)) {
      const face = name.startsWith('figure') ? FIGURE_FACE : HAN_FACE
      const heightMm = ((px * face) / widthPx) * geometry.widthMm
      expect(arcOf(heightMm, geometry.distanceM), name).toBeGreaterThanOrEqual(LEAST_ARC_MIN)
    }
    expect(text.textS).toBeLessThan(text.textM)
    expect(text.figureM).toBeLessThan(text.figureL)
  })

  it('takes only geometry that makes sense', () => {
    expect(readGeometry('4800', '6')).toEqual({ widthMm: 4800, distanceM: 6 })
    for (const [mm, m] of [
      [undefined, undefined],
      ['0', '6'],
      ['4800', '-1'],
      ['wide', '6'],
      ['999999', '6'],
    ])
      expect(readGeometry(mm, m)).toBeUndefined()
  })
})

describe('the sentence', () => {
  const late = {
    stage: 'handle' as const,
    limit: { amount: 1, unit: 'urgentHour' as const },
    startedAt: T0 - 9000,
    dueAt: T0 - 1,
    warnAt: T0 - 100,
  }
  it.each([
    ['nothing open', [], 0, '运行平稳，无在办案卷。', undefined],
    ['mild cases', [incident({ id: 'a' })], 0, '总体平稳，在办 1 件，最高Ⅲ级。', 3],
    ['only blue', [incident({ id: 'a', level: 4 })], 0, '总体平稳，在办 1 件，最高Ⅳ级。', 4],
    [
      'a severe one, named',
      [incident({ id: 'a', level: 1 }), incident({ id: 'b', level: 2 })],
      0,
      '1 起Ⅰ级、1 起Ⅱ级在办，首要：广陵区 道路积水。',
      1,
    ],
    [
      'late and silent',
      [incident({ id: 'a', clock: late })],
      2,
      '总体平稳，在办 1 件，最高Ⅲ级；1 件超期；2 路数据中断。',
      3,
    ],
  ])('%s', (_what, open, silentFeeds, zh, level) => {
    const v = verdict({ open, now: T0, silentFeeds })
    expect(v.texts[0]?.zh).toBe(zh)
    expect(v.level).toBe(level)
    expect(v.texts[0]?.en).toMatch(/^[A-Z0-9].*\.$/)
  })
  it('says less of where the worst case is where there is little room, and what is late in any case', () => {
    const matterName = { zh: '道路积水', en: 'Road ponding' }
    const title = { zh: '江阳中路3号积水点 道路积水', en: 'Road ponding · 江阳中路3号积水点' }
    const { texts } = verdict({
      open: [incident({ id: 'a', level: 1, clock: late, title, matterName })],
      now: T0,
      silentFeeds: 0,
    })
    expect(texts.map(({ zh }) => zh)).toEqual([
      '1 起Ⅰ级在办，首要：广陵区 江阳中路3号积水点 道路积水；1 件超期。',
      '1 起Ⅰ级在办，首要：广陵区 道路积水；1 件超期。',
      '1 起Ⅰ级在办，首要：道路积水；1 件超期。',
      '1 起Ⅰ级在办；1 件超期。',
    ])
    expect(texts.at(-1)?.en).toBe('1 level I open; 1 overdue.')
  })
  it('does not call a paused or finished clock late', () => {
    const open = [
      incident({ id: 'a', clock: { ...late, pausedAt: T0 - 50 } }),
      incident({ id: 'b', clock: { ...late, stoppedAt: T0 - 50 } }),
    ]
    expect(verdict({ open, now: T0, silentFeeds: 0 }).texts[0]?.zh).not.toContain('超期')
  })
})

describe('vital signs in sight', () => {
  const def = (id: string): Indicator => ({
    id,
    group: 'water',
    name: { zh: id, en: id },
    unit: '',
    decimals: 0,
    formula: { type: 'max' },
    polarity: 'lowerBetter',
    scales: [
      {
        sure: 'local',
        steps: [
          { level: 4, limit: 10 },
          { level: 1, limit: 40 },
        ],
      },
    ],
    coverageFloor: 0.5,
    window: { type: 'now' },
    explain: { zh: '最大', en: 'largest' },
  })
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(def)
  const pick = (levels: Record<string, 1 | 2 | 3 | 4>): string[] =>
    pickVitals(
      six,
      (id) => {
        const level = levels[id]
        return indicator({ indicator: id, ...(level === undefined ? {} : { level }) })
      },
      4,
    ).map((i) => i.id)

  it('keeps the first ones while all is calm', () => expect(pick({})).toEqual(['a', 'b', 'c', 'd']))
  it('puts an abnormal one in the place of the last calm one', () =>
    expect(pick({ f: 3 })).toEqual(['a', 'b', 'c', 'f']))
  it('worst first, and nothing else moves', () => expect(pick({ d: 4, e: 3, f: 1 })).toEqual(['a', 'e', 'f', 'd']))
  it('never hides an abnormal one for a milder', () =>
    expect(pick({ a: 4, b: 4, c: 4, d: 4, e: 4 })).toEqual(['a', 'b', 'c', 'd']))
  it('shows what is unusual too, after what has a level', () => {
    const seen = (unusual: readonly string[], levels: Record<string, 1 | 2 | 3 | 4> = {}): string[] =>
      pickVitals(
        six,
        (id) => {
          const level = levels[id]
          return indicator({
            indicator: id,
            ...(unusual.includes(id) ? { unusual: 'high' as const } : {}),
            ...(level === undefined ? {} : { level }),
          })
        },
        4,
      ).map((i) => i.id)
    expect(seen(['f'])).toEqual(['a', 'b', 'c', 'f'])
    expect(seen(['f'], { e: 4 })).toEqual(['a', 'b', 'f', 'e'])
    expect(seen(['a', 'b', 'c', 'd'], { e: 4 })).toEqual(['a', 'b', 'c', 'e'])
  })
  it('knows how many rows fit', () => {
    expect(rowsThatFit(100, 30)).toBe(3)
    expect(rowsThatFit(10, 30)).toBe(1)
  })
})
