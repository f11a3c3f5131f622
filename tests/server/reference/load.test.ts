// A damaged city folder is refused with one clear message a mistake; a sound one loads.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { topicsOverlap } from '../../../src/server/reference/checks/sensing.ts'
import { loadReference } from '../../../src/server/reference/load.ts'
import { BadReferenceError } from '../../../src/server/reference/problem.ts'

const SOUND = join(import.meta.dirname, '../../../city/yangzhou')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-city-'))
  await cp(SOUND, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Json = Record<string, unknown>
const at = (list: unknown, key: string, value: unknown): Json => {
  const found = (list as Json[]).find((entry) => entry[key] === value)
  if (found === undefined) throw new Error(`no entry with ${key} ${String(value)}`)
  return found
}
const first = (list: unknown): Json => (list as Json[])[0] ?? {}
const twice = (list: unknown): unknown => (list as unknown[]).push((list as unknown[])[0])

async function damage(file: string, change: (value: unknown) => unknown): Promise<void> {
  const path = join(folder, file)
  const value: unknown = JSON.parse(await readFile(path, 'utf8'))
  change(value)
  await writeFile(path, JSON.stringify(value))
}

async function failure(): Promise<BadReferenceError> {
  const error: unknown = await loadReference(folder).catch((e: unknown) => e)
  if (!(error instanceof BadReferenceError)) throw new Error(`expected BadReferenceError, got ${String(error)}`)
  return error
}

it('loads the shipped city', async () => {
  const city = await loadReference(folder)
  expect(city.city.id).toBe('yangzhou')
  expect(city.outlines).toHaveLength(6)
})

const DAMAGES: readonly [what: string, file: string, change: (value: unknown) => unknown, said: string | RegExp][] = [
  ['schema', 'city.json', (v) => ((v as Json)['prefix'] = 'yz'), 'city.json › /prefix: 必须匹配模式'],
  [
    'unknown field',
    'city.json',
    (v) => ((v as Json)['colour'] = 'red'),
    /city\.json › \/: 不得有额外属性 \(colour\) \/ must/,
  ],
  ['centre', 'city.json', (v) => ((v as Json)['center'] = [120, 30]), 'city.json › /center: 中心不在范围内'],
  ['zone', 'city.json', (v) => ((v as Json)['zone'] = 'Asia/Nowhere'), 'city.json › /zone: 没有这个时区'],
  [
    'offset',
    'city.json',
    (v) => ((v as Json)['utcOffsetMinutes'] = 540),
    'city.json › /utcOffsetMinutes: 与工作日历不一致',
  ],
  ['no city area', 'city.json', (v) => ((v as Json)['code'] = '329900'), 'no city 329900'],
  ['parent', 'areas.json', (v) => (at(v, 'code', '321002001')['parent'] = '329999'), 'parent: 没有这个区域：329999'],
  ['parent kind', 'areas.json', (v) => (at(v, 'code', '321002001')['parent'] = '321000'), '上级的类别不对'],
  [
    'empty name',
    'areas.json',
    (v) => (at(v, 'code', '321002')['name'] = { zh: '', en: 'x' }),
    'areas.json › /1/name/zh: ',
  ],
  ['twice', 'areas.json', twice, 'areas.json › /106: 重复：321000 / duplicate: 321000'],
  ['no territory', 'departments.json', (v) => (v as unknown[]).pop(), '没有属地部门'],
  [
    'area of department',
    'departments.json',
    (v) => (at(v, 'id', 'district-321002')['area'] = '990000'),
    '没有这个区域：990000',
  ],
  [
    'condition twice',
    'matters.json',
    (v) => twice(at(v, 'code', '06001')['conditions']),
    /matters\.json › \/\d+\/conditions\/2: 重复/,
  ],
  [
    'no conditions',
    'matters.json',
    (v) => (at(v, 'code', '06001')['conditions'] = []),
    /matters\.json › \/\d+\/conditions: /,
  ],
  [
    'matter gone',
    'matters.json',
    (v) => (at(v, 'code', 'M001')['code'] = 'M900'),
    'incident/matter: 没有这个事项：M001',
  ],
  [
    'no one leads',
    'responsibility.json',
    (v) => (at(v, 'matter', 'E009')['matter'] = 'E010'),
    'E009 火灾没有通用的责任部门',
  ],
  [
    'lead',
    'responsibility.json',
    (v) => (at(v, 'matter', 'E009')['lead'] = 'nobody'),
    'lead: 没有这个部门：nobody / no such department: nobody',
  ],
  [
    'token',
    'responsibility.json',
    (v) => (at(v, 'matter', 'E009')['lead'] = '@someone'),
    /responsibility\.json › \/\d+\/lead: 必须匹配模式/,
  ],
  [
    'condition',
    'responsibility.json',
    (v) => (at(v, 'matter', 'E009')['condition'] = 'flood'),
    '没有这个立案条件：flood',
  ],
  ['no components', 'components.json', (v) => (v as unknown[]).splice(0), '没有这个部件：01001'],
  ['prefix', 'former-codes.json', (v) => (first(v)['code'] = 'XX0101'), 'former-codes.json › /0/code: 必须匹配模式'],
  ['learning', 'loop.json', (v) => delete (v as Json)['learning'], 'loop.json › /: '],
  [
    'bounds of metric',
    'sensor-kinds.json',
    (v) => (first(at(v, 'id', 'gas')['metrics'])['min'] = 200),
    'min 不小于 max',
  ],
  ['kind gone', 'sensor-kinds.json', (v) => (at(v, 'id', 'rain')['id'] = 'snow'), '没有这个感知类型：rain'],
  [
    'feed of sensor',
    'sensors.json',
    (v) => (first(v)['feed'] = 'none'),
    'sensors.json › /0/feed: 没有这个数据源：none',
  ],
  ['place of sensor', 'sensors.json', (v) => (first(v)['lng'] = 121.4), 'sensors.json › /0: 位置不在城市范围内'],
  ['silent feed', 'sensors.json', (v) => (first(v)['feed'] = 'sim-12345'), '数据源 sim-12345 不传读数'],
  [
    'overlap',
    'feeds.json',
    (v) => (at(v, 'id', 'demo')['topic'] = 'drainage/+/{device}'),
    '与数据源 sim-ponding 的主题重叠',
  ],
  ['hub topic', 'feeds.json', (v) => (at(v, 'id', 'demo')['topic'] = 'yiwang/v1/x/{device}'), '主题不可用'],
  ['no map', 'feeds.json', (v) => delete at(v, 'id', 'sim-gas')['map'], 'json 格式需要 map'],
  [
    'metric of feed',
    'feeds.json',
    (v) => (at(v, 'id', 'sim-noise')['metric'] = 'loud'),
    'metric: 没有这个指标项：loud',
  ],
  ['owner of feed', 'feeds.json', (v) => (at(v, 'id', 'demo')['owner'] = 'me'), 'owner: 没有这个部门：me'],
  ['whose value', 'feeds.json', (v) => (at(v, 'id', 'sim-gas')['topic'] = 'gas/all'), '不知道数值来自哪台设备'],
  [
    'metric of rule',
    'alarm-rules.json',
    (v) => (first(v)['metric'] = 'depth'),
    'alarm-rules.json › /0/metric: 没有这个指标项：depth',
  ],
  [
    'centimetres',
    'alarm-rules.json',
    (v) => (first(v)['steps'] = [{ level: 3, limit: 15 }]),
    '15 超出 depthM 的可能范围（m）',
  ],
  ['order of steps', 'alarm-rules.json', (v) => (first(v)['direction'] = 'below'), '更严重'],
  [
    'condition of rule',
    'alarm-rules.json',
    (v) => ((at(v, 'id', 'gas-lel')['incident'] as Json)['condition'] = 'x'),
    '没有这个立案条件：x',
  ],
  [
    'never opens',
    'alarm-rules.json',
    (v) => ((at(v, 'id', 'lift-fault')['incident'] as Json)['fromLevel'] = 1),
    '没有哪一级会达到',
  ],
  [
    'usual beyond possible',
    'sensor-kinds.json',
    (v) => (first(first(v)['metrics'])['usualMax'] = 2000),
    'sensor-kinds.json › /0/metrics/0: 通常范围不在可能范围之内',
  ],
  ['input', 'indicators.json', (v) => delete at(v, 'id', 'speed')['input'], '缺少输入 input'],
  [
    'metric of indicator',
    'indicators.json',
    (v) => (at(v, 'id', 'speed')['input'] = { kind: 'traffic' }),
    '缺少指标项 metric',
  ],
  ['aqi', 'indicators.json', (v) => (at(v, 'id', 'aqi')['input'] = { kind: 'rain' }), '没有这个指标项：pm25'],
  [
    'case formula',
    'indicators.json',
    (v) => (at(v, 'id', 'cases-open')['input'] = { kind: 'rain' }),
    '此公式不取感知数据',
  ],
  [
    'sessions',
    'calendar.json',
    (v) =>
      ((v as Json)['sessions'] = [
        [510, 900],
        [840, 1080],
      ]),
    'calendar.json › /sessions/1: 与前一时段重叠',
  ],
  ['both', 'calendar.json', (v) => ((v as Json)['workdays'] = ['2026-10-01']), '2026-10-01 同时是休息日'],
  ['beyond', 'calendar.json', (v) => ((v as Json)['workdays'] = ['2031-10-09']), '不在已知范围内'],
  [
    'district',
    'map/districts.geojson',
    (v) => (first((v as Json)['features'])['properties'] = {}),
    'map/districts.geojson › /features/0/properties/code: 没有这个区县',
  ],
  [
    'geometry',
    'map/districts.geojson',
    (v) => (first((v as Json)['features'])['geometry'] = null),
    '/features/0/geometry: 不是多边形',
  ],
]

describe('names the mistake', () => {
  it.each(DAMAGES)('%s in %s', async (_what, file, change, said) => {
    await damage(file, change)
    const { message } = await failure()
    if (typeof said === 'string') expect(message).toContain(said)
    else expect(message).toMatch(said)
    expect(message).toContain(' / ')
  })

  it('a missing file, a missing map file', async () => {
    await rm(join(folder, 'map/lakes.geojson'))
    expect((await failure()).message).toContain('缺少地图文件 map/lakes.geojson')
    await rm(join(folder, 'matters.json'))
    expect((await failure()).problems).toEqual([
      { file: 'matters.json', pointer: '', text: { zh: '缺少这个文件', en: 'the file is missing' } },
    ])
  })

  it('text that is no JSON, beside mistakes of other files', async () => {
    await writeFile(join(folder, 'feeds.json'), '[{')
    await damage('city.json', (v) => ((v as Json)['prefix'] = 'toolong'))
    const { problems } = await failure()
    expect(problems.map((p) => p.file)).toEqual(['city.json', 'feeds.json'])
    expect(problems[1]?.text.zh).toBe('不是有效的 JSON')
  })
})

it('lists at most twenty and counts the rest', async () => {
  await damage('departments.json', (v) => (v as unknown[]).splice(50))
  const { message, problems } = await failure()
  expect(problems.length).toBeGreaterThan(90)
  expect(message.split('\n')).toHaveLength(22)
  expect(message).toContain(`另有 ${problems.length - 20} 处 / and ${problems.length - 20} more`)
})

it('takes a file with a byte order mark', async () => {
  const path = join(folder, 'calendar.json')
  await writeFile(path, `\uFEFF${await readFile(path, 'utf8')}`)
  await expect(loadReference(folder)).resolves.toBeDefined()
})

it.each([
  ['a/{device}', 'a/+', true],
  ['a/{device}', 'a/b', true],
  ['a/{device}', 'a/b/c', false],
  ['a/#', 'a', true],
  ['a/#', 'a/b/c', true],
  ['a/#', 'b/a', false],
  ['/a/{device}', 'a/{device}', false],
  ['p/{device}/{metric}', 'p/{device}/leqDb', true],
  ['环保/空气/实时', '环保/{device}/实时', true],
  ['a/b', 'a/c', false],
])('topics %s and %s overlap: %s', (a, b, expected) => {
  expect(topicsOverlap(a, b)).toBe(expected)
  expect(topicsOverlap(b, a)).toBe(expected)
})
