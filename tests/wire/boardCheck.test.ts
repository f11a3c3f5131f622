// The check of boards: one mistake at a time, with the place it is at; the city's own boards have none. And where two boards differ.
import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { describe, expect, it, test } from 'vitest'
import { BOARD_LAYERS, PANEL_TAKES, boardFaults, type BoardKnown } from '../../src/wire/boardCheck.ts'
import { boardDifference } from '../../src/wire/boardDifference.ts'
import { BoardsSchema, PanelSchema, type Board, type Panel } from '../../src/wire/boards.ts'
import { PANEL_KINDS } from '../../src/core/wall/types.ts'

const known: BoardKnown = {
  indicators: new Set(['aqi', 'ponding-max']),
  sensorKinds: new Map([['ponding', ['depthM']]]),
  matters: ['M001', '02001'],
  warnings: new Set(['rainstorm']),
  cameras: new Set(['c1']),
}
const board = (more: Partial<Board> = {}): Board => ({
  id: 'flood',
  name: { zh: '防汛', en: 'Flood' },
  topic: { groups: ['water'], matters: ['M0', '02'], warnings: ['rainstorm'] },
  grids: {
    single: {
      columns: [2, 1],
      rows: [1, 1],
      areas: [
        ['city', 'list'],
        ['city', 'day'],
      ],
    },
    double: { columns: [1, 1, 1], rows: [1], areas: [['city', 'list', 'day']] },
  },
  panels: [
    { kind: 'map', region: 'city', layers: ['incidents'], kinds: ['ponding'] },
    { kind: 'incidents', region: 'list', ofTopic: true },
    { kind: 'day', region: 'day' },
  ],
  ...more,
})
const withPanel = (panel: Panel): Board =>
  board({ panels: [...board().panels.slice(0, 2), { ...panel, region: 'day' }] })
const grid = (columns: number[], rows: number[], areas: string[][]): Partial<Board> => ({
  grids: { single: { columns, rows, areas } },
})
const pointers = (one: Board): string[] => boardFaults(one, known).map((fault) => fault.pointer)

describe('a board', () => {
  it('that is in order has no fault', () => {
    expect(boardFaults(board(), known)).toEqual([])
  })

  it.each<[string, Board, string[]]>([
    [
      'more rows than heights',
      board(
        grid(
          [2, 1],
          [1],
          [
            ['city', 'list'],
            ['city', 'day'],
          ],
        ),
      ),
      ['/grids/single/areas'],
    ],
    ['a row too short', board(grid([2, 1], [1, 1], [['city', 'list'], ['day']])), ['/grids/single/areas/1']],
    [
      'a region in two places',
      board(
        grid(
          [1, 1, 1],
          [1, 1],
          [
            ['city', 'list', 'city'],
            ['day', 'day', 'day'],
          ],
        ),
      ),
      ['/grids/single/areas'],
    ],
    [
      'a region like an L',
      board(
        grid(
          [1, 1],
          [1, 1, 1],
          [
            ['city', 'list'],
            ['city', 'city'],
            ['day', 'day'],
          ],
        ),
      ),
      ['/grids/single/areas'],
    ],
    [
      'a region with nothing in it',
      board(
        grid(
          [1, 1],
          [1, 1],
          [
            ['city', 'list'],
            ['day', 'bare'],
          ],
        ),
      ),
      ['/grids/single/areas'],
    ],
    ['a panel without a region', board(grid([1, 1], [1], [['city', 'list']])), ['/panels/2/region']],
    [
      'two panels in one region',
      board({ panels: [...board().panels, { kind: 'warnings', region: 'day' }] }),
      ['/panels/3/region'],
    ],
    [
      'an indicator that is none',
      withPanel({ kind: 'course', region: 'day', indicator: 'nothing' }),
      ['/panels/2/indicator'],
    ],
    [
      'one of several that is none',
      withPanel({ kind: 'signs', region: 'day', indicators: ['aqi', 'nothing'] }),
      ['/panels/2/indicators/1'],
    ],
    [
      'a layer that no wall shows',
      withPanel({ kind: 'map', region: 'day', layers: ['incidents', 'orders'] }),
      ['/panels/2/layers/1'],
    ],
    ['a kind of sensor that is none', withPanel({ kind: 'map', region: 'day', kinds: ['ufo'] }), ['/panels/2/kinds/0']],
    [
      'a metric that the kind has not',
      withPanel({ kind: 'worst', region: 'day', sensorKind: 'ponding', metric: 'mm1h' }),
      ['/panels/2/metric'],
    ],
    [
      'a camera that is none',
      withPanel({ kind: 'cameras', region: 'day', cameras: ['c1', 'c2'] }),
      ['/panels/2/cameras/1'],
    ],
    ['a course of nothing', withPanel({ kind: 'course', region: 'day' }), ['/panels/2/indicator']],
    ['signs of nothing', withPanel({ kind: 'signs', region: 'day' }), ['/panels/2/indicators']],
    ['the worst of nothing', withPanel({ kind: 'worst', region: 'day' }), ['/panels/2/sensorKind', '/panels/2/metric']],
    ['what its kind does not take', withPanel({ kind: 'day', region: 'day', ofTopic: true }), ['/panels/2/ofTopic']],
    [
      'a matter that begins nowhere',
      board({ topic: { groups: [], matters: ['M0', 'Z'], warnings: [] } }),
      ['/topic/matters/1'],
    ],
    ['every matter, said as none', board({ topic: { groups: [], matters: [''], warnings: [] } }), ['/topic/matters/0']],
    [
      'a warning that is none',
      board({ topic: { groups: [], matters: [], warnings: ['meteor'] } }),
      ['/topic/warnings/0'],
    ],
  ])('with %s is told where', (_what, one, expected) => {
    const faults = boardFaults(one, known)
    expect([...new Set(faults.map((fault) => fault.pointer))]).toEqual(expected)
    for (const { text } of faults) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(text.en).toMatch(/[a-z]/)
    }
  })

  it('of several shapes may leave a panel out of one of them, and is looked at in each', () => {
    const { single } = board().grids
    expect(
      pointers(board({ grids: { single, double: { columns: [1, 1], rows: [1], areas: [['city', 'list']] } } })),
    ).toEqual([])
    const bare = { columns: [1, 1], rows: [1], areas: [['city', 'bare']] }
    expect(pointers(board({ grids: { single, triple: bare } }))).toEqual(['/grids/triple/areas'])
  })

  it('is not held against what the asker cannot know', () => {
    const { warnings: _warnings, cameras: _cameras, ...browser } = known
    const one = {
      ...withPanel({ kind: 'cameras', region: 'day', cameras: ['c9'] }),
      topic: { groups: [], matters: [], warnings: ['meteor'] },
    }
    expect(boardFaults(one, browser)).toEqual([])
  })
})

it('every kind of panel says what it takes, and no option is nobody’s', () => {
  const options = Object.keys(PanelSchema.properties).filter((name) => !['kind', 'region', 'title'].includes(name))
  expect(Object.keys(PANEL_TAKES).sort()).toEqual([...PANEL_KINDS].sort())
  expect(new Set(Object.values(PANEL_TAKES).flatMap((one) => one.takes))).toEqual(new Set(options))
  expect(new Set(BOARD_LAYERS).size).toBe(BOARD_LAYERS.length)
})

test('the boards of the city are in order', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(`city/yangzhou/${file}`, 'utf8'))
  const ids = (file: string): string[] => (read(file) as { id: string }[]).map((one) => one.id)
  const boards = read('boards.json')
  if (!Compile(BoardsSchema).Check(boards)) expect.fail('boards.json does not fit its schema')
  const city: BoardKnown = {
    indicators: new Set(ids('indicators.json')),
    sensorKinds: new Map(
      (read('sensor-kinds.json') as { id: string; metrics: { id: string }[] }[]).map((kind) => [
        kind.id,
        kind.metrics.map((m) => m.id),
      ]),
    ),
    matters: (read('matters.json') as { code: string }[]).map((matter) => matter.code),
    warnings: new Set(ids('warning-kinds.json')),
    cameras: new Set(ids('cameras.json')),
  }
  for (const one of boards) expect([one.id, boardFaults(one, city)]).toEqual([one.id, []])
})

test.each<[string, Partial<Board>, string | undefined]>([
  ['nothing', {}, undefined],
  ['the name', { name: { zh: '别名', en: 'Other' } }, '名称'],
  ['whether it turns', { onDemand: true }, '是否轮播'],
  ['a layout taken out', { grids: { single: board().grids.single } }, '双屏版面'],
  ['a panel', { panels: [{ kind: 'map', region: 'city' }, ...board().panels.slice(1)] }, '面板“city”'],
  [
    'a panel that has a title',
    {
      panels: [
        { kind: 'map', region: 'city', title: { zh: '雨水河道', en: 'Rain and rivers' } },
        ...board().panels.slice(1),
      ],
    },
    '面板“雨水河道”',
  ],
  [
    'a panel more, and the topic',
    { topic: { groups: [], matters: [], warnings: [] }, panels: [...board().panels, { kind: 'hotline', region: 'x' }] },
    '主题、面板“x”',
  ],
])('boards that differ in %s', (_what, more, expected) => {
  // The store gives fields back in an order of its own: no difference.
  const stored = Object.fromEntries(Object.entries(board()).reverse()) as unknown as Board
  expect(boardDifference(stored, board(more))?.zh).toBe(expected)
})
